/* What the files of the report share. */
#ifndef MINQING_WORK_REPORT_OWN_H
#define MINQING_WORK_REPORT_OWN_H

#include <minqing/report.h>

/* ---- report_read.c ---- */

/* Append what a figure asks of a month. */
void report_text(const struct mq_report_figure *figure, struct mq_stretch days,
	struct mq_buf *out);

/* ---- report_lines.c ---- */

/* A line before it is counted; texts are the report's. */
struct report_want {
	const struct mq_report_figure *figure;
	const char *id;
	const char *label;
	const char *query;		/* "": it cannot be asked */
	const char *share_of;		/* the id of another line, or NULL */
	bool today;
};

struct report_wants {
	struct report_want *wants;
	size_t n;
	size_t cap;
};

/* All lines of a month; wants is freed by the caller, whatever is returned. */
enum mq_err report_lines(const struct mq_view *view, const struct mq_report_of *of,
	const struct mq_report *report, struct mq_arena *arena, struct report_wants *wants,
	struct mq_diag *diag);

#endif
