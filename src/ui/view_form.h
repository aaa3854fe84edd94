/* view_form: a form as rows of label and value, the one keys work on opened to all it offers. */
#ifndef MINQING_UI_VIEW_FORM_H
#define MINQING_UI_VIEW_FORM_H

#include "cells.h"
#include "form.h"

/* Have the row that keys work on in sight, with all below it that belongs to it. */
void mq_form_fit(struct mq_form_state *form, struct mq_rect rect);
/* Says where the insertion point, or the choice keys are on, stands. */
void mq_view_form(struct mq_cells *cells, struct mq_rect rect, const struct mq_form_state *form,
	int *cursor_x, int *cursor_y);
/* What keys do in the row, while there is nothing else to say. */
const char *mq_view_form_hint(const struct mq_form_state *form);
/* What stands at a place of rect: the row, and the choice in it (SIZE_MAX: none); false where
 * nothing does. */
bool mq_view_form_at(const struct mq_form_state *form, struct mq_rect rect, int x, int y,
	size_t *row, size_t *choice);

#endif
