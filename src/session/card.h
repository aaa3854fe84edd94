/* A card being written; what the files of cards share. */
#ifndef MINQING_SESSION_CARD_H
#define MINQING_SESSION_CARD_H

#include <minqing/card.h>

#include "own.h"

enum { MQ_ALL_GROUPS = -1 };

struct mq_writing {
	struct mq_session *session;
	struct mq_card *card;
	struct mq_row_source *self;
	size_t cap_sections;
	size_t cap_lines;	/* of the newest section */
	struct mq_history history;	/* of the record */
	bool *holds;		/* by field: derived tags that are true of it, and of those above */
	enum mq_err err;	/* what kept the card from being whole */
	struct mq_diag *diag;
};

/* A section, then its lines; texts are copied. A value of {NULL, 0} is not known. */
struct mq_card_section *mq_writing_section(struct mq_writing *w, const char *id,
	const char *title);
struct mq_card_line *mq_writing_line(struct mq_writing *w, struct mq_card_section *section,
	const char *label, struct mq_slice value);
/* The known fields of a kind that are no tags: those of one group, or of all. */
void mq_writing_fields(struct mq_writing *w, struct mq_card_section *section, mq_kind_id kind,
	int group);
/* The newest section goes where it stayed empty. */
void mq_writing_drop_if_empty(struct mq_writing *w);

/* Each writes the sections it is named after: card_why.c, card_linked.c, card_area.c,
 * card_tags.c. */
void mq_writing_why(struct mq_writing *w);
void mq_writing_members(struct mq_writing *w);
void mq_writing_above(struct mq_writing *w);
void mq_writing_journals(struct mq_writing *w);
void mq_writing_areas(struct mq_writing *w);
void mq_writing_checks(struct mq_writing *w);
void mq_writing_tags(struct mq_writing *w);

#endif
