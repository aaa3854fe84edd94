/*
 * Finding codes: within a list, for a cell or a query that names the field, and
 * without one: a bare word, 女, that means sex and 女 at once.
 *
 * Bare words lie in a table of their own, built by the first that is asked. A
 * word that two codes share means neither: better no answer than the wrong
 * field. Names of yes-or-no fields go before codes.
 */
#include "own.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Words that say nothing of the field they stand in, however few have them. */
static const char *const never_bare[] = {
	"是", "否", "有", "无", "其他", "其它", "未知", "不详", "不明",
	"yes", "no", "none", "other", "others", "unknown", "true", "false",
};

/* Two codes have this word. No code of a field is numbered so. */
#define AMBIGUOUS UINT64_MAX

/* ---- in a list ---- */

static bool is_exactly(const char *name, const char *str, size_t len)
{
	return name[0] == str[0] && strncmp(name, str, len) == 0 && name[len] == '\0';
}

static bool code_is(const struct mq_code *code, const char *name, size_t len)
{
	if (is_exactly(code->zh, name, len) || is_exactly(code->en, name, len)) {
		return true;
	}
	for (size_t i = 0; i < code->n_aliases; i++) {
		if (is_exactly(code->aliases[i], name, len)) {
			return true;
		}
	}
	return false;
}

static bool code_folds_to(const struct mq_code *code, const struct mq_buf *folded,
	struct mq_buf *scratch)
{
	if (mq_names_match(code->id, folded, scratch) || mq_names_match(code->zh, folded, scratch)
			|| mq_names_match(code->en, folded, scratch)) {
		return true;
	}
	for (size_t i = 0; i < code->n_aliases; i++) {
		if (mq_names_match(code->aliases[i], folded, scratch)) {
			return true;
		}
	}
	return false;
}

static int find_folded(const struct mq_codes *codes, const char *name, size_t len)
{
	struct mq_buf folded = {0};
	struct mq_buf scratch = {0};
	int found = -1;

	mq_names_fold(&folded, name, len);
	for (size_t i = 0; i < codes->n_codes && found < 0; i++) {
		if (code_folds_to(codes->codes + i, &folded, &scratch)) {
			found = (int)i;
		}
	}
	mq_buf_release(&folded);
	mq_buf_release(&scratch);
	return found;
}

/* Nearly every cell of an import is an id or a label to the byte, so folding
 * waits until nothing else fits. */
int mq_codes_find(const struct mq_codes *codes, const char *name, size_t len)
{
	if (!mq_names_possible(name, len)) {
		return -1;
	}
	for (size_t i = 0; i < codes->n_codes; i++) {
		if (is_exactly(codes->codes[i].id, name, len)) {
			return (int)i;
		}
	}
	for (size_t i = 0; i < codes->n_codes; i++) {
		if (code_is(codes->codes + i, name, len)) {
			return (int)i;
		}
	}
	return find_folded(codes, name, len);
}

/* ---- bare words ---- */

/* A word in Latin needs three letters before it means a code; `a`, `12` and
 * `b1` are somebody's initials or room far more often. */
static bool is_long_enough(const char *word)
{
	size_t letters = 0;

	for (const char *at = word; *at != '\0'; at++) {
		if ((unsigned char)*at >= 0x80) {
			return true;
		}
		letters += isalpha((unsigned char)*at) != 0;
	}
	return letters >= 3;
}

static bool says_nothing(const char *word, size_t len)
{
	for (size_t i = 0; i < MQ_LENGTH(never_bare); i++) {
		if (strlen(never_bare[i]) == len && strncasecmp(word, never_bare[i], len) == 0) {
			return true;
		}
	}
	return false;
}

/* Aliases lie apart: they mean a code only where no label does. */
static void alias_key(struct mq_buf *key)
{
	mq_buf_addc(key, '\0');
}

static void put_bare(struct mq_map *map, const struct mq_field *field, size_t code,
	const char *word, bool alias, struct mq_buf *key)
{
	uint64_t value = (uint64_t)field->number << 32 | code;
	uint64_t there;

	if (!is_long_enough(word)) {
		return;
	}
	mq_names_key(key, field->kind, word, strlen(word));
	if (alias) {
		alias_key(key);
	}
	if (mq_map_get(map, key->data, key->len, &there)) {
		value = there == value ? value : AMBIGUOUS;
	}
	mq_map_put(map, key->data, key->len, value);
}

static void put_bare_codes(struct mq_map *map, const struct mq_field *field, struct mq_buf *key)
{
	for (size_t i = 0; i < field->codes->n_codes; i++) {
		const struct mq_code *code = field->codes->codes + i;

		put_bare(map, field, i, code->id, false, key);
		put_bare(map, field, i, code->zh, false, key);
		put_bare(map, field, i, code->en, false, key);
		for (size_t a = 0; a < code->n_aliases; a++) {
			put_bare(map, field, i, code->aliases[a], true, key);
		}
	}
}

static const struct mq_map *bare_of(const struct mq_schema *schema)
{
	struct mq_schema_private *own = schema->own;
	struct mq_buf key = {0};

	if (own->bare == NULL) {
		own->bare = mq_map_new();
		for (size_t i = 0; i < schema->n_fields; i++) {
			if (schema->fields[i].codes != NULL) {
				put_bare_codes(own->bare, schema->fields + i, &key);
			}
		}
		mq_buf_release(&key);
	}
	return own->bare;
}

/* The one code on the way up from kind that has the word as a label (or as an
 * alias); AMBIGUOUS where several have, false where none. */
static bool find_bare(const struct mq_schema *schema, mq_kind_id kind, const char *word,
	size_t len, bool alias, uint64_t *found)
{
	const struct mq_map *map = bare_of(schema);
	struct mq_buf key = {0};
	bool some = false;

	for (; kind != MQ_NO_KIND; kind = mq_kind_above(schema, kind)) {
		uint64_t here;

		mq_names_key(&key, kind, word, len);
		if (alias) {
			alias_key(&key);
		}
		if (mq_map_get(map, key.data, key.len, &here)) {
			*found = some ? AMBIGUOUS : here;
			some = true;
		}
	}
	mq_buf_release(&key);
	return some;
}

bool mq_schema_bare(const struct mq_schema *schema, mq_kind_id kind, const char *word, size_t len,
	mq_field_id *field, int *code)
{
	mq_field_id named = mq_schema_field_exact(schema, kind, word, len);
	uint64_t found;

	if (named != MQ_NO_FIELD && schema->fields[named].type == MQ_TYPE_BOOL) {
		*field = named;
		*code = 1;
		return true;
	}
	if (!mq_names_possible(word, len) || says_nothing(word, len)) {
		return false;
	}
	if (!find_bare(schema, kind, word, len, false, &found)
			&& !find_bare(schema, kind, word, len, true, &found)) {
		return false;
	}
	if (found == AMBIGUOUS) {
		return false;
	}
	*field = (mq_field_id)(found >> 32);
	*code = (int)(found & 0xffffffff);
	return true;
}

/* ---- what there is ---- */

static void list_codes(const struct mq_codes *codes, struct mq_diag *diag)
{
	struct mq_buf all = {0};

	for (size_t i = 0; i < codes->n_codes; i++) {
		const char *label = mq_code_label(&codes->codes[i]);

		mq_buf_addf(&all, strcmp(label, codes->codes[i].id) == 0 ? "%s%s" : "%s%s (%s)",
			i ? ", " : "", codes->codes[i].id, label);
	}
	mq_diag_hint(diag, "%s", all.data ? all.data : "");
	mq_buf_release(&all);
}

void mq_codes_hint(const struct mq_field *field, const char *name, size_t len,
	struct mq_diag *diag)
{
	enum { SHORT = 12 };
	const struct mq_codes *codes = field->codes;
	const char **names = mq_alloc((codes->n_codes * 2 + 1) * sizeof(*names));
	char *text = mq_strndup(name ? name : "", len);

	for (size_t i = 0; i < codes->n_codes; i++) {
		names[i * 2] = codes->codes[i].id;
		names[i * 2 + 1] = mq_code_label(&codes->codes[i]);
	}
	if (codes->n_codes <= SHORT) {
		list_codes(codes, diag);
	} else if (!mq_diag_suggest(diag, text, names, codes->n_codes * 2)) {
		mq_diag_hint(diag, _("`minqing schema show %s` lists them"), field->id);
	}
	free(names);
	free(text);
}
