/*
 * Any bytes as a query, of any kind, whole and while typing: a tree that prints as a text
 * which parses to the same tree and answers the same, or a fault with its place and, where
 * it has one, a repair that is another text.
 */
#include "fuzz/fuzz.h"
#include "fuzz/world.h"

static void check_fault(const struct mq_diag *diag, const char *text, size_t len)
{
	const struct mq_fault *fault = diag->faults;

	MUST(diag->n_faults > 0 && fault->message != NULL && fault->column > 0);
	MUST(fault->column <= len + 1);
	if (fault->repair != NULL) {
		MUST(strlen(fault->repair) != len || memcmp(fault->repair, text, len) != 0);
		MUST(mq_utf8_check(fault->repair, strlen(fault->repair)) == strlen(fault->repair));
	}
}

static void check_print(struct fixture *fixture, mq_kind_id kind, const struct mq_query *query)
{
	struct mq_buf printed = {0};
	struct mq_buf again = {0};
	struct mq_query *second = NULL;

	mq_buf_adds(&printed, "");
	mq_query_print(query, &printed);
	if (printed.len <= MQ_FUZZ_TEXT_MAX) {
		MUST(mq_query_new(fixture->schema, kind, fixture->view.today, MQ_QUERY_WHOLE,
			printed.data, printed.len, &second, NULL) == MQ_OK);
		mq_buf_adds(&again, "");
		mq_query_print(second, &again);
		MUST(printed.len == again.len && memcmp(printed.data, again.data, again.len) == 0);
		fuzz_same_answer(fixture, query, second);
	}
	mq_query_free(second);
	mq_buf_release(&printed);
	mq_buf_release(&again);
}

static void compile(struct fixture *fixture, mq_kind_id kind, enum mq_query_mode mode,
	const char *text, size_t len)
{
	struct mq_query *query = NULL;
	struct mq_diag diag = {0};

	if (mq_query_new(fixture->schema, kind, fixture->view.today, mode, text, len, &query,
			&diag) != MQ_OK) {
		check_fault(&diag, text, len);
	} else {
		MUST(mq_query_tail(query) <= len);
		check_print(fixture, kind, query);
	}
	mq_query_free(query);
	mq_diag_release(&diag);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fixture *fixture = fuzz_world();
	mq_kind_id kind = size > 0 ? data[0] % N_FIXTURE_KINDS : 0;
	char *text = mq_strndup(size > 0 ? (const char *)data + 1 : "", size > 0 ? size - 1 : 0);
	size_t len = size > 0 ? size - 1 : 0;

	compile(fixture, kind, MQ_QUERY_WHOLE, text, len);
	compile(fixture, kind, MQ_QUERY_TYPING, text, len);
	free(text);
	return 0;
}
