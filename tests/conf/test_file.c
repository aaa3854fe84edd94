/* Files on disk: what is read, and what is refused before it is read. */
#include "conf/conf_test.h"

#include <sys/stat.h>
#include <unistd.h>

static char folder[256];

static int make_folder(void **state)
{
	const char *tmp = getenv("TMPDIR");

	(void)state;
	snprintf(folder, sizeof(folder), "%s/minqing-conf-XXXXXX", tmp != NULL ? tmp : "/tmp");
	return mkdtemp(folder) != NULL ? 0 : -1;
}

static int remove_folder(void **state)
{
	(void)state;
	return rmdir(folder);
}

static char *path_of(const char *name)
{
	return mq_format("%s/%s", folder, name);
}

static void write_file(const char *path, const char *text, size_t len)
{
	FILE *out = fopen(path, "wb");

	assert_non_null(out);
	assert_int_equal(fwrite(text, 1, len, out), len);
	assert_int_equal(fclose(out), 0);
}

static void a_file_is_read_and_named(void **state)
{
	char *path = path_of("a.yaml");
	struct mq_conf *conf = NULL;

	(void)state;
	write_file(path, "a: 民情\n", strlen("a: 民情\n"));
	assert_int_equal(mq_conf_read_file(path, &conf, NULL), MQ_OK);
	assert_string_equal(mq_conf_name(conf), path);
	assert_string_equal(mq_conf_root(conf)->first->text, "民情");
	mq_conf_free(conf);
	unlink(path);
	free(path);
}

static void an_empty_file_is_read(void **state)
{
	char *path = path_of("empty.yaml");
	struct mq_conf *conf = NULL;

	(void)state;
	write_file(path, "", 0);
	assert_int_equal(mq_conf_read_file(path, &conf, NULL), MQ_OK);
	assert_int_equal(mq_conf_root(conf)->n_children, 0);
	mq_conf_free(conf);
	unlink(path);
	free(path);
}

/* This error, with the path in front and no more than that known. */
static void assert_refused(const char *path, enum mq_err err, const char *message)
{
	struct mq_conf *conf = NULL;
	struct mq_diag diag = {0};

	assert_int_equal(mq_conf_read_file(path, &conf, &diag), err);
	assert_null(conf);
	assert_int_equal(diag.n_faults, 1);
	assert_int_equal(diag.faults[0].code, err);
	assert_string_equal(diag.faults[0].file, path);
	assert_int_equal(diag.faults[0].line, 0);
	assert_non_null(strstr(diag.faults[0].message, message));
	mq_diag_release(&diag);
}

static void what_is_no_file_is_refused(void **state)
{
	char *missing = path_of("missing.yaml");
	char *fifo = path_of("fifo.yaml");

	(void)state;
	assert_refused(missing, MQ_ERR_NOT_FOUND, "cannot read");
	assert_refused(folder, MQ_ERR_IO, "cannot read");
	/* Nobody writes into this pipe: waiting for it would never end. */
	assert_int_equal(mkfifo(fifo, 0600), 0);
	assert_refused(fifo, MQ_ERR_IO, "cannot read");
	assert_refused("/dev/zero", MQ_ERR_IO, "cannot read");
	unlink(fifo);
	free(missing);
	free(fifo);
}

static void a_file_that_need_not_be_there_may_be_missing_but_not_wrong(void **state)
{
	char *missing = path_of("missing.yaml");
	struct mq_conf *conf = NULL;
	struct mq_diag diag = {0};

	(void)state;
	assert_int_equal(mq_conf_read_optional(missing, &conf, &diag), MQ_OK);
	assert_null(conf);
	assert_int_equal(diag.n_faults, 0);
	assert_int_equal(mq_conf_read_optional(folder, &conf, &diag), MQ_ERR_IO);
	assert_int_equal(diag.n_faults, 1);
	mq_diag_release(&diag);
	free(missing);
}

static void a_file_that_is_too_large_is_not_read_to_its_end(void **state)
{
	char *path = path_of("large.yaml");

	(void)state;
	write_file(path, "a: 1\n", 5);
	assert_int_equal(truncate(path, (off_t)1 << 40), 0);
	assert_refused(path, MQ_ERR_CONFIG, "larger than");
	unlink(path);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_is_read_and_named),
		cmocka_unit_test(an_empty_file_is_read),
		cmocka_unit_test(what_is_no_file_is_refused),
		cmocka_unit_test(a_file_that_need_not_be_there_may_be_missing_but_not_wrong),
		cmocka_unit_test(a_file_that_is_too_large_is_not_read_to_its_end),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
