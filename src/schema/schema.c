/*
 * The life of a schema: one arena that holds every definition, and the tables
 * of names that the first questions build (names.c, codes.c).
 */
#include "own.h"

#include <stdlib.h>
#include <string.h>

#include <minqing/conf.h>

struct mq_schema *mq_schema_new(void)
{
	struct mq_schema *schema = mq_alloc(sizeof(*schema));

	schema->own = mq_alloc(sizeof(*schema->own));
	return schema;
}

void mq_schema_free(struct mq_schema *schema)
{
	if (schema == NULL) {
		return;
	}
	mq_schema_keep(schema, NULL, NULL);
	mq_arena_release(&schema->own->arena);
	mq_map_free(schema->own->names);
	mq_map_free(schema->own->bare);
	mq_saved_free(schema->own->nearer);
	free(schema->own);
	free(schema);
}

struct mq_origin mq_origin_read(const struct mq_conf *conf, const struct mq_node *node,
	struct mq_arena *arena)
{
	struct mq_slice line = mq_conf_line(conf, node->line);
	struct mq_origin origin = {.line = node->line, .column = node->column + node->quoted};

	origin.at = mq_utf8_byte(line.data, line.len, origin.column);
	if (line.len - origin.at >= node->len
			&& memcmp((const char *)line.data + origin.at, node->text, node->len) == 0) {
		origin.whole = mq_arena_strndup(arena, line.data, line.len);
	} else {
		origin.column = node->column;
	}
	return origin;
}

void mq_origin_place(const struct mq_origin *origin, const char *file, const char *text,
	size_t from, struct mq_diag *diag)
{
	size_t len = strlen(text);

	from = from < len ? from : len;
	if (origin->whole != NULL) {
		mq_diag_place_at(diag, file, origin->line, origin->column + mq_utf8_count(text, from),
			origin->whole, strlen(origin->whole), origin->at + from);
	} else {
		mq_diag_place_at(diag, file, origin->line, origin->column, text, len, from);
	}
}

void mq_schema_keep(const struct mq_schema *schema, void *kept, void (*release)(void *kept))
{
	struct mq_schema_private *own = schema->own;

	if (own->release != NULL) {
		own->release(own->kept);
	}
	own->kept = kept;
	own->release = release;
}

void *mq_schema_kept(const struct mq_schema *schema)
{
	return schema->own->kept;
}
