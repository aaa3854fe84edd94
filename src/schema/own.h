/* What a schema owns, and how its names are compared: shared by the files that
 * build one (load*.c, blob.c) and the one that looks into it (names.c). */
#ifndef MINQING_SCHEMA_OWN_H
#define MINQING_SCHEMA_OWN_H

#include <minqing/schema.h>

enum {
	MQ_SCHEMA_FIELDS_MAX = 4096,
	MQ_SCHEMA_KINDS_MAX = 256,
	MQ_SCHEMA_NAME_MAX = 1000,	/* bytes of a name that is looked for */
	MQ_SCHEMA_AREAS_MAX = 16,	/* of a kind */
	MQ_SCHEMA_AREA_BY_MAX = 8,	/* fields an area is made by, or a place told with */
};

/* The nearer saved lists, in the order they were read. */
struct mq_saved_lists {
	struct mq_arena arena;		/* their texts */
	struct mq_saved *lists;
	size_t n;
	size_t cap;
};

struct mq_schema_private {
	struct mq_arena arena;		/* all definitions */
	struct mq_map *names;		/* mq_names_key → field; NULL until asked for */
	struct mq_map *bare;		/* mq_names_key → field and code; the same */
	const struct mq_saved *saved;	/* the configuration's lists */
	size_t n_saved;
	struct mq_saved_lists *nearer;	/* those of the register and the person, or NULL */
	uint64_t generation;		/* of nearer */
	const struct mq_rename *renames;
	size_t n_renames;
	void *kept;			/* by the room above; see mq_schema_keep */
	void (*release)(void *kept);
};

/* An empty schema with its arena; freed with mq_schema_free. */
struct mq_schema *mq_schema_new(void);

/* Append name as it is compared: mq_utf8_fold, with a short way for the ASCII
 * and Han that nearly all names are. name must be valid UTF-8. */
void mq_names_fold(struct mq_buf *out, const char *name, size_t len);
/* What a name of kind is found by: the kind, then the folded name. out is cleared. */
void mq_names_key(struct mq_buf *out, mq_kind_id kind, const char *name, size_t len);
/* True where name folds to folded; scratch is cleared and used. */
bool mq_names_match(const char *name, const struct mq_buf *folded, struct mq_buf *scratch);
/* False for what no definition can be called: empty, endless, with a NUL, not UTF-8. */
bool mq_names_possible(const char *name, size_t len);

/* Why a field can be no part of an area or a place of kind (area.c). */
enum mq_unfit {
	MQ_FIT,
	MQ_UNFIT_TYPE,		/* neither CODE nor TEXT */
	MQ_UNFIT_DERIVED,	/* not stored */
	MQ_UNFIT_ORDERED,	/* its column is a sort key */
};

enum mq_unfit mq_area_unfit(const struct mq_schema *schema, mq_field_id field);
enum mq_unfit mq_place_unfit(const struct mq_schema *schema, mq_field_id field, bool is_last);

#endif
