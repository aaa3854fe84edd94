#include <minqing/report.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Figures that were counted: those that are named, and what part of another one is. */

/* ---- those that are named ---- */

/* "outcome" is every line of it, "outcome.met" one. */
static bool is_called(const struct mq_report_line *line, const char *name)
{
	size_t len = strlen(name);

	return strcmp(line->group, name) == 0 || strcmp(line->group_label, name) == 0 ||
		strcmp(line->label, name) == 0 ||
		(strncmp(line->id, name, len) == 0 && (line->id[len] == '\0' || line->id[len] == '.'));
}

static enum mq_err refuse_name(const struct mq_report *report, const char *name,
	struct mq_diag *diag)
{
	const char **names = mq_alloc((2 * report->n_lines + 1) * sizeof(*names));

	for (size_t i = 0; i < report->n_lines; i++) {
		names[2 * i] = report->lines[i].group;
		names[2 * i + 1] = report->lines[i].id;
	}
	mq_diag_add(diag, MQ_ERR_USAGE, _("no figure is called '%s'"), name);
	if (!mq_diag_suggest(diag, name, names, 2 * report->n_lines)) {
		mq_diag_hint(diag, _("they are told in report.yaml"));
	}
	free(names);
	return MQ_ERR_USAGE;
}

enum mq_err mq_report_name(struct mq_report *report, const char *const *names, size_t n_names,
	struct mq_diag *diag)
{
	for (size_t i = 0; i < report->n_lines; i++) {
		report->lines[i].passed_over = n_names > 0;
	}
	for (size_t i = 0; i < n_names; i++) {
		bool found = false;

		for (size_t j = 0; j < report->n_lines; j++) {
			bool called = is_called(&report->lines[j], names[i]);

			found |= called;
			report->lines[j].passed_over &= !called;
		}
		if (!found) {
			return refuse_name(report, names[i], diag);
		}
	}
	return MQ_OK;
}

/* ---- parts ---- */

void mq_report_share(const struct mq_report *report, const struct mq_report_line *line,
	size_t place, char out[24])
{
	uint64_t all = report->lines[line->share_of].numbers[place].number;
	uint64_t tenths;

	out[0] = '\0';
	if (line != &report->lines[line->share_of] && all > 0) {
		tenths = (line->numbers[place].number * 1000 + all / 2) / all;
		snprintf(out, 24, "%llu.%llu", (unsigned long long)(tenths / 10),
			(unsigned long long)(tenths % 10));
	}
}
