#include <minqing/burden.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * What is kept of burden. Screens that are open at once add to the same file, one after the
 * other; it is written whole beside itself and put in place.
 */

enum { FILE_MAX = 1 << 20, MODE = 0700 };

static const char head[] = "month\ttask\ttimes\tkeys\tseconds\tretyped\n";

char *mq_burden_path(void)
{
	char *path = mq_home_path(MQ_HOME_STATE, "minqing/burden.tsv");

	if (path[0] != '/') {
		free(path);
		path = NULL;
	}
	return path;
}

/* ---- reading ---- */

static bool is_month(const char *text)
{
	char day[16];
	mq_day any;

	return strlen(text) == 7 && snprintf(day, sizeof(day), "%s-01", text) == 10 &&
		mq_day_parse(day, 10, &any);
}

static bool is_task(const char *text)
{
	return *text && strspn(text, "abcdefghijklmnopqrstuvwxyz_") == strlen(text);
}

/* False where it is none, as its head. A number below zero would be read as a very large one. */
static bool read_line(const char *text, struct mq_burden_line *line)
{
	char rest;

	*line = (struct mq_burden_line){.times = 0};
	return sscanf(text, "%7s %23s %9" SCNu64 " %12" SCNu64 " %12" SCNu64 " %12" SCNu64 "%c",
			line->month, line->task, &line->times, &line->keys, &line->seconds,
			&line->retyped, &rest) == 6 &&
		is_month(line->month) && is_task(line->task) &&
		!strchr(text + strlen(line->month), '-');
}

enum mq_err mq_burden_read(const char *path, struct mq_burden_lines *lines, struct mq_diag *diag)
{
	struct mq_buf text = {0};
	enum mq_err err = mq_disk_read(path, FILE_MAX, &text, diag);
	struct mq_burden_line line;

	*lines = (struct mq_burden_lines){0};
	mq_buf_adds(&text, "");
	for (char *at = text.data; *at;) {
		size_t len = strcspn(at, "\n");
		char *next = at + len + (at[len] == '\n');

		at[len] = '\0';
		if (read_line(at, &line)) {
			mq_burden_lines_add(lines, &line);
		}
		at = next;
	}
	mq_buf_release(&text);
	return err == MQ_ERR_NOT_FOUND ? MQ_OK : err;
}

/* ---- keeping ---- */

static enum mq_err replace(const char *path, const struct mq_burden_lines *lines,
	struct mq_diag *diag)
{
	struct mq_buf text = {0};
	enum mq_err err;

	mq_buf_adds(&text, head);
	for (size_t i = 0; i < lines->n; i++) {
		const struct mq_burden_line *line = &lines->lines[i];

		mq_buf_addf(&text, "%s\t%s\t%" PRIu64 "\t%" PRIu64 "\t%" PRIu64 "\t%" PRIu64 "\n",
			line->month, line->task, line->times, line->keys, line->seconds,
			line->retyped);
	}
	err = mq_disk_replace(path, MODE, &text, diag);
	mq_buf_release(&text);
	return err;
}

enum mq_err mq_burden_keep(const char *path, struct mq_burden *burden, struct mq_diag *diag)
{
	struct mq_burden_lines all = {0};
	enum mq_err err = MQ_OK;
	int lock;

	if (burden->done.n == 0) {
		return MQ_OK;
	}
	lock = mq_disk_lock(path, MODE);
	err = mq_burden_read(path, &all, diag);
	for (size_t i = 0; i < burden->done.n && err == MQ_OK; i++) {
		mq_burden_lines_add(&all, &burden->done.lines[i]);
	}
	if (err == MQ_OK) {
		err = replace(path, &all, diag);
	}
	mq_disk_unlock(lock);
	mq_burden_lines_release(&all);
	mq_burden_lines_release(&burden->done);
	return err;
}
