/*
 * Names that are no name exactly. Who types nl for 年龄 means the pinyin of the
 * label: all of its syllables, or their initials. It is worked out only where a
 * name fits neither exactly nor as the beginning of one alone, from a table and
 * without ICU, and it counts only where one thing is called so. Full syllables go
 * before initials.
 *
 * Where several fit, by beginning or by pinyin, the fault says which.
 */
#include "compile.h"

#include <stdlib.h>
#include <string.h>

#include <minqing/text.h>

enum { FITS_MAX = 16, NEAREST = 3, ID_BARE_MIN = 3 };

/* How a typed name fits a label: the greater the better. */
enum fit {
	FIT_NONE,
	FIT_BEGINS,
	FIT_INITIALS,
	FIT_SYLLABLES,
};

/* What fits best so far. */
struct fits {
	struct mq_buf typed;	/* folded */
	struct mq_buf scratch;
	struct mq_buf readings;
	enum fit best;
	uint64_t meant;			/* the first of them */
	size_t n;			/* how many fit as well */
	const char *names[FITS_MAX];	/* of some of them */
};

/* The names of one thing, and which of them fits best. */
struct called {
	const char *id;
	const char *zh;
	const char *en;
	const char *name;
};

static void fits_begin(struct fits *fits, const char *typed, size_t len)
{
	*fits = (struct fits){0};
	mq_utf8_fold(&fits->typed, typed, len);
}

static void fits_end(struct fits *fits)
{
	mq_buf_release(&fits->typed);
	mq_buf_release(&fits->scratch);
	mq_buf_release(&fits->readings);
}

static enum fit by_reading(struct fits *fits)
{
	/* Chinese is no pinyin. */
	if ((unsigned char)fits->typed.data[0] >= 0xe0) {
		return FIT_NONE;
	}
	mq_buf_clear(&fits->readings);
	mq_hanzi_spell(fits->scratch.data, fits->scratch.len, &fits->readings);
	switch (mq_reading_whole(fits->readings.data, fits->readings.len, fits->typed.data,
		fits->typed.len)) {
	case MQ_READING_FULL:
		return FIT_SYLLABLES;
	case MQ_READING_INITIALS:
		return FIT_INITIALS;
	case MQ_READING_NO:
		break;
	}
	return FIT_NONE;
}

/* How the typed name fits this one; spelled where it is a Chinese label. */
static enum fit fit_of(struct fits *fits, const char *name, bool spelled)
{
	const struct mq_buf *typed = &fits->typed;
	struct mq_buf *folded = &fits->scratch;
	enum fit fit;

	mq_buf_clear(folded);
	mq_utf8_fold(folded, name, strlen(name));
	if (typed->len == 0 || folded->len == 0) {
		return FIT_NONE;
	}
	fit = spelled ? by_reading(fits) : FIT_NONE;
	if (fit == FIT_NONE && folded->len >= typed->len
			&& memcmp(folded->data, typed->data, typed->len) == 0) {
		return FIT_BEGINS;
	}
	return fit;
}

static enum fit fit_best(struct fits *fits, struct called *called)
{
	const char *const names[] = {called->zh, called->id, called->en};
	enum fit best = FIT_NONE;

	for (size_t i = 0; i < MQ_LENGTH(names); i++) {
		enum fit fit = fit_of(fits, names[i], i == 0);

		if (fit > best) {
			best = fit;
			called->name = names[i];
		}
	}
	return best;
}

/* One more that fits. */
static void take(struct fits *fits, enum fit fit, uint64_t meant, const char *name)
{
	if (fit > fits->best) {
		fits->best = fit;
		fits->meant = meant;
		fits->n = 0;
	}
	if (fits->n < FITS_MAX) {
		fits->names[fits->n] = name;
	}
	fits->n++;
}

static bool fits_well(const struct fits *fits, enum fit fit)
{
	return fit != FIT_NONE && fit >= fits->best;
}

/* The three nearest of those that fit. */
static void tell_several(struct compile *compile, const struct fits *fits, size_t from, size_t end)
{
	const char *quote = compile_quote(compile, from, end);
	const char *names[NEAREST];
	size_t n = fits->n < FITS_MAX ? fits->n : FITS_MAX;
	size_t n_near = mq_nearest(quote, fits->names, n, names, NEAREST);

	if (n_near < NEAREST && n_near < n) {
		n_near = n < NEAREST ? n : NEAREST;
		memcpy(names, fits->names, n_near * sizeof(*names));
	}
	compile_fault(compile, from, end, MQ_ERR_QUERY, _("'%s' fits several names"), quote);
	compile_hint_nearest(compile, names, n_near);
	compile_repair_nearest(compile, from, end, names, n_near);
}

/* ---- fields ---- */

/* Is it read from kind by its own name? What a nearer kind hides is not. */
static bool is_open(const struct mq_schema *schema, mq_kind_id kind, const struct mq_field *field)
{
	return field->reading_of == MQ_NO_FIELD
		&& mq_schema_distance(schema, kind, field->number) >= 0
		&& mq_schema_field_exact(schema, kind, field->id, strlen(field->id)) == field->number;
}

bool pinyin_field(struct compile *compile, mq_kind_id kind, size_t from, size_t end,
	mq_field_id *field)
{
	const struct mq_schema *schema = compile->query->schema;
	struct fits fits;

	fits_begin(&fits, compile->lexer.text + from, end - from);
	for (size_t i = 0; i < schema->n_fields; i++) {
		const struct mq_field *each = schema->fields + i;
		struct called called = {.id = each->id, .zh = each->zh, .en = each->en};
		enum fit fit = fit_best(&fits, &called);

		if (fits_well(&fits, fit) && is_open(schema, kind, each)) {
			take(&fits, fit, i, called.name);
		}
	}
	*field = fits.n == 1 ? (mq_field_id)fits.meant : MQ_NO_FIELD;
	if (fits.n > 1) {
		tell_several(compile, &fits, from, end);
	}
	fits_end(&fits);
	return fits.n > 0;
}

/* ---- codes ---- */

bool pinyin_code(struct compile *compile, const struct mq_field *field, const struct literal *name,
	int *code)
{
	struct fits fits;

	fits_begin(&fits, name->text, name->len);
	for (size_t i = 0; i < field->codes->n_codes; i++) {
		const struct mq_code *each = field->codes->codes + i;
		struct called called = {.id = each->id, .zh = each->zh, .en = each->en};
		enum fit fit = fit_best(&fits, &called);

		if (fits_well(&fits, fit)) {
			take(&fits, fit, i, called.name);
		}
	}
	*code = fits.n == 1 ? (int)fits.meant : -1;
	if (fits.n > 1) {
		tell_several(compile, &fits, name->from, name->end);
	}
	fits_end(&fits);
	return fits.n > 0;
}

/* ---- tags ---- */

/* A name that, bare, means this and nothing else. */
static void take_tag(struct fits *fits, const struct mq_schema *schema, mq_kind_id kind,
	const struct called *names, mq_field_id field, int code)
{
	struct called called = *names;
	enum fit fit = fit_best(fits, &called);
	mq_field_id meant;
	int meant_code;

	if (fits_well(fits, fit)
			&& mq_schema_bare(schema, kind, called.name, strlen(called.name), &meant,
				&meant_code)
			&& meant == field && meant_code == code) {
		take(fits, fit, 0, called.name);
	}
}

static void take_field_tags(struct fits *fits, const struct mq_schema *schema, mq_kind_id kind,
	const struct mq_field *field)
{
	struct called names = {.id = field->id, .zh = field->zh, .en = field->en};

	if (field->type == MQ_TYPE_BOOL) {
		take_tag(fits, schema, kind, &names, field->number, 1);
	}
	for (size_t i = 0; field->codes != NULL && i < field->codes->n_codes; i++) {
		const struct mq_code *code = field->codes->codes + i;

		names = (struct called){.id = strlen(code->id) >= ID_BARE_MIN ? code->id : "",
			.zh = code->zh, .en = code->en};
		take_tag(fits, schema, kind, &names, field->number, (int)i);
	}
}

bool pinyin_tag(struct compile *compile, mq_kind_id kind, struct literal *words)
{
	const struct mq_schema *schema = compile->query->schema;
	struct fits fits;
	mq_field_id field;
	int code;

	if (mq_schema_bare(schema, kind, words->text, words->len, &field, &code)) {
		return true;
	}
	fits_begin(&fits, words->text, words->len);
	for (size_t i = 0; i < schema->n_fields; i++) {
		if (mq_schema_distance(schema, kind, (mq_field_id)i) >= 0) {
			take_field_tags(&fits, schema, kind, schema->fields + i);
		}
	}
	if (fits.n == 1) {
		words->text = fits.names[0];
		words->len = strlen(words->text);
	} else if (fits.n > 1) {
		tell_several(compile, &fits, words->from, words->end);
	}
	fits_end(&fits);
	return fits.n <= 1;
}
