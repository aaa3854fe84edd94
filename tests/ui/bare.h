/*
 * The screen without a terminal, for tests of what keys do: its cells and its layout are cut by
 * hand, its lists have 20 lines, and nothing is settled yet but what the kind shown has for
 * facets. Given back with mq_app_release_panes.
 */
#ifndef MINQING_TESTS_UI_BARE_H
#define MINQING_TESTS_UI_BARE_H

#include "session/office.h"

#include "../../src/ui/act.h"

enum { BARE_WIDTH = 120, BARE_HEIGHT = 40, BARE_LINES = 20 };

static inline void bare_open(struct mq_app *app, struct office *office, enum mq_context context)
{
	*app = (struct mq_app){.session = office->session,
		.schema = mq_session_schema(office->session), .kind = office->resident,
		.context = context, .stale = MQ_STALE_ANSWER};
	app->results.id = MQ_NO_RECORD;
	app->results.column = MQ_NO_FIELD;
	app->results.offset = SIZE_MAX;
	app->card.card.id = MQ_NO_RECORD;
	mq_cells_resize(&app->cells, BARE_WIDTH, BARE_HEIGHT);
	mq_layout_cut(&app->layout, BARE_WIDTH, BARE_HEIGHT,
		&(struct mq_layout_wish){.sheet = MQ_SHEET_NONE});
	app->results.list.height = BARE_LINES;
	app->facets.list.height = BARE_LINES;
	app->saved.list.height = BARE_LINES;
	app->card.list.height = BARE_LINES;
	office_hits(office, "");
	app->shown = office->reply.kind;
	mq_app_learn_facets(app);
}

/* What may come later, all of it. */
static inline void bare_settle(struct mq_app *app)
{
	enum { ENOUGH_PIECES = 1000 };
	for (int i = 0; mq_app_settle_more(app); i++) {
		assert_in_range(i, 0, ENOUGH_PIECES);
	}
}

/* As text, but for how long it took. The caller frees it. */
static inline char *bare_print(struct mq_app *app)
{
	struct mq_buf out = {0};
	mq_app_paint(app);
	app->cells.cells[0].text[0] = 'q';
	mq_cells_print(&app->cells, &out);
	char *text = mq_buf_take(&out);
	for (char *at = text; (at = strstr(at, "ms")); at++) {
		memset(at - 5, ' ', 5);
	}
	return text;
}

#endif
