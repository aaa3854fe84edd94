/*
 * log: what was done in this screen, whatever keys it was bound to, so that it can be done
 * again. It is kept in memory, and on disk only where somebody has it written.
 *
 *     type "age>=80"	letters, one by one
 *     paste "a\nb"	a text in one piece
 *     condition 2	a command, and what it was given
 *     there sort	a command from a sheet, which closes first; `there` alone: it closes
 *     pointer press 30 6	where: column and row, from 0
 *     + back		pressed when all was not shown yet that the key before led to
 *     ++ back		… when that was not answered yet
 *     # …		nothing
 *
 * In quotes \" \\ and \n stand for what they always do.
 */
#ifndef MINQING_UI_LOG_H
#define MINQING_UI_LOG_H

#include "mouse.h"
#include "ring.h"

enum { MQ_LOG_MAX = 1000 };

struct mq_command;

/* How far what was pressed before was worked out. */
enum mq_haste {
	MQ_HASTE_NONE,		/* wholly */
	MQ_HASTE_SOME,		/* it was answered, but facets, a card, what may be typed are to come */
	MQ_HASTE_MUCH,		/* not at all */
};

/* Zeroed is empty. */
struct mq_log {
	struct mq_ring lines;
	struct mq_buf typed;	/* letters in a row, no line yet */
	enum mq_haste typed_haste;
	bool apart;		/* what works beside the screen is at work, and is not written down */
	bool within;		/* what is done now is part of what was written down already */
};

void mq_log_command(struct mq_log *log, enum mq_haste haste, const struct mq_command *command,
	const char *argument);
/* The same from a sheet; command NULL: the sheet closes, and what it led to is not written down. */
void mq_log_there(struct mq_log *log, enum mq_haste haste, const struct mq_command *command,
	const char *argument);
void mq_log_type(struct mq_log *log, enum mq_haste haste, const char *text, size_t len);
void mq_log_paste(struct mq_log *log, enum mq_haste haste, const char *text, size_t len);
void mq_log_mouse(struct mq_log *log, enum mq_haste haste, const struct mq_mouse *mouse);
/* All lines, each ended, appended. */
void mq_log_print(struct mq_log *log, struct mq_buf *out);
void mq_log_release(struct mq_log *log);

/* ---- a line read again ---- */

enum mq_deed_kind {
	MQ_DEED_NONE,		/* an empty line, a remark */
	MQ_DEED_COMMAND,
	MQ_DEED_THERE,		/* command NULL: only the sheet closes */
	MQ_DEED_TYPE,
	MQ_DEED_PASTE,
	MQ_DEED_MOUSE,
};

struct mq_deed {
	enum mq_deed_kind kind;
	enum mq_haste haste;
	const struct mq_command *command;
	struct mq_buf text;	/* what is typed or pasted, or the argument; empty: none */
	struct mq_mouse mouse;
};

/* False where the line says nothing that can be done. The caller releases deed->text. */
bool mq_deed_read(const char *line, size_t len, struct mq_deed *deed);

#endif
