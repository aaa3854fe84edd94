/*
 * Codes by any of their names, begun or spelled; yes and no.
 */
#include "value.h"

#include <stdlib.h>
#include <string.h>

/* ---- yes or no ---- */

bool value_bool(struct compile *compile, const struct mq_field *field,
	const struct piece *piece, struct meaning *meaning)
{
	struct mq_buf text = {0};
	struct mq_value value = {0};
	enum mq_err err = mq_value_read(field, piece->text, piece->len, &text, &value, NULL);

	mq_buf_release(&text);
	if (err != MQ_OK) {
		value_refuse(compile, piece, _("'%s' is neither yes nor no"));
		compile_hint(compile, _("write yes or no, 是 or 否"));
		compile_repair(compile, piece->from, piece->end, "yes");
		return false;
	}
	meaning->low = meaning->high = value.number;
	meaning->shown = value.number != 0 ? "true" : "false";
	return true;
}

/* ---- codes ---- */

/* The one code whose id or label begins so, or -1. */
static int find_by_beginning(const struct mq_codes *codes, const struct piece *piece)
{
	struct mq_buf prefix = {0};
	int found = -1;

	mq_utf8_fold(&prefix, piece->text, piece->len);
	for (size_t i = 0; i < codes->n_codes && prefix.len > 0; i++) {
		const struct mq_code *code = codes->codes + i;

		if (bind_name_holds(code->id, &prefix, true)
				|| bind_name_holds(code->zh, &prefix, true)
				|| bind_name_holds(code->en, &prefix, true)) {
			if (found >= 0) {
				found = -1;
				break;
			}
			found = (int)i;
		}
	}
	mq_buf_release(&prefix);
	return found;
}

/* What the code was called before. */
static int find_by_old_name(struct compile *compile, const struct mq_codes *codes,
	const struct piece *piece)
{
	const struct mq_rename *renamed = mq_schema_renamed(compile->query->schema, MQ_RENAME_CODE,
		codes->id, piece->text, piece->len);

	return renamed == NULL || renamed->now == NULL ? -1
		: mq_codes_find(codes, renamed->now, strlen(renamed->now));
}

/* Would it be read as itself where a value stands? */
static bool is_simple(const char *text)
{
	size_t len = strlen(text);

	return strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+.")
		== len && strstr(text, "..") == NULL && len > 0;
}

/* The code called so, by its id, in quotes where it must be. */
static void repair_code(struct compile *compile, const struct mq_codes *codes,
	const struct piece *piece, const char *name)
{
	int code = mq_codes_find(codes, name, strlen(name));

	if (code >= 0) {
		const char *id = codes->codes[code].id;
		const char *quote = is_simple(id) ? "" : "\"";

		compile_repair(compile, piece->from, piece->end, "%s%s%s", quote, id, quote);
	}
}

static void hint_codes(struct compile *compile, const struct mq_codes *codes,
	const struct piece *piece)
{
	enum { NEAREST = 3 };
	const char **names = mq_alloc((2 * codes->n_codes + 1) * sizeof(*names));
	const char *nearest[NEAREST];
	char *name = mq_strndup(piece->text, piece->len);
	size_t n = 0;

	for (size_t i = 0; i < codes->n_codes; i++) {
		names[n++] = codes->codes[i].id;
		names[n++] = mq_code_label(codes->codes + i);
	}
	n = mq_nearest(name, names, n, nearest, NEAREST);
	if (n > 0) {
		compile_hint_nearest(compile, nearest, n);
		repair_code(compile, codes, piece, nearest[0]);
	} else if (codes->n_codes > 0) {
		compile_hint(compile, _("one of them is '%s'"), mq_code_label(codes->codes));
		compile_repair_any(compile, piece->from, piece->end);
	}
	free(name);
	free(names);
}

bool value_code(struct compile *compile, const struct mq_field *field,
	const struct piece *piece, struct meaning *meaning)
{
	int code = mq_codes_find(field->codes, piece->text, piece->len);
	struct piece id = {.quoted = true};
	const struct literal name = {.from = piece->from, .end = piece->end, .text = piece->text,
		.len = piece->len};

	if (code < 0) {
		code = find_by_old_name(compile, field->codes, piece);
	}
	if (code < 0) {
		code = find_by_beginning(field->codes, piece);
	}
	if (code < 0 && pinyin_code(compile, field, &name, &code) && code < 0) {
		return false;
	}
	if (code < 0) {
		compile_fault(compile, piece->from, piece->end, MQ_ERR_QUERY,
			_("'%s' is no code of '%s'"), compile_quote(compile, piece->from, piece->end),
			field->id);
		hint_codes(compile, field->codes, piece);
		return false;
	}
	meaning->low = meaning->high = code;
	meaning->shown = field->codes->codes[code].id;
	if (!is_simple(meaning->shown)) {
		id.text = meaning->shown;
		id.len = strlen(id.text);
		meaning->shown = value_show_typed(compile, &id);
	}
	return true;
}
