/*
 * Links as dense arrays: what each record points at, by its id. Up there may be more than one
 * way, and the first that arrives counts: a need's resident says where it is, else its household
 * does. Going down, from
 * what is true of dwellings to whom it is true of, is one pass over the universe
 * of those who ask, with a flag per dwelling.
 */
#include "evaluate.h"

#include <assert.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>

enum { CHUNK = 4096, KEY_MAX = 32, WORD_IDS = 64, YES_BIT = 0, POSSIBLE_BIT = 1 };

static_assert(FLAG_YES == 1 << YES_BIT && FLAG_POSSIBLE == 1 << POSSIBLE_BIT, "flags are bits");

/* ---- arrays ---- */

/* The bits of a set's first n_ids ids; owned. */
static uint64_t *bits_of(const struct mq_set *set, size_t n_ids)
{
	size_t n_words = n_ids / WORD_IDS + 1;
	uint64_t *words = mq_alloc(n_words * sizeof(*words));

	mq_set_bits(set, words, n_words);
	return words;
}

/* Eight bits as eight bytes of 0 or 1, the least bit first: a copy in each byte keeps its own
 * bit, and is carried to the byte's highest where that is set. */
static uint64_t bytes_of_bits(unsigned char bits)
{
	static const uint64_t ones = UINT64_C(0x0101010101010101);
	static const uint64_t own = UINT64_C(0x8040201008040201);

	return (((bits * ones) & own) + 0x7f * ones) >> 7 & ones;
}

void set_flags(const struct mq_set *set, unsigned char *flags, size_t n_flags, unsigned char flag)
{
	uint64_t *words = bits_of(set, n_flags);
	size_t at = 0;

	for (; at + 8 <= n_flags; at += 8) {
		uint64_t eight;

		memcpy(&eight, flags + at, sizeof(eight));
		eight |= bytes_of_bits((unsigned char)(words[at / WORD_IDS] >> at % WORD_IDS)) * flag;
		memcpy(flags + at, &eight, sizeof(eight));
	}
	for (; at < n_flags; at++) {
		flags[at] |= (unsigned char)((words[at / WORD_IDS] >> at % WORD_IDS & 1) * flag);
	}
	free(words);
}

/* What the link field says, within the universe of what it points at. */
static mq_record_id *read_link(struct eval *eval, mq_field_id link, size_t n)
{
	const struct mq_field *field = eval->view->schema->fields + link;
	const struct mq_column *column = mq_index_column(eval->view->index, link);
	size_t n_targets = mq_index_end(eval->view->index, field->target);
	unsigned char *seen = mq_alloc(n_targets + 1);
	mq_record_id *links = mq_alloc((n + 1) * sizeof(*links));
	int64_t numbers[CHUNK];

	set_flags(eval_universe(eval, field->target), seen, n_targets, FLAG_YES);
	for (size_t from = 0; from < n && eval_goes_on_at(eval, from); from += CHUNK) {
		size_t end = from + CHUNK < n ? from + CHUNK : n;

		mq_column_dense(column, (mq_record_id)from, (mq_record_id)end, numbers);
		for (size_t i = from; i < end; i++) {
			int64_t target = numbers[i - from];
			bool known = target >= 0 && (uint64_t)target < n_targets && seen[target] != 0;

			links[i] = known ? (mq_record_id)target : MQ_NO_RECORD;
		}
	}
	free(seen);
	return links;
}

const mq_record_id *link_of(struct eval *eval, mq_field_id link, size_t *n)
{
	char key[KEY_MAX];
	size_t len = (size_t)snprintf(key, sizeof(key), "^%u", (unsigned)link);
	const mq_record_id *links = cache_get_array(eval->cache, key, len, n);

	if (links == NULL) {
		*n = mq_index_end(eval->view->index, eval->view->schema->fields[link].kind);
		links = cache_put_array(eval->cache, key, len, read_link(eval, link, *n), *n,
			sizeof(*links));
	}
	return links;
}

/* One way up: for those that no way before led there, where this link and those behind it lead. */
static void go_up(struct eval *eval, mq_field_id link, mq_kind_id target, mq_record_id *links,
	size_t n)
{
	mq_kind_id at = eval->view->schema->fields[link].target;
	size_t n_first;
	size_t n_then = 0;
	const mq_record_id *first = link_of(eval, link, &n_first);
	const mq_record_id *then = at == target ? NULL : link_up(eval, at, target, &n_then);

	for (size_t i = 0; i < n && eval_goes_on_at(eval, i); i++) {
		mq_record_id to = first[i];

		if (then) {
			to = to < n_then ? then[to] : MQ_NO_RECORD;
		}
		links[i] = links[i] == MQ_NO_RECORD ? to : links[i];
	}
}

static mq_record_id *read_up(struct eval *eval, const struct mq_kind *kind, mq_kind_id target,
	size_t n)
{
	mq_record_id *links = mq_alloc((n + 1) * sizeof(*links));

	memset(links, 0xff, n * sizeof(*links));
	for (size_t i = 0; i < kind->n_links; i++) {
		if (mq_link_leads(eval->view->schema, kind->links[i], target)) {
			go_up(eval, kind->links[i], target, links, n);
		}
	}
	return links;
}

/* The one link that leads to records of target itself, where no other leads there; else
 * MQ_NO_FIELD. */
static mq_field_id only_link(const struct mq_schema *schema, const struct mq_kind *kind,
	mq_kind_id target)
{
	mq_field_id only = MQ_NO_FIELD;

	for (size_t i = 0; i < kind->n_links; i++) {
		if (mq_link_leads(schema, kind->links[i], target)) {
			if (only != MQ_NO_FIELD || schema->fields[kind->links[i]].target != target) {
				return MQ_NO_FIELD;
			}
			only = kind->links[i];
		}
	}
	return only;
}

const mq_record_id *link_up(struct eval *eval, mq_kind_id kind, mq_kind_id target, size_t *n)
{
	const struct mq_schema *schema = eval->view->schema;
	mq_field_id only = only_link(schema, &schema->kinds[kind], target);
	const mq_record_id *links;
	char key[KEY_MAX];
	size_t len;

	if (only != MQ_NO_FIELD) {
		return link_of(eval, only, n);
	}
	len = (size_t)snprintf(key, sizeof(key), "^%u>%u", (unsigned)kind, (unsigned)target);
	links = cache_get_array(eval->cache, key, len, n);
	if (links == NULL) {
		*n = mq_index_end(eval->view->index, kind);
		links = cache_put_array(eval->cache, key, len,
			read_up(eval, &schema->kinds[kind], target, *n), *n, sizeof(*links));
	}
	return links;
}

/* ---- going down ---- */

/* Ids gathered in ascending order. */
struct gather {
	mq_record_id *ids;
	size_t n;
};

static struct mq_set *gather_set(struct gather *gather)
{
	struct mq_set *set = mq_set_of(gather->ids, gather->n);

	free(gather->ids);
	return set;
}

struct truth link_known(struct eval *eval, mq_field_id link)
{
	const struct mq_set *universe = eval_universe(eval,
		eval->view->schema->fields[link].kind);
	struct gather known = {.ids = mq_alloc((mq_set_count(universe) + 1) * sizeof(mq_record_id))};
	mq_record_id ids[CHUNK];
	size_t n_links;
	size_t n;
	const mq_record_id *links = link_of(eval, link, &n_links);

	for (mq_record_id from = 0; (n = eval_read(eval, universe, &from, ids, CHUNK)) > 0;) {
		for (size_t i = 0; i < n; i++) {
			known.ids[known.n] = ids[i];
			known.n += ids[i] < n_links && links[ids[i]] != MQ_NO_RECORD;
		}
	}
	return truth_owned(gather_set(&known));
}

/* The flags of a word's 64 ids. With links: of where each leads, who leads nowhere to the
 * one behind the last. Few instructions an id: every question goes through here. */
static void flags_of_word(const unsigned char *flags, size_t n_flags, const mq_record_id *links,
	size_t n, unsigned char out[WORD_IDS])
{
	for (size_t i = 0; i < n; i++) {
		size_t to = links[i] < n_flags ? links[i] : n_flags;

		out[i] = flags[to];
	}
}

/* To bits by id: of whom it is true, and of whom it may be. */
static void spread_flags(struct eval *eval, uint64_t *yes, uint64_t *possible,
	const mq_record_id *links, size_t n_links, const unsigned char *flags, size_t n_flags)
{
	for (size_t from = 0; from < n_links && eval_goes_on_at(eval, from); from += WORD_IDS) {
		size_t n = n_links - from < WORD_IDS ? n_links - from : WORD_IDS;
		size_t word = from / WORD_IDS;
		unsigned char of_word[WORD_IDS] = {0};

		if (links != NULL) {
			flags_of_word(flags, n_flags, links + from, n, of_word);
		} else {
			memcpy(of_word, flags + from, n);
		}
		yes[word] = mq_bits_of_bytes(of_word, YES_BIT);
		possible[word] = mq_bits_of_bytes(of_word, POSSIBLE_BIT);
	}
}

/* What of the bits is in the universe of kind. */
static struct mq_set *set_of_bits(struct eval *eval, mq_kind_id kind, const uint64_t *words,
	size_t n_words)
{
	const struct mq_set *universe = eval_universe(eval, kind);
	struct mq_set *all = mq_set_of_bits(words, n_words);
	struct mq_set *seen;

	if (mq_set_count(universe) == mq_index_end(eval->view->index, kind)) {
		return all;
	}
	seen = mq_set_and(all, universe);
	mq_set_free(all);
	return seen;
}

struct truth link_bits(struct eval *eval, mq_kind_id kind, const uint64_t *yes,
	const uint64_t *possible, size_t n_words)
{
	bool sure = memcmp(yes, possible, n_words * sizeof(*yes)) == 0;
	struct mq_set *set = set_of_bits(eval, kind, yes, n_words);

	return truth_both(set, sure ? NULL : set_of_bits(eval, kind, possible, n_words));
}

struct truth link_spread(struct eval *eval, mq_kind_id kind, const mq_record_id *links,
	size_t n_links, unsigned char *flags, size_t n_flags, unsigned char no_link)
{
	size_t n_ids = links != NULL ? n_links : n_flags;
	size_t n_words = n_ids / WORD_IDS + 1;
	uint64_t *yes = mq_alloc(n_words * sizeof(*yes));
	uint64_t *possible = mq_alloc(n_words * sizeof(*possible));
	struct truth truth;

	flags[n_flags] = no_link;
	spread_flags(eval, yes, possible, links, n_ids, flags, n_flags);
	truth = link_bits(eval, kind, yes, possible, n_words);
	free(yes);
	free(possible);
	return truth;
}

struct truth link_down(struct eval *eval, mq_kind_id kind, mq_kind_id target, struct truth truth,
	enum unlinked unlinked)
{
	if (unlinked == UNLINKED_NO && mq_set_is_empty(truth.possible)) {
		return truth;
	}
	size_t n_targets = mq_index_end(eval->view->index, target);
	unsigned char *flags = mq_alloc(n_targets + 1);
	size_t n_links;
	const mq_record_id *links = link_up(eval, kind, target, &n_links);

	set_flags(truth.yes, flags, n_targets, FLAG_YES | FLAG_POSSIBLE);
	if (!truth_is_sure(&truth)) {
		set_flags(truth.possible, flags, n_targets, FLAG_POSSIBLE);
	}
	truth_release(&truth);
	truth = link_spread(eval, kind, links, n_links, flags, n_targets,
		unlinked == UNLINKED_UNKNOWN ? FLAG_POSSIBLE : 0);
	free(flags);
	return truth;
}
