/*
 * Queries that were asked before: kept, listed to be asked again, forgotten. They are in the file
 * that the screen keeps, by the same rules: see asked.h.
 */
#include "plain.h"

#include <stdlib.h>
#include <string.h>

#include "settings.h"

/* ---- keeping ---- */

void mq_plain_asked_begin(struct mq_plain *plain)
{
	struct mq_settings settings;
	struct mq_diag diag = {0};
	mq_settings_read_own(&settings, &diag);
	plain->keeps_asked = settings.history;
	plain->asked_path = mq_own_path(MQ_HOME_STATE, "history");
	if (plain->asked_path) {
		mq_asked_tidy(plain->asked_path);
	}
	if (plain->asked_path && plain->keeps_asked) {
		mq_asked_read(&plain->asked.lines, plain->asked_path, &diag);
	}
	mq_plain_say_fault(plain, MQ_OK, &diag);
}

void mq_plain_remember(struct mq_plain *plain)
{
	mq_asked_remember(&plain->asked, plain->session, plain->kind,
		mq_slice(plain->text.data, plain->text.len), plain->keeps_asked);
}

void mq_plain_asked_end(struct mq_plain *plain)
{
	struct mq_diag diag = {0};
	if (plain->asked_path && plain->asked.fresh.n > 0) {
		enum mq_err err = mq_asked_write(&plain->asked.fresh, plain->asked_path, &diag);
		mq_plain_say_fault(plain, err, &diag);
	}
	mq_asked_release(&plain->asked);
	free(plain->asked_path);
}

/* ---- having one again ---- */

/* Does one that is newer say the same? */
static bool is_listed(const struct mq_plain *plain, const char *line)
{
	size_t i = 0;
	while (i < plain->n && strcmp(plain->lines[i].query, line) != 0) {
		i++;
	}
	return i < plain->n;
}

/* The newest first, each once. */
void mq_plain_history_search(struct mq_plain *plain)
{
	const struct mq_asked *asked = &plain->asked;
	mq_plain_list_begin(plain, MQ_PLAIN_ASKED);
	for (size_t back = 0; (back = mq_asked_find(asked, plain->argument, back + 1)) > 0;) {
		const char *line = mq_ring_get(&asked->lines, back - 1);
		if (!is_listed(plain, line)) {
			mq_plain_list_add(plain, "%s", line)->query = mq_arena_strdup(&plain->arena, line);
		}
	}
	mq_plain_list_say(plain, 0, 0);
}

/* ---- forgetting ---- */

/* What was asked is in the steps of undo as well, and may be listed. */
void mq_plain_forget(struct mq_plain *plain)
{
	struct mq_diag diag = {0};
	enum mq_err err = plain->asked_path ? mq_asked_forget(plain->asked_path, &diag) : MQ_OK;
	mq_asked_release(&plain->asked);
	mq_steps_clear(&plain->undo);
	mq_steps_clear(&plain->redo);
	mq_plain_list_begin(plain, MQ_PLAIN_ROWS);
	if (err == MQ_OK) {
		mq_plain_say(plain, "%s", _("all queries are forgotten"));
	}
	mq_plain_say_fault(plain, err, &diag);
}
