#include "own.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/*
 * Files that a session reads and keeps: where those of the register's configuration are, and
 * whether somebody changed what was read. That is told by a look at their places, sizes and times.
 */

char *mq_session_config_dir(const struct mq_session *session)
{
	return mq_format("%s/config", mq_session_dir(session));
}

void mq_session_note_file(const char *dir, const char *name, struct mq_buf *noted)
{
	char *path = mq_format("%s/%s", dir, name);
	struct stat st = {0};

	if (stat(path, &st) == 0) {
		mq_buf_addf(noted, "%s %llu %lld %lld.%09ld\n", path, (unsigned long long)st.st_ino,
			(long long)st.st_size, (long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
	}
	free(path);
}

bool mq_session_seen_anew(char **seen, struct mq_buf *noted)
{
	char *now = mq_buf_take(noted);
	bool anew = !*seen || strcmp(*seen, now) != 0;

	free(*seen);
	*seen = now;
	return anew;
}

bool mq_session_config_anew(const struct mq_session *session, const char *const *names,
	size_t n_names, char **seen)
{
	char *dir = mq_session_config_dir(session);
	struct mq_buf noted = {0};

	for (size_t i = 0; i < n_names; i++) {
		mq_session_note_file(dir, names[i], &noted);
	}
	free(dir);
	return mq_session_seen_anew(seen, &noted);
}
