#include "log.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"

static const char *const hastes[] = {
	[MQ_HASTE_NONE] = "", [MQ_HASTE_SOME] = "+ ", [MQ_HASTE_MUCH] = "++ ",
};
static const char *const mice[] = {
	[MQ_MOUSE_PRESS] = "press", [MQ_MOUSE_LET_GO] = "let-go",
	[MQ_MOUSE_WHEEL_UP] = "up", [MQ_MOUSE_WHEEL_DOWN] = "down",
};

/* ---- writing down ---- */

static bool writes(const struct mq_log *log)
{
	return !log->apart && !log->within;
}

static void add_quoted(struct mq_buf *line, const char *text, size_t len)
{
	mq_buf_addc(line, '"');
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '"' || text[i] == '\\') {
			mq_buf_addc(line, '\\');
		}
		mq_buf_adds(line, text[i] == '\n' ? "\\n" : "");
		mq_buf_add(line, text + i, text[i] != '\n' && text[i] != '\0');
	}
	mq_buf_addc(line, '"');
}

static const char there[] = "there";

static void add_line(struct mq_log *log, enum mq_haste haste, struct mq_buf *line)
{
	struct mq_buf whole = {0};
	mq_buf_addf(&whole, "%s%s", hastes[haste], line->data);
	mq_ring_add(&log->lines, MQ_LOG_MAX, whole.data, whole.len);
	mq_buf_release(&whole);
	mq_buf_release(line);
}

static void add_text(struct mq_log *log, enum mq_haste haste, const char *how, const char *text, size_t len)
{
	struct mq_buf line = {0};
	mq_buf_addf(&line, "%s ", how);
	add_quoted(&line, text, len);
	add_line(log, haste, &line);
}

/* Letters typed in a row become a line. */
static void end_typing(struct mq_log *log)
{
	if (log->typed.len > 0) {
		add_text(log, log->typed_haste, "type", log->typed.data, log->typed.len);
		mq_buf_clear(&log->typed);
	}
}

/* Words with a space between, those that are NULL left out. */
static void add_words(struct mq_log *log, enum mq_haste haste, const char *const words[3])
{
	struct mq_buf line = {0};
	if (!writes(log)) {
		return;
	}
	end_typing(log);
	for (size_t i = 0; i < 3; i++) {
		mq_buf_adds(&line, words[i] && line.len > 0 ? " " : "");
		mq_buf_adds(&line, words[i] ? words[i] : "");
	}
	add_line(log, haste, &line);
}

void mq_log_command(struct mq_log *log, enum mq_haste haste, const struct mq_command *command,
	const char *argument)
{
	add_words(log, haste, (const char *const[]){command->name, argument, NULL});
}

void mq_log_there(struct mq_log *log, enum mq_haste haste, const struct mq_command *command,
	const char *argument)
{
	add_words(log, haste, (const char *const[]){there, command ? command->name : NULL,
		command ? argument : NULL});
}

void mq_log_type(struct mq_log *log, enum mq_haste haste, const char *text, size_t len)
{
	if (!writes(log)) {
		return;
	}
	if (log->typed_haste != haste) {
		end_typing(log);
	}
	log->typed_haste = haste;
	mq_buf_add(&log->typed, text, len);
}

void mq_log_paste(struct mq_log *log, enum mq_haste haste, const char *text, size_t len)
{
	if (writes(log)) {
		end_typing(log);
		add_text(log, haste, "paste", text, len);
	}
}

void mq_log_mouse(struct mq_log *log, enum mq_haste haste, const struct mq_mouse *mouse)
{
	struct mq_buf line = {0};
	if (writes(log)) {
		end_typing(log);
		mq_buf_addf(&line, "pointer %s %d %d", mice[mouse->what], mouse->x, mouse->y);
		add_line(log, haste, &line);
	}
}

void mq_log_print(struct mq_log *log, struct mq_buf *out)
{
	end_typing(log);
	for (size_t i = 0; i < log->lines.n; i++) {
		mq_buf_addf(out, "%s\n", log->lines.texts[i]);
	}
}

void mq_log_release(struct mq_log *log)
{
	mq_ring_clear(&log->lines);
	mq_buf_release(&log->typed);
	*log = (struct mq_log){0};
}

/* ---- reading ---- */

/* The words behind `how`, where the line begins with that; else NULL. */
static const char *behind(const char *line, const char *how)
{
	size_t len = strlen(how);
	return strncmp(line, how, len) == 0 && line[len] == ' ' ? line + len + 1 : NULL;
}

static bool read_quoted(const char *at, struct mq_buf *text)
{
	if (*at++ != '"') {
		return false;
	}
	for (; *at && *at != '"'; at++) {
		bool escaped = *at == '\\' && at[1] != '\0';
		at += escaped;
		mq_buf_addc(text, escaped && *at == 'n' ? '\n' : *at);
	}
	return at[0] == '"' && at[1] == '\0' && text->len > 0;
}

static bool read_number(const char **at, int *number)
{
	char *end;
	long value = strtol(*at, &end, 10);
	bool good = end > *at && value >= 0 && value < SHRT_MAX;
	*number = good ? (int)value : 0;
	*at = end + (*end == ' ');
	return good;
}

static bool read_mouse(const char *at, struct mq_mouse *mouse)
{
	for (size_t i = 0; i < MQ_LENGTH(mice); i++) {
		const char *place = behind(at, mice[i]);
		if (place) {
			mouse->what = (enum mq_mouse_what)i;
			return read_number(&place, &mouse->x) && read_number(&place, &mouse->y) && !*place;
		}
	}
	return false;
}

static bool read_command(const char *line, struct mq_deed *deed)
{
	size_t len = strcspn(line, " ");
	char *name = mq_strndup(line, len);
	deed->kind = MQ_DEED_COMMAND;
	deed->command = mq_command_find(name);
	mq_buf_adds(&deed->text, line + len + (line[len] == ' '));
	free(name);
	return deed->command != NULL;
}

static bool read_there(const char *line, struct mq_deed *deed)
{
	const char *command = behind(line, there);
	bool good = !command || read_command(command, deed);
	deed->kind = MQ_DEED_THERE;
	return good;
}

static bool read_deed(const char *line, struct mq_deed *deed)
{
	const char *text;
	if (strcmp(line, there) == 0 || behind(line, there)) {
		return read_there(line, deed);
	}
	if ((text = behind(line, "type"))) {
		deed->kind = MQ_DEED_TYPE;
		return read_quoted(text, &deed->text);
	}
	if ((text = behind(line, "paste"))) {
		deed->kind = MQ_DEED_PASTE;
		return read_quoted(text, &deed->text);
	}
	if ((text = behind(line, "pointer"))) {
		deed->kind = MQ_DEED_MOUSE;
		return read_mouse(text, &deed->mouse);
	}
	return read_command(line, deed);
}

static enum mq_haste read_haste(const char **at)
{
	enum mq_haste haste = MQ_HASTE_MUCH;
	while (haste > MQ_HASTE_NONE && strncmp(*at, hastes[haste], strlen(hastes[haste])) != 0) {
		haste--;
	}
	*at += strlen(hastes[haste]);
	return haste;
}

bool mq_deed_read(const char *line, size_t len, struct mq_deed *deed)
{
	char *copy = mq_strndup(line, len);
	const char *at = copy;
	bool good = true;
	*deed = (struct mq_deed){.kind = MQ_DEED_NONE};
	if (*at && *at != '#') {
		deed->haste = read_haste(&at);
		good = read_deed(at, deed);
	}
	free(copy);
	return good;
}
