#include <minqing/work.h>

#include <stdlib.h>
#include <string.h>

/* The files of work in a configuration directory, and the codes and expressions that stand in them. */

enum mq_err mq_work_file(const char *dir, const char *name, struct mq_conf **conf,
	struct mq_diag *diag)
{
	char *path = mq_format("%s/%s", dir, name);
	enum mq_err err = mq_conf_read_optional(path, conf, diag);

	free(path);
	return err;
}

enum mq_err mq_work_rows(const struct mq_node *map,
	enum mq_err (*read)(void *context, const struct mq_node *row), void *context)
{
	enum mq_err first = MQ_OK;

	for (const struct mq_node *row = map ? map->first : NULL; row; row = row->next) {
		enum mq_err err = read(context, row);

		first = first == MQ_OK ? err : first;
	}
	return first;
}

int mq_work_code(const struct mq_conf *conf, const struct mq_node *node, bool key,
	const struct mq_field *field, struct mq_diag *diag)
{
	const char *name = key ? node->key : node->text;
	const char *ids[64];
	size_t n = 0;
	int code = mq_codes_find(field->codes, name, strlen(name));

	if (code < 0) {
		mq_conf_fault(conf, node, key, diag, _("'%s' has no code '%s'"), field->id, name);
		for (; n < field->codes->n_codes && n < MQ_LENGTH(ids); n++) {
			ids[n] = field->codes->codes[n].id;
		}
		mq_diag_suggest(diag, name, ids, n);
	}
	return code;
}

enum mq_err mq_work_query(const struct mq_conf *conf, const struct mq_node *node,
	const struct mq_schema *schema, mq_kind_id kind, mq_day today, const char *text,
	struct mq_query **query, struct mq_diag *diag)
{
	struct mq_diag own = {0};
	enum mq_err err = mq_query_new(schema, kind, today, MQ_QUERY_WHOLE, text, strlen(text), query,
		&own);

	if (err == MQ_OK && mq_query_kind(*query) != kind) {
		mq_query_free(*query);
		err = mq_conf_fault(conf, node, false, diag, _("'%s' does not ask about a %s"), text,
			mq_kind_label(&schema->kinds[kind]));
	} else if (err != MQ_OK) {
		err = mq_conf_fault(conf, node, false, diag, "%s",
			own.n_faults ? own.faults[0].message : text);
		if (own.n_faults && own.faults[0].hint) {
			mq_diag_hint(diag, "%s", own.faults[0].hint);
		}
	}
	if (err != MQ_OK) {
		*query = NULL;
	}
	mq_diag_release(&own);
	return err;
}
