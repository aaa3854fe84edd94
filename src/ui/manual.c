/*
 * A page is a text that was made when the program was, one for each language and for two
 * widths; a line of it is a line here, and one that is longer than the screen is wide goes on
 * below itself. The list of pages is a page too: its lines name the others, and a name on a
 * line, as minqing-query(7), is what leads from page to page.
 */
#include "manual.h"

#include <ctype.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include <minqing/session.h>

#include "cells.h"

enum {
	NARROW_COLS = 38,	/* widths that there are texts of */
	WIDE_COLS = 78,
	SUBSECTION_INDENT = 3,
	NAME_COLS = 25,		/* of the list */
};

static const char family[] = "minqing-";

/* ---- files ---- */

/* All of a page's text, or NULL. The caller frees it. */
static char *read_text(const char *dir, const struct mq_manual_page *page, bool chinese,
	int width_cols)
{
	char *path = mq_format("%s/%s/%d/%s.%c.txt", dir, chinese ? "zh_CN" : "en", width_cols,
		page->name, page->section);
	FILE *file = fopen(path, "r");
	free(path);
	if (!file) {
		return NULL;
	}
	struct mq_buf text = {0};
	char bytes[4096];
	mq_buf_adds(&text, "");
	for (size_t n; (n = fread(bytes, 1, sizeof(bytes), file)) > 0;) {
		mq_buf_add(&text, bytes, n);
	}
	fclose(file);
	return mq_buf_take(&text);
}

/* What stands behind the dash of its second line. */
static char *title_of(const char *text)
{
	static const char dash[] = " — ";
	const char *at = text ? strstr(text, dash) : NULL;
	at = at ? at + strlen(dash) : "";
	return mq_strndup(at, strcspn(at, "\n"));
}

static void add_page(struct mq_manual *manual, size_t *cap, const char *dir, const char *file)
{
	static const char ending[] = ".txt";
	size_t len = strlen(file);
	if (len < sizeof(ending) + 2 || strcmp(file + len - 4, ending) != 0 || file[len - 6] != '.') {
		return;
	}
	struct mq_manual_page page = {.name = mq_strndup(file, len - 6), .section = file[len - 5]};
	char *text = mq_lang_is_chinese() ? read_text(dir, &page, true, WIDE_COLS) : NULL;
	page.chinese = text != NULL;
	if (!text) {
		text = read_text(dir, &page, false, WIDE_COLS);
	}
	page.title = title_of(text);
	free(text);
	manual->pages = mq_grow(manual->pages, cap, manual->n_pages + 1, sizeof(*manual->pages));
	manual->pages[manual->n_pages++] = page;
}

static int by_section(const void *left, const void *right)
{
	const struct mq_manual_page *a = left;
	const struct mq_manual_page *b = right;
	return a->section != b->section ? a->section - b->section : strcmp(a->name, b->name);
}

bool mq_manual_look(struct mq_manual *manual, const char *dir)
{
	char *english = mq_format("%s/en/%d", dir, WIDE_COLS);
	DIR *files = manual->pages ? NULL : opendir(english);
	size_t cap = 0;
	free(english);
	if (files) {
		for (struct dirent *entry; (entry = readdir(files));) {
			add_page(manual, &cap, dir, entry->d_name);
		}
		closedir(files);
	}
	if (files && manual->pages) {
		qsort(manual->pages, manual->n_pages, sizeof(*manual->pages), by_section);
	}
	return manual->pages != NULL;
}

/* ---- names ---- */

void mq_manual_print_name(const struct mq_manual_page *page, struct mq_buf *out)
{
	mq_buf_addf(out, "%s(%c)", page->name, page->section);
}

/* Which section was typed with a name, as in "5 keys", "keys(5)" or "keys.5"; 0: none. */
static char typed_section(const char *typed)
{
	const char *behind = strpbrk(typed, ".(");
	const char *at = behind && !isdigit((unsigned char)*typed) ? behind + 1 : typed;

	return isdigit((unsigned char)*at) ? *at : '\0';
}

/* Without what all have in front. */
static const char *short_name(const struct mq_manual_page *page)
{
	bool member = strncmp(page->name, family, strlen(family)) == 0;
	return page->name + (member ? strlen(family) : 0);
}

const struct mq_manual_page *mq_manual_find(const struct mq_manual *manual, const char *typed,
	const char **near)
{
	const char *names[64];
	const struct mq_manual_page *best = NULL;
	enum mq_called fit = MQ_CALLED_NOT;
	char section = typed_section(typed);
	typed += strspn(typed, "0123456789 ");
	char *name = mq_strndup(typed, strcspn(typed, ".( "));
	size_t n = manual->n_pages < MQ_LENGTH(names) ? manual->n_pages : MQ_LENGTH(names);
	for (size_t i = 0; i < n; i++) {
		const struct mq_manual_page *page = &manual->pages[i];
		const char *const whole = page->name;
		names[i] = short_name(page);
		const struct mq_names called = {.id = names[i], .zh = page->title, .aliases = &whole,
			.n_aliases = 1};
		enum mq_called now = mq_session_called(&called, name, strlen(name));
		if (now > fit && (section == '\0' || section == page->section)) {
			fit = now;
			best = page;
		}
	}
	*near = NULL;
	if (!best) {
		mq_nearest(name, names, n, near, 1);
	}
	free(name);
	return best;
}

/* The page that the bytes from `at` on name, and how many these are; NULL: none. */
static const struct mq_manual_page *named_at(const struct mq_manual *manual, const char *at,
	size_t left, size_t *len)
{
	for (size_t i = 0; i < manual->n_pages; i++) {
		const struct mq_manual_page *page = &manual->pages[i];
		size_t n = strlen(page->name);
		if (n + 3 <= left && memcmp(at, page->name, n) == 0 && at[n] == '(' &&
			at[n + 1] == page->section && at[n + 2] == ')') {
			*len = n + 3;
			return page;
		}
	}
	return NULL;
}

const struct mq_manual_page *mq_manual_named(const struct mq_manual *manual, size_t line, size_t i,
	struct mq_slice *name)
{
	if (line >= manual->n_lines) {
		return NULL;
	}
	const struct mq_manual_line *in = &manual->lines[line];
	size_t len = 1;
	for (size_t at = 0; at < in->len; at += len) {
		len = 1;
		const struct mq_manual_page *page = named_at(manual, in->text + at, in->len - at, &len);
		if (page && page != manual->page && i-- == 0) {
			*name = (struct mq_slice){in->text + at, len};
			return page;
		}
	}
	return NULL;
}

/* ---- lines ---- */

static void add_line(struct mq_manual *manual, const char *text, size_t len, int indent, bool head)
{
	manual->lines = mq_grow(manual->lines, &manual->cap, manual->n_lines + 1,
		sizeof(*manual->lines));
	manual->lines[manual->n_lines++] = (struct mq_manual_line){text, len, indent, head};
}

/* As many lines as it takes; those behind the first stand under it. */
static void cut_line(struct mq_manual *manual, const char *text, size_t len)
{
	int indent = (int)strspn(text, " ");
	indent = indent < (int)len ? indent : 0;
	bool head = len > 0 && (indent == 0 || indent == SUBSECTION_INDENT);
	int room = manual->width_cols - indent;
	text += indent;
	len -= (size_t)indent;
	if (room < manual->width_cols / 2) {	/* there is hardly any behind so many spaces */
		indent = manual->width_cols / 2;
		room = manual->width_cols - indent;
	}
	do {
		size_t n = mq_shown_width(text, len) > room ? mq_shown_break(text, len, room) : len;
		add_line(manual, text, n, indent, head);
		text += n;
		len -= n;
		for (; len > 0 && *text == ' '; text++, len--) {
		}
	} while (len > 0);
}

/* The list stays one line a page, whatever of it there is room for. */
static void cut(struct mq_manual *manual)
{
	manual->n_lines = 0;
	for (const char *at = manual->text; *at;) {
		size_t len = strcspn(at, "\n");
		if (manual->page) {
			cut_line(manual, at, len);
		} else {
			add_line(manual, at, len, 0, false);
		}
		at += len + (at[len] == '\n');
	}
	manual->list.count = manual->n_lines;
}

/* ---- opening ---- */

/* A line for each page: its name, what it is about. */
static char *list_text(const struct mq_manual *manual)
{
	struct mq_buf text = {0};
	mq_buf_adds(&text, "");
	for (size_t i = 0; i < manual->n_pages; i++) {
		size_t before = text.len;
		mq_manual_print_name(&manual->pages[i], &text);
		do {
			mq_buf_addc(&text, ' ');
		} while (manual->width_cols >= WIDE_COLS && text.len < before + NAME_COLS);
		mq_buf_addf(&text, "%s\n", manual->pages[i].title);
	}
	return mq_buf_take(&text);
}

void mq_manual_open(struct mq_manual *manual, const char *dir, const struct mq_manual_page *page,
	int width_cols)
{
	int text_cols = width_cols < WIDE_COLS ? NARROW_COLS : WIDE_COLS;
	free(manual->text);
	manual->page = page;
	manual->width_cols = width_cols > 1 ? width_cols : 1;
	manual->text = page ? read_text(dir, page, page->chinese, text_cols) : list_text(manual);
	if (!manual->text) {
		manual->text = mq_strdup("");
	}
	manual->list.selected = 0;
	manual->list.top = 0;
	manual->chosen = 0;
	cut(manual);
}

void mq_manual_fit(struct mq_manual *manual, const char *dir, int width_cols)
{
	size_t selected = manual->list.selected;
	size_t n = manual->n_lines;
	if (manual->text && width_cols != manual->width_cols) {
		mq_manual_open(manual, dir, manual->page, width_cols);
		mq_list_select(&manual->list, n > 0 ? selected * manual->n_lines / n : 0);
	}
}

bool mq_manual_seek(const struct mq_manual *manual, const char *text, int by, size_t *line)
{
	for (size_t at = *line; at < manual->n_lines; at += (size_t)(long)by) {
		char *shown = mq_strndup(manual->lines[at].text, manual->lines[at].len);
		bool holds = strcasestr(shown, text) != NULL;
		free(shown);
		if (holds) {
			*line = at;
			return true;
		}
	}
	return false;
}

void mq_manual_release(struct mq_manual *manual)
{
	for (size_t i = 0; i < manual->n_pages; i++) {
		free(manual->pages[i].name);
		free(manual->pages[i].title);
	}
	free(manual->pages);
	free(manual->text);
	free(manual->lines);
	mq_buf_release(&manual->sought);
	*manual = (struct mq_manual){0};
}
