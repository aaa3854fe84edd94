/*
 * A question asked of one record. Each condition is judged, and what it rests on is
 * looked up again to be shown: the value, the field a word was found in, who of the
 * household it is.
 *
 *     高龄 独居 -低保      true    高龄       yes
 *                          true      age>=80  88
 *                          …
 *
 * The verdict rests on a condition (decides) where it made the one above it what it is:
 * of `and` that is false the false ones, of `or` that is true the true ones, else all.
 */
#include "judge.h"
#include "say.h"

#include <stdlib.h>
#include <string.h>

enum { SHOWN_MAX = 3 };

struct asking {
	struct eval eval;
	struct judging judging;
	struct saying saying;
	struct mq_reasons *reasons;
	size_t cap;
	struct mq_buf text;
	struct mq_buf shown;
};

/* Where a condition stands. */
struct place {
	mq_record_id id;	/* it is asked of this record */
	unsigned depth;
	bool decides;
	bool opened;		/* inside a tag, where no other is opened */
};

/* Of texts in the making; nothing is kept in it. */
static struct mq_buf *fresh(struct mq_buf *text)
{
	mq_buf_clear(text);
	return text;
}

static const char *keep(struct asking *asking, const struct mq_buf *text)
{
	return mq_arena_strndup(&asking->reasons->arena, text->data != NULL ? text->data : "",
		text->len);
}

/* ---- what a condition rests on ---- */

static const char *truth_word(enum mq_truth truth)
{
	return truth == MQ_TRUE ? _("yes") : truth == MQ_FALSE ? _("no") : NULL;
}

/* A closed tag without a value says no. */
static const char *stored_value(struct asking *asking, const struct mq_field *field,
	mq_record_id owner)
{
	struct mq_buf *text = fresh(&asking->text);

	mq_query_value(asking->eval.view, field->kind, owner, field->number, text);
	if (text->len > 0) {
		mq_value_show(field, mq_slice(text->data, text->len), fresh(&asking->shown));
		return keep(asking, &asking->shown);
	}
	return field->type == MQ_TYPE_BOOL && field->closed ? _("no") : NULL;
}

static const char *linked_value(struct asking *asking, const struct mq_field *field,
	mq_record_id owner)
{
	const struct mq_view *view = asking->eval.view;
	int64_t id = mq_column_get(mq_index_column(view->index, field->number), owner);
	mq_field_id title = mq_kind_title(view->schema->kinds + field->target);

	if (id < 0 || id >= MQ_NO_RECORD || title == MQ_NO_FIELD
			|| !mq_set_has(eval_universe(&asking->eval, field->target), (mq_record_id)id)) {
		return NULL;
	}
	return stored_value(asking, view->schema->fields + title, (mq_record_id)id);
}

static void rest_on_field(struct asking *asking, const struct tree *tree, mq_record_id id,
	struct mq_reason *reason)
{
	const struct mq_view *view = asking->eval.view;
	const struct mq_field *field = view->schema->fields + tree->field;

	reason->field = tree->field;
	reason->base = tree->derived != NULL ? MQ_NO_FIELD : tree->base;
	reason->kind = view->schema->fields[tree->base].kind;
	reason->id = mq_query_owner(view, tree->asked, id, tree->base);
	reason->computed = tree->derived != NULL || field->years_since != MQ_NO_FIELD;
	if (reason->id == MQ_NO_RECORD) {
		return;
	}
	reason->value = tree->derived != NULL
		? truth_word(judge_tree(&asking->judging, tree->derived, reason->id))
		: field->type == MQ_TYPE_REF ? linked_value(asking, field, reason->id)
		: stored_value(asking, field, reason->id);
}

static void rest_on_words(struct asking *asking, const struct tree *tree, mq_record_id id,
	struct mq_reason *reason)
{
	const struct mq_view *view = asking->eval.view;

	words_record(&asking->eval, tree, id, &reason->field);
	if (reason->field == MQ_NO_FIELD) {
		return;
	}
	reason->base = reason->field;
	reason->found = true;
	reason->kind = view->schema->fields[reason->field].kind;
	reason->id = mq_query_owner(view, tree->asked, id, reason->field);
	reason->value = stored_value(asking, view->schema->fields + reason->field, reason->id);
}

/* Of `all` those that spoil it, else those it is true of; where there are none, those
 * it may be true of. */
static struct ids who_decides(struct judging *judging, const struct tree *tree,
	struct ids reached, const struct each *each)
{
	if (tree->quantifier == QUANTIFIER_ALL && each->possible.n < reached.n) {
		return judge_without(judging, reached, each->possible, SHOWN_MAX);
	}
	return tree->quantifier == QUANTIFIER_ALL || each->yes.n == 0
		? judge_without(judging, each->possible, each->yes, SHOWN_MAX) : each->yes;
}

static void show_who_decides(struct ids decide, struct mq_reasons *reasons,
	struct mq_reason *reason)
{
	reason->n_shown = decide.n < SHOWN_MAX ? decide.n : SHOWN_MAX;
	reason->shown = mq_arena_alloc(&reasons->arena, SHOWN_MAX * sizeof(*reason->shown));
	memcpy(reason->shown, decide.list, reason->n_shown * sizeof(*reason->shown));
}

/* What a sum or its like came to: a number, or between which two it lies. */
static const char *measured_value(struct asking *asking, const struct tree *tree,
	const struct each *each)
{
	const struct mq_field *field = asking->eval.view->schema->fields + tree->field;
	struct tally tally = judge_measure(&asking->judging, tree, each);
	struct mq_buf *text = fresh(&asking->text);
	int64_t low;
	int64_t high;

	if (tree->quantifier != QUANTIFIER_SUM && tally.n_sure + tally.n_maybe == 0) {
		return NULL;
	}
	if (!tally_between(tree, &tally, &low, &high)) {
		say_number(field, low, text);
		mq_buf_adds(text, "–");
	}
	say_number(field, high, text);
	return keep(asking, text);
}

static void rest_on_relation(struct asking *asking, const struct tree *tree, mq_record_id id,
	struct mq_reason *reason)
{
	struct ids reached;
	struct each each;

	reason->kind = tree->of;
	reason->relation = judge_reached(&asking->judging, tree, id, &reached);
	if (!reason->relation) {
		return;
	}
	each = judge_each(&asking->judging, tree, id, reached);
	if (asking->judging.given_up) {	/* too many to be told of */
		asking->judging.given_up = reason->relation = false;
		return;
	}
	if (tree->quantifier >= QUANTIFIER_SUM) {
		reason->value = measured_value(asking, tree, &each);
	}
	reason->n = reached.n;
	reason->t = each.yes.n;
	reason->u = each.possible.n - each.yes.n;
	show_who_decides(who_decides(&asking->judging, tree, reached, &each), asking->reasons,
		reason);
}

static void rest_on(struct asking *asking, const struct tree *tree, mq_record_id id,
	struct mq_reason *reason)
{
	switch (tree->kind) {
	case TREE_FIELD:
		rest_on_field(asking, tree, id, reason);
		break;
	case TREE_WORDS:
		rest_on_words(asking, tree, id, reason);
		break;
	case TREE_RELATION:
		rest_on_relation(asking, tree, id, reason);
		break;
	case TREE_SAVED:
		reason->computed = true;
		reason->value = truth_word(judge_tree(&asking->judging, tree, id));
		break;
	case TREE_ALL:
	case TREE_AND:
	case TREE_OR:
	case TREE_NOT:
	case TREE_OUTER:
		break;
	}
}

/* ---- conditions ---- */

static bool is_list(const struct tree *tree)
{
	return tree->kind == TREE_AND || tree->kind == TREE_OR;
}

static enum mq_truth add_reason(struct asking *asking, const struct tree *tree,
	const struct place *place)
{
	struct mq_reasons *reasons = asking->reasons;
	struct mq_reason reason = {.depth = place->depth, .decides = place->decides,
		.field = MQ_NO_FIELD, .base = MQ_NO_FIELD, .kind = MQ_NO_KIND, .id = MQ_NO_RECORD};
	struct mq_buf *text = fresh(&asking->text);
	bool denied;
	const struct tree *inner = say_denied(tree, &denied);

	if (is_list(inner)) {
		say_node(&asking->saying, tree, text);
	} else {
		say_line(&asking->saying, tree, text);
	}
	reason.words = keep(asking, text);
	tree_print(asking->saying.schema, tree, false, fresh(text));
	reason.text = keep(asking, text);
	reason.truth = judge_tree(&asking->judging, tree, place->id);
	rest_on(asking, inner, place->id, &reason);
	reasons->reasons = mq_grow(reasons->reasons, &asking->cap, reasons->n_reasons + 1,
		sizeof(*reasons->reasons));
	reasons->reasons[reasons->n_reasons++] = reason;
	return reason.truth;
}

static void ask_of(struct asking *asking, const struct tree *tree, struct place place);

/* The parts of a list that is so; depth is theirs. */
static void ask_parts(struct asking *asking, const struct tree *list, enum mq_truth truth,
	struct place place)
{
	enum mq_truth whole = list->kind == TREE_OR ? MQ_FALSE : MQ_TRUE;
	bool decides = place.decides;

	for (const struct tree *each = list->first; each != NULL; each = each->next) {
		place.decides = decides && (truth == whole
			|| judge_tree(&asking->judging, each, place.id) == truth);
		ask_of(asking, each, place);
	}
}

/* What the tag says of its own record, or the saved list of this one. */
static void open_tag(struct asking *asking, const struct tree *tree, struct place place)
{
	const struct tree *expression = tree->derived;

	if (tree->kind == TREE_FIELD) {
		place.id = mq_query_owner(asking->eval.view, tree->asked, place.id, tree->field);
	}
	place.depth++;
	place.opened = true;
	if (place.id == MQ_NO_RECORD) {
		return;
	}
	if (expression->kind == TREE_AND) {
		ask_parts(asking, expression,
			judge_tree(&asking->judging, expression, place.id), place);
	} else {
		ask_of(asking, expression, place);
	}
}

static void ask_of(struct asking *asking, const struct tree *tree, struct place place)
{
	bool denied;
	const struct tree *inner = say_denied(tree, &denied);
	enum mq_truth truth = add_reason(asking, tree, &place);

	if (is_list(inner)) {
		place.depth++;
		ask_parts(asking, inner, denied ? (enum mq_truth)(MQ_TRUE - truth) : truth, place);
	} else if (inner->derived != NULL && !place.opened) {
		open_tag(asking, inner, place);
	}
}

/* ---- the door ---- */

enum mq_err mq_query_why(const struct mq_query *query, const struct mq_view *view,
	mq_record_id id, struct mq_reasons *reasons, struct mq_diag *diag)
{
	struct asking asking = {.saying = {query->schema, query->today}, .reasons = reasons};
	struct place place = {.id = id, .decides = true};
	struct mq_arena scratch = {0};

	*reasons = (struct mq_reasons){0};
	eval_begin(&asking.eval, view);
	judging_begin(&asking.judging, &asking.eval, &scratch);
	if (!mq_set_has(eval_universe(&asking.eval, query->kind), id)) {
		eval_end(&asking.eval, NULL);
		return mq_diag_add(diag, MQ_ERR_NOT_FOUND, _("there is no such record"));
	}
	reasons->truth = judge_tree(&asking.judging, query->root, id);
	if (query->root->kind == TREE_AND) {
		ask_parts(&asking, query->root, reasons->truth, place);
	} else {
		ask_of(&asking, query->root, place);
	}
	mq_arena_release(&scratch);
	mq_buf_release(&asking.text);
	mq_buf_release(&asking.shown);
	return eval_end(&asking.eval, diag);
}

void mq_reasons_release(struct mq_reasons *reasons)
{
	free(reasons->reasons);
	mq_arena_release(&reasons->arena);
	*reasons = (struct mq_reasons){0};
}
