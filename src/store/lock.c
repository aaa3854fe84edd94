/*
 * LMDB's own write lock has no time limit: a suspended writer blocks everyone
 * for ever (SECURITY.md E8). Ours stands in front of it, so that LMDB's is
 * always free when we come to it.
 *
 * It is a lock on the first byte of DIR/write.lock that belongs to the open file
 * (F_OFD_SETLK): the kernel drops it when the holder dies, and no close of another
 * descriptor in the same process can lose it, as it would lose a POSIX lock. There
 * is no call that waits for it for a limited time, so it is asked for again and again,
 * with short sleeps.
 *
 * Who comes again at once (an import between two batches) would always be quicker than who
 * sleeps. So the second byte is a turnstile: one takes it first, waits for the lock in
 * it, and leaves it with the lock in hand. Whoever released the lock finds the turnstile
 * taken and comes after who waited.
 *
 * Under the lock the file is written to say who has it:
 *
 *     PID SINCE HOLDER\n        4711 2024-03-01T09:30:00 wang
 *
 * The file is never removed. What it says counts only while it is locked.
 */
#include "lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "fault.h"

enum { LINE_BYTES_MAX = 256, LOCK_BYTE = 0, TURNSTILE_BYTE = 1 };

static int64_t now_ms(void)
{
	return mq_clock_ns() / 1000000;
}

static void sleep_ms(int64_t ms)
{
	struct timespec span = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };

	nanosleep(&span, NULL);
}

/* Lock or unlock one byte. 0, EAGAIN where somebody else has it, or what went wrong. */
static int set_lock(int fd, short type, off_t byte)
{
	struct flock lock = { .l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1 };

	if (fcntl(fd, F_OFD_SETLK, &lock) == 0) {
		return 0;
	}
	return errno == EACCES ? EAGAIN : errno;
}

/* Does fd still stand at path? Not where the register was moved away meanwhile. */
static bool is_at(int fd, const char *path)
{
	struct stat ours;
	struct stat there;

	return fstat(fd, &ours) == 0 && stat(path, &there) == 0 &&
		ours.st_dev == there.st_dev && ours.st_ino == there.st_ino;
}

static void sign(int fd, const char *holder)
{
	char since[32];
	char line[LINE_BYTES_MAX];
	struct tm local;
	time_t now = time(NULL);
	int len;

	localtime_r(&now, &local);
	strftime(since, sizeof(since), "%Y-%m-%dT%H:%M:%S", &local);
	len = snprintf(line, sizeof(line), "%ld %s %s\n", (long)getpid(), since,
		holder != NULL ? holder : "?");
	if (len >= (int)sizeof(line)) {
		len = (int)sizeof(line) - 1;
	}
	/* The name is a courtesy: on a full disk the lock holds without it. */
	if (pwrite(fd, line, (size_t)len, 0) != len || ftruncate(fd, len) != 0) {
		return;
	}
}

static enum mq_err say_busy(int fd, struct mq_diag *diag)
{
	char line[LINE_BYTES_MAX + 1] = "";
	char since[32];
	long pid;
	int holder_at = 0;
	ssize_t len = pread(fd, line, LINE_BYTES_MAX, 0);

	line[len > 0 ? len : 0] = '\0';
	line[strcspn(line, "\n")] = '\0';
	if (sscanf(line, "%ld %31s %n", &pid, since, &holder_at) == 2 && holder_at > 0) {
		mq_diag_add(diag, MQ_ERR_BUSY, _("\"%s\" (process %ld) has been writing since %s"),
			line + holder_at, pid, since);
	} else {
		mq_diag_add(diag, MQ_ERR_BUSY, _("somebody else is writing"));
	}
	mq_diag_hint(diag, _("try again in a moment; if that process hangs, end it: nothing is lost"));
	return MQ_ERR_BUSY;
}

/* Ask for a byte until it is had or the time has come. */
static int ask_until(int fd, off_t byte, int64_t end_ms)
{
	enum { NAP_MS = 2 };
	int rc;

	while ((rc = set_lock(fd, F_WRLCK, byte)) == EAGAIN) {
		int64_t left = end_ms - now_ms();

		if (left <= 0) {
			return EAGAIN;
		}
		sleep_ms(NAP_MS < left ? NAP_MS : left);
	}
	return rc;
}

static enum mq_err wait_for(int fd, const char *path, unsigned wait_ms, struct mq_diag *diag)
{
	int64_t end_ms = now_ms() + wait_ms;
	int rc = ask_until(fd, TURNSTILE_BYTE, end_ms);

	/* Also where the time is up: who was stopped in the turnstile holds no lock. */
	if (rc == 0 || rc == EAGAIN) {
		rc = ask_until(fd, LOCK_BYTE, end_ms);
	}
	if (rc == 0) {
		rc = set_lock(fd, F_UNLCK, TURNSTILE_BYTE);
	}
	return rc == EAGAIN ? say_busy(fd, diag) : mq_fault_add(diag, rc, path);
}

enum mq_err mq_lock_take(const char *dir, unsigned wait_ms, const char *holder, int *fd,
	struct mq_diag *diag)
{
	char *path = mq_format("%s/write.lock", dir);
	enum mq_err err;

	do {
		*fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
		if (*fd < 0) {
			err = mq_fault_add(diag, errno, path);
			break;
		}
		err = wait_for(*fd, path, wait_ms, diag);
		if (err != MQ_OK) {
			mq_lock_release(fd);
		} else if (!is_at(*fd, path)) {
			mq_lock_release(fd);
		} else {
			sign(*fd, holder);
		}
	} while (err == MQ_OK && *fd < 0);
	free(path);
	return err;
}

bool mq_lock_is_awaited(int fd)
{
	struct flock turnstile = { .l_type = F_WRLCK, .l_whence = SEEK_SET,
		.l_start = TURNSTILE_BYTE, .l_len = 1 };

	return fcntl(fd, F_OFD_GETLK, &turnstile) == 0 && turnstile.l_type != F_UNLCK;
}

void mq_lock_release(int *fd)
{
	if (*fd >= 0) {
		close(*fd);
		*fd = -1;
	}
}
