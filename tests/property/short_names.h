/*
 * Names cut short: the beginning of an id or a label, or the pinyin of a Chinese one,
 * where no other name fits.
 */
#ifndef TESTS_PROPERTY_SHORT_NAMES_H
#define TESTS_PROPERTY_SHORT_NAMES_H

#include "property/oracle.h"

/* What is called: its names, and how the Chinese one is read. */
struct called {
	const char *id, *zh, *en;
	const char *readings;
};

static inline bool name_begins(const char *name, const char *word)
{
	return name && name_fits(TEST_BEGINS, name, word);
}

/* ---- pinyin of the whole label ---- */

static inline bool spells_from(const char *item, const char *word, bool initials)
{
	size_t item_len = strcspn(item, " ");

	if (item_len == 0) {
		return *word == '\0';
	}
	for (const char *reading = item; reading < item + item_len;) {
		size_t all = strcspn(reading, "| ");
		size_t len = initials && isalpha((unsigned char)*reading) ? 1 : all;

		if (strncmp(reading, word, len) == 0 &&
		    spells_from(item + item_len + (item[item_len] == ' '), word + len, initials)) {
			return true;
		}
		reading += all + 1;
	}
	return false;
}

static inline bool spells(const char *readings, const char *word)
{
	return spells_from(readings, word, false) || spells_from(readings, word, true);
}

/* Its likeliest reading run together, or the initials; NULL of what is not all Han. */
static inline const char *spelling(struct world *world, const char *readings, bool initials)
{
	size_t n = strspn(readings, "abcdefghijklmnopqrstuvwxyz| ");
	struct mq_buf buf = {0};
	const char *word;

	if (readings[n] || n == 0) {
		return NULL;
	}
	for (const char *item = readings; *item; item += strcspn(item, " ")) {
		item += *item == ' ';
		mq_buf_add(&buf, item, initials ? 1 : strcspn(item, "| "));
	}
	word = mq_arena_strndup(&world->arena, buf.data, buf.len);
	mq_buf_release(&buf);
	return word;
}

/* ---- which one ---- */

static inline bool one_begins(const struct called *called, const char *word)
{
	return name_begins(called->id, word) || name_begins(called->zh, word) ||
		name_begins(called->en, word);
}

/* Is the i-th the only one that begins so, or, where none does, that is spelled so? */
static inline bool is_called(const struct called *all, size_t n, const char *word, size_t i)
{
	size_t begin = 0, spelled = 0;

	for (size_t k = 0; k < n; k++) {
		begin += one_begins(all + k, word);
		spelled += spells(all[k].readings, word);
	}
	return begin ? begin == 1 && one_begins(all + i, word)
		: spelled == 1 && spells(all[i].readings, word);
}

static inline bool is_word_of_the_language(const char *word)
{
	static const char *const words[] = {"and", "or", "not", "py", "from", "sort", "limit",
		"cols", "place", "today", "true", "false", "yes", "no"};

	for (size_t i = 0; i < MQ_LENGTH(words); i++) {
		if (strcmp(word, words[i]) == 0) {
			return true;
		}
	}
	return false;
}

static inline const char *cut(struct world *world, struct dice *dice, const char *name)
{
	struct chars chars = chars_of(mq_slice_str(name));
	size_t n = 1 + dice_below(dice, chars.n);
	struct mq_buf buf = {0};
	const char *word;
	char utf8[4];

	for (size_t i = 0; i < n; i++) {
		mq_buf_add(&buf, utf8, mq_utf8_encode(chars.at[i], utf8));
	}
	word = mq_arena_strndup(&world->arena, buf.data, buf.len);
	mq_buf_release(&buf);
	return word;
}

/* A short name that fits the i-th of them alone, or NULL. */
static inline const char *short_name(struct world *world, struct dice *dice,
	const struct called *all, size_t n, size_t i)
{
	const struct called *called = all + i;
	const char *word = dice_percent(dice, 50)
		? cut(world, dice, dice_percent(dice, 50) ? called->id : called->zh)
		: spelling(world, called->readings, dice_percent(dice, 60));

	return word && !is_word_of_the_language(word) && is_called(all, n, word, i) ? word : NULL;
}

static inline const char *readings_of(struct world *world, const char *label)
{
	struct mq_buf buf = {0};
	const char *readings;

	mq_pinyin_readings(world->pinyin, label, strlen(label), &buf);
	readings = mq_arena_strndup(&world->arena, buf.data ? buf.data : "", buf.len);
	mq_buf_release(&buf);
	return readings;
}

/* ---- fields and codes ---- */

static inline const char *short_field(struct world *world, struct dice *dice, mq_kind_id kind,
	mq_field_id number)
{
	const struct mq_schema *schema = world->schema;
	struct called *all = mq_alloc((schema->n_fields + 1) * sizeof(*all));
	size_t n = 0, at = 0;
	const char *name;

	for (size_t i = 0; i < schema->n_fields; i++) {
		const struct mq_field *field = schema->fields + i;

		if (mq_schema_distance(schema, kind, field->number) >= 0) {
			at = field->number == number ? n : at;
			all[n++] = (struct called){field->id, field->zh, field->en,
				world->spelled[i]};
		}
	}
	name = short_name(world, dice, all, n, at);
	free(all);
	return name && mq_schema_field_exact(schema, kind, name, strlen(name)) == MQ_NO_FIELD
		? name : NULL;
}

static inline const char *short_code(struct world *world, struct dice *dice,
	const struct mq_codes *codes, int64_t number)
{
	struct called *all = mq_alloc((codes->n_codes + 1) * sizeof(*all));
	const char *name;

	for (size_t i = 0; i < codes->n_codes; i++) {
		const struct mq_code *code = codes->codes + i;

		all[i] = (struct called){code->id, code->zh, code->en,
			readings_of(world, code->zh)};
	}
	name = short_name(world, dice, all, codes->n_codes, (size_t)number);
	free(all);
	return name && mq_codes_find(codes, name, strlen(name)) < 0 ? name : NULL;
}

#endif
