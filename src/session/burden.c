#include <minqing/burden.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Keys and seconds, counted while somebody works, and put down to a task when that ends. */

enum { PAUSE_MAX_MS = 60 * 1000 };

static const struct {
	const char *task;
	const char *label;
} labels[] = {
	{"copy", N_("something copied")},
	{"export", N_("a list written to a file")},
	{"look", N_("a card looked up")},
	{"need", N_("a need entered")},
	{"need_step", N_("a need led on")},
	{"save", N_("a list saved")},
	{"service", N_("a service entered")},
	{"service_end", N_("a service ended")},	/* counted by earlier versions */
	{"service_step", N_("a service led on")},
	{"visit", N_("a visit entered")},
};

const char *mq_burden_label(const char *task)
{
	for (size_t i = 0; i < MQ_LENGTH(labels); i++) {
		if (strcmp(labels[i].task, task) == 0) {
			return _(labels[i].label);
		}
	}
	return task;
}

void mq_burden_key(struct mq_burden *burden, int64_t now_ms)
{
	int64_t pause = now_ms - burden->last_ms;

	if (burden->keys > 0 && pause > 0) {
		burden->ms += (uint64_t)(pause < PAUSE_MAX_MS ? pause : PAUSE_MAX_MS);
	}
	burden->keys++;
	burden->last_ms = now_ms;
}

void mq_burden_begin(struct mq_burden *burden, const char *task)
{
	snprintf(burden->begun, sizeof(burden->begun), "%s", task);
	burden->keys = 1;
	burden->ms = 0;
	burden->retyped = 0;
}

void mq_burden_retyped(struct mq_burden *burden)
{
	burden->retyped++;
}

void mq_burden_drop(struct mq_burden *burden)
{
	burden->begun[0] = '\0';
	burden->keys = 0;
	burden->ms = 0;
	burden->retyped = 0;
}

/* ---- lines ---- */

static int by_month_and_task(const struct mq_burden_line *a, const struct mq_burden_line *b)
{
	int order = strcmp(a->month, b->month);

	return order ? order : strcmp(a->task, b->task);
}

void mq_burden_lines_add(struct mq_burden_lines *lines, const struct mq_burden_line *line)
{
	size_t at = 0;
	struct mq_burden_line *there;

	while (at < lines->n && by_month_and_task(&lines->lines[at], line) < 0) {
		at++;
	}
	if (at < lines->n && by_month_and_task(&lines->lines[at], line) == 0) {
		there = &lines->lines[at];
		there->times += line->times;
		there->keys += line->keys;
		there->seconds += line->seconds;
		there->retyped += line->retyped;
		return;
	}
	lines->lines = mq_grow(lines->lines, &lines->cap, lines->n + 1, sizeof(*lines->lines));
	memmove(&lines->lines[at + 1], &lines->lines[at], (lines->n - at) * sizeof(*lines->lines));
	lines->lines[at] = *line;
	lines->n++;
}

void mq_burden_end(struct mq_burden *burden, const char *task, mq_day today)
{
	struct mq_burden_line line = {.times = 1, .keys = burden->keys,
		.seconds = (burden->ms + 500) / 1000, .retyped = burden->retyped};
	char day[16];

	if (*burden->begun && strcmp(burden->begun, task) != 0) {
		return;
	}
	mq_day_format(today, day);
	snprintf(line.month, sizeof(line.month), "%.7s", day);
	snprintf(line.task, sizeof(line.task), "%s", task);
	mq_burden_lines_add(&burden->done, &line);
	mq_burden_drop(burden);
}

void mq_burden_lines_release(struct mq_burden_lines *lines)
{
	free(lines->lines);
	*lines = (struct mq_burden_lines){0};
}

void mq_burden_release(struct mq_burden *burden)
{
	mq_burden_lines_release(&burden->done);
	mq_burden_drop(burden);
}
