#include "duty_own.h"

#include <string.h>

/*
 * Who is there: dir/staff.yaml. A person holds one post at a time; who is transferred has two,
 * one after the other. At which desk they sit their role says, or they do.
 */

/* ---- roles ---- */

static const struct mq_conf_row top_rows[] = {
	{"roles", MQ_NODE_MAP, true},
	{"staff", MQ_NODE_MAP, true},
};

static const struct mq_conf_row role_rows[] = {
	{"zh", MQ_NODE_SCALAR, true},
	{"en", MQ_NODE_SCALAR, false},
	{"desk", MQ_NODE_SCALAR, false},
};

const char *mq_staff_role_label(const struct mq_staff_role *role)
{
	return mq_lang_is_chinese() ? role->zh : role->en;
}

const struct mq_staff_role *staff_role(const struct mq_staff *staff, const char *id)
{
	for (size_t i = 0; i < staff->n_roles; i++) {
		if (strcmp(staff->roles[i].id, id) == 0) {
			return &staff->roles[i];
		}
	}
	return NULL;
}

/* The field of needs that says whose desk they are on; NULL where a register keeps none. */
static const struct mq_field *desk_field(const struct mq_schema *schema)
{
	static const char owner[] = "need_owner";
	mq_kind_id need = mq_schema_kind(schema, "need");
	mq_field_id field = need == MQ_NO_KIND ? MQ_NO_FIELD :
		mq_schema_field_exact(schema, need, owner, strlen(owner));

	return field == MQ_NO_FIELD || !schema->fields[field].codes ? NULL : &schema->fields[field];
}

const char *mq_person_desk_label(const struct mq_person *person, const struct mq_schema *schema)
{
	const struct mq_field *field = desk_field(schema);
	int code = field && person->desk ?
		mq_codes_find(field->codes, person->desk, strlen(person->desk)) : -1;

	return code < 0 ? "" : mq_code_label(&field->codes->codes[code]);
}

/* The desk somebody sits at, one of those that needs go to; NULL where none is said, and in a
 * register that keeps no needs. */
static const char *read_desk(struct conf_reader *reader, const struct mq_node *map)
{
	const struct mq_node *node = mq_node_get(map, "desk");
	const struct mq_field *field = desk_field(reader->schema);
	int code = -1;

	if (node && field) {
		code = mq_work_code(reader->conf, node, false, field, reader->diag);
		read_fault(reader, code < 0 ? MQ_ERR_CONFIG : MQ_OK);
	}
	return code < 0 ? NULL : mq_arena_strdup(reader->arena, field->codes->codes[code].id);
}

static void add_role(struct conf_reader *reader, const struct mq_node *node,
	struct mq_staff *staff)
{
	struct mq_staff_role *role = &staff->roles[staff->n_roles];

	if (read_map(reader, node, role_rows, MQ_LENGTH(role_rows))) {
		role->id = mq_arena_strdup(reader->arena, node->key);
		read_labels(reader, node, &role->zh, &role->en);
		role->desk = read_desk(reader, node);
		staff->n_roles++;
	}
}

/* ---- people ---- */

static const struct mq_conf_row person_rows[] = {
	{"name", MQ_NODE_SCALAR, true},
	{"role", MQ_NODE_SCALAR, true},
	{"account", MQ_NODE_SCALAR, false},
	{"desk", MQ_NODE_SCALAR, false},
	{"posts", MQ_NODE_LIST, true},
	{"leave", MQ_NODE_LIST, false},
};

static const struct mq_conf_row post_rows[] = {
	{"area", MQ_NODE_SCALAR, false},
	{"from", MQ_NODE_SCALAR, true},
	{"to", MQ_NODE_SCALAR, false},
};

/* The area of somebody before, where it is the same: most share one with others. */
static const char *known_area(const struct mq_staff *staff, const char *text)
{
	for (size_t i = staff->n_people; i-- > 0;) {
		for (size_t at = 0; at < staff->people[i].n_posts; at++) {
			if (strcmp(staff->people[i].posts[at].area, text) == 0) {
				return staff->people[i].posts[at].area;
			}
		}
	}
	return NULL;
}

/* All that a board tells of can be asked it. */
static void read_area(struct conf_reader *reader, const struct mq_node *node,
	const struct mq_staff *staff, struct mq_post *post)
{
	static const char *const kinds[] = {"household", "resident", "need", "service"};
	const struct mq_node *told = mq_node_get(node, "area");
	enum mq_err before = reader->err;

	post->area = before == MQ_OK && told && told->type == MQ_NODE_SCALAR ?
		known_area(staff, told->text) : NULL;
	if (post->area) {
		return;
	}
	post->area = "";
	for (size_t i = 0; i < MQ_LENGTH(kinds) && reader->err == before; i++) {
		mq_kind_id kind = mq_schema_kind(reader->schema, kinds[i]);
		const char *area = kind == MQ_NO_KIND ? NULL :
			read_expression(reader, node, "area", kind);

		post->area = area ? area : post->area;
	}
}

static void read_post(struct conf_reader *reader, const struct mq_node *node,
	const struct mq_staff *staff, struct mq_person *person)
{
	struct mq_post *post = &person->posts[person->n_posts];
	const struct mq_node *to = mq_node_get(node, "to");

	if (!read_map(reader, node, post_rows, MQ_LENGTH(post_rows))) {
		return;
	}
	post->days = (struct mq_stretch){MQ_DAY_MIN, MQ_DAY_MAX};
	read_area(reader, node, staff, post);
	read_fault(reader, mq_node_day(reader->conf, mq_node_get(node, "from"), &post->days.from,
		reader->diag));
	if (to) {
		read_fault(reader, mq_node_day(reader->conf, to, &post->days.to, reader->diag));
	}
	if (post->days.to < post->days.from ||
	    (person->n_posts && post[-1].days.to >= post->days.from)) {
		read_fault(reader, mq_conf_fault(reader->conf, mq_node_get(node, "from"), false,
			reader->diag, _("posts follow one another: one ends before the next begins")));
	}
	person->n_posts++;
}

static void read_posts(struct conf_reader *reader, const struct mq_node *list,
	const struct mq_staff *staff, struct mq_person *person)
{
	person->posts = mq_arena_alloc(reader->arena,
		(list->n_children + 1) * sizeof(*person->posts));
	for (const struct mq_node *node = list->first; node; node = node->next) {
		read_post(reader, node, staff, person);
	}
}

static void read_leave(struct conf_reader *reader, const struct mq_node *list,
	struct mq_person *person)
{
	person->leave = mq_arena_alloc(reader->arena,
		((list ? list->n_children : 0) + 1) * sizeof(*person->leave));
	for (const struct mq_node *node = list ? list->first : NULL; node; node = node->next) {
		struct mq_stretch *days = &person->leave[person->n_leave++];

		read_fault(reader, mq_node_days(reader->conf, node, &days->from, &days->to,
			reader->diag));
	}
}

/* A name stands between separators in a visit, so it can have none. */
static void check_name(struct conf_reader *reader, const struct mq_node *node,
	const struct mq_staff *staff, const struct mq_person *person)
{
	struct mq_slice name;
	size_t at = 0;

	if (!person->name) {
		return;
	}
	if (!next_name(mq_slice_str(person->name), &at, &name) ||
	    name.len != strlen(person->name)) {
		read_fault(reader, mq_conf_fault(reader->conf, mq_node_get(node, "name"), false,
			reader->diag, _("'%s' is no name of one person"), person->name));
	}
	for (size_t i = 0; i < staff->n_people; i++) {
		if (strcmp(staff->people[i].name, person->name) == 0) {
			read_fault(reader, mq_conf_fault(reader->conf, mq_node_get(node, "name"), false,
				reader->diag, _("'%s' is the name of two: visits could not tell them apart"),
				person->name));
		}
	}
}

static void read_role(struct conf_reader *reader, const struct mq_node *node,
	const struct mq_staff *staff, struct mq_person *person)
{
	const char *role = read_text(reader, node, "role");

	person->role = role ? staff_role(staff, role) : NULL;
	if (role && !person->role) {
		read_fault(reader, mq_conf_fault(reader->conf, mq_node_get(node, "role"), false,
			reader->diag, _("there is no role '%s'"), role));
	}
}

static void add_person(struct conf_reader *reader, const struct mq_node *node,
	struct mq_staff *staff)
{
	struct mq_person *person = &staff->people[staff->n_people];

	if (!read_map(reader, node, person_rows, MQ_LENGTH(person_rows))) {
		return;
	}
	person->id = mq_arena_strdup(reader->arena, node->key);
	person->name = read_text(reader, node, "name");
	person->account = read_text(reader, node, "account");
	read_role(reader, node, staff, person);
	person->desk = read_desk(reader, node);
	if (!person->desk && person->role) {
		person->desk = person->role->desk;
	}
	read_posts(reader, mq_node_get(node, "posts"), staff, person);
	read_leave(reader, mq_node_get(node, "leave"), person);
	check_name(reader, node, staff, person);
	staff->n_people += person->name != NULL;
}

/* ---- the file ---- */

static void read_staff(struct conf_reader *reader, struct mq_staff *staff)
{
	const struct mq_node *root = mq_conf_root(reader->conf);
	const struct mq_node *roles = mq_node_get(root, "roles");
	const struct mq_node *people = mq_node_get(root, "staff");

	if (!read_map(reader, root, top_rows, MQ_LENGTH(top_rows))) {
		return;
	}
	staff->roles = mq_arena_alloc(reader->arena, (roles->n_children + 1) * sizeof(*staff->roles));
	for (const struct mq_node *node = roles->first; node; node = node->next) {
		add_role(reader, node, staff);
	}
	staff->people = mq_arena_alloc(reader->arena,
		(people->n_children + 1) * sizeof(*staff->people));
	for (const struct mq_node *node = people->first; node; node = node->next) {
		add_person(reader, node, staff);
	}
}

enum mq_err mq_staff_read(const char *dir, const struct mq_schema *schema, struct mq_staff *staff,
	struct mq_diag *diag)
{
	struct conf_reader reader = {.schema = schema, .arena = &staff->arena, .diag = diag};
	struct mq_conf *conf = NULL;
	enum mq_err err = mq_work_file(dir, "staff.yaml", &conf, diag);

	*staff = (struct mq_staff){0};
	if (conf) {
		reader.conf = conf;
		read_staff(&reader, staff);
		err = reader.err;
	}
	mq_conf_free(conf);
	return err;
}

void mq_staff_release(struct mq_staff *staff)
{
	mq_arena_release(&staff->arena);
	*staff = (struct mq_staff){0};
}

const struct mq_person *mq_staff_find(const struct mq_staff *staff, const char *name)
{
	for (size_t i = 0; i < staff->n_people; i++) {
		const struct mq_person *person = &staff->people[i];

		if (strcmp(person->id, name) == 0 || strcmp(person->name, name) == 0 ||
		    (person->account && strcmp(person->account, name) == 0)) {
			return person;
		}
	}
	return NULL;
}
