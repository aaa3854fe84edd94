/* A sheet nobody has seen: what the infer_*.c files share. */
#ifndef MINQING_SCHEMA_INFER_H
#define MINQING_SCHEMA_INFER_H

#include <minqing/schema.h>

/* ---- infer_sketch.c: many values in little room ---- */

enum { MQ_SKETCH_MAX = 1024 };

struct mq_sketch_entry {
	uint64_t hash;
	uint64_t rows;
};

/*
 * A sample by value (adaptive sampling, Flajolet 1990): of all hashes those
 * are kept whose lowest `depth` bits are zero; when there are too many, depth
 * grows and half of them go. All rows of a kept value were seen, so whether
 * values repeat is exact within the sample. An entry may carry a payload.
 */
struct mq_sketch {
	struct mq_sketch_entry *entries;
	size_t n;
	uint32_t *slots;	/* entry + 1; 0 is free */
	unsigned depth;
	unsigned char *payload;	/* n × payload_bytes */
	size_t payload_bytes;
};

void mq_sketch_init(struct mq_sketch *sketch, size_t payload_bytes);
/* Count one row of this hash. Its payload (zeroed at first; until the next
 * add), or NULL where the value is not in the sample or there is no payload. */
void *mq_sketch_add(struct mq_sketch *sketch, uint64_t hash);
/* How many different values went by, about. */
uint64_t mq_sketch_distinct(const struct mq_sketch *sketch);
/* Different values for each row, in the sample: 1 where none repeats. */
double mq_sketch_unique(const struct mq_sketch *sketch);
void mq_sketch_release(struct mq_sketch *sketch);

/* ---- infer_header.c: what a column is called ---- */

enum mq_sheet_kind {
	MQ_SHEET_RESIDENT,
	MQ_SHEET_HOUSEHOLD,
	MQ_SHEET_DWELLING,
};

enum { MQ_SHEET_KINDS = 3 };

/* What a known header asks for, where the cells allow it. */
enum mq_want {
	MQ_WANT_ANY,
	MQ_WANT_KEY,		/* text, though it be digits */
	MQ_WANT_NAME,		/* text, found by pinyin */
	MQ_WANT_ADDRESS,	/* text, found by bare words */
	MQ_WANT_NUMBER,		/* a phone or identity number */
	MQ_WANT_NOTE,		/* free text, never a list */
	MQ_WANT_CODE,		/* a list, though it be digits */
};

struct mq_header {
	const char *id;
	enum mq_sheet_kind kind;
	enum mq_want want;
	uint8_t privacy;
	const char *names;	/* folded, without spaces and signs: "|姓名|name|" */
};

/* The field a header is known to mean, or NULL. */
const struct mq_header *mq_header_find(const char *header, size_t len);
/* Whether an unknown header sounds like a key (编号, id, no …), a place (楼, 室 …). */
bool mq_header_is_key(const char *header, size_t len);
bool mq_header_is_place(const char *header, size_t len);
/* Append a field id made of the header's ASCII letters and digits; adds
 * nothing where there are too few. */
void mq_header_slug(struct mq_buf *out, const char *header, size_t len);

/* ---- infer_column.c: what its cells look like ---- */

/* In the order of preference: the first that fits is taken. */
enum mq_shape_id {
	MQ_SHAPE_IDENTITY,
	MQ_SHAPE_MOBILE,
	MQ_SHAPE_DATE,
	MQ_SHAPE_BOOL,
	MQ_SHAPE_INT,
	MQ_SHAPE_DECIMAL,
	MQ_SHAPE_TEXT,
	MQ_SHAPES,
};

/* How many cells one type can read. */
struct mq_shape {
	uint64_t hits;
	uint64_t first_miss;	/* row, header is 1; 0 none */
	char *miss;		/* that cell, cut short */
	bool given_up;		/* missed more than half of the first cells */
};

enum { MQ_TALLY_MAX = 256, MQ_CODE_ID_BYTES = 64 };

/* Every different value while they are few, then nothing. Folded alike are one. */
struct mq_tally {
	struct mq_map *numbers;
	char **values;		/* as first written */
	uint64_t *rows;
	size_t n;
	bool over;
};

struct mq_column {
	char *header;		/* trimmed, as it stands */
	size_t position;	/* from 1 */
	const struct mq_header *known;
	uint64_t filled;
	uint64_t n_true;
	uint64_t n_false;
	uint64_t n_digits;	/* cells of digits alone */
	struct mq_shape shapes[MQ_SHAPES];
	struct mq_tally tally;
	struct mq_sketch values;

	/* decided once all rows went by: infer_decide.c */
	char *id;
	char *label;		/* may differ from the header where that is taken */
	enum mq_sheet_kind kind;
	enum mq_type type;
	enum mq_shape_id shape;	/* that the type came from */
	enum mq_shape_id near;	/* that nearly fitted; MQ_SHAPES none */
	uint8_t privacy;
	bool restricted;	/* its header speaks of policing or stigma */
	char code_stem[8];	/* of the ids of codes that have none of their own */
	double same_share;	/* groups it was the same in, where kind came from that */
	uint64_t same_groups;	/* of so many; 0: kind came from the header */
};

void mq_column_init(struct mq_column *column, size_t position, struct mq_slice header);
/* Look at a cell that is not empty, trimmed. buf is scratch. */
void mq_column_watch(struct mq_column *column, uint64_t row, const char *cell, size_t len,
	struct mq_buf *buf);
/* The chance that two rows hold the same value. */
double mq_column_collision(const struct mq_column *column);
double mq_column_share(const struct mq_column *column, enum mq_shape_id shape);
const char *mq_shape_name(enum mq_shape_id shape);
void mq_column_release(struct mq_column *column);

/* ---- the whole ---- */

/* Rows that agree in some columns belong together. */
struct mq_bunches {
	size_t columns[8];	/* indexes into mq_infer.columns */
	size_t n_columns;
	struct mq_sketch sketch;
};

struct mq_infer {
	struct mq_column *columns;
	size_t n_columns;
	struct mq_slice *row;	/* scratch: the trimmed cells of one */
	bool has_header;
	uint64_t rows;		/* without the header */
	uint64_t longer;	/* rows with more cells than the header */
	struct mq_bunches households;	/* payload: one mq_mark a column */
	struct mq_bunches addresses;
	struct mq_bunches people;	/* name with birth date; no payload */
	struct mq_buf scratch;

	/* decided: */
	bool has[MQ_SHEET_KINDS];
	struct mq_column *key[MQ_SHEET_KINDS][8];
	size_t n_key[MQ_SHEET_KINDS];
	double one_address;	/* share of the households that live in one dwelling */
	bool age_is_free;	/* no column is called so */
};

/* What one column held within one household or address: two bits of state
 * under thirty of hash. */
typedef uint32_t mq_mark;
enum { MQ_MARK_NONE, MQ_MARK_ONE, MQ_MARK_SAME, MQ_MARK_MIXED, MQ_MARK_STATE = 3 };

enum { MQ_PERCENT_FIT = 98 };	/* of the filled cells, for a guess to stand */

/* The column known under this id, or NULL. */
struct mq_column *mq_infer_find(const struct mq_infer *infer, const char *id);
/* Whether part is at least so many percent of whole, which is not 0. */
bool mq_is_share(uint64_t part, uint64_t whole, unsigned percent);
/* The keys of households and dwellings, of residents: infer_key.c. */
void mq_infer_key_places(struct mq_infer *infer);
void mq_infer_key_residents(struct mq_infer *infer);
/* Fill in everything marked "decided"; may be asked again after more rows. */
void mq_infer_decide(struct mq_infer *infer);
/* Give every column its id and its label: infer_name.c. */
void mq_infer_name(struct mq_infer *infer);
/* Append areas: and place: of a kind, where there are columns for them: infer_area.c. */
void mq_infer_areas(const struct mq_infer *infer, enum mq_sheet_kind kind, struct mq_buf *out);
/* Append the proposal: infer_print.c. */
void mq_infer_print(const struct mq_infer *infer, const char *source, struct mq_buf *out);

const char *mq_sheet_kind_id(enum mq_sheet_kind kind);

/* ---- infer_explain.c: comments ---- */

/* Each appends to out. 12,031; the start of a cell in quotes, fit for a comment. */
void mq_explain_count(struct mq_buf *out, uint64_t n);
void mq_explain_quoted(struct mq_buf *out, const char *cell);
/* Whole lines: how well a key names records; why a column is what it is. */
void mq_explain_resident_key(const struct mq_infer *infer, struct mq_buf *out);
void mq_explain_key(const struct mq_infer *infer, enum mq_sheet_kind kind, struct mq_buf *out);
void mq_explain_column(const struct mq_infer *infer, const struct mq_column *column,
	struct mq_buf *out);

#endif
