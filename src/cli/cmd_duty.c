#include "own.h"

#include <stdlib.h>
#include <string.h>

#include <minqing/office.h>

/* minqing duty: how duties stand, what they are and whose; are their files right. */

static const char *or_empty(const char *text)
{
	return text ? text : "";
}

/* ---- status, for people ---- */

static const struct table_column status_columns[] = {
	{false, 0, 0}, {true, 0, 0}, {true, 0, 0}, {true, 0, 0}, {true, 0, 0}, {true, 0, 0},
	{false, 0, 0},
};

static const char *const person_heads[] = {
	N_("who"), N_("done"), N_("required"), N_("left"), N_("not reached"), N_("last time"), "",
};
static const char *const place_heads[] = {
	N_("place"), N_("done"), N_("required"), N_("left"), N_("not reached"), N_("last time"), "",
};

/* How the last window compares with the one before it. */
static const char *trend_text(int trend)
{
	return trend > 0 ? _("↑ more") : trend < 0 ? _("↓ less") : "";
}

static void status_row(struct table *table, const struct mq_duty_line *line)
{
	const struct mq_duty_period *last = &line->periods[1];
	char *before = mq_format("%u/%u", last->done, last->required);

	table_cell(table, *line->name ? line->name : _("not known where"));
	table_number(table, line->periods[0].done);
	table_number(table, line->periods[0].required);
	table_number(table, line->left);
	table_number(table, line->open);
	table_cell(table, before);
	table_cell(table, trend_text(line->trend));
	free(before);
}

static void status_title(const struct mq_duty_line *line)
{
	char from[16];
	char to[16];

	mq_day_format(line->periods[0].days.from, from);
	mq_day_format(line->periods[0].days.to, to);
	print_line(_("%s: %s..%s, %u working days left"), line->label, from, to, line->days_left);
}

static void show_query(const char *what, const char *query)
{
	if (query) {
		print_line("  %s", what);
		print_line("    %s", query);
	}
}

/* The lines of one duty from the first on; how many they are. */
static size_t status_duty(const struct mq_duty_status *status, size_t first, bool queries)
{
	struct table table;
	size_t i = first;

	status_title(&status->lines[first]);
	table_begin(&table, status_columns, MQ_LENGTH(status_columns));
	table_heads(&table, status->lines[first].person ? person_heads : place_heads);
	for (; i < status->n_lines && strcmp(status->lines[i].duty, status->lines[first].duty) == 0;
	     i++) {
		status_row(&table, &status->lines[i]);
	}
	table_end(&table);
	if (queries) {
		show_query(_("done"), status->lines[first].done);
		show_query(_("required"), status->lines[first].required);
		show_query(_("not reached"), status->lines[first].not_reached);
		show_query(_("last time"), status->lines[first].last);
	}
	return i - first;
}

static void status_text(const struct mq_duty_status *status, bool queries)
{
	for (size_t i = 0; i < status->n_lines;) {
		if (i > 0) {
			putchar('\n');
		}
		i += status_duty(status, i, queries);
	}
}

/* ---- status, for programs ---- */

static const struct list_column status_list[] = {
	{"duty", false}, {"label", false}, {"person", false}, {"name", false}, {"from", false},
	{"to", false}, {"done", true}, {"required", true}, {"left", true}, {"not_reached", true},
	{"days_left", true}, {"last_done", true}, {"last_required", true}, {"before_done", true},
	{"before_required", true}, {"trend", true}, {"done_query", false},
	{"required_query", false}, {"not_reached_query", false}, {"last_query", false},
};

enum { N_NUMBERS = 10 };

static void status_list_row(const struct list *list, const struct mq_duty_line *line)
{
	const struct mq_duty_period *periods = line->periods;
	const long numbers[N_NUMBERS] = {
		periods[0].done, periods[0].required, line->left, line->open, line->days_left,
		periods[1].done, periods[1].required, periods[2].done, periods[2].required,
		line->trend,
	};
	char texts[N_NUMBERS][24];
	char from[16];
	char to[16];

	for (size_t i = 0; i < N_NUMBERS; i++) {
		snprintf(texts[i], sizeof(texts[i]), "%ld", numbers[i]);
	}
	mq_day_format(periods[0].days.from, from);
	mq_day_format(periods[0].days.to, to);
	list_row(list, (const char *const[]){line->duty, line->label, or_empty(line->person),
		line->name, from, to, texts[0], texts[1], texts[2], texts[3], texts[4], texts[5],
		texts[6], texts[7], texts[8], texts[9], or_empty(line->done),
		or_empty(line->required), or_empty(line->not_reached), or_empty(line->last)});
}

static enum mq_err status_lines(struct cli *cli, const struct mq_duty_status *status)
{
	struct list list;
	enum mq_err err = list_begin(&list, cli->args.format, status_list, MQ_LENGTH(status_list),
		&cli->diag);

	for (size_t i = 0; i < status->n_lines && err == MQ_OK; i++) {
		status_list_row(&list, &status->lines[i]);
	}
	return err;
}

static enum mq_err status(struct cli *cli, struct mq_session *session)
{
	const char *person = cli->args.n_words > 1 ? cli->args.words[1] : NULL;
	struct mq_duty_status status = {0};
	enum mq_err err = mq_session_duty_status(session, person, cli->args.by, &status,
		&cli->diag);

	if (err == MQ_OK && cli_is_text(cli)) {
		status_text(&status, person && (!cli->args.by || strcmp(cli->args.by, "person") == 0));
	} else if (err == MQ_OK) {
		err = status_lines(cli, &status);
	}
	cli->no_hits = status.n_lines == 0;
	mq_duty_status_release(&status);
	return err;
}

/* ---- list ---- */

static const struct table_column list_columns[] = {
	{false, 0, 0}, {false, 0, 0}, {false, 0, 0}, {false, 0, 0},
};

static const char *const duty_heads[] = {N_("duty"), N_("role"), N_("what is owed")};
static const char *const staff_heads[] = {N_("id"), N_("person's name"), N_("role"), N_("desk")};

static const struct list_column duty_list[] = {
	{"duty", false}, {"label", false}, {"roles", false}, {"count", true}, {"every", false},
	{"distinct", false}, {"window", false}, {"outcomes", false},
};

static const char *const units[] = {
	[MQ_WINDOW_WEEK] = N_("week"), [MQ_WINDOW_MONTH] = N_("month"),
	[MQ_WINDOW_QUARTER] = N_("quarter"), [MQ_WINDOW_YEAR] = N_("year"),
};

static char *roles_of(const struct mq_duty *duty, bool labels)
{
	struct mq_buf text = {0};

	for (size_t i = 0; i < duty->n_roles; i++) {
		mq_buf_addf(&text, "%s%s", i ? labels ? _(", ") : ";" : "",
			labels ? mq_staff_role_label(duty->roles[i]) : duty->roles[i]->id);
	}
	return mq_buf_take(&text);
}

/* "household: 30 in each month", "household: all of (…) in each year" */
static char *amount_of(const struct mq_schema *schema, const struct mq_duty *duty)
{
	const char *kind = mq_kind_label(&schema->kinds[duty->kind]);
	const char *unit = _(units[duty->window.unit]);

	return duty->count ? mq_format(_("%s: %u in each %s"), kind, duty->count, unit) :
		mq_format(_("%s: all of (%s) in each %s"), kind, duty->every, unit);
}

static void list_duties_text(const struct mq_schema *schema, const struct mq_duties *duties)
{
	struct table table;

	table_begin(&table, list_columns, MQ_LENGTH(duty_heads));
	table_heads(&table, duty_heads);
	for (size_t i = 0; i < duties->n_duties; i++) {
		char *roles = roles_of(&duties->duties[i], true);
		char *amount = amount_of(schema, &duties->duties[i]);

		table_cell(&table, mq_duty_label(&duties->duties[i]));
		table_cell(&table, roles);
		table_cell(&table, amount);
		free(roles);
		free(amount);
	}
	table_end(&table);
}

static void list_staff_text(const struct mq_schema *schema, const struct mq_staff *staff)
{
	struct table table;

	table_begin(&table, list_columns, MQ_LENGTH(staff_heads));
	table_heads(&table, staff_heads);
	for (size_t i = 0; i < staff->n_people; i++) {
		table_cell(&table, staff->people[i].id);
		table_cell(&table, staff->people[i].name);
		table_cell(&table, mq_staff_role_label(staff->people[i].role));
		table_cell(&table, mq_person_desk_label(&staff->people[i], schema));
	}
	table_end(&table);
}

static void list_duty(const struct list *list, const struct mq_schema *schema,
	const struct mq_duty *duty)
{
	char *roles = roles_of(duty, false);
	char count[24];

	snprintf(count, sizeof(count), "%u", duty->count);
	list_row(list, (const char *const[]){duty->id, mq_duty_label(duty), roles,
		duty->count ? count : list->format_null, or_empty(duty->every),
		schema->kinds[duty->kind].id, units[duty->window.unit], duty->outcomes});
	free(roles);
}

static enum mq_err list_all(struct cli *cli, struct mq_session *session)
{
	const struct mq_schema *schema = mq_session_schema(session);
	const struct mq_staff *staff;
	const struct mq_duties *duties;
	struct list list;
	enum mq_err err = mq_session_duties(session, &staff, &duties, &cli->diag);

	if (err == MQ_OK && cli_is_text(cli)) {
		list_duties_text(schema, duties);
		putchar('\n');
		list_staff_text(schema, staff);
	} else if (err == MQ_OK) {
		err = list_begin(&list, cli->args.format, duty_list, MQ_LENGTH(duty_list), &cli->diag);
		for (size_t i = 0; i < duties->n_duties && err == MQ_OK; i++) {
			list_duty(&list, schema, &duties->duties[i]);
		}
	}
	cli->no_hits = err == MQ_OK && duties->n_duties == 0;
	return err;
}

/* ---- check ---- */

static enum mq_err check(struct cli *cli, struct mq_session *session)
{
	const struct mq_staff *staff;
	const struct mq_duties *duties;
	enum mq_err err = mq_session_duties(session, &staff, &duties, &cli->diag);

	if (err == MQ_OK) {
		print_line(_("%zu duties, %zu people: nothing wrong"), duties->n_duties,
			staff->n_people);
	}
	return err;
}

/* ---- the command ---- */

static const struct part parts[] = {
	{"status", 1, 2, true, status}, {"list", 1, 1, true, list_all}, {"check", 1, 1, true, check},
};

enum mq_err cmd_duty(struct cli *cli)
{
	return cli_part(cli, "duty", parts, MQ_LENGTH(parts), _("status [PERSON], list, check"));
}
