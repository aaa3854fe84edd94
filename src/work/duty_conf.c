#include "duty_own.h"

#include <string.h>

/*
 * What staff.yaml and duties.yaml are read with: texts, labels and expressions of a map, kept in
 * an arena. Reading goes on past a fault, so that all of them are told at once.
 */

void read_fault(struct conf_reader *reader, enum mq_err err)
{
	reader->err = reader->err == MQ_OK ? err : reader->err;
}

bool read_map(struct conf_reader *reader, const struct mq_node *map,
	const struct mq_conf_row *rows, size_t n_rows)
{
	enum mq_err err = map->type == MQ_NODE_MAP ? MQ_OK :
		mq_conf_fault(reader->conf, map, true, reader->diag, _("'%s' must be a map"),
			map->key ? map->key : _("entry"));

	if (err == MQ_OK) {
		err = mq_conf_check(reader->conf, map, rows, n_rows, reader->diag);
	}
	read_fault(reader, err);
	return err == MQ_OK;
}

const char *read_text(struct conf_reader *reader, const struct mq_node *map, const char *key)
{
	const struct mq_node *node = mq_node_get(map, key);
	const char *text = NULL;

	if (!node) {
		return NULL;
	}
	read_fault(reader, mq_node_text(reader->conf, node, &text, reader->diag));
	return text ? mq_arena_strdup(reader->arena, text) : NULL;
}

void read_labels(struct conf_reader *reader, const struct mq_node *map, const char **zh,
	const char **en)
{
	const char *english = read_text(reader, map, "en");
	const char *chinese = read_text(reader, map, "zh");

	*en = english ? english : mq_arena_strdup(reader->arena, map->key);
	*zh = chinese ? chinese : *en;
}

/* The fault of a query stands where its text does in the file. */
static void tell_query_fault(struct conf_reader *reader, const struct mq_node *node,
	const struct mq_diag *found)
{
	const struct mq_fault *fault = found->faults;

	read_fault(reader, mq_conf_fault(reader->conf, node, false, reader->diag, "'%s': %s",
		node->text, found->n_faults ? fault->message : mq_err_text(MQ_ERR_QUERY)));
	if (found->n_faults && fault->hint) {
		mq_diag_hint(reader->diag, "%s", fault->hint);
	}
}

/* It is and-ed with others: of its own kind, and without an order. */
static bool can_be_part(const struct mq_query *query, mq_kind_id kind)
{
	struct mq_buf beside = {0};
	bool can;

	mq_query_print_from(query, &beside);
	mq_query_print_directives(query, &beside);
	can = beside.len == 0 && mq_query_kind(query) == kind;
	mq_buf_release(&beside);
	return can;
}

const char *read_expression(struct conf_reader *reader, const struct mq_node *map, const char *key,
	mq_kind_id kind)
{
	const char *text = read_text(reader, map, key);
	struct mq_query *query = NULL;
	struct mq_diag found = {0};

	/* The day changes no verdict: any will do. */
	if (text && mq_query_new(reader->schema, kind, 0, MQ_QUERY_WHOLE, text, strlen(text), &query,
			&found) != MQ_OK) {
		tell_query_fault(reader, mq_node_get(map, key), &found);
	} else if (text && !can_be_part(query, kind)) {
		read_fault(reader, mq_conf_fault(reader->conf, mq_node_get(map, key), false,
			reader->diag, _("'%s' must be conditions alone, without from: or sort:"), text));
	}
	mq_query_free(query);
	mq_diag_release(&found);
	return text;
}
