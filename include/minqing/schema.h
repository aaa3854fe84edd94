/*
 * schema: what may be known of whom. Kinds, fields, code lists and derived
 * tags as read from YAML; values and records as they are written down.
 *
 *     load.c     a configuration directory to a schema (all faults at once)
 *     load_*.c   what definitions have in common (read), codes, kinds, their areas,
 *                fields and their names, derived tags, saved lists, old names (migrate),
 *                what is refused for care
 *     names.c    finding a kind or a field by id, label or alias
 *     codes.c    finding a code: in its list, or as a bare word
 *     value.c    values: cells in, canonical texts, numbers, texts for people
 *     cell.c     reading one cell by the type of its field; cell_code.c: one of codes
 *     check.c    named formats: GB 11643 identity numbers, phones
 *     area.c     which fields an area can be made by, and a place be told with
 *     saved.c    saved lists: those of the configuration, and nearer ones; saved_read.c
 *                reads these
 *     rename.c   names that definitions had before
 *     schema.c   what a schema owns
 *     record.c   a record's values, encoded and decoded
 *     blob.c     the compiled schema, as a register keeps it, written;
 *                blob_read.c reads it, blob_check.c doubts it
 *     infer.c    a proposal of fields from a sheet nobody has seen
 *     infer_*.c  its headers, columns, samples, decisions, names, areas, text
 *
 * The YAML is told in minqing-fields(5) and minqing-saved(5). schema neither searches nor stores.
 */
#ifndef MINQING_SCHEMA_H
#define MINQING_SCHEMA_H

#include <minqing/base.h>

typedef uint16_t mq_kind_id;	/* index into mq_schema.kinds */
typedef uint16_t mq_field_id;	/* index into mq_schema.fields; stable in a register */
typedef uint32_t mq_record_id;	/* dense from 0 within a kind */

#define MQ_NO_FIELD ((mq_field_id)0xffff)
#define MQ_NO_KIND ((mq_kind_id)0xffff)
#define MQ_NO_RECORD ((mq_record_id)0xffffffff)

enum mq_type {
	MQ_TYPE_BOOL,		/* "true", "false" */
	MQ_TYPE_CODE,		/* one id of a code list */
	MQ_TYPE_MULTI,		/* several ids, each once, in list order, joined by ";" */
	MQ_TYPE_INT,		/* -?[0-9]+ within 15 digits */
	MQ_TYPE_DECIMAL,	/* every digit as it came; at most 11 before, 4 after the point */
	MQ_TYPE_DATE,		/* 2024-03-01 */
	MQ_TYPE_TEXT,
	MQ_TYPE_REF,		/* the record id of another record, decimal */
};

/* How text is found. */
enum mq_search {
	MQ_SEARCH_NONE,
	MQ_SEARCH_WORDS,	/* contains: addresses, notes */
	MQ_SEARCH_NAME,		/* contains, pinyin, initials */
	MQ_SEARCH_NUMBER,	/* contains, suffix: phones, identity numbers */
};

/* A named check beyond type and pattern. */
enum mq_check {
	MQ_CHECK_NONE,
	MQ_CHECK_GB11643,	/* 18 characters with check digit; 15 are refused with the 18 as hint */
	MQ_CHECK_MOBILE,	/* 11 digits, starts 1 */
};

struct mq_code {
	const char *id;
	const char *zh;
	const char *en;
	const char *const *aliases;
	size_t n_aliases;
};

struct mq_codes {
	const char *id;
	const char *standard;
	bool ordered;		/* <, >= and ranges follow the order of the list */
	const struct mq_code *codes;	/* a code's number is its index here */
	size_t n_codes;
};

struct mq_group {
	const char *id;
	const char *zh;
	const char *en;
};

/* Where a text of a definition stands in its file, so that a fault within it can be pointed at. */
struct mq_origin {
	size_t line;		/* of its first character, both from 1; 0: nobody knows */
	size_t column;
	const char *whole;	/* that line, where all of the text stands in it as it is; else NULL */
	size_t at;		/* the byte of `whole` it begins at */
};

struct mq_conf;
struct mq_node;

/* Where a node's text stands; its line is kept in arena. */
struct mq_origin mq_origin_read(const struct mq_conf *conf, const struct mq_node *node,
	struct mq_arena *arena);
/* Point the newest fault at byte `from` of a text of `file`; of one that is folded or escaped
 * that text is shown, with the place where it begins. */
void mq_origin_place(const struct mq_origin *origin, const char *file, const char *text,
	size_t from, struct mq_diag *diag);

/* A stored field, or one derived on the day (expression or years_since). */
struct mq_field {
	mq_field_id number;
	const char *id;
	const char *zh;
	const char *en;
	const char *const *aliases;
	size_t n_aliases;
	mq_kind_id kind;
	uint16_t group;			/* index into mq_schema.groups */
	enum mq_type type;
	const struct mq_codes *codes;	/* CODE and MULTI, else NULL */
	mq_kind_id target;		/* REF: the kind it points at */
	const char *unit;		/* or NULL */
	const char *pattern;		/* PCRE2 the whole value must match, or NULL */
	bool has_min, has_max;
	int64_t min, max;		/* on mq_value.number; TEXT: characters */
	bool closed;			/* absent means no */
	enum mq_search search;
	bool bare;			/* bare words are looked for here */
	enum mq_check check;
	uint8_t privacy;		/* 0 open … 3 restricted */
	const char *standard;		/* or NULL */
	bool facet;			/* counted in the facet pane by default */
	/* derived: */
	const char *expression;		/* BOOL by this expression, or NULL */
	mq_field_id years_since;	/* INT: full years since that date, or MQ_NO_FIELD */
	mq_field_id reading_of;		/* TEXT, hidden: pinyin readings of that field, or MQ_NO_FIELD */
	/* where it was defined, for messages after loading; NULL in a compiled schema */
	const char *file;
	size_t line;
	struct mq_origin origin;	/* of expression or pattern */
};

/* An area: the records of a kind that have the same values in every field of `by`,
 * as the dwellings of one building have. */
struct mq_area {
	const char *id;
	const char *zh;
	const char *en;
	const char *const *aliases;
	size_t n_aliases;
	mq_field_id *by;	/* the kind's own, stored, CODE or TEXT */
	size_t n_by;		/* 1 at least */
};

struct mq_kind {
	const char *id;
	const char *zh;
	const char *en;
	mq_field_id *key;	/* the fields that name a record, in order; n_key may be 0 */
	size_t n_key;
	mq_field_id title;	/* shown for a record; MQ_NO_FIELD: the key */
	mq_field_id sort;	/* default order; MQ_NO_FIELD: record id */
	/* Links: REF fields this kind has, one per `links:` entry, id = kind id.
	 * Fields of links[0] (and of its links[0] …) are readable from here, by the first link
	 * that arrives there: a need says by its resident where it is, else by its household. */
	mq_field_id *links;
	size_t n_links;
	/* What these records are called seen from one they link to:
	 * "members" (household → residents), "visits" (resident → visits). */
	const char *relation;
	const char *relation_zh;
	mq_field_id date;	/* journal kinds: their day; else MQ_NO_FIELD */
	mq_field_id *columns;	/* shown in lists by default (may be readable through links) */
	size_t n_columns;
	struct mq_area *areas;	/* outermost first */
	size_t n_areas;
	mq_field_id *place;	/* what `place:` looks at: CODE fields, last a TEXT; own and stored */
	size_t n_place;		/* 0: none, or 1 at least */
};

/* All definitions. Built by load or blob; everything in it lives until free. */
struct mq_schema {
	const struct mq_kind *kinds;
	size_t n_kinds;
	const struct mq_field *fields;
	size_t n_fields;
	const struct mq_group *groups;
	size_t n_groups;
	const struct mq_codes *lists;
	size_t n_lists;
	struct mq_schema_private *own;
};

/* Read every .yaml file of DIR and of DIR/fields, but keys.yaml and those of work (others in
 * load.c). On MQ_OK *schema is the caller's. Every fault of every file is in diag, in file order. */
enum mq_err mq_schema_load(const char *dir, struct mq_schema **schema, struct mq_diag *diag);
void mq_schema_free(struct mq_schema *schema);

/* Keep with the schema what query makes of its definitions: one thing, which `release` gets
 * when another takes its place or the schema is freed. */
void mq_schema_keep(const struct mq_schema *schema, void *kept, void (*release)(void *kept));
void *mq_schema_kept(const struct mq_schema *schema);	/* or NULL; borrowed */

/* The compiled form: see blob.c for the bytes. Decoding checks every bound and
 * borrows nothing from data. */
void mq_schema_encode(const struct mq_schema *schema, struct mq_buf *out);
enum mq_err mq_schema_decode(struct mq_slice data, struct mq_schema **schema, struct mq_diag *diag);

/* ---- names ---- */

mq_kind_id mq_schema_kind(const struct mq_schema *schema, const char *id);	/* or MQ_NO_KIND; id or label */
/*
 * The field called name (id, label or alias; folded as mq_utf8_fold) as seen
 * from kind: its own fields first, then those of its links[0], upwards. Where
 * the name fits nothing exactly but is the prefix of just one id or label, that
 * one. MQ_NO_FIELD where nothing fits. kind MQ_NO_KIND: any kind, in order.
 */
mq_field_id mq_schema_field(const struct mq_schema *schema, mq_kind_id kind, const char *name, size_t len);
/* As above but exact names only. */
mq_field_id mq_schema_field_exact(const struct mq_schema *schema, mq_kind_id kind, const char *name, size_t len);
/* The steps from kind to the field's kind by links[0]: 0 own, 1, 2…; -1 not readable. */
int mq_schema_distance(const struct mq_schema *schema, mq_kind_id kind, mq_field_id field);
/* The code's number in list by id, label or alias (folded), or -1. */
int mq_codes_find(const struct mq_codes *codes, const char *name, size_t len);
/*
 * What a bare word means as seen from kind, if anything: a BOOL field (stored
 * or derived; *code = 1), or a code's label, id of three or more letters, or
 * alias in exactly one field (*code = its number), labels before aliases. False
 * where none or several.
 */
bool mq_schema_bare(const struct mq_schema *schema, mq_kind_id kind, const char *word, size_t len,
	mq_field_id *field, int *code);
/* Up to n_out ids or labels nearest to name, readable from kind; borrowed. */
size_t mq_schema_nearest(const struct mq_schema *schema, mq_kind_id kind, const char *name,
	const char **out, size_t n_out);
/* The kind that links[0] of this one points at, or MQ_NO_KIND. */
mq_kind_id mq_kind_above(const struct mq_schema *schema, mq_kind_id kind);
/* Does a link, or do links[0] behind it, lead to records of this kind? */
bool mq_link_leads(const struct mq_schema *schema, mq_field_id link, mq_kind_id target);
/* What its records are called by: the title, else the first field of the key, or MQ_NO_FIELD. */
mq_field_id mq_kind_title(const struct mq_kind *kind);
/* The label in the language of messages. */
const char *mq_field_label(const struct mq_field *field);
const char *mq_code_label(const struct mq_code *code);
const char *mq_group_label(const struct mq_group *group);
const char *mq_kind_label(const struct mq_kind *kind);
const char *mq_area_label(const struct mq_area *area);

/* ---- values ---- */

/* One value. text is canonical (see enum mq_type) and owned by the buffer the
 * reader was given. number is what columns hold and ranges compare:
 * BOOL 0/1 · CODE its number · INT itself · DECIMAL × 10,000 · DATE mq_day ·
 * REF record id · TEXT and MULTI 0. */
struct mq_value {
	struct mq_slice text;
	int64_t number;
};

/*
 * Read one cell as field, append its canonical text to `out` and say what it
 * is. Cells may be full-width, padded, a code's id or label or alias, 是/否/
 * 有/无/Y/N/1/0 for BOOL, any date mq_day_parse knows. Leading and trailing
 * space goes. An empty cell is MQ_ERR_NOT_FOUND: nothing known. A cell that is
 * refused is MQ_ERR_INPUT, with the reason as a fault without a place. Patterns
 * are not looked at (PCRE2 is in text): whoever writes checks them.
 */
enum mq_err mq_value_read(const struct mq_field *field, const char *cell, size_t len,
	struct mq_buf *out, struct mq_value *value, struct mq_diag *diag);
/* The number of a canonical text, trusted (it was read by mq_value_read). */
int64_t mq_value_number(const struct mq_field *field, struct mq_slice text);
/* Append the canonical text of such a number: the way back, for limits, ranges
 * and counts by value. A DECIMAL comes without trailing zeros. */
void mq_value_print(const struct mq_field *field, int64_t number, struct mq_buf *out);
/* Append the text for people: labels for codes and 是/否 in the language of
 * messages, the unit; MULTI joined by "、" or ", ". */
void mq_value_show(const struct mq_field *field, struct mq_slice text, struct mq_buf *out);
/* The code numbers of a canonical MULTI text, ascending; how many there are.
 * Writes at most n_out. */
size_t mq_value_codes(const struct mq_field *field, struct mq_slice text, uint32_t *out, size_t n_out);

/* ---- records ---- */

/* The values of one record: canonical texts by field number, ascending. A field
 * that is not there is not known. Zeroed is empty. */
struct mq_record {
	struct mq_record_value *values;
	size_t n_values;
	size_t cap;
	struct mq_arena arena;	/* owns the texts that were set */
};

struct mq_record_value {
	mq_field_id field;
	struct mq_slice text;
};

/* Set (copying text), or clear where text.data is NULL. */
void mq_record_set(struct mq_record *record, mq_field_id field, struct mq_slice text);
void mq_record_set_number(struct mq_record *record, mq_field_id field, int64_t number);	/* decimal text */
/* Set without copying: text (not NULL) is borrowed until the record is reset. */
void mq_record_lend(struct mq_record *record, mq_field_id field, struct mq_slice text);
/* The same; quick where the field comes behind all others and there is room for it. */
static inline void mq_record_lend_next(struct mq_record *record, mq_field_id field,
	struct mq_slice text)
{
	size_t n = record->n_values;

	if (n > 0 && n < record->cap && record->values[n - 1].field < field) {
		record->values[n] = (struct mq_record_value){field, text};
		record->n_values++;
	} else {
		mq_record_lend(record, field, text);
	}
}
/* The canonical text, {NULL, 0} where not known. */
struct mq_slice mq_record_get(const struct mq_record *record, mq_field_id field);
void mq_record_encode(const struct mq_record *record, struct mq_buf *out);
/* Decode into record (reset first). Its texts are borrowed from bytes.
 * MQ_ERR_CORRUPT where they make no sense. */
enum mq_err mq_record_decode(struct mq_record *record, struct mq_slice bytes);
/* One field straight from encoded bytes, without decoding the rest; {NULL, 0}. */
struct mq_slice mq_record_peek(struct mq_slice bytes, mq_field_id field);
/* The first field whose text is another in record than in encoded bytes; MQ_NO_FIELD where
 * there is none, and then *news is whether record knows a field that bytes do not. */
mq_field_id mq_record_conflict(const struct mq_record *record, struct mq_slice bytes, bool *news);
void mq_record_reset(struct mq_record *record);
void mq_record_release(struct mq_record *record);
/* The record's key as one text: key values joined by U+001F. False where one is
 * not known or the kind has no key. */
bool mq_record_key(const struct mq_schema *schema, mq_kind_id kind, const struct mq_record *record,
	struct mq_buf *out);

/* ---- saved lists ---- */

enum mq_param_type {
	MQ_PARAM_INT,
	MQ_PARAM_DECIMAL,
	MQ_PARAM_DATE,
	MQ_PARAM_TEXT,
	MQ_PARAM_CODE,		/* of the field `of` */
	MQ_PARAM_BOOL,
	MQ_PARAM_LAST = MQ_PARAM_BOOL,
};

struct mq_param {
	const char *id;
	const char *zh;
	const char *en;
	enum mq_param_type type;
	const char *of;		/* CODE: a field's name, else NULL */
	const char *otherwise;	/* the value where none is given, or NULL */
};

/* Where a list was read; nearer ones hide farther ones of their id. */
enum mq_saved_where {
	MQ_SAVED_PERSONAL,
	MQ_SAVED_SHARED,	/* the register's */
	MQ_SAVED_CONFIG,	/* the configuration's, compiled */
};

/* A question with a name, and with places to fill in. */
struct mq_saved {
	const char *id;
	const char *zh;
	const char *en;
	mq_kind_id kind;
	const struct mq_param *params;
	size_t n_params;
	const char *is;		/* the query; NULL where the list is broken */
	const char *sort;	/* as behind sort: and cols:, or NULL */
	const char *cols;
	uint32_t limit;		/* 0: none */
	enum mq_saved_where where;
	const char *broken;	/* the first fault of its file, place and all, or NULL */
	const char *file;	/* where `is` stands; NULL in a compiled schema */
	size_t line;
	struct mq_origin is_origin, sort_origin, cols_origin;
	size_t n_beside;	/* other lists in its file */
	const char *as;		/* no list, but what faults call it, "policy 'x'": a bare word in it
				 * is a tag, and never text that is looked for */
};

enum { MQ_SAVED_ID_MAX = 120 /* bytes */, MQ_PARAMS_MAX = 16 };

/* Lists read from directories, nearest first. */
struct mq_saved_lists;

struct mq_saved_lists *mq_saved_new(void);
void mq_saved_free(struct mq_saved_lists *lists);
/*
 * Add the lists of DIR's .yaml files; a DIR that is not there has none. A fault
 * disables the lists of its file alone, which are then `broken`; a file that is no
 * YAML gives one broken list called as the file. Faults are added to diag. MQ_OK, or
 * CONFIG where there was one.
 */
enum mq_err mq_saved_read(struct mq_saved_lists *lists, const struct mq_schema *schema,
	const char *dir, enum mq_saved_where where, struct mq_diag *diag);
/* Make these the schema's nearer lists instead of those it had; they are moved. Lists
 * that were borrowed from it are gone. */
void mq_schema_set_saved(const struct mq_schema *schema, struct mq_saved_lists *lists);
/* Goes up with each mq_schema_set_saved: what was made of lists before is old. */
uint64_t mq_schema_saved_generation(const struct mq_schema *schema);
/* All of them, nearest first, the hidden ones too; borrowed. */
size_t mq_schema_n_saved(const struct mq_schema *schema);
const struct mq_saved *mq_schema_saved_at(const struct mq_schema *schema, size_t i);
/* Is there a list of its id that is nearer, but not nearer than `nearest`? */
bool mq_schema_saved_hidden(const struct mq_schema *schema, const struct mq_saved *list,
	enum mq_saved_where nearest);
/* The list called so by id, label, an old id, or the beginning of just one id or label
 * (folded), as seen from `nearest`: a definition never leans on lists that are nearer
 * than itself. NULL where none is. */
const struct mq_saved *mq_schema_saved(const struct mq_schema *schema, const char *name, size_t len,
	enum mq_saved_where nearest);
/* Up to n_out ids and labels nearest to name; borrowed. */
size_t mq_schema_saved_like(const struct mq_schema *schema, const char *name,
	enum mq_saved_where nearest, const char **out, size_t n_out);
/* Can a list be called so: a letter or Han first, then these, digits, _ and -. */
bool mq_saved_is_id(const char *id);
const char *mq_saved_label(const struct mq_saved *list);
/* Does it have a parameter that must be given a value. */
bool mq_saved_wants_value(const struct mq_saved *list);
const char *mq_saved_where_label(enum mq_saved_where where);
/* Append "name(n: int = 80, sex: code of sex)". */
void mq_saved_signature(const struct mq_saved *list, struct mq_buf *out);
/* Append it as it is asked, for people: "@not_visited(since:-30d)", "@visited_by(who:…)". */
void mq_saved_call(const struct mq_saved *list, struct mq_buf *out);
const char *mq_param_type_text(enum mq_param_type type);

/* ---- old names ---- */

enum mq_rename_what {
	MQ_RENAME_FIELD,
	MQ_RENAME_CODE,
	MQ_RENAME_SAVED,
	MQ_RENAME_LAST = MQ_RENAME_SAVED,
};

/* A name that definitions had before. Chains have been followed. */
struct mq_rename {
	enum mq_rename_what what;
	const char *list;	/* CODE: the id of its code list, else NULL */
	const char *was;
	const char *now;	/* NULL: it is gone */
	const char *why;	/* gone: why, else NULL */
};

/* What became of an id (exactly, but folded), or NULL. list as in mq_rename. */
const struct mq_rename *mq_schema_renamed(const struct mq_schema *schema, enum mq_rename_what what,
	const char *list, const char *name, size_t len);

/* ---- a sheet nobody has seen ---- */

/*
 * Watches rows go by and proposes definitions. Rows are cells in UTF-8; the
 * first row given is the header.
 */
struct mq_infer;

struct mq_infer *mq_infer_new(void);
void mq_infer_row(struct mq_infer *infer, const struct mq_slice *cells, size_t n_cells);
/* Append fields.yaml: kinds with keys, fields, code lists, every guess with
 * the share of rows that support it as a comment. What it writes loads. */
enum mq_err mq_infer_write(struct mq_infer *infer, const char *source, struct mq_buf *out,
	struct mq_diag *diag);
void mq_infer_free(struct mq_infer *infer);

#endif
