/* A register of its own for each case, with the definitions of tests/data/small,
 * and files beside it. */
#ifndef MINQING_TESTS_REGISTER_FIXTURE_H
#define MINQING_TESTS_REGISTER_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

#include <minqing/access.h>
#include <minqing/register.h>

#define FIXTURE_CONFIG "tests/data/small"

struct fixture {
	char dir[256];
	char path[512];		/* of the file named last */
	struct mq_register *reg;
	const struct mq_schema *schema;
	struct mq_diag diag;
};

static inline const char *fixture_path(struct fixture *fixture, const char *name)
{
	snprintf(fixture->path, sizeof(fixture->path), "%s/%s", fixture->dir, name);
	return fixture->path;
}

static inline const char *fixture_write(struct fixture *fixture, const char *name,
	const void *bytes, size_t len)
{
	FILE *file = fopen(fixture_path(fixture, name), "w");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, len, file), len);
	assert_int_equal(fclose(file), 0);
	return fixture->path;
}

static inline const char *fixture_text(struct fixture *fixture, const char *name, const char *text)
{
	return fixture_write(fixture, name, text, strlen(text));
}

static inline void fixture_open(struct fixture *fixture)
{
	char *dir = mq_format("%s/reg", fixture->dir);

	if (mq_register_open(dir, false, &fixture->reg, &fixture->diag) != MQ_OK) {
		mq_diag_print(&fixture->diag, "test: ", stderr);
		fail_msg("the register does not open");
	}
	fixture->schema = mq_register_schema(fixture->reg);
	free(dir);
}

static inline int fixture_setup(void **state)
{
	struct fixture *fixture = mq_alloc(sizeof(*fixture));
	const char *tmp = getenv("TMPDIR");

	snprintf(fixture->dir, sizeof(fixture->dir), "%s/mq-register-XXXXXX", tmp ? tmp : "/tmp");
	assert_non_null(mkdtemp(fixture->dir));
	if (mq_register_init(fixture_path(fixture, "reg"), FIXTURE_CONFIG, &fixture->diag) != MQ_OK) {
		mq_diag_print(&fixture->diag, "test: ", stderr);
		fail_msg("no register can be made");
	}
	fixture_open(fixture);
	*state = fixture;
	return 0;
}

static inline int fixture_remove_one(const char *path, const struct stat *info, int type,
	struct FTW *walk)
{
	(void)info;
	(void)type;
	(void)walk;
	return remove(path);
}

static inline int fixture_teardown(void **state)
{
	struct fixture *fixture = *state;

	mq_register_close(fixture->reg);
	mq_diag_release(&fixture->diag);
	nftw(fixture->dir, fixture_remove_one, 8, FTW_DEPTH | FTW_PHYS);
	free(fixture);
	return 0;
}

#define fixture_test(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

static inline mq_field_id fixture_field(const struct fixture *fixture, const char *id)
{
	mq_field_id field = mq_schema_field_exact(fixture->schema, MQ_NO_KIND, id, strlen(id));

	assert_int_not_equal(field, MQ_NO_FIELD);
	return field;
}

static inline mq_kind_id fixture_kind(const struct fixture *fixture, const char *id)
{
	mq_kind_id kind = mq_schema_kind(fixture->schema, id);

	assert_int_not_equal(kind, MQ_NO_KIND);
	return kind;
}

/* One value for a change; text NULL clears the field. */
static inline struct mq_record_value fixture_value(const struct fixture *fixture, const char *id,
	const char *text)
{
	return (struct mq_record_value){fixture_field(fixture, id),
		text ? mq_slice_str(text) : mq_slice(NULL, 0)};
}

/* True where some fault's message holds text. */
static inline bool fixture_says(const struct fixture *fixture, const char *text)
{
	for (size_t i = 0; i < fixture->diag.n_faults; i++) {
		if (strstr(fixture->diag.faults[i].message, text)) {
			return true;
		}
	}
	return false;
}

/* Hits of a query about residents. */
static inline uint64_t fixture_hits(struct fixture *fixture, const char *text)
{
	struct mq_view view;
	struct mq_query *query;
	struct mq_answer answer = {0};
	uint64_t hits;
	mq_day today;

	assert_true(mq_day_from_civil(2026, 3, 1, &today));
	assert_int_equal(mq_register_look(fixture->reg, today, &view, NULL, NULL), MQ_OK);
	mq_access_universe(&view, "test");
	assert_int_equal(mq_query_new(fixture->schema, fixture_kind(fixture, "resident"), today,
		MQ_QUERY_WHOLE, text, strlen(text), &query, NULL), MQ_OK);
	assert_int_equal(mq_query_answer(query, &view, &answer, NULL, NULL), MQ_OK);
	hits = mq_set_count(answer.yes);
	mq_answer_release(&answer);
	mq_query_free(query);
	mq_register_look_away(fixture->reg);
	return hits;
}

static inline void fixture_verify(struct fixture *fixture, uint64_t n_wanted)
{
	uint64_t n = 0;
	enum mq_err err = mq_register_verify(fixture->reg, &n, &fixture->diag);

	if (err != MQ_OK) {
		mq_diag_print(&fixture->diag, "verify: ", stderr);
	}
	assert_int_equal(err, MQ_OK);
	assert_int_equal(n, n_wanted);
}

/* A stored value of a record as text, "" where it is not known; valid until the next call. */
static inline const char *fixture_stored(struct fixture *fixture, const char *kind,
	mq_record_id id, const char *field)
{
	static char text[256];
	struct mq_view view;
	struct mq_slice value;

	assert_int_equal(mq_register_look(fixture->reg, 0, &view, NULL, NULL), MQ_OK);
	value = mq_record_peek(mq_index_record(view.index, fixture_kind(fixture, kind), id),
		fixture_field(fixture, field));
	snprintf(text, sizeof(text), "%.*s", (int)value.len, value.data ? (const char *)value.data : "");
	mq_register_look_away(fixture->reg);
	return text;
}

#endif
