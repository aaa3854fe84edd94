/*
 * The lines that were said here: listed, written to a file, and said again. As on the screen what
 * writes, or takes something out, is not among them: it would be done twice.
 */
#include "plain.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILE_BYTES_MAX = 8 * 1024 * 1024, FILE_MODE = 0600 };

static void (*const apart[])(struct mq_plain *plain) = {
	mq_plain_answer, mq_plain_copy, mq_plain_copy_marked, mq_plain_dismiss, mq_plain_export,
	mq_plain_export_marked, mq_plain_forget, mq_plain_log, mq_plain_need, mq_plain_overwrite,
	mq_plain_overwrite_marked, mq_plain_plan_round, mq_plain_remove, mq_plain_rename,
	mq_plain_replay, mq_plain_save,
	mq_plain_service, mq_plain_share, mq_plain_visit,
};

static bool works_beside(const struct mq_plain_said *said)
{
	const struct mq_plain_command *command = said->saying == MQ_PLAIN_COMMAND
		? mq_plain_command(said->name) : NULL;
	bool beside = false;
	for (size_t i = 0; command && i < MQ_LENGTH(apart); i++) {
		beside |= apart[i] == command->run;
	}
	return beside;
}

/* A form that is open takes the lines: they are the form's. */
void mq_plain_keep_line(struct mq_plain *plain, const char *line, size_t len,
	const struct mq_plain_said *said)
{
	if (plain->form.n == 0 && !works_beside(said)) {
		mq_buf_add(&plain->log, line, len);
		mq_buf_adds(&plain->log, len > 0 && line[len - 1] == '\n' ? "" : "\n");
	}
}

/* ---- listing and writing ---- */

static void list_lines(struct mq_plain *plain)
{
	mq_plain_list_begin(plain, MQ_PLAIN_LOG);
	for (const char *at = plain->log.len > 0 ? plain->log.data : ""; *at;) {
		int len = (int)strcspn(at, "\n");
		mq_plain_list_add(plain, "%.*s", len, at);
		at += len + (at[len] == '\n');
	}
	mq_plain_list_say(plain, 0, 0);
}

void mq_plain_log(struct mq_plain *plain)
{
	const char *path = plain->argument;
	struct mq_diag diag = {0};
	enum mq_err err = MQ_OK;
	if (!*path) {
		list_lines(plain);
		return;
	}
	if (access(path, F_OK) == 0) {
		errno = EEXIST;
		err = mq_disk_fault(&diag, path);
	} else if (!mq_disk_write_synced(path, FILE_MODE, plain->log.len > 0 ? plain->log.data : "",
		plain->log.len)) {
		err = mq_disk_fault(&diag, path);
	} else {
		mq_plain_say(plain, _("written to %s"), path);
		mq_plain_say(plain, "%s", _("names that were typed are in it"));
	}
	mq_plain_say_fault(plain, err, &diag);
}

/* ---- saying it again ---- */

void mq_plain_replay(struct mq_plain *plain)
{
	struct mq_buf text = {0};
	struct mq_diag diag = {0};
	mq_buf_adds(&text, "");
	enum mq_err err = mq_disk_read(plain->argument, FILE_BYTES_MAX, &text, &diag);
	if (err == MQ_ERR_NOT_FOUND) {
		errno = ENOENT;
		err = mq_disk_fault(&diag, plain->argument);
	}
	mq_plain_say_fault(plain, err, &diag);
	for (const char *at = text.data; err == MQ_OK && *at && !plain->quit;) {
		size_t len = strcspn(at, "\n");
		struct mq_plain_said said = mq_plain_read(at, len);
		if (!works_beside(&said)) {
			mq_plain_say(plain, "> %.*s", (int)len, at);
			mq_plain_do(plain, at, len);
		}
		at += len + (at[len] == '\n');
	}
	mq_buf_release(&text);
}
