/*
 * Words to look for: pieces of what some record says, and what is like them.
 */
#ifndef TESTS_PROPERTY_GROW_WORDS_H
#define TESTS_PROPERTY_GROW_WORDS_H

#include "property/grow_values.h"

/* Characters first … last of a text. */
static inline const char *piece_of(struct grower *grower, const struct chars *chars, size_t first,
	size_t n)
{
	struct mq_buf buf = {0};
	const char *piece;
	char utf8[4];

	for (size_t i = first; i < first + n && i < chars->n; i++) {
		mq_buf_add(&buf, utf8, mq_utf8_encode(chars->at[i], utf8));
	}
	piece = mq_arena_strndup(grower->arena, buf.data ? buf.data : "", buf.len);
	mq_buf_release(&buf);
	return piece;
}

static inline bool is_plain_char(uint32_t c)
{
	return mq_is_han(c) || (c < 0x80 && isalnum((int)c));
}

/* At most `most` neighbouring letters, digits or Han; NULL where the text has none. */
static inline const char *some_piece(struct grower *grower, struct mq_slice text, size_t most)
{
	struct chars chars = chars_of(text);
	size_t first = chars.n ? dice_below(grower->dice, chars.n) : 0;
	size_t n = 0;

	while (first < chars.n && !is_plain_char(chars.at[first])) {
		first++;
	}
	while (first + n < chars.n && n < most && is_plain_char(chars.at[first + n])) {
		n++;
	}
	return n ? piece_of(grower, &chars, first, n) : NULL;
}

/* Numbers of a text joined as people write rooms, some left out. */
static inline const char *some_rooms(struct grower *grower, struct mq_slice text)
{
	const uint8_t *bytes = text.data;
	struct mq_buf buf = {0};
	const char *rooms = NULL;
	size_t n = 0, len;

	for (size_t at = 0; at < text.len && n < 3; at += len) {
		len = isdigit(bytes[at]) ? run_length(text, at) : 1;
		if (isdigit(bytes[at]) && dice_percent(grower->dice, 75)) {
			mq_buf_adds(&buf, n++ ? "-" : "");
			mq_buf_add(&buf, (const char *)bytes + at, len);
		}
	}
	if (n > 1) {
		rooms = mq_arena_strndup(grower->arena, buf.data, buf.len);
	}
	mq_buf_release(&buf);
	return rooms;
}

/* A name's syllables run together, the last one perhaps cut, or its initials. */
static inline const char *some_reading(struct grower *grower, struct mq_slice readings)
{
	const char *end = (const char *)readings.data + readings.len;
	bool initials = dice_percent(grower->dice, 40);
	struct mq_buf buf = {0};
	const char *word = NULL;

	for (const char *item = readings.data; item && item < end; item = next_item(item, end)) {
		size_t len = strspn(item, "abcdefghijklmnopqrstuvwxyz");

		len = len && (initials || dice_percent(grower->dice, 8)) ? 1 : len;
		if (buf.len == 0 && dice_percent(grower->dice, 20)) {
			continue;
		}
		mq_buf_adds(&buf, !initials && buf.len && dice_percent(grower->dice, 6) ? "'" : "");
		mq_buf_add(&buf, item, len);
	}
	if (buf.len > 0 && buf.len < 30) {
		word = mq_arena_strndup(grower->arena, buf.data, buf.len);
	}
	mq_buf_release(&buf);
	return word && is_reading(word) && word[strlen(word) - 1] != '\'' ? word : NULL;
}

/* Another character that sounds or looks like this one; where none is known, one that
 * does not. */
static inline uint32_t confused_with(uint32_t c)
{
	static const char *const alike[] = {
		"张章", "王玉", "明名", "路露", "李理", "岭领", "曲区", "阳杨", "南楠", "保堡",
		"德得", "弄第", "汾粉", "西酉", "未末", "陈沉", "刘留", "林琳", "华花", "芳方",
	};

	for (size_t i = 0; i < MQ_LENGTH(alike); i++) {
		struct chars two = chars_of(mq_slice_str(alike[i]));

		if (two.at[0] == c || two.at[1] == c) {
			return two.at[two.at[0] == c];
		}
	}
	return 0x9f98;
}

/* A piece with a character exchanged, left out, put in, or two swapped. */
static inline const char *some_slip(struct grower *grower, struct mq_slice text)
{
	const char *piece = some_piece(grower, text, (size_t)dice_between(grower->dice, 2, 7));
	struct chars chars;
	size_t at;
	uint32_t c;

	if (!piece) {
		return NULL;
	}
	chars = chars_of(mq_slice_str(piece));
	at = dice_below(grower->dice, chars.n);
	c = chars.at[at];
	switch (dice_below(grower->dice, 4)) {
	case 0:
		chars.at[at] = chars.at[chars.n - 1];
		chars.at[chars.n - 1] = c;
		break;
	case 1:
		memmove(chars.at + at, chars.at + at + 1, (--chars.n - at) * sizeof(c));
		break;
	case 2:
		chars.at[at] = confused_with(c);
		break;
	default:
		break;
	}
	return chars.n < 2 ? NULL : piece_of(grower, &chars, 0, chars.n);
}

/* A literal, its ends perhaps tied, a character perhaps left open. */
static inline const char *some_pattern(struct grower *grower, struct mq_slice text)
{
	const char *piece = some_piece(grower, text, (size_t)dice_between(grower->dice, 1, 4));
	struct mq_buf buf = {0};
	const char *pattern;
	struct chars chars;

	if (!piece) {
		return NULL;
	}
	chars = chars_of(mq_slice_str(piece));
	mq_buf_adds(&buf, dice_percent(grower->dice, 30) ? "^" : "");
	for (size_t i = 0; i < chars.n; i++) {
		const char *one = piece_of(grower, &chars, i, 1);
		const char *form = dice_percent(grower->dice, 70) ? "%s"
			: DICE_WORD(grower->dice, "[%s李]", "[路%s]", "[%s]", "[%s1a]");

		if (dice_percent(grower->dice, 12)) {
			mq_buf_adds(&buf, ".");
		} else {
			mq_buf_addf(&buf, form, one);
		}
	}
	mq_buf_adds(&buf, dice_percent(grower->dice, 25) ? "$" : "");
	pattern = mq_arena_strndup(grower->arena, buf.data, buf.len);
	mq_buf_release(&buf);
	return pattern;
}

static inline const char *first_chars(struct grower *grower, struct mq_slice text, size_t n)
{
	struct chars chars = chars_of(text);

	for (size_t i = 0; i < n && i < chars.n; i++) {
		n = is_plain_char(chars.at[i]) ? n : i;
	}
	return n ? piece_of(grower, &chars, 0, n) : NULL;
}

static inline const char *last_chars(struct grower *grower, struct mq_slice text, size_t n)
{
	struct chars chars = chars_of(text);
	size_t first = chars.n;

	while (first > 0 && n > 0 && is_plain_char(chars.at[first - 1])) {
		first--;
		n--;
	}
	return first < chars.n ? piece_of(grower, &chars, first, chars.n - first) : NULL;
}

/* A word of the kind the test wants from what a record says, or NULL. */
static inline const char *word_for(struct grower *grower, enum test_op op, struct cell cell)
{
	size_t n = (size_t)dice_between(grower->dice, 1, 4);

	switch (op) {
	case TEST_BEGINS:
		return first_chars(grower, cell.folded, n);
	case TEST_ENDS:
		return last_chars(grower, cell.folded, n + 2);
	case TEST_EQUALS:
		return first_chars(grower, cell.folded, dice_percent(grower->dice, 85) ? 60 : n);
	case TEST_FUZZY:
		return some_slip(grower, cell.folded);
	case TEST_PATTERN:
		return some_pattern(grower, cell.text);
	case TEST_READING:
		return some_reading(grower, cell.readings);
	case TEST_CONTAINS:
		if (cell.readings.len && dice_percent(grower->dice, 40)) {
			return some_reading(grower, cell.readings);
		}
		if (dice_percent(grower->dice, 20)) {
			return some_rooms(grower, cell.folded);
		}
		return some_piece(grower, cell.folded, n);
	default:
		return some_piece(grower, cell.folded, n);
	}
}

static inline enum test_op some_text_op(struct grower *grower, bool anywhere)
{
	static const enum test_op ops[] = {
		TEST_CONTAINS, TEST_CONTAINS, TEST_CONTAINS, TEST_LITERAL, TEST_ENDS, TEST_EQUALS,
		TEST_PATTERN, TEST_BEGINS, TEST_FUZZY, TEST_READING,
	};
	enum test_op op;

	do {
		op = ops[dice_below(grower->dice, MQ_LENGTH(ops))];
	} while ((op == TEST_BEGINS && (anywhere || !knows(FEATURE_BEGINS))) ||
		(op == TEST_FUZZY && !knows(FEATURE_FUZZY)) ||
		(op == TEST_READING && (!anywhere || !knows(FEATURE_PINYIN))));
	return op;
}

/* Signs and words that mean something else where a word stands alone. */
static inline bool is_spoken_for(const struct world *world, mq_kind_id kind, const char *word)
{
	static const char *const taken[] = {"and", "or", "not", "非", "且", "或"};
	mq_field_id field;
	int code;

	for (size_t i = 0; i < MQ_LENGTH(taken); i++) {
		size_t len = strlen(taken[i]);

		if (strncmp(word, taken[i], len) == 0 && (i > 2 || word[len] == '\0')) {
			return true;
		}
	}
	return mq_schema_bare(world->schema, kind, word, strlen(word), &field, &code);
}

/* Endings and what is fuzzy want a few characters. */
static inline bool is_sayable(const struct test *test, const char *word)
{
	size_t n = mq_utf8_count(word, strlen(word));

	if (test->op == TEST_ENDS) {
		return n >= 3;
	}
	return test->op != TEST_FUZZY || (n >= 2 && n <= 32);
}

static inline void grow_words(struct grower *grower, mq_kind_id kind, struct test *test,
	bool anywhere)
{
	bool lists = !anywhere && test->op != TEST_PATTERN && test->op != TEST_ENDS;
	size_t n = lists && dice_percent(grower->dice, 20) ? 2 : 1;

	test->pairs = grower->world->pairs;
	test->ignores_case = test->op == TEST_PATTERN && dice_percent(grower->dice, 15);
	for (size_t tries = 0; test->n < n; tries++) {
		struct cell cell = some_cell(grower, kind, test->field);
		const char *word = cell.known ? word_for(grower, test->op, cell) : NULL;

		if (tries > 20) {
			test->op = test->n ? test->op : TEST_LITERAL;
			word = DICE_WORD(grower->dice, "王小", "阳曲路", "轮椅");
		}
		if (word && is_sayable(test, word) &&
		    !(anywhere && is_spoken_for(grower->world, kind, word))) {
			test->words[test->n++] = word;
		}
	}
}

/* ---- codes by a piece of a name ---- */

static inline const char *name_piece(struct grower *grower, const struct mq_code *code,
	enum test_op op)
{
	const char *name = DICE_WORD(grower->dice, code->zh, code->zh, code->en ? code->en : code->id,
		code->id);
	size_t most = (size_t)dice_between(grower->dice, 1, 4);
	struct mq_buf folded = {0};
	struct mq_slice slice;
	const char *piece;

	mq_utf8_fold(&folded, name, strlen(name));
	slice = mq_slice(folded.data, folded.len);
	piece = op == TEST_BEGINS ? first_chars(grower, slice, most)
		: some_piece(grower, slice, most);
	mq_buf_release(&folded);
	return piece;
}

/* The codes whose names begin with a piece, or have it, as spans; false: too many. */
static inline bool grow_code_names(struct grower *grower, mq_kind_id kind, struct test *test)
{
	const struct mq_codes *codes = world_field(grower->world, test->field)->codes;
	enum test_op op = dice_percent(grower->dice, 50) ? TEST_BEGINS : TEST_LITERAL;
	const struct mq_code *code = codes->codes + some_code(grower, kind, test->field);
	const char *piece = name_piece(grower, code, op);

	if (!piece || (op == TEST_LITERAL && run_class((uint8_t)*piece))) {
		return false;
	}
	test->n = 0;
	for (size_t i = 0; i < codes->n_codes; i++) {
		if (code_fits(op, codes->codes + i, piece)) {
			if (test->n == SPANS_MAX) {
				test->n = 0;
				return false;
			}
			test->spans[test->n++] = (struct span){.low = (int64_t)i, .high = (int64_t)i};
		}
	}
	test->says = mq_arena_format(grower->arena, op == TEST_BEGINS ? "^=%s" : "*=%s", piece);
	return test->n > 0;
}

#endif
