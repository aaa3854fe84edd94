/* What the tests of conf share: read a text, and say what is wrong with it. */
#ifndef MINQING_TESTS_CONF_H
#define MINQING_TESTS_CONF_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <minqing/conf.h>

/* A text that has no fault; the caller frees. */
static inline struct mq_conf *read_good_bytes(const char *text, size_t len)
{
	struct mq_conf *conf = NULL;
	struct mq_diag diag = {0};
	enum mq_err err = mq_conf_read_text("f.yaml", text, len, &conf, &diag);

	if (err != MQ_OK) {
		mq_diag_print(&diag, "", stderr);
	}
	assert_int_equal(err, MQ_OK);
	assert_int_equal(diag.n_faults, 0);
	mq_diag_release(&diag);
	return conf;
}

static inline struct mq_conf *read_good(const char *text)
{
	return read_good_bytes(text, strlen(text));
}

/* A text that has faults, which the caller releases. */
static inline struct mq_diag read_bad_bytes(const char *text, size_t len)
{
	struct mq_conf *conf = NULL;
	struct mq_diag diag = {0};

	assert_int_equal(mq_conf_read_text("f.yaml", text, len, &conf, &diag), MQ_ERR_CONFIG);
	assert_null(conf);
	assert_true(diag.n_faults > 0);
	/* Without a diag the answer is the same. */
	assert_int_equal(mq_conf_read_text("f.yaml", text, len, &conf, NULL), MQ_ERR_CONFIG);
	return diag;
}

static inline struct mq_diag read_bad(const char *text)
{
	return read_bad_bytes(text, strlen(text));
}

/* That fault n is here and says this; part of a message is enough. */
static inline void assert_fault(const struct mq_diag *diag, size_t n, size_t line, size_t column,
	const char *message)
{
	if (n >= diag->n_faults || diag->faults[n].line != line ||
			diag->faults[n].column != column ||
			strstr(diag->faults[n].message, message) == NULL) {
		mq_diag_print(diag, "", stderr);
		fail_msg("fault %zu is not %zu:%zu: %s", n, line, column, message);
	}
	assert_string_equal(diag->faults[n].file, "f.yaml");
	assert_int_equal(diag->faults[n].code, MQ_ERR_CONFIG);
}

/* That there is this one fault; diag is released. */
static inline void assert_only_fault(struct mq_diag diag, size_t line, size_t column,
	const char *message)
{
	assert_fault(&diag, 0, line, column, message);
	assert_int_equal(diag.n_faults, 1);
	mq_diag_release(&diag);
}

/* That the faults print as this; diag is released. */
static inline void assert_printed(struct mq_diag *diag, const char *expected)
{
	char *text = NULL;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	mq_diag_print(diag, "minqing: ", out);
	fclose(out);
	assert_string_equal(text, expected);
	free(text);
	mq_diag_release(diag);
}

/* n times the same; the caller frees. */
static inline char *repeat(const char *piece, size_t n)
{
	struct mq_buf text = {0};

	for (size_t i = 0; i < n; i++) {
		mq_buf_adds(&text, piece);
	}
	return mq_buf_take(&text);
}

#endif
