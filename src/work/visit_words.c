#include "visit_own.h"

#include <string.h>

/*
 * A sitting as words, the same on a command line and in a row of a table, where the head is
 * what stands before '=' and the cell what stands behind it. Who was met is read first: what is
 * said without a name is said of them.
 */

struct reading {
	const struct mq_view *view;
	struct visit_names names;
	struct mq_visit_said *said;
	struct mq_record_value *values;
	mq_record_id *met;
	struct mq_visit_fact *facts;
	struct mq_visit_thing *needs;
	struct mq_visit_thing *services;
	struct mq_diag *diag;
};

static const char *const met_all[] = {"all", "全家", "全部", NULL};
static const char *const again_words[] = {"again", "再次", NULL};
static const char *const no_words[] = {"no", "false", "0", "否", "n", NULL};

static enum mq_err bad_word(struct reading *r, const char *word)
{
	mq_diag_add(r->diag, MQ_ERR_INPUT, _("'%s' says nothing of a visit"), word);
	mq_diag_hint(r->diag, "%s", _("an outcome (met, not_home …), FIELD=VALUE, met=WHO,WHO, "
		"set:[WHO.]FIELD=VALUE, confirm, need:KIND=TEXT, spot:KIND=TEXT, "
		"service:ITEM[=TEXT], again"));
	return MQ_ERR_INPUT;
}

static void add_value(struct reading *r, mq_field_id field, struct mq_slice text)
{
	r->values[r->said->visit.n_values++] = (struct mq_record_value){field, text};
}

/* ---- who was met ---- */

static void add_met(struct reading *r, mq_record_id id)
{
	struct mq_visit *visit = &r->said->visit;

	for (size_t i = 0; i < visit->n_met; i++) {
		if (r->met[i] == id) {
			return;
		}
	}
	if (visit->n_met < MQ_VISIT_MEMBERS_MAX) {
		r->met[visit->n_met++] = id;
	}
}

static enum mq_err read_met(struct reading *r, const char *text)
{
	struct mq_visit *visit = &r->said->visit;
	enum mq_err first = MQ_OK;
	mq_record_id id;

	if (word_is(mq_slice_str(text), met_all)) {
		visit->n_met = mq_visit_members(r->view, mq_visit_household(r->view, visit->whom),
			r->met, MQ_VISIT_MEMBERS_MAX);
		return MQ_OK;
	}
	for (struct mq_slice name = name_next(&text); name.len || *text; name = name_next(&text)) {
		enum mq_err err = name.len ? member_said(r->view, visit->whom, name, &id, r->diag) :
			MQ_OK;

		if (err == MQ_OK && name.len) {
			add_met(r, id);
		}
		first = first == MQ_OK ? err : first;
	}
	return first;
}

/* ---- facts ---- */

/* Who a fact without a name is of: whom, or in a household the one person that can be meant. */
static enum mq_err whose(struct reading *r, mq_field_id field, struct mq_whom *whom)
{
	const struct mq_visit *visit = &r->said->visit;
	mq_record_id members[2];

	*whom = visit->whom;
	if (mq_schema_distance(r->view->schema, whom->kind, field) >= 0) {
		return MQ_OK;
	}
	whom->kind = r->names.resident;
	if (visit->n_met == 1) {
		whom->id = r->met[0];
		return MQ_OK;
	}
	if (visit->n_met == 0 && mq_visit_members(r->view, visit->whom.id, members, 2) == 1) {
		whom->id = members[0];
		return MQ_OK;
	}
	mq_diag_add(r->diag, MQ_ERR_INPUT, _("whose '%s' is it?"),
		mq_field_label(&r->view->schema->fields[field]));
	mq_diag_hint(r->diag, "set:%s.%s=…", _("WHO"), r->view->schema->fields[field].id);
	return MQ_ERR_INPUT;
}

/* The last '.' of "王芳.phone", or NULL. */
static const char *last_dot(struct mq_slice left)
{
	for (const char *at = (const char *)left.data + left.len; at > (const char *)left.data; at--) {
		if (at[-1] == '.') {
			return at - 1;
		}
	}
	return NULL;
}

static enum mq_err read_fact(struct reading *r, struct mq_slice left, struct mq_slice right)
{
	const struct mq_schema *schema = r->view->schema;
	const char *dot = last_dot(left);
	const char *name = dot ? dot + 1 : left.data;
	size_t len = left.len - (size_t)(name - (const char *)left.data);
	mq_field_id field = mq_schema_field(schema, r->names.resident, name, len);
	struct mq_whom whom = {r->names.resident, MQ_NO_RECORD};
	enum mq_err err;

	if (field == MQ_NO_FIELD) {
		return no_such_field(schema, r->names.resident, mq_slice(name, len), r->diag);
	}
	err = dot ? member_said(r->view, r->said->visit.whom,
		mq_slice(left.data, (size_t)(dot - (const char *)left.data)), &whom.id, r->diag) :
		whose(r, field, &whom);
	if (err != MQ_OK) {
		return err;
	}
	whom.id = mq_query_owner(r->view, whom.kind, whom.id, field);
	whom.kind = schema->fields[field].kind;
	if (whom.id == MQ_NO_RECORD) {
		return mq_diag_add(r->diag, MQ_ERR_INPUT, _("there is no %s that could have '%s'"),
			mq_kind_label(&schema->kinds[whom.kind]), mq_field_label(&schema->fields[field]));
	}
	r->facts[r->said->visit.n_facts++] = (struct mq_visit_fact){whom, field,
		right.len ? right : mq_slice(NULL, 0)};
	return MQ_OK;
}

/* ---- needs and services ---- */

static enum mq_err read_thing(struct reading *r, mq_field_id of, struct word word,
	struct mq_visit_thing *things, size_t *n)
{
	const struct mq_field *field = &r->view->schema->fields[of];
	int code;
	enum mq_err err = code_said(field, word.left, &code, r->diag);

	if (err == MQ_OK) {
		things[(*n)++] = (struct mq_visit_thing){.what = field->codes->codes[code].id,
			.detail = word.right.data ? word.right.data : ""};
	}
	return err;
}

static enum mq_err read_need(struct reading *r, struct word word)
{
	if (!word.right.len) {
		return mq_diag_add(r->diag, MQ_ERR_INPUT, _("what is needed? need:%.*s=…"),
			(int)word.left.len, (const char *)word.left.data);
	}
	return read_thing(r, r->names.need_kind, word, r->needs, &r->said->visit.n_needs);
}

/* One that was solved there and then. */
static enum mq_err read_spot(struct reading *r, struct word word)
{
	size_t n = r->said->visit.n_needs;
	enum mq_err err = read_need(r, word);

	if (err == MQ_OK) {
		r->needs[n].spot = true;
	}
	return err;
}

static enum mq_err read_service(struct reading *r, struct word word)
{
	return read_thing(r, r->names.service_item, word, r->services, &r->said->visit.n_services);
}

static const struct {
	const char *prefix;
	const char *zh;
	enum mq_err (*read)(struct reading *r, struct word word);
} things[] = {
	{"need:", "诉求:", read_need}, {"spot:", "当场:", read_spot},
	{"service:", "服务:", read_service},
};

/* The bytes of a prefix that a text begins with, ':' full-width or not; 0: it does not. */
static size_t begins(const char *text, const char *prefix)
{
	size_t len = strlen(prefix) - 1;
	static const char wide[] = "：";

	if (strncmp(text, prefix, len) != 0) {
		return 0;
	}
	return text[len] == ':' ? len + 1 :
		strncmp(text + len, wide, strlen(wide)) == 0 ? len + strlen(wide) : 0;
}

static size_t begins_either(const char *text, const char *prefix, const char *zh)
{
	size_t len = begins(text, prefix);

	return len ? len : begins(text, zh);
}

/* ---- a word ---- */

/* One that stands alone: a tag of the visit, an outcome, again. */
static enum mq_err read_bare(struct reading *r, const char *text)
{
	const struct mq_schema *schema = r->view->schema;
	mq_field_id field = mq_work_field(schema, r->names.visit, text, strlen(text));
	int code = mq_codes_find(schema->fields[r->names.outcome].codes, text, strlen(text));

	if (code >= 0) {
		add_value(r, r->names.outcome,
			mq_slice_str(schema->fields[r->names.outcome].codes->codes[code].id));
	} else if (word_is(mq_slice_str(text), again_words)) {
		r->said->visit.again = true;
	} else if (field != MQ_NO_FIELD && schema->fields[field].type == MQ_TYPE_BOOL) {
		add_value(r, field, mq_slice_str("true"));
	} else {
		return bad_word(r, text);
	}
	return MQ_OK;
}

static enum mq_err read_field(struct reading *r, struct word word)
{
	const struct mq_schema *schema = r->view->schema;
	mq_field_id field = mq_work_field(schema, r->names.visit, word.left.data, word.left.len);

	if (word_is(word.left, again_words)) {
		r->said->visit.again = !word_is(word.right, no_words);
		return MQ_OK;
	}
	if (field == MQ_NO_FIELD || field == r->names.with || !can_be_said(schema, field)) {
		return no_such_field(schema, r->names.visit, word.left, r->diag);
	}
	if (word.right.len && field != r->names.persons) {
		add_value(r, field, word.right);
	}
	return MQ_OK;
}

static bool is_met(struct reading *r, struct word word)
{
	return word.right.data && r->names.persons != MQ_NO_FIELD &&
		mq_work_field(r->view->schema, r->names.visit, word.left.data, word.left.len) ==
		r->names.persons;
}

static enum mq_err read_word(struct reading *r, const char *text)
{
	size_t len = begins_either(text, "set:", "改:");
	struct word word = word_split(text + len);

	if (len) {
		return word.right.data ? read_fact(r, word.left, word.right) : bad_word(r, text);
	}
	for (size_t i = 0; i < MQ_LENGTH(things); i++) {
		len = begins_either(text, things[i].prefix, things[i].zh);
		if (len) {
			return things[i].read(r, word_split(text + len));
		}
	}
	return word.right.data ? read_field(r, word) : read_bare(r, text);
}

static enum mq_err read_words(struct reading *r, const char *const *words, size_t n)
{
	enum mq_err first = MQ_OK;

	for (size_t i = 0; i < n; i++) {
		struct word word = word_split(words[i]);
		enum mq_err err = is_met(r, word) ? read_met(r, word.right.data) : MQ_OK;

		first = first == MQ_OK ? err : first;
	}
	for (size_t i = 0; i < n; i++) {
		enum mq_err err = read_word(r, words[i]);

		first = first == MQ_OK ? err : first;
	}
	return first;
}

/* ---- whom it is about ---- */

static enum mq_err read_key(struct reading *r, const char *key)
{
	const mq_kind_id kinds[] = {r->names.resident, r->names.household};
	struct mq_visit *visit = &r->said->visit;
	mq_day day;
	enum mq_err err = mq_visit_number_read(r->view, key, &visit->whom.id, &day, r->diag);

	visit->whom.kind = r->names.household;
	if (err == MQ_OK) {
		char text[16];

		mq_day_format(day, text);
		add_value(r, r->names.day, mq_slice_str(mq_arena_strdup(&r->said->arena, text)));
	}
	for (size_t i = 0; i < MQ_LENGTH(kinds) && err == MQ_ERR_NOT_FOUND; i++) {
		mq_record_id id = mq_index_find(r->view->index, kinds[i], mq_slice_str(key));

		if (id != MQ_NO_RECORD && mq_set_has(r->view->universe[kinds[i]], id)) {
			visit->whom = (struct mq_whom){kinds[i], id};
			return MQ_OK;
		}
	}
	if (err == MQ_ERR_NOT_FOUND) {
		mq_diag_add(r->diag, err, _("nobody, and no household, has the key '%s'"), key);
		mq_diag_hint(r->diag, _("`minqing query %s` looks for it"), key);
	}
	return err;
}

enum mq_err mq_visit_read(const struct mq_view *view, const char *key, const char *const *words,
	size_t n_words, struct mq_visit_said *said, struct mq_diag *diag)
{
	struct reading r = {.view = view, .said = said, .diag = diag};
	struct mq_arena *arena = &said->arena;
	enum mq_err err = visit_names_find(view->schema, &r.names, diag);

	if (err != MQ_OK) {
		return err;
	}
	r.values = mq_arena_alloc(arena, (n_words + 1) * sizeof(*r.values));
	r.met = mq_arena_alloc(arena, MQ_VISIT_MEMBERS_MAX * sizeof(*r.met));
	r.facts = mq_arena_alloc(arena, (n_words + 1) * sizeof(*r.facts));
	r.needs = mq_arena_alloc(arena, (n_words + 1) * sizeof(*r.needs));
	r.services = mq_arena_alloc(arena, (n_words + 1) * sizeof(*r.services));
	err = read_key(&r, key);
	said->visit.values = r.values;
	said->visit.met = r.met;
	said->visit.facts = r.facts;
	said->visit.needs = r.needs;
	said->visit.services = r.services;
	return err == MQ_OK ? read_words(&r, words, n_words) : err;
}

void mq_visit_said_release(struct mq_visit_said *said)
{
	mq_arena_release(&said->arena);
	*said = (struct mq_visit_said){0};
}
