#include "board.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/*
 * Policies, each with how many may qualify and do not receive it, and how many receive it and no
 * longer fit; with those of whom it is not known. Of one policy who that is, and why. These are
 * lists to look into: the desk decides.
 */

enum { PEOPLE_MAX = 100 };

enum { POLICY, GAP, GAP_UNKNOWN, OVER, DESK, NEXT };

static const struct mq_board_column columns[] = {
	[POLICY] = {"policy", N_("policy"), false, 0},
	[GAP] = {"gap", N_("may qualify"), true, 0},
	[GAP_UNKNOWN] = {"gap_unknown", N_("not known"), true, 3},
	[OVER] = {"over", N_("no longer fit"), true, 2},
	[DESK] = {"desk", N_("desk"), false, 4},
	[NEXT] = {"next", N_("to be done"), false, 1},
};

/* The number of a list, which leads to it; *err is left where it is wrong already. */
static void add_number(struct mq_session *session, const struct mq_policy *policy,
	enum mq_policy_list list, uint64_t number, struct mq_board *board, struct mq_board_row *row,
	size_t column, enum mq_err *err, struct mq_diag *diag)
{
	struct mq_buf query = {0};

	if (*err == MQ_OK) {
		*err = mq_session_policy_text(session, policy, list, board->area, &query, diag);
	}
	if (*err == MQ_OK) {
		mq_board_number(board, row, column, number, query.data);
	}
	mq_buf_release(&query);
}

/* What is to be done with one that cannot be counted. */
static const char *lacks(struct mq_board *board, const struct mq_policy_threshold *lacking)
{
	board->n_lacking++;
	return mq_board_text(board, _("no value for this day: %s"), mq_policy_words(&lacking->label));
}

static enum mq_err add_policy(struct mq_session *session, const struct mq_policy *policy,
	struct mq_board *board, struct mq_diag *diag)
{
	struct mq_policy_counts counts;
	struct mq_board_row *row;
	enum mq_err err = mq_session_policy_count(session, policy, board->area, &counts, diag);

	if (err != MQ_OK) {
		return err;
	}
	row = mq_board_add(board);
	row->cells[POLICY] = mq_arena_strdup(&board->arena, mq_policy_words(&policy->label));
	row->cells[DESK] = mq_arena_strdup(&board->arena, mq_policy_words(&policy->desk));
	row->cells[NEXT] = mq_arena_strdup(&board->arena, mq_policy_words(&policy->next));
	row->board = "policies";
	row->argument = mq_arena_strdup(&board->arena, policy->id);
	if (counts.lacking) {
		row->cells[NEXT] = lacks(board, counts.lacking);
		return MQ_OK;
	}
	add_number(session, policy, MQ_POLICY_GAP, counts.gap, board, row, GAP, &err, diag);
	mq_board_number(board, row, GAP_UNKNOWN, counts.gap_unknown, NULL);
	if (!policy->once) {
		add_number(session, policy, MQ_POLICY_OVER, counts.over, board, row, OVER, &err, diag);
	}
	return err;
}

static enum mq_err fill_all(struct mq_session *session, const struct mq_policies *policies,
	struct mq_board *board, struct mq_diag *diag)
{
	enum mq_err err = MQ_OK;

	mq_board_columns(board, columns, MQ_LENGTH(columns));
	mq_board_heading(board, "%s", _("may qualify, and does not receive it: the desk decides"));
	for (size_t i = 0; err == MQ_OK && i < mq_policies_n(policies); i++) {
		err = add_policy(session, mq_policies_at(policies, i), board, diag);
	}
	return err;
}

/* ---- in my day ---- */

struct gap {
	const struct mq_policy *policy;
	const struct mq_policy_threshold *lacking;	/* or NULL */
	uint64_t n;
};

static int by_most(const void *a, const void *b)
{
	const struct gap *x = a;
	const struct gap *y = b;

	return x->n != y->n ? (x->n < y->n) - (x->n > y->n) : strcmp(x->policy->id, y->policy->id);
}

/* Of every policy how many; those with most first. */
static enum mq_err count_gaps(struct mq_session *session, const struct mq_policies *policies,
	const char *area, struct gap *gaps, struct mq_diag *diag)
{
	enum mq_err err = MQ_OK;
	size_t n = mq_policies_n(policies);

	for (size_t i = 0; err == MQ_OK && i < n; i++) {
		struct mq_policy_counts counts;

		gaps[i].policy = mq_policies_at(policies, i);
		err = mq_session_policy_count_gap(session, gaps[i].policy, area, &counts, diag);
		gaps[i].n = counts.gap;
		gaps[i].lacking = counts.lacking;
	}
	if (err == MQ_OK && n > 0) {
		qsort(gaps, n, sizeof(*gaps), by_most);
	}
	return err;
}

static enum mq_err add_gap(struct mq_session *session, const struct gap *gap,
	struct mq_board *board, struct mq_diag *diag)
{
	struct mq_board_row *row = mq_board_add(board);
	enum mq_err err = MQ_OK;

	row->cells[MQ_DAY_WHAT] = mq_board_text(board, "%s", mq_policy_words(&gap->policy->label));
	row->board = "policies";
	row->argument = mq_arena_strdup(&board->arena, gap->policy->id);
	if (gap->lacking) {
		row->cells[MQ_DAY_ABOUT] = lacks(board, gap->lacking);
		return MQ_OK;
	}
	row->cells[MQ_DAY_ABOUT] = mq_board_text(board, "%s", mq_policy_words(&gap->policy->next));
	add_number(session, gap->policy, MQ_POLICY_GAP, gap->n, board, row, MQ_DAY_COUNT, &err, diag);
	return err;
}

/* Below those with most every one that cannot be counted. */
static enum mq_err add_all_gaps(struct mq_session *session, const struct gap *gaps, size_t n,
	struct mq_board *board, struct mq_diag *diag)
{
	enum { GAPS_MAX = 5 };
	enum mq_err err = MQ_OK;

	for (size_t i = 0; err == MQ_OK && i < n; i++) {
		if (gaps[i].lacking || (i < GAPS_MAX && gaps[i].n > 0)) {
			err = add_gap(session, &gaps[i], board, diag);
		}
	}
	return err;
}

enum mq_err mq_board_add_gaps(struct mq_session *session, struct mq_board *board,
	struct mq_diag *diag)
{
	const struct mq_policies *policies;
	struct gap *gaps = NULL;
	enum mq_err err = mq_session_policies(session, &policies, diag);
	size_t n = err == MQ_OK ? mq_policies_n(policies) : 0;

	if (n > 0) {
		gaps = mq_alloc(n * sizeof(*gaps));
		err = count_gaps(session, policies, board->area, gaps, diag);
		mq_board_heading(board, "%s", _("may qualify, and does not receive it: the desk decides"))
			->board = "policies";
	}
	if (err == MQ_OK) {
		err = add_all_gaps(session, gaps, n, board, diag);
	}
	free(gaps);
	return err;
}

/* ---- one policy ---- */

enum { WHO, ABOUT, REASONS, MISSING };

static const struct mq_board_column people_columns[] = {
	[WHO] = {"who", N_("whom"), false, 0},
	[REASONS] = {"reasons", N_("why"), false, 1},
	[MISSING] = {"missing", N_("not known"), false, 2},
	[ABOUT] = {"about", N_("about"), false, 3},
};

static void add_people(struct mq_board *board, const struct mq_policy_people *people)
{
	for (size_t i = 0; i < people->n; i++) {
		const struct mq_policy_person *person = &people->people[i];
		struct mq_board_row *row = mq_board_add(board);

		mq_board_lead_to(board, row, people->kind, person->id, person->key);
		row->cells[WHO] = mq_arena_strdup(&board->arena,
			*person->title ? person->title : person->key);
		row->cells[ABOUT] = mq_arena_strdup(&board->arena, person->others);
		row->cells[REASONS] = mq_arena_strdup(&board->arena, person->reasons);
		row->cells[MISSING] = mq_arena_strdup(&board->arena, person->missing);
	}
}

/* The first of a list, below a heading that leads to all of it. */
static enum mq_err add_list(struct mq_session *session, const struct mq_policy *policy,
	enum mq_policy_list list, bool unknown, const char *label, struct mq_board *board,
	struct mq_diag *diag)
{
	struct mq_policy_people people = {0};
	enum mq_err err = mq_session_policy_people(session, policy, list, unknown, board->area,
		PEOPLE_MAX, &people, diag);

	if (err == MQ_OK && people.all > 0) {
		struct mq_board_row *head = mq_board_heading(board, "%s: %" PRIu64, label, people.all);

		head->query = unknown ? NULL : mq_arena_strdup(&board->arena, people.query);
		add_people(board, &people);
	}
	mq_policy_people_release(&people);
	return err;
}

static enum mq_err fill_one(struct mq_session *session, const struct mq_policy *policy,
	struct mq_board *board, struct mq_diag *diag)
{
	enum mq_err err;

	mq_board_columns(board, people_columns, MQ_LENGTH(people_columns));
	err = add_list(session, policy, MQ_POLICY_GAP, false,
		_("may qualify, and does not receive it: the desk decides"), board, diag);
	if (err == MQ_OK) {
		err = add_list(session, policy, MQ_POLICY_GAP, true,
			_("may, were more known"), board, diag);
	}
	if (err == MQ_OK && !policy->once) {
		err = add_list(session, policy, MQ_POLICY_OVER, false,
			_("receives it, and no longer fits"), board, diag);
	}
	return err;
}

enum mq_err mq_board_fill_policies(struct mq_session *session, const char *argument,
	struct mq_board *board, struct mq_diag *diag)
{
	const struct mq_policies *policies;
	const struct mq_policy *policy = NULL;
	enum mq_err err = mq_session_policies(session, &policies, diag);

	if (err == MQ_OK && argument) {
		policy = mq_policies_find(policies, argument, diag);
		err = policy ? MQ_OK : MQ_ERR_NOT_FOUND;
	}
	if (err != MQ_OK) {
		return err;
	}
	return policy ? fill_one(session, policy, board, diag)
		: fill_all(session, policies, board, diag);
}
