/*
 * What a record is found by. This is the one list: writer, bulk and verify all walk
 * it, so that they cannot disagree.
 *
 *     every value                posting (field, KNOWN)
 *     BOOL                       posting (field, 0 or 1)
 *     CODE                       posting (field, number of the code)
 *     MULTI                      posting (field, number) for each code
 *     all but MULTI and TEXT     column: mq_value.number
 *     TEXT searched as a name,   column: the sort key of its pinyin
 *       or that a kind sorts by  posting (field, bucket of the sort key)
 *     TEXT an area is made by    column: 62 bits of mq_hash of its folded form, not
 *                                negative; it tells values apart and has no order
 *     every TEXT                 texts: its written and its folded form
 *     TEXT that is searched      grams of its folded form
 *     TEXT that keeps readings   grams of the readings
 *     the record itself          posting (live field of its kind, KNOWN)
 */
#include "terms.h"

#include <stdlib.h>

/* How the values of a field are indexed. */
enum {
	AS_VALUE = 1 << 0,	/* BOOL, CODE: a posting for its number */
	AS_VALUES = 1 << 1,	/* MULTI */
	AS_NUMBER = 1 << 2,	/* a column of mq_value.number */
	AS_SORT_KEY = 1 << 3,	/* a column of sort keys */
	AS_WORDS = 1 << 4,	/* grams of the folded text */
	AS_READINGS = 1 << 5,	/* grams of readings */
	AS_HASH = 1 << 6,	/* a column of hashes */
	AS_TEXT = 1 << 7,	/* packed texts */
};

/* What a code of up to eight bytes was found to be. */
struct known {
	uint64_t word;
	uint32_t len;		/* 0: nothing is known */
	uint32_t number;
};

enum { KNOWN_BITS = 3, KNOWN = 1 << KNOWN_BITS };

struct mq_terms {
	const struct mq_schema *schema;
	struct mq_pinyin *pinyin;
	uint8_t *as;			/* by field */
	struct known *known;		/* KNOWN of each field */
	struct mq_buf folded;		/* scratch */
	uint32_t *codes;		/* scratch: as long as the longest list */
	size_t n_codes;
};

/* ---- what a field is indexed as ---- */

static bool is_stored(const struct mq_field *field)
{
	return field->expression == NULL && field->years_since == MQ_NO_FIELD;
}

static bool is_sorted_by(const struct mq_schema *schema, mq_field_id field)
{
	for (size_t i = 0; i < schema->n_kinds; i++) {
		if (schema->kinds[i].sort == field) {
			return true;
		}
	}
	return false;
}

static bool is_part_of_area(const struct mq_schema *schema, const struct mq_field *field)
{
	const struct mq_kind *kind = schema->kinds + field->kind;

	for (size_t i = 0; i < kind->n_areas; i++) {
		for (size_t f = 0; f < kind->areas[i].n_by; f++) {
			if (kind->areas[i].by[f] == field->number) {
				return true;
			}
		}
	}
	return false;
}

static uint8_t text_as(const struct mq_schema *schema, const struct mq_field *field)
{
	uint8_t as = AS_TEXT;

	if (field->reading_of != MQ_NO_FIELD) {
		return as | AS_READINGS;
	}
	if (field->search != MQ_SEARCH_NONE) {
		as |= AS_WORDS;
	}
	if (field->search == MQ_SEARCH_NAME || is_sorted_by(schema, field->number)) {
		as |= AS_SORT_KEY;
	} else if (is_part_of_area(schema, field)) {
		as |= AS_HASH;
	}
	return as;
}

static uint8_t indexed_as(const struct mq_schema *schema, const struct mq_field *field)
{
	if (!is_stored(field)) {
		return 0;
	}
	switch (field->type) {
	case MQ_TYPE_BOOL:
	case MQ_TYPE_CODE:
		return AS_VALUE | AS_NUMBER;
	case MQ_TYPE_MULTI:
		return AS_VALUES;
	case MQ_TYPE_TEXT:
		return text_as(schema, field);
	default:
		return AS_NUMBER;
	}
}

bool mq_terms_have_column(const struct mq_schema *schema, mq_field_id field)
{
	return (indexed_as(schema, schema->fields + field)
		& (AS_NUMBER | AS_SORT_KEY | AS_HASH)) != 0;
}

bool mq_terms_have_texts(const struct mq_schema *schema, mq_field_id field)
{
	return (indexed_as(schema, schema->fields + field) & AS_TEXT) != 0;
}

bool mq_index_has_column(const struct mq_schema *schema, mq_field_id field)
{
	return (indexed_as(schema, schema->fields + field) & (AS_NUMBER | AS_SORT_KEY)) != 0;
}

bool mq_index_has_buckets(const struct mq_schema *schema, mq_field_id field)
{
	return (indexed_as(schema, schema->fields + field) & AS_SORT_KEY) != 0;
}

uint32_t mq_sort_bucket(int64_t key)
{
	return (uint32_t)((uint64_t)key >> (63 - MQ_SORT_BUCKET_BITS));
}

struct mq_terms *mq_terms_new(const struct mq_schema *schema, struct mq_pinyin *pinyin)
{
	struct mq_terms *terms = mq_alloc(sizeof(*terms));

	terms->schema = schema;
	terms->pinyin = pinyin;
	terms->as = mq_alloc(schema->n_fields + 1);
	terms->known = mq_alloc((schema->n_fields + 1) * KNOWN * sizeof(*terms->known));
	for (size_t i = 0; i < schema->n_fields; i++) {
		const struct mq_codes *codes = schema->fields[i].codes;

		terms->as[i] = indexed_as(schema, schema->fields + i);
		if (codes != NULL && codes->n_codes > terms->n_codes) {
			terms->n_codes = codes->n_codes;
		}
	}
	terms->codes = mq_alloc((terms->n_codes + 1) * sizeof(*terms->codes));
	return terms;
}

struct mq_terms *mq_terms_beside(const struct mq_terms *terms)
{
	return mq_terms_new(terms->schema, terms->pinyin);
}

void mq_terms_free(struct mq_terms *terms)
{
	if (terms == NULL) {
		return;
	}
	free(terms->as);
	free(terms->known);
	free(terms->codes);
	mq_buf_release(&terms->folded);
	free(terms);
}

/* ---- the terms of a value ---- */

/* A sink and the field whose grams are on their way to it. */
struct gram_path {
	const struct mq_terms_sink *sink;
	mq_field_id field;
};

static void pass_gram(void *context, const char *gram, size_t len)
{
	struct gram_path *path = context;

	path->sink->gram(path->sink->context, path->field, gram, len);
}

static void each_code(struct mq_terms *terms, const struct mq_field *field, struct mq_slice text,
	const struct mq_terms_sink *sink)
{
	size_t n = mq_value_codes(field, text, terms->codes, terms->n_codes);

	for (size_t i = 0; i < n && i < terms->n_codes; i++) {
		sink->posting(sink->context, field->number, terms->codes[i]);
	}
}

static void fold(struct mq_terms *terms, struct mq_slice text)
{
	mq_buf_clear(&terms->folded);
	mq_utf8_fold(&terms->folded, text.data, text.len);
}

static void each_gram(struct mq_terms *terms, const struct mq_field *field,
	const struct mq_text *text, const struct mq_terms_sink *sink)
{
	struct gram_path path = {sink, field->number};

	if (terms->as[field->number] & AS_READINGS) {
		mq_grams_of_readings(text->written.data, text->written.len, pass_gram, &path);
	} else {
		mq_grams_of_text(text->folded.data, text->folded.len, pass_gram, &path);
	}
}

/* Readings are compared as they are written. */
static struct mq_text forms_of(struct mq_terms *terms, const struct mq_field *field,
	struct mq_slice written)
{
	struct mq_text text = {written, written};

	if (!(terms->as[field->number] & AS_READINGS)
			&& !mq_utf8_is_folded(written.data, written.len)) {
		fold(terms, written);
		text.folded = mq_slice(terms->folded.data, terms->folded.len);
	}
	return text;
}

/* A list is searched for its few usual codes once. */
static int64_t number_of(struct mq_terms *terms, const struct mq_field *field, struct mq_slice text)
{
	struct known *known;
	uint64_t word;
	int64_t number;

	if (field->type != MQ_TYPE_CODE || text.len == 0 || text.len > sizeof(word)) {
		return mq_value_number(field, text);
	}
	word = mq_term_word(text.data, text.len);
	known = terms->known + (size_t)field->number * KNOWN
		+ (word * UINT64_C(0x9e3779b97f4a7c15) >> (64 - KNOWN_BITS));
	if (known->word == word && known->len == text.len) {
		return known->number;
	}
	number = mq_value_number(field, text);
	if (number >= 0) {
		*known = (struct known){word, (uint32_t)text.len, (uint32_t)number};
	}
	return number;
}

/* What every value has. */
static inline void give_value(struct mq_terms *terms, mq_field_id number, struct mq_slice text,
	const struct mq_terms_sink *sink)
{
	const struct mq_field *field = terms->schema->fields + number;
	uint8_t as = terms->as[number];

	sink->posting(sink->context, number, MQ_VALUE_KNOWN);
	if (as & AS_NUMBER) {
		int64_t value = number_of(terms, field, text);

		sink->number(sink->context, number, value);
		if (as & AS_VALUE) {
			sink->posting(sink->context, number, (uint32_t)value);
		}
	}
	if (as & AS_VALUES) {
		each_code(terms, field, text, sink);
	}
}

static void give_sort_key(struct mq_terms *terms, mq_field_id number, struct mq_slice text,
	const struct mq_terms_sink *sink)
{
	int64_t key = mq_pinyin_sort_key(terms->pinyin, text.data, text.len);

	sink->number(sink->context, number, key);
	sink->posting(sink->context, number, mq_sort_bucket(key));
}

/* What a text has beyond that it is known. */
static void give_text(struct mq_terms *terms, mq_field_id number, struct mq_slice text,
	const struct mq_terms_sink *sink)
{
	const struct mq_field *field = terms->schema->fields + number;
	struct mq_text forms = forms_of(terms, field, text);
	uint8_t as = terms->as[number];

	sink->text(sink->context, number, &forms);
	if (as & (AS_WORDS | AS_READINGS)) {
		each_gram(terms, field, &forms, sink);
	}
	if (as & AS_SORT_KEY) {
		give_sort_key(terms, number, text, sink);
	}
	if (as & AS_HASH) {
		sink->number(sink->context, number,
			(int64_t)(mq_hash(forms.folded.data, forms.folded.len) >> 2));
	}
}

static inline void give(struct mq_terms *terms, mq_field_id number, struct mq_slice text,
	const struct mq_terms_sink *sink)
{
	if (sink->which & MQ_TERMS_OF_VALUES) {
		give_value(terms, number, text, sink);
	}
	if (sink->which & MQ_TERMS_OF_TEXTS && terms->as[number] & AS_TEXT) {
		give_text(terms, number, text, sink);
	}
}

void mq_terms_value(struct mq_terms *terms, mq_field_id number, struct mq_slice text,
	const struct mq_terms_sink *sink)
{
	give(terms, number, text, sink);
}

void mq_terms_record(struct mq_terms *terms, const struct mq_record *record,
	const struct mq_terms_sink *sink)
{
	const struct mq_record_value *end = record->values + record->n_values;
	size_t n_fields = terms->schema->n_fields;

	for (const struct mq_record_value *value = record->values; value < end; value++) {
		if (value->field < n_fields) {
			give(terms, value->field, value->text, sink);
		}
	}
}
