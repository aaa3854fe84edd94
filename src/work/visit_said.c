#include "visit_own.h"

#include <stdlib.h>
#include <string.h>

/* FIELD=VALUE: the words of commands and the heads and cells of tables. A full-width ＝, which an
 * input method leaves behind, is the same. */

static const char wide_equals[] = "＝";

struct word word_split(const char *text)
{
	const char *at = strchr(text, '=');
	const char *wide = strstr(text, wide_equals);
	size_t len = 1;

	if (wide && (!at || wide < at)) {
		at = wide;
		len = strlen(wide_equals);
	}
	if (!at) {
		return (struct word){mq_slice_str(text), {NULL, 0}};
	}
	return (struct word){mq_slice(text, (size_t)(at - text)), mq_slice_str(at + len)};
}

bool word_is(struct mq_slice word, const char *const *names)
{
	struct mq_buf folded = {0};
	bool is = false;

	if (mq_utf8_check(word.data, word.len) == word.len) {
		mq_utf8_fold(&folded, word.data, word.len);
	}
	for (; *names && folded.len && !is; names++) {
		is = strcmp(folded.data, *names) == 0;
	}
	mq_buf_release(&folded);
	return is;
}

static const char separators[] = ",;，、；";

struct mq_slice name_next(const char **at)
{
	const char *from;
	size_t len;

	while (**at && (**at == ' ' || mq_utf8_grapheme(*at, strlen(*at)) == 0)) {
		(*at)++;
	}
	from = *at;
	while (**at) {
		size_t step = mq_utf8_grapheme(*at, strlen(*at));
		char one[8] = "";

		memcpy(one, *at, step < sizeof(one) ? step : sizeof(one) - 1);
		if (strstr(separators, one)) {
			len = (size_t)(*at - from);
			*at += step;
			return mq_slice(from, len);
		}
		*at += step;
	}
	return mq_slice(from, (size_t)(*at - from));
}

struct names {
	const char **names;	/* borrowed from the schema */
	size_t n;
	size_t cap;
};

static void add_name(struct names *names, const char *name)
{
	names->names = mq_grow(names->names, &names->cap, names->n + 1, sizeof(*names->names));
	names->names[names->n++] = name;
}

/* All that fields of a kind are called: "need_detail", "detail", … */
static void list_names(const struct mq_schema *schema, mq_kind_id kind, struct names *names)
{
	const char *kind_id = schema->kinds[kind].id;
	size_t len = strlen(kind_id);

	for (size_t i = 0; i < schema->n_fields; i++) {
		const struct mq_field *field = &schema->fields[i];

		if (field->kind != kind || field->type == MQ_TYPE_REF) {
			continue;
		}
		add_name(names, field->id);
		add_name(names, strncmp(field->id, kind_id, len) == 0 && field->id[len] == '_' ?
			field->id + len + 1 : mq_field_label(field));
		for (size_t j = 0; j < field->n_aliases; j++) {
			add_name(names, field->aliases[j]);
		}
	}
}

enum mq_err no_such_field(const struct mq_schema *schema, mq_kind_id kind, struct mq_slice name,
	struct mq_diag *diag)
{
	struct names names = {0};
	char text[64];

	snprintf(text, sizeof(text), "%.*s", (int)(name.len < 60 ? name.len : 60),
		(const char *)name.data);
	mq_diag_add(diag, MQ_ERR_INPUT, _("a %s has no field '%s'"),
		mq_kind_label(&schema->kinds[kind]), text);
	list_names(schema, kind, &names);
	if (!mq_diag_suggest(diag, text, names.names, names.n)) {
		mq_diag_hint(diag, _("`minqing schema show %s` lists them"), schema->kinds[kind].id);
	}
	free(names.names);
	return MQ_ERR_INPUT;
}

bool can_be_said(const struct mq_schema *schema, mq_field_id field)
{
	const struct mq_kind *kind = &schema->kinds[schema->fields[field].kind];

	for (size_t i = 0; i < kind->n_key; i++) {
		if (kind->key[i] == field) {
			return false;
		}
	}
	return schema->fields[field].type != MQ_TYPE_REF;
}

enum mq_err words_set(const struct mq_view *view, mq_kind_id kind, const char *const *words,
	size_t n_words, struct change_draft *draft, struct mq_diag *diag)
{
	enum mq_err first = MQ_OK;

	for (size_t i = 0; i < n_words; i++) {
		struct word word = word_split(words[i]);
		mq_field_id field = mq_work_field(view->schema, kind, word.left.data, word.left.len);
		enum mq_err err = MQ_OK;

		if (!word.right.data) {
			err = mq_diag_add(diag, MQ_ERR_INPUT, _("'%s' is not FIELD=VALUE"), words[i]);
		} else if (field == MQ_NO_FIELD || !can_be_said(view->schema, field)) {
			err = no_such_field(view->schema, kind, word.left, diag);
		} else if (word.right.len) {
			draft_set_text(draft, field, word.right.data);
		}
		first = first == MQ_OK ? err : first;
	}
	return first;
}

static bool is_one_of(mq_field_id field, const mq_field_id *fields, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (fields[i] == field) {
			return true;
		}
	}
	return false;
}

/* "done, next": ids without the kind's name before them. */
static void hint_takes(const struct mq_schema *schema, const mq_field_id *takes, size_t n_takes,
	struct mq_diag *diag)
{
	struct mq_buf names = {0};

	for (size_t i = 0; i < n_takes; i++) {
		const struct mq_field *field = takes[i] == MQ_NO_FIELD ? NULL : &schema->fields[takes[i]];

		if (field) {
			mq_buf_addf(&names, "%s%s", names.len ? ", " : "",
				field->id + strlen(schema->kinds[field->kind].id) + 1);
		}
	}
	mq_diag_hint(diag, _("it takes %s; a line that is wrong is ended with reason=error and "
		"begun anew"), names.data);
	mq_buf_release(&names);
}

enum mq_err words_set_only(const struct mq_view *view, mq_kind_id kind, const char *const *words,
	size_t n_words, const mq_field_id *takes, size_t n_takes, struct change_draft *draft,
	struct mq_diag *diag)
{
	const struct mq_schema *schema = view->schema;
	enum mq_err err = words_set(view, kind, words, n_words, draft, diag);
	size_t n = err == MQ_OK ? draft->n : 0;

	for (size_t i = 0; i < n; i++) {
		mq_field_id field = draft->values[i].field;

		if (!is_one_of(field, takes, n_takes)) {
			err = mq_diag_add(diag, MQ_ERR_INPUT, _("'%s' (%s) is not changed here"),
				mq_field_label(&schema->fields[field]), schema->fields[field].id);
			hint_takes(schema, takes, n_takes, diag);
		}
	}
	return err;
}

enum mq_err code_said(const struct mq_field *field, struct mq_slice name, int *code,
	struct mq_diag *diag)
{
	*code = name.len ? mq_codes_find(field->codes, name.data, name.len) : -1;
	if (*code >= 0) {
		return MQ_OK;
	}
	if (name.len) {
		mq_diag_add(diag, MQ_ERR_INPUT, _("'%.*s' is no value of '%s'"),
			(int)(name.len < 60 ? name.len : 60), (const char *)name.data,
			mq_field_label(field));
	} else {
		mq_diag_add(diag, MQ_ERR_INPUT, _("'%s' has to be said"), mq_field_label(field));
	}
	mq_codes_hint(field, name.data, name.len, diag);
	return MQ_ERR_INPUT;
}
