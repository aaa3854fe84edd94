/*
 * Every count on the screen is the number of hits that Enter on it gives. A random walk
 * over the session's door: ask, look at the facets, narrow to a value, ask what that text
 * says, compare; then go on from some narrowed text, or begin anew.
 *
 * MINQING_SEED walks another way.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <minqing/facets.h>
#include <minqing/sheets.h>

#include "property/dice.h"

enum {
	SEED = 8,
	N_STEPS = 300,
	N_PRESSED = 40,		/* values tried at each step */
	N_RESIDENTS = 700,
	TEXT_MAX = 400,		/* from a longer question the walk begins anew */
};

struct office {
	char dir[64];
	struct mq_session *session;
	struct dice dice;
	mq_kind_id kind;
};

static void assert_ok(enum mq_err err, struct mq_diag *diag)
{
	if (err != MQ_OK) {
		mq_diag_print(diag, "minqing: ", stderr);
	}
	assert_int_equal(err, MQ_OK);
	mq_diag_release(diag);
}

/* ---- questions ---- */

static const char *any_condition(struct dice *dice)
{
	return DICE_WORD(dice, "高龄", "-独居", "困难", "女", "sex:男", "sex!=男", "age:60..79", "age<18",
		"低保", "-低保", "党员", "living_status:{here away}", "education>=大专", "marital:?",
		"education!=初中", "照护等级:*", "-照护等级:3", "tenure:?", "committee:*",
		"(age>=60 or 残疾)", "household.any(age<18)", "visits.none(date>=-90d)",
		"(本市户籍 or age<6)", "sex:女 sex:男", "not (高龄 or 未成年人)", "floor>=4 -has_lift",
		"age:?", "birth:1930..1960", "residence_permit:否", "tenure:{售后公房 ?}", "王");
}

/* None to three conditions; at times or-ed at the top, where narrowing must bracket. */
static void any_question(struct dice *dice, struct mq_buf *text)
{
	const char *between = dice_percent(dice, 15) ? " or " : " ";
	size_t n = dice_below(dice, 4);

	mq_buf_clear(text);
	mq_buf_adds(text, "");
	for (size_t i = 0; i < n; i++) {
		mq_buf_addf(text, "%s%s", i ? between : "", any_condition(dice));
	}
}

static uint64_t hits_of(struct office *office, const struct mq_buf *text)
{
	struct mq_reply reply;
	struct mq_diag diag = {0};
	enum mq_err err = mq_session_ask(office->session, office->kind, text->data, text->len, false,
		&reply, &diag);

	if (err != MQ_OK) {
		print_error("refused: %s\n", text->data);
	}
	assert_ok(err, &diag);
	return reply.hits;
}

static void look_at_facets(struct office *office, struct mq_facets *facets)
{
	struct mq_diag diag = {0};

	assert_ok(mq_session_facets(office->session, 0, mq_session_n_facets(office->session), facets,
		&diag), &diag);
	assert_int_equal(facets->n_facets, mq_session_n_facets(office->session));
}

/* ---- pressing ---- */

static void narrow(struct office *office, const struct mq_buf *text, const struct mq_facet *facet,
	const struct mq_facet_value *value, enum mq_narrow how, struct mq_buf *narrowed)
{
	mq_buf_clear(narrowed);
	mq_session_narrow(office->session, text->data ? text->data : "", text->len, facet, value, how,
		narrowed);
	mq_buf_adds(narrowed, "");
}

/* Enter on a value; one that is chosen comes in alone once its field was cleared. */
static void press(struct office *office, const struct mq_buf *text, const struct mq_facet *facet,
	const struct mq_facet_value *value, enum mq_narrow how, struct mq_buf *narrowed)
{
	const struct mq_facet own = {.field = value->field};
	struct mq_buf without = {0};

	if (!value->chosen) {
		narrow(office, text, facet, value, how, narrowed);
		return;
	}
	narrow(office, text, &own, NULL, MQ_NARROW_CLEAR, &without);
	narrow(office, &without, facet, value, how, narrowed);
	mq_buf_release(&without);
}

static void assert_count(struct office *office, const struct mq_buf *text,
	const struct mq_facet *facet, const struct mq_facet_value *value)
{
	struct mq_buf narrowed = {0};
	uint64_t hits;

	press(office, text, facet, value, MQ_NARROW_ONLY, &narrowed);
	hits = hits_of(office, &narrowed);
	if (hits != value->count) {
		print_error("'%s', Enter on %s %s%s: '%s' has %llu hits, the facet said %llu\n",
			text->data, facet->label, value->value, value->chosen ? " (chosen)" : "",
			narrowed.data, (unsigned long long)hits, (unsigned long long)value->count);
	}
	assert_int_equal(hits, value->count);
	mq_buf_release(&narrowed);
}

static uint64_t sum_of_chosen(const struct mq_facet *facet)
{
	uint64_t sum = 0;

	for (size_t i = 0; facet->field != MQ_NO_FIELD && i < facet->n_values; i++) {
		sum += facet->values[i].chosen ? facet->values[i].count : 0;
	}
	return sum;
}

/* How many hits a value beside those chosen may give: the sum of their counts where nobody
 * has two of them; of stretches others may be chosen than the facet has, and `*` is none. */
static void expected_hits(const struct office *office, const struct mq_facet *facet,
	const struct mq_facet_value *value, uint64_t *low, uint64_t *high)
{
	enum mq_type type = mq_session_schema(office->session)->fields[value->field].type;

	*low = value->count;
	*high = UINT64_MAX;
	if (strcmp(value->value, "?") != 0 && (type == MQ_TYPE_CODE || type == MQ_TYPE_BOOL)) {
		*low = *high = value->count + sum_of_chosen(facet);
	} else if (strcmp(value->value, "?") != 0 && type == MQ_TYPE_MULTI) {
		*high = value->count + sum_of_chosen(facet);
	}
}

/* Space on a value, and again: then it is as before, with nothing else of its field. */
static void assert_added(struct office *office, const struct mq_buf *text,
	const struct mq_facet *facet, const struct mq_facet_value *value)
{
	struct mq_buf added = {0};
	uint64_t low, high, hits;

	if (value->chosen) {
		return;
	}
	expected_hits(office, facet, value, &low, &high);
	narrow(office, text, facet, value, MQ_NARROW_ADD, &added);
	hits = hits_of(office, &added);
	if (hits < low || hits > high) {
		print_error("'%s', Space on %s %s: '%s'\n", text->data, facet->label, value->value,
			added.data);
	}
	assert_in_range(hits, low, high);
	if (low == high && sum_of_chosen(facet) > 0) {
		struct mq_buf again = {0};

		narrow(office, &added, facet, value, MQ_NARROW_ADD, &again);
		assert_int_equal(hits_of(office, &again), sum_of_chosen(facet));
		mq_buf_release(&again);
	}
	mq_buf_release(&added);
}

/* Space changes no count of the facet it is pressed in: these pass over its own field. */
static void space_keeps_the_counts_of_its_facet(void **state)
{
	struct office *office = *state;
	struct mq_buf text = {0};

	for (size_t i = 0; i < N_STEPS; i++) {
		struct mq_buf added = {0};
		struct mq_facets facets[2] = {0};
		size_t at;

		any_question(&office->dice, &text);
		hits_of(office, &text);
		look_at_facets(office, &facets[0]);
		at = dice_below(&office->dice, facets[0].n_facets);
		const struct mq_facet *before = &facets[0].facets[at];
		if (before->field != MQ_NO_FIELD) {
			narrow(office, &text, before, before->values +
				dice_below(&office->dice, before->n_values), MQ_NARROW_ADD, &added);
			hits_of(office, &added);
			look_at_facets(office, &facets[1]);
			for (size_t k = 0; k < before->n_values; k++) {
				assert_int_equal(facets[1].facets[at].values[k].count,
					before->values[k].count);
			}
		}
		mq_facets_release(&facets[0]);
		mq_facets_release(&facets[1]);
		mq_buf_release(&added);
	}
	mq_buf_release(&text);
}

/* ---- walking ---- */

static void any_value(struct dice *dice, const struct mq_facets *facets,
	const struct mq_facet **facet, const struct mq_facet_value **value)
{
	*facet = facets->facets + dice_below(dice, facets->n_facets);
	*value = (*facet)->values + dice_below(dice, (*facet)->n_values);
}

static enum mq_narrow any_way(struct dice *dice)
{
	static const enum mq_narrow ways[] = {MQ_NARROW_ONLY, MQ_NARROW_ONLY, MQ_NARROW_ADD,
		MQ_NARROW_ADD, MQ_NARROW_ADD, MQ_NARROW_EXCLUDE, MQ_NARROW_EXCLUDE,
		MQ_NARROW_UNKNOWN, MQ_NARROW_CLEAR};

	return ways[dice_below(dice, MQ_LENGTH(ways))];
}

/* Where to go from here: into a value, round it, or somewhere else. */
static void step(struct office *office, const struct mq_facets *facets, struct mq_buf *text)
{
	const struct mq_facet *facet;
	const struct mq_facet_value *value;
	struct mq_buf next = {0};

	any_value(&office->dice, facets, &facet, &value);
	if (text->len > TEXT_MAX || dice_percent(&office->dice, 40)) {
		any_question(&office->dice, text);
		return;
	}
	narrow(office, text, facet, value, any_way(&office->dice), &next);
	mq_buf_release(text);
	*text = next;
}

static void every_count_is_the_hits_that_enter_on_it_gives(void **state)
{
	struct office *office = *state;
	struct mq_buf text = {0};

	mq_buf_adds(&text, "");
	for (size_t i = 0; i < N_STEPS; i++) {
		struct mq_facets facets = {0};

		hits_of(office, &text);
		look_at_facets(office, &facets);
		for (size_t k = 0; k < N_PRESSED; k++) {
			const struct mq_facet *facet;
			const struct mq_facet_value *value;

			any_value(&office->dice, &facets, &facet, &value);
			assert_count(office, &text, facet, value);
			assert_added(office, &text, facet, value);
		}
		step(office, &facets, &text);
		mq_facets_release(&facets);
	}
	mq_buf_release(&text);
}

/* Numbers and days in stretches, texts and links by the most frequent, codes and tags:
 * whatever its type, a field's counts are what Enter gives. */
static void every_field_can_be_a_facet_and_its_counts_hold(void **state)
{
	struct office *office = *state;
	const struct mq_schema *schema = mq_session_schema(office->session);
	struct mq_buf text = {0};

	mq_buf_adds(&text, "");
	for (size_t i = 0; i < schema->n_fields; i++) {
		const struct mq_field *field = schema->fields + i;
		struct mq_facets facets = {0};
		struct mq_diag diag = {0};

		if (field->reading_of != MQ_NO_FIELD ||
		    mq_schema_distance(schema, office->kind, field->number) < 0) {
			continue;
		}
		any_question(&office->dice, &text);
		hits_of(office, &text);
		assert_ok(mq_session_facet(office->session, field->number, 6, &facets, &diag), &diag);
		for (size_t k = 0; k < facets.facets[0].n_values; k++) {
			assert_count(office, &text, facets.facets, facets.facets[0].values + k);
		}
		mq_facets_release(&facets);
	}
	mq_buf_release(&text);
}

/* Every hit has each field's value or has none: one code field's counts, taken over the
 * hits, add up to them. */
static void the_spread_of_a_field_adds_up_to_the_hits(void **state)
{
	struct office *office = *state;
	const struct mq_schema *schema = mq_session_schema(office->session);
	struct mq_buf text = {0};

	for (size_t i = 0; i < N_STEPS; i++) {
		const struct mq_field *field = schema->fields + dice_below(&office->dice, schema->n_fields);
		struct mq_facets facets = {0};
		struct mq_diag diag = {0};
		uint64_t hits, sum;

		if (field->type == MQ_TYPE_MULTI || field->reading_of != MQ_NO_FIELD ||
		    mq_schema_distance(schema, office->kind, field->number) < 0) {
			continue;
		}
		any_question(&office->dice, &text);
		hits = hits_of(office, &text);
		assert_ok(mq_session_spread(office->session, field->number, 0, &facets, &diag), &diag);
		sum = facets.facets[0].others;
		for (size_t k = 0; k < facets.facets[0].n_values; k++) {
			sum += facets.facets[0].values[k].count;
		}
		if (sum != hits) {
			print_error("'%s' by '%s'\n", text.data, field->id);
		}
		assert_int_equal(sum, hits);
		mq_facets_release(&facets);
	}
	mq_buf_release(&text);
}

static int open_office(void **state)
{
	struct office *office = mq_alloc(sizeof(*office));
	const struct mq_demo demo = {.residents = N_RESIDENTS, .seed = SEED};
	const char *tmp = getenv("TMPDIR");
	const char *config = getenv("MINQING_CONFIG");
	const char *seed = getenv("MINQING_SEED");
	struct mq_diag diag = {0};
	char *dir;

	setenv("MINQING_TODAY", "2026-03-01", 1);
	snprintf(office->dir, sizeof(office->dir), "%s/minqing-session-XXXXXX", tmp ? tmp : "/tmp");
	assert_non_null(mkdtemp(office->dir));
	dir = mq_format("%s/register", office->dir);
	assert_ok(mq_session_demo(dir, config ? config : "config", &demo, &diag), &diag);
	assert_ok(mq_session_open(dir, true, &office->session, &diag), &diag);
	free(dir);
	office->kind = mq_schema_kind(mq_session_schema(office->session), "resident");
	office->dice.state = seed ? strtoull(seed, NULL, 10) : SEED;
	*state = office;
	return 0;
}

static int close_office(void **state)
{
	struct office *office = *state;
	char *command = mq_format("rm -rf '%s'", office->dir);

	mq_session_close(office->session);
	assert_int_equal(system(command), 0);
	free(command);
	free(office);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_count_is_the_hits_that_enter_on_it_gives),
		cmocka_unit_test(space_keeps_the_counts_of_its_facet),
		cmocka_unit_test(every_field_can_be_a_facet_and_its_counts_hold),
		cmocka_unit_test(the_spread_of_a_field_adds_up_to_the_hits),
	};

	return cmocka_run_group_tests(tests, open_office, close_office);
}
