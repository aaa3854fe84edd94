/*
 * A visit is killed at each thing it asks of the system, before it, in the middle of what it
 * writes and behind it: all of the visit is there then, or none of it. The calls of libc that LMDB and store
 * write with are put in their place here.
 */
#include "work/street.h"

#include <signal.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>

enum moment { BEFORE, MIDDLE, BEHIND, N_MOMENTS };

static const char *const moments[] = {"before", "in the middle", "behind"};

static struct {
	bool armed;
	enum moment moment;
	int left;		/* calls until then */
} trap;

/* Is this the call? */
static bool is_caught(void)
{
	return trap.armed && --trap.left == 0;
}

static void die(void)
{
	kill(getpid(), SIGKILL);
	pause();
}

/* How much of n is done of the call that is died at. */
static size_t share(size_t n)
{
	return trap.moment == BEFORE ? 0 : trap.moment == MIDDLE ? n / 2 : n;
}

ssize_t pwrite(int fd, const void *bytes, size_t len, off_t at)
{
	if (is_caught()) {
		syscall(SYS_pwrite64, fd, bytes, share(len), at);
		die();
	}
	return syscall(SYS_pwrite64, fd, bytes, len, at);
}

ssize_t pwritev(int fd, const struct iovec *parts, int n, off_t at)
{
	if (is_caught()) {
		syscall(SYS_pwritev, fd, parts, share((size_t)n), at, 0);
		die();
	}
	return syscall(SYS_pwritev, fd, parts, n, at, 0);
}

ssize_t write(int fd, const void *bytes, size_t len)
{
	if (is_caught()) {
		syscall(SYS_write, fd, bytes, share(len));
		die();
	}
	return syscall(SYS_write, fd, bytes, len);
}

/* A call without a middle. */
static long whole(long which, long a, long b, long c)
{
	if (is_caught()) {
		if (share(2) > 0) {
			syscall(which, a, b, c);
		}
		die();
	}
	return syscall(which, a, b, c);
}

int fdatasync(int fd)
{
	return (int)whole(SYS_fdatasync, fd, 0, 0);
}

int fsync(int fd)
{
	return (int)whole(SYS_fsync, fd, 0, 0);
}

int msync(void *from, size_t len, int flags)
{
	return (int)whole(SYS_msync, (long)(intptr_t)from, (long)len, flags);
}

int ftruncate(int fd, off_t len)
{
	return (int)whole(SYS_ftruncate, fd, len, 0);
}

/* ---- one death ---- */

static const char sitting[] = "H1 met met=王芳,李强 detail=都好 set:王芳.phone=13812345678 "
	"set:李强.phone=13912345678 set:has_lift=是 confirm need:repair=漏水 spot:cert=证明 service:bath=助浴";

/* What a whole visit leaves, each to be found once or not at all. */
static const struct {
	const char *kind;
	const char *query;
	uint64_t whole;
} left[] = {
	{"visit", "", 2}, {"visit", "visit_detail:都好", 2}, {"visit", "visit_with:*", 1},
	{"resident", "phone:13812345678", 1}, {"resident", "phone:13912345678", 1},
	{"dwelling", "has_lift", 1}, {"resident", "fact_confirmed_on=2026-03-01", 2},
	{"need", "need_detail:漏水", 1}, {"need", "need_detail:证明 need_state:spot_done", 1},
	{"service", "service_item:bath", 1},
	{"resident", "household.any(visits.any(met))", 2},
};

static void open_again(struct street *street)
{
	assert_int_equal(mq_register_open(street->path, false, &street->reg, NULL), MQ_OK);
	street->schema = mq_register_schema(street->reg);
}

/* In a process of its own; true where it came to its end. */
static bool visit_and_die(struct street *street, int calls, enum moment moment)
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		struct mq_plan plan;
		enum mq_err err;

		open_again(street);
		trap.moment = moment;
		trap.left = calls;
		trap.armed = true;
		err = street_visit(street, sitting, &plan);
		_exit(err == MQ_OK ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
	return WIFEXITED(status);
}

/* 0: nothing of it is there; 1: all of it. */
static int whole_or_nothing(struct street *street)
{
	bool there = street_hits(street, "visit", "") > 0;

	for (size_t i = 0; i < MQ_LENGTH(left); i++) {
		uint64_t hits = street_hits(street, left[i].kind, left[i].query);

		if (hits != (there ? left[i].whole : 0)) {
			fail_msg("%s %s: %llu, though the visit is %s", left[i].kind, left[i].query,
				(unsigned long long)hits, there ? "there" : "not there");
		}
	}
	street_verify(street);
	return there;
}

static void copy(const char *from, const char *to)
{
	char *command = mq_format("rm -rf '%s' && cp -r --sparse=always '%s' '%s'", to, from, to);

	assert_int_equal(system(command), 0);
	free(command);
}

/* Kill it at each call until it comes to its end; how many died and left nothing, and all. */
static void kill_at_each(struct street *street, const char *clean, enum moment moment,
	int n[2])
{
	bool ended = false;

	n[0] = 0;
	n[1] = 0;
	for (int calls = 1; !ended; calls++) {
		struct mq_plan plan;
		int there;

		copy(clean, street->path);
		ended = visit_and_die(street, calls, moment);
		open_again(street);
		there = whole_or_nothing(street);
		assert_true(there || !ended);
		n[there] += !ended;
		/* Said again it is whole, and once. */
		plan = street_visited(street, sitting);
		assert_int_equal(plan.there, there);
		mq_plan_release(&plan);
		assert_int_equal(whole_or_nothing(street), 1);
		mq_register_close(street->reg);
	}
}

static void killed_anywhere_all_of_a_visit_is_there_or_nothing(void **state)
{
	struct street *street = *state;
	char *clean = mq_format("%s/clean", street->dir);
	int n[2];

	mq_register_close(street->reg);
	copy(street->path, clean);
	for (enum moment moment = BEFORE; moment < N_MOMENTS; moment++) {
		kill_at_each(street, clean, moment, n);
		print_message("%s: %d deaths left nothing, %d all\n", moments[moment], n[0], n[1]);
		assert_true(n[0] >= 3);
		assert_true(n[1] >= (moment == BEHIND));
	}
	open_again(street);
	free(clean);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		street_test(killed_anywhere_all_of_a_visit_is_there_or_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
