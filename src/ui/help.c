/*
 * The help sheet is made from the keymap in force and the table of commands: what is bound is
 * told, what is told is bound. What a field is stands in the schema.
 */
#include "help.h"

#include <stdlib.h>
#include <string.h>

#include "line.h"

enum { KEYS_MAX = 3 };

static struct mq_help_line *add(struct mq_help *help, char *keys, const char *text)
{
	help->lines = mq_grow(help->lines, &help->cap, help->n_lines + 1, sizeof(*help->lines));
	help->lines[help->n_lines] = (struct mq_help_line){.keys = keys, .text = text};
	return &help->lines[help->n_lines++];
}

/* ---- keys ---- */

/* "Up, k, C-p" */
static char *keys_of(const struct mq_keymap *keymap, enum mq_context context,
	const struct mq_command *command)
{
	struct mq_buf keys = {0};
	const struct mq_sequence *sequence;
	for (size_t i = 0; i < KEYS_MAX &&
		(sequence = mq_keymap_keys(keymap, context, command, i)); i++) {
		if (i > 0) {
			mq_buf_adds(&keys, ", ");
		}
		mq_sequence_print(sequence, &keys);
	}
	return mq_buf_take(&keys);
}

static bool is_called(const struct mq_command *command, const char *keys,
	const struct mq_buf *typed)
{
	const char *text = _(command->help);
	const struct mq_names names = {.id = command->name, .zh = text};
	return typed->len == 0 || strstr(keys, typed->data) ||
		mq_session_called(&names, typed->data, typed->len) != MQ_CALLED_NOT;
}

/* Bound here; what works everywhere stands among the first lines alone. */
static bool stands_here(const struct mq_help *help, const struct mq_keymap *keymap,
	enum mq_context context, const struct mq_command *command)
{
	const struct mq_sequence *bound = mq_keymap_keys(keymap, context, command, 0);
	return bound && (context == help->of ||
		bound != mq_keymap_keys(keymap, MQ_CONTEXT_ANY, command, 0));
}

static void add_topic(struct mq_help *help, const struct mq_keymap *keymap,
	enum mq_context context, enum mq_topic topic)
{
	size_t before = help->n_lines;
	add(help, NULL, mq_arena_format(&help->arena, "%s: %s", mq_context_label(context),
		mq_topic_label(topic)));
	for (size_t i = 0; i < mq_n_commands; i++) {
		const struct mq_command *command = &mq_commands[i];
		if (command->topic != topic || !stands_here(help, keymap, context, command)) {
			continue;
		}
		char *keys = keys_of(keymap, context, command);
		if (is_called(command, keys, &help->typed)) {
			add(help, keys, _(command->help))->command = command;
		} else {
			free(keys);
		}
	}
	if (help->n_lines == before + 1) {
		help->n_lines = before;	/* a title above nothing */
	}
}

static void add_context(struct mq_help *help, const struct mq_keymap *keymap,
	enum mq_context context)
{
	for (int topic = MQ_TOPIC_NONE + 1; topic < MQ_N_TOPICS; topic++) {
		add_topic(help, keymap, context, (enum mq_topic)topic);
	}
}

/* On the first line that can be gone to. */
static void settle(struct mq_help *help)
{
	help->list.count = help->n_lines;
	help->list.top = 0;
	help->list.selected = help->n_lines > 1 ? 1 : 0;
	mq_list_settle(&help->list);
}

static void begin(struct mq_help *help)
{
	size_t height = help->list.height;
	mq_help_release(help);
	help->list.height = height;
}

void mq_help_make(struct mq_help *help, const struct mq_keymap *keymap, enum mq_context context,
	const char *typed, size_t len)
{
	begin(help);
	help->of = context;
	help->title = mq_strdup(_("keys"));
	if (len > 0) {
		mq_buf_add(&help->typed, typed, len);
	}
	add_context(help, keymap, context);
	for (int other = MQ_CONTEXT_QUERY; other < MQ_N_CONTEXTS; other++) {
		if (other != (int)context) {
			add_context(help, keymap, (enum mq_context)other);
		}
	}
	settle(help);
}

/* ---- a field ---- */

static void tell(struct mq_help *help, const char *what, const char *text)
{
	if (text && *text) {
		add(help, mq_strdup(what), mq_arena_strdup(&help->arena, text));
	}
}

static void tell_names(struct mq_help *help, const struct mq_field *field)
{
	struct mq_buf names = {0};
	mq_buf_addf(&names, "%s, %s", field->id, mq_lang_is_chinese() && field->en
		? field->en : field->zh);
	for (size_t i = 0; i < field->n_aliases; i++) {
		mq_buf_addf(&names, ", %s", field->aliases[i]);
	}
	tell(help, _("also called"), names.data);
	mq_buf_release(&names);
}

static const char *type_text(enum mq_type type)
{
	static const char *const texts[] = {
		[MQ_TYPE_BOOL] = N_("yes or no"),
		[MQ_TYPE_CODE] = N_("one of a list"),
		[MQ_TYPE_MULTI] = N_("several of a list"),
		[MQ_TYPE_INT] = N_("whole number"),
		[MQ_TYPE_DECIMAL] = N_("decimal number"),
		[MQ_TYPE_DATE] = N_("date"),
		[MQ_TYPE_TEXT] = N_("text"),
		[MQ_TYPE_REF] = N_("another record"),
	};
	return _(texts[type]);
}

static const char *privacy_text(unsigned privacy)
{
	static const char *const texts[] = {
		N_("open to all"), N_("personal"), N_("sensitive"), N_("restricted"),
	};
	return _(texts[privacy < MQ_LENGTH(texts) ? privacy : MQ_LENGTH(texts) - 1]);
}

static void tell_known(struct mq_help *help, const struct mq_known *known)
{
	if (known) {
		char *text = mq_format(_("%llu of %llu"), (unsigned long long)known->known,
			(unsigned long long)known->all);
		tell(help, _("known of"), text);
		free(text);
	}
}

static void tell_counted(struct mq_help *help, const struct mq_facet *values)
{
	add(help, NULL, _("values, and how many of the hits have them"));
	for (size_t i = 0; i < values->n_values; i++) {
		const struct mq_facet_value *value = &values->values[i];
		char *text = mq_format("%s  %llu", value->value, (unsigned long long)value->count);
		tell(help, value->label, text);
		free(text);
	}
}

static void tell_values(struct mq_help *help, const struct mq_field *field,
	const struct mq_facet *values)
{
	size_t n = field->codes ? field->codes->n_codes : 0;
	if (values && values->n_values > 0) {
		tell_counted(help, values);
		return;
	}
	if (n > 0) {
		add(help, NULL, _("values"));
	}
	for (size_t i = 0; i < n; i++) {
		tell(help, mq_code_label(&field->codes->codes[i]), field->codes->codes[i].id);
	}
}

void mq_help_field(struct mq_help *help, const struct mq_schema *schema,
	const struct mq_field *field, const struct mq_known *known, const struct mq_facet *values)
{
	begin(help);
	help->field = true;
	help->title = mq_strdup(_("field"));
	add(help, NULL, mq_field_label(field));
	tell_names(help, field);
	tell(help, _("belongs to"), mq_kind_label(&schema->kinds[field->kind]));
	tell(help, _("group"), mq_group_label(&schema->groups[field->group]));
	tell(help, _("type"), type_text(field->type));
	tell(help, _("unit"), mq_unit_label(field->unit, mq_slice(NULL, 0)));
	tell(help, _("is"), field->expression);
	if (field->years_since != MQ_NO_FIELD) {
		tell(help, _("years since"), mq_field_label(&schema->fields[field->years_since]));
	}
	tell(help, _("left blank"), field->closed ? _("means no") : _("means not known"));
	tell(help, _("privacy"), privacy_text(field->privacy));
	tell(help, _("standard"), field->standard);
	tell_known(help, known);
	tell_values(help, field, values);
	settle(help);
}

/* ---- a question ---- */

/* They are those of the query line; what these do there is nothing a question does. */
void mq_help_question(struct mq_help *help, const struct mq_keymap *keymap, const char *title)
{
	static const struct {
		const char *name;
		const char *text;
	} own[] = {
		{"open", N_("do what is asked")}, {"back", N_("close the question and do nothing")},
		{"down", N_("the next of those that were found")},
		{"up", N_("the one before")}, {"help", N_("back to the question")},
	};
	begin(help);
	help->field = true;
	help->title = mq_strdup(_("keys"));
	add(help, NULL, title);
	for (size_t i = 0; i < MQ_LENGTH(own); i++) {
		add(help, keys_of(keymap, MQ_CONTEXT_QUERY, mq_command_find(own[i].name)),
			_(own[i].text));
	}
	for (size_t i = 0; i < mq_n_commands; i++) {
		if (mq_line_edits(&mq_commands[i])) {
			add(help, keys_of(keymap, MQ_CONTEXT_QUERY, &mq_commands[i]),
				_(mq_commands[i].help));
		}
	}
	settle(help);
}

/* ---- a log ---- */

void mq_help_log(struct mq_help *help, const char *title, const char *text)
{
	begin(help);
	help->log = true;
	help->title = mq_strdup(title);
	while (*text) {
		size_t len = strcspn(text, "\n");
		add(help, mq_format("%zu", help->n_lines + 1),
			mq_arena_strndup(&help->arena, text, len));
		text += len + (text[len] == '\n');
	}
	settle(help);
	mq_list_select(&help->list, help->n_lines);
}

/* ---- the rest ---- */

bool mq_help_is_line(const struct mq_help *help, size_t at)
{
	return at < help->n_lines && help->lines[at].keys != NULL;
}

void mq_help_release(struct mq_help *help)
{
	for (size_t i = 0; i < help->n_lines; i++) {
		free(help->lines[i].keys);
	}
	free(help->lines);
	free(help->title);
	mq_buf_release(&help->typed);
	mq_arena_release(&help->arena);
	*help = (struct mq_help){0};
}
