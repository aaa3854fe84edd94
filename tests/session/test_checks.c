/*
 * Checks, each over small records that fail it and such as do not (tests/data/checks.tsv), all in
 * one register; and what a session tells of them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <minqing/board.h>
#include <minqing/card.h>
#include <minqing/office.h>
#include <minqing/register.h>

enum { CASES_MAX = 256, LINE_MAX_BYTES = 2048 };

/* What a line of the file says, and where its records are. */
struct sample {
	char line[LINE_MAX_BYTES];
	const char *check;
	const char *says;
	mq_field_id tag;
	mq_record_id subject;	/* the first of the tag's kind */
};

struct cases {
	char dir[64];
	struct mq_register *reg;	/* while records are put */
	struct mq_session *session;
	const struct mq_schema *schema;
	struct sample *samples;
	size_t n;
	mq_record_id empty[MQ_KINDS_MAX];	/* of each kind one with nothing known */
	/* While records are put: */
	struct mq_load *load;
	unsigned n_keys;
	mq_record_id last[MQ_KINDS_MAX];	/* of each kind, in this sample; or MQ_NO_RECORD */
	mq_record_id first[MQ_KINDS_MAX];
};

/* ---- putting ---- */

static void put(struct cases *cases, mq_kind_id kind, const char *facts);

/* What a record hangs on and was not put yet is put with nothing known. */
static mq_record_id linked(struct cases *cases, mq_kind_id kind)
{
	if (cases->last[kind] == MQ_NO_RECORD) {
		put(cases, kind, "");
	}
	return cases->last[kind];
}

static void set_fact(struct cases *cases, mq_kind_id kind, struct mq_record *record,
	const char *fact)
{
	size_t len = strcspn(fact, "=");
	mq_field_id field = mq_schema_field_exact(cases->schema, kind, fact, len);

	assert_int_not_equal(field, MQ_NO_FIELD);
	assert_int_equal(cases->schema->fields[field].kind, kind);
	mq_record_set(record, field, mq_slice_str(fact + len + 1));
}

static void put(struct cases *cases, mq_kind_id kind, const char *facts)
{
	const struct mq_kind *k = &cases->schema->kinds[kind];
	struct mq_record record = {0};
	char key[24];
	char *copy = mq_strdup(facts);
	char *rest = copy;
	mq_record_id id;

	for (size_t i = 0; i < k->n_links; i++) {
		mq_kind_id above = cases->schema->fields[k->links[i]].target;

		mq_record_set_number(&record, k->links[i], linked(cases, above));
	}
	snprintf(key, sizeof(key), "K%u", cases->n_keys++);
	mq_record_set(&record, k->key[0], mq_slice_str(key));
	for (char *fact = strtok_r(copy, " ", &rest); fact; fact = strtok_r(NULL, " ", &rest)) {
		set_fact(cases, kind, &record, fact);
	}
	assert_int_equal(mq_load_add(cases->load, kind, &record, &id, NULL), MQ_OK);
	cases->last[kind] = id;
	if (cases->first[kind] == MQ_NO_RECORD) {
		cases->first[kind] = id;
	}
	mq_record_release(&record);
	free(copy);
}

/* "resident sex=1 ; visit visit_time=…" */
static void put_records(struct cases *cases, char *records)
{
	static const char *const below[] = {"dwelling", "household", "resident"};
	char *rest = records;

	for (size_t i = 0; i < MQ_KINDS_MAX; i++) {
		cases->last[i] = cases->first[i] = MQ_NO_RECORD;
	}
	for (char *each = strtok_r(records, ";", &rest); each; each = strtok_r(NULL, ";", &rest)) {
		char name[32];
		int used = 0;
		mq_kind_id kind;
		bool is_below = false;

		assert_int_equal(sscanf(each, " %31s%n", name, &used), 1);
		kind = mq_schema_kind(cases->schema, name);
		assert_int_not_equal(kind, MQ_NO_KIND);
		put(cases, kind, each + used);
		/* Who comes next lives in the new room, or is of the new household. */
		for (size_t i = 0; i < MQ_LENGTH(below); i++) {
			if (is_below) {
				cases->last[mq_schema_kind(cases->schema, below[i])] = MQ_NO_RECORD;
			}
			is_below = is_below || strcmp(below[i], name) == 0;
		}
	}
}

static void put_sample(struct cases *cases, struct sample *sample)
{
	char *rest = sample->line;
	char *records;

	sample->check = strtok_r(sample->line, "\t", &rest);
	sample->says = strtok_r(NULL, "\t", &rest);
	records = strtok_r(NULL, "\t", &rest);
	assert_non_null(records);
	sample->tag = mq_schema_field_exact(cases->schema, MQ_NO_KIND, sample->check,
		strlen(sample->check));
	assert_int_not_equal(sample->tag, MQ_NO_FIELD);
	put_records(cases, records);
	sample->subject = cases->first[cases->schema->fields[sample->tag].kind];
	assert_int_not_equal(sample->subject, MQ_NO_RECORD);
}

static void read_samples(struct cases *cases)
{
	FILE *file = fopen("tests/data/checks.tsv", "r");

	assert_non_null(file);
	while (cases->n < CASES_MAX &&
			fgets(cases->samples[cases->n].line, LINE_MAX_BYTES, file)) {
		struct sample *sample = &cases->samples[cases->n];

		sample->line[strcspn(sample->line, "\n")] = '\0';
		if (sample->line[0] != '#') {
			put_sample(cases, sample);
			cases->n++;
		}
	}
	fclose(file);
	assert_true(cases->n < CASES_MAX);
}

static void put_empty(struct cases *cases)
{
	char records[] = "resident ; visit ; need ; service";

	put_records(cases, records);
	memcpy(cases->empty, cases->first, sizeof(cases->empty));
}

static int cases_open(void **state)
{
	const struct mq_act act = {.who = "test", .why = "test", .source = "test"};
	struct cases *cases = mq_alloc(sizeof(*cases));
	char *path;

	setenv("MINQING_TODAY", "2026-03-01", 1);
	cases->samples = mq_alloc(CASES_MAX * sizeof(*cases->samples));
	snprintf(cases->dir, sizeof(cases->dir), "/tmp/minqing-checks-XXXXXX");
	assert_non_null(mkdtemp(cases->dir));
	path = mq_format("%s/register", cases->dir);
	assert_int_equal(mq_register_init(path, "config", NULL), MQ_OK);
	assert_int_equal(mq_register_open(path, false, &cases->reg, NULL), MQ_OK);
	cases->schema = mq_register_schema(cases->reg);
	assert_int_equal(mq_load_begin(cases->reg, &act, &cases->load, NULL), MQ_OK);
	put_empty(cases);
	read_samples(cases);
	assert_int_equal(mq_load_finish(cases->load, NULL, NULL, NULL), MQ_OK);
	mq_register_close(cases->reg);
	assert_int_equal(mq_session_open(path, true, &cases->session, NULL), MQ_OK);
	cases->schema = mq_session_schema(cases->session);
	free(path);
	*state = cases;
	return 0;
}

static int cases_close(void **state)
{
	struct cases *cases = *state;

	mq_session_close(cases->session);
	mq_disk_remove_tree(cases->dir);
	free(cases->samples);
	free(cases);
	return 0;
}

/* ---- asking ---- */

static const char *kind_id(const struct cases *cases, mq_field_id tag)
{
	return cases->schema->kinds[cases->schema->fields[tag].kind].id;
}

static uint64_t hits(struct cases *cases, const char *query)
{
	struct mq_glance glance;
	struct mq_diag diag = {0};
	uint64_t n;

	if (mq_session_glance(cases->session, 0, query, strlen(query), 0, &glance, &diag) != MQ_OK) {
		mq_diag_print(&diag, query, stderr);
		fail();
	}
	n = glance.hits;
	mq_glance_release(&glance);
	return n;
}

static bool is_among(struct cases *cases, const char *kind, const char *condition, mq_record_id id)
{
	mq_kind_id of = mq_schema_kind(cases->schema, kind);
	char *query = mq_format("from:%s %s", kind, condition);
	struct mq_glance glance;
	bool found = false;

	assert_int_equal(mq_session_glance(cases->session, 0, query, strlen(query), 1000, &glance,
		NULL), MQ_OK);
	assert_int_equal(glance.kind, of);
	for (size_t i = 0; i < glance.n && !found; i++) {
		found = glance.first[i].id == id;
	}
	mq_glance_release(&glance);
	free(query);
	return found;
}

static const char *verdict(struct cases *cases, const struct sample *sample)
{
	const char *kind = kind_id(cases, sample->tag);
	char *unknown = mq_format("%s:?", sample->check);
	const char *says = is_among(cases, kind, sample->check, sample->subject) ? "fails"
		: is_among(cases, kind, unknown, sample->subject) ? "unknown" : "passes";

	free(unknown);
	return says;
}

static void each_is_said_of_the_records_it_should_be(void **state)
{
	struct cases *cases = *state;
	size_t wrong = 0;

	for (size_t i = 0; i < cases->n; i++) {
		const char *says = verdict(cases, &cases->samples[i]);

		if (strcmp(says, cases->samples[i].says) != 0) {
			print_error("%s: %s, and the check says: %s (sample %zu)\n",
				cases->samples[i].check, cases->samples[i].says, says, i);
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
}

static void each_has_a_record_that_fails_and_one_that_does_not(void **state)
{
	struct cases *cases = *state;
	struct mq_fact_check check = {.tag = NULL};
	size_t n = 0;

	for (; mq_session_check_next(cases->session, &check); n++) {
		size_t fails = 0;
		size_t passes = 0;

		for (size_t i = 0; i < cases->n; i++) {
			bool same = cases->samples[i].tag == check.tag->number;

			fails += same && strcmp(cases->samples[i].says, "fails") == 0;
			passes += same && strcmp(cases->samples[i].says, "passes") == 0;
		}
		if (fails == 0 || passes == 0) {
			fail_msg("%s has no sample that fails, or none that passes", check.tag->id);
		}
	}
	assert_true(n >= 28);
}

static void none_is_true_of_an_empty_record(void **state)
{
	struct cases *cases = *state;
	struct mq_fact_check check = {.tag = NULL};

	while (mq_session_check_next(cases->session, &check)) {
		assert_false(is_among(cases, kind_id(cases, check.tag->number), check.tag->id,
			cases->empty[check.tag->kind]));
	}
}

/* ---- what a session tells of them ---- */

static const struct mq_card_line *line_of(const struct mq_card *card, mq_field_id field)
{
	for (size_t s = 0; s < card->n_sections; s++) {
		for (size_t i = 0; i < card->sections[s].n_lines; i++) {
			if (strcmp(card->sections[s].id, "checks") == 0 &&
			    card->sections[s].lines[i].field == field) {
				return &card->sections[s].lines[i];
			}
		}
	}
	return NULL;
}

static bool is_far(const struct cases *cases, mq_field_id tag)
{
	struct mq_fact_check check = {.tag = NULL};

	while (mq_session_check_next(cases->session, &check) && check.tag->number != tag) {
	}
	return check.far;
}

/* But for those it cannot wait for. */
static void a_card_tells_which_ones_its_record_fails(void **state)
{
	struct cases *cases = *state;

	for (size_t i = 0; i < cases->n; i++) {
		const struct sample *sample = &cases->samples[i];
		const struct mq_card_line *line;
		struct mq_card card;
		bool told = strcmp(sample->says, "fails") == 0 && !is_far(cases, sample->tag);
		bool wrong = mq_session_check_weight(cases->session, sample->tag) == MQ_FACT_WRONG;

		assert_int_equal(mq_session_card(cases->session,
			cases->schema->fields[sample->tag].kind, sample->subject, &card, NULL), MQ_OK);
		line = line_of(&card, sample->tag);
		assert_int_equal(line != NULL, told);
		assert_true(!line || (line->urgent == wrong && (line->value[0] == '!') == wrong));
		mq_card_release(&card);
	}
}

static void those_that_cannot_be_come_first(void **state)
{
	struct cases *cases = *state;
	enum mq_fact_weight weight = MQ_FACT_WRONG;
	struct mq_fact_check check = {.tag = NULL};

	while (mq_session_check_next(cases->session, &check)) {
		assert_true(check.weight >= weight);
		weight = check.weight;
	}
	assert_int_equal(weight, MQ_FACT_DOUBTFUL);
}

/* My day leaves out what nobody fails, and what takes long. */
static void my_day_has_a_line_of_each_that_somebody_fails(void **state)
{
	struct cases *cases = *state;
	struct mq_fact_check check = {.tag = NULL};
	struct mq_board board;

	assert_int_equal(mq_session_board(cases->session, "day", NULL, MQ_BOARD_EVERYWHERE,
		&board, NULL), MQ_OK);
	while (mq_session_check_next(cases->session, &check)) {
		struct mq_buf query = {0};
		size_t n = 0;

		mq_session_check_text(cases->session, &check, NULL, false, &query);
		for (size_t row = 0; row < board.n_rows; row++) {
			n += board.rows[row].query && strcmp(board.rows[row].query, query.data) == 0;
		}
		assert_int_equal(n, !check.slow && hits(cases, query.data) > 0);
		mq_buf_release(&query);
	}
	mq_board_release(&board);
}

static void they_can_be_asked_of_some_alone(void **state)
{
	struct cases *cases = *state;
	struct mq_fact_check check = {.tag = NULL};

	while (mq_session_check_next(cases->session, &check)) {
		struct mq_buf all = {0};
		struct mq_buf some = {0};
		struct mq_buf none = {0};

		mq_session_check_text(cases->session, &check, NULL, false, &all);
		mq_session_check_text(cases->session, &check, "living_status:here or -living_status:here"
			" or living_status:?", false, &some);
		mq_session_check_text(cases->session, &check, "name=nobody", false, &none);
		assert_true(hits(cases, some.data) <= hits(cases, all.data));
		assert_true(hits(cases, some.data) > 0);
		assert_int_equal(hits(cases, none.data), 0);
		mq_buf_release(&all);
		mq_buf_release(&some);
		mq_buf_release(&none);
	}
}

static void a_query_with_a_fault_is_told_once(void **state)
{
	struct cases *cases = *state;
	struct mq_board board;
	struct mq_diag diag = {0};

	assert_int_equal(mq_session_board(cases->session, "checks", "agee>3", MQ_BOARD_EVERYWHERE,
		&board, &diag),
		MQ_ERR_QUERY);
	assert_int_equal(diag.n_faults, 1);
	mq_board_release(&board);
	mq_diag_release(&diag);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_is_said_of_the_records_it_should_be),
		cmocka_unit_test(each_has_a_record_that_fails_and_one_that_does_not),
		cmocka_unit_test(none_is_true_of_an_empty_record),
		cmocka_unit_test(a_card_tells_which_ones_its_record_fails),
		cmocka_unit_test(those_that_cannot_be_come_first),
		cmocka_unit_test(my_day_has_a_line_of_each_that_somebody_fails),
		cmocka_unit_test(they_can_be_asked_of_some_alone),
		cmocka_unit_test(a_query_with_a_fault_is_told_once),
	};

	return cmocka_run_group_tests(tests, cases_open, cases_close);
}
