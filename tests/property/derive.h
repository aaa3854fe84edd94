/*
 * The expressions of derived tags, read for the oracle by a parser of its own. It knows
 * just what config/derived.yaml says: ids and ASCII operators, whole numbers, days counted
 * from today. Anything else fails the test that asked.
 *
 *     or := and {"or" and}    and := not {["and"] not}    not := ["not"] atom
 *     atom := "(" or ")" | path "." quantifier "(" or ")" [compare number] | field [op value]
 */
#ifndef TESTS_PROPERTY_DERIVE_H
#define TESTS_PROPERTY_DERIVE_H

#include "property/decode.h"
#include "property/oracle.h"

struct reader {
	struct world *world;
	struct mq_arena *arena;		/* of the tree */
	const char *at;
};

static inline struct node *read_or(struct reader *reader, mq_kind_id kind);

static inline void skip_space(struct reader *reader)
{
	reader->at += strspn(reader->at, " \t\n");
}

static inline bool take(struct reader *reader, const char *token)
{
	size_t len = strlen(token);

	skip_space(reader);
	if (strncmp(reader->at, token, len) != 0) {
		return false;
	}
	if (isalpha((unsigned char)token[len - 1]) &&
	    (isalnum((unsigned char)reader->at[len]) || reader->at[len] == '_')) {
		return false;
	}
	reader->at += len;
	return true;
}

static inline void must_take(struct reader *reader, const char *token)
{
	if (!take(reader, token)) {
		fail_msg("the oracle expects '%s' at '%s'", token, reader->at);
	}
}

static inline size_t read_word(struct reader *reader, char *word, size_t size)
{
	size_t len = 0;

	skip_space(reader);
	while (isalnum((unsigned char)reader->at[len]) || reader->at[len] == '_' ||
	       (reader->at[len] == '-' && len == 0)) {
		len++;
	}
	assert_in_range(len, 1, size - 1);
	memcpy(word, reader->at, len);
	word[len] = '\0';
	reader->at += len;
	return len;
}

/* A field of kind by id, else of the kinds up its first links. */
static inline mq_field_id field_by_id(const struct world *world, mq_kind_id kind, const char *id)
{
	for (;;) {
		const struct mq_kind *at = world->schema->kinds + kind;

		for (size_t i = 0; i < world->schema->n_fields; i++) {
			const struct mq_field *field = world->schema->fields + i;

			if (field->kind == kind && strcmp(field->id, id) == 0) {
				return field->number;
			}
		}
		if (at->n_links == 0) {
			fail_msg("the oracle knows no field '%s'", id);
		}
		kind = world_field(world, at->links[0])->target;
	}
}

static inline int64_t number_of(const struct world *world, const struct mq_field *field,
	const char *word)
{
	switch (field->type) {
	case MQ_TYPE_CODE:
	case MQ_TYPE_MULTI:
		return code_number(field->codes, word, strlen(word));
	case MQ_TYPE_DATE:
		if (strcmp(word, "today") == 0) {
			return world->today;
		}
		assert_int_equal(word[strlen(word) - 1], 'd');
		return world->today + strtoll(word, NULL, 10);
	case MQ_TYPE_BOOL:
		return strcmp(word, "true") == 0;
	default:
		assert_int_equal(field->type, MQ_TYPE_INT);
		return strtoll(word, NULL, 10);
	}
}

static inline void read_literal(struct reader *reader, struct test *test)
{
	size_t len;

	must_take(reader, "\"");
	len = strcspn(reader->at, "\"");
	test->op = TEST_LITERAL;
	test->words[test->n++] = mq_arena_strndup(reader->arena, reader->at, len);
	reader->at += len;
	must_take(reader, "\"");
}

static inline void read_value(struct reader *reader, struct test *test, const char *op)
{
	const struct mq_field *field = world_field(reader->world, test->field);
	struct span span = {.low = SPAN_OPEN_LOW, .high = SPAN_OPEN_HIGH};
	int64_t number;
	char word[64];

	if (field->type == MQ_TYPE_TEXT) {
		read_literal(reader, test);
		return;
	}
	read_word(reader, word, sizeof(word));
	number = number_of(reader->world, field, word);
	span.low = op[0] == '>' ? number + (op[1] == '\0') : op[0] == '<' ? span.low : number;
	span.high = op[0] == '<' ? number - (op[1] == '\0') : op[0] == '>' ? span.high : number;
	if (op[0] == ':' && take(reader, "..")) {
		read_word(reader, word, sizeof(word));
		span.high = number_of(reader->world, field, word);
	}
	assert_true(test->n < SPANS_MAX);
	test->spans[test->n++] = span;
}

static inline struct node *read_test(struct reader *reader, mq_field_id field)
{
	static const char *const ops[] = {"<=", ">=", "<", ">", ":"};
	struct node *node = node_new(reader->arena, NODE_TEST);
	struct test *test = &node->test;
	size_t op = 0;

	test->field = field;
	while (op < MQ_LENGTH(ops) && !take(reader, ops[op])) {
		op++;
	}
	if (op == MQ_LENGTH(ops)) {
		assert_int_equal(world_field(reader->world, field)->type, MQ_TYPE_BOOL);
		test->spans[test->n++] = (struct span){.low = 1, .high = 1};
	} else if (take(reader, "?")) {
		test->op = TEST_UNKNOWN;
	} else if (take(reader, "*")) {
		test->op = TEST_KNOWN;
	} else if (take(reader, "{")) {
		while (!take(reader, "}")) {
			read_value(reader, test, ops[op]);
		}
	} else {
		read_value(reader, test, ops[op]);
	}
	return node;
}

/* Those who lead to the same record of kind `up`, or to the same area of it. */
static inline struct relation relation_beside(mq_kind_id kind, mq_kind_id up, int area)
{
	return (struct relation){.kind = kind, .link = MQ_NO_FIELD, .up = up, .area = area};
}

/* One's household: its members. Else records named by what they are called from here. */
static inline struct relation relation_named(const struct world *world, mq_kind_id kind,
	const char *name)
{
	const struct mq_schema *schema = world->schema;
	mq_kind_id up = mq_schema_kind(schema, name);

	if (up != MQ_NO_KIND && up != kind && schema->kinds[kind].n_links > 0) {
		return relation_beside(kind, up, -1);
	}
	for (size_t k = 0; k < schema->n_kinds; k++) {
		const struct mq_kind *below = schema->kinds + k;

		for (size_t i = 0; i < below->n_links; i++) {
			if (world_field(world, below->links[i])->target == kind &&
			    strcmp(below->relation, name) == 0) {
				return (struct relation){.kind = (mq_kind_id)k,
					.link = below->links[i], .area = -1};
			}
		}
	}
	fail_msg("the oracle knows no relation '%s'", name);
	return (struct relation){0};
}

/* What a comparison with one stretch of numbers leaves: a span, or all but it. */
static inline void set_number(struct relation *relation, const char *compare, struct span value)
{
	struct span span = value;

	if (compare[0] == '<') {
		span.low = SPAN_OPEN_LOW;
		span.high = compare[1] ? value.high : value.low - 1;
	} else if (compare[0] == '>') {
		span.low = compare[1] ? value.low : value.high + 1;
		span.high = SPAN_OPEN_HIGH;
	}
	span.compare = compare;
	relation->negated = compare[0] == '!';
	relation->number = (struct test){.op = TEST_SPANS, .spans = {span}, .n = 1};
}

static inline struct node *read_relation(struct reader *reader, mq_kind_id kind,
	const char *name)
{
	static const char *const quantifiers[] = {"any", "all", "none", "count"};
	static const char *const compares_by[] = {"<=", ">=", "!=", "<", ">", "="};
	struct node *node = node_new(reader->arena, NODE_RELATION);
	size_t i = 0;
	int64_t number;
	char word[16];

	node->relation = relation_named(reader->world, kind, name);
	while (!take(reader, quantifiers[i])) {
		i++;
		assert_in_range(i, 0, MQ_LENGTH(quantifiers) - 1);
	}
	node->relation.quantifier = (enum quantifier)i;
	must_take(reader, "(");
	node_add(node, read_or(reader, node->relation.kind));
	must_take(reader, ")");
	if (node->relation.quantifier == QUANTIFIER_COUNT) {
		for (i = 0; !take(reader, compares_by[i]); i++) {
			assert_in_range(i, 0, MQ_LENGTH(compares_by) - 2);
		}
		read_word(reader, word, sizeof(word));
		number = strtoll(word, NULL, 10);
		set_number(&node->relation, compares_by[i],
			(struct span){.low = number, .high = number});
	}
	return node;
}

static inline struct node *read_atom(struct reader *reader, mq_kind_id kind)
{
	struct node *node;
	char word[64];

	if (take(reader, "(")) {
		node = read_or(reader, kind);
		must_take(reader, ")");
		return node;
	}
	read_word(reader, word, sizeof(word));
	if (take(reader, ".")) {
		return read_relation(reader, kind, word);
	}
	return read_test(reader, field_by_id(reader->world, kind, word));
}

static inline struct node *read_not(struct reader *reader, mq_kind_id kind)
{
	struct node *node;

	if (!take(reader, "not")) {
		return read_atom(reader, kind);
	}
	node = node_new(reader->arena, NODE_NOT);
	node_add(node, read_atom(reader, kind));
	return node;
}

static inline bool is_at_end(struct reader *reader)
{
	const char *at;
	bool is_or;

	skip_space(reader);
	at = reader->at;
	is_or = take(reader, "or");
	reader->at = at;
	return is_or || *at == ')' || *at == '\0';
}

static inline struct node *read_and(struct reader *reader, mq_kind_id kind)
{
	struct node *node = node_new(reader->arena, NODE_AND);

	do {
		take(reader, "and");
		node_add(node, read_not(reader, kind));
	} while (!is_at_end(reader));
	return node;
}

static inline struct node *read_or(struct reader *reader, mq_kind_id kind)
{
	struct node *node = node_new(reader->arena, NODE_OR);

	do {
		node_add(node, read_and(reader, kind));
	} while (take(reader, "or"));
	return node;
}

/* Give every derived tag of the schema its tree. */
static inline void derive_all(struct world *world)
{
	for (size_t i = 0; i < world->schema->n_fields; i++) {
		const struct mq_field *field = world->schema->fields + i;
		struct reader reader = {world, &world->arena, field->expression};

		if (field->expression) {
			world->derived[i] = read_or(&reader, field->kind);
			assert_string_equal(reader.at, "");
		}
	}
}

#endif
