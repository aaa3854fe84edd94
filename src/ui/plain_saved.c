/*
 * Queries that have names: kept, listed, renamed, shared and removed, each by its name. Of several
 * lists called so it is the one that a question means, as everywhere.
 */
#include "plain.h"

#include <stdlib.h>
#include <string.h>

#include <minqing/saved.h>

/* ---- keeping, and listing ---- */

void mq_plain_save(struct mq_plain *plain)
{
	char *path = NULL;
	struct mq_diag diag = {0};
	enum mq_err err = mq_session_saved_save(plain->session, plain->argument, plain->reply.kind,
		plain->text.len > 0 ? plain->text.data : "", plain->text.len, NULL, false, &path,
		&diag);
	if (err == MQ_OK) {
		mq_plain_say(plain, _("saved as @%s in %s"), plain->argument, path);
		mq_plain_task_end(plain, "save");
	}
	mq_plain_say_fault(plain, err, &diag);
	free(path);
}

/* Those that are hidden by a nearer one cannot be asked. */
void mq_plain_saved(struct mq_plain *plain)
{
	struct mq_diag diag = {0};
	mq_session_saved(plain->session, &diag);
	mq_plain_list_begin(plain, MQ_PLAIN_SAVED);
	for (size_t i = 0; i < mq_schema_n_saved(plain->schema); i++) {
		const struct mq_saved *saved = mq_schema_saved_at(plain->schema, i);
		if (saved->broken || mq_schema_saved_hidden(plain->schema, saved, MQ_SAVED_PERSONAL)) {
			continue;
		}
		struct mq_buf name = {0};
		mq_saved_signature(saved, &name);
		bool other = saved->kind != plain->kind;
		mq_plain_list_add(plain, "@%s, %s", name.data, mq_saved_label(saved))->query =
			mq_arena_format(&plain->arena, "%s%s%s@%s", other ? "from:" : "",
				other ? plain->schema->kinds[saved->kind].id : "", other ? " " : "",
				saved->id);
		mq_buf_release(&name);
	}
	mq_plain_say_fault(plain, MQ_OK, &diag);
	mq_plain_list_say(plain, 0, 0);
}

/* ---- one of them ---- */

/* Without the @ that a query has before it. */
static const char *name_of(const char *typed)
{
	static const char wide[] = "＠";
	size_t n = *typed == '@' ? 1 : strncmp(typed, wide, strlen(wide)) == 0 ? strlen(wide) : 0;
	return typed + n;
}

/* The list called so, which may be changed here; NULL, told why. Borrowed from rows, which the
 * caller releases. */
static const struct mq_saved_row *find(struct mq_plain *plain, const char *name,
	struct mq_saved_rows *rows)
{
	struct mq_diag diag = {0};
	const struct mq_saved_row *row = NULL;
	mq_session_saved_rows(plain->session, plain->kind, rows, &diag);
	mq_diag_release(&diag);	/* :saved tells what is amiss with others */
	for (size_t i = 0; i < rows->n && !row; i++) {
		row = strcmp(rows->rows[i].id, name) == 0 ? &rows->rows[i] : NULL;
	}
	if (!row) {
		mq_plain_say(plain, _("no list is called @%s; :saved lists them"), name);
	} else if (row->where == MQ_SAVED_CONFIG) {
		mq_plain_say(plain, "%s", _("this list comes with the configuration"));
		row = NULL;
	}
	return row;
}

void mq_plain_rename(struct mq_plain *plain)
{
	const char *typed = name_of(plain->argument);
	char *name = mq_strndup(typed, strcspn(typed, " "));
	const char *to = name_of(typed + strlen(name) + strspn(typed + strlen(name), " "));
	struct mq_saved_rows rows = {0};
	const struct mq_saved_row *row = *to ? find(plain, name, &rows) : NULL;
	struct mq_diag diag = {0};
	char *path = NULL;
	if (!*to) {
		mq_plain_say(plain, "%s", _(":rename takes two names: the one it has, and the new one"));
	}
	if (row) {
		enum mq_err err = mq_session_saved_rename(plain->session, name,
			row->where == MQ_SAVED_SHARED, to, &path, &diag);
		if (err == MQ_OK) {
			mq_plain_say(plain, _("it is @%s now"), to);
		}
		mq_plain_say_fault(plain, err, &diag);
	}
	free(path);
	free(name);
	mq_saved_rows_release(&rows);
}

void mq_plain_share(struct mq_plain *plain)
{
	const char *name = name_of(plain->argument);
	struct mq_saved_rows rows = {0};
	const struct mq_saved_row *row = find(plain, name, &rows);
	struct mq_diag diag = {0};
	char *path = NULL;
	if (row && row->where == MQ_SAVED_SHARED) {
		mq_plain_say(plain, "%s", _("this list is shared already"));
	} else if (row) {
		enum mq_err err = mq_session_saved_share(plain->session, name, &path, &diag);
		if (err == MQ_OK) {
			mq_plain_say(plain, _("@%s is the register's now"), name);
		}
		mq_plain_say_fault(plain, err, &diag);
	}
	free(path);
	mq_saved_rows_release(&rows);
}

/* What it asked is told: typed and saved again, it is there again. */
void mq_plain_remove(struct mq_plain *plain)
{
	const char *name = name_of(plain->argument);
	struct mq_saved_rows rows = {0};
	const struct mq_saved_row *row = find(plain, name, &rows);
	struct mq_diag diag = {0};
	char *path = NULL;
	if (row) {
		enum mq_err err = mq_session_saved_remove(plain->session, name,
			row->where == MQ_SAVED_SHARED, &path, &diag);
		if (err == MQ_OK) {
			mq_plain_say(plain, _("removed @%s, which asked: %s"), name, row->text);
		}
		mq_plain_say_fault(plain, err, &diag);
	}
	free(path);
	mq_saved_rows_release(&rows);
}
