/*
 * The universe: the records that an officer's questions range over. A register has
 * no roles as long as it belongs to a single person; it is told to whoever the kernel
 * let open it, all of it. What an evaluation is given here it never goes beyond.
 */
#include <minqing/access.h>

void mq_access_universe(struct mq_view *view, const char *officer)
{
	size_t n_kinds = view->schema->n_kinds;

	(void)officer;
	for (size_t kind = 0; kind < n_kinds && kind < MQ_KINDS_MAX; kind++) {
		view->universe[kind] = mq_index_live(view->index, (mq_kind_id)kind);
	}
}
