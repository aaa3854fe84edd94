/*
 * Who is at work. The kernel says: names in the environment can be set by anyone.
 */
#include <minqing/access.h>

#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <unistd.h>

char *mq_access_officer(void)
{
	uid_t uid = getuid();
	struct passwd entry;
	struct passwd *found = NULL;
	size_t size = 1024;
	char *room = mq_alloc(size);
	char *name;

	while (getpwuid_r(uid, &entry, room, size, &found) == ERANGE) {
		size *= 2;
		room = mq_realloc(room, size);
	}
	if (found != NULL && found->pw_name[0] != '\0') {
		name = mq_strdup(found->pw_name);
	} else {
		name = mq_format("uid-%lu", (unsigned long)uid);
	}
	free(room);
	return name;
}
