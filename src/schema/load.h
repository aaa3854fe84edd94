/*
 * Loading, inside. Definitions of all files are first collected as drafts,
 * section by section, then read in this order, so that each finds what it
 * names wherever that stands:
 *
 *     groups, code lists → kinds → links → fields → derived → what kinds say of fields
 *     → saved lists → old names
 *
 * A draft with a fault is still added as far as it goes; who names it is spared
 * a second fault.
 */
#ifndef MINQING_SCHEMA_LOAD_H
#define MINQING_SCHEMA_LOAD_H

#include <minqing/conf.h>
#include <minqing/schema.h>

#include "own.h"

enum mq_section {
	MQ_SECTION_KINDS,
	MQ_SECTION_GROUPS,
	MQ_SECTION_CODES,
	MQ_SECTION_FIELDS,
	MQ_SECTION_DERIVED,
	MQ_SECTION_SAVED,
	MQ_SECTION_MIGRATE,
	MQ_SECTION_LAST = MQ_SECTION_MIGRATE,
};

/* One definition as it stands in its file. Its key is its id. */
struct mq_draft {
	const struct mq_conf *conf;
	const struct mq_node *node;
};

struct mq_drafts {
	struct mq_draft *items;
	size_t n;
	size_t cap;
};

struct mq_loader {
	struct mq_schema *schema;
	struct mq_arena *arena;		/* the schema's */
	struct mq_arena scratch;	/* gone when loading ends */
	struct mq_diag *diag;		/* never NULL */
	struct mq_drafts drafts[MQ_SECTION_LAST + 1];
	bool partial;			/* a file is missing: what is not found may stand there */
	bool circular;			/* links run in circles: nobody may follow them */
	bool full;			/* too many fields, and that was said */
	/* the tables of the schema, while they grow within what was laid out */
	struct mq_kind *kinds;
	struct mq_field *fields;
	struct mq_group *groups;
	struct mq_codes *lists;
	struct mq_map *names;		/* mq_names_key → field: each name once */
};

/* ---- load_read.c: what all definitions have in common ---- */

/* The child under key if it has this type (mq_conf_check complained otherwise). */
const struct mq_node *mq_loader_get(const struct mq_draft *draft, const char *key,
	enum mq_node_type type);
/* Hold draft against rows; false where it is no map at all. */
bool mq_loader_check(struct mq_loader *loader, const struct mq_draft *draft,
	const struct mq_conf_row *rows, size_t n_rows);
/* True for up to 64 small letters, digits and _, a letter first. */
bool mq_loader_is_id(const char *id);
/* The draft's key, copied, and a fault where it cannot be an id. */
const char *mq_loader_id(struct mq_loader *loader, const struct mq_draft *draft);
/* True for a word of the query language, which no kind or field can be called. */
bool mq_loader_is_reserved(const char *name);
/* The text under key, copied; otherwise where it is missing or refused. */
const char *mq_loader_text(struct mq_loader *loader, const struct mq_draft *draft, const char *key,
	const char *otherwise);
/* Where the text under key stands; all 0 where it is missing. */
struct mq_origin mq_loader_origin(struct mq_loader *loader, const struct mq_draft *draft,
	const char *key);
/* As mq_loader_text, and fit to be shown as a name. */
const char *mq_loader_label(struct mq_loader *loader, const struct mq_draft *draft, const char *key,
	const char *otherwise);
/* A node that is a name: copied, or NULL with a fault. */
const char *mq_loader_name(struct mq_loader *loader, const struct mq_conf *conf,
	const struct mq_node *node);
const char *const *mq_loader_names(struct mq_loader *loader, const struct mq_draft *draft,
	const char *key, size_t *n);
void mq_loader_bool(struct mq_loader *loader, const struct mq_draft *draft, const char *key, bool *out);
/* The index among names of the text under key; otherwise where it is missing. */
int mq_loader_enum(struct mq_loader *loader, const struct mq_draft *draft, const char *key,
	const char *const *names, size_t n_names, int otherwise);
/* The index among ids of a node that must name one; -1 with a fault that
 * suggests the nearest (no fault where a file is missing). */
int mq_loader_one_of(struct mq_loader *loader, const struct mq_conf *conf, const struct mq_node *node,
	const char *what, const char *const *ids, size_t n_ids);

/* ---- load_codes.c ---- */

void mq_loader_groups(struct mq_loader *loader);
void mq_loader_lists(struct mq_loader *loader);
/* The group under `group`, or the one for whatever has none. */
uint16_t mq_loader_group(struct mq_loader *loader, const struct mq_draft *draft);
/* The list a field names with `codes` or spells out with `values`. */
const struct mq_codes *mq_loader_list_of(struct mq_loader *loader, const struct mq_draft *draft,
	const char *id);

/* ---- load_kind.c ---- */

void mq_loader_kinds(struct mq_loader *loader);
void mq_loader_links(struct mq_loader *loader);
void mq_loader_kind_fields(struct mq_loader *loader);
/* The kind a node names, or MQ_NO_KIND with a fault. */
mq_kind_id mq_loader_kind(struct mq_loader *loader, const struct mq_conf *conf,
	const struct mq_node *node);

/* ---- load_area.c ---- */

/* `areas:` and `place:` of all kinds, once fields and what kinds order by are known. */
void mq_loader_areas(struct mq_loader *loader);

/* ---- load_field.c, load_derived.c ---- */

/* A new field with the draft's id, labels, aliases, kind, group, privacy and
 * place, its names taken; NULL where there are too many. */
struct mq_field *mq_loader_add(struct mq_loader *loader, const struct mq_draft *draft);
/* A blank one, numbered; NULL where there are too many. */
struct mq_field *mq_loader_blank(struct mq_loader *loader, const struct mq_draft *draft);
void mq_loader_fields(struct mq_loader *loader);
void mq_loader_derived(struct mq_loader *loader);

/* ---- load_name.c ---- */

/* Take the names of field within its kind; a fault for each somebody has. */
void mq_loader_claim(struct mq_loader *loader, const struct mq_draft *draft,
	const struct mq_field *field);
/* The field of kind with this very id, or MQ_NO_FIELD. */
mq_field_id mq_loader_find(const struct mq_loader *loader, mq_kind_id kind, const char *id);
/* The same for a node that must name one; a fault suggests the nearest. */
mq_field_id mq_loader_field(struct mq_loader *loader, const struct mq_draft *draft,
	const struct mq_node *node, mq_kind_id kind);

/* ---- load_saved.c ---- */

/* The configuration's lists. */
void mq_loader_saved(struct mq_loader *loader);
/* Read drafts of lists as they stand in one or more files into lists, which has room
 * for all; how many there are. Of the loader arena, scratch and diag are used. */
size_t mq_loader_lists_of(struct mq_loader *loader, const struct mq_schema *schema,
	const struct mq_draft *drafts, size_t n, enum mq_saved_where where,
	struct mq_saved *lists);

/* ---- load_migrate.c ---- */

void mq_loader_migrate(struct mq_loader *loader);

/* ---- load_care.c ---- */

/* The word of policing or stigma that a name holds, or NULL; borrowed for ever. */
const char *mq_loader_care_word(const char *name);
/* A fault where field speaks of policing or stigma and is open to more than a
 * named desk. */
void mq_loader_care(struct mq_loader *loader, const struct mq_draft *draft,
	const struct mq_field *field);

#endif
