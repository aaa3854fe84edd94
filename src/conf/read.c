/*
 * libyaml's events to a tree. The bounds are ours, because libyaml 0.2.5 has
 * none: size, depth, number of nodes, and no aliases, so that nothing unfolds.
 *
 * A reader goes on after every fault that leaves the shape of the file clear (a
 * key twice, an alias, a tag); what it then builds is thrown away, but the
 * faults behind it are found. It stops where libyaml does, where a bound is
 * reached, and when a thousand faults were told.
 *
 * An event is copied out of and deleted at once; recursion is bounded by
 * CONF_MAX_DEPTH.
 */
#include "conf.h"

#include <stdlib.h>
#include <string.h>

#include <yaml.h>

struct reader {
	struct mq_conf *conf;
	struct mq_diag *diag;
	yaml_parser_t parser;
	struct mq_map *seen;	/* map number and key, to the line of the key */
	struct mq_buf scratch;
	uint32_t n_maps;
	size_t n_nodes;
	size_t n_faults;
	bool stopped;
};

/* A key, before its value is known. */
struct key {
	const char *text;	/* NULL where it cannot be used */
	size_t line;
	size_t column;
};

static struct mq_node *read_node(struct reader *reader, yaml_event_t *event, int depth);

/* ---- faults ---- */

/* Add a fault at a place; the hint is in the language of messages or NULL. */
static void refuse(struct reader *reader, size_t line, size_t column, const char *message,
	const char *hint)
{
	mq_diag_add(reader->diag, MQ_ERR_CONFIG, "%s", message);
	mq_conf_place(reader->conf, reader->diag, line, column);
	if (hint != NULL) {
		mq_diag_hint(reader->diag, "%s", hint);
	}
	if (++reader->n_faults >= MQ_DIAG_MAX) {
		reader->stopped = true;
	}
}

static void refuse_event(struct reader *reader, const yaml_event_t *event, const char *message,
	const char *hint)
{
	refuse(reader, event->start_mark.line + 1, event->start_mark.column + 1, message, hint);
}

static void stop_at_syntax(struct reader *reader)
{
	const yaml_parser_t *parser = &reader->parser;
	struct mq_syntax syntax = {
		.problem = parser->problem != NULL ? parser->problem : _("no YAML"),
		.line = parser->problem_mark.line + 1,
		.column = parser->problem_mark.column + 1,
	};

	if (parser->context != NULL) {
		syntax.context_line = parser->context_mark.line + 1;
		syntax.context_column = parser->context_mark.column + 1;
	}
	reader->n_faults += mq_conf_syntax_fault(reader->conf, &syntax, reader->diag);
	reader->stopped = true;
}

/* ---- events ---- */

/* The next event, which the caller deletes; false once reading has stopped. */
static bool next_event(struct reader *reader, yaml_event_t *event)
{
	if (reader->stopped) {
		return false;
	}
	if (yaml_parser_parse(&reader->parser, event) == 0) {
		stop_at_syntax(reader);
		return false;
	}
	return true;
}

static void check_anchor(struct reader *reader, const yaml_event_t *event, const void *anchor)
{
	if (anchor != NULL) {
		refuse_event(reader, event, _("anchors ('&') are not supported"),
			_("put a text that begins with '&' into quotes"));
	}
}

static void check_tag(struct reader *reader, const yaml_event_t *event, const void *tag)
{
	if (tag != NULL) {
		refuse_event(reader, event, _("tags ('!') are not supported"),
			_("put a text that begins with '!' into quotes"));
	}
}

static struct mq_node *new_node(struct reader *reader, const yaml_event_t *event,
	enum mq_node_type type)
{
	struct mq_node *node = mq_arena_alloc(&reader->conf->arena, sizeof(*node));

	node->type = type;
	node->text = "";
	node->line = event->start_mark.line + 1;
	node->column = event->start_mark.column + 1;
	if (++reader->n_nodes > CONF_MAX_NODES && !reader->stopped) {
		refuse_event(reader, event, _("the file holds too many entries"),
			_("split it into several files"));
		reader->stopped = true;
	}
	return node;
}

/* A text that does not show as it is would be another name that looks alike. */
static void check_text(struct reader *reader, const yaml_event_t *event)
{
	const char *text = (const char *)event->data.scalar.value;
	size_t len = event->data.scalar.length;
	size_t at = mq_safe_check(text, len);
	uint32_t cp;
	char *message;

	if (at == len || mq_utf8_decode(text + at, len - at, &cp) == 0) {
		return;
	}
	message = mq_format(_("this text holds U+%04X, which does not show"), (unsigned)cp);
	refuse_event(reader, event, message, _("delete that character"));
	free(message);
}

static struct mq_node *read_scalar(struct reader *reader, const yaml_event_t *event)
{
	struct mq_node *node = new_node(reader, event, MQ_NODE_SCALAR);

	check_anchor(reader, event, event->data.scalar.anchor);
	check_tag(reader, event, event->data.scalar.tag);
	check_text(reader, event);
	node->len = event->data.scalar.length;
	node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
	if (node->len > 0) {
		node->text = mq_arena_strndup(&reader->conf->arena,
			(const char *)event->data.scalar.value, node->len);
	}
	return node;
}

/* ---- maps ---- */

static void append(struct mq_node *parent, struct mq_node **last, struct mq_node *child)
{
	if (*last == NULL) {
		parent->first = child;
	} else {
		(*last)->next = child;
	}
	*last = child;
	parent->n_children++;
}

/* Why a key cannot be one, or NULL. */
static const char *judge_key(const yaml_event_t *event, const char **hint)
{
	const char *text = (const char *)event->data.scalar.value;
	size_t len = event->data.scalar.length;

	*hint = NULL;
	if (event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && strcmp(text, "<<") == 0) {
		*hint = _("write its keys out here");
		return _("merge keys ('<<') are not supported");
	}
	if (len == 0) {
		*hint = _("write a name before the ':'");
		return _("a key without a name");
	}
	if (len > CONF_MAX_KEY) {
		return _("this key is too long");
	}
	if (memchr(text, '\n', len) != NULL || memchr(text, '\t', len) != NULL) {
		return _("a key must stand on one line, without tabs");
	}
	return NULL;
}

/* Remember the key of this map; false where it is there already. */
static bool remember_key(struct reader *reader, uint32_t map_number, const yaml_event_t *event)
{
	struct mq_buf *id = &reader->scratch;
	uint64_t first_line;
	char *message;
	char *hint;

	mq_buf_clear(id);
	mq_buf_add(id, &map_number, sizeof(map_number));
	mq_buf_add(id, event->data.scalar.value, event->data.scalar.length);
	if (!mq_map_get(reader->seen, id->data, id->len, &first_line)) {
		mq_map_put(reader->seen, id->data, id->len, event->start_mark.line + 1);
		return true;
	}
	message = mq_format(_("key '%s' stands here a second time"),
		(const char *)event->data.scalar.value);
	hint = mq_format(_("the first one is in line %zu"), (size_t)first_line);
	refuse_event(reader, event, message, hint);
	free(message);
	free(hint);
	return false;
}

static struct key read_key(struct reader *reader, yaml_event_t *event, uint32_t map_number,
	int depth)
{
	struct key key = {
		.line = event->start_mark.line + 1,
		.column = event->start_mark.column + 1,
	};
	const char *why;
	const char *hint;

	if (event->type != YAML_SCALAR_EVENT) {
		refuse_event(reader, event, _("a key must be a plain text"),
			_("write it as one word, or in quotes"));
		read_node(reader, event, depth + 1);
		return key;
	}
	check_anchor(reader, event, event->data.scalar.anchor);
	check_tag(reader, event, event->data.scalar.tag);
	check_text(reader, event);
	why = judge_key(event, &hint);
	if (why != NULL) {
		refuse_event(reader, event, why, hint);
	} else if (remember_key(reader, map_number, event)) {
		key.text = mq_arena_strndup(&reader->conf->arena,
			(const char *)event->data.scalar.value, event->data.scalar.length);
	}
	yaml_event_delete(event);
	return key;
}

static void read_map(struct reader *reader, struct mq_node *map, int depth)
{
	uint32_t map_number = reader->n_maps++;
	struct mq_node *last = NULL;
	yaml_event_t event;

	while (next_event(reader, &event) && event.type != YAML_MAPPING_END_EVENT) {
		struct key key = read_key(reader, &event, map_number, depth);
		struct mq_node *child;

		if (!next_event(reader, &event)) {
			return;
		}
		child = read_node(reader, &event, depth + 1);
		if (key.text != NULL) {
			child->key = key.text;
			child->key_line = key.line;
			child->key_column = key.column;
			append(map, &last, child);
		}
	}
	if (!reader->stopped) {
		yaml_event_delete(&event);
	}
}

static void read_list(struct reader *reader, struct mq_node *list, int depth)
{
	struct mq_node *last = NULL;
	yaml_event_t event;

	while (next_event(reader, &event) && event.type != YAML_SEQUENCE_END_EVENT) {
		append(list, &last, read_node(reader, &event, depth + 1));
	}
	if (!reader->stopped) {
		yaml_event_delete(&event);
	}
}

/* ---- nodes ---- */

/* A list or a map, whose first event is deleted before its children are read. */
static struct mq_node *read_collection(struct reader *reader, yaml_event_t *event, int depth)
{
	bool is_map = event->type == YAML_MAPPING_START_EVENT;
	struct mq_node *node = new_node(reader, event, is_map ? MQ_NODE_MAP : MQ_NODE_LIST);

	if (is_map) {
		check_anchor(reader, event, event->data.mapping_start.anchor);
		check_tag(reader, event, event->data.mapping_start.tag);
	} else {
		check_anchor(reader, event, event->data.sequence_start.anchor);
		check_tag(reader, event, event->data.sequence_start.tag);
	}
	if (depth > CONF_MAX_DEPTH && !reader->stopped) {
		refuse_event(reader, event, _("maps and lists stand too deep in each other"),
			_("take some levels out: 16 are read"));
		reader->stopped = true;
	}
	yaml_event_delete(event);
	if (is_map) {
		read_map(reader, node, depth);
	} else {
		read_list(reader, node, depth);
	}
	return node;
}

/* The node that begins with event, which is deleted. */
static struct mq_node *read_node(struct reader *reader, yaml_event_t *event, int depth)
{
	struct mq_node *node;

	switch (event->type) {
	case YAML_MAPPING_START_EVENT:
	case YAML_SEQUENCE_START_EVENT:
		return read_collection(reader, event, depth);
	case YAML_SCALAR_EVENT:
		node = read_scalar(reader, event);
		break;
	default:	/* an alias: the grammar allows nothing else here */
		node = new_node(reader, event, MQ_NODE_SCALAR);
		refuse_event(reader, event, _("aliases ('*') are not supported"),
			_("write it out, or put a text that begins with '*' into quotes"));
		break;
	}
	yaml_event_delete(event);
	return node;
}

/* ---- documents ---- */

/* An empty document is one plain scalar without text. */
static bool is_nothing(const struct mq_node *node)
{
	return node->type == MQ_NODE_SCALAR && node->len == 0 && !node->quoted;
}

static void take_root(struct reader *reader, struct mq_node *root)
{
	if (root->type == MQ_NODE_MAP) {
		reader->conf->root = root;
		return;
	}
	if (is_nothing(root) || reader->n_faults > 0) {
		return;
	}
	refuse(reader, root->line, root->column, _("the file must be a map, 'key: value'"),
		_("begin each entry at the left edge with its key and a ':'"));
	mq_conf_hint_colon(reader->conf, root->line, reader->diag);
}

/* Events between which the document stands; false at the end of the file. */
static bool begin_document(struct reader *reader)
{
	yaml_event_t event;
	bool begins;

	if (!next_event(reader, &event)) {
		return false;
	}
	begins = event.type == YAML_DOCUMENT_START_EVENT;
	yaml_event_delete(&event);
	return begins;
}

static void read_stream(struct reader *reader)
{
	struct mq_node *root;
	yaml_event_t event;

	if (next_event(reader, &event)) {
		yaml_event_delete(&event);	/* the stream starts */
	}
	if (!begin_document(reader) || !next_event(reader, &event)) {
		return;
	}
	root = read_node(reader, &event, 1);
	if (!next_event(reader, &event)) {
		return;
	}
	yaml_event_delete(&event);	/* the document ends */
	take_root(reader, root);
	if (!next_event(reader, &event)) {
		return;
	}
	if (event.type == YAML_DOCUMENT_START_EVENT) {
		refuse_event(reader, &event, _("a second document begins here"),
			_("put it into a file of its own"));
	}
	yaml_event_delete(&event);
}

size_t mq_conf_build(struct mq_conf *conf, const struct mq_buf *clean, struct mq_diag *diag)
{
	struct reader reader = {.conf = conf, .diag = diag, .seen = mq_map_new()};

	conf->root = mq_arena_alloc(&conf->arena, sizeof(*conf->root));
	*conf->root = (struct mq_node){.type = MQ_NODE_MAP, .text = "", .line = 1, .column = 1};
	if (yaml_parser_initialize(&reader.parser) == 0) {
		mq_map_free(reader.seen);
		mq_diag_add(diag, MQ_ERR_CONFIG, _("cannot start the YAML reader"));
		return 1;
	}
	yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&reader.parser, (const unsigned char *)clean->data, clean->len);
	read_stream(&reader);
	yaml_parser_delete(&reader.parser);
	mq_map_free(reader.seen);
	mq_buf_release(&reader.scratch);
	return reader.n_faults;
}
