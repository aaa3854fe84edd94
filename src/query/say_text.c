/*
 * Texts in words: how a field, or what is searched, is held against what was typed.
 */
#include "say_own.h"

#include <assert.h>

/* What a text is held against, by probe_how. */
static const struct {
	enum probe_how how;
	const char *text;
	const char *denied;
	const char *bare;	/* the same of a word without a field */
} probes[] = {
	{PROBE_CONTAINS, N_("{field} contains '{value}'"), N_("{field} does not contain '{value}'"),
		N_("'{value}' is found")},
	{PROBE_WHOLE, N_("{field} is exactly '{value}'"), N_("{field} is not '{value}'"),
		N_("one is exactly '{value}'")},
	{PROBE_SUFFIX, N_("{field} ends in '{value}'"), N_("{field} does not end in '{value}'"),
		N_("a number ends in '{value}'")},
	{PROBE_PATTERN, N_("{field} fits /{value}/"), N_("{field} does not fit /{value}/"),
		N_("/{value}/ is found")},
	{PROBE_PREFIX, N_("{field} begins with '{value}'"),
		N_("{field} does not begin with '{value}'"), N_("one begins with '{value}'")},
	{PROBE_NEAR, N_("{field} nearly contains '{value}'"),
		N_("{field} does not even nearly contain '{value}'"), N_("'{value}' is nearly found")},
	{PROBE_READING, N_("{field} is read '{value}'"), N_("{field} is not read '{value}'"),
		N_("a name is read '{value}'")},
	{PROBE_PLACE, N_("{field} is within '{value}'"), N_("{field} is not within '{value}'"),
		N_("'{value}' is found")},
};

static void put_probe(struct mq_buf *out, enum probe_how how, bool bare, bool denied,
	const struct slots *slots)
{
	size_t i = MQ_LENGTH(probes) - 1;

	while (i > 0 && probes[i].how != how) {
		i--;
	}
	phrase_put(out, bare ? probes[i].bare : probes[i].text, bare ? NULL : probes[i].denied,
		denied, slots);
}

/* What was typed but for the mark of an ending. */
static void add_typed(const struct probe *probe, const struct literal *as, struct mq_buf *out)
{
	if (probe->how == PROBE_SUFFIX) {
		mq_buf_add(out, probe->folded, probe->len);
	} else {
		mq_buf_add(out, as->text, as->len);
	}
}

void say_words(const struct tree *tree, bool denied, struct mq_buf *out)
{
	struct mq_buf typed = {0};

	add_typed(&tree->probe, &tree->words, &typed);
	put_probe(out, tree->probe.how, true, denied, &(struct slots){.value = typed.data});
	mq_buf_release(&typed);
}

static bool is_text(const struct item *item)
{
	return item->kind == ITEM_TEXT || item->kind == ITEM_CODES;
}

bool say_takes_texts(const struct tree *tree)
{
	const struct item *item = tree->items;

	while (item != NULL && is_text(item) && item->probe.how == tree->items->probe.how) {
		item = item->next;
	}
	return item == NULL;
}

/* Codes are found by a part of what they are called. */
static enum probe_how how_of(const struct tree *tree)
{
	return tree->items->kind == ITEM_TEXT ? tree->items->probe.how
		: tree->op == OP_BEGINS ? PROBE_PREFIX : PROBE_CONTAINS;
}

void say_texts(const struct tree *tree, bool denied, struct slots *slots,
	struct mq_buf *out)
{
	struct mq_buf typed = {0};

	assert(tree->items != NULL);	/* what goes with texts has values */
	for (const struct item *item = tree->items; item != NULL; item = item->next) {
		mq_buf_adds(&typed, item == tree->items ? "" : _("' or '"));
		add_typed(&item->probe, &item->as, &typed);
	}
	slots->value = typed.data;
	put_probe(out, how_of(tree), false, denied, slots);
	mq_buf_release(&typed);
}
