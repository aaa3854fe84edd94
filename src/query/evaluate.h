/*
 * Answers in the making. A truth is two sets, of whom it is true and of whom it
 * may be, each lent (by the index, the universe or the cache) or owned; where
 * nobody is unknown both are the same set.
 *
 *     and, or     of each apart
 *     not         yes' = universe − possible     possible' = universe − yes
 *
 * A link is known where it is stored and what it points at is in the universe of
 * its kind: what an officer may not see is never reached through.
 */
#ifndef MINQING_QUERY_EVALUATE_H
#define MINQING_QUERY_EVALUATE_H

#include <minqing/answer.h>

#include "tree.h"

/* ---- truths ---- */

struct truth {
	const struct mq_set *yes;
	const struct mq_set *possible;
	bool own_yes;
	bool own_possible;	/* never where possible is yes */
};

struct truth truth_lent(const struct mq_set *yes);
struct truth truth_owned(struct mq_set *yes);
/* Both owned; possible may be NULL: the same as yes. */
struct truth truth_both(struct mq_set *yes, struct mq_set *possible);
struct truth truth_borrow(const struct truth *truth);
bool truth_is_sure(const struct truth *truth);	/* nobody is unknown */
void truth_release(struct truth *truth);
/* The caller's own sets, whatever truth was; empties it. */
void truth_give(struct truth *truth, struct mq_answer *answer);
/* These release what they are given. */
struct truth truth_and(struct truth a, struct truth b);
struct truth truth_or(struct truth a, struct truth b);
struct truth truth_not(const struct mq_set *universe, struct truth truth);

/* ---- one act of evaluating ---- */

struct eval {
	const struct mq_view *view;
	struct mq_cache *cache;		/* the view's, or own */
	struct mq_cache *own_cache;
	struct mq_stats stats;
	int64_t deadline_ns;		/* of patterns and pairs; 0: none has begun */
	bool late;			/* it has passed */
	bool exact;			/* ~~ is read as *= */
	bool pairs;			/* while records were compared with one another */
};

void eval_begin(struct eval *eval, const struct mq_view *view);
/* The error of the index, or MQ_OK. A pattern's lateness is a fault, no error. */
enum mq_err eval_end(struct eval *eval, struct mq_diag *diag);
/* False where the act was told to stop (mq_index_stop_when): what is worked out from then on
 * makes no sense, and eval_end throws away what was kept of it. Loops over all ids ask
 * now and then. */
bool eval_goes_on(struct eval *eval);
/* The same for a loop that is at i: asks once in a stretch of ids. */
enum { EVAL_STRETCH = 1 << 15 };

static inline bool eval_goes_on_at(struct eval *eval, size_t i)
{
	return i % EVAL_STRETCH != 0 || eval_goes_on(eval);
}
/* The next ids of set, at most n_ids, from *from on, which moves behind them; 0 at the end,
 * and where the act was told to stop. */
size_t eval_read(struct eval *eval, const struct mq_set *set, mq_record_id *from,
	mq_record_id *ids, size_t n_ids);
/* Is the time for patterns, ~~ and pairs over? The first look begins it. */
bool eval_look_at_clock(struct eval *eval);

/* The answer of tree for the records of its kind. within (or NULL) says that
 * only those matter: others may be left out or in. */
struct truth eval_tree(struct eval *eval, const struct tree *tree, const struct mq_set *within);
/* Is a BOOL field at hand, or told without looking at records one by one (look.c)? */
bool tag_is_quick(struct eval *eval, mq_kind_id kind, mq_field_id number);
/* The plain truth of a BOOL field as seen from kind (look.c). */
enum mq_err tag_truth(struct eval *eval, mq_kind_id kind, mq_field_id number, struct truth *truth,
	struct mq_diag *diag);
/* The universe of a kind, lent. */
const struct mq_set *eval_universe(struct eval *eval, mq_kind_id kind);
/* Is that every record there is? */
bool eval_is_whole(struct eval *eval, mq_kind_id kind);
/* What of a set of kind is in the universe: owned, or lent where it is all. */
struct truth eval_within(struct eval *eval, mq_kind_id kind, const struct mq_set *lent);

/* predicate.c: a field compared, or a tag; words.c: text; relation.c. */
struct truth predicate_eval(struct eval *eval, const struct tree *tree, const struct mq_set *within);
struct truth words_eval(struct eval *eval, const struct tree *tree, const struct mq_set *within);
struct truth relation_eval(struct eval *eval, const struct tree *tree, const struct mq_set *within);
/* A derived tag for its own kind; lent by the cache. */
struct truth tag_eval(struct eval *eval, mq_field_id field, const struct tree *expression);
/* Whose text in field, of the field's kind, the probe fits; the undecided are unknown. */
struct truth probe_eval(struct eval *eval, mq_field_id field, const struct probe *probe,
	const struct mq_set *within);
/* The same of one record: does its text fit (words.c)? Where it has none it does not. */
enum mq_match probe_record(struct eval *eval, mq_field_id field, const struct probe *probe,
	mq_record_id id);
/* Bare text in the record or those above it; *where is the field it was found in, else
 * MQ_NO_FIELD. */
enum mq_match words_record(struct eval *eval, const struct tree *tree, mq_record_id id,
	mq_field_id *where);
/* Whose field is known, of the field's kind: stored, in the universe. */
struct truth field_known(struct eval *eval, mq_field_id field);

/* Whose stored text fits, record by record (find.c). Moves candidates. */
struct truth find_among(struct eval *eval, mq_field_id field, const struct probe *probe,
	struct mq_set *candidates);
enum mq_match find_one(struct eval *eval, mq_field_id field, const struct probe *probe,
	mq_record_id id);
/* The field that says how a name is read, or MQ_NO_FIELD (words.c). */
mq_field_id readings_of(const struct mq_schema *schema, mq_field_id field);
/* Who of `among` may have in the field what fuzzy finds, by its grams; owned (near.c). */
struct mq_set *near_narrow(struct eval *eval, mq_field_id field, const struct mq_fuzzy *fuzzy,
	const struct mq_set *among);

/* The grams of what a pattern spells out for certain (literal.c). */
void literal_grams(const char *pattern, size_t len, mq_gram_fn each, void *context);

/* ---- links (link.c) ---- */

/* What each record of kind points at through its first link, and links[0] …, that arrives at
 * target: by id, MQ_NO_RECORD where none does. Lent by the cache. */
const mq_record_id *link_up(struct eval *eval, mq_kind_id kind, mq_kind_id target, size_t *n);
/* The same of one record (look.c). */
mq_record_id link_up_one(const struct mq_view *view, mq_kind_id kind, mq_record_id id,
	mq_kind_id target);
/* The same for one link field. */
const mq_record_id *link_of(struct eval *eval, mq_field_id link, size_t *n);

/* Those of `who` by what they point at, up to n_targets. All borrowed. */
struct layout {
	const mq_record_id *links;	/* by id; n_links of them */
	size_t n_links;
	size_t n_targets;
	const struct mq_set *who;
};

/* Owned, one array: at t and t + 1 stands where the list of t begins and ends in what is behind the
 * first n_targets + 1 (back.c). */
uint32_t *lay_out(struct eval *eval, const struct layout *layout);
size_t layout_items(const struct layout *layout);	/* room for all of it */

/* Who points at each of n records through a link, those who are seen: at t those of ids from
 * from[t] until before from[t + 1], ascending. Lent by the cache. */
struct back {
	const uint32_t *from;	/* n + 1 */
	size_t n;
	const mq_record_id *ids;
};

/* As much work as some twenty times going through the link's column for one target (back.c). */
struct back back_of(struct eval *eval, mq_field_id link);
/* The same where it was worked out before, else false. */
bool back_kept(struct eval *eval, mq_field_id link, struct back *back);

/* The number of the code that each record of kind reads of a CODE field, up its links where
 * it is not the kind's own: by id, 0xffff where it reads none; lent by the cache (count.c). */
const uint16_t *codes_read(struct eval *eval, mq_kind_id kind, const struct mq_field *field,
	size_t *n);

/* A number of records up the links compared with the ranges of tree (through.c). yes is NULL
 * where the field's numbers are too large for it, or the kind has no record. */
struct truth through_ranges(struct eval *eval, const struct tree *tree);

/* Who has a known link. */
struct truth link_known(struct eval *eval, mq_field_id link);

/* The area (of tree->hub) that each record of tree->of lies in, numbered from 0: by id,
 * MQ_NO_RECORD where a link or a value is not known; lent by the cache (area.c). */
const mq_record_id *area_links(struct eval *eval, const struct tree *tree, size_t *n_links,
	size_t *n_areas);

/* What is so of one record that others lead to. */
enum flag {
	FLAG_YES = 1,
	FLAG_POSSIBLE = 2,
};

/* Add flag to the flags of every record of set. */
void set_flags(const struct mq_set *set, unsigned char *flags, size_t n_flags, unsigned char flag);

/* What the flags of what they lead to say of the records of kind: each leads to
 * links[id], or to itself where links is NULL; no_link is for who leads nowhere, and is put
 * behind the last flag, where there is room. */
struct truth link_spread(struct eval *eval, mq_kind_id kind, const mq_record_id *links,
	size_t n_links, unsigned char *flags, size_t n_flags, unsigned char no_link);
/* The same where bits by id say it already. */
struct truth link_bits(struct eval *eval, mq_kind_id kind, const uint64_t *yes,
	const uint64_t *possible, size_t n_words);

/* What an act says of one record; as flags. */
enum verdict {
	VERDICT_NO = 0,
	VERDICT_UNKNOWN = FLAG_POSSIBLE,
	VERDICT_YES = FLAG_YES | FLAG_POSSIBLE,
};

/* What becomes of who has no known link. */
enum unlinked {
	UNLINKED_UNKNOWN,
	UNLINKED_NO,
};

/* What is true of target, as said of the records of kind that lead there. Releases truth. */
struct truth link_down(struct eval *eval, mq_kind_id kind, mq_kind_id target, struct truth truth,
	enum unlinked unlinked);

/* ---- relations ---- */

/* Who of a relation leads where; lent by the cache. */
struct hubs {
	size_t n;			/* hubs have ids below */
	const mq_record_id *links;	/* those linked, by id, to their hub */
	size_t n_links;
	const mq_record_id *asking;	/* those who ask: links, or NULL: each is a hub */
};

struct hubs relation_hubs(struct eval *eval, const struct tree *tree);
/* Sums, least, greatest; aggregate.c. */
struct truth aggregate_eval(struct eval *eval, const struct tree *tree, const struct hubs *hubs);

/* A relation whose query looks outside, of those within (or NULL: all); outer.c. */
struct truth outer_eval(struct eval *eval, const struct tree *tree, const struct mq_set *within);

/* What n linked records, t of whom it is true of and p of whom it may be, say to tree; n is
 * for all alone. */
enum verdict relation_judge(const struct tree *tree, uint32_t n, uint32_t t, uint32_t p);
/* What a number within low … high says to one bound value. */
enum verdict interval_judge(int64_t low, int64_t high, const struct item *item, bool negated);

/* What a field compared with one of the outer record says, by the numbers of both (outer.c). */
enum verdict pair_judge(const struct tree *tree, int64_t own, int64_t other);

/* ---- numbers of a field (numbers.c) ---- */

/* Not known, and what it is may be anything; not there, and nothing it is. */
#define NUMBER_OPEN INT64_MIN
#define NUMBER_NONE (INT64_MIN + 1)

/* What tree->field is for each record of kind, by id, read up its links; owned. Codes by
 * their number, yes 1 and no 0, a link by the record it leads to, years as full ones:
 * who is not born yet has NUMBER_MIN. No texts. */
int64_t *numbers_read(struct eval *eval, mq_kind_id kind, const struct tree *tree);
/* The same for a TEXT, by the number its folded text has in names, or gets. */
int64_t *texts_read(struct eval *eval, mq_kind_id kind, const struct tree *tree,
	struct mq_map *names);
/* What a record without a value has. */
int64_t number_absent(const struct mq_field *field);
/* A whole number beside decimals: ten-thousandths, and beyond what a decimal holds all
 * alike (node.c). */
int64_t number_beside_decimals(int64_t number);

/* ---- kept answers (cache.c) ---- */

/* Forget the answers, and keep what was read of the snapshot itself: links. */
void cache_clear_answers(struct mq_cache *cache);
/* Forget what was put there since cache_match. */
void cache_drop_act(struct mq_cache *cache);
/* Forget everything if the view is of another snapshot or universe, and the answers if it is of
 * another day: what was read of the snapshot is the same on every day. */
void cache_match(struct mq_cache *cache, const struct mq_view *view);
/* Where what is asked of other days is kept, so that today's answers stay; the cache's own. */
struct mq_cache *cache_of_other_days(struct mq_cache *cache);
/* Forget the oldest until no more than allowed is kept. Nothing may be lent. */
void cache_trim(struct mq_cache *cache);
/* The key of a tag's own answer, that of its canonical text; how long it is. */
enum { TAG_KEY_MAX = 80 };
size_t cache_tag_key(const struct mq_field *tag, mq_kind_id kind, char key[TAG_KEY_MAX]);
/* Lent until cache_trim. */
bool cache_get(struct mq_cache *cache, const char *key, size_t len, struct truth *truth);
/* Moves truth into the cache and makes it lent. */
void cache_put(struct mq_cache *cache, const char *key, size_t len, struct truth *truth);
/* Forget one entry, which nobody borrows, if it is there. */
void cache_drop(struct mq_cache *cache, const char *key, size_t len);
const void *cache_get_array(struct mq_cache *cache, const char *key, size_t len, size_t *n);
/* Moves an array of n items of item_size. It outlives the day: what depends on the day has it in
 * its key. */
const void *cache_put_array(struct mq_cache *cache, const char *key, size_t len, void *array,
	size_t n, size_t item_size);

#endif
