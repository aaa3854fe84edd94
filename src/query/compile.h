/*
 * What parsing and binding share: the text at hand, where it stands, how deep, and
 * what became of it. Parsing and binding are one pass, because what may stand
 * inside household.any(…) depends on what household is.
 *
 * A function that gives a tree gives NULL where something is amiss, and the
 * compile's state says what: STATE_FAULT, the fault is told and all is over; or
 * STATE_TAIL, only in typing mode: the text ends before its last condition does.
 * Brackets hand a tail upwards (an unclosed bracket is tail as a whole); the
 * outermost lists of and-ed and or-ed conditions keep what was whole.
 */
#ifndef MINQING_QUERY_COMPILE_H
#define MINQING_QUERY_COMPILE_H

#include "tree.h"

enum compile_state {
	STATE_OK,
	STATE_TAIL,
	STATE_FAULT,
};

#define NO_TERM SIZE_MAX
/* 非低保: not, without a space. */
#define NOT_ATTACHED "非"

struct compile {
	struct mq_query *query;
	struct mq_diag *diag;
	const struct compile *outer;	/* of a tag's expression: who needs the tag */
	const struct mq_field *tag;	/* the derived field whose expression this is, or NULL */
	const struct mq_saved *list;	/* the saved list whose query this is, or NULL */
	const struct literal *args;	/* what its parameters are, in their order */
	struct lexer lexer;
	size_t end;		/* of the text without the space behind it */
	size_t term;		/* where the term at hand begins; NO_TERM between terms */
	size_t op_from;		/* the comparison at hand, as typed */
	size_t op_end;
	bool typing;
	unsigned depth;		/* brackets, negations and relations around the lexer */
	unsigned brackets;	/* of these, brackets and relations */
	unsigned relations;
	mq_kind_id outside[QUERY_RELATIONS_MAX];	/* who asks, of each of them */
	unsigned n_terms;
	unsigned below;		/* how deep the definitions it names lean on one another */
	enum compile_state state;
	enum mq_err err;	/* STATE_FAULT: what to return */
	size_t tail;		/* STATE_TAIL: where it begins */
};

/* Free what a query holds, not itself (query.c). */
void query_release(struct mq_query *query);

/* ---- faults (fault.c) ---- */

/* Something is amiss from `from` to `end`. In typing mode a fault of the text's
 * last piece makes its term a tail, with the message as what is expected. A hint may
 * follow. */
void compile_fault(struct compile *compile, size_t from, size_t end, enum mq_err err,
	const char *fmt, ...) __attribute__((format(printf, 5, 6)));
/* The way out of the fault just told; does nothing in a tail. */
void compile_hint(struct compile *compile, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* Suggest the nearest of some names, three at most. */
void compile_hint_nearest(struct compile *compile, const char *const *names, size_t n_names);
/* The condition that begins at `from` wants more: a tail where the text ends here,
 * else a fault at `at`. expected and message are whole texts. */
void compile_unfinished(struct compile *compile, size_t from, size_t at, const char *expected,
	const char *message);
/* What would put the fault just told right: other text from … end (repair.c). Where that
 * reaches the end of the text the brackets still open are closed as well. */
void compile_repair(struct compile *compile, size_t from, size_t end, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));
/* The same with any value there is, in a comparison that takes it: `age>soon` becomes `age:*`. */
void compile_repair_any(struct compile *compile, size_t from, size_t end);
/* The same with the piece itself as text in quotes. */
void compile_repair_quoted(struct compile *compile, size_t from, size_t end);
/* The same with the nearest of some names, where there is one. */
void compile_repair_nearest(struct compile *compile, size_t from, size_t end,
	const char *const *names, size_t n_names);
/* Quote a piece of the text for a message: cut to a few characters; in the arena. */
const char *compile_quote(struct compile *compile, size_t from, size_t end);
/* Valid UTF-8 of bearable length without control characters? Else a fault. */
bool compile_text_ok(struct compile *compile);

/* ---- parsing (parse.c) ---- */

/* A whole text of conditions about kind; TREE_ALL where there are none. NULL only
 * in STATE_FAULT. */
struct tree *parse_text(struct compile *compile, mq_kind_id kind);
struct tree *parse_new(struct compile *compile, enum tree_kind kind, mq_kind_id asked, size_t from);
/* What stands in brackets; the lexer stands at the opening one. Empty ones are
 * TREE_ALL. A tail begins at `from`. */
struct tree *parse_brackets(struct compile *compile, mq_kind_id kind, size_t from);
/* The same for what is left of the brackets opened at `open`. */
struct tree *parse_within(struct compile *compile, mq_kind_id kind, size_t from, size_t open);

/* ---- what joins conditions (connective.c) ---- */

enum connective {
	CONNECTIVE_NONE,
	CONNECTIVE_AND,
	CONNECTIVE_OR,
	CONNECTIVE_NOT,
};

/* The one at hand; *behind stands behind it. */
enum connective connective_peek(const struct compile *compile, struct lexer *behind);
/* 非低保: is the word no name, but what is behind its 非 one? *behind stands behind that. */
bool connective_attached(const struct compile *compile, mq_kind_id kind, struct lexer *behind);

/* ---- conditions that are no list (leaf.c) ---- */

/* One without brackets around it. NULL in STATE_OK: it was a directive. */
struct tree *leaf_read(struct compile *compile, mq_kind_id kind);

/* ---- terms (term.c) ---- */

/* What begins with a word: a comparison, a relation, a directive, a bare word.
 * NULL in STATE_OK: it was a directive. */
struct tree *term_word(struct compile *compile, mq_kind_id kind);
/* "…", '… or /…/ in every bare field; #tag. */
struct tree *term_words(struct compile *compile, mq_kind_id kind);
struct tree *term_tag(struct compile *compile, mq_kind_id kind);
/* Tell that the quote at `at`, of what begins at `from`, is not closed. False. */
bool term_unclosed(struct compile *compile, size_t from, size_t at);
/* The values behind a comparison, as they were typed; `:>=` is `>=`. */
bool term_values(struct compile *compile, size_t from, enum op *op, struct item **items);

/* The words of the tables, one after the other; NULL behind the last. */
const char *connective_word(size_t i);		/* connective.c */
const char *directive_word(size_t i);		/* directive.c */
const char *quantifier_word(size_t i, enum quantifier *quantifier);	/* reach.c */
const char *others_word(size_t i);		/* reach.c */
const char *day_word(size_t i);			/* day.c */
const char *place_word(size_t i);		/* place.c */

/* ---- directives (directive.c) ---- */

/* sort: limit: cols: from: — is the word one of them? */
bool directive_is(const struct literal *word);
bool directive_is_from(const struct literal *word);
/* Is it sort: or cols: ? */
bool directive_takes_fields(const struct literal *word, bool *sorts);
bool directive_can_sort(const struct mq_schema *schema, mq_field_id field);
/* The lexer stands behind the comparison. */
void directive_read(struct compile *compile, mq_kind_id kind, const struct literal *word);
/* The same for a value that stands in a list's definition: name is sort, limit or cols. */
bool directive_lend(struct compile *compile, mq_kind_id kind, const char *name);

/* from: (from.c) — where it is the first thing of the text, *kind is the one it names
 * and the lexer stands behind it. False: see state. */
bool from_read(struct compile *compile, mq_kind_id *kind);

/* ---- binding (bind.c) ---- */

/* Is a name (NULL: there is none) what was typed, folded? */
bool bind_name_is(const char *name, const struct mq_buf *folded);
/* Does it hold that, or begin so? What was typed is something. */
bool bind_name_holds(const char *name, const struct mq_buf *folded, bool at_start);
/* The field called so, or MQ_NO_FIELD and a fault with the nearest names. */
mq_field_id bind_name(struct compile *compile, mq_kind_id kind, size_t from, size_t end);
/* Does a field take this comparison? */
bool bind_takes(const struct mq_field *field, enum op op);
/* Give a tree with an operator and typed items its field and values. */
bool bind_field(struct compile *compile, struct tree *tree, mq_field_id field);
/* The same for the value that a sum, least or greatest is compared with; years stay numbers. */
bool bind_measure(struct compile *compile, struct tree *tree, mq_field_id field);
/* A bare word: a tag, a code, or text (unless it must be a tag). */
bool bind_words(struct compile *compile, struct tree *tree, bool must_be_tag);

/* What a literal is held against texts as (probe.c): all of the text where whole. */
bool probe_bind(struct compile *compile, const struct literal *literal, bool whole,
	struct probe *probe);
/* The text it says, held against texts in a given way; not as a pattern. */
void probe_bind_as(struct compile *compile, const struct literal *literal, enum probe_how how,
	struct probe *probe);

/* ---- parts of texts (infix.c) ---- */

/* Is it ^= *= or ~~? */
bool infix_is(enum op op);
/* Settle what an item means behind one of these. */
bool infix_bind(struct compile *compile, const struct tree *tree, struct item *item);
/* Is op, which stands behind the word, its comparison? A ~~ behind a space begins a term of
 * its own, unless the word is called as a text is. */
bool infix_belongs(const struct compile *compile, mq_kind_id kind, const struct literal *word,
	enum op op);
/* ~~text in every bare field; the lexer stands at the sign. */
struct tree *infix_near(struct compile *compile, mq_kind_id kind);
/* Is the word py, and what stands behind the colon? */
bool infix_is_pinyin(const struct literal *word);
struct tree *infix_pinyin(struct compile *compile, mq_kind_id kind, const struct literal *word);

/* ---- names that are no name exactly (pinyin_names.c) ---- */

/* What no name fits and no single beginning: as pinyin of the Chinese label, where one
 * field fits. False where none does; true with MQ_NO_FIELD where several do, and the
 * fault is told. */
bool pinyin_field(struct compile *compile, mq_kind_id kind, size_t from, size_t end,
	mq_field_id *field);
/* The same for the codes of a field, called text; -1 where the fault is told. */
bool pinyin_code(struct compile *compile, const struct mq_field *field, const struct literal *name,
	int *code);
/* A tag behind #, which may be begun or spelled: words becomes its name. False where
 * several fit, and the fault is told. */
bool pinyin_tag(struct compile *compile, mq_kind_id kind, struct literal *words);

/* ---- relations (reach.c) ---- */

enum reach {
	REACH_NONE,		/* the path is no relation */
	REACH_FOUND,
	REACH_NO_RELATION,	/* foo.any */
	REACH_NO_QUANTIFIER,	/* household.foo */
};

/* Where a path splits: at its last dot, or len; *size is the bytes of the dot. */
size_t reach_dot(const char *text, size_t len, size_t *size);
/* What "household.any" reaches from tree->asked; *dot is where the path splits. */
enum reach reach_find(struct compile *compile, struct tree *tree, const struct literal *path,
	size_t *dot);
/* The relations there are from kind, as a list for a hint; in the arena. */
const char *reach_list(struct compile *compile, mq_kind_id kind);
/* Put the nearest of them in place of what stands from … end. */
void reach_repair(struct compile *compile, mq_kind_id kind, size_t from, size_t end);

/* ---- places (place.c) ---- */

/* The kind, this one or up its links, whose place is read from here, or MQ_NO_KIND. */
mq_kind_id place_kind(const struct mq_schema *schema, mq_kind_id kind);
/* Is the word before a comparison `place`, and no field's name? */
bool place_is(struct compile *compile, mq_kind_id kind, const struct literal *word);
/* The lexer stands behind the comparison: fields compared, or-ed where a list names
 * both codes and addresses. */
struct tree *place_read(struct compile *compile, mq_kind_id kind, const struct literal *word,
	enum op op);

/* ---- what relations come to (measure.c) ---- */

/* What stands in the brackets of sum, min and max: a field, then perhaps a query. */
struct tree *measure_brackets(struct compile *compile, struct tree *tree);
/* What a count, sum, least or greatest is compared with; the lexer stands behind the bracket. */
bool measure_value(struct compile *compile, struct tree *tree);
/* Does it go with one value, : = != or an order? */
bool measure_takes(enum op op);
bool measure_is_number(const struct mq_field *field);
/* Have the values of a field an order? */
bool measure_orders(const struct mq_field *field);
/* Has a sum, a least, a greatest of the field a meaning? */
bool measure_can(enum quantifier quantifier, const struct mq_field *field);

/* ---- who asks outside (caret.c) ---- */

/* Can the fields be compared so, own with one of who asks? */
bool caret_can(const struct mq_field *own, const struct mq_field *other, enum op op);

/* Is what a comparison goes on with a field of who asks outside? Reads `:>=` as `>=`. */
bool caret_follows(struct compile *compile, enum op *op);
/* The lexer stands at the first ^: of a comparison; of ^(…). */
bool caret_compare(struct compile *compile, struct tree *tree, const struct literal *name);
struct tree *caret_term(struct compile *compile, mq_kind_id kind);

/* ---- values (value.c) ---- */

/* Settle what an item means for tree's field. */
bool value_bind(struct compile *compile, struct tree *tree, struct item *item);
/* What a literal says as one value of field's type, canonical; false with a fault. */
bool value_argument(struct compile *compile, const struct mq_field *field,
	const struct literal *as, struct literal *value);
/* Where the two dots of a range stand, also as an input method gives them; *size is their
 * bytes. len where there are none. */
size_t value_dots(const char *text, size_t len, size_t *size);
/* Digits of any width alone, nine at most (value_number.c); *number stays where they are not. */
bool value_digits(const char *text, size_t len, int64_t *number);
/* Settle what an item means beside how many records there are: a number, or a range. */
bool value_count(struct compile *compile, struct item *item);

/* ---- derived tags (derived.c) ---- */

/* The bound expression of a derived BOOL, read once a day and lent by what the query
 * holds (definitions.h). from and end are where it was named. NULL: see state. */
const struct tree *derived_tree(struct compile *compile, const struct mq_field *field,
	size_t from, size_t end);
/* The tree of a definition with all it leans on; NULL with a fault. too_deep has a place for
 * how deep it may be. */
struct tree *compile_definition(struct compile *inner, mq_kind_id kind, const char *too_deep);
/* Is this a definition, not what somebody typed? */
bool compile_is_definition(const struct compile *compile);
/* "@b → c → @b", from where the definition called `name` was first asked for. */
const char *compile_loop(const struct compile *compile, const struct mq_field *tag,
	const struct mq_saved *list);
/* May a definition be named here that has so many levels below it? */
bool compile_may_nest(const struct compile *compile, unsigned below);
/* It is named: what is compiled stands on it. */
void compile_nest(struct compile *compile, unsigned below);
/* What went wrong within goes wrong without. */
void compile_fail(struct compile *compile, enum mq_err err);

/* ---- what is filled in (argument.c, argument_read.c) ---- */

/* Read the arguments in brackets into values, one a parameter, zeroed; the lexer stands
 * at the bracket of what begins at `from`. */
bool argument_read(struct compile *compile, const struct mq_saved *list, size_t from,
	struct literal *values);
/* Defaults for what is not given; a fault from `from` to `end` where there is none. */
bool argument_fill(struct compile *compile, const struct mq_saved *list, struct literal *values,
	size_t from, size_t end);
/* Some value of its type for what has no default. */
bool argument_samples(struct compile *compile, const struct mq_saved *list,
	struct literal *values);
/* Hint at what the list takes. */
void argument_hint(struct compile *compile, const struct mq_saved *list);
/* "@name(n:90)", of what was given; in the arena. */
const char *argument_print(struct compile *compile, const struct mq_saved *list,
	const struct literal *values);
/* The parameter that is called so, or n_params. */
size_t argument_find(const struct mq_saved *list, const struct literal *name);
/* `name:` at hand, the lexer then behind it; false where a value stands. */
bool argument_name(struct compile *compile, struct literal *name);
/* A value without quotes: up to the comma or bracket that ends it. */
void argument_plain(struct compile *compile, struct literal *value);
/* A field that is like the parameter, to read its values with; false with a fault. */
bool argument_field(struct compile *compile, const struct mq_saved *list,
	const struct mq_param *param, struct mq_field *field);
/* Does `$name` stand here? */
bool argument_is_param(const struct compile *compile);
/* The argument that `$name` is; false with a fault where there is none. */
bool argument_param(struct compile *compile, struct literal *literal);
/* `$name` where no value stands. */
void argument_refuse_param(struct compile *compile);

/* ---- saved lists (saved.c) ---- */

/* @name, @name(arguments); the lexer stands at the @. */
struct tree *saved_term(struct compile *compile, mq_kind_id kind);
/* A query that is one list and nothing else is shown as the list says, where it does
 * not say itself. */
bool saved_directives(struct compile *compile, const struct tree *root);
/* Does list compile, whatever its arguments are? */
enum mq_err saved_check(struct mq_query *query, const struct mq_saved *list, struct mq_diag *diag);
/* Append its query as a text, its defaults filled in. */
enum mq_err saved_print(struct mq_query *query, const struct mq_saved *list, struct mq_buf *out,
	struct mq_diag *diag);
/* Was list compiled for the query? */
bool saved_calls(const struct mq_query *query, const struct mq_saved *list);
/* Append list as it is asked, with samples where there is no default. */
void saved_sample(struct mq_query *query, const struct mq_saved *list, struct mq_buf *out);
/* The bits of mq_query.lent. */
enum { LENT_SORT = 1, LENT_LIMIT = 2, LENT_COLUMNS = 4 };

#endif
