/* Phrases and their slots; see say_own.h. */
#include "say_own.h"

#include <string.h>

static const struct {
	const char *name;
	size_t offset;
} slot_names[] = {
	{"{field}", offsetof(struct slots, field)}, {"{value}", offsetof(struct slots, value)},
	{"{from}", offsetof(struct slots, from)}, {"{to}", offsetof(struct slots, to)},
	{"{hub}", offsetof(struct slots, hub)}, {"{of}", offsetof(struct slots, of)},
	{"{relation}", offsetof(struct slots, relation)},
	{"{count}", offsetof(struct slots, count)},
};

static size_t slot_at(const char *phrase, const struct slots *slots, const char **text)
{
	for (size_t i = 0; i < MQ_LENGTH(slot_names); i++) {
		size_t len = strlen(slot_names[i].name);

		if (strncmp(phrase, slot_names[i].name, len) == 0) {
			*text = *(const char *const *)((const char *)slots + slot_names[i].offset);
			return len;
		}
	}
	return 0;
}

static void fill(struct mq_buf *out, const char *phrase, const struct slots *slots)
{
	while (*phrase != '\0') {
		const char *text = NULL;
		size_t len = slot_at(phrase, slots, &text);

		if (len == 0) {
			mq_buf_addc(out, *phrase++);
			continue;
		}
		mq_buf_adds(out, text != NULL ? text : "");
		phrase += len;
	}
}

void phrase_put(struct mq_buf *out, const char *text, const char *denied_text, bool denied,
	const struct slots *slots)
{
	if (!denied) {
		fill(out, _(text), slots);
	} else if (denied_text != NULL) {
		fill(out, _(denied_text), slots);
	} else {
		mq_buf_adds(out, _("not: "));
		fill(out, _(text), slots);
	}
}
