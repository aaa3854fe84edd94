#include "own.h"

#include <inttypes.h>
#include <stdlib.h>

#include <minqing/office.h>

/* minqing check data: facts that do not go together, each check with how many fail it. */

static const struct list_column columns[] = {
	{"check", false}, {"number", false}, {"weight", false}, {"kind", false}, {"label", false},
	{"fail", true}, {"unknown", true}, {"query", false}, {"unknown_query", false},
};

static const struct table_column table_columns[] = {
	{false, 0, 0}, {true, 0, 0}, {true, 0, 0}, {false, 0, 0}, {false, 0, 0},
};

static const char *const heads[] = {
	N_("check"), N_("how many"), N_("not known"), N_("of what"), N_("tag"),
};

/* Checks as they are counted, in a list for programs or a table for people. */
struct counting {
	struct mq_session *session;
	const char *within;	/* a query about residents, "" for all */
	bool is_text;
	struct list list;
	struct table table;
	uint64_t n_fail;	/* of all checks */
};

static enum mq_err count(struct mq_session *session, const struct mq_buf *query, uint64_t *hits,
	struct mq_diag *diag)
{
	struct mq_glance glance = {0};
	enum mq_err err = mq_session_glance(session, 0, query->data, query->len, 0, &glance, diag);

	*hits = glance.hits;
	mq_glance_release(&glance);
	return err;
}

static void text_row(struct counting *counting, const struct mq_fact_check *check,
	uint64_t fail, uint64_t unknown)
{
	const struct mq_schema *schema = mq_session_schema(counting->session);
	bool urgent = check->weight == MQ_FACT_WRONG && fail > 0;
	char *label = mq_format("%s%s", urgent ? "! " : "  ", mq_field_label(check->tag));

	table_cell(&counting->table, label);
	table_number(&counting->table, fail);
	table_number(&counting->table, unknown);
	table_cell(&counting->table, mq_kind_label(&schema->kinds[check->tag->kind]));
	table_cell(&counting->table, check->tag->id);
	free(label);
}

static void program_row(const struct counting *counting, const struct mq_fact_check *check,
	uint64_t fail, uint64_t unknown, const char *const queries[2])
{
	const struct mq_schema *schema = mq_session_schema(counting->session);
	char numbers[2][24];

	snprintf(numbers[0], sizeof(numbers[0]), "%" PRIu64, fail);
	snprintf(numbers[1], sizeof(numbers[1]), "%" PRIu64, unknown);
	list_row(&counting->list, (const char *const[]){check->tag->id,
		check->tag->standard ? check->tag->standard : "",
		schema->groups[check->tag->group].id, schema->kinds[check->tag->kind].id,
		mq_field_label(check->tag), numbers[0], numbers[1], queries[0], queries[1]});
}

static enum mq_err count_one(struct counting *counting, const struct mq_fact_check *check,
	struct mq_diag *diag)
{
	struct mq_buf queries[2] = {{0}};
	uint64_t hits[2] = {0};
	enum mq_err err = MQ_OK;

	for (size_t unknown = 0; unknown < 2 && err == MQ_OK; unknown++) {
		mq_session_check_text(counting->session, check, counting->within, unknown == 1,
			&queries[unknown]);
		err = count(counting->session, &queries[unknown], &hits[unknown], diag);
	}
	counting->n_fail += hits[0];
	if (err == MQ_OK && !counting->is_text) {
		program_row(counting, check, hits[0], hits[1],
			(const char *const[]){queries[0].data, queries[1].data});
	} else if (err == MQ_OK) {
		text_row(counting, check, hits[0], hits[1]);
	}
	mq_buf_release(&queries[0]);
	mq_buf_release(&queries[1]);
	return err;
}

/* One snapshot for all of them. */
static enum mq_err count_all(struct counting *counting, struct mq_diag *diag)
{
	struct mq_buf within = {0};
	struct mq_fact_check check = {.tag = NULL};
	uint64_t hits;
	enum mq_err err;

	/* What is wrong with the query is told of it, not of what is made of it. */
	mq_buf_adds(&within, counting->within);
	mq_session_hold(counting->session);
	err = within.len > 0 ? count(counting->session, &within, &hits, diag) : MQ_OK;
	while (err == MQ_OK && mq_session_check_next(counting->session, &check)) {
		err = count_one(counting, &check, diag);
	}
	mq_session_let_go(counting->session);
	mq_buf_release(&within);
	return err;
}

static enum mq_err print(struct cli *cli, struct counting *counting)
{
	enum mq_err err;

	if (!counting->is_text) {
		err = list_begin(&counting->list, cli->args.format, columns,
			MQ_LENGTH(columns), &cli->diag);
		return err == MQ_OK ? count_all(counting, &cli->diag) : err;
	}
	table_begin(&counting->table, table_columns, MQ_LENGTH(table_columns));
	table_heads(&counting->table, heads);
	err = count_all(counting, &cli->diag);
	table_end(&counting->table);
	if (err == MQ_OK) {
		print_line("%s", _("who fails one is listed by its tag: "
			"`minqing query from:household head_not_one`"));
	}
	return err;
}

enum mq_err check_data(struct cli *cli)
{
	char *within = cli_text(cli, 1);
	struct counting counting = {.within = within, .is_text = cli_is_text(cli)};
	enum mq_err err = cli_open(cli, true, &counting.session);

	if (err == MQ_OK) {
		err = print(cli, &counting);
		cli->no_hits = counting.n_fail == 0;
		mq_session_close(counting.session);
	}
	free(within);
	return err;
}
