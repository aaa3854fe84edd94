/* Saved lists for tests of queries. */
#ifndef MINQING_TESTS_QUERY_LISTS_H
#define MINQING_TESTS_QUERY_LISTS_H

#include "query/fixture.h"

#include <sys/stat.h>

static inline void put_lists(struct fixture *fixture, const char *text, enum mq_saved_where where)
{
	char *dir = mq_format("%s/lists", fixture->dir);
	char *path = mq_format("%s/all.yaml", dir);
	struct mq_saved_lists *lists = mq_saved_new();
	struct mq_diag diag = {0};
	FILE *file;

	mkdir(dir, 0700);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
	if (mq_saved_read(lists, fixture->schema, dir, where, &diag) != MQ_OK) {
		mq_diag_print(&diag, "test: ", stderr);
		fail();
	}
	mq_schema_set_saved(fixture->schema, lists);
	free(path);
	free(dir);
}

static inline const char *print(struct fixture *fixture, const char *text)
{
	struct mq_query *query = fixture_query(fixture, RESIDENT, text);

	mq_buf_clear(&fixture->said);
	mq_query_print(query, &fixture->said);
	mq_query_free(query);
	return fixture->said.data;
}

/* The canonical text is shown's, and prints as itself. */
static inline void prints(struct fixture *fixture, const char *text, const char *shown)
{
	assert_string_equal(print(fixture, text), shown);
	assert_string_equal(print(fixture, shown), shown);
}

static inline void refused(struct fixture *fixture, const char *text, const char *what)
{
	struct mq_query *query = NULL;
	struct mq_diag diag = {0};

	assert_int_not_equal(mq_query_new(fixture->schema, RESIDENT, fixture->view.today,
		MQ_QUERY_WHOLE, text, strlen(text), &query, &diag), MQ_OK);
	assert_int_equal(diag.n_faults, 1);
	if (strstr(diag.faults[0].message, what) == NULL
			&& (diag.faults[0].hint == NULL || strstr(diag.faults[0].hint, what) == NULL)) {
		mq_diag_print(&diag, "test: ", stderr);
		fail_msg("%s: not '%s'", text, what);
	}
	mq_diag_release(&diag);
}

#endif
