/* A screen without a terminal, over the small register of office.h: its layout is cut by hand. */
#ifndef MINQING_TESTS_UI_OFFICE_SCREEN_H
#define MINQING_TESTS_UI_OFFICE_SCREEN_H

#include "session/office.h"

#include "../../src/ui/act.h"

enum { OFFICE_WIDTH = 120, OFFICE_HEIGHT = 40, OFFICE_LINES = 20 };

static inline void office_screen_open(struct mq_app *app, struct office *office,
	enum mq_context context)
{
	*app = (struct mq_app){.session = office->session,
		.schema = mq_session_schema(office->session), .kind = office->resident,
		.context = context, .stale = MQ_STALE_ANSWER};
	app->results.id = MQ_NO_RECORD;
	app->results.column = MQ_NO_FIELD;
	app->results.offset = SIZE_MAX;
	app->card.card.id = MQ_NO_RECORD;
	mq_cells_resize(&app->cells, OFFICE_WIDTH, OFFICE_HEIGHT);
	mq_layout_cut(&app->layout, OFFICE_WIDTH, OFFICE_HEIGHT,
		&(struct mq_layout_wish){.sheet = MQ_SHEET_NONE});
	app->results.list.height = OFFICE_LINES;
	app->facets.list.height = OFFICE_LINES;
	app->card.list.height = OFFICE_LINES;
	assert_in_range(office_hits(office, ""), OFFICE_RESIDENTS, 2 * OFFICE_RESIDENTS);
	app->shown = office->reply.kind;
	mq_app_learn_facets(app);
}

/* What may come later, all of it. */
static inline void office_screen_settle(struct mq_app *app)
{
	enum { ENOUGH = 1000 };
	for (int i = 0; mq_app_settle_more(app); i++) {
		assert_in_range(i, 0, ENOUGH);
	}
}

/* As text, but for how long it took. The caller frees it. */
static inline char *office_screen_print(struct mq_app *app)
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
