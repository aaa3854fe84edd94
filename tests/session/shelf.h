/* What the tests of saved lists share: an officer whose own lists are a directory of the test's. */
#ifndef MINQING_TESTS_SESSION_SHELF_H
#define MINQING_TESTS_SESSION_SHELF_H

#include "session/office.h"

#include <sys/stat.h>

#include <minqing/saved.h>

static inline int shelf_open(void **state)
{
	int err = office_open(state);
	char *home = mq_format("%s/config", ((struct office *)*state)->dir);

	setenv("XDG_CONFIG_HOME", home, 1);
	free(home);
	return err;
}

/* DIR/saved of the register, or of the person; owned by the caller. */
static inline char *shelf_dir(const struct office *office, bool shared)
{
	return shared ? mq_format("%s/saved", office->reg)
		: mq_format("%s/config/minqing/saved", office->dir);
}

/* A file as somebody writes it by hand. */
static inline void shelf_put(const struct office *office, bool shared, const char *name,
	const char *text)
{
	char *dir = shelf_dir(office, shared);
	char *command = mq_format("mkdir -p '%s'", dir);
	char *path = mq_format("%s/%s", dir, name);
	FILE *file;

	assert_int_equal(system(command), 0);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
	free(path);
	free(command);
	free(dir);
}

/* What a file holds; NULL: there is none. Owned by the caller. */
static inline char *shelf_get(const struct office *office, bool shared, const char *name)
{
	char *dir = shelf_dir(office, shared);
	char *path = mq_format("%s/%s", dir, name);
	FILE *file = fopen(path, "r");
	struct mq_buf text = {0};

	for (int c; file && (c = fgetc(file)) != EOF;) {
		mq_buf_addc(&text, (char)c);
	}
	if (file) {
		fclose(file);
		mq_buf_adds(&text, "");
	}
	free(path);
	free(dir);
	return file ? mq_buf_take(&text) : NULL;
}

static inline enum mq_err shelf_save(struct office *office, const char *name, const char *text,
	bool shared)
{
	char *path = NULL;
	enum mq_err err;

	mq_diag_release(&office->diag);
	err = mq_session_saved_save(office->session, name, office->resident, text, strlen(text), NULL,
		shared, &path, &office->diag);
	free(path);
	return err;
}

/* All lists, each with its hits. The caller releases them. */
static inline void shelf_rows(struct office *office, struct mq_saved_rows *rows)
{
	assert_int_equal(mq_session_saved_rows(office->session, office->resident, rows, NULL), MQ_OK);
	while (rows->n_counted < rows->n) {
		assert_int_equal(mq_session_saved_count(office->session, rows, 0, NULL), MQ_OK);
	}
}

static inline const struct mq_saved_row *shelf_row(const struct mq_saved_rows *rows, const char *id)
{
	for (size_t i = 0; i < rows->n; i++) {
		if (strcmp(rows->rows[i].id, id) == 0) {
			return &rows->rows[i];
		}
	}
	return NULL;
}

/* A number below n. */
static inline size_t shelf_dice(uint64_t *seed, size_t n)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return (size_t)(*seed % n);
}

/* A question of some conditions, some of which may be the lists l0 … below n_lists; appended. */
static inline void shelf_question(uint64_t *seed, size_t n_lists, struct mq_buf *out)
{
	static const char *const conditions[] = {"age>=80", "sex:2", "lives_alone", "age<30",
		"hardship", "dibao", "visits.none(date>=-90d)", "household.any(age<18)", "age:60..70"};
	size_t n = 1 + shelf_dice(seed, 3);

	for (size_t i = 0; i < n; i++) {
		mq_buf_adds(out, i == 0 ? "" : shelf_dice(seed, 3) == 0 ? " or " : " ");
		mq_buf_adds(out, shelf_dice(seed, 4) == 0 ? "-" : "");
		if (n_lists > 0 && shelf_dice(seed, 3) == 0) {
			mq_buf_addf(out, "@l%zu", shelf_dice(seed, n_lists));
		} else {
			mq_buf_adds(out, conditions[shelf_dice(seed, MQ_LENGTH(conditions))]);
		}
	}
}

#endif
