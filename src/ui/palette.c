/*
 * What the palette lists. Everything there is has a name or several, and what was typed fits
 * one of them more or less; the best comes first. A command is also found by what it does in
 * the language shown, and by some letters of its name in order; behind its whole name may
 * stand an argument. After an @ only saved lists are meant.
 */
#include "palette.h"

#include <stdlib.h>
#include <string.h>

/* What mq_session_called says comes in steps of two, so that there is room between. */
enum {
	FIT_LETTERS = 1,
	FIT_RECORD = 2 * MQ_CALLED_PREFIX,
	FIT_OWN_NAME = 2 * MQ_CALLED_SO + 1,	/* and not only a word that hints have for it */
};

/* ---- what is typed ---- */

struct typed {
	const char *text;
	size_t len;
	size_t word;		/* bytes before the first space */
	const char *argument;	/* behind it; NULL: nothing stands there */
	bool list;		/* it began with an @, which text has no longer */
};

static struct typed read_typed(struct mq_palette *palette)
{
	struct mq_slice text = mq_prompt_text(&palette->typed);
	/* The colon that pages write before a command may be typed once more. */
	const char *begin = text.data;
	bool colon = text.len > 0 && *begin == ':';
	struct typed typed = {.text = begin + colon, .len = text.len - colon};
	typed.list = typed.len > 0 && typed.text[0] == '@';
	typed.text += typed.list;
	typed.len -= typed.list;
	while (typed.word < typed.len && typed.text[typed.word] != ' ') {
		typed.word++;
	}
	size_t behind = typed.word;
	while (behind < typed.len && typed.text[behind] == ' ') {
		behind++;
	}
	if (behind < typed.len) {
		typed.argument = mq_arena_strndup(&palette->arena, typed.text + behind,
			typed.len - behind);
	}
	return typed;
}

static struct mq_entry *add(struct mq_palette *palette, enum mq_entry_kind kind, int fit)
{
	palette->entries = mq_grow(palette->entries, &palette->cap, palette->n + 1,
		sizeof(*palette->entries));
	struct mq_entry *entry = &palette->entries[palette->n];
	*entry = (struct mq_entry){.kind = kind, .fit = fit, .number = palette->n,
		.field = MQ_NO_FIELD, .record = MQ_NO_RECORD};
	palette->n++;
	return entry;
}

/* ---- commands ---- */

/* Do the letters stand in the name, in their order? */
static bool has_letters(const char *name, const char *text, size_t len)
{
	size_t at = 0;
	for (; at < len && *name; name++) {
		at += *name == text[at];
	}
	return at == len && len > 0;
}

static int fit_command(const struct mq_command *command, const struct typed *typed)
{
	const char *help = _(command->help);
	const char *hint = command->hint ? _(command->hint) : NULL;
	const struct mq_names names = {.id = command->name, .zh = help, .aliases = &hint,
		.n_aliases = hint ? 1 : 0};
	const struct mq_names name = {.id = command->name};
	enum mq_called called = mq_session_called(&names, typed->text, typed->len);
	bool own = typed->len > 0 && called == MQ_CALLED_SO &&
		mq_session_called(&name, typed->text, typed->len) == MQ_CALLED_SO;
	if (own || mq_command_is_alias(command, typed->text, typed->len)) {
		return FIT_OWN_NAME;
	}
	if (command->argument && typed->argument) {
		enum mq_called begun = mq_session_called(&name, typed->text, typed->word);
		called = begun >= MQ_CALLED_PREFIX ? begun : called;
	}
	return called != MQ_CALLED_NOT ? 2 * (int)called
		: has_letters(command->name, typed->text, typed->len) ? FIT_LETTERS : 0;
}

/* The first context it is meant for. */
static enum mq_context home_of(const struct mq_keymap *keymap, const struct mq_command *command)
{
	int context = MQ_CONTEXT_QUERY;
	while (context < MQ_CONTEXT_LAST && !mq_keymap_is_for(keymap, (enum mq_context)context,
			command)) {
		context++;
	}
	return (enum mq_context)context;
}

static void add_command(struct mq_palette *palette, const struct mq_keymap *keymap,
	const struct mq_command *command, const struct typed *typed)
{
	int fit = fit_command(command, typed);
	if (fit == 0) {
		return;
	}
	struct mq_entry *entry = add(palette, MQ_ENTRY_COMMAND, fit);
	entry->command = command;
	entry->argument = command->argument ? typed->argument : NULL;
	entry->name = command->argument
		? mq_arena_format(&palette->arena, "%s <%s>", command->name, _(command->argument))
		: command->name;
	entry->elsewhere = !mq_keymap_is_for(keymap, palette->from, command);
	entry->effect = entry->elsewhere ? mq_arena_format(&palette->arena, "[%s] %s",
		mq_context_label(home_of(keymap, command)), _(command->help)) : _(command->help);
}

/* ---- fields and values ---- */

static void add_field(struct mq_palette *palette, const struct mq_field *field,
	const struct typed *typed)
{
	enum mq_called called = mq_session_field_called(field, typed->text, typed->len);
	if (called == MQ_CALLED_NOT) {
		return;
	}
	bool tag = field->type == MQ_TYPE_BOOL;
	struct mq_entry *entry = add(palette, tag ? MQ_ENTRY_VALUE : MQ_ENTRY_FIELD, 2 * (int)called);
	entry->field = field->number;
	entry->name = mq_field_label(field);
	entry->value = tag ? "true" : NULL;
	entry->counts = tag;
	entry->effect = tag ? _("narrows to them")
		: mq_arena_format(&palette->arena, _("puts %s: into the query"), mq_field_label(field));
}

static void add_codes(struct mq_palette *palette, const struct mq_field *field,
	const struct typed *typed)
{
	for (size_t i = 0; field->codes && i < field->codes->n_codes; i++) {
		const struct mq_code *code = &field->codes->codes[i];
		const struct mq_names names = {code->id, code->zh, code->en, code->aliases,
			code->n_aliases};
		enum mq_called called = mq_session_called(&names, typed->text, typed->len);
		if (called == MQ_CALLED_NOT) {
			continue;
		}
		struct mq_entry *entry = add(palette, MQ_ENTRY_VALUE, 2 * (int)called);
		entry->field = field->number;
		entry->value = code->id;
		entry->name = mq_code_label(code);
		entry->counts = true;
		entry->effect = mq_arena_format(&palette->arena, _("narrows by %s"),
			mq_field_label(field));
	}
}

static void add_fields(struct mq_palette *palette, const struct mq_schema *schema,
	mq_kind_id kind, const struct typed *typed)
{
	for (size_t i = 0; i < schema->n_fields; i++) {
		const struct mq_field *field = &schema->fields[i];
		if (field->reading_of == MQ_NO_FIELD &&
			mq_schema_distance(schema, kind, field->number) >= 0) {
			add_field(palette, field, typed);
			add_codes(palette, field, typed);
		}
	}
}

/* ---- saved lists ---- */

static void add_list(struct mq_palette *palette, const struct mq_schema *schema,
	const struct mq_saved *list, const struct typed *typed)
{
	const struct mq_names names = {.id = list->id, .zh = list->zh, .en = list->en};
	enum mq_called called = mq_session_called(&names, typed->text, typed->len);
	if (called == MQ_CALLED_NOT || list->broken ||
		mq_schema_saved_hidden(schema, list, MQ_SAVED_PERSONAL)) {
		return;
	}
	struct mq_entry *entry = add(palette, MQ_ENTRY_LIST, 2 * (int)called);
	bool chinese = mq_lang_is_chinese();
	entry->list = list;
	entry->name = mq_arena_format(&palette->arena, "@%s",
		chinese && list->zh && mq_saved_is_id(list->zh) ? list->zh : list->id);
	entry->effect = mq_arena_format(&palette->arena, "%s  %s",
		mq_kind_label(&schema->kinds[list->kind]), mq_saved_label(list));
	entry->counts = !mq_saved_wants_value(list);
}

/* ---- all of it ---- */

static int by_fit(const void *left, const void *right)
{
	const struct mq_entry *a = left;
	const struct mq_entry *b = right;
	if (a->elsewhere != b->elsewhere) {
		return a->elsewhere ? 1 : -1;
	}
	if (a->fit != b->fit) {
		return a->fit > b->fit ? -1 : 1;
	}
	if (a->kind != b->kind) {
		return a->kind < b->kind ? -1 : 1;
	}
	return a->number < b->number ? -1 : a->number > b->number;
}

void mq_palette_sort(struct mq_palette *palette)
{
	if (palette->n > 0) {
		qsort(palette->entries, palette->n, sizeof(*palette->entries), by_fit);
	}
	palette->list.count = palette->n;
	mq_list_settle(&palette->list);
}

void mq_palette_list(struct mq_palette *palette, const struct mq_keymap *keymap,
	const struct mq_schema *schema, mq_kind_id kind)
{
	palette->n = 0;
	mq_arena_reset(&palette->arena);
	struct typed typed = read_typed(palette);
	for (size_t i = 0; i < mq_n_commands && !typed.list; i++) {
		add_command(palette, keymap, &mq_commands[i], &typed);
	}
	for (size_t i = 0; i < mq_schema_n_saved(schema); i++) {
		add_list(palette, schema, mq_schema_saved_at(schema, i), &typed);
	}
	if (typed.len > 0 && !typed.list) {
		add_fields(palette, schema, kind, &typed);
	}
}

/* ---- records ---- */

/* Letters, digits and Han alone: nothing of it can mean anything else in a query. */
static bool is_name(const char *text, size_t len)
{
	size_t n;
	for (size_t at = 0; at < len; at += n) {
		uint32_t cp = 0;
		n = mq_utf8_decode(text + at, len - at, &cp);
		bool letter = (cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z') ||
			(cp >= 'A' && cp <= 'Z') || mq_is_han(cp);
		if (n == 0 || !letter) {
			return false;
		}
	}
	return len > 0;
}

void mq_palette_question(const struct mq_palette *palette, const struct mq_schema *schema,
	mq_kind_id kind, struct mq_buf *out)
{
	struct mq_slice typed = mq_prompt_text(&palette->typed);
	const struct mq_kind *of = &schema->kinds[kind];
	const mq_field_id fields[] = {of->title, of->n_key > 0 ? of->key[0] : MQ_NO_FIELD};
	for (size_t i = 0; i < MQ_LENGTH(fields) && is_name(typed.data, typed.len); i++) {
		if (fields[i] != MQ_NO_FIELD && (i == 0 || fields[i] != fields[0])) {
			mq_buf_addf(out, "%s%s:%.*s", out->len > 0 ? " or " : "",
				schema->fields[fields[i]].id, (int)typed.len, (const char *)typed.data);
		}
	}
}

void mq_palette_add_record(struct mq_palette *palette, mq_kind_id kind,
	const struct mq_glimpse *record)
{
	struct mq_entry *entry = add(palette, MQ_ENTRY_RECORD, FIT_RECORD);
	entry->record_kind = kind;
	entry->record = record->id;
	entry->name = mq_arena_strdup(&palette->arena, record->title);
	entry->effect = mq_arena_strdup(&palette->arena, record->others);
}

/* ---- the rest ---- */

struct mq_entry *mq_palette_selected(const struct mq_palette *palette)
{
	return palette->n > 0 ? &palette->entries[palette->list.selected] : NULL;
}

const char *mq_entry_kind_label(enum mq_entry_kind kind)
{
	static const char *const labels[] = {
		[MQ_ENTRY_COMMAND] = N_("command"),
		[MQ_ENTRY_LIST] = N_("list"),
		[MQ_ENTRY_FIELD] = N_("field"),
		[MQ_ENTRY_VALUE] = N_("value"),
		[MQ_ENTRY_RECORD] = N_("record"),
	};
	return _(labels[kind]);
}

void mq_palette_release(struct mq_palette *palette)
{
	free(palette->entries);
	mq_prompt_release(&palette->typed);
	mq_arena_release(&palette->arena);
	*palette = (struct mq_palette){0};
}
