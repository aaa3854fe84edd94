/*
 * A register in a directory of its own, and children to do things to it.
 *
 * What a child finds is its exit status; it must not run cmocka's asserts. A store
 * is open once in a process, so whoever needs a second one forks first.
 */
#ifndef MINQING_TESTS_STORE_FIXTURE_H
#define MINQING_TESTS_STORE_FIXTURE_H

#include <ftw.h>
#include <limits.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include <minqing/store.h>

struct fixture {
	char base[PATH_MAX];	/* removed at the end */
	char dir[PATH_MAX];	/* the register, within base */
	struct mq_diag diag;
};

static const unsigned char fixture_salt[16] = "sixteen bytes ..";

/* Good enough to seal tests with: FNV-1a over salt and both slices. */
static inline uint64_t fixture_seal(const unsigned char salt[16], struct mq_slice place,
	struct mq_slice value)
{
	const struct mq_slice parts[] = { { salt, 16 }, place, value };
	uint64_t hash = 0xcbf29ce484222325u;

	for (size_t i = 0; i < MQ_LENGTH(parts); i++) {
		const unsigned char *bytes = parts[i].data;

		for (size_t k = 0; k < parts[i].len; k++) {
			hash = (hash ^ bytes[k]) * 0x100000001b3u;
		}
		hash = (hash ^ parts[i].len) * 0x100000001b3u;
	}
	return hash;
}

static const struct mq_store_options fixture_options = {
	.seal = fixture_seal,
	.holder = "wang",
};

static inline int fixture_remove_one(const char *path, const struct stat *st, int type,
	struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

static inline int fixture_setup(void **state)
{
	struct fixture *fix = calloc(1, sizeof(*fix));
	const char *tmp = getenv("TMPDIR");

	snprintf(fix->base, sizeof(fix->base) - 16, "%s/mq-store-XXXXXX", tmp != NULL ? tmp : "/tmp");
	if (mkdtemp(fix->base) == NULL) {
		return -1;
	}
	strcpy(fix->dir, fix->base);
	strcat(fix->dir, "/reg");
	*state = fix;
	return mq_store_create(fix->dir, &fixture_options, fixture_salt, NULL) == MQ_OK ? 0 : -1;
}

static inline int fixture_teardown(void **state)
{
	struct fixture *fix = *state;

	mq_diag_release(&fix->diag);
	nftw(fix->base, fixture_remove_one, 16, FTW_DEPTH | FTW_PHYS);
	free(fix);
	return 0;
}

#define FIXTURE_TEST(function) \
	cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

static inline struct mq_slice str(const char *text)
{
	return (struct mq_slice){ text, strlen(text) };
}

static inline char *fixture_path(const struct fixture *fix, const char *name)
{
	return mq_format("%s/%s", fix->dir, name);
}

static inline struct mq_store *fixture_open(struct fixture *fix)
{
	struct mq_store *store = NULL;

	assert_int_equal(mq_store_open(fix->dir, &fixture_options, &store, &fix->diag), MQ_OK);
	return store;
}

static inline struct mq_txn *fixture_write(struct fixture *fix, struct mq_store *store)
{
	struct mq_txn *txn = NULL;

	assert_int_equal(mq_txn_begin_write(store, &txn, &fix->diag), MQ_OK);
	return txn;
}

static inline struct mq_txn *fixture_read(struct fixture *fix, struct mq_store *store)
{
	struct mq_txn *txn = NULL;

	assert_int_equal(mq_txn_begin_read(store, &txn, &fix->diag), MQ_OK);
	return txn;
}

/* Put one text and commit, without asserts: for children too. */
static inline enum mq_err put_one(struct mq_store *store, const char *key,
	struct mq_slice value)
{
	struct mq_txn *txn;
	enum mq_err err = mq_txn_begin_write(store, &txn, NULL);

	if (err != MQ_OK) {
		return err;
	}
	mq_txn_put(txn, MQ_TABLE_RECORD, str(key), value);
	return mq_txn_commit(txn, NULL);
}

/* What a text key holds now, into out; "" and the error where it holds nothing. */
static inline enum mq_err get_one(struct mq_store *store, const char *key, char *out,
	size_t size)
{
	struct mq_txn *txn;
	struct mq_slice value;
	enum mq_err err = mq_txn_begin_read(store, &txn, NULL);

	out[0] = '\0';
	if (err != MQ_OK) {
		return err;
	}
	err = mq_txn_get(txn, MQ_TABLE_RECORD, str(key), &value, NULL);
	if (err == MQ_OK && value.len < size) {
		memcpy(out, value.data, value.len);
		out[value.len] = '\0';
	}
	mq_txn_abort(txn);
	return err;
}

#define assert_holds(store, key, text) do { \
	char held_[256]; \
	assert_int_equal(get_one((store), (key), held_, sizeof(held_)), MQ_OK); \
	assert_string_equal(held_, (text)); \
} while (0)

/* ---- children ---- */

typedef int (*child_fn)(struct fixture *fix, int to_parent, int from_parent);

struct child {
	pid_t pid;
	int from;	/* what it writes */
	int to;		/* what it reads */
};

/* Run fn in a child; it ends with what fn returns. Nothing is open in it but 0-2 and
 * the two pipes, if the caller has no store open. */
static inline struct child child_start(struct fixture *fix, child_fn fn)
{
	int up[2];
	int down[2];
	struct child child;

	assert_int_equal(pipe(up) | pipe(down), 0);
	fflush(NULL);
	child.pid = fork();
	assert_true(child.pid >= 0);
	if (child.pid == 0) {
		close(up[0]);
		close(down[1]);
		_exit(fn(fix, up[1], down[0]));
	}
	close(up[1]);
	close(down[0]);
	child.from = up[0];
	child.to = down[1];
	return child;
}

/* Wait until the child has written a byte. */
static inline void child_hear(struct child *child)
{
	char byte;

	assert_int_equal(read(child->from, &byte, 1), 1);
}

static inline void child_tell(struct child *child)
{
	assert_int_equal(write(child->to, "x", 1), 1);
}

/* Its wait status. */
static inline int child_end(struct child *child)
{
	int status = -1;

	assert_int_equal(waitpid(child->pid, &status, 0), child->pid);
	close(child->from);
	close(child->to);
	return status;
}

/* What fn returns in a child, or -signal. */
static inline int child_result(struct fixture *fix, child_fn fn)
{
	struct child child = child_start(fix, fn);
	int status = child_end(&child);

	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

/* In the child: say that something has happened, and wait until told to go on. */
static inline void tell_parent(int to_parent)
{
	if (write(to_parent, "x", 1) != 1) {
		_exit(99);
	}
}

static inline void wait_for_parent(int from_parent)
{
	char byte;

	if (read(from_parent, &byte, 1) != 1) {
		_exit(98);
	}
}

/* A small generator, the same everywhere (xorshift64*). */
static inline uint64_t fixture_random(uint64_t *state)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return *state * 0x2545F4914F6CDD1Du;
}

#endif
