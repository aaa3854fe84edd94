#include "visit_own.h"

#include <string.h>

/*
 * visits.yaml: what an outcome implies and suggests, and which tags bring questions of
 * their own. Told in minqing-visits(5).
 */

static const struct mq_conf_row top_rows[] = {
	{"outcomes", MQ_NODE_MAP, false},
	{"questions", MQ_NODE_MAP, false},
};
static const struct mq_conf_row outcome_rows[] = {
	{"mode", MQ_NODE_SCALAR, false},
	{"reached", MQ_NODE_SCALAR, false},
	{"suggest", MQ_NODE_MAP, false},
};
static const struct mq_conf_row question_rows[] = {
	{"when", MQ_NODE_SCALAR, true},
	{"ask", MQ_NODE_LIST, true},
	{"required", MQ_NODE_SCALAR, false},
};

struct reading {
	const struct mq_conf *file;
	const struct mq_schema *schema;
	struct visit_names names;
	mq_day today;
	struct visit_conf *conf;
	struct mq_diag *diag;
};

/* The canonical text of a value, in the arena; a fault at its node. */
static enum mq_err read_value(struct reading *r, const struct mq_node *node, mq_field_id field,
	const char **out)
{
	const struct mq_field *f = &r->schema->fields[field];
	struct mq_buf text = {0};
	struct mq_value value;
	enum mq_err err = mq_value_read(f, node->text, node->len, &text, &value, NULL);

	if (err == MQ_OK) {
		*out = mq_arena_strndup(&r->conf->arena, value.text.data, value.text.len);
	} else {
		err = mq_conf_fault(r->file, node, false, r->diag, _("'%s' is no value of '%s'"),
			node->text, mq_field_label(f));
	}
	mq_buf_release(&text);
	return err;
}

static enum mq_err read_field(struct reading *r, const struct mq_node *node, bool at_key,
	mq_kind_id kind, mq_field_id *field)
{
	const char *name = at_key ? node->key : node->text;

	*field = mq_schema_field_exact(r->schema, kind, name, strlen(name));
	if (*field != MQ_NO_FIELD && r->schema->fields[*field].kind == kind) {
		return MQ_OK;
	}
	return mq_conf_fault(r->file, node, at_key, r->diag, _("a %s has no field '%s'"),
		mq_kind_label(&r->schema->kinds[kind]), name);
}

static enum mq_err read_suggestions(struct reading *r, const struct mq_node *map,
	struct visit_outcome *outcome)
{
	enum mq_err first = MQ_OK;

	outcome->suggestions = mq_arena_alloc(&r->conf->arena,
		(map->n_children + 1) * sizeof(*outcome->suggestions));
	for (const struct mq_node *node = map->first; node; node = node->next) {
		struct visit_suggestion *suggestion = &outcome->suggestions[outcome->n_suggestions];
		enum mq_err err = read_field(r, node, true, r->names.resident, &suggestion->field);

		if (err == MQ_OK) {
			err = read_value(r, node, suggestion->field, &suggestion->value);
		}
		outcome->n_suggestions += err == MQ_OK;
		first = first == MQ_OK ? err : first;
	}
	return first;
}

static enum mq_err check_rows(struct reading *r, const struct mq_node *node,
	const struct mq_conf_row *rows, size_t n_rows)
{
	return node->type == MQ_NODE_MAP ? mq_conf_check(r->file, node, rows, n_rows, r->diag) :
		mq_conf_fault(r->file, node, true, r->diag, _("'%s' is to have rows below it"),
			node->key);
}

static enum mq_err read_outcome(void *context, const struct mq_node *node)
{
	struct reading *r = context;
	struct visit_outcome *outcome = &r->conf->outcomes[r->conf->n_outcomes];
	const struct mq_codes *codes = r->schema->fields[r->names.outcome].codes;
	const struct mq_node *mode = mq_node_get(node, "mode");
	const struct mq_node *suggest = mq_node_get(node, "suggest");
	enum mq_err err = check_rows(r, node, outcome_rows, MQ_LENGTH(outcome_rows));

	outcome->code = mq_codes_find(codes, node->key, strlen(node->key));
	if (err == MQ_OK && outcome->code < 0) {
		err = mq_conf_fault(r->file, node, true, r->diag, _("'%s' is no value of '%s'"),
			node->key, mq_field_label(&r->schema->fields[r->names.outcome]));
	}
	if (err == MQ_OK && mode && r->names.mode != MQ_NO_FIELD) {
		err = read_value(r, mode, r->names.mode, &outcome->mode);
	}
	if (err == MQ_OK) {
		err = mq_node_bool(r->file, mq_node_get(node, "reached"), &outcome->reached, r->diag);
		err = err == MQ_ERR_NOT_FOUND ? MQ_OK : err;
	}
	if (err == MQ_OK && suggest) {
		err = read_suggestions(r, suggest, outcome);
	}
	r->conf->n_outcomes += err == MQ_OK;
	return err;
}

static enum mq_err read_asked(struct reading *r, const struct mq_node *list,
	struct visit_question *question)
{
	enum mq_err first = MQ_OK;

	question->ask = mq_arena_alloc(&r->conf->arena,
		(list->n_children + 1) * sizeof(*question->ask));
	for (const struct mq_node *node = list->first; node; node = node->next) {
		enum mq_err err = node->type != MQ_NODE_SCALAR ?
			mq_conf_fault(r->file, node, false, r->diag, "%s", _("a field is wanted here")) :
			read_field(r, node, false, r->names.visit, &question->ask[question->n_ask]);

		question->n_ask += err == MQ_OK;
		first = first == MQ_OK ? err : first;
	}
	return first;
}

static enum mq_err read_question(void *context, const struct mq_node *node)
{
	struct reading *r = context;
	struct visit_question *question = &r->conf->questions[r->conf->n_questions++];
	enum mq_err err = check_rows(r, node, question_rows, MQ_LENGTH(question_rows));

	if (err == MQ_OK) {
		const struct mq_node *when = mq_node_get(node, "when");

		err = mq_work_query(r->file, when, r->schema, r->names.resident, r->today, when->text,
			&question->when, r->diag);
	}
	if (err == MQ_OK) {
		err = read_asked(r, mq_node_get(node, "ask"), question);
	}
	if (err == MQ_OK) {
		err = mq_node_bool(r->file, mq_node_get(node, "required"), &question->required,
			r->diag);
		err = err == MQ_ERR_NOT_FOUND ? MQ_OK : err;
	}
	return err;
}

static enum mq_err read_file(struct reading *r)
{
	const struct mq_node *root = mq_conf_root(r->file);
	const struct mq_node *outcomes = mq_node_get(root, "outcomes");
	const struct mq_node *questions = mq_node_get(root, "questions");
	struct mq_arena *arena = &r->conf->arena;
	enum mq_err err = mq_conf_check(r->file, root, top_rows, MQ_LENGTH(top_rows), r->diag);
	enum mq_err asked;

	if (err == MQ_OK) {
		err = visit_names_find(r->schema, &r->names, r->diag);
	}
	if (err != MQ_OK) {
		return err;
	}
	r->conf->outcomes = mq_arena_alloc(arena,
		((outcomes ? outcomes->n_children : 0) + 1) * sizeof(*r->conf->outcomes));
	r->conf->questions = mq_arena_alloc(arena,
		((questions ? questions->n_children : 0) + 1) * sizeof(*r->conf->questions));
	err = mq_work_rows(outcomes, read_outcome, r);
	asked = mq_work_rows(questions, read_question, r);
	return err == MQ_OK ? asked : err;
}

enum mq_err visit_conf_read(const char *dir, const struct mq_schema *schema, mq_day today,
	struct visit_conf *conf, struct mq_diag *diag)
{
	struct reading r = {.schema = schema, .today = today, .conf = conf, .diag = diag};
	struct mq_conf *file = NULL;
	enum mq_err err = mq_work_file(dir, "visits.yaml", &file, diag);

	*conf = (struct visit_conf){0};
	r.file = file;
	err = err == MQ_OK && file ? read_file(&r) : err;
	mq_conf_free(file);
	return err;
}

void visit_conf_release(struct visit_conf *conf)
{
	for (size_t i = 0; i < conf->n_questions; i++) {
		mq_query_free(conf->questions[i].when);
	}
	mq_arena_release(&conf->arena);
	*conf = (struct visit_conf){0};
}

const struct visit_outcome *visit_outcome_of(const struct visit_conf *conf, int code)
{
	for (size_t i = 0; i < conf->n_outcomes; i++) {
		if (conf->outcomes[i].code == code) {
			return &conf->outcomes[i];
		}
	}
	return NULL;
}
