/* The files of saved lists: what saved_file.c, saved_move.c and saved_turn.c share. */
#ifndef MINQING_SESSION_SAVED_FILE_H
#define MINQING_SESSION_SAVED_FILE_H

#include "own.h"

#include <sys/types.h>

enum mq_saved_where mq_saved_where_of(bool shared);
/* The list called so that is read from `where`, or NULL; borrowed. Names that fold alike
 * are one. */
const struct mq_saved *mq_saved_at(const struct mq_session *session, const char *id,
	enum mq_saved_where where);
/* USAGE where a name cannot be one. */
enum mq_err mq_saved_check_id(const char *name, struct mq_diag *diag);
/* USAGE where the list is faulty, or its file, which somebody wrote by hand, holds others. */
enum mq_err mq_saved_is_alone(const struct mq_saved *list, struct mq_diag *diag);
/* Where a list is read from, or would be: *path is owned by the caller. USAGE where that
 * file holds other names. */
enum mq_err mq_saved_place(const struct mq_session *session, const char *id, bool shared,
	char **path, struct mq_diag *diag);
/* USAGE where lists of `nearest` or farther places lean on one, and none of its name is farther. */
enum mq_err mq_saved_nobody_leans(const struct mq_session *session, const struct mq_saved *list,
	enum mq_saved_where nearest, struct mq_diag *diag);
/* The mode of the directory: a person's own are theirs alone; the register's are for whoever
 * the register is. */
mode_t mq_saved_mode(const struct mq_session *session, bool shared);

#endif
