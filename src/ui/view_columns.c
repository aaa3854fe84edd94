/* The chooser of columns: a field a line, those that are shown first, in their order. */
#include "line.h"
#include "view.h"

#include <stdio.h>
#include <string.h>

enum { WITH_IDS = 40 };	/* columns of a screen that has room for ids too */

static void paint_field(struct mq_cells *cells, struct mq_rect line, const struct mq_field *field,
	const struct mq_columns *shown, bool selected)
{
	size_t at = mq_columns_find(shown, field->number);
	enum mq_role role = selected ? MQ_ROLE_SELECTED
		: at < shown->n ? MQ_ROLE_CHOSEN : MQ_ROLE_NORMAL;
	char width[16] = "";
	if (at < shown->n && shown->widths[at] > 0) {
		snprintf(width, sizeof(width), " =%d", shown->widths[at]);
	}
	int right = (int)strlen(width);
	const char *label = mq_field_label(field);
	mq_cells_fill(cells, line, role);
	mq_cells_str(cells, line.x, line.y, 1, role, selected ? ">" : " ");
	mq_cells_str(cells, line.x + 1, line.y, 1, role, at < shown->n ? "*" : " ");
	int used = 3 + mq_cells_cut(cells, line.x + 2, line.y, line.width - 2 - right, role, label,
		strlen(label));
	if (line.width >= WITH_IDS && used < line.width - right) {
		mq_cells_cut(cells, line.x + used, line.y, line.width - used - right,
			selected ? role : MQ_ROLE_DIM, field->id, strlen(field->id));
	}
	mq_cells_str(cells, line.x + line.width - right, line.y, right, role, width);
}

void mq_view_chooser(struct mq_cells *cells, struct mq_rect rect, const struct mq_schema *schema,
	const struct mq_chooser *chooser, const struct mq_columns *shown, int *cursor_x)
{
	const struct mq_list *list = &chooser->list;
	struct mq_buf *title = mq_cells_words(cells);
	mq_buf_addf(title, "%s ", _("columns>"));
	mq_cells_fill(cells, rect, MQ_ROLE_NORMAL);
	mq_cells_title(cells, rect, "");
	mq_view_line(cells, (struct mq_rect){rect.x + 1, rect.y, rect.width - 1, 1}, title->data,
		MQ_ROLE_TITLE, &chooser->typed, cursor_x);
	for (size_t i = list->top; i < chooser->n && (int)(i - list->top) + 1 < rect.height; i++) {
		struct mq_rect line = {rect.x, rect.y + 1 + (int)(i - list->top), rect.width, 1};
		paint_field(cells, line, &schema->fields[chooser->fields[i]], shown, i == list->selected);
	}
	if (chooser->n == 0 && rect.height > 1) {
		mq_cells_str(cells, rect.x + 2, rect.y + 1, rect.width - 2, MQ_ROLE_DIM,
			_("no field is called so"));
	}
}
