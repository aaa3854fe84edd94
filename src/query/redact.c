/*
 * The text of a query without what could tell whom it was about: each such value becomes the
 * id of its field, as in `name:‹name› age>=80`; words that are looked for in names, numbers and
 * addresses become ‹text›.
 *
 * What stays is what many share. By the class of privacy that the schema gives the field:
 *
 *     0 open          every value stays
 *     1 personal      codes and numbers stay, and stretches of a month or more; texts, keys
 *                     and days go
 *     2, 3 sensitive  every value goes, but yes and no, which say what the id does
 *
 * `?` and `*` name no value. Values for a saved list go: what they are held against is the
 * list's affair. Everything else of a query is names of the schema and signs.
 */
#include <stdlib.h>
#include <string.h>

#include "tree.h"

enum { SENSITIVE = 2, MANY_DAYS = 28 };

#define HOLE_BEGIN "‹"
#define HOLE_END "›"

struct hole {
	size_t from;
	size_t end;
	const char *id;
};

struct holes {
	const struct mq_schema *schema;
	const char *text;
	struct hole *list;
	size_t n;
	size_t cap;
};

static void add_hole(struct holes *holes, size_t from, size_t end, const char *id)
{
	holes->list = mq_grow(holes->list, &holes->cap, holes->n + 1, sizeof(*holes->list));
	holes->list[holes->n++] = (struct hole){from, end, id};
}

/* ---- what goes ---- */

static bool is_shared(const struct mq_field *field, const struct item *item)
{
	if (item->kind == ITEM_UNKNOWN || item->kind == ITEM_KNOWN || field->type == MQ_TYPE_BOOL
			|| field->privacy == 0) {
		return true;
	}
	if (field->privacy >= SENSITIVE) {
		return false;
	}
	switch (field->type) {
	case MQ_TYPE_TEXT:
	case MQ_TYPE_REF:
		return false;
	case MQ_TYPE_DATE:
		return item->high - item->low >= MANY_DAYS - 1;
	default:
		return true;
	}
}

static void look_at_items(struct holes *holes, const struct tree *tree)
{
	const struct mq_field *field = holes->schema->fields + tree->field;

	for (const struct item *item = tree->items; item != NULL; item = item->next) {
		size_t end = item->to.end > item->as.end ? item->to.end : item->as.end;

		if (!is_shared(field, item)) {
			add_hole(holes, item->as.from, end, field->id);
		}
	}
}

/* What a saved list is filled in with, within its brackets of any width. */
static void look_at_list(struct holes *holes, const struct tree *tree)
{
	struct lexer lexer = {.text = holes->text, .len = tree->words.end, .at = tree->words.from};

	if (tree->words.end > tree->words.from) {
		lex_skip(&lexer);
		add_hole(holes, lexer.at, tree->words.end - (holes->text[tree->words.end - 1] == ')'
			? 1 : strlen("）")), "list");
	}
}

static void look_at(struct holes *holes, const struct tree *tree)
{
	switch (tree->kind) {
	case TREE_WORDS:
		add_hole(holes, tree->words.from, tree->words.end, "text");
		break;
	case TREE_SAVED:
		look_at_list(holes, tree);
		break;
	case TREE_FIELD:
	case TREE_RELATION:
		if (tree->field != MQ_NO_FIELD) {
			look_at_items(holes, tree);
		}
		break;
	default:
		break;
	}
	for (const struct tree *each = tree->first; each != NULL; each = each->next) {
		look_at(holes, each);
	}
}

/* ---- writing ---- */

static int by_place(const void *a, const void *b)
{
	const struct hole *left = a;
	const struct hole *right = b;

	return left->from < right->from ? -1 : left->from > right->from;
}

void mq_query_redact(const struct mq_query *query, const char *text, struct mq_buf *out)
{
	struct holes holes = {.schema = query->schema, .text = text};
	size_t at = 0;

	look_at(&holes, query->root);
	if (holes.n > 0) {
		qsort(holes.list, holes.n, sizeof(*holes.list), by_place);
	}
	for (size_t i = 0; i < holes.n; i++) {
		const struct hole *hole = &holes.list[i];

		mq_buf_add(out, text + at, hole->from - at);
		mq_buf_addf(out, HOLE_BEGIN "%s" HOLE_END, hole->id);
		at = hole->end;
	}
	mq_buf_add(out, text + at, query->len - at);
	free(holes.list);
}

bool mq_query_hole(const char *text, size_t len, size_t *from, size_t *end)
{
	static const char id[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
	const char *at = text;

	while (len > 0 && (at = memmem(at, (size_t)(text + len - at), HOLE_BEGIN,
			strlen(HOLE_BEGIN)))) {
		const char *behind = at + strlen(HOLE_BEGIN);

		while (behind < text + len && memchr(id, *behind, sizeof(id) - 1)) {
			behind++;
		}
		if ((size_t)(text + len - behind) >= strlen(HOLE_END)
				&& memcmp(behind, HOLE_END, strlen(HOLE_END)) == 0) {
			*from = (size_t)(at - text);
			*end = (size_t)(behind - text) + strlen(HOLE_END);
			return true;
		}
		at = behind;
	}
	return false;
}
