/*
 * A keymap is a list of bindings in layers: the shipped file, then a person's own.
 * The newest layer that says something of a key sequence in a context decides; where no
 * layer does, the same is asked of the context ANY. A sequence that begins a longer
 * one is a prefix; within a layer one may not be both.
 */
#include "keymap.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* Does the shorter one begin the other (or are they equal)? */
static bool begins(const struct mq_sequence *a, const struct mq_sequence *b)
{
	return a->n <= b->n && memcmp(a->keys, b->keys, a->n * sizeof(a->keys[0])) == 0;
}

/* ---- reading ---- */

struct reading {
	struct mq_keymap *keymap;
	const struct mq_conf *conf;
	struct mq_diag *diag;
	bool good;
};

static bool parse_sequence(const char *text, struct mq_sequence *sequence)
{
	*sequence = (struct mq_sequence){0};
	while (*text) {
		size_t len = strcspn(text, " ");
		if (len > 0) {
			if (sequence->n == MQ_SEQUENCE_MAX ||
				!mq_press_parse(text, len, &sequence->keys[sequence->n])) {
				return false;
			}
			sequence->n++;
		}
		text += len + (text[len] == ' ');
	}
	return sequence->n > 0;
}

/* The binding of this layer that keys cannot stand beside, or NULL. */
static const struct mq_binding *conflict(const struct mq_keymap *keymap, enum mq_context context,
	const struct mq_sequence *sequence)
{
	for (size_t i = 0; i < keymap->n_bindings; i++) {
		const struct mq_binding *b = &keymap->bindings[i];
		if (b->layer == keymap->n_layers && b->context == context &&
			(begins(&b->sequence, sequence) || begins(sequence, &b->sequence))) {
			return b;
		}
	}
	return NULL;
}

static void add(struct mq_keymap *keymap, const struct mq_binding *binding)
{
	keymap->bindings = mq_grow(keymap->bindings, &keymap->cap, keymap->n_bindings + 1,
		sizeof(*keymap->bindings));
	keymap->bindings[keymap->n_bindings++] = *binding;
	size_t number = keymap->n_bindings;
	size_t *first = &keymap->first_of[binding->context];
	size_t *last = &keymap->last_of[binding->context];
	keymap->bindings[number - 1].before = *last;
	keymap->bindings[number - 1].behind = 0;
	*(*last > 0 ? &keymap->bindings[*last - 1].behind : first) = number;
	*last = number;
}

static void fault_conflict(struct reading *reading, const struct mq_node *node,
	const struct mq_binding *other)
{
	struct mq_buf keys = {0};
	mq_sequence_print(&other->sequence, &keys);
	mq_conf_fault(reading->conf, node, true, reading->diag,
		_("\"%s\" is already taken: \"%s\" means %s in line %zu"), node->key, keys.data,
		other->command ? other->command->name : "none", other->line);
	mq_diag_hint(reading->diag, _("this line is left out; take one of the two away"));
	mq_buf_release(&keys);
}

static void fault_command(struct reading *reading, const struct mq_node *node, const char *name)
{
	mq_conf_fault(reading->conf, node, false, reading->diag, _("there is no command \"%s\""), name);
	const char *near = mq_command_nearest(name);
	if (near) {
		mq_diag_hint(reading->diag, _("did you mean \"%s\"?"), near);
	} else {
		mq_diag_hint(reading->diag, _("the help sheet (F1) lists all commands"));
	}
}

static bool read_binding(struct reading *reading, enum mq_context context,
	const struct mq_node *node)
{
	struct mq_binding binding = {.context = context, .layer = reading->keymap->n_layers,
		.line = node->key_line, .column = node->key_column};
	const char *name;
	if (mq_node_text(reading->conf, node, &name, reading->diag) != MQ_OK) {
		return false;
	}
	if (!parse_sequence(node->key, &binding.sequence)) {
		mq_conf_fault(reading->conf, node, true, reading->diag,
			_("\"%s\" names no key"), node->key);
		mq_diag_hint(reading->diag, _("write keys as j, C-a, M-b, PgDn, F1 or \"g g\""));
		return false;
	}
	binding.command = mq_command_find(name);
	if (!binding.command && strcmp(name, "none") != 0) {
		fault_command(reading, node, name);
		return false;
	}
	const struct mq_binding *other = conflict(reading->keymap, context, &binding.sequence);
	if (other) {
		fault_conflict(reading, node, other);
		return false;
	}
	add(reading->keymap, &binding);
	return true;
}

static void fault_context(struct reading *reading, const struct mq_node *node)
{
	struct mq_buf names = {0};
	mq_context_names(&names);
	mq_conf_fault(reading->conf, node, true, reading->diag,
		_("keys have no context \"%s\""), node->key);
	mq_diag_hint(reading->diag, "%s", names.data);
	mq_buf_release(&names);
}

static bool read_context(struct reading *reading, const struct mq_node *node)
{
	enum mq_context context;
	if (!mq_context_find(node->key, &context)) {
		fault_context(reading, node);
		return false;
	}
	if (node->type != MQ_NODE_MAP) {
		mq_conf_fault(reading->conf, node, true, reading->diag,
			_("\"%s\" holds no keys"), node->key);
		mq_diag_hint(reading->diag, _("write below it lines like  j: down"));
		return false;
	}
	bool good = true;
	for (const struct mq_node *child = node->first; child; child = child->next) {
		good &= read_binding(reading, context, child);
	}
	return good;
}

static enum mq_err read_conf(struct mq_keymap *keymap, struct mq_conf *conf, struct mq_diag *diag)
{
	struct reading reading = {keymap, conf, diag, true};
	keymap->names = mq_realloc(keymap->names, (keymap->n_layers + 1) * sizeof(*keymap->names));
	keymap->names[keymap->n_layers++] = mq_strdup(mq_conf_name(conf));
	for (const struct mq_node *node = mq_conf_root(conf)->first; node; node = node->next) {
		reading.good &= read_context(&reading, node);
	}
	mq_conf_free(conf);
	return reading.good ? MQ_OK : MQ_ERR_CONFIG;
}

enum mq_err mq_keymap_read(struct mq_keymap *keymap, const char *name, const char *text,
	size_t len, struct mq_diag *diag)
{
	struct mq_conf *conf;
	enum mq_err err = mq_conf_read_text(name, text, len, &conf, diag);
	return err == MQ_OK ? read_conf(keymap, conf, diag) : err;
}

enum mq_err mq_keymap_read_file(struct mq_keymap *keymap, const char *path, struct mq_diag *diag)
{
	if (!mq_conf_is_there(path)) {
		return MQ_ERR_NOT_FOUND;
	}
	struct mq_conf *conf;
	enum mq_err err = mq_conf_read_file(path, &conf, diag);
	return err == MQ_OK ? read_conf(keymap, conf, diag) : err;
}

void mq_keymap_release(struct mq_keymap *keymap)
{
	if (keymap) {
		for (unsigned i = 0; i < keymap->n_layers; i++) {
			free(keymap->names[i]);
		}
		free(keymap->names);
		free(keymap->bindings);
		*keymap = (struct mq_keymap){0};
	}
}

/* ---- looking up ---- */

/* The binding that says what the keys mean, or begin, of layers below one; NULL where none does. */
static const struct mq_binding *decides_in(const struct mq_keymap *keymap, enum mq_context context,
	const struct mq_sequence *sequence, unsigned below)
{
	const struct mq_binding *b = NULL;
	for (size_t i = keymap->last_of[context]; i > 0; i = b->before) {
		b = &keymap->bindings[i - 1];
		if (b->layer < below && begins(sequence, &b->sequence)) {
			return b;
		}
	}
	return NULL;
}

static const struct mq_binding *decides(const struct mq_keymap *keymap, enum mq_context context,
	const struct mq_sequence *sequence, unsigned below)
{
	const struct mq_binding *own = decides_in(keymap, context, sequence, below);
	return own || context == MQ_CONTEXT_ANY ? own
		: decides_in(keymap, MQ_CONTEXT_ANY, sequence, below);
}

enum mq_lookup mq_keymap_find(const struct mq_keymap *keymap, enum mq_context context,
	const struct mq_sequence *sequence, const struct mq_command **command)
{
	const struct mq_binding *binding = decides(keymap, context, sequence, UINT_MAX);
	bool found = binding && binding->sequence.n == sequence->n;
	*command = found ? binding->command : NULL;
	return found ? MQ_LOOKUP_FOUND : binding ? MQ_LOOKUP_PREFIX : MQ_LOOKUP_NONE;
}

bool mq_keymap_is_in_force(const struct mq_keymap *keymap, enum mq_context context,
	const struct mq_binding *binding)
{
	struct mq_sequence keys = binding->sequence;
	const struct mq_command *command;
	for (keys.n = 1; keys.n < binding->sequence.n; keys.n++) {
		if (mq_keymap_find(keymap, context, &keys, &command) != MQ_LOOKUP_PREFIX) {
			return false;
		}
	}
	return decides(keymap, context, &keys, UINT_MAX) == binding;
}

/* The i-th binding of `of` that means the command in `context`; *i counts down to it. */
static const struct mq_sequence *keys_of(const struct mq_keymap *keymap, enum mq_context of,
	enum mq_context context, const struct mq_command *command, size_t *i)
{
	const struct mq_binding *b = NULL;
	for (size_t at = keymap->first_of[of]; at > 0; at = b->behind) {
		b = &keymap->bindings[at - 1];
		if (b->command == command && mq_keymap_is_in_force(keymap, context, b) && (*i)-- == 0) {
			return &b->sequence;
		}
	}
	return NULL;
}

const struct mq_sequence *mq_keymap_keys(const struct mq_keymap *keymap, enum mq_context context,
	const struct mq_command *command, size_t i)
{
	const struct mq_sequence *found = keys_of(keymap, context, context, command, &i);
	if (!found && context != MQ_CONTEXT_ANY) {
		found = keys_of(keymap, MQ_CONTEXT_ANY, context, command, &i);
	}
	return found;
}

const struct mq_binding *mq_keymap_next(const struct mq_keymap *keymap, enum mq_context context,
	const struct mq_sequence *prefix, size_t *at)
{
	/* its own first, then those of ANY: two rounds over the same list */
	for (size_t n = keymap->n_bindings; *at < 2 * n; ) {
		const struct mq_binding *b = &keymap->bindings[*at % n];
		enum mq_context of = *at < n ? context : MQ_CONTEXT_ANY;
		bool twice = *at >= n && context == MQ_CONTEXT_ANY;
		++*at;
		if (!twice && b->context == of && b->command && b->sequence.n > prefix->n &&
			begins(prefix, &b->sequence) && mq_keymap_is_in_force(keymap, context, b)) {
			return b;
		}
	}
	return NULL;
}

/* Keys that one takes from the other, or hides; "none" takes them away, and that is meant. */
static bool takes(const struct mq_binding *binding, const struct mq_binding *other)
{
	bool same = binding->sequence.n == other->sequence.n;
	return other->command && other->command != binding->command && (!same || binding->command) &&
		(begins(&other->sequence, &binding->sequence) ||
		begins(&binding->sequence, &other->sequence));
}

const struct mq_binding *mq_keymap_hides(const struct mq_keymap *keymap,
	const struct mq_binding *binding, size_t *at)
{
	while (*at < keymap->n_bindings) {
		const struct mq_binding *b = &keymap->bindings[(*at)++];
		if (b->layer < binding->layer && takes(binding, b) &&
			decides(keymap, binding->context, &b->sequence, binding->layer) == b) {
			return b;
		}
	}
	return NULL;
}

bool mq_keymap_is_for(const struct mq_keymap *keymap, enum mq_context context,
	const struct mq_command *command)
{
	bool has_place = false;
	for (size_t i = 0; i < keymap->n_bindings; i++) {
		const struct mq_binding *b = &keymap->bindings[i];
		if (b->command == command && (b->context == context || b->context == MQ_CONTEXT_ANY)) {
			return true;
		}
		has_place |= b->command == command && b->layer == 1;
	}
	return !has_place;
}

void mq_sequence_print(const struct mq_sequence *sequence, struct mq_buf *out)
{
	for (size_t i = 0; i < sequence->n; i++) {
		if (i > 0) {
			mq_buf_addc(out, ' ');
		}
		mq_press_print(sequence->keys[i], out);
	}
}
