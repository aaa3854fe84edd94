/* A card's sections: folded to their titles on every card, and gone to. Which are folded is kept
 * for the next time. */
#include "act.h"

#include <stdlib.h>
#include <string.h>

#include "state.h"

/* ---- kept ---- */

static const char key[] = "card.folded";

void mq_app_read_folds(struct mq_app *app, const struct mq_state *state)
{
	const char *text = mq_state_get(state, key);
	mq_buf_clear(&app->card.folded);
	mq_buf_adds(&app->card.folded, text ? text : "");
}

void mq_app_keep_folds(struct mq_app *app)
{
	const struct mq_buf *folded = &app->card.folded;
	if (app->folds_changed && app->state_path) {
		mq_state_keep(app->state_path, key, folded->len > 0 ? folded->data : NULL, NULL);
	}
	app->folds_changed = false;
}

/* ---- folding ---- */

/* Its first line, with the title above it in sight. */
static void select_section(struct mq_app *app, const char *id)
{
	struct mq_list *list = &app->card.list;
	for (size_t at = 0; at < list->count; at++) {
		if (mq_card_selectable(&app->card, at) &&
			strcmp(mq_card_section_at(&app->card, at)->id, id) == 0) {
			list->top = at > 0 ? at - 1 : 0;
			mq_list_select(list, at);
			mq_app_hold_line(app);
			return;
		}
	}
}

static void fold(struct mq_app *app, const char *only, bool folded)
{
	const struct mq_card *card = &app->card.card;
	for (size_t i = 0; i < card->n_sections; i++) {
		if (!only || strcmp(card->sections[i].id, only) == 0) {
			mq_card_fold(&app->card.folded, card->sections[i].id, folded);
		}
	}
	app->folds_changed = true;
	app->stale |= MQ_STALE_CARD;
}

/* The section's id at the cursor, copied: the card is fetched anew. */
static char *section_here(const struct mq_app *app)
{
	const struct mq_card_section *section = mq_card_section_at(&app->card,
		app->card.list.selected);
	return section ? mq_strdup(section->id) : NULL;
}

void mq_act_fold_section(struct mq_app *app)
{
	char *id = section_here(app);
	if (id) {
		fold(app, id, !mq_card_is_folded(&app->card.folded, id));
		mq_app_settle_card(app);
		select_section(app, id);
	}
	free(id);
}

void mq_act_fold_sections(struct mq_app *app)
{
	const struct mq_card *card = &app->card.card;
	char *id = section_here(app);
	bool any = false;
	for (size_t i = 0; i < card->n_sections; i++) {
		any |= mq_card_is_folded(&app->card.folded, card->sections[i].id);
	}
	fold(app, NULL, !any);
	mq_app_settle_card(app);
	if (id) {
		select_section(app, id);
	}
	free(id);
}

/* ---- going ---- */

static void go_section(struct mq_app *app, int by)
{
	if (app->context == MQ_CONTEXT_MAN) {
		mq_app_go_head(app, by);
		return;
	}
	if (app->context == MQ_CONTEXT_BOARD) {
		mq_app_go_board_heading(app, by);
		return;
	}
	const struct mq_card *card = &app->card.card;
	const struct mq_card_section *here = mq_card_section_at(&app->card, app->card.list.selected);
	long at = here ? here - card->sections + by : -1;
	while (at >= 0 && at < (long)card->n_sections && card->sections[at].n_lines == 0) {
		at += by;
	}
	if (at >= 0 && at < (long)card->n_sections) {
		select_section(app, card->sections[at].id);
	}
}

void mq_act_next_section(struct mq_app *app)
{
	go_section(app, 1);
}

void mq_act_previous_section(struct mq_app *app)
{
	go_section(app, -1);
}
