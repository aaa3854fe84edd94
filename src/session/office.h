/* What the files of office share. */
#ifndef MINQING_SESSION_OFFICE_OWN_H
#define MINQING_SESSION_OFFICE_OWN_H

#include <minqing/office.h>

#include "own.h"

/* Why an act is done and where it came from; with dry_run it is planned alone. */
struct office_act {
	const char *why;
	const char *source;
	bool dry_run;
};

/* Make a plan from a view; it may be asked for again, with a plan that is zeroed. */
typedef enum mq_err (*office_plan_fn)(void *context, const struct mq_view *view,
	struct mq_plan *plan, struct mq_diag *diag);

enum mq_err office_do(struct mq_session *session, const struct office_act *what,
	office_plan_fn make, void *context, struct mq_plan *plan, struct mq_diag *diag);

/* ---- visit_heads.c ---- */

enum column_role { IGNORED, KEY, MARK, WORD };

struct column {
	enum column_role role;
	mq_field_id field;	/* MARK */
	char *head;
};

/* What we write before the cells of a row. */
extern const char head_status[];
extern const char head_reason[];
bool head_is_ours(const char *head);
/* Find what a column is for by its head. */
void head_find(const struct mq_schema *schema, struct column *column);

#endif
