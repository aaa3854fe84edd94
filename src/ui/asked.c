#include "asked.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "prompt.h"

enum { FILE_MAX = MQ_ASKED_MAX * (MQ_PROMPT_MAX + 1), MODE = 0700 };

/* ---- keeping ---- */

static bool add(struct mq_ring *ring, const char *line, size_t len)
{
	const char *newest = mq_ring_get(ring, 0);
	bool same = newest && strlen(newest) == len && memcmp(newest, line, len) == 0;
	if (len == 0 || line[0] == ' ' || same) {
		return false;
	}
	mq_ring_add(ring, MQ_ASKED_MAX, line, len);
	return true;
}

bool mq_asked_add(struct mq_asked *asked, const char *line, size_t len)
{
	asked->recalled = 0;
	while (len > 0 && line[len - 1] == ' ') {
		len--;
	}
	return add(&asked->lines, line, len);
}

void mq_asked_remember(struct mq_asked *asked, struct mq_session *session, mq_kind_id kind,
	struct mq_slice text, bool kept)
{
	struct mq_buf line = {0};
	if (mq_asked_add(asked, text.data, text.len) && kept
		&& mq_session_redact(session, kind, text.data, text.len, &line)) {
		mq_ring_add(&asked->fresh, MQ_ASKED_MAX, line.data, line.len);
	}
	mq_buf_release(&line);
}

void mq_asked_release(struct mq_asked *asked)
{
	mq_ring_clear(&asked->lines);
	mq_ring_clear(&asked->fresh);
	free(asked->kept);
	*asked = (struct mq_asked){0};
}

/* ---- having one again ---- */

const char *mq_asked_recall(struct mq_asked *asked, const char *now, int direction)
{
	size_t back = asked->recalled;
	if (direction < 0 ? back == asked->lines.n : back == 0) {
		return NULL;
	}
	if (back == 0) {
		free(asked->kept);
		asked->kept = mq_strdup(now);
	}
	back = direction < 0 ? back + 1 : back - 1;
	asked->recalled = back;
	return back == 0 ? asked->kept : mq_ring_get(&asked->lines, back - 1);
}

size_t mq_asked_find(const struct mq_asked *asked, const char *text, size_t back)
{
	for (back = back > 0 ? back : 1; back <= asked->lines.n; back++) {
		if (strcasestr(mq_ring_get(&asked->lines, back - 1), text)) {
			return back;
		}
	}
	return 0;
}

/* ---- the value that ends a query ---- */

/* How long a sign is that stands before a value, or between two; 0: there is none. */
static size_t sign_at(const char *at)
{
	static const char *const signs[] = {" ", "　", ":", "：", "=", "＝", "<", "＜", ">", "＞", "~",
		"～", "(", "（", "{", "｛", ",", "，", "、"};
	for (size_t i = 0; i < MQ_LENGTH(signs); i++) {
		if (strncmp(at, signs[i], strlen(signs[i])) == 0) {
			return strlen(signs[i]);
		}
	}
	return 0;
}

/* How many bytes close something at the end of a text, spaces too. */
static size_t closing(const char *line, size_t len)
{
	static const char *const signs[] = {")", "）", "}", "｝", " ", "　"};
	for (size_t i = 0; i < MQ_LENGTH(signs); i++) {
		size_t n = strlen(signs[i]);
		if (len >= n && memcmp(line + len - n, signs[i], n) == 0) {
			return n;
		}
	}
	return 0;
}

struct mq_slice mq_asked_value(const char *line)
{
	size_t len = strlen(line);
	size_t from = 0;
	bool quoted = false;
	for (size_t n; (n = closing(line, len)) > 0;) {
		len -= n;
	}
	for (size_t at = 0; at < len;) {
		size_t sign = quoted ? 0 : sign_at(line + at);
		quoted ^= line[at] == '"' && (at == 0 || line[at - 1] != '\\');
		at += sign > 0 ? sign : 1;
		from = sign > 0 ? at : from;
	}
	return mq_slice(line + from, len - from);
}

/* ---- the file ---- */

/* Whoever locks it does. */
void mq_asked_tidy(const char *path)
{
	mq_disk_unlock(mq_disk_lock(path, MODE));
}

enum mq_err mq_asked_read(struct mq_ring *lines, const char *path, struct mq_diag *diag)
{
	struct mq_buf text = {0};
	mq_buf_adds(&text, "");
	enum mq_err err = mq_disk_read(path, FILE_MAX, &text, diag);
	for (const char *line = text.data; *line;) {
		size_t len = strcspn(line, "\n");
		add(lines, line, len);
		line += len + (line[len] == '\n');
	}
	mq_buf_release(&text);
	return err == MQ_ERR_NOT_FOUND ? MQ_OK : err;
}

static enum mq_err replace(const struct mq_ring *lines, const char *path, struct mq_diag *diag)
{
	struct mq_buf text = {0};
	for (size_t i = 0; i < lines->n; i++) {
		mq_buf_adds(&text, lines->texts[i]);
		mq_buf_addc(&text, '\n');
	}
	enum mq_err err = mq_disk_replace(path, MODE, &text, diag);
	mq_buf_release(&text);
	return err;
}

enum mq_err mq_asked_write(const struct mq_ring *fresh, const char *path, struct mq_diag *diag)
{
	struct mq_ring all = {0};
	int lock = mq_disk_lock(path, MODE);
	enum mq_err err = mq_asked_read(&all, path, diag);
	for (size_t i = 0; i < fresh->n; i++) {
		add(&all, fresh->texts[i], strlen(fresh->texts[i]));
	}
	if (err == MQ_OK) {
		err = replace(&all, path, diag);
	}
	mq_disk_unlock(lock);
	mq_ring_clear(&all);
	return err;
}

enum mq_err mq_asked_forget(const char *path, struct mq_diag *diag)
{
	int lock = mq_disk_lock(path, MODE);
	enum mq_err err = unlink(path) == 0 || errno == ENOENT ? MQ_OK : mq_disk_fault(diag, path);
	mq_disk_unlock(lock);
	return err;
}
