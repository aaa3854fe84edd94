/* Whatever was done to what is asked and how it is shown: undone it is as at the start, done
 * again as at the end. */
#include "unit.h"

#include "bare.h"

enum { WALKS = 8, DEEDS = 120 };

static const struct {
	enum mq_context context;
	const char *command;
} deeds[] = {
	{MQ_CONTEXT_FACETS, "down"}, {MQ_CONTEXT_FACETS, "up"}, {MQ_CONTEXT_FACETS, "page-down"},
	{MQ_CONTEXT_FACETS, "next-facet"}, {MQ_CONTEXT_FACETS, "previous-facet"},
	{MQ_CONTEXT_FACETS, "fold"}, {MQ_CONTEXT_FACETS, "fold-all"}, {MQ_CONTEXT_FACETS, "pin"},
	{MQ_CONTEXT_FACETS, "pin"}, {MQ_CONTEXT_FACETS, "sort-values"},
	{MQ_CONTEXT_FACETS, "sort-values"}, {MQ_CONTEXT_FACETS, "add-value"},
	{MQ_CONTEXT_FACETS, "exclude"}, {MQ_CONTEXT_FACETS, "all-values"},
	{MQ_CONTEXT_RESULTS, "down"}, {MQ_CONTEXT_RESULTS, "bottom"},
	{MQ_CONTEXT_RESULTS, "column-right"}, {MQ_CONTEXT_RESULTS, "column-left"},
	{MQ_CONTEXT_RESULTS, "sort"}, {MQ_CONTEXT_RESULTS, "sort-reverse"},
	{MQ_CONTEXT_RESULTS, "narrow-row"}, {MQ_CONTEXT_RESULTS, "unknown"},
	{MQ_CONTEXT_RESULTS, "mark"}, {MQ_CONTEXT_RESULTS, "mark-invert"},
	{MQ_CONTEXT_COLUMNS, "column-show"}, {MQ_CONTEXT_COLUMNS, "column-show"},
	{MQ_CONTEXT_COLUMNS, "column-after"}, {MQ_CONTEXT_COLUMNS, "column-before"},
	{MQ_CONTEXT_COLUMNS, "column-wider"}, {MQ_CONTEXT_COLUMNS, "column-narrower"},
	{MQ_CONTEXT_COLUMNS, "columns-usual"},
};

/* The layout stays as it was cut. */
static void do_in(struct mq_app *app, enum mq_context context, const char *command)
{
	const struct mq_command *found = mq_command_find(command);
	assert_non_null(found);
	app->context = context;
	mq_app_do(app, found);
	app->stale &= ~(unsigned)MQ_STALE_LAYOUT;
}

static void do_among_columns(struct mq_app *app, const char *command, size_t n_down)
{
	do_in(app, MQ_CONTEXT_RESULTS, "columns");
	for (size_t i = 0; i < n_down; i++) {
		do_in(app, MQ_CONTEXT_COLUMNS, "down");
	}
	do_in(app, MQ_CONTEXT_COLUMNS, command);
	do_in(app, MQ_CONTEXT_COLUMNS, "columns");
}

/* A field that is no facet becomes one. */
static void find_facet(struct mq_app *app, const char *name)
{
	do_in(app, MQ_CONTEXT_FACETS, "find-value");
	mq_app_do_type(app, name, strlen(name));
	mq_app_do(app, mq_command_find("open"));
	app->stale &= ~(unsigned)MQ_STALE_LAYOUT;
}

static void type(struct mq_app *app, const char *text)
{
	do_in(app, MQ_CONTEXT_RESULTS, "query");
	do_in(app, MQ_CONTEXT_QUERY, "kill-start");
	mq_app_do_type(app, text, strlen(text));
}

static void any_deed(struct mq_app *app, uint64_t *seed)
{
	static const char *const texts[] = {"", "age>=60 ", "sex:female ", "wang", "from:household ",
		"sort:age lives_alone ", "cols:name,age ", "age>>"};
	static const char *const names[] = {"nationality", "blood", "street", "sex: female"};
	size_t which = unit_below(seed, MQ_LENGTH(deeds) + 4);
	if (which >= MQ_LENGTH(deeds) + 2) {
		find_facet(app, names[unit_below(seed, MQ_LENGTH(names))]);
	} else if (which >= MQ_LENGTH(deeds)) {
		type(app, texts[unit_below(seed, MQ_LENGTH(texts))]);
	} else if (deeds[which].context == MQ_CONTEXT_COLUMNS) {
		do_among_columns(app, deeds[which].command, unit_below(seed, 9));
	} else {
		do_in(app, deeds[which].context, deeds[which].command);
	}
	mq_app_settle(app);
	if (unit_below(seed, 3) == 0) {
		bare_settle(app);
	}
}

/* What is no step, the lines and the column gone to, is made alike. The caller frees it. */
static char *look(struct mq_app *app)
{
	mq_app_settle(app);
	bare_settle(app);
	do_in(app, MQ_CONTEXT_RESULTS, "top");
	do_in(app, MQ_CONTEXT_FACETS, "top");
	app->results.column = MQ_NO_FIELD;
	mq_app_settle(app);
	bare_settle(app);
	return bare_print(app);
}

static void all_of(struct mq_app *app, const char *command, const struct mq_steps *steps)
{
	while (steps->n > 0) {
		do_in(app, MQ_CONTEXT_RESULTS, command);
		mq_app_settle(app);
	}
}

static void undone_all_is_as_at_the_start_and_done_again_as_at_the_end(void **state)
{
	struct mq_app *app = mq_alloc(sizeof(*app));
	for (uint64_t walk = 1; walk <= WALKS; walk++) {
		uint64_t seed = walk * 7919;
		bare_open(app, *state, MQ_CONTEXT_RESULTS);
		char *start = look(app);
		for (size_t i = 0; i < DEEDS; i++) {
			any_deed(app, &seed);
		}
		assert_in_range(app->undo.n, DEEDS / 4, MQ_STEPS_MAX - 1);
		char *end = look(app);
		for (int turn = 0; turn < 2; turn++) {
			all_of(app, "undo", &app->undo);
			char *undone = look(app);
			assert_string_equal(undone, start);
			all_of(app, "redo", &app->redo);
			char *redone = look(app);
			assert_string_equal(redone, end);
			free(undone);
			free(redone);
		}
		free(start);
		free(end);
		mq_app_release_panes(app);
	}
	free(app);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(undone_all_is_as_at_the_start_and_done_again_as_at_the_end),
	};
	return cmocka_run_group_tests(tests, office_open, office_close);
}
