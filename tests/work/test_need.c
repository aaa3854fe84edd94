#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <minqing/need.h>
#include <minqing/work.h>

#define BIT MQ_NEED_BIT
#define WHY BIT(MQ_NEED_WHY)

static bool has_word(const char *words, const char *word)
{
	size_t len = strlen(word);

	for (const char *at = words; (at = strstr(at, word)) != NULL; at += len) {
		if ((at == words || at[-1] == ' ') && (at[len] == ' ' || at[len] == '\0')) {
			return true;
		}
	}
	return false;
}

/* ---- the table ---- */

#define RUNNING "open doing raised assigned returned extended reopened"

/* What is possible, said once more in words; each with all that it asks for. */
static const struct {
	enum mq_need_command command;
	uint32_t given;
	const char *from;
	const char *to;		/* NULL: as it was */
} possible[] = {
	{MQ_NEED_ANSWER, WHY, RUNNING, "doing"},
	{MQ_NEED_ANSWER, WHY | BIT(MQ_NEED_RESULT), RUNNING, "confirm"},
	{MQ_NEED_ASSIGN, BIT(MQ_NEED_DESK), RUNNING, "assigned"},
	{MQ_NEED_ASSIGN, BIT(MQ_NEED_DESK) | WHY, RUNNING, "assigned"},
	{MQ_NEED_ESCALATE, WHY, RUNNING, "raised"},
	{MQ_NEED_ESCALATE, WHY | BIT(MQ_NEED_DESK), RUNNING, "raised"},
	{MQ_NEED_RETURN, WHY, RUNNING " confirm", "returned"},
	{MQ_NEED_EXTEND, WHY | BIT(MQ_NEED_DUE), RUNNING, "extended"},
	{MQ_NEED_PAUSE, WHY, RUNNING, "hold"},
	{MQ_NEED_RESUME, WHY, "hold", "doing"},
	{MQ_NEED_SUPERVISE, WHY | BIT(MQ_NEED_SUPERVISION), RUNNING " confirm hold", NULL},
	{MQ_NEED_CLOSE, BIT(MQ_NEED_RESULT) | BIT(MQ_NEED_SATISFACTION), RUNNING " confirm", "done"},
	{MQ_NEED_CLOSE, BIT(MQ_NEED_RESULT) | BIT(MQ_NEED_EXCEPTION) | WHY, RUNNING " confirm",
		"done"},
	{MQ_NEED_REOPEN, WHY, "done spot_done void", "reopened"},
};

/* The hint names each command once, and each of them is possible. */
static void check_hint(const char *hint, enum mq_need_state state)
{
	const char *id = mq_need_state_id(state);

	assert_non_null(hint);
	for (size_t i = 0; i < MQ_LENGTH(possible); i++) {
		bool named = strstr(hint, mq_need_command_id(possible[i].command)) != NULL;
		bool can = false;

		for (size_t j = 0; j < MQ_LENGTH(possible); j++) {
			can = can || (possible[j].command == possible[i].command &&
				has_word(possible[j].from, id));
		}
		assert_int_equal(named, can);
	}
}

static void check_step(size_t i, enum mq_need_state from)
{
	const char *id = mq_need_state_id(from);
	const struct mq_need_step *step = NULL;
	struct mq_diag diag = {0};
	enum mq_err err = mq_need_step_find(possible[i].command, from, possible[i].given, 0, &step,
		&diag);

	if (has_word(possible[i].from, id)) {
		assert_int_equal(err, MQ_OK);
		assert_int_equal(diag.n_faults, 0);
		assert_true(possible[i].to ? step->to != MQ_NEED_NONE &&
			strcmp(mq_need_state_id(step->to), possible[i].to) == 0
			: step->to == MQ_NEED_NONE);
	} else {
		assert_int_equal(err, MQ_ERR_USAGE);
		assert_int_equal(diag.n_faults, 1);
		assert_non_null(strstr(diag.faults[0].message,
			mq_need_command_id(possible[i].command)));
		check_hint(diag.faults[0].hint, from);
	}
	mq_diag_release(&diag);
}

static void every_command_from_every_state_is_done_or_refused_with_what_is_possible(void **state)
{
	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(possible); i++) {
		for (int from = MQ_NEED_OPEN; from < MQ_NEED_STATES; from++) {
			check_step(i, (enum mq_need_state)from);
		}
	}
}

static void a_need_that_is_there_is_not_added_and_a_new_one_not_led_on(void **state)
{
	const struct mq_need_step *step;
	uint32_t told = BIT(MQ_NEED_KIND) | BIT(MQ_NEED_DETAIL);

	(void)state;
	assert_int_equal(mq_need_step_find(MQ_NEED_ADD, MQ_NEED_NONE, told, 0, &step, NULL), MQ_OK);
	assert_int_equal(step->to, MQ_NEED_OPEN);
	assert_int_equal(mq_need_step_find(MQ_NEED_ADD, MQ_NEED_NONE, told | BIT(MQ_NEED_SPOT), 0,
		&step, NULL), MQ_OK);
	assert_int_equal(step->to, MQ_NEED_SPOT_DONE);
	for (int from = MQ_NEED_OPEN; from < MQ_NEED_STATES; from++) {
		assert_int_equal(mq_need_step_find(MQ_NEED_ADD, (enum mq_need_state)from, told, 0,
			&step, NULL), MQ_ERR_USAGE);
	}
	for (size_t i = 0; i < MQ_LENGTH(possible); i++) {
		assert_int_equal(mq_need_step_find(possible[i].command, MQ_NEED_NONE,
			possible[i].given, 0, &step, NULL), MQ_ERR_USAGE);
	}
}

static const struct {
	enum mq_need_command command;
	enum mq_need_state from;
	uint32_t given;
	uint32_t there;
	const char *says;	/* NULL: it is enough */
} lacking[] = {
	{MQ_NEED_ADD, MQ_NEED_NONE, BIT(MQ_NEED_KIND), 0, "need_detail"},
	{MQ_NEED_EXTEND, MQ_NEED_DOING, BIT(MQ_NEED_DUE), 0, "told: why"},
	{MQ_NEED_EXTEND, MQ_NEED_DOING, WHY, BIT(MQ_NEED_DUE), "told: need_due"},
	{MQ_NEED_PAUSE, MQ_NEED_DOING, 0, 0, "told: why"},
	{MQ_NEED_RESUME, MQ_NEED_HOLD, 0, 0, "told: why"},
	{MQ_NEED_ASSIGN, MQ_NEED_OPEN, WHY, BIT(MQ_NEED_DESK), "told: need_owner"},
	{MQ_NEED_SUPERVISE, MQ_NEED_OPEN, WHY, BIT(MQ_NEED_SUPERVISION), "told: need_supervise"},
	{MQ_NEED_CLOSE, MQ_NEED_CONFIRM, WHY, BIT(MQ_NEED_RESULT),
		"told: need_satisfaction; or need_exception"},
	{MQ_NEED_CLOSE, MQ_NEED_CONFIRM, BIT(MQ_NEED_EXCEPTION), BIT(MQ_NEED_RESULT),
		"told: need_satisfaction; or why"},
	{MQ_NEED_CLOSE, MQ_NEED_DOING, BIT(MQ_NEED_SATISFACTION), 0, "told: need_result"},
	{MQ_NEED_CLOSE, MQ_NEED_CONFIRM, BIT(MQ_NEED_SATISFACTION), BIT(MQ_NEED_RESULT), NULL},
	{MQ_NEED_ESCALATE, MQ_NEED_OPEN, WHY | BIT(MQ_NEED_STATE), 0, "takes no need_state"},
	{MQ_NEED_PAUSE, MQ_NEED_OPEN, WHY | BIT(MQ_NEED_DUE), 0, "takes no need_due"},
	{MQ_NEED_ADD, MQ_NEED_NONE, BIT(MQ_NEED_KIND) | BIT(MQ_NEED_DETAIL) | BIT(MQ_NEED_KEY), 0,
		"takes no need_id"},
	{MQ_NEED_CLOSE, MQ_NEED_CONFIRM, BIT(MQ_NEED_SATISFACTION) | BIT(MQ_NEED_EXCEPTION),
		BIT(MQ_NEED_RESULT), "takes no need_exception"},
};

static void a_step_says_what_it_wants_and_what_it_does_not_take(void **state)
{
	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(lacking); i++) {
		const struct mq_need_step *step;
		struct mq_diag diag = {0};
		enum mq_err err = mq_need_step_find(lacking[i].command, lacking[i].from,
			lacking[i].given, lacking[i].there, &step, &diag);

		assert_int_equal(err, lacking[i].says ? MQ_ERR_INPUT : MQ_OK);
		if (lacking[i].says && !strstr(diag.faults[0].message, lacking[i].says)) {
			fail_msg("'%s' has no '%s'", diag.faults[0].message, lacking[i].says);
		}
		mq_diag_release(&diag);
	}
}

static void commands_are_called_in_both_languages(void **state)
{
	enum mq_need_command command;

	(void)state;
	assert_true(mq_need_command_find("hold", &command));
	assert_int_equal(command, MQ_NEED_PAUSE);
	assert_true(mq_need_command_find("办结", &command));
	assert_int_equal(command, MQ_NEED_CLOSE);
	assert_false(mq_need_command_find("list", &command));
	assert_int_equal(mq_need_state_of(mq_slice_str("spot_done")), MQ_NEED_SPOT_DONE);
	assert_int_equal(mq_need_state_of(mq_slice(NULL, 0)), MQ_NEED_OPEN);
}

/* ---- rules ---- */

struct rules {
	struct mq_schema *schema;
	char dir[256];
};

static int open_rules(void **state)
{
	struct rules *rules = mq_alloc(sizeof(*rules));
	const char *tmp = getenv("TMPDIR");

	assert_int_equal(mq_schema_load("config", &rules->schema, NULL), MQ_OK);
	snprintf(rules->dir, sizeof(rules->dir), "%s/minqing-need-XXXXXX", tmp ? tmp : "/tmp");
	assert_non_null(mkdtemp(rules->dir));
	*state = rules;
	return 0;
}

static int close_rules(void **state)
{
	struct rules *rules = *state;
	char *path = mq_format("%s/needs.yaml", rules->dir);

	unlink(path);
	rmdir(rules->dir);
	free(path);
	mq_schema_free(rules->schema);
	free(rules);
	return 0;
}

static void a_rule_tells_its_source(void **state)
{
	struct rules *rules = *state;
	struct mq_need_rules *read;
	struct mq_diag diag = {0};

	assert_int_equal(mq_need_rules_read("config", rules->schema, &read, &diag), MQ_OK);
	assert_non_null(strstr(mq_need_rules_source(read, "repair"), "12345"));
	assert_non_null(mq_need_rules_source(read, NULL));
	mq_need_rules_free(read);
	mq_diag_release(&diag);
}

static const struct {
	const char *text;
	size_t line;
	const char *says;
} wrong[] = {
	{"sources: {a: A}\nlevels: [{level: committee, source: a}]\n"
		"default: {desk: autonmy, level: committee, days: 5, source: a}\ncategories: {}\n",
		3, "autonmy"},
	{"sources: {a: A}\nlevels: [{level: committee, source: a}]\n"
		"default: {desk: autonomy, level: office, days: 5, source: a}\ncategories: {}\n",
		3, "not among the levels"},
	{"sources: {a: A}\nlevels: [{level: committee, source: b}]\n"
		"default: {desk: autonomy, level: committee, days: 5, source: a}\ncategories: {}\n",
		2, "no source is called 'b'"},
	{"sources: {a: A}\nlevels: [{level: committee, rises_after: 2, source: a}]\n"
		"default: {desk: autonomy, level: committee, days: 5, source: a}\ncategories: {}\n",
		2, "nobody is above"},
	{"sources: {a: A}\nlevels: [{level: committee, source: a}]\n"
		"default: {desk: autonomy, level: committee, days: 5, source: a}\n"
		"categories:\n  repair: {desk: housing, level: committee, days: 0, source: a}\n",
		5, "working days are 1 to"},
	{"sources: {a: A}\nlevels: [{level: committee, source: a}]\nurgency: {\"9\": 1}\n"
		"default: {desk: autonomy, level: committee, days: 5, source: a}\ncategories: {}\n",
		3, "'9'"},
	{"sources: {a: A}\nlevels:\n  - {level: committee, source: a}\n"
		"  - {level: committee, source: a}\n"
		"default: {desk: autonomy, level: committee, days: 5, source: a}\ncategories: {}\n",
		4, "twice"},
};

static void check_words(const struct mq_need_rules *rules, enum mq_need_command command,
	const char *first, const char *second, const char *detail, const char *why)
{
	struct mq_need_said said;
	const struct mq_need_given *given = &said.given;

	assert_int_equal(mq_need_words(rules, command, (const char *const[]){first, second, "漏", "水"},
		4, &said, NULL), MQ_OK);
	assert_int_equal(given->n_values, detail ? 2 : 1);
	assert_int_equal(given->values[0].field, mq_need_rules_field(rules, MQ_NEED_KIND));
	assert_memory_equal(given->values[0].text.data, "repair", 6);
	if (detail) {
		assert_string_equal(given->values[1].text.data, detail);
	}
	assert_true(why ? strcmp(given->why, why) == 0 : !given->why);
	mq_need_said_release(&said);
}

static void words_are_fields_and_the_rest_is_what_is_needed_or_why(void **state)
{
	struct rules *rules = *state;
	struct mq_need_rules *read;
	struct mq_need_said said;
	struct mq_diag diag = {0};

	assert_int_equal(mq_need_rules_read("config", rules->schema, &read, &diag), MQ_OK);
	check_words(read, MQ_NEED_ADD, "kind=repair", "spot", "漏 水", NULL);
	check_words(read, MQ_NEED_ADD, "need_kind＝repair", "原因=a=b", "漏 水", "a=b");
	check_words(read, MQ_NEED_ANSWER, "kind=repair", "spot", NULL, "spot 漏 水");
	check_words(read, MQ_NEED_ANSWER, "kind=repair", "why=b", NULL, "b");
	assert_int_equal(mq_need_words(read, MQ_NEED_ADD, (const char *const[]){"resident_id=5"}, 1,
		&said, &diag), MQ_ERR_INPUT);
	mq_need_said_release(&said);
	mq_need_rules_free(read);
	mq_diag_release(&diag);
}

static void a_fault_is_told_with_its_place(void **state)
{
	struct rules *rules = *state;
	char *path = mq_format("%s/needs.yaml", rules->dir);

	for (size_t i = 0; i < MQ_LENGTH(wrong); i++) {
		struct mq_need_rules *read;
		struct mq_diag diag = {0};
		FILE *file = fopen(path, "we");

		assert_non_null(file);
		assert_true(fputs(wrong[i].text, file) >= 0);
		assert_int_equal(fclose(file), 0);
		assert_int_equal(mq_need_rules_read(rules->dir, rules->schema, &read, &diag),
			MQ_ERR_CONFIG);
		assert_null(read);
		assert_true(diag.n_faults > 0);
		if (!strstr(diag.faults[0].message, wrong[i].says)) {
			fail_msg("%zu: '%s' has no '%s'", i, diag.faults[0].message, wrong[i].says);
		}
		assert_int_equal(diag.faults[0].line, wrong[i].line);
		mq_diag_release(&diag);
	}
	free(path);
}

static void without_the_file_there_are_no_rules_but_a_configuration_is_right(void **state)
{
	struct rules *rules = *state;
	struct mq_need_rules *read;
	struct mq_diag diag = {0};
	char *path = mq_format("%s/needs.yaml", rules->dir);

	unlink(path);
	free(path);
	assert_int_equal(mq_need_rules_read(rules->dir, rules->schema, &read, &diag),
		MQ_ERR_NOT_FOUND);
	assert_non_null(strstr(diag.faults[0].file, "needs.yaml"));
	mq_diag_release(&diag);
	assert_int_equal(mq_work_check_config(rules->dir, rules->schema, &diag), MQ_OK);
	assert_int_equal(diag.n_faults, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			every_command_from_every_state_is_done_or_refused_with_what_is_possible),
		cmocka_unit_test(a_need_that_is_there_is_not_added_and_a_new_one_not_led_on),
		cmocka_unit_test(a_step_says_what_it_wants_and_what_it_does_not_take),
		cmocka_unit_test(commands_are_called_in_both_languages),
		cmocka_unit_test(a_rule_tells_its_source),
		cmocka_unit_test(words_are_fields_and_the_rest_is_what_is_needed_or_why),
		cmocka_unit_test(a_fault_is_told_with_its_place),
		cmocka_unit_test(
			without_the_file_there_are_no_rules_but_a_configuration_is_right),
	};

	return cmocka_run_group_tests(tests, open_rules, close_rules);
}
