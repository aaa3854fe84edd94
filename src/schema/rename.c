/*
 * Names that definitions had before: few, and asked for only where a name fits
 * nothing that is there now.
 */
#include "own.h"

#include <string.h>

const struct mq_rename *mq_schema_renamed(const struct mq_schema *schema, enum mq_rename_what what,
	const char *list, const char *name, size_t len)
{
	const struct mq_schema_private *own = schema->own;
	const struct mq_rename *found = NULL;
	struct mq_buf folded = {0};
	struct mq_buf scratch = {0};

	if (own->n_renames == 0 || !mq_names_possible(name, len)) {
		return NULL;
	}
	mq_names_fold(&folded, name, len);
	for (size_t i = 0; i < own->n_renames && found == NULL && folded.len > 0; i++) {
		const struct mq_rename *rename = own->renames + i;

		if (rename->what == what && mq_names_match(rename->was, &folded, &scratch)
				&& (what != MQ_RENAME_CODE || strcmp(rename->list, list) == 0)) {
			found = rename;
		}
	}
	mq_buf_release(&folded);
	mq_buf_release(&scratch);
	return found;
}
