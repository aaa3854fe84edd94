/*
 * Relations that look outside: each who asks is held against each of those linked; see
 * outer.h.
 *
 * In a large hub many who ask are alike in all that the query looks at: they are answered
 * together. Pairs share the clock of patterns: who is not decided when it has run down is
 * unknown.
 */
#include "outer.h"

#include <stdlib.h>

enum { CHUNK = 4096, CLOCK_EVERY = 16384 };

/* Who is asked, and who asks, outwards. */
struct chain {
	mq_record_id id;
	const struct chain *outside;
};

/* What is known of those linked. */
struct count {
	uint32_t n;
	uint32_t t;
	uint32_t p;
	struct tally tally;
};

/* ---- the clock ---- */

static bool is_late(struct pairs *pairs)
{
	struct eval *eval = pairs->eval;

	if (eval->late || pairs->n++ % CLOCK_EVERY != 0) {
		return eval->late;
	}
	eval->pairs = eval_look_at_clock(eval);
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
enum verdict pair_judge(const struct tree *tree, int64_t own, int64_t other)
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

static void count_off(const struct node *node, struct count *count, mq_record_id id,
	enum verdict verdict)
{
	count->n -= count->n > 0;
	count->t -= verdict == VERDICT_YES;
	count->p -= verdict != VERDICT_NO;
	if (node->tree->quantifier >= QUANTIFIER_SUM) {
		tally_remove(node->tree, &count->tally, verdict, node->ring.numbers[id]);
	}
}

/* Can nobody who is still to come change it, nor taking away as many as spare? */
static bool is_settled(enum quantifier quantifier, const struct count *count, unsigned spare)
{
	switch (quantifier) {
	case QUANTIFIER_ANY:
	case QUANTIFIER_NONE:
		return count->t > spare;
	case QUANTIFIER_ALL:
		return count->n - count->p > spare;
	default:
		return false;
	}
}

struct span {
	uint32_t from;
	uint32_t end;
};

/* Where in a span of a sorted hub numbers are no longer below one. */
static uint32_t find_number(const struct ring *ring, struct span span, int64_t number)
{
	while (span.from < span.end) {
		uint32_t middle = span.from + (span.end - span.from) / 2;

		if (ring->equal->own[ring->ids[middle]] < number) {
			span.from = middle + 1;
		} else {
			span.end = middle;
		}
	}
	return span.from;
}

/* Those of a hub of whom it is not false beforehand: all, or those who have the number of
 * who asks and those whose number is not known, which come first. Returns how many spans. */
static size_t choose(const struct ring *ring, mq_record_id hub, mq_record_id asking,
	struct span spans[2])
{
	struct span all = {.from = ring->from[hub], .end = ring->from[hub + 1]};
	int64_t number = ring->equal != NULL ? ring->equal->other[asking] : NUMBER_OPEN;

	spans[0] = all;
	if (all.end - all.from <= LARGE_HUB || number == NUMBER_OPEN) {
		return 1;
	}
	spans[0].from = find_number(ring, all, number);
	spans[0].end = find_number(ring, all, number + 1);
	spans[1].from = all.from;
	spans[1].end = find_number(ring, all, NUMBER_NONE);
	return number != NUMBER_NONE ? 2 : 0;
}

/* Those of a span, but one (or MQ_NO_RECORD), until it is settled. False where time ran out. */
static bool count_span(struct pairs *pairs, const struct node *node, const struct chain *chain,
	struct span span, mq_record_id but, unsigned spare, struct count *count)
{
	for (uint32_t i = span.from; i < span.end; i++) {
		struct chain linked = {.id = node->ring.ids[i], .outside = chain};

		if (linked.id == but) {
			continue;
		}
		if (is_settled(node->tree->quantifier, count, spare)) {
			break;
		}
		if (is_late(pairs)) {
			return false;
		}
		count_one(node, count, linked.id, judge(pairs, node->first, &linked));
	}
	return true;
}

/* The same of a hub. */
static bool count_hub(struct pairs *pairs, const struct node *node, const struct chain *chain,
	mq_record_id hub, mq_record_id but, unsigned spare, struct count *count)
{
	struct span spans[2];
	size_t n_spans = choose(&node->ring, hub, chain->id, spans);

	*count = (struct count){0};
	for (size_t i = 0; i < n_spans; i++) {
		if (!count_span(pairs, node, chain, spans[i], but, spare, count)) {
			return false;
		}
	}
	return true;
}

static enum verdict judge_count(const struct node *node, const struct count *count)
{
	return node->tree->quantifier >= QUANTIFIER_SUM ? tally_judge(node->tree, &count->tally)
		: relation_judge(node->tree, count->n, count->t, count->p);
}

static mq_record_id hub_of(const struct node *node, mq_record_id id)
{
	const struct hubs *hubs = &node->ring.hubs;

	if (hubs->asking == NULL) {
		return id;
	}
	return id < hubs->n_links && hubs->asking[id] < hubs->n ? hubs->asking[id] : MQ_NO_RECORD;
}

static enum verdict judge_relation(struct pairs *pairs, const struct node *node,
	const struct chain *chain)
{
	mq_record_id hub = hub_of(node, chain->id);
	struct count count;

	if (hub == MQ_NO_RECORD || !count_hub(pairs, node, chain, hub,
			node->tree->others ? chain->id : MQ_NO_RECORD, 0, &count)) {
		return VERDICT_UNKNOWN;
	}
	return judge_count(node, &count);
}

static enum verdict judge(struct pairs *pairs, const struct node *node, const struct chain *chain)
{
	const struct tree *tree = node->tree;

	switch (node->kind) {
	case NODE_SET:
		break;
	case NODE_PAIR:
		return pair_judge(tree, node->own[chain->id],
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

/* ---- many who ask alike ---- */

/* Hub and inputs: all that what is counted depends on. */
static size_t write_key(const struct pairs *pairs, mq_record_id hub, mq_record_id id, int64_t *key)
{
	size_t n = 0;

	key[n++] = hub;
	for (size_t i = 0; i < pairs->n_inputs; i++) {
		const struct input *input = pairs->inputs + i;

		key[n++] = input->numbers != NULL ? input->numbers[id] : input->flags[id];
	}
	return n * sizeof(*key);
}

/* With oneself. NULL where time ran out. */
static const struct count *count_kept(struct pairs *pairs, const struct node *node,
	const struct chain *chain, mq_record_id hub)
{
	int64_t key[INPUTS_MAX + 1];
	size_t len = write_key(pairs, hub, chain->id, key);
	uint64_t at = mq_map_count(pairs->kept);

	if (mq_map_get(pairs->kept, key, len, &at)) {
		return pairs->counts + at;
	}
	pairs->counts = mq_grow(pairs->counts, &pairs->cap_counts, at + 1, sizeof(*pairs->counts));
	if (!count_hub(pairs, node, chain, hub, MQ_NO_RECORD, node->tree->others,
			pairs->counts + at)) {
		return NULL;
	}
	mq_map_put(pairs->kept, key, len, at);
	return pairs->counts + at;
}

static enum verdict judge_alike(struct pairs *pairs, const struct node *node,
	const struct chain *chain, mq_record_id hub)
{
	const struct count *kept = count_kept(pairs, node, chain, hub);
	struct count count;

	if (kept == NULL) {
		return VERDICT_UNKNOWN;
	}
	count = *kept;
	if (node->tree->others) {
		struct chain oneself = {.id = chain->id, .outside = chain};

		count_off(node, &count, chain->id, judge(pairs, node->first, &oneself));
	}
	return judge_count(node, &count);
}

/* ---- all who ask ---- */

static enum verdict judge_one(struct pairs *pairs, const struct node *node, mq_record_id id)
{
	const struct ring *ring = &node->ring;
	mq_record_id hub = hub_of(node, id);
	struct chain chain = {.id = id};

	if (hub != MQ_NO_RECORD && pairs->n_inputs <= INPUTS_MAX
			&& ring->from[hub + 1] - ring->from[hub] > LARGE_HUB) {
		return judge_alike(pairs, node, &chain, hub);
	}
	return judge_relation(pairs, node, &chain);
}

static void judge_all(struct pairs *pairs, const struct node *node, const struct mq_set *asking,
	unsigned char *flags)
{
	struct eval *eval = pairs->eval;
	mq_record_id ids[CHUNK];
	size_t n;

	for (mq_record_id from = 0; (n = eval_read(pairs->eval, asking, &from, ids, CHUNK)) > 0;) {
		for (size_t i = 0; i < n; i++) {
			enum verdict verdict = judge_one(pairs, node, ids[i]);

			flags[ids[i]] = (unsigned char)verdict;
			eval->stats.undecided += eval->late && verdict == VERDICT_UNKNOWN;
		}
		eval->stats.scanned += n;
	}
}

struct truth outer_eval(struct eval *eval, const struct tree *tree, const struct mq_set *within)
{
	struct pairs pairs = {.eval = eval, .kept = mq_map_new()};
	size_t n = mq_index_end(eval->view->index, tree->asked);
	unsigned char *flags = mq_alloc(n + 1);
	struct node *node = node_new(&pairs, tree);
	struct truth truth;

	judge_all(&pairs, node, within != NULL ? within : eval_universe(eval, tree->asked), flags);
	truth = link_spread(eval, tree->asked, NULL, 0, flags, n, 0);
	node_release(node);
	mq_arena_release(&pairs.arena);
	mq_map_free(pairs.kept);
	free(pairs.counts);
	free(flags);
	return truth;
}
