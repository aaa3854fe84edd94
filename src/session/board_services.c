#include "board.h"

#include <string.h>

/*
 * Services that want looking at, and who provides them: how much each has taken on of what there
 * is room for. What is taken leads to the services.
 */

enum { PROVIDER, SORT, TAKEN, ROOM, CONTACT };

static const struct mq_board_column columns[] = {
	[PROVIDER] = {"provider", N_("provider"), false, 0},
	[SORT] = {"sort", N_("kind"), false, 1},
	[TAKEN] = {"taken", N_("taken on"), true, 0},
	[ROOM] = {"room", N_("room left"), true, 0},
	[CONTACT] = {"contact", N_("contact"), false, 2},
};

/* Lines of the ledger as a whole: below their heading what is open, and due. */
static enum mq_err add_ledger(struct mq_session *session, struct mq_board *board,
	struct mq_diag *diag)
{
	static const struct {
		const char *label;
		const char *query;
		bool urgent;
	} lines[] = {
		{N_("services to be reviewed"), "from:service review_due", true},
		{N_("services that are open"), "from:service service_open", false},
	};
	enum mq_err err = MQ_OK;
	uint64_t hits;

	mq_board_heading(board, "%s", _("services"));
	for (size_t i = 0; err == MQ_OK && i < MQ_LENGTH(lines); i++) {
		struct mq_board_row *row = mq_board_add(board);
		const char *query = lines[i].query;

		err = mq_board_count(session, board, query, &query, &hits, diag);
		row->cells[PROVIDER] = _(lines[i].label);
		row->urgent = lines[i].urgent && hits > 0;
		mq_board_number(board, row, TAKEN, hits, query);
	}
	return err;
}

/* What is taken on is told of the area, what is left is left for all. */
static enum mq_err add_provider(struct mq_session *session, struct mq_board *board,
	const struct mq_provider *provider, struct mq_diag *diag)
{
	struct mq_board_row *row = mq_board_add(board);
	struct mq_buf text = {0};
	const char *query;
	enum mq_err err;
	uint64_t taken;
	uint64_t room = provider->capacity > provider->taken ? provider->capacity - provider->taken : 0;

	mq_buf_adds(&text, "from:service service_open service_provider=");
	mq_query_quote(provider->name, strlen(provider->name), &text);
	err = mq_board_count(session, board, text.data, &query, &taken, diag);
	row->cells[PROVIDER] = mq_arena_strdup(&board->arena, provider->name);
	row->cells[SORT] = mq_provider_kind_label(provider->kind);
	row->cells[CONTACT] = provider->contact ? mq_arena_strdup(&board->arena, provider->contact) : "";
	mq_board_number(board, row, TAKEN, taken, query);
	mq_board_number(board, row, ROOM, room, NULL);
	mq_buf_release(&text);
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
	mq_providers_release(&providers);
	return err;
}
