/*
 * The palette as a sheet: the line that is typed, then an entry a line: what it is called, what
 * kind of thing it is, its key, what it does, how many there would be. Where there is
 * little width what it does stands below. Names of commands are English: in Chinese what it does
 * comes first, and what it is called behind.
 */
#include "view.h"

#include <stdlib.h>
#include <string.h>

#include "line.h"

enum { ROOMY = 64, NAME_MIN = 16, NAME_MAX = 26, HELP_MAX = 38, KEYS_WIDTH = 9 };

size_t mq_view_palette_lines(struct mq_rect rect)
{
	return rect.width < ROOMY ? 2 : 1;
}

size_t mq_view_palette_height(struct mq_rect rect)
{
	return rect.height > 1 ? (size_t)(rect.height - 1) / mq_view_palette_lines(rect) : 0;
}

/* Its key, or where it works; or how many there would be. */
static void write_right(const struct mq_palette *palette, const struct mq_entry *entry,
	const struct mq_keymap *keymap, struct mq_buf *out)
{
	const struct mq_sequence *keys = entry->command
		? mq_keymap_keys(keymap, palette->from, entry->command, 0) : NULL;
	if (entry->counted) {
		mq_view_number(entry->count, out);
	} else if (entry->counts) {
		mq_buf_adds(out, ".");
	} else if (keys) {
		mq_sequence_print(keys, out);
	}
}

/* What an entry is read by, and what is told beside that. */
static const char *title_of(const struct mq_entry *entry)
{
	return entry->command && mq_lang_is_chinese() ? entry->effect : entry->name;
}

static const char *beside_of(const struct mq_entry *entry)
{
	return entry->command && mq_lang_is_chinese() ? entry->name : entry->effect;
}

static void paint_one_line(struct mq_cells *cells, struct mq_rect line, int name_width,
	const struct mq_entry *entry, const char *right, enum mq_role role)
{
	int kind_width = 0;
	for (int kind = 0; kind <= MQ_ENTRY_LAST; kind++) {
		const char *label = mq_entry_kind_label((enum mq_entry_kind)kind);
		int width = mq_shown_width(label, strlen(label));
		kind_width = width > kind_width ? width : kind_width;
	}
	bool selected = role == MQ_ROLE_SELECTED;
	const char *kind = mq_entry_kind_label(entry->kind);
	int x = line.x + 1;
	mq_cells_cut(cells, x, line.y, name_width, role, title_of(entry), strlen(title_of(entry)));
	x += name_width + 1;
	mq_cells_cut(cells, x, line.y, kind_width, selected ? role : MQ_ROLE_DIM, kind, strlen(kind));
	x += kind_width + 1;
	mq_cells_right(cells, x, line.y, KEYS_WIDTH, selected ? role : entry->counts ? MQ_ROLE_COUNT
		: MQ_ROLE_HINT, right, strlen(right));
	x += KEYS_WIDTH + 2;
	mq_cells_cut(cells, x, line.y, line.x + line.width - x, role, beside_of(entry),
		strlen(beside_of(entry)));
}

static void paint_two_lines(struct mq_cells *cells, struct mq_rect line,
	const struct mq_entry *entry, const char *right, enum mq_role role)
{
	bool selected = role == MQ_ROLE_SELECTED;
	const char *kind = mq_entry_kind_label(entry->kind);
	int kind_width = mq_shown_width(kind, strlen(kind));
	int right_width = mq_shown_width(right, strlen(right));
	int room = line.width - 1 - right_width - kind_width - 2;
	int x = line.x + 2 + mq_cells_cut(cells, line.x + 1, line.y, room, role, title_of(entry),
		strlen(title_of(entry)));
	mq_cells_str(cells, x, line.y, kind_width, selected ? role : MQ_ROLE_DIM, kind);
	mq_cells_right(cells, line.x, line.y, line.width, selected ? role : entry->counts
		? MQ_ROLE_COUNT : MQ_ROLE_HINT, right, strlen(right));
	mq_cells_cut(cells, line.x + 3, line.y + 1, line.width - 3, MQ_ROLE_DIM, beside_of(entry),
		strlen(beside_of(entry)));
}

static void paint_entry(struct mq_cells *cells, struct mq_rect line, int name_width,
	const struct mq_entry *entry, const char *right, bool selected)
{
	bool in_vain = entry->elsewhere || (entry->counted && entry->count == 0);
	enum mq_role role = selected ? MQ_ROLE_SELECTED : in_vain ? MQ_ROLE_DIM : MQ_ROLE_NORMAL;
	mq_cells_fill(cells, line, role);
	mq_cells_str(cells, line.x, line.y, 1, role, selected ? ">" : " ");
	if (line.width < ROOMY) {
		paint_two_lines(cells, line, entry, right, role);
	} else {
		paint_one_line(cells, line, name_width, entry, right, role);
	}
}

/* As wide as the names in sight want. */
static int name_width_of(const struct mq_palette *palette)
{
	int most = mq_lang_is_chinese() ? HELP_MAX : NAME_MAX;
	int width = NAME_MIN;
	for (size_t i = 0; i < palette->list.height; i++) {
		size_t at = palette->list.top + i;
		const char *name = at < palette->n ? title_of(&palette->entries[at]) : "";
		int wants = mq_shown_width(name, strlen(name));
		width = wants > width ? wants : width;
	}
	return width < most ? width : most;
}

static void paint_nothing(struct mq_cells *cells, struct mq_rect rect,
	const struct mq_palette *palette)
{
	struct mq_slice typed = mq_prompt_text(&palette->typed);
	struct mq_buf text = {0};
	char *name = mq_strndup(typed.data, typed.len);
	mq_buf_addf(&text, _("nothing is called \"%s\""), name);
	mq_cells_cut(cells, rect.x + 1, rect.y + 1, rect.width - 1, MQ_ROLE_DIM, text.data, text.len);
	const char *near = mq_command_nearest(name);
	mq_buf_clear(&text);
	if (near && rect.height > 2) {
		mq_buf_addf(&text, _("did you mean \"%s\"?"), near);
		mq_cells_cut(cells, rect.x + 1, rect.y + 2, rect.width - 1, MQ_ROLE_HINT, text.data,
			text.len);
	}
	free(name);
	mq_buf_release(&text);
}

void mq_view_palette(struct mq_cells *cells, struct mq_rect rect,
	const struct mq_palette *palette, const struct mq_keymap *keymap, int *cursor_x)
{
	struct mq_rect head = {rect.x, rect.y, rect.width, 1};
	size_t lines = mq_view_palette_lines(rect);
	int name_width = name_width_of(palette);
	struct mq_buf right = {0};
	mq_cells_fill(cells, rect, MQ_ROLE_NORMAL);
	mq_cells_fill(cells, head, MQ_ROLE_TITLE);
	mq_view_line(cells, head, _(" do or open> "), MQ_ROLE_TITLE, &palette->typed, cursor_x);
	for (size_t i = 0; i < palette->list.height && palette->list.top + i < palette->n; i++) {
		size_t at = palette->list.top + i;
		struct mq_rect line = {rect.x, rect.y + 1 + (int)(i * lines), rect.width, (int)lines};
		mq_buf_clear(&right);
		mq_buf_adds(&right, "");
		write_right(palette, &palette->entries[at], keymap, &right);
		paint_entry(cells, line, name_width, &palette->entries[at], right.data,
			at == palette->list.selected);
	}
	if (palette->n == 0 && rect.height > 1) {
		paint_nothing(cells, rect, palette);
	}
	mq_buf_release(&right);
}
