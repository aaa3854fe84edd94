/*
 * Looking at single records and single tags: what a card and a list show.
 */
#include "compile.h"
#include "evaluate.h"

#include <inttypes.h>
#include <string.h>

/* ---- one tag ---- */

/* The tag's comparison, made as if it had been typed; a derived tag is read. */
static enum mq_err make_tag(struct mq_query *query, const struct mq_field *field,
	struct tree *tree, struct item *item, struct mq_diag *diag)
{
	struct compile compile = {.query = query, .diag = diag, .lexer = {.text = ""}};

	*item = (struct item){.kind = ITEM_NUMBERS, .low = 1, .high = 1, .shown = "true"};
	*tree = (struct tree){.kind = TREE_FIELD, .asked = query->kind, .op = OP_IS, .items = item,
		.field = field->number, .base = field->number, .link = MQ_NO_FIELD,
		.hub = MQ_NO_KIND};
	if (field->expression != NULL) {
		tree->derived = derived_tree(&compile, field, 0, 0);
		if (tree->derived == NULL) {
			return compile.err;
		}
	}
	tree_finish(query, tree);
	return MQ_OK;
}

static bool tag_kept(struct eval *eval, mq_kind_id kind, const struct mq_field *field,
	struct truth *truth)
{
	char key[TAG_KEY_MAX];

	return cache_get(eval->cache, key, cache_tag_key(field, kind, key), truth);
}

static bool looks_at_each(const struct tree *tree)
{
	bool looks = tree->scans || (tree->derived != NULL && looks_at_each(tree->derived));

	for (const struct tree *each = tree->first; each != NULL && !looks; each = each->next) {
		looks = looks_at_each(each);
	}
	return looks;
}

bool tag_is_quick(struct eval *eval, mq_kind_id kind, mq_field_id number)
{
	const struct mq_view *view = eval->view;
	const struct mq_field *field = view->schema->fields + number;
	struct mq_query query = {.schema = view->schema, .kind = kind, .today = view->today};
	struct truth kept;
	struct tree tree;
	struct item item;
	bool quick;

	if (tag_kept(eval, kind, field, &kept)) {
		truth_release(&kept);
		return true;
	}
	quick = make_tag(&query, field, &tree, &item, NULL) == MQ_OK && !looks_at_each(&tree);
	query_release(&query);
	return quick;
}

enum mq_err tag_truth(struct eval *eval, mq_kind_id kind, mq_field_id number, struct truth *truth,
	struct mq_diag *diag)
{
	const struct mq_view *view = eval->view;
	const struct mq_field *field = view->schema->fields + number;
	struct mq_query query = {.schema = view->schema, .kind = kind, .today = view->today};
	struct tree tree;
	struct item item;
	enum mq_err err;

	if (tag_kept(eval, kind, field, truth)) {
		return MQ_OK;
	}
	err = make_tag(&query, field, &tree, &item, diag);
	if (err == MQ_OK) {
		*truth = eval_tree(eval, &tree, NULL);
	}
	query_release(&query);
	return err;
}

/* ---- links ---- */

static bool is_seen(const struct mq_view *view, mq_kind_id kind, mq_record_id id)
{
	const struct mq_set *universe = view->universe[kind] != NULL ? view->universe[kind]
		: mq_index_live(view->index, kind);

	return mq_set_has(universe, id);
}

/* What a link of a record points at, where that is seen. */
static mq_record_id linked_to(const struct mq_view *view, mq_field_id link, mq_record_id id)
{
	int64_t target = mq_column_get(mq_index_column(view->index, link), id);

	return target >= 0 && target < MQ_NO_RECORD
		&& is_seen(view, view->schema->fields[link].target, (mq_record_id)target)
		? (mq_record_id)target : MQ_NO_RECORD;
}

mq_record_id link_up_one(const struct mq_view *view, mq_kind_id kind, mq_record_id id,
	mq_kind_id target)
{
	const struct mq_kind *from = view->schema->kinds + kind;
	mq_record_id found = kind == target ? id : MQ_NO_RECORD;

	for (size_t i = 0; kind != target && i < from->n_links && found == MQ_NO_RECORD; i++) {
		mq_field_id link = from->links[i];
		mq_record_id next = mq_link_leads(view->schema, link, target)
			? linked_to(view, link, id) : MQ_NO_RECORD;

		if (next != MQ_NO_RECORD) {
			found = link_up_one(view, view->schema->fields[link].target, next, target);
		}
	}
	return found;
}

mq_record_id mq_query_owner(const struct mq_view *view, mq_kind_id kind, mq_record_id id,
	mq_field_id field)
{
	return mq_schema_distance(view->schema, kind, field) < 0 ? MQ_NO_RECORD
		: link_up_one(view, kind, id, view->schema->fields[field].kind);
}

static size_t keep_seen(const struct mq_view *view, mq_kind_id kind, mq_record_id *ids, size_t n)
{
	size_t n_kept = 0;

	for (size_t i = 0; i < n; i++) {
		if (is_seen(view, kind, ids[i])) {
			ids[n_kept++] = ids[i];
		}
	}
	return n_kept;
}

size_t mq_query_linked(const struct mq_view *view, mq_field_id link, mq_record_id target,
	mq_record_id from, mq_record_id *ids, size_t n_ids)
{
	const struct mq_column *column = mq_index_column(view->index, link);
	size_t n = 0;
	size_t wanted;
	size_t found;

	/* Fewer than were wanted are all there are. */
	do {
		wanted = n_ids - n;
		found = mq_column_find(column, target, from, ids + n, wanted);
		from = found > 0 ? ids[n + found - 1] + 1 : from;
		n += keep_seen(view, view->schema->fields[link].kind, ids + n, found);
	} while (n < n_ids && found == wanted);
	return n;
}

/* ---- values ---- */

static void add_tag(const struct mq_view *view, const struct mq_field *field, mq_record_id id,
	struct mq_buf *out)
{
	struct eval eval;
	struct truth truth;

	eval_begin(&eval, view);
	if (tag_truth(&eval, field->kind, field->number, &truth, NULL) == MQ_OK) {
		if (mq_set_has(truth.yes, id)) {
			mq_buf_adds(out, "true");
		} else if (!mq_set_has(truth.possible, id)) {
			mq_buf_adds(out, "false");
		}
		truth_release(&truth);
	}
	eval_end(&eval, NULL);
}

static void add_years(const struct mq_view *view, const struct mq_field *field, mq_record_id id,
	struct mq_buf *out)
{
	mq_field_id since = field->years_since;
	mq_record_id owner = mq_query_owner(view, field->kind, id, since);
	int64_t day = owner == MQ_NO_RECORD ? MQ_NO_NUMBER
		: mq_column_get(mq_index_column(view->index, since), owner);

	if (day != MQ_NO_NUMBER && day <= view->today) {
		mq_buf_addf(out, "%d", mq_day_years((mq_day)day, view->today));
	}
}

void mq_query_value(const struct mq_view *view, mq_kind_id kind, mq_record_id id, mq_field_id number,
	struct mq_buf *out)
{
	const struct mq_field *field = view->schema->fields + number;
	mq_record_id owner = mq_query_owner(view, kind, id, number);

	if (owner == MQ_NO_RECORD) {
		return;
	}
	if (field->expression != NULL) {
		add_tag(view, field, owner, out);
	} else if (field->years_since != MQ_NO_FIELD) {
		add_years(view, field, owner, out);
	} else {
		struct mq_slice text = mq_record_peek(mq_index_record(view->index, field->kind, owner),
			number);

		mq_buf_add(out, text.data, text.len);
	}
}
