#include "board.h"

#include <string.h>

/*
 * Checks: of each how many fail it, and of how many that is not known, those that cannot be
 * before those to be asked.
 */

enum { CHECK, FAIL, UNKNOWN, OF, NUMBER };

static const struct mq_board_column columns[] = {
	[CHECK] = {"check", N_("check"), false, 0},
	[FAIL] = {"fail", N_("how many"), true, 0},
	[UNKNOWN] = {"unknown", N_("not known"), true, 2},
	[OF] = {"of", N_("of what"), false, 1},
	[NUMBER] = {"number", N_("number"), false, 3},
};

/* A number and whom it counts, and how many these are. */
static enum mq_err add_count(struct mq_session *session, const struct mq_fact_check *check,
	const char *within, bool unknown, struct mq_board *board, struct mq_board_row *row,
	size_t column, uint64_t *hits, struct mq_diag *diag)
{
	struct mq_buf text = {0};
	const char *query;
	enum mq_err err;

	mq_session_check_text(session, check, within, unknown, &text);
	query = text.data;
	err = mq_board_count(session, board, query, &query, hits, diag);
	mq_board_number(board, row, column, *hits, query);
	mq_buf_release(&text);
	return err;
}

static enum mq_err add_check(struct mq_session *session, const struct mq_fact_check *check,
	const char *within, struct mq_board *board, struct mq_diag *diag)
{
	struct mq_board_row *row = mq_board_add(board);
	uint64_t fail;
	uint64_t unknown;
	enum mq_err err = add_count(session, check, within, false, board, row, FAIL, &fail, diag);

	if (err == MQ_OK) {
		err = add_count(session, check, within, true, board, row, UNKNOWN, &unknown, diag);
	}
	row->urgent = check->weight == MQ_FACT_WRONG && fail > 0;
	row->cells[CHECK] = mq_field_label(check->tag);
	row->cells[OF] = mq_kind_label(&session->schema->kinds[check->tag->kind]);
	row->cells[NUMBER] = check->tag->standard ? check->tag->standard : "";
	return err;
}

/* A query with a fault is told once, not of each check that it is asked with. */
static enum mq_err try(struct mq_session *session, const char *within, struct mq_diag *diag)
{
	struct mq_glance glance = {0};
	enum mq_err err = mq_session_glance(session, mq_schema_kind(session->schema, "resident"),
		within, strlen(within), 0, &glance, diag);

	mq_glance_release(&glance);
	return err;
}

enum mq_err mq_board_fill_checks(struct mq_session *session, const char *argument,
	struct mq_board *board, struct mq_diag *diag)
{
	enum mq_fact_weight weight = MQ_FACT_NO_CHECK;
	struct mq_fact_check check = {.tag = NULL};
	enum mq_err err = argument ? try(session, argument, diag) : MQ_OK;

	mq_board_columns(board, columns, MQ_LENGTH(columns));
	while (err == MQ_OK && mq_session_check_next(session, &check)) {
		if (check.weight != weight) {
			weight = check.weight;
			mq_board_heading(board, "%s",
				mq_group_label(&session->schema->groups[check.tag->group]));
		}
		err = add_check(session, &check, argument, board, diag);
	}
	return err;
}

/* ---- in my day ---- */

enum mq_err mq_board_add_checks(struct mq_session *session, struct mq_board *board,
	struct mq_diag *diag)
{
	struct mq_fact_check check = {.tag = NULL};
	enum mq_err err = MQ_OK;

	while (err == MQ_OK && mq_session_check_next(session, &check)) {
		struct mq_buf text = {0};
		const char *query;
		uint64_t hits = 0;

		mq_session_check_text(session, &check, NULL, false, &text);
		query = text.data;
		if (!check.slow) {
			err = mq_board_count(session, board, query, &query, &hits, diag);
		}
		if (hits > 0) {
			struct mq_board_row *row = mq_board_add(board);

			row->urgent = check.weight == MQ_FACT_WRONG;
			row->cells[MQ_DAY_WHAT] = mq_field_label(check.tag);
			mq_board_number(board, row, MQ_DAY_COUNT, hits, query);
		}
		mq_buf_release(&text);
	}
	return err;
}
