/* Saved lists for the fixture's schema. */
#ifndef TESTS_QUERY_LISTS_H
#define TESTS_QUERY_LISTS_H

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

#endif
