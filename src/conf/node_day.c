/*
 * Days in a tree: one, or a stretch of them. They may stand in quotes or not.
 */
#include "conf.h"

#include <string.h>

static enum mq_err refuse(const struct mq_conf *conf, const struct mq_node *node,
	const char *hint, struct mq_diag *diag)
{
	mq_conf_fault(conf, node, false, diag, _("'%s' is no day there is"), node->text);
	mq_diag_hint(diag, "%s", hint);
	return MQ_ERR_CONFIG;
}

/* Only as 2026-01-31: a file that is read by many is written in one way. */
static bool read_day(const char *text, size_t len, mq_day *day)
{
	return len == strlen("2026-01-31") && text[4] == '-' && mq_day_parse(text, len, day);
}

enum mq_err mq_node_day(const struct mq_conf *conf, const struct mq_node *node, mq_day *out,
	struct mq_diag *diag)
{
	const char *text;
	enum mq_err err = mq_node_text(conf, node, &text, diag);

	if (err != MQ_OK) {
		return err;
	}
	return read_day(text, node->len, out) ? MQ_OK :
		refuse(conf, node, _("write it as 2026-01-31"), diag);
}

enum mq_err mq_node_days(const struct mq_conf *conf, const struct mq_node *node, mq_day *from,
	mq_day *to, struct mq_diag *diag)
{
	const char *text;
	const char *dots;
	mq_day first;
	mq_day last;
	enum mq_err err = mq_node_text(conf, node, &text, diag);

	if (err != MQ_OK) {
		return err;
	}
	dots = strstr(text, "..");
	if (!read_day(text, dots ? (size_t)(dots - text) : node->len, &first) ||
	    (dots && !read_day(dots + 2, strlen(dots + 2), &last))) {
		return refuse(conf, node, _("write 2026-01-31, or 2026-01-28..2026-01-31"), diag);
	}
	last = dots ? last : first;
	if (last < first) {
		return refuse(conf, node, _("the first day comes before the last"), diag);
	}
	*from = first;
	*to = last;
	return MQ_OK;
}
