#include "own.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include <minqing/saved.h>

/*
 * Saved lists of the register (DIR/saved) and of the person (minqing/saved below
 * $XDG_CONFIG_HOME). Nothing is looked for until a question holds an @, or the lists
 * themselves are looked at; then a look at the files' names, sizes and times says whether to
 * read them again.
 */

char *mq_session_saved_dir(const struct mq_session *session, enum mq_saved_where where)
{
	return where == MQ_SAVED_SHARED ? mq_format("%s/saved", mq_session_dir(session))
		: mq_home_path(MQ_HOME_CONFIG, "minqing/saved");
}

/* ---- have they changed ---- */

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_yaml(const struct dirent *entry)
{
	const char *end = strrchr(entry->d_name, '.');

	return entry->d_name[0] != '.' && end && strcmp(end, ".yaml") == 0;
}

static void note_dir(const struct mq_session *session, enum mq_saved_where where,
	struct mq_buf *seen)
{
	char *dir = mq_session_saved_dir(session, where);
	struct dirent **entries = NULL;
	int n = scandir(dir, &entries, is_yaml, by_bytes);

	for (int i = 0; i < n; i++) {
		mq_session_note_file(dir, entries[i]->d_name, seen);
		free(entries[i]);
	}
	free(entries);
	free(dir);
}

static bool have_changed(struct mq_session *session)
{
	struct mq_buf noted = {0};

	note_dir(session, MQ_SAVED_PERSONAL, &noted);
	note_dir(session, MQ_SAVED_SHARED, &noted);
	return mq_session_seen_anew(&session->saved_seen, &noted);
}

/* ---- reading ---- */

static enum mq_err read_all(struct mq_session *session, struct mq_diag *diag)
{
	struct mq_saved_lists *lists = mq_saved_new();
	enum mq_err err = MQ_OK;

	for (int where = MQ_SAVED_PERSONAL; where <= MQ_SAVED_SHARED; where++) {
		char *dir = mq_session_saved_dir(session, (enum mq_saved_where)where);
		enum mq_err own = mq_saved_read(lists, session->schema, dir,
			(enum mq_saved_where)where, diag);

		err = err == MQ_OK ? own : err;
		free(dir);
	}
	mq_schema_set_saved(session->schema, lists);
	return err;
}

static bool names_a_list(const char *text, size_t len)
{
	static const char wide[] = "＠";

	return len && (memchr(text, '@', len) || memmem(text, len, wide, strlen(wide)));
}

void mq_session_see_files(struct mq_session *session)
{
	if (have_changed(session)) {
		read_all(session, NULL);
	}
}

void mq_session_see_saved(struct mq_session *session, const char *text, size_t len)
{
	if (names_a_list(text, len)) {
		mq_session_see_files(session);
	}
}

enum mq_err mq_session_saved(struct mq_session *session, struct mq_diag *diag)
{
	have_changed(session);
	return read_all(session, diag);
}

enum mq_err mq_session_saved_check(struct mq_session *session, struct mq_diag *diag)
{
	enum mq_err err = mq_session_saved(session, diag);
	enum mq_err own = mq_query_check_saved(session->schema, NULL, diag);

	return err == MQ_OK ? own : err;
}
