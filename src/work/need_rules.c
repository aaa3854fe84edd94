#include "need.h"

#include <stdlib.h>
#include <string.h>

/*
 * needs.yaml: where a need of each category goes, how many working days it has, how an
 * urgent one is shortened, and the ladder of levels it climbs when it is late. Codes in
 * it are held against the schema's lists, so that a desk nobody has is told at once.
 *
 * Every category of the schema has a route; one that the file leaves out has the default.
 */

enum { DAYS_MAX = 250 };	/* working days of a year */

static const char file_name[] = "needs.yaml";

/* ---- reading ---- */

struct reading {
	struct mq_need_rules *rules;
	const struct mq_conf *conf;
	const struct mq_node *sources;
	unsigned *most;			/* by urgency, for all */
	struct mq_diag *diag;
};

static const struct mq_conf_row top_rows[] = {
	{"sources", MQ_NODE_MAP, true}, {"levels", MQ_NODE_LIST, true},
	{"urgency", MQ_NODE_MAP, false}, {"default", MQ_NODE_MAP, true},
	{"categories", MQ_NODE_MAP, true},
};

static const struct mq_conf_row rung_rows[] = {
	{"level", MQ_NODE_SCALAR, true}, {"desk", MQ_NODE_SCALAR, false},
	{"rises_after", MQ_NODE_SCALAR, false}, {"source", MQ_NODE_SCALAR, true},
};

static const struct mq_conf_row route_rows[] = {
	{"desk", MQ_NODE_SCALAR, true}, {"level", MQ_NODE_SCALAR, true},
	{"days", MQ_NODE_SCALAR, true}, {"source", MQ_NODE_SCALAR, true},
	{"urgency", MQ_NODE_MAP, false},
};

/* A code of a field by its id, the node's key or its text; -1 with a fault where it has none. */
static int code_of(const struct reading *reading, const struct mq_node *node, bool key,
	enum mq_need_field field)
{
	const struct mq_need_rules *rules = reading->rules;

	return mq_work_code(reading->conf, node, key, &rules->schema->fields[rules->fields[field]],
		reading->diag);
}

static enum mq_err read_days(const struct reading *reading, const struct mq_node *node,
	unsigned *days)
{
	int64_t number;
	enum mq_err err = mq_node_int(reading->conf, node, &number, reading->diag);

	if (err == MQ_OK && (number < 1 || number > DAYS_MAX)) {
		return mq_conf_fault(reading->conf, node, false, reading->diag,
			_("working days are 1 to %d, not %s"), DAYS_MAX, node->text);
	}
	if (err == MQ_OK) {
		*days = (unsigned)number;
	}
	return err;
}

/* The text that a rule's source stands for; a rule without a source is nobody's. */
static enum mq_err read_source(const struct reading *reading, const struct mq_node *node,
	const char **source)
{
	const char *name;
	enum mq_err err = mq_node_text(reading->conf, node, &name, reading->diag);
	const struct mq_node *text;

	if (err != MQ_OK) {
		return err;
	}
	text = mq_node_get(reading->sources, name);
	if (text == NULL) {
		return mq_conf_fault(reading->conf, node, false, reading->diag,
			_("no source is called '%s'"), name);
	}
	return mq_node_text(reading->conf, text, source, reading->diag);
}

/* ---- levels ---- */

static enum mq_err add_rung(struct reading *reading, const struct mq_node *node)
{
	struct mq_need_rules *rules = reading->rules;
	struct mq_need_rung *rung = &rules->rungs[rules->n_rungs];
	const struct mq_node *desk = mq_node_get(node, "desk");
	const struct mq_node *rises = mq_node_get(node, "rises_after");
	const char *source;
	enum mq_err err = mq_conf_check(reading->conf, node, rung_rows, MQ_LENGTH(rung_rows),
		reading->diag);

	if (err != MQ_OK) {
		return err;
	}
	rung->level = code_of(reading, mq_node_get(node, "level"), false, MQ_NEED_LEVEL);
	rung->desk = desk ? code_of(reading, desk, false, MQ_NEED_DESK) : -1;
	err = read_source(reading, mq_node_get(node, "source"), &source);
	if (err == MQ_OK && rises) {
		err = read_days(reading, rises, &rung->rises_after);
	}
	if (mq_need_rung_of(rules, rung->level) >= 0 && rung->level >= 0) {
		err = mq_conf_fault(reading->conf, node, false, reading->diag,
			_("a level stands here twice"));
	}
	rules->n_rungs++;
	return rung->level < 0 || (desk && rung->desk < 0) ? MQ_ERR_CONFIG : err;
}

static enum mq_err read_levels(struct reading *reading, const struct mq_node *list)
{
	struct mq_need_rules *rules = reading->rules;
	enum mq_err first = MQ_OK;

	rules->rungs = mq_arena_alloc(&rules->arena,
		(list->n_children + 1) * sizeof(*rules->rungs));
	for (const struct mq_node *node = list->first; node; node = node->next) {
		enum mq_err err = add_rung(reading, node);

		first = first == MQ_OK ? err : first;
	}
	if (first == MQ_OK && rules->n_rungs == 0) {
		return mq_conf_fault(reading->conf, list, true, reading->diag,
			_("there must be a level"));
	}
	if (first == MQ_OK && rules->rungs[rules->n_rungs - 1].rises_after) {
		return mq_conf_fault(reading->conf, list, true, reading->diag,
			_("nobody is above the last level: it cannot rise"));
	}
	return first;
}

int mq_need_rung_of(const struct mq_need_rules *rules, int level)
{
	for (size_t i = 0; i < rules->n_rungs; i++) {
		if (rules->rungs[i].level == level) {
			return (int)i;
		}
	}
	return -1;
}

/* ---- routes ---- */

/* Bounds by urgency, over those that stand there already. */
static enum mq_err read_urgency(struct reading *reading, const struct mq_node *map, unsigned *most)
{
	enum mq_err first = MQ_OK;

	for (const struct mq_node *node = map ? map->first : NULL; node; node = node->next) {
		int code = code_of(reading, node, true, MQ_NEED_URGENCY);
		enum mq_err err = code < 0 ? MQ_ERR_CONFIG
			: read_days(reading, node, &most[code]);

		first = first == MQ_OK ? err : first;
	}
	return first;
}

static enum mq_err read_route(struct reading *reading, const struct mq_node *node,
	struct mq_need_route *route)
{
	struct mq_need_rules *rules = reading->rules;
	size_t n = mq_need_codes(rules, MQ_NEED_URGENCY)->n_codes;
	int level;
	enum mq_err err = mq_conf_check(reading->conf, node, route_rows, MQ_LENGTH(route_rows),
		reading->diag);

	if (err != MQ_OK) {
		return err;
	}
	route->most = mq_arena_alloc(&rules->arena, (n + 1) * sizeof(*route->most));
	memcpy(route->most, reading->most, n * sizeof(*route->most));
	route->desk = code_of(reading, mq_node_get(node, "desk"), false, MQ_NEED_DESK);
	level = code_of(reading, mq_node_get(node, "level"), false, MQ_NEED_LEVEL);
	route->level = mq_need_rung_of(rules, level);
	if (level >= 0 && route->level < 0) {
		err = mq_conf_fault(reading->conf, mq_node_get(node, "level"), false, reading->diag,
			_("'%s' is not among the levels"), mq_node_get(node, "level")->text);
	}
	err = err == MQ_OK ? read_days(reading, mq_node_get(node, "days"), &route->days) : err;
	err = err == MQ_OK ? read_source(reading, mq_node_get(node, "source"), &route->source)
		: err;
	err = err == MQ_OK ? read_urgency(reading, mq_node_get(node, "urgency"), route->most) : err;
	return route->desk < 0 || level < 0 ? MQ_ERR_CONFIG : err;
}

static enum mq_err read_routes(struct reading *reading, const struct mq_node *root)
{
	struct mq_need_rules *rules = reading->rules;
	const struct mq_node *categories = mq_node_get(root, "categories");
	struct mq_need_route otherwise = {0};
	enum mq_err first = read_route(reading, mq_node_get(root, "default"), &otherwise);

	rules->n_routes = mq_need_codes(rules, MQ_NEED_KIND)->n_codes;
	rules->routes = mq_arena_alloc(&rules->arena,
		(rules->n_routes + 1) * sizeof(*rules->routes));
	for (size_t i = 0; i <= rules->n_routes; i++) {
		rules->routes[i] = otherwise;
	}
	for (const struct mq_node *node = categories->first; node; node = node->next) {
		int code = code_of(reading, node, true, MQ_NEED_KIND);
		enum mq_err err = code < 0 ? MQ_ERR_CONFIG
			: read_route(reading, node, &rules->routes[code]);

		first = first == MQ_OK ? err : first;
	}
	return first;
}

/* ---- the file ---- */

static enum mq_err read_file(struct reading *reading)
{
	struct mq_need_rules *rules = reading->rules;
	const struct mq_node *root = mq_conf_root(reading->conf);
	enum mq_err err = mq_conf_check(reading->conf, root, top_rows, MQ_LENGTH(top_rows),
		reading->diag);
	enum mq_err routes;

	if (err != MQ_OK) {
		return err;
	}
	reading->sources = mq_node_get(root, "sources");
	reading->most = mq_arena_alloc(&rules->arena,
		(mq_need_codes(rules, MQ_NEED_URGENCY)->n_codes + 1) * sizeof(*reading->most));
	err = read_levels(reading, mq_node_get(root, "levels"));
	if (err == MQ_OK) {
		err = read_urgency(reading, mq_node_get(root, "urgency"), reading->most);
	}
	routes = rules->n_rungs ? read_routes(reading, root) : err;
	return err == MQ_OK ? routes : err;
}

static enum mq_err open_file(struct mq_need_rules *rules, const char *dir, struct mq_diag *diag)
{
	char *path = mq_format("%s/%s", dir, file_name);
	struct reading reading = {.rules = rules, .diag = diag};
	enum mq_err err = mq_conf_read_file(path, &rules->conf, diag);

	if (err == MQ_OK) {
		reading.conf = rules->conf;
		err = read_file(&reading);
	} else if (err == MQ_ERR_NOT_FOUND) {
		mq_diag_hint(diag, _("copy the shipped one there; minqing-needs(5)"));
	}
	free(path);
	return err;
}

enum mq_err mq_need_rules_read(const char *dir, const struct mq_schema *schema,
	struct mq_need_rules **out, struct mq_diag *diag)
{
	struct mq_need_rules *rules = mq_alloc(sizeof(*rules));
	enum mq_err err;

	rules->schema = schema;
	err = mq_need_find_fields(rules, diag);
	if (err == MQ_OK) {
		err = open_file(rules, dir, diag);
	}
	if (err == MQ_OK) {
		err = mq_calendar_read(dir, &rules->calendar, diag);
	}
	if (err != MQ_OK) {
		mq_need_rules_free(rules);
		rules = NULL;
	}
	*out = rules;
	return err;
}

void mq_need_rules_free(struct mq_need_rules *rules)
{
	if (rules) {
		mq_calendar_free(rules->calendar);
		mq_conf_free(rules->conf);
		mq_arena_release(&rules->arena);
		free(rules);
	}
}

/* ---- asking ---- */

mq_kind_id mq_need_rules_kind(const struct mq_need_rules *rules)
{
	return rules->kind;
}

mq_field_id mq_need_rules_field(const struct mq_need_rules *rules, enum mq_need_field field)
{
	return rules->fields[field];
}

const struct mq_need_route *mq_need_route(const struct mq_need_rules *rules, int category)
{
	return &rules->routes[category < 0 ? rules->n_routes : (size_t)category];
}

unsigned mq_need_route_days(const struct mq_need_route *route, int urgency)
{
	unsigned most = urgency < 0 ? 0 : route->most[urgency];

	return most && most < route->days ? most : route->days;
}

const char *mq_need_rules_source(const struct mq_need_rules *rules, const char *category)
{
	int code = category ? mq_codes_find(mq_need_codes(rules, MQ_NEED_KIND), category,
		strlen(category)) : -1;

	return mq_need_route(rules, code)->source;
}
