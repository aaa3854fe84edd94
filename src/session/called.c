#include "own.h"

#include <string.h>

#include <minqing/saved.h>

/*
 * What somebody types of the names of a field, a code, a command, a saved list: how well they
 * fit. Who lists fields to choose columns from and who looks for facets weigh that in their own
 * order.
 */

static enum mq_written name_written(const char *name, const struct mq_buf *word,
	struct mq_buf *scratch)
{
	const char *at;

	mq_buf_clear(scratch);
	mq_utf8_fold(scratch, name, strlen(name));
	at = scratch->len ? memmem(scratch->data, scratch->len, word->data, word->len) : NULL;
	if (!at) {
		return MQ_WRITTEN_NOT;
	}
	return at > scratch->data ? MQ_WRITTEN_INSIDE
		: scratch->len == word->len ? MQ_WRITTEN_SO : MQ_WRITTEN_PREFIX;
}

enum mq_written mq_names_written(const struct mq_names *names, const struct mq_buf *word,
	struct mq_buf *scratch)
{
	const char *const own[] = {names->id, names->zh, names->en};
	enum mq_written best = MQ_WRITTEN_NOT;

	for (size_t i = 0; i < MQ_LENGTH(own) + names->n_aliases; i++) {
		const char *name = i < MQ_LENGTH(own) ? own[i] : names->aliases[i - MQ_LENGTH(own)];
		enum mq_written written = name ? name_written(name, word, scratch) : MQ_WRITTEN_NOT;

		best = written > best ? written : best;
	}
	return best;
}

bool mq_names_spell(const struct mq_names *names, const struct mq_buf *word,
	struct mq_buf *readings)
{
	if (!names->zh || !mq_reading_is_query(word->data, word->len)) {
		return false;
	}
	mq_buf_clear(readings);
	mq_hanzi_spell(names->zh, strlen(names->zh), readings);
	return true;
}

struct mq_names mq_field_names(const struct mq_field *field)
{
	return (struct mq_names){field->id, field->zh, field->en, field->aliases,
		field->n_aliases};
}

/* ---- how well ---- */

/* Is each letter of the word in the readings at all? Where one is not they are not read so, which
 * holds of most. */
static bool has_letters(const struct mq_buf *readings, const struct mq_buf *word)
{
	bool all = readings->len > 0;

	for (size_t i = 0; i < word->len && all; i++) {
		char c = word->data[i];

		all = c < 'a' || c > 'z' || memchr(readings->data, c, readings->len);
	}
	return all;
}

static enum mq_called label_is_read(const struct mq_names *names, const struct mq_buf *word,
	struct mq_buf *readings)
{
	if (!mq_names_spell(names, word, readings) || !has_letters(readings, word)) {
		return MQ_CALLED_NOT;
	}
	if (mq_reading_whole(readings->data, readings->len, word->data, word->len)
			!= MQ_READING_NO) {
		return MQ_CALLED_READ;
	}
	return mq_reading_match(readings->data, readings->len, word->data, word->len)
		!= MQ_READING_NO ? MQ_CALLED_PART_READ : MQ_CALLED_NOT;
}

enum mq_called mq_session_called(const struct mq_names *names, const char *typed, size_t len)
{
	static const enum mq_called as_written[] = {[MQ_WRITTEN_NOT] = MQ_CALLED_NOT,
		[MQ_WRITTEN_INSIDE] = MQ_CALLED_INSIDE, [MQ_WRITTEN_PREFIX] = MQ_CALLED_PREFIX,
		[MQ_WRITTEN_SO] = MQ_CALLED_SO};
	struct mq_buf word = {0};
	struct mq_buf scratch = {0};
	enum mq_called called = MQ_CALLED_SO;

	mq_utf8_fold(&word, typed, len);
	if (word.len) {
		called = as_written[mq_names_written(names, &word, &scratch)];
	}
	if (called < MQ_CALLED_READ) {
		enum mq_called read = label_is_read(names, &word, &scratch);

		called = read > called ? read : called;
	}
	mq_buf_release(&word);
	mq_buf_release(&scratch);
	return called;
}

enum mq_called mq_session_field_called(const struct mq_field *field, const char *typed,
	size_t len)
{
	const struct mq_names names = mq_field_names(field);

	return mq_session_called(&names, typed, len);
}

enum mq_called mq_session_saved_called(const struct mq_saved_row *row, const char *typed,
	size_t len)
{
	const struct mq_names names = {.id = row->id, .zh = row->zh, .en = row->en};

	return mq_session_called(&names, typed, len);
}
