/*
 * The proposal as YAML: kinds, groups, then the fields kind by kind in the
 * order of the sheet, each under a comment that tells what speaks for it.
 * Whatever comes from the sheet is quoted where YAML would take it for
 * something else, and goes through mq_safe_text where it stands in a comment.
 */
#include "infer.h"

#include <string.h>

enum {
	FACETS_MAX = 12,
	FACET_CODES_MAX = 30,
	SENSITIVE = 2,		/* from this privacy class on values are not shown unasked */
};

static const struct {
	const char *id, *zh, *en;
	const char *group, *group_zh, *group_en;
} kinds[MQ_SHEET_KINDS] = {
	[MQ_SHEET_RESIDENT] = {"resident", "人", "resident", "person", "个人", "person"},
	[MQ_SHEET_HOUSEHOLD] = {"household", "户", "household", "family", "家庭", "family"},
	[MQ_SHEET_DWELLING] = {"dwelling", "房", "dwelling", "housing", "房屋", "housing"},
};

/* ---- scalars ---- */

const char *mq_sheet_kind_id(enum mq_sheet_kind kind)
{
	return kinds[kind].id;
}

/* Letters and Han that mean nothing to YAML stand as they are. */
static bool is_plain(const char *text, size_t len)
{
	static const char *const words[] = {
		"true", "false", "yes", "no", "on", "off", "null", "y", "n", "是", "否",
	};

	for (size_t i = 0; i < MQ_LENGTH(words); i++) {
		if (strcasecmp(text, words[i]) == 0) {
			return false;
		}
	}
	for (size_t i = 0; i < len;) {
		uint32_t cp;
		size_t n = mq_utf8_decode(text + i, len - i, &cp);
		bool letter = (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') || mq_is_han(cp);
		bool digit = cp >= '0' && cp <= '9';

		if (n == 0 || (!letter && (i == 0 || (!digit && cp != '_')))) {
			return false;
		}
		i += n;
	}
	return len > 0;
}

/* A scalar that reads back as this very text (without control characters:
 * labels and codes were freed of them). */
static void add_scalar(struct mq_buf *out, const char *text)
{
	size_t len = strlen(text);

	if (is_plain(text, len)) {
		mq_buf_add(out, text, len);
		return;
	}
	mq_buf_addc(out, '\'');
	for (size_t i = 0; i < len; i++) {
		mq_buf_adds(out, text[i] == '\'' ? "'" : "");
		mq_buf_addc(out, text[i]);
	}
	mq_buf_addc(out, '\'');
}

static void add_labels(struct mq_buf *out, const char *zh, const char *en)
{
	mq_buf_addf(out, "    zh: %s\n    en: %s\n", zh, en);
}

/* ---- kinds ---- */

static void add_ids(struct mq_buf *out, const char *key, struct mq_column *const *columns, size_t n)
{
	mq_buf_addf(out, "    %s: [", key);
	for (size_t i = 0; i < n; i++) {
		mq_buf_addf(out, "%s%s", i > 0 ? ", " : "", columns[i]->id);
	}
	mq_buf_adds(out, "]\n");
}

/* The column with this id if its field is of this kind and stands. */
static const struct mq_column *column_of(const struct mq_infer *infer, const char *id,
	enum mq_sheet_kind kind)
{
	const struct mq_column *column = mq_infer_find(infer, id);

	return column != NULL && column->kind == kind ? column : NULL;
}

/* What a list shows at first: the well-known columns that are there. */
static void add_columns(const struct mq_infer *infer, struct mq_buf *out)
{
	static const char *const first[] = {
		"name", "sex", "birth_date", "phone_mobile", "committee", "standard_address", "building_no",
		"room_no",
	};
	const char *between = "    columns: [";

	for (size_t i = 0; i < MQ_LENGTH(first); i++) {
		if (mq_infer_find(infer, first[i]) != NULL) {
			mq_buf_addf(out, "%s%s", between, first[i]);
			between = ", ";
		}
	}
	for (size_t i = 0; between[0] != ',' && i < infer->n_columns; i++) {
		if (infer->columns[i].kind == MQ_SHEET_RESIDENT) {
			mq_buf_addf(out, "    columns: [%s", infer->columns[i].id);
			between = ", ";
		}
	}
	mq_buf_adds(out, between[0] == ',' ? "]\n" : "");
}

static void add_resident(const struct mq_infer *infer, struct mq_buf *out)
{
	mq_explain_resident_key(infer, out);
	if (infer->n_key[MQ_SHEET_RESIDENT] > 0) {
		add_ids(out, "key", infer->key[MQ_SHEET_RESIDENT], infer->n_key[MQ_SHEET_RESIDENT]);
	}
	if (column_of(infer, "name", MQ_SHEET_RESIDENT) != NULL) {
		mq_buf_adds(out, "    title: name\n    sort: name\n");
	}
	if (infer->has[MQ_SHEET_HOUSEHOLD] || infer->has[MQ_SHEET_DWELLING]) {
		mq_buf_addf(out, "    links: [%s]\n    relation: members\n    relation_zh: 成员\n",
			infer->has[MQ_SHEET_HOUSEHOLD] ? "household" : "dwelling");
	}
	add_columns(infer, out);
}

static void add_kinds(const struct mq_infer *infer, struct mq_buf *out)
{
	mq_buf_adds(out, "kinds:\n");
	for (size_t i = 0; i < MQ_SHEET_KINDS; i++) {
		if (!infer->has[i]) {
			continue;
		}
		mq_buf_addf(out, "%s  %s:\n", i > 0 ? "\n" : "", kinds[i].id);
		add_labels(out, kinds[i].zh, kinds[i].en);
		if (i == MQ_SHEET_RESIDENT) {
			add_resident(infer, out);
			mq_infer_areas(infer, MQ_SHEET_RESIDENT, out);
			continue;
		}
		mq_explain_key(infer, (enum mq_sheet_kind)i, out);
		add_ids(out, "key", infer->key[i], infer->n_key[i]);
		if (i == MQ_SHEET_HOUSEHOLD && infer->has[MQ_SHEET_DWELLING]) {
			mq_buf_adds(out,
				"    links: [dwelling]\n    relation: households\n    relation_zh: 住户\n");
		}
		mq_infer_areas(infer, (enum mq_sheet_kind)i, out);
	}
	mq_buf_adds(out, "\ngroups:\n");
	for (size_t i = 0; i < MQ_SHEET_KINDS; i++) {
		if (infer->has[i]) {
			mq_buf_addf(out, "  %s: {zh: %s, en: %s}\n", kinds[i].group, kinds[i].group_zh,
				kinds[i].group_en);
		}
	}
}

/* ---- fields ---- */

/* A value that can be a code's id stays one; any other gets a number of its own. */
static void add_codes(const struct mq_column *column, struct mq_buf *out)
{
	const struct mq_tally *tally = &column->tally;

	mq_buf_adds(out, "    values:\n");
	for (size_t i = 0; i < tally->n; i++) {
		const char *value = tally->values[i];
		size_t letters = strspn(value,
			"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-");

		mq_buf_adds(out, "      ");
		if (value[letters] == '\0' && strlen(value) <= MQ_CODE_ID_BYTES) {
			mq_buf_addf(out, "\"%s\"", value);
		} else {
			mq_buf_addf(out, "%s%zu", column->code_stem, i + 1);
		}
		mq_buf_adds(out, ": ");
		add_scalar(out, value);
		mq_buf_adds(out, "  # ");
		mq_explain_count(out, tally->rows[i]);
		mq_buf_adds(out, "\n");
	}
}

/* A phone, an identity number, digits with signs: found by its end. */
static bool is_number_like(const struct mq_column *column)
{
	enum mq_want want = column->known != NULL ? column->known->want : MQ_WANT_ANY;

	return column->shape == MQ_SHAPE_IDENTITY || column->shape == MQ_SHAPE_MOBILE
		|| want == MQ_WANT_NUMBER || column->near == MQ_SHAPE_IDENTITY
		|| column->near == MQ_SHAPE_MOBILE || column->n_digits * 2 > column->filled;
}

static void add_text_rules(const struct mq_column *column, struct mq_buf *out)
{
	enum mq_want want = column->known != NULL ? column->known->want : MQ_WANT_ANY;

	if (column->shape == MQ_SHAPE_IDENTITY) {
		mq_buf_adds(out, "    check: gb11643\n");
	} else if (column->shape == MQ_SHAPE_MOBILE) {
		mq_buf_adds(out, "    check: mobile\n");
	}
	if (want == MQ_WANT_NAME) {
		mq_buf_adds(out, "    search: name\n");
	} else {
		mq_buf_addf(out, "    search: %s\n", is_number_like(column) ? "number" : "words");
	}
	if (want == MQ_WANT_NAME || want == MQ_WANT_ADDRESS || column->shape <= MQ_SHAPE_MOBILE) {
		mq_buf_adds(out, "    bare: true\n");
	}
}

static bool is_facet(const struct mq_column *column)
{
	return column->privacy < SENSITIVE && (column->type == MQ_TYPE_BOOL
		|| (column->type == MQ_TYPE_CODE && column->tally.n <= FACET_CODES_MAX));
}

static void add_field(const struct mq_infer *infer, const struct mq_column *column,
	size_t *n_facets, struct mq_buf *out)
{
	static const char *const types[] = {
		[MQ_TYPE_BOOL] = "bool",
		[MQ_TYPE_CODE] = "code",
		[MQ_TYPE_INT] = "int",
		[MQ_TYPE_DECIMAL] = "decimal",
		[MQ_TYPE_DATE] = "date",
		[MQ_TYPE_TEXT] = "text",
	};

	mq_buf_addc(out, '\n');
	mq_explain_column(infer, column, out);
	mq_buf_addf(out, "  %s:\n    zh: ", column->id);
	add_scalar(out, column->label);
	mq_buf_addf(out, "\n    kind: %s\n    group: %s\n    type: %s\n", kinds[column->kind].id,
		kinds[column->kind].group, types[column->type]);
	if (column->type == MQ_TYPE_TEXT) {
		add_text_rules(column, out);
	} else if (column->type == MQ_TYPE_BOOL && column->n_false == 0) {
		mq_buf_adds(out, "    reading: closed  # only yes is ever written: an empty cell is a no\n");
	}
	if (column->privacy != 1) {
		mq_buf_addf(out, "    privacy: %u\n", column->privacy);
	}
	if (is_facet(column) && *n_facets < FACETS_MAX) {
		(*n_facets)++;
		mq_buf_adds(out, "    facet: true\n");
	}
	if (column->type == MQ_TYPE_CODE) {
		add_codes(column, out);
	}
}

static void add_fields(const struct mq_infer *infer, struct mq_buf *out)
{
	size_t n_facets = 0;

	mq_buf_adds(out, "\nfields:\n");
	for (size_t kind = 0; kind < MQ_SHEET_KINDS; kind++) {
		for (size_t i = 0; i < infer->n_columns; i++) {
			if (infer->columns[i].kind == kind) {
				add_field(infer, &infer->columns[i], &n_facets, out);
			}
		}
	}
}

/* Years of age, where there is a day to count from and no column for them. */
static void add_age(const struct mq_infer *infer, struct mq_buf *out)
{
	const struct mq_column *birth = column_of(infer, "birth_date", MQ_SHEET_RESIDENT);

	if (birth != NULL && birth->type == MQ_TYPE_DATE && infer->age_is_free) {
		mq_buf_adds(out, "\nderived:\n  age:\n    zh: 年龄\n    kind: resident\n"
			"    group: person\n    years_since: birth_date\n");
	}
}

void mq_infer_print(const struct mq_infer *infer, const char *source, struct mq_buf *out)
{
	mq_buf_adds(out, "# Proposed from ");
	mq_explain_quoted(out, source);
	mq_buf_adds(out, ": ");
	mq_explain_count(out, infer->rows);
	mq_buf_addf(out, " row%s, %zu column%s.\n", infer->rows == 1 ? "" : "s", infer->n_columns,
		infer->n_columns == 1 ? "" : "s");
	mq_buf_adds(out, "# Each guess stands under the share of rows that support it. Read it through and\n"
		"# change what is not so; what each key means is told in minqing-fields(5).\n");
	if (infer->longer > 0) {
		mq_buf_adds(out, "# ");
		mq_explain_count(out, infer->longer);
		mq_buf_addf(out, " row%s more cells than the header; those cells were not looked at.\n",
			infer->longer == 1 ? " has" : "s have");
	}
	mq_buf_addc(out, '\n');
	add_kinds(infer, out);
	add_fields(infer, out);
	add_age(infer, out);
}
