/*
 * Lines and places. Lines end as libyaml ends them, at LF, CR LF or CR; its
 * other line ends (NEL, LS, PS) no editor counts, and scan.c refuses them.
 * Columns are characters; a byte that is no UTF-8 counts as one.
 */
#include "conf.h"

#include <stdlib.h>

enum { MARK_EVERY = 256 };

struct mq_line {
	uint32_t at;		/* the byte it starts at */
	uint32_t n_chars;	/* characters before it */
};

static void add_line(struct mq_lines *lines, size_t at, size_t n_chars)
{
	lines->lines = mq_grow(lines->lines, &lines->lines_cap, lines->n_lines + 1,
		sizeof(*lines->lines));
	lines->lines[lines->n_lines++] = (struct mq_line){(uint32_t)at, (uint32_t)n_chars};
}

static void add_mark(struct mq_lines *lines, size_t at)
{
	lines->marks = mq_grow(lines->marks, &lines->marks_cap, lines->n_marks + 1,
		sizeof(*lines->marks));
	lines->marks[lines->n_marks++] = (uint32_t)at;
}

static size_t char_len(const struct mq_buf *text, size_t at)
{
	uint32_t cp;
	size_t step = mq_utf8_decode(text->data + at, text->len - at, &cp);

	return step > 0 ? step : 1;
}

void mq_lines_index(struct mq_lines *lines, const struct mq_buf *text)
{
	size_t n_chars = 0;

	add_line(lines, 0, 0);
	for (size_t at = 0; at < text->len;) {
		char c = text->data[at];

		if (n_chars++ % MARK_EVERY == 0) {
			add_mark(lines, at);
		}
		at += char_len(text, at);
		if (c == '\n' || (c == '\r' && (at == text->len || text->data[at] != '\n'))) {
			add_line(lines, at, n_chars);
		}
	}
}

void mq_lines_release(struct mq_lines *lines)
{
	free(lines->lines);
	free(lines->marks);
	*lines = (struct mq_lines){0};
}

struct mq_slice mq_conf_line(const struct mq_conf *conf, size_t line)
{
	const struct mq_lines *lines = &conf->lines;
	const char *text = conf->text.data;
	size_t start;
	size_t end;

	if (line == 0 || line > lines->n_lines) {
		return mq_slice("", 0);
	}
	start = lines->lines[line - 1].at;
	end = line < lines->n_lines ? lines->lines[line].at : conf->text.len;
	while (end > start && (text[end - 1] == '\n' || text[end - 1] == '\r')) {
		end--;
	}
	return mq_slice(text + start, end - start);
}

/* The byte of the text where line and column are. */
static size_t find_place(const struct mq_conf *conf, size_t line, size_t column)
{
	const struct mq_lines *lines = &conf->lines;
	size_t n = lines->lines[line - 1].n_chars + column - 1;
	size_t at = conf->text.len;

	if (n / MARK_EVERY < lines->n_marks) {
		at = lines->marks[n / MARK_EVERY];
		for (n %= MARK_EVERY; n > 0 && at < conf->text.len; n--) {
			at += char_len(&conf->text, at);
		}
	}
	return at;
}

size_t mq_conf_key_at(const struct mq_conf *conf, const struct mq_node *node)
{
	return find_place(conf, node->key_line, node->key_column);
}

void mq_conf_place(const struct mq_conf *conf, struct mq_diag *diag, size_t line, size_t column)
{
	struct mq_slice whole = mq_conf_line(conf, line);
	size_t at = 0;

	if (line > 0 && line <= conf->lines.n_lines && column > 0) {
		at = find_place(conf, line, column) - conf->lines.lines[line - 1].at;
	}
	mq_diag_place_at(diag, conf->name, line, column, whole.data, whole.len, at);
}
