/*
 * What tasks cost in lines: each character of a line is a key, and so is its Enter. What is
 * counted and kept is that of the screen (burden.h).
 */
#include "plain.h"

#include <stdlib.h>

#include "settings.h"

void mq_plain_burden_begin(struct mq_plain *plain)
{
	struct mq_settings settings;
	mq_settings_read_own(&settings, NULL);
	plain->burden_path = settings.burden ? mq_burden_path() : NULL;
}

void mq_plain_burden_end(struct mq_plain *plain)
{
	if (plain->burden_path) {
		mq_burden_keep(plain->burden_path, &plain->burden, NULL);
	}
	mq_burden_release(&plain->burden);
	free(plain->burden_path);
}

static void press(struct mq_plain *plain, size_t n)
{
	int64_t now_ms = mq_clock_ns() / 1000000;
	for (size_t i = 0; i < n; i++) {
		mq_burden_key(&plain->burden, now_ms);
	}
}

void mq_plain_burden_line(struct mq_plain *plain, const char *line, size_t len)
{
	size_t n = len == 0 || line[len - 1] != '\n';	/* the Enter is not in it */
	for (size_t at = 0; at < len; n++) {
		at += mq_utf8_grapheme(line + at, len - at);
	}
	plain->n_keys = n;
	if (plain->burden_path) {
		press(plain, n);
	}
}

/* The line that begins it is its own. */
void mq_plain_task_begin(struct mq_plain *plain, const char *task)
{
	if (plain->burden_path) {
		mq_burden_begin(&plain->burden, task);
		press(plain, plain->n_keys - 1);
	}
}

void mq_plain_task_end(struct mq_plain *plain, const char *task)
{
	mq_day today;
	if (plain->burden_path && mq_day_today(&today, NULL) == MQ_OK) {
		mq_burden_end(&plain->burden, task, today);
	}
}
