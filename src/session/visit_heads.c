#include "office.h"

#include <stdlib.h>
#include <string.h>

/* The heads of a table of visits: words of a sitting, or fields that say who it is about. */

static const char *const key_heads[] = {"key", "编号", "单号", "走访单号", NULL};
static const char *const again_heads[] = {"again", "再次", NULL};
const char head_status[] = "row_status";
const char head_reason[] = "row_reason";
static const char *const prefixes[] = {"set:", "need:", "spot:", "service:", "改:", "诉求:", "当场:",
	"服务:", "set：", "need：", "spot：", "service：", "改：", "诉求：", "当场：", "服务："};

static bool is_one_of(const char *text, const char *const *names)
{
	for (; *names; names++) {
		if (strcasecmp(text, *names) == 0) {
			return true;
		}
	}
	return false;
}

static bool has_prefix(const char *head)
{
	for (size_t i = 0; i < MQ_LENGTH(prefixes); i++) {
		if (strncmp(head, prefixes[i], strlen(prefixes[i])) == 0) {
			return true;
		}
	}
	return false;
}

static bool is_a_word(const struct mq_schema *schema, mq_kind_id visit, const char *head,
	bool exact)
{
	mq_field_id field = exact ? mq_work_field_exact(schema, visit, head, strlen(head)) :
		mq_work_field(schema, visit, head, strlen(head));

	return has_prefix(head) || is_one_of(head, again_heads) ||
		(field != MQ_NO_FIELD && schema->fields[field].type != MQ_TYPE_REF);
}

void head_find(const struct mq_schema *schema, struct column *column)
{
	mq_kind_id visit = mq_schema_kind(schema, "visit");
	mq_kind_id resident = mq_schema_kind(schema, "resident");
	size_t len = strlen(column->head);

	column->field = MQ_NO_FIELD;
	column->role = IGNORED;
	if (!len || visit == MQ_NO_KIND || resident == MQ_NO_KIND || head_is_ours(column->head)) {
		return;
	}
	if (is_one_of(column->head, key_heads)) {
		column->role = KEY;
	} else if (is_a_word(schema, visit, column->head, true)) {
		column->role = WORD;
	} else {
		column->field = mq_schema_field_exact(schema, resident, column->head, len);
		column->role = column->field != MQ_NO_FIELD ? MARK :
			is_a_word(schema, visit, column->head, false) ? WORD : IGNORED;
	}
}

bool head_is_ours(const char *head)
{
	return strcmp(head, head_status) == 0 || strcmp(head, head_reason) == 0;
}
