/*
 * What contexts and topics are called: in keys.yaml, on the help sheet, in messages.
 */
#include "command.h"

#include <string.h>

static const struct {
	const char *name;
	const char *label;
} contexts[] = {
	[MQ_CONTEXT_ANY] = {"any", N_("anywhere")},
	[MQ_CONTEXT_QUERY] = {"query", N_("query")},
	[MQ_CONTEXT_CHIPS] = {"conditions", N_("conditions")},
	[MQ_CONTEXT_RESULTS] = {"results", N_("results")},
	[MQ_CONTEXT_FACETS] = {"facets", N_("facets")},
	[MQ_CONTEXT_CARD] = {"card", N_("card")},
	[MQ_CONTEXT_SAVED] = {"saved", N_("saved")},
	[MQ_CONTEXT_HELP] = {"help", N_("keys")},
	[MQ_CONTEXT_COLUMNS] = {"columns", N_("columns")},
	[MQ_CONTEXT_PALETTE] = {"palette", N_("palette")},
	[MQ_CONTEXT_ACTIONS] = {"actions", N_("actions")},
	[MQ_CONTEXT_MAN] = {"man", N_("manual")},
	[MQ_CONTEXT_BOARD] = {"board", N_("board")},
};
_Static_assert(MQ_LENGTH(contexts) == MQ_N_CONTEXTS, "each context has a name");

static const struct {
	const char *name;
	const char *label;
} topics[] = {
	[MQ_TOPIC_NONE] = {"", ""},
	[MQ_TOPIC_ASK] = {"ask", N_("asking")},
	[MQ_TOPIC_ROWS] = {"rows", N_("the rows")},
	[MQ_TOPIC_COLUMNS] = {"columns", N_("columns and order")},
	[MQ_TOPIC_MARKS] = {"marks", N_("marks")},
	[MQ_TOPIC_FACETS] = {"facets", N_("facets")},
	[MQ_TOPIC_CARD] = {"card", N_("cards")},
	[MQ_TOPIC_SAVED] = {"saved", N_("saved lists")},
	[MQ_TOPIC_WORK] = {"work", N_("the office's work")},
	[MQ_TOPIC_OUT] = {"out", N_("taking out")},
	[MQ_TOPIC_MOVE] = {"move", N_("moving")},
	[MQ_TOPIC_SCREEN] = {"screen", N_("the screen")},
	[MQ_TOPIC_EDIT] = {"edit", N_("editing a line")},
};
_Static_assert(MQ_LENGTH(topics) == MQ_N_TOPICS, "each topic has a name");

const char *mq_context_name(enum mq_context context)
{
	return contexts[context].name;
}

const char *mq_context_label(enum mq_context context)
{
	return _(contexts[context].label);
}

bool mq_context_find(const char *name, enum mq_context *context)
{
	for (int i = 0; i < MQ_N_CONTEXTS; i++) {
		if (strcmp(contexts[i].name, name) == 0) {
			*context = (enum mq_context)i;
			return true;
		}
	}
	return false;
}

void mq_context_names(struct mq_buf *out)
{
	for (int i = 0; i < MQ_N_CONTEXTS; i++) {
		mq_buf_addf(out, "%s%s", i > 0 ? ", " : "", contexts[i].name);
	}
}

const char *mq_topic_name(enum mq_topic topic)
{
	return topics[topic].name;
}

const char *mq_topic_label(enum mq_topic topic)
{
	return _(topics[topic].label);
}
