#include "report_own.h"

#include <stdlib.h>
#include <string.h>

#include "duty_own.h"

/*
 * Which figures there are: dir/report.yaml. An expression is tried as the query of a saved list
 * whose parameters are the first and the last day of the month: `$from` means here what it means
 * there.
 */

static const struct mq_conf_row top_rows[] = {
	{"by", MQ_NODE_SCALAR, true},
	{"groups", MQ_NODE_MAP, true},
	{"figures", MQ_NODE_MAP, true},
};

static const struct mq_conf_row group_rows[] = {
	{"zh", MQ_NODE_SCALAR, true},
	{"en", MQ_NODE_SCALAR, false},
};

static const struct mq_conf_row figure_rows[] = {
	{"zh", MQ_NODE_SCALAR, true},
	{"en", MQ_NODE_SCALAR, false},
	{"group", MQ_NODE_SCALAR, true},
	{"of", MQ_NODE_SCALAR, false},
	{"is", MQ_NODE_SCALAR, false},
	{"each", MQ_NODE_SCALAR, false},
	{"take", MQ_NODE_SCALAR, false},
	{"share", MQ_NODE_SCALAR, false},
	{"today", MQ_NODE_SCALAR, false},
};

static const char *const takes[] = {
	[MQ_REPORT_COUNT] = "count", [MQ_REPORT_MEDIAN] = "median", [MQ_REPORT_NINTH] = "p90",
};

const char *mq_report_take_id(enum mq_report_take take)
{
	return takes[take];
}

/* ---- expressions ---- */

static const char *const names[] = {"from", "to"};

struct filling {
	struct mq_saved list;
	struct mq_param params[MQ_LENGTH(names)];
};

static void fill(const struct mq_report_rules *rules, const struct mq_report_figure *figure,
	struct filling *filling)
{
	for (size_t i = 0; i < MQ_LENGTH(names); i++) {
		filling->params[i] = (struct mq_param){.id = names[i], .zh = names[i],
			.en = names[i], .type = MQ_PARAM_DATE};
	}
	filling->list = (struct mq_saved){
		.id = figure->id, .kind = figure->kind, .params = filling->params,
		.n_params = MQ_LENGTH(names),
		.is = figure->is, .where = MQ_SAVED_CONFIG, .file = rules->file,
		.line = figure->origin.line, .is_origin = figure->origin, .as = figure->id,
	};
}

/* What was tried once is written with the days in it as anybody would: a day wants no quotes. */
void report_text(const struct mq_report_figure *figure, struct mq_stretch days,
	struct mq_buf *out)
{
	const mq_day values[] = {days.from, days.to};

	for (const char *at = figure->is; *at;) {
		size_t i = 0;
		char day[16];

		while (i < MQ_LENGTH(names) && (*at != '$' ||
		       strncmp(at + 1, names[i], strlen(names[i])) != 0)) {
			i++;
		}
		if (i == MQ_LENGTH(names)) {
			mq_buf_addc(out, *at++);
			continue;
		}
		mq_day_format(values[i], day);
		mq_buf_adds(out, day);
		at += 1 + strlen(names[i]);
	}
}

/* Does it compile as such a list? */
static void try_text(struct conf_reader *reader, const struct mq_report_rules *rules,
	const struct mq_report_figure *figure)
{
	struct filling filling;

	fill(rules, figure, &filling);
	read_fault(reader, mq_query_check_saved(reader->schema, &filling.list, reader->diag));
}

/* ---- one figure ---- */

static void read_group(struct conf_reader *reader, const struct mq_node *node,
	const struct mq_report_rules *rules, struct mq_report_figure *figure)
{
	const char *name = read_text(reader, node, "group");

	for (size_t i = 0; i < rules->n_groups && name; i++) {
		if (strcmp(rules->groups[i].id, name) == 0) {
			figure->group = i;
			return;
		}
	}
	read_fault(reader, mq_conf_fault(reader->conf, mq_node_get(node, "group"), false,
		reader->diag, _("there is no group '%s'"), name ? name : ""));
}

static void read_kind(struct conf_reader *reader, const struct mq_node *node,
	const struct mq_report_rules *rules, struct mq_report_figure *figure)
{
	const char *name = read_text(reader, node, "of");

	figure->kind = name ? mq_schema_kind(reader->schema, name) : MQ_NO_KIND;
	if (figure->kind == MQ_NO_KIND) {
		read_fault(reader, mq_conf_fault(reader->conf, name ? mq_node_get(node, "of") : node,
			!name, reader->diag, _("no kind is called '%s'"), name ? name : ""));
	} else if (mq_schema_distance(reader->schema, figure->kind, rules->by) < 0) {
		read_fault(reader, mq_conf_fault(reader->conf, mq_node_get(node, "of"), false,
			reader->diag, _("a %s has no '%s'"), name,
			reader->schema->fields[rules->by].id));
	}
}

static void read_each(struct conf_reader *reader, const struct mq_node *node,
	struct mq_report_figure *figure)
{
	const char *name = read_text(reader, node, "each");

	if (!name) {
		return;
	}
	figure->each = strcmp(name, "duty") == 0 ? MQ_REPORT_DUTIES :
		strcmp(name, "policy") == 0 ? MQ_REPORT_POLICIES : MQ_REPORT_CODES;
	if (figure->each == MQ_REPORT_CODES) {
		figure->codes = mq_schema_field_exact(reader->schema, MQ_NO_KIND, name,
			strlen(name));
	}
	if (figure->each == MQ_REPORT_CODES && (figure->codes == MQ_NO_FIELD ||
	    reader->schema->fields[figure->codes].type != MQ_TYPE_CODE)) {
		read_fault(reader, mq_conf_fault(reader->conf, mq_node_get(node, "each"), false,
			reader->diag, _("'%s' is no field of codes"), name));
		mq_diag_hint(reader->diag, _("it is one, or duty, or policy"));
	}
}

static void read_choices(struct conf_reader *reader, const struct mq_node *node,
	struct mq_report_figure *figure)
{
	const struct mq_node *take = mq_node_get(node, "take");
	const struct mq_node *today = mq_node_get(node, "today");
	int number = MQ_REPORT_COUNT;

	if (take) {
		read_fault(reader, mq_node_enum(reader->conf, take, takes, MQ_LENGTH(takes), &number,
			reader->diag));
	}
	if (today) {
		read_fault(reader, mq_node_bool(reader->conf, today, &figure->today, reader->diag));
	}
	figure->take = (enum mq_report_take)number;
	figure->share_of = read_text(reader, node, "share");
}

/* Duties and policies say themselves whom they are about. */
static void read_question(struct conf_reader *reader, const struct mq_node *node,
	const struct mq_report_rules *rules, struct mq_report_figure *figure)
{
	const struct mq_node *is = mq_node_get(node, "is");
	bool asks = figure->each == MQ_REPORT_ONCE || figure->each == MQ_REPORT_CODES;

	if (asks != (is != NULL)) {
		read_fault(reader, mq_conf_fault(reader->conf, node, true, reader->diag,
			asks ? _("'%s' needs an expression: is") :
			_("'%s' is asked by itself: it has no 'is'"), node->key));
	} else if (asks) {
		enum mq_err before = reader->err;

		reader->err = MQ_OK;
		read_kind(reader, node, rules, figure);
		figure->is = read_text(reader, node, "is");
		figure->origin = mq_origin_read(reader->conf, is, reader->arena);
		if (reader->err == MQ_OK) {
			try_text(reader, rules, figure);
		}
		reader->err = before == MQ_OK ? reader->err : before;
	}
}

static void add_figure(struct conf_reader *reader, const struct mq_node *node,
	struct mq_report_rules *rules)
{
	struct mq_report_figure *figure = &rules->figures[rules->n_figures];

	if (!read_map(reader, node, figure_rows, MQ_LENGTH(figure_rows))) {
		return;
	}
	*figure = (struct mq_report_figure){.kind = MQ_NO_KIND, .codes = MQ_NO_FIELD,
		.id = mq_arena_strdup(reader->arena, node->key)};
	read_labels(reader, node, &figure->zh, &figure->en);
	read_group(reader, node, rules, figure);
	read_each(reader, node, figure);
	read_choices(reader, node, figure);
	read_question(reader, node, rules, figure);
	rules->n_figures++;
}

/* ---- the file ---- */

static void read_by(struct conf_reader *reader, const struct mq_node *root,
	struct mq_report_rules *rules)
{
	const char *name = read_text(reader, root, "by");

	rules->by = name ? mq_schema_field_exact(reader->schema, MQ_NO_KIND, name, strlen(name))
		: MQ_NO_FIELD;
	if (rules->by == MQ_NO_FIELD || reader->schema->fields[rules->by].type != MQ_TYPE_CODE) {
		read_fault(reader, mq_conf_fault(reader->conf, mq_node_get(root, "by"), false,
			reader->diag, _("'%s' is no field of codes"), name ? name : ""));
	}
}

static void read_groups(struct conf_reader *reader, const struct mq_node *map,
	struct mq_report_rules *rules)
{
	rules->groups = mq_arena_alloc(reader->arena, (map->n_children + 1) * sizeof(*rules->groups));
	for (const struct mq_node *node = map->first; node; node = node->next) {
		struct mq_report_group *group = &rules->groups[rules->n_groups];

		if (read_map(reader, node, group_rows, MQ_LENGTH(group_rows))) {
			group->id = mq_arena_strdup(reader->arena, node->key);
			read_labels(reader, node, &group->zh, &group->en);
			rules->n_groups++;
		}
	}
}

static const struct mq_report_figure *find_figure(const struct mq_report_rules *rules,
	const char *id)
{
	for (size_t i = 0; i < rules->n_figures; i++) {
		if (strcmp(rules->figures[i].id, id) == 0) {
			return &rules->figures[i];
		}
	}
	return NULL;
}

/* A part is of another figure, of one line. */
static void check_shares(struct conf_reader *reader, const struct mq_node *map,
	const struct mq_report_rules *rules)
{
	for (size_t i = 0; i < rules->n_figures; i++) {
		const struct mq_report_figure *figure = &rules->figures[i];
		const struct mq_report_figure *whole = figure->share_of ?
			find_figure(rules, figure->share_of) : NULL;

		if (figure->share_of && (!whole || whole->each != MQ_REPORT_ONCE)) {
			read_fault(reader, mq_conf_fault(reader->conf,
				mq_node_get(mq_node_get(map, figure->id), "share"), false, reader->diag,
				_("there is no figure '%s' to be a part of"), figure->share_of));
		}
	}
}

static void read_all(struct conf_reader *reader, struct mq_report_rules *rules)
{
	const struct mq_node *root = mq_conf_root(reader->conf);
	const struct mq_node *map = mq_node_get(root, "figures");

	if (!read_map(reader, root, top_rows, MQ_LENGTH(top_rows))) {
		return;
	}
	read_by(reader, root, rules);
	read_groups(reader, mq_node_get(root, "groups"), rules);
	if (reader->err != MQ_OK) {
		return;
	}
	rules->figures = mq_arena_alloc(reader->arena,
		(map->n_children + 1) * sizeof(*rules->figures));
	for (const struct mq_node *node = map->first; node; node = node->next) {
		add_figure(reader, node, rules);
	}
	check_shares(reader, map, rules);
}

enum mq_err mq_report_read(const char *dir, const struct mq_schema *schema,
	struct mq_report_rules *rules, struct mq_diag *diag)
{
	struct conf_reader reader = {.schema = schema, .arena = &rules->arena, .diag = diag};
	struct mq_conf *conf = NULL;
	enum mq_err err;

	*rules = (struct mq_report_rules){.by = MQ_NO_FIELD};
	err = mq_work_file(dir, "report.yaml", &conf, diag);
	if (err == MQ_OK && conf) {
		reader.conf = conf;
		rules->file = mq_arena_strdup(&rules->arena, mq_conf_name(conf));
		read_all(&reader, rules);
		err = reader.err;
	}
	mq_conf_free(conf);
	return err;
}

void mq_report_rules_release(struct mq_report_rules *rules)
{
	mq_arena_release(&rules->arena);
	*rules = (struct mq_report_rules){0};
}
