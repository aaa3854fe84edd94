/*
 * facets: how the answer in force spreads over the values of fields, and a question narrowed
 * by one of them. A door of session.
 *
 *     facet.c     facets and their values, named; facet_count.c: their counts, own filter
 *                 ignored; facet_many.c: of fields of many values
 *     facet_find.c  fields and values by what was typed of their names
 *     cross.c     counts by two fields at once
 *     narrow.c    a value added to a query text, or taken out again; narrow_list.c: several
 *                 values of one field; narrow_row.c: one that a row has; narrow_saved.c:
 *                 a saved list; narrow_text.c: the text with a condition in another's place
 */
#ifndef MINQING_FACETS_H
#define MINQING_FACETS_H

#include <minqing/session.h>

/* ---- facets ---- */

struct mq_facet_value {
	const char *label;	/* for people */
	const char *value;	/* what narrow takes: a code's id, "true", "?", a stretch "60..69", a
				 * text, a key; a tag's id in a tag facet */
	mq_field_id field;	/* the facet's, or the tag */
	uint64_t count;		/* hits, were this value chosen alone in its facet */
	bool counted;		/* … and that is known; else nobody has counted yet */
	bool chosen;		/* the question holds it, alone or in a list */
	bool excluded;		/* the question leaves it out */
};

/* The values of one field with the unknown last, or all tags of one group. Numbers and days
 * come in stretches, in their order; of texts and links the most frequent, most first. */
struct mq_facet {
	mq_field_id field;	/* MQ_NO_FIELD: a group's tags */
	const char *label;
	struct mq_facet_value *values;
	size_t n_values;
	uint64_t others;	/* of texts and links: who has a value that is not listed */
	bool filtered;		/* the question has a condition on it: counts pass over that */
};

/* Which facet: one of those the kind has, or one field of any type that can be read from it. */
struct mq_facet_wish {
	size_t place;		/* below mq_session_n_facets; MQ_FACET_FIELD: see field */
	mq_field_id field;
	size_t n_few;		/* of a group only the first tags, and those the question has, are
				 * counted; 0: all */
};

#define MQ_FACET_FIELD SIZE_MAX

struct mq_facets {
	struct mq_facet *facets;
	size_t n_facets;
	size_t n_counted;	/* the first of them are counted whole */
	size_t n_counted_tags;	/* … and these of the group that comes next */
	struct mq_facet_wish *wishes;	/* as they were begun with, one each */
	size_t n_wishes;
	uint64_t question;	/* the number of the question they are of */
	struct mq_arena arena;
};

/* Append what a facet is called where definitions may change meanwhile: its field's id, or
 * "group:ID" of the tags of a group; and find it by that among those of the current kind. */
void mq_session_facet_name(struct mq_session *session, const struct mq_facet_wish *wish,
	struct mq_buf *out);
bool mq_session_facet_named(struct mq_session *session, const char *name, size_t len,
	struct mq_facet_wish *wish);
/* How many facets the current kind has, fields marked `facet:` and groups of tags, in the
 * schema's order. */
size_t mq_session_n_facets(struct mq_session *session);
/* Facets first … first + n of them for the current answer: order of facets and
 * values never changes with the counts. Released by the caller, whatever is returned. */
enum mq_err mq_session_facets(struct mq_session *session, size_t first, size_t n,
	struct mq_facets *facets, struct mq_diag *diag);
void mq_facets_release(struct mq_facets *facets);
/*
 * The same in pieces, where all counts take longer than somebody may wait: begin names
 * the facets and counts nothing; of numbers, days, texts and links it knows no values yet.
 * facets is zeroed, or one that was begun before, whose memory is used again.
 */
enum mq_err mq_session_facets_begin(struct mq_session *session, size_t first, size_t n,
	struct mq_facets *facets, struct mq_diag *diag);
/* The same of facets of one's choice. wishes are copied. */
enum mq_err mq_session_facets_pick(struct mq_session *session,
	const struct mq_facet_wish *wishes, size_t n, struct mq_facets *facets,
	struct mq_diag *diag);
/*
 * Count on: one field or one tag of a group, and more until budget_ns have gone by. All is
 * counted when n_counted is n_facets. Where another question is in force by now, or
 * the snapshot is another, they are begun anew first. On an error what was counted stays.
 */
enum mq_err mq_session_facets_count(struct mq_session *session, struct mq_facets *facets,
	int64_t budget_ns, struct mq_diag *diag);
/* One field of any type that can be read from the current kind, as one facet; of texts and
 * links the n_top most frequent (0: MQ_TOP_USUAL; at most 1,000). */
enum { MQ_TOP_USUAL = 20 };
enum mq_err mq_session_facet(struct mq_session *session, mq_field_id field, size_t n_top,
	struct mq_facets *facets, struct mq_diag *diag);
/* The same of the hits as they are: the field's own conditions count as well. */
enum mq_err mq_session_spread(struct mq_session *session, mq_field_id field, size_t n_top,
	struct mq_facets *facets, struct mq_diag *diag);

/* A field, or a value of one, found by what was typed of its name. */
struct mq_finding {
	struct mq_facet_wish wish;	/* the facet that has it */
	const char *field_label;
	const char *value;		/* as in a facet; NULL: the field itself */
	const char *value_label;	/* NULL also for a tag, whose label is the field's */
};

/* Fields of the kind in force, facets or not, and their codes, by id, label, alias or pinyin:
 * at most n_max into findings, those that fit best first. Texts are the schema's. Returns how
 * many there are. */
size_t mq_session_find_facets(struct mq_session *session, const char *text, size_t len,
	struct mq_finding *findings, size_t n_max);
/* Append what to put names in order by: pinyin, and Latin letters as they are. */
void mq_session_spell(const char *text, struct mq_buf *out);

/* ---- two fields at once ---- */

struct mq_cross_value {
	const char *label;	/* for people */
	const char *value;	/* as a query takes it; "?" for who has none */
};

struct mq_cross {
	mq_field_id fields[2];
	const char *labels[2];
	struct mq_cross_value *values[2];	/* in the schema's order, who has none last */
	size_t n_values[2];
	uint64_t *counts;	/* a row of n_values[1] for each of values[0] */
	struct mq_arena arena;
};

/* The hits of the current answer by two fields, tags or codes (of several: USAGE, as for
 * other types). Released by the caller, whatever is returned. */
enum mq_err mq_session_cross(struct mq_session *session, const mq_field_id fields[2],
	struct mq_cross *cross, struct mq_diag *diag);
void mq_cross_release(struct mq_cross *cross);

/* ---- narrowing ---- */

enum mq_narrow {
	MQ_NARROW_ONLY,		/* this value and no other of its field; again takes it out */
	MQ_NARROW_ADD,		/* this value beside those chosen; again takes it out */
	MQ_NARROW_EXCLUDE,	/* not this value, nor others left out; again takes it in */
	MQ_NARROW_UNKNOWN,	/* who has no value of the field; again takes that out */
	MQ_NARROW_CLEAR,	/* no condition on the field, or on any tag of the group */
};

/*
 * Append to out the query text with the facet value added (or taken out again),
 * escaped so that it parses. facet and value as mq_session_facets gave them; value
 * may be NULL for CLEAR, and for UNKNOWN of a field. Each tag of a group is a field of its
 * own, so beside others it is and-ed.
 */
void mq_session_narrow(const struct mq_session *session, const char *text, size_t len,
	const struct mq_facet *facet, const struct mq_facet_value *value, enum mq_narrow how,
	struct mq_buf *out);
/* The same with the value that a record of any kind has in a field; *some is false where a query
 * about the current kind cannot ask for it (several codes at once, another kind's field). */
enum mq_err mq_session_narrow_row(struct mq_session *session, const char *text, size_t len,
	mq_field_id field, mq_kind_id kind, mq_record_id id, enum mq_narrow how, bool *some,
	struct mq_buf *out, struct mq_diag *diag);

/*
 * The same with a saved list: beside the other conditions (ADD), left out (EXCLUDE), again to
 * take that out; or it alone in place of all (ONLY). kind: of whom is asked where a text does
 * not say. One that wants a value is left open at the end, "@late(who:".
 */
struct mq_saved_row;
void mq_session_narrow_saved(const struct mq_session *session, mq_kind_id kind, const char *text,
	size_t len, const struct mq_saved_row *row, enum mq_narrow how, struct mq_buf *out);

#endif
