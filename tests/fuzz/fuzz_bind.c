/*
 * Any bytes as the value of any field behind any operator: what binding makes of it holds
 * on every record, or it is a fault. The first byte chooses the field, the second the sign.
 */
#include "fuzz/fuzz.h"
#include "fuzz/world.h"

static const char *const signs[] = {":", "=", "!=", "<", "<=", ">", ">=", "~", "!~", "^=", "*=",
	"~~", ":{", ":>=", "：", "≤"};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fixture *fixture = fuzz_world();
	const struct mq_schema *schema = fixture->schema;
	struct mq_query *query = NULL;
	struct mq_buf text = {0};

	if (size < 2) {
		return 0;
	}
	const struct mq_field *field = schema->fields + data[0] % schema->n_fields;

	mq_buf_addf(&text, "%s%s", field->id, signs[data[1] % MQ_LENGTH(signs)]);
	mq_buf_add(&text, data + 2, size - 2);
	if (mq_query_new(schema, field->kind, fixture->view.today, MQ_QUERY_WHOLE, text.data,
			text.len, &query, NULL) == MQ_OK) {
		fuzz_same_answer(fixture, query, query);
	}
	mq_query_free(query);
	mq_buf_release(&text);
	return 0;
}
