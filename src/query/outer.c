/*
 * Relations that look outside: each who asks is held against each of those linked.
 *
 *     household.others.any(sex=^sex not low_income)
 *
 *     RELATION ── AND ─┬─ SET   not low_income     answered once, a flag by id
 *                      └─ PAIR  sex, sex           two columns read once
 *
 * What below the relation does not look outside is a set; what does is asked of pairs, or
 * of a chain of three and four where relations stand in one another. Those linked are laid
 * out by hub, without whom a set rules out, so that a pair costs two look-ups.
 *
 * Pairs share the clock of patterns. Who is not decided when it has run down is unknown.
 */
#include "aggregate.h"

#include <stdlib.h>
#include <time.h>

enum { CHUNK = 4096, CLOCK_EVERY = 16384 };

#define CLOCK_NS INT64_C(500000000)

/* In the order they are asked of: the cheap ones first. */
enum node_kind {
	NODE_SET,
	NODE_PAIR,
	NODE_OUTER,
	NODE_NOT,
	NODE_AND,
	NODE_OR,
	NODE_RELATION,
};

/* Those linked, by hub. */
struct ring {
	struct hubs hubs;
	uint32_t *from;		/* n + 1 */
	mq_record_id *ids;
	int64_t *numbers;	/* by id: what is summed */
};

struct node {
	enum node_kind kind;
	const struct tree *tree;
	struct node *first;
	struct node *next;
	unsigned char *flags;	/* SET: verdicts by id */
	int64_t *own;		/* PAIR: by the id of who is asked, and of who asks */
	int64_t *other;
	struct ring ring;	/* RELATION */
};

/* Who is asked, and who asks, outwards. */
struct chain {
	mq_record_id id;
	const struct chain *outside;
};

struct pairs {
	struct eval *eval;
	struct mq_arena arena;
	uint64_t n;
};

/* ---- the clock ---- */

static int64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static bool is_late(struct pairs *pairs)
{
	struct eval *eval = pairs->eval;

	if (eval->late || pairs->n++ % CLOCK_EVERY != 0) {
		return eval->late;
	}
	if (eval->deadline_ns == 0) {
		eval->deadline_ns = now_ns() + CLOCK_NS;
	}
	eval->late = eval->pairs = now_ns() > eval->deadline_ns;
	return eval->late;
}

/* ---- one pair ---- */

static const struct chain *go_out(const struct chain *chain, unsigned outside)
{
	while (outside-- > 0) {
		chain = chain->outside;
	}
	return chain;
}

static bool compares(enum op op, int64_t a, int64_t b)
{
	switch (op) {
	case OP_LESS:
		return a < b;
	case OP_AT_MOST:
		return a <= b;
	case OP_MORE:
		return a > b;
	case OP_AT_LEAST:
		return a >= b;
	default:
		return a == b;
	}
}

/* A value that is not there is like none, whatever the other is. */
static enum verdict judge_numbers(const struct tree *tree, int64_t own, int64_t other)
{
	bool none = own == NUMBER_NONE || other == NUMBER_NONE;

	if (!none && (own == NUMBER_OPEN || other == NUMBER_OPEN)) {
		return VERDICT_UNKNOWN;
	}
	return (!none && compares(tree->op, own, other)) != tree->negated ? VERDICT_YES : VERDICT_NO;
}

static enum verdict judge(struct pairs *pairs, const struct node *node, const struct chain *chain);

static enum verdict judge_list(struct pairs *pairs, const struct node *node,
	const struct chain *chain)
{
	bool is_and = node->kind == NODE_AND;
	enum verdict last = is_and ? VERDICT_NO : VERDICT_YES;
	unsigned verdict = is_and ? VERDICT_YES : VERDICT_NO;

	for (const struct node *each = node->first; each != NULL && verdict != last;
			each = each->next) {
		unsigned next = judge(pairs, each, chain);

		verdict = is_and ? verdict & next : verdict | next;
	}
	return (enum verdict)verdict;
}

static enum verdict judge_not(enum verdict verdict)
{
	return verdict == VERDICT_UNKNOWN ? verdict : verdict == VERDICT_YES ? VERDICT_NO : VERDICT_YES;
}

/* ---- one who asks ---- */

/* What is known of those linked so far. */
struct count {
	uint32_t n;
	uint32_t t;
	uint32_t p;
	struct tally tally;
};

static void count_one(const struct node *node, struct count *count, mq_record_id id,
	enum verdict verdict)
{
	count->n++;
	count->t += verdict == VERDICT_YES;
	count->p += verdict != VERDICT_NO;
	if (node->tree->quantifier >= QUANTIFIER_SUM) {
		tally_add(node->tree, &count->tally, verdict, node->ring.numbers[id]);
	}
}

/* Can nobody who is still to come change it? */
static bool is_settled(enum quantifier quantifier, const struct count *count)
{
	switch (quantifier) {
	case QUANTIFIER_ANY:
	case QUANTIFIER_NONE:
		return count->t > 0;
	case QUANTIFIER_ALL:
		return count->p < count->n;
	default:
		return false;
	}
}

static enum verdict judge_relation(struct pairs *pairs, const struct node *node,
	const struct chain *chain)
{
	const struct tree *tree = node->tree;
	const struct ring *ring = &node->ring;
	mq_record_id hub = ring->hubs.asking == NULL ? chain->id
		: chain->id < ring->hubs.n_links ? ring->hubs.asking[chain->id] : MQ_NO_RECORD;
	struct count count = {0};

	if (hub >= ring->hubs.n) {
		return VERDICT_UNKNOWN;
	}
	tally_init(tree, &count.tally);
	for (uint32_t i = ring->from[hub]; i < ring->from[hub + 1]; i++) {
		struct chain linked = {.id = ring->ids[i], .outside = chain};

		if (tree->others && linked.id == chain->id) {
			continue;
		}
		if (is_settled(tree->quantifier, &count)) {
			break;
		}
		if (is_late(pairs)) {
			return VERDICT_UNKNOWN;
		}
		count_one(node, &count, linked.id, judge(pairs, node->first, &linked));
	}
	return tree->quantifier >= QUANTIFIER_SUM ? tally_judge(tree, &count.tally)
		: relation_judge(tree, count.n, count.t, count.p);
}

static enum verdict judge(struct pairs *pairs, const struct node *node, const struct chain *chain)
{
	const struct tree *tree = node->tree;

	switch (node->kind) {
	case NODE_SET:
		break;
	case NODE_PAIR:
		return judge_numbers(tree, node->own[chain->id],
			node->other[go_out(chain, tree->outside)->id]);
	case NODE_OUTER:
		return judge(pairs, node->first, go_out(chain, tree->outside));
	case NODE_NOT:
		return judge_not(judge(pairs, node->first, chain));
	case NODE_AND:
	case NODE_OR:
		return judge_list(pairs, node, chain);
	case NODE_RELATION:
		return judge_relation(pairs, node, chain);
	}
	return (enum verdict)node->flags[chain->id];
}

/* ---- what is read once: sets, columns ---- */

static void fill_set(struct eval *eval, struct node *node)
{
	struct truth truth = eval_tree(eval, node->tree, NULL);

	size_t n = mq_index_end(eval->view->index, node->tree->asked);

	node->flags = mq_alloc(n + 1);
	set_flags(truth.possible, node->flags, n, VERDICT_UNKNOWN);
	set_flags(truth.yes, node->flags, n, VERDICT_YES);
	truth_release(&truth);
}

/* Whole numbers beside decimals: ten-thousandths, and beyond what a decimal holds all alike. */
static void scale(int64_t *numbers, size_t n)
{
	static const int64_t most = INT64_C(1000000000000);
	enum { POINT_ONE = 10000 };

	for (size_t i = 0; i < n; i++) {
		if (numbers[i] != NUMBER_OPEN && numbers[i] != NUMBER_NONE) {
			numbers[i] = numbers[i] > most ? most : numbers[i] < -most ? -most : numbers[i];
			numbers[i] *= POINT_ONE;
		}
	}
}

static void fill_pair(struct eval *eval, struct node *node)
{
	const struct tree *tree = node->tree;
	const struct mq_field *fields = eval->view->schema->fields;
	bool whole = fields[tree->field].type == MQ_TYPE_INT;

	if (fields[tree->field].type == MQ_TYPE_TEXT) {
		struct mq_map *names = mq_map_new();

		node->own = texts_read(eval, tree->asked, tree, names);
		node->other = texts_read(eval, tree->other->asked, tree->other, names);
		mq_map_free(names);
		return;
	}
	node->own = numbers_read(eval, tree->asked, tree);
	node->other = numbers_read(eval, tree->other->asked, tree->other);
	if (fields[tree->field].type != fields[tree->other->field].type) {
		scale(whole ? node->own : node->other, mq_index_end(eval->view->index,
			whole ? tree->asked : tree->other->asked));
	}
}

/* ---- what is read once: those linked ---- */

/* Is it false of the record whoever asks? all has to know of everybody. */
static bool is_out(const struct node *node, mq_record_id id)
{
	const struct node *each = node->first;

	if (node->tree->quantifier == QUANTIFIER_ALL) {
		return false;
	}
	for (each = each->kind == NODE_AND ? each->first : each; each != NULL; each = each->next) {
		if (each->kind == NODE_SET && each->flags[id] == VERDICT_NO) {
			return true;
		}
	}
	return false;
}

static mq_record_id hub_of(const struct node *node, mq_record_id id)
{
	const struct hubs *hubs = &node->ring.hubs;
	mq_record_id hub = id < hubs->n_links ? hubs->links[id] : MQ_NO_RECORD;

	return hub < hubs->n && !is_out(node, id) ? hub : MQ_NO_RECORD;
}

/* Count, or with ids lay out, each from where its hub begins. */
static void lay_out(struct eval *eval, const struct node *node, uint32_t *at, mq_record_id *laid)
{
	const struct mq_set *universe = eval_universe(eval, node->tree->of);
	mq_record_id ids[CHUNK];
	size_t n;

	for (mq_record_id from = 0; (n = mq_set_read(universe, from, ids, CHUNK)) > 0;
			from = ids[n - 1] + 1) {
		for (size_t i = 0; i < n; i++) {
			mq_record_id hub = hub_of(node, ids[i]);

			if (hub == MQ_NO_RECORD) {
				continue;
			}
			if (laid != NULL) {
				laid[at[hub]] = ids[i];
			}
			at[hub]++;
		}
	}
}

/* from[hub + 1] counts; then it is where hub begins, and filling moves it to where it ends. */
static void fill_ring(struct eval *eval, struct node *node)
{
	struct ring *ring = &node->ring;
	const struct tree *tree = node->tree;
	uint32_t all = 0;

	ring->hubs = relation_hubs(eval, tree);
	ring->from = mq_alloc((ring->hubs.n + 2) * sizeof(*ring->from));
	lay_out(eval, node, ring->from + 1, NULL);
	for (size_t i = 0; i < ring->hubs.n; i++) {
		uint32_t n = ring->from[i + 1];

		ring->from[i + 1] = all;
		all += n;
	}
	ring->ids = mq_alloc(((size_t)all + 1) * sizeof(*ring->ids));
	lay_out(eval, node, ring->from + 1, ring->ids);
	if (tree->quantifier >= QUANTIFIER_SUM) {
		ring->numbers = numbers_read(eval, tree->of, tree);
	}
}

/* ---- nodes ---- */

static enum node_kind kind_of(const struct tree *tree)
{
	if (tree->open == 0) {
		return NODE_SET;
	}
	switch (tree->kind) {
	case TREE_AND:
		return NODE_AND;
	case TREE_OR:
		return NODE_OR;
	case TREE_NOT:
		return NODE_NOT;
	case TREE_FIELD:
		return NODE_PAIR;
	case TREE_OUTER:
		return NODE_OUTER;
	case TREE_RELATION:
		return NODE_RELATION;
	case TREE_ALL:
	case TREE_WORDS:
		break;
	}
	return NODE_SET;
}

static void insert(struct node **list, struct node *node)
{
	while (*list != NULL && (*list)->kind <= node->kind) {
		list = &(*list)->next;
	}
	node->next = *list;
	*list = node;
}

static struct node *node_new(struct pairs *pairs, const struct tree *tree, enum node_kind kind)
{
	struct node *node = mq_arena_alloc(&pairs->arena, sizeof(*node));

	node->kind = kind;
	node->tree = tree;
	for (const struct tree *each = kind != NODE_SET ? tree->first : NULL; each != NULL;
			each = each->next) {
		insert(&node->first, node_new(pairs, each, kind_of(each)));
	}
	if (kind == NODE_SET) {
		fill_set(pairs->eval, node);
	} else if (kind == NODE_PAIR) {
		fill_pair(pairs->eval, node);
	} else if (kind == NODE_RELATION) {
		fill_ring(pairs->eval, node);
	}
	return node;
}

/* What it holds; itself goes with the arena. */
static void node_release(struct node *node)
{
	for (struct node *each = node->first; each != NULL; each = each->next) {
		node_release(each);
	}
	free(node->flags);
	free(node->own);
	free(node->other);
	free(node->ring.from);
	free(node->ring.ids);
	free(node->ring.numbers);
}

/* ---- all who ask ---- */

static void judge_all(struct pairs *pairs, const struct node *node, const struct mq_set *asking,
	unsigned char *flags)
{
	struct eval *eval = pairs->eval;
	mq_record_id ids[CHUNK];
	size_t n;

	for (mq_record_id from = 0; (n = mq_set_read(asking, from, ids, CHUNK)) > 0;
			from = ids[n - 1] + 1) {
		for (size_t i = 0; i < n; i++) {
			struct chain chain = {.id = ids[i]};
			enum verdict verdict = judge_relation(pairs, node, &chain);

			flags[ids[i]] = (unsigned char)verdict;
			eval->stats.undecided += eval->late && verdict == VERDICT_UNKNOWN;
		}
		eval->stats.scanned += n;
	}
}

struct truth outer_eval(struct eval *eval, const struct tree *tree, const struct mq_set *within)
{
	struct pairs pairs = {.eval = eval};
	size_t n = mq_index_end(eval->view->index, tree->asked);
	unsigned char *flags = mq_alloc(n + 1);
	struct node *node = node_new(&pairs, tree, NODE_RELATION);
	struct truth truth;

	judge_all(&pairs, node, within != NULL ? within : eval_universe(eval, tree->asked), flags);
	truth = link_spread(eval, tree->asked, NULL, 0, flags, n, 0);
	node_release(node);
	mq_arena_release(&pairs.arena);
	free(flags);
	return truth;
}
