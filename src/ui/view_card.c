/*
 * A card: sections of labelled lines. It is laid out for the width of its pane first
 * (long values are wrapped, nothing is cut away), then shown through a window of lines. A line
 * that leads elsewhere says so with a sign at the right edge, which its value leaves free.
 */
#include "view.h"

#include <stdlib.h>
#include <string.h>

enum { LABEL_LEAST = 6, SIGN_COLS = 2, ON_TITLE = -1, ON_SPACE = -2 };

/* ---- laying out ---- */

static int widest_label(const struct mq_card_section *section)
{
	int widest = 0;
	for (size_t i = 0; i < section->n_lines; i++) {
		const char *label = section->lines[i].label;
		int cols = mq_shown_width(label, strlen(label));
		widest = cols > widest ? cols : widest;
	}
	return widest;
}

static struct mq_card_part *add_part(struct mq_card_text *text, long section, long line)
{
	text->parts = mq_grow(text->parts, &text->cap, text->n_parts + 1, sizeof(*text->parts));
	struct mq_card_part *part = &text->parts[text->n_parts++];
	*part = (struct mq_card_part){.section = section, .line = line};
	return part;
}

/* Reasons have short labels and long texts: they share no column with the others. */
static int label_cols(const struct mq_card_text *text, const struct mq_card_section *section)
{
	return strcmp(section->id, "why") == 0 ? widest_label(section) : text->label_width;
}

bool mq_card_line_leads(const struct mq_card *card, const struct mq_card_line *line)
{
	bool itself = line->kind == card->kind && line->id == card->id;
	return line->area || (line->kind != MQ_NO_KIND && !itself);
}

/* One line of the card as one or more lines of the pane, each as far in as the first. */
static void add_line(struct mq_card_text *text, const struct mq_card *card, long section_number,
	long number)
{
	const struct mq_card_section *section = &card->sections[section_number];
	const struct mq_card_line *line = &section->lines[number];
	int room = text->width - 1 - (mq_card_line_leads(card, line) ? SIGN_COLS : 0);
	const char *value = line->known ? line->value : _("not known");
	int cols = line->label[0] ? label_cols(text, section) : 0;
	int indent = (cols ? cols + 1 : 0) + (int)strspn(value, " ");
	struct mq_buf safe = {0};
	value += strspn(value, " ");
	mq_safe_text(&safe, value, strlen(value));
	size_t len = safe.len;
	const char *kept = mq_arena_strndup(&text->arena, len ? safe.data : "", len);
	mq_buf_release(&safe);
	size_t at = 0;
	do {
		size_t n = mq_shown_break(kept + at, len - at, room - indent);
		struct mq_card_part *part = add_part(text, section_number, number);
		part->text = mq_slice(kept + at, n);
		part->first = at == 0;
		part->label_cols = cols;
		part->indent = indent;
		at += n;
		at += at < len && kept[at] == ' ';
	} while (at < len);
}

static int label_width(const struct mq_card *card, int width)
{
	int widest = LABEL_LEAST;
	for (size_t s = 0; s < card->n_sections; s++) {
		int cols = widest_label(&card->sections[s]);
		widest = cols > widest ? cols : widest;
	}
	int most = width * 2 / 5;	/* of 32: an identity number stays whole */
	return widest < most ? widest : most;
}

/* ---- folding ---- */

/* Where the section stands among the folded ones, with the space before it; NULL: it does not. */
static char *find_folded(const struct mq_buf *folded, const char *section)
{
	size_t len = strlen(section);
	char *at = folded && folded->len > 0 ? folded->data : NULL;
	while (at && (strncmp(at + 1, section, len) != 0 || (at[1 + len] && at[1 + len] != ' '))) {
		at = strchr(at + 1, ' ');
	}
	return at;
}

bool mq_card_is_folded(const struct mq_buf *folded, const char *section)
{
	return find_folded(folded, section) != NULL;
}

void mq_card_fold(struct mq_buf *folded, const char *section, bool fold)
{
	char *at = find_folded(folded, section);
	if (fold && !at) {
		mq_buf_addf(folded, " %s", section);
	} else if (!fold && at) {
		size_t len = 1 + strlen(section);
		memmove(at, at + len, strlen(at + len) + 1);
		folded->len -= len;
	}
}

/* ---- all of it ---- */

void mq_card_text_make(struct mq_card_text *text, const struct mq_card *card, int width,
	const struct mq_buf *folded)
{
	mq_card_text_release(text);
	text->width = width;
	text->label_width = label_width(card, width);
	for (size_t s = 0; s < card->n_sections; s++) {
		const struct mq_card_section *section = &card->sections[s];
		if (section->n_lines == 0) {
			continue;
		}
		size_t n = mq_card_is_folded(folded, section->id) ? 0 : section->n_lines;
		bool below_title = text->n_parts > 0 && text->parts[text->n_parts - 1].line == ON_TITLE;
		if (text->n_parts > 0 && (n > 0 || !below_title)) {
			add_part(text, (long)s, ON_SPACE);
		}
		add_part(text, (long)s, ON_TITLE);
		for (size_t i = 0; i < n; i++) {
			add_line(text, card, (long)s, (long)i);
		}
	}
}

void mq_card_text_release(struct mq_card_text *text)
{
	free(text->parts);
	mq_arena_release(&text->arena);
	*text = (struct mq_card_text){0};
}

const struct mq_card_line *mq_card_line_at(const struct mq_card_pane *pane, size_t at)
{
	if (at >= pane->text.n_parts || pane->text.parts[at].line < 0) {
		return NULL;
	}
	const struct mq_card_part *part = &pane->text.parts[at];
	return &pane->card.sections[part->section].lines[part->line];
}

const struct mq_card_section *mq_card_section_at(const struct mq_card_pane *pane, size_t at)
{
	return at < pane->text.n_parts ? &pane->card.sections[pane->text.parts[at].section] : NULL;
}

static bool is_folded_title(const struct mq_card_pane *pane, size_t at)
{
	return pane->text.parts[at].line == ON_TITLE &&
		mq_card_is_folded(&pane->folded, mq_card_section_at(pane, at)->id);
}

bool mq_card_selectable(const struct mq_card_pane *pane, size_t at)
{
	return at < pane->text.n_parts && (mq_card_line_at(pane, at) || is_folded_title(pane, at));
}

/* ---- painting ---- */

static enum mq_role value_role(const struct mq_card_line *line, bool leads)
{
	return !line->known ? MQ_ROLE_UNKNOWN : line->urgent ? MQ_ROLE_ERROR : leads ? MQ_ROLE_HINT : MQ_ROLE_NORMAL;
}

/* "history -----", and folded "history ... 3 lines". */
static void paint_section(struct mq_cells *cells, struct mq_rect rect,
	const struct mq_card_section *section, bool folded)
{
	struct mq_buf *words = mq_cells_words(cells);
	mq_buf_adds(words, section->title);
	if (folded) {
		mq_buf_addf(words, section->n_lines == 1 ? _(" ... %zu line") : _(" ... %zu lines"),
			section->n_lines);
	}
	int used = mq_cells_cut(cells, rect.x, rect.y, rect.width, MQ_ROLE_COUNT, words->data,
		words->len);
	for (int x = used + 1; x < rect.width && !folded; x++) {
		mq_cells_str(cells, rect.x + x, rect.y, 1, MQ_ROLE_DIM, "-");
	}
}

/* Label, value, and the sign of a line that leads elsewhere. */
static void paint_line(struct mq_cells *cells, struct mq_rect rect, const struct mq_card_part *part,
	const struct mq_card_line *line, bool leads, bool selected)
{
	const struct mq_slice *text = &part->text;
	int room = rect.width - (leads ? SIGN_COLS : 0) - part->indent;
	enum mq_role dim = selected ? MQ_ROLE_SELECTED : MQ_ROLE_DIM;
	if (part->first && part->label_cols > 0) {
		mq_cells_cut(cells, rect.x, rect.y, part->label_cols, dim, line->label,
			strlen(line->label));
	}
	mq_cells_cut(cells, rect.x + part->indent, rect.y, room, selected ? MQ_ROLE_SELECTED
		: value_role(line, leads), text->data, text->len);
	if (part->first && leads) {
		mq_cells_str(cells, rect.x + rect.width - 1, rect.y, 1, dim, ">");
	}
}

static void paint_part(struct mq_cells *cells, struct mq_rect rect, const struct mq_card_pane *pane,
	size_t at, bool selected)
{
	const struct mq_card_part *part = &pane->text.parts[at];
	const struct mq_card_line *line = mq_card_line_at(pane, at);
	if (selected) {
		mq_cells_fill(cells, rect, MQ_ROLE_SELECTED);
		mq_cells_str(cells, rect.x, rect.y, 1, MQ_ROLE_SELECTED, ">");
	}
	rect.x++;
	rect.width--;
	if (part->line == ON_TITLE) {
		paint_section(cells, rect, &pane->card.sections[part->section],
			is_folded_title(pane, at));
	}
	if (line) {
		paint_line(cells, rect, part, line, mq_card_line_leads(&pane->card, line), selected);
	}
}

void mq_view_card(struct mq_cells *cells, struct mq_rect rect, const struct mq_card_pane *pane,
	bool focused)
{
	mq_cells_fill(cells, rect, MQ_ROLE_NORMAL);
	mq_cells_title(cells, rect, pane->card.title ? pane->card.title : _("card"));
	for (int i = 0; i < rect.height - 1; i++) {
		size_t at = pane->list.top + (size_t)i;
		if (at < pane->text.n_parts) {
			struct mq_rect line = {rect.x, rect.y + 1 + i, rect.width, 1};
			paint_part(cells, line, pane, at, focused && at == pane->list.selected);
		}
	}
}

/* A list of records (members, visits …): its title tells how many. */
static bool is_list(const struct mq_card_section *section)
{
	for (size_t i = 0; i < section->n_lines; i++) {
		if (section->lines[i].kind == MQ_NO_KIND) {
			return false;
		}
	}
	return strcmp(section->id, "why") != 0;
}

/* A word more, two columns behind the last; false where it finds no room. */
static bool add_word(struct mq_cells *cells, struct mq_rect rect, int *x, enum mq_role role,
	const char *word)
{
	int width = mq_shown_width(word, strlen(word));
	if (*x + 2 + width > rect.width) {
		return false;
	}
	mq_cells_str(cells, rect.x + *x + 2, rect.y, width, role, word);
	*x += 2 + width;
	return true;
}

/* The labels of a section, as many as find room: false where one did not. */
static bool add_labels(struct mq_cells *cells, struct mq_rect rect, int *x, const struct mq_card *card,
	const char *id)
{
	bool room = true;
	for (size_t s = 0; s < card->n_sections; s++) {
		const struct mq_card_section *section = &card->sections[s];
		bool is_it = strcmp(section->id, id) == 0;
		for (size_t i = 0; room && is_it && i < section->n_lines; i++) {
			const struct mq_card_line *line = &section->lines[i];
			room = add_word(cells, rect, x, line->urgent ? MQ_ROLE_ERROR : MQ_ROLE_NORMAL,
				line->label);
		}
	}
	return room;
}

/* Who it is, how much hangs on the card, then as many checks and tags as find room. */
void mq_view_detail(struct mq_cells *cells, struct mq_rect rect, const struct mq_card *card)
{
	mq_cells_fill(cells, rect, MQ_ROLE_NORMAL);
	int x = mq_cells_str(cells, rect.x, rect.y, rect.width, MQ_ROLE_TITLE, _("card"));
	if (!card->title) {
		return;
	}
	x--;
	add_word(cells, rect, &x, MQ_ROLE_COUNT, card->title);
	for (size_t s = 0; s < card->n_sections; s++) {
		if (is_list(&card->sections[s])) {
			add_word(cells, rect, &x, MQ_ROLE_HINT, card->sections[s].title);
		}
	}
	if (add_labels(cells, rect, &x, card, "checks")) {
		add_labels(cells, rect, &x, card, "tags");
	}
}
