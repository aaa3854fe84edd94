/*
 * A menu stands right above the message: a title, and below it choices in as many columns as
 * there is room for. All of them are always there, however short that cuts their texts.
 */
#include "view.h"

#include <string.h>

static int width_of(const char *text)
{
	return text ? mq_shown_width(text, strlen(text)) : 0;
}

static int widest_keys(const struct mq_menu *menu)
{
	int most = 1;
	for (size_t i = 0; i < menu->n; i++) {
		int width = width_of(menu->choices[i].keys);
		most = width > most ? width : most;
	}
	return most;
}

/* Of the texts with the key behind them. */
static int widest_text(const struct mq_menu *menu)
{
	int most = 1;
	for (size_t i = 0; i < menu->n; i++) {
		const struct mq_choice *choice = &menu->choices[i];
		int width = width_of(choice->text) + (choice->bound ? 1 + width_of(choice->bound) : 0);
		most = width > most ? width : most;
	}
	return most;
}

static void paint_choice(struct mq_cells *cells, struct mq_rect rect, int keys_width,
	const struct mq_choice *choice)
{
	int x = rect.x + keys_width + 1;
	mq_cells_cut(cells, rect.x, rect.y, keys_width, MQ_ROLE_HINT, choice->keys,
		strlen(choice->keys));
	if (x < rect.x + rect.width) {
		x += 1 + mq_cells_cut(cells, x, rect.y, rect.x + rect.width - x, MQ_ROLE_NORMAL,
			choice->text, strlen(choice->text));
	}
	if (choice->bound && x + width_of(choice->bound) <= rect.x + rect.width) {
		mq_cells_str(cells, x, rect.y, rect.x + rect.width - x, MQ_ROLE_DIM, choice->bound);
	}
}

struct mq_rect mq_view_menu(struct mq_cells *cells, struct mq_rect above, const struct mq_menu *menu)
{
	int n = menu->n > 0 ? (int)menu->n : 1;
	int most = above.height > 1 ? above.height - 1 : 1;
	int keys_width = widest_keys(menu);
	int wants = 1 + keys_width + 1 + widest_text(menu) + 1;
	int columns = wants < above.width ? above.width / wants : 1;
	columns = columns < (n + most - 1) / most ? (n + most - 1) / most : columns;
	int rows = (n + columns - 1) / columns;
	int width = above.width / columns;
	struct mq_rect rect = {above.x, above.y + above.height - rows - 1, above.width, rows + 1};
	mq_cells_fill(cells, rect, MQ_ROLE_NORMAL);
	mq_cells_title(cells, rect, menu->title);
	for (int i = 0; i < (int)menu->n; i++) {
		struct mq_rect at = {rect.x + 1 + i / rows * width, rect.y + 1 + i % rows, width - 2, 1};
		paint_choice(cells, at, keys_width, &menu->choices[i]);
	}
	return rect;
}
