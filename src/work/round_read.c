#include "duty_own.h"

#include <string.h>

/* How a round is ranked: `round:` of duties.yaml. Where it is not told, by no terms: then
 * nobody is pressing. */

enum { ROUND_SIZE = 12, ROUND_MAX = 100, POINTS_MAX = 1000 };

static const struct mq_conf_row round_rows[] = {
	{"size", MQ_NODE_SCALAR, false},
	{"except", MQ_NODE_SCALAR, false},
	{"stairs", MQ_NODE_MAP, false},
	{"terms", MQ_NODE_MAP, true},
};

static const struct mq_conf_row term_rows[] = {
	{"zh", MQ_NODE_SCALAR, true},
	{"en", MQ_NODE_SCALAR, false},
	{"points", MQ_NODE_SCALAR, true},
	{"when", MQ_NODE_SCALAR, false},
	{"duty", MQ_NODE_SCALAR, false},
};

static const struct mq_conf_row stairs_rows[] = {
	{"floor", MQ_NODE_SCALAR, true},
	{"unit", MQ_NODE_SCALAR, true},
	{"building", MQ_NODE_SCALAR, true},
	{"lane", MQ_NODE_SCALAR, true},
	{"at_most", MQ_NODE_SCALAR, true},
};

static int read_points(struct conf_reader *reader, const struct mq_node *map, const char *key,
	int low, int high, int otherwise)
{
	const struct mq_node *node = mq_node_get(map, key);
	int64_t points = otherwise;

	if (!node) {
		return otherwise;
	}
	read_fault(reader, mq_node_int(reader->conf, node, &points, reader->diag));
	if (points < low || points > high) {
		read_fault(reader, mq_conf_fault(reader->conf, node, false, reader->diag,
			_("'%s' goes from %d to %d"), key, low, high));
		return otherwise;
	}
	return (int)points;
}

/* The duty that a term names: of a cohort, as a count leaves nobody out. */
static const struct mq_duty *read_duty(struct conf_reader *reader, const struct mq_node *map,
	const struct mq_duties *duties)
{
	const char *name = read_text(reader, map, "duty");
	const struct mq_duty *duty = name ? mq_duties_find(duties, name) : NULL;

	if (name && (!duty || !duty->every)) {
		read_fault(reader, mq_conf_fault(reader->conf, mq_node_get(map, "duty"), false,
			reader->diag, _("there is no duty '%s' with every:"), name));
	}
	return duty;
}

static void add_term(struct conf_reader *reader, const struct mq_node *map,
	struct mq_duties *duties)
{
	struct mq_round_term *term = &duties->round.terms[duties->round.n_terms];

	if (!read_map(reader, map, term_rows, MQ_LENGTH(term_rows))) {
		return;
	}
	term->id = mq_arena_strdup(reader->arena, map->key);
	read_labels(reader, map, &term->zh, &term->en);
	term->points = read_points(reader, map, "points", 1, POINTS_MAX, 1);
	term->when = read_expression(reader, map, "when",
		mq_schema_kind(reader->schema, "household"));
	term->duty = read_duty(reader, map, duties);
	if ((mq_node_get(map, "when") != NULL) == (mq_node_get(map, "duty") != NULL)) {
		read_fault(reader, mq_conf_fault(reader->conf, map, true, reader->diag,
			_("'%s' wants either when: or duty:"), map->key));
	}
	duties->round.n_terms++;
}

static void read_terms(struct conf_reader *reader, const struct mq_node *map,
	struct mq_duties *duties)
{
	if (map->n_children > MQ_ROUND_TERMS_MAX) {
		read_fault(reader, mq_conf_fault(reader->conf, map, true, reader->diag,
			_("a round has at most %d terms"), (int)MQ_ROUND_TERMS_MAX));
		return;
	}
	duties->round.terms = mq_arena_alloc(reader->arena,
		(map->n_children + 1) * sizeof(*duties->round.terms));
	for (const struct mq_node *node = map->first; node; node = node->next) {
		add_term(reader, node, duties);
	}
}

static void read_stairs(struct conf_reader *reader, const struct mq_node *map,
	struct mq_round_stairs *stairs)
{
	if (map && read_map(reader, map, stairs_rows, MQ_LENGTH(stairs_rows))) {
		stairs->floor = read_points(reader, map, "floor", 0, POINTS_MAX, 0);
		stairs->unit = read_points(reader, map, "unit", 0, POINTS_MAX, 0);
		stairs->building = read_points(reader, map, "building", 0, POINTS_MAX, 0);
		stairs->lane = read_points(reader, map, "lane", 0, POINTS_MAX, 0);
		stairs->at_most = read_points(reader, map, "at_most", 0, POINTS_MAX, 0);
	}
}

void read_round(struct conf_reader *reader, const struct mq_node *node, struct mq_duties *duties)
{
	duties->round.size = ROUND_SIZE;
	if (!node || !read_map(reader, node, round_rows, MQ_LENGTH(round_rows))) {
		return;
	}
	duties->round.size = (size_t)read_points(reader, node, "size", 1, ROUND_MAX, ROUND_SIZE);
	duties->round.except = read_expression(reader, node, "except",
		mq_schema_kind(reader->schema, "household"));
	read_stairs(reader, mq_node_get(node, "stairs"), &duties->round.stairs);
	read_terms(reader, mq_node_get(node, "terms"), duties);
}
