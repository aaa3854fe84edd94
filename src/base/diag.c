/*
 * Faults with a place, a line, a caret and a hint. A diag keeps the first
 * MQ_DIAG_MAX faults and counts the rest; once it is full, the newest fault is
 * always a dropped one, so placing and hinting do nothing more. The line at
 * fault is kept as a window around the column: a file may be one line of a
 * megabyte, with a thousand faults in it.
 */
#include <minqing/base.h>

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
	WINDOW = 120,		/* characters of a line that are kept */
	WINDOW_BEFORE = 50,	/* of them left of the column, where the line is longer */
};

static const char cut_mark[] = "…";

static void release_fault(struct mq_fault *fault)
{
	free(fault->file);
	free(fault->message);
	free(fault->excerpt);
	free(fault->hint);
	free(fault->repair);
}

void mq_diag_release(struct mq_diag *diag)
{
	if (diag == NULL) {
		return;
	}
	for (size_t i = 0; i < diag->n_faults; i++) {
		release_fault(&diag->faults[i]);
	}
	free(diag->faults);
	*diag = (struct mq_diag){0};
}

bool mq_diag_full(const struct mq_diag *diag)
{
	return diag == NULL || diag->n_faults >= MQ_DIAG_MAX;
}

static char *format_args(const char *fmt, va_list args)
{
	va_list again;
	char *text;
	int len;

	va_copy(again, args);
	len = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	assert(len >= 0);
	text = mq_alloc((size_t)len + 1);
	vsnprintf(text, (size_t)len + 1, fmt, args);
	return text;
}

enum mq_err mq_diag_add(struct mq_diag *diag, enum mq_err code, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	mq_diag_addv(diag, code, fmt, args);
	va_end(args);
	return code;
}

/* Doubling from n_faults alone: the count says where the array ends. */
static struct mq_fault *push_fault(struct mq_diag *diag)
{
	size_t n = diag->n_faults;

	if ((n & (n - 1)) == 0) {
		size_t cap = n == 0 ? 1 : n * 2;

		diag->faults = mq_realloc(diag->faults, cap * sizeof(*diag->faults));
	}
	diag->n_faults++;
	return &diag->faults[n];
}

enum mq_err mq_diag_addv(struct mq_diag *diag, enum mq_err code, const char *fmt, va_list args)
{
	if (diag == NULL) {
		return code;
	}
	if (mq_diag_full(diag)) {
		diag->n_dropped++;
		return code;
	}
	*push_fault(diag) = (struct mq_fault){.code = code, .message = format_args(fmt, args)};
	return code;
}

/* The newest fault, or NULL where it was dropped or there is none. */
static struct mq_fault *newest(struct mq_diag *diag)
{
	if (diag == NULL || diag->n_faults == 0 || diag->n_dropped > 0) {
		return NULL;
	}
	return &diag->faults[diag->n_faults - 1];
}

/* The offset n characters on from at; a byte that is no UTF-8 counts as one. */
static size_t step_chars(const char *str, size_t len, size_t at, size_t n)
{
	uint32_t cp;

	while (n-- > 0 && at < len) {
		size_t step = mq_utf8_decode(str + at, len - at, &cp);

		at += step > 0 ? step : 1;
	}
	return at;
}

/* The offset up to n characters before at. */
static size_t step_back(const char *str, size_t at, size_t n)
{
	while (n-- > 0 && at > 0) {
		at--;
		for (int i = 0; i < 3 && at > 0 && ((unsigned char)str[at] & 0xc0) == 0x80; i++) {
			at--;
		}
	}
	return at;
}

static size_t count_chars(const char *str, size_t len)
{
	size_t n = 0;

	for (size_t at = 0; at < len; n++) {
		at = step_chars(str, len, at, 1);
	}
	return n;
}

/* A NUL would end the string; its picture takes one column as well. */
static void add_line_part(struct mq_buf *out, const char *line, size_t len)
{
	const char *nul;

	while ((nul = memchr(line, '\0', len)) != NULL) {
		mq_buf_add(out, line, (size_t)(nul - line));
		mq_buf_adds(out, "␀");
		len -= (size_t)(nul - line) + 1;
		line = nul + 1;
	}
	mq_buf_add(out, line, len);
}

/* Keep what stands around byte `at` of the line, and which column that is. */
static void keep_window(struct mq_fault *fault, const char *line, size_t len, size_t at)
{
	size_t start = step_back(line, at, WINDOW_BEFORE);
	size_t end = step_chars(line, len, start, WINDOW);
	struct mq_buf window = {0};

	/* A line that nearly fits is kept from its start. */
	if (start > 0 && end == len && step_back(line, len, WINDOW) == 0) {
		start = 0;
	}
	if (start > 0) {
		mq_buf_adds(&window, cut_mark);
	}
	add_line_part(&window, line + start, end - start);
	if (end < len) {
		mq_buf_adds(&window, cut_mark);
	}
	if (fault->column > 0) {
		fault->excerpt_column = count_chars(line + start, at - start) + (start > 0) + 1;
	}
	fault->excerpt = mq_buf_take(&window);
}

void mq_diag_place_at(struct mq_diag *diag, const char *file, size_t line, size_t column,
	const char *excerpt, size_t excerpt_len, size_t at)
{
	struct mq_fault *fault = newest(diag);

	if (fault == NULL) {
		return;
	}
	free(fault->file);
	free(fault->excerpt);
	fault->file = file != NULL ? mq_strdup(file) : NULL;
	fault->excerpt = NULL;
	fault->line = line;
	fault->column = column;
	fault->excerpt_column = 0;
	if (excerpt != NULL) {
		keep_window(fault, excerpt, excerpt_len, at < excerpt_len ? at : excerpt_len);
	}
}

void mq_diag_place(struct mq_diag *diag, const char *file, size_t line, size_t column,
	const char *excerpt, size_t excerpt_len)
{
	size_t at = 0;

	if (excerpt != NULL && column > 0) {
		at = step_chars(excerpt, excerpt_len, 0, column - 1);
	}
	mq_diag_place_at(diag, file, line, column, excerpt, excerpt_len, at);
}

void mq_diag_move(struct mq_diag *to, struct mq_diag *from)
{
	for (size_t i = 0; to != NULL && i < from->n_faults; i++) {
		if (mq_diag_full(to)) {
			to->n_dropped++;
			continue;
		}
		*push_fault(to) = from->faults[i];
		from->faults[i] = (struct mq_fault){0};
	}
	if (to != NULL) {
		to->n_dropped += from->n_dropped;
	}
	mq_diag_release(from);
}

void mq_diag_end(struct mq_diag *diag, size_t column)
{
	struct mq_fault *fault = newest(diag);

	if (fault != NULL) {
		fault->end_column = column;
	}
}

void mq_diag_hint(struct mq_diag *diag, const char *fmt, ...)
{
	struct mq_fault *fault = newest(diag);
	va_list args;

	if (fault == NULL) {
		return;
	}
	free(fault->hint);
	va_start(args, fmt);
	fault->hint = format_args(fmt, args);
	va_end(args);
}

void mq_diag_repair(struct mq_diag *diag, const char *text, size_t len)
{
	struct mq_fault *fault = newest(diag);

	if (fault != NULL) {
		free(fault->repair);
		fault->repair = mq_strndup(text, len);
	}
}

enum mq_err mq_diag_code(const struct mq_diag *diag)
{
	return diag != NULL && diag->n_faults > 0 ? diag->faults[0].code : MQ_OK;
}

/* ---- printing ---- */

static void add_head(struct mq_buf *out, const struct mq_fault *fault, const char *prefix)
{
	if (fault->file == NULL) {
		mq_buf_adds(out, prefix != NULL ? prefix : "");
	} else {
		mq_safe_text(out, fault->file, strlen(fault->file));
		if (fault->line > 0) {
			mq_buf_addf(out, ":%zu", fault->line);
		}
		if (fault->line > 0 && fault->column > 0) {
			mq_buf_addf(out, ":%zu", fault->column);
		}
		mq_buf_adds(out, ": ");
	}
	mq_safe_text(out, fault->message, strlen(fault->message));
	mq_buf_addc(out, '\n');
}

/* The caret stands where the text before it ends on the screen: that text is
 * measured as it is shown, with Chinese two columns wide. */
static void add_caret(struct mq_buf *out, const struct mq_fault *fault, int gutter)
{
	size_t len = strlen(fault->excerpt);
	size_t before = step_chars(fault->excerpt, len, 0, fault->excerpt_column - 1);
	struct mq_buf shown = {0};

	mq_safe_text(&shown, fault->excerpt, before);
	mq_buf_addf(out, "  %*s | ", gutter, "");
	for (size_t n = mq_width_text(shown.data, shown.len); n > 0; n--) {
		mq_buf_addc(out, ' ');
	}
	mq_buf_adds(out, "^\n");
	mq_buf_release(&shown);
}

static void add_excerpt(struct mq_buf *out, const struct mq_fault *fault)
{
	int gutter = 0;

	if (fault->file != NULL && fault->line > 0) {
		gutter = snprintf(NULL, 0, "%zu", fault->line);
		mq_buf_addf(out, "  %zu | ", fault->line);
	} else {
		mq_buf_adds(out, "   | ");
	}
	mq_safe_text(out, fault->excerpt, strlen(fault->excerpt));
	mq_buf_addc(out, '\n');
	if (fault->excerpt_column > 0) {
		add_caret(out, fault, gutter);
	}
}

static void add_line(struct mq_buf *out, const char *title, const char *text)
{
	if (text != NULL) {
		mq_buf_addf(out, "  %s: ", title);
		mq_safe_text(out, text, strlen(text));
		mq_buf_addc(out, '\n');
	}
}

static void add_fault(struct mq_buf *out, const struct mq_fault *fault, const char *prefix)
{
	add_head(out, fault, prefix);
	if (fault->excerpt != NULL) {
		add_excerpt(out, fault);
	}
	add_line(out, _("hint"), fault->hint);
	add_line(out, _("try"), fault->repair);
}

void mq_diag_print(const struct mq_diag *diag, const char *prefix, FILE *out)
{
	struct mq_buf text = {0};

	if (diag == NULL) {
		return;
	}
	for (size_t i = 0; i < diag->n_faults; i++) {
		add_fault(&text, &diag->faults[i], prefix);
	}
	if (diag->n_dropped > 0) {
		mq_buf_addf(&text, _("%s… and %zu more faults\n"), prefix != NULL ? prefix : "",
			diag->n_dropped);
	}
	if (text.len > 0) {
		fwrite(text.data, 1, text.len, out);
	}
	mq_buf_release(&text);
}
