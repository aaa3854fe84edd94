/*
 * Panes: going from one to the one beside it, how wide each is, and giving one all the room.
 * Sizes are chosen for each class of size and kept in the state file when the screen is left:
 *
 *     panes.wide: "facets=34 card=40 chart=6"
 */
#include "act.h"

#include <stdlib.h>
#include <string.h>

#include "state.h"

enum { STEP_COLUMNS = 2, LEAST_WIDTH = 12, LEAST_HEIGHT = 2 };

/* ---- kept ---- */

static const char *const class_names[MQ_N_SIZES] = {
	[MQ_SIZE_NONE] = "none", [MQ_SIZE_PHONE] = "phone", [MQ_SIZE_MIDDLE] = "middle",
	[MQ_SIZE_WIDE] = "wide", [MQ_SIZE_LARGE] = "large",
};

static const struct {
	enum mq_pane pane;
	const char *name;
} sized[] = {
	{MQ_PANE_FACETS, "facets"}, {MQ_PANE_CARD, "card"}, {MQ_PANE_CHART, "chart"},
};

static char *state_key(size_t class)
{
	return mq_format("panes.%s", class_names[class]);
}

static void print(const struct mq_pane_sizes *sizes, struct mq_buf *out)
{
	for (size_t i = 0; i < MQ_LENGTH(sized); i++) {
		int size = sizes->sizes[sized[i].pane];
		if (size > 0) {
			mq_buf_addf(out, "%s%s=%d", out->len > 0 ? " " : "", sized[i].name, size);
		}
	}
}

/* Words that are none of ours are passed over. */
static void read_word(struct mq_pane_sizes *sizes, const char *word)
{
	for (size_t i = 0; i < MQ_LENGTH(sized); i++) {
		size_t len = strlen(sized[i].name);
		int size = strncmp(word, sized[i].name, len) == 0 && word[len] == '='
			? atoi(word + len + 1) : 0;
		if (size >= LEAST_HEIGHT && size <= UINT8_MAX) {
			sizes->sizes[sized[i].pane] = size;
		}
	}
}

void mq_app_read_sizes(struct mq_app *app, const struct mq_state *state)
{
	for (size_t class = 0; class < MQ_N_SIZES; class++) {
		char *key = state_key(class);
		const char *text = mq_state_get(state, key);
		while (text && *text) {
			read_word(&app->sizes[class], text);
			text += strcspn(text, " ");
			text += *text == ' ';
		}
		free(key);
	}
}

void mq_app_keep_sizes(struct mq_app *app)
{
	for (size_t class = 0; class < MQ_N_SIZES; class++) {
		struct mq_buf text = {0};
		char *key = state_key(class);
		print(&app->sizes[class], &text);
		if (app->sizes_changed[class] && app->state_path) {
			mq_state_keep(app->state_path, key, text.data, NULL);
		}
		app->sizes_changed[class] = false;
		mq_buf_release(&text);
		free(key);
	}
}

/* ---- sizes ---- */

static int size_now(const struct mq_app *app, enum mq_pane pane)
{
	struct mq_rect rect = app->layout.panes[pane];
	return pane == MQ_PANE_CHART ? rect.height : rect.width;
}

/* Only what the panes beside it can spare: the layout would not take it otherwise. */
static void set_size(struct mq_app *app, enum mq_pane pane, int size)
{
	int *wished = &app->sizes[app->layout.size].sizes[pane];
	int before = *wished;
	if (size < (pane == MQ_PANE_CHART ? LEAST_HEIGHT : LEAST_WIDTH) || size > UINT8_MAX) {
		mq_app_say(app, MQ_ROLE_HINT, _("there is no room for that"), NULL);
		return;
	}
	*wished = size;
	app->stale |= MQ_STALE_LAYOUT;
	mq_app_settle(app);
	if (size_now(app, pane) != size) {
		*wished = before;
		app->stale |= MQ_STALE_LAYOUT;
		mq_app_say(app, MQ_ROLE_HINT, _("there is no room for that"), NULL);
	}
	app->sizes_changed[app->layout.size] = true;
}

/* The panes at the sides have sizes, the list has what they leave: it is the card, or else
 * the facets, that it takes room from. */
static void resize(struct mq_app *app, int by)
{
	const struct mq_rect *panes = app->layout.panes;
	enum mq_context context = mq_app_place(app->context);
	enum mq_pane pane = context == MQ_CONTEXT_FACETS || panes[MQ_PANE_RESULTS].width == 0 ||
		panes[MQ_PANE_CARD].width == 0 ? MQ_PANE_FACETS : MQ_PANE_CARD;
	bool own = context == (pane == MQ_PANE_FACETS ? MQ_CONTEXT_FACETS : MQ_CONTEXT_CARD);
	if (app->layout.n_borders == 0) {
		mq_app_say(app, MQ_ROLE_HINT, _("there is one pane alone, with all the room"), NULL);
		return;
	}
	set_size(app, pane, size_now(app, pane) + (own ? by : -by));
}

void mq_act_pane_wider(struct mq_app *app)
{
	resize(app, STEP_COLUMNS);
}

void mq_act_pane_narrower(struct mq_app *app)
{
	resize(app, -STEP_COLUMNS);
}

/* Where the chart is one line it has nothing to grow into. */
static void resize_chart(struct mq_app *app, int by)
{
	int height = size_now(app, MQ_PANE_CHART);
	if (height < LEAST_HEIGHT) {
		mq_app_say(app, MQ_ROLE_HINT, _("there is no room for that"), NULL);
		return;
	}
	set_size(app, MQ_PANE_CHART, height + by);
}

void mq_act_chart_taller(struct mq_app *app)
{
	resize_chart(app, 1);
}

void mq_act_chart_lower(struct mq_app *app)
{
	resize_chart(app, -1);
}

void mq_act_panes_usual(struct mq_app *app)
{
	app->sizes[app->layout.size] = (struct mq_pane_sizes){0};
	app->sizes_changed[app->layout.size] = true;
	app->zoomed = false;
	app->stale |= MQ_STALE_LAYOUT;
}

void mq_act_zoom(struct mq_app *app)
{
	if (app->layout.size == MQ_SIZE_PHONE) {
		mq_app_say(app, MQ_ROLE_HINT, _("there is one pane alone, with all the room"), NULL);
		return;
	}
	app->zoomed = !app->zoomed;
	app->stale |= MQ_STALE_LAYOUT;
	if (app->zoomed) {
		mq_app_say(app, MQ_ROLE_HINT, _("the same key, or Esc in the list, shares the room again"),
			NULL);
	}
}

/* ---- from one to the other ---- */

/* From a pane that stands beside others; elsewhere nothing. */
static void go_beside(struct mq_app *app, int by)
{
	static const enum mq_context row[] = {
		MQ_CONTEXT_FACETS, MQ_CONTEXT_RESULTS, MQ_CONTEXT_CARD,
	};
	const int n = (int)MQ_LENGTH(row);
	int at = 0;
	while (at < n && row[at] != mq_app_place(app->context)) {
		at++;
	}
	int to = at + by;
	if (at == n) {
		return;
	}
	if (to < 0 || to >= n) {
		mq_app_say(app, MQ_ROLE_HINT, _("there is no pane on that side"), NULL);
	} else if (row[to] == MQ_CONTEXT_CARD) {
		mq_app_open_row(app);
	} else {
		app->n_cards = 0;
		app->stale |= MQ_STALE_CARD;
		mq_app_enter(app, row[to]);
	}
}

void mq_act_pane_left(struct mq_app *app)
{
	go_beside(app, -1);
}

void mq_act_pane_right(struct mq_app *app)
{
	go_beside(app, 1);
}

/* ---- by the mouse ---- */

static bool on_border(const struct mq_app *app, const struct mq_mouse *mouse, size_t *border)
{
	const struct mq_layout *layout = &app->layout;
	for (*border = 0; *border < layout->n_borders; ++*border) {
		struct mq_rect rect = layout->borders[*border];
		if (mouse->x == rect.x && mouse->y >= rect.y && mouse->y < rect.y + rect.height) {
			return true;
		}
	}
	return false;
}

/* The first border ends the facets, the other begins the card. */
static void drag_border(struct mq_app *app, size_t border, int x)
{
	if (border == 0) {
		set_size(app, MQ_PANE_FACETS, x);
	} else {
		set_size(app, MQ_PANE_CARD, app->cells.width - x - 1);
	}
}

void mq_app_drag(struct mq_app *app, const struct mq_mouse *from, const struct mq_mouse *to)
{
	struct mq_rect chart = app->layout.panes[MQ_PANE_CHART];
	size_t border;
	bool grasped = on_border(app, from, &border);
	bool title = !grasped && chart.height >= LEAST_HEIGHT && from->y == chart.y &&
		from->x >= chart.x && from->x < chart.x + chart.width;
	if (grasped && to->x != from->x) {
		drag_border(app, border, to->x);
	} else if (title && to->y != from->y) {
		set_size(app, MQ_PANE_CHART, chart.y + chart.height - to->y);
	}
}
