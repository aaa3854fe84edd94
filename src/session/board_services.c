#include "board.h"

#include <string.h>

/*
 * Services that want looking at, and who provides them: how many calls each has to make, and how
 * much it has taken on of what there is room for. The numbers lead to the services: those whose
 * calls are due are the list that a provider is handed.
 */

enum { PROVIDER, SORT, DUE, TAKEN, ROOM, CONTACT };

static const struct mq_board_column columns[] = {
	[PROVIDER] = {"provider", N_("provider"), false, 0},
	[SORT] = {"sort", N_("kind"), false, 2},
	[DUE] = {"calls", N_("calls"), true, 0},
	[TAKEN] = {"taken", N_("taken on"), true, 0},
	[ROOM] = {"room", N_("room left"), true, 1},
	[CONTACT] = {"contact", N_("contact"), false, 3},
};

static bool has_calls(const struct mq_session *session)
{
	return mq_service_has_calls(session->schema);
}

/* Lines of the ledger as a whole: below their heading what is due and open. The first is of calls. */
static enum mq_err add_ledger(struct mq_session *session, struct mq_board *board,
	struct mq_diag *diag)
{
	static const struct {
		const char *label;
		const char *query;
		size_t column;
		bool urgent;
	} lines[] = {
		{N_("calls of providers that are due"), "from:service call_due", DUE, true},
		{N_("services to be reviewed"), "from:service review_due", TAKEN, true},
		{N_("services that are open"), "from:service service_open", TAKEN, false},
	};
	enum mq_err err = MQ_OK;
	uint64_t hits;

	mq_board_heading(board, "%s", _("services"));
	for (size_t i = has_calls(session) ? 0 : 1; err == MQ_OK && i < MQ_LENGTH(lines); i++) {
		struct mq_board_row *row = mq_board_add(board);
		const char *query = lines[i].query;

		err = mq_board_count(session, board, query, &query, &hits, diag);
		row->cells[PROVIDER] = _(lines[i].label);
		row->urgent = lines[i].urgent && hits > 0;
		mq_board_number(board, row, lines[i].column, hits, query);
	}
	return err;
}

/* The lines with its name that a tag is true of. */
static enum mq_err add_lines(struct mq_session *session, struct mq_board *board,
	struct mq_board_row *row, size_t column, const char *tag, const char *name,
	struct mq_diag *diag)
{
	struct mq_buf text = {0};
	const char *query;
	enum mq_err err;
	uint64_t hits;

	mq_buf_addf(&text, "from:service %s service_provider=", tag);
	mq_query_quote(name, strlen(name), &text);
	err = mq_board_count(session, board, text.data, &query, &hits, diag);
	mq_board_number(board, row, column, hits, query);
	mq_buf_release(&text);
	return err;
}

/* What is due and taken on is told of the area, what is left is left for all. A provider's row
 * leads to all that it has taken on. */
static enum mq_err add_provider(struct mq_session *session, struct mq_board *board,
	const struct mq_provider *provider, struct mq_diag *diag)
{
	struct mq_board_row *row = mq_board_add(board);
	uint64_t room = provider->capacity > provider->taken ? provider->capacity - provider->taken : 0;
	enum mq_err err = add_lines(session, board, row, TAKEN, "service_open", provider->name, diag);

	if (err == MQ_OK && has_calls(session)) {
		err = add_lines(session, board, row, DUE, "call_due", provider->name, diag);
	}
	row->cells[PROVIDER] = mq_arena_strdup(&board->arena, provider->name);
	row->cells[SORT] = mq_provider_kind_label(provider->kind);
	row->cells[CONTACT] = provider->contact ? mq_arena_strdup(&board->arena, provider->contact) : "";
	mq_board_number(board, row, ROOM, room, NULL);
	return err;
}

enum mq_err mq_board_fill_services(struct mq_session *session, const char *argument,
	struct mq_board *board, struct mq_diag *diag)
{
	struct mq_providers providers = {0};
	enum mq_err err = mq_session_providers(session, &providers, diag);

	(void)argument;
	mq_board_columns(board, columns, MQ_LENGTH(columns));
	if (err == MQ_OK) {
		err = add_ledger(session, board, diag);
	}
	if (err == MQ_OK && providers.n_providers > 0) {
		mq_board_heading(board, "%s", _("who provides them"));
	}
	for (size_t i = 0; err == MQ_OK && i < providers.n_providers; i++) {
		err = add_provider(session, board, &providers.providers[i], diag);
	}
	if (!has_calls(session)) {
		mq_board_take_out(board, DUE);
	}
	mq_providers_release(&providers);
	return err;
}
