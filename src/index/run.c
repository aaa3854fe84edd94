/*
 * Sorted runs, one behind the other in one file that is unlinked as soon as it is
 * made, so that nothing is left of it however the program ends:
 *
 *     run 0: entry entry entry … │ run 1: entry … │ …
 *
 *     entry   u8 table, varint bytes of key, varint bytes of value, key, value
 *
 * Where runs begin and end is kept in memory. Values are in their form for runs,
 * which unite.c reads. What was read is given back to the file system, so that the runs
 * shrink as what is made of them grows: a run can be read once.
 */
#include "run.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	WRITE_BYTES = 1 << 18,
	READ_BYTES = 1 << 15,
	GIVEN_BACK_BYTES = 1 << 20,
	HEADER_MAX = 1 + 10 + 10,
};

struct run {
	off_t from;
	off_t end;
};

struct mq_runs {
	char *dir;
	int fd;			/* -1: not made yet */
	int error;		/* errno of the first failure */
	struct mq_buf waiting;	/* to be written at `size` */
	off_t size;		/* of the file */
	off_t opened;		/* where the open run began */
	struct run *list;
	size_t n_runs;
	size_t cap;
	uint64_t n_entries;
};

int mq_entry_compare(const struct mq_entry *a, const struct mq_entry *b)
{
	size_t len = a->key.len < b->key.len ? a->key.len : b->key.len;
	int order;

	if (a->table != b->table) {
		return a->table < b->table ? -1 : 1;
	}
	order = memcmp(a->key.data, b->key.data, len);
	if (order != 0 || a->key.len == b->key.len) {
		return order;
	}
	return a->key.len < b->key.len ? -1 : 1;
}

struct mq_runs *mq_runs_new(const char *dir)
{
	struct mq_runs *runs = mq_alloc(sizeof(*runs));

	runs->dir = mq_strdup(dir);
	runs->fd = -1;
	return runs;
}

void mq_runs_free(struct mq_runs *runs)
{
	if (runs == NULL) {
		return;
	}
	if (runs->fd >= 0) {
		close(runs->fd);
	}
	mq_buf_release(&runs->waiting);
	free(runs->list);
	free(runs->dir);
	free(runs);
}

size_t mq_runs_count(const struct mq_runs *runs)
{
	return runs->n_runs;
}

uint64_t mq_runs_entries(const struct mq_runs *runs)
{
	return runs->n_entries;
}

const char *mq_runs_dir(const struct mq_runs *runs)
{
	return runs->dir;
}

enum mq_err mq_runs_error(const struct mq_runs *runs, struct mq_diag *diag)
{
	bool full = runs->error == ENOSPC || runs->error == EDQUOT;

	if (runs->error == 0) {
		return MQ_OK;
	}
	mq_diag_add(diag, full ? MQ_ERR_FULL : MQ_ERR_IO,
		_("a temporary file in '%s' failed: %s"), runs->dir, strerror(runs->error));
	mq_diag_hint(diag, _("there must be room there for about as much as is brought in"));
	return full ? MQ_ERR_FULL : MQ_ERR_IO;
}

void mq_runs_fail_as(struct mq_runs *runs, const struct mq_runs *from)
{
	if (runs->error == 0) {
		runs->error = from->error;
	}
}

/* ---- writing ---- */

static void make_file(struct mq_runs *runs)
{
	char *path = mq_format("%s/run-XXXXXX", runs->dir);

	runs->fd = mkostemp(path, O_CLOEXEC);
	if (runs->fd < 0) {
		runs->error = errno;
	} else {
		unlink(path);
	}
	free(path);
}

static void write_waiting(struct mq_runs *runs)
{
	size_t done = 0;

	if (runs->fd < 0 && runs->error == 0) {
		make_file(runs);
	}
	while (done < runs->waiting.len && runs->error == 0) {
		ssize_t n = pwrite(runs->fd, runs->waiting.data + done, runs->waiting.len - done,
			runs->size);

		if (n >= 0) {
			done += (size_t)n;
			runs->size += n;
		} else if (errno != EINTR) {
			runs->error = errno;
		}
	}
	mq_buf_clear(&runs->waiting);
}

/* As mq_buf_add_varint, where there is room. */
static char *put_number(char *at, uint64_t value)
{
	while (value >= 0x80) {
		*at++ = (char)(value | 0x80);
		value >>= 7;
	}
	*at++ = (char)value;
	return at;
}

void mq_runs_add(struct mq_runs *runs, enum mq_table table, struct mq_slice key,
	struct mq_slice value)
{
	struct mq_buf *waiting = &runs->waiting;
	char *at;

	waiting->data = mq_grow(waiting->data, &waiting->cap,
		waiting->len + HEADER_MAX + key.len + value.len, 1);
	at = waiting->data + waiting->len;
	*at++ = (char)table;
	at = put_number(at, key.len);
	at = put_number(at, value.len);
	memcpy(at, key.data, key.len);
	if (value.len > 0) {
		memcpy(at + key.len, value.data, value.len);
	}
	waiting->len = (size_t)(at - waiting->data) + key.len + value.len;
	runs->n_entries++;
	if (runs->waiting.len >= WRITE_BYTES) {
		write_waiting(runs);
	}
}

void mq_runs_end(struct mq_runs *runs)
{
	write_waiting(runs);
	if (runs->size == runs->opened) {
		return;
	}
	runs->list = mq_grow(runs->list, &runs->cap, runs->n_runs + 1, sizeof(*runs->list));
	runs->list[runs->n_runs++] = (struct run){runs->opened, runs->size};
	runs->opened = runs->size;
}

/* ---- reading ---- */

struct mq_source {
	struct mq_runs *runs;
	off_t at;		/* of the file: what is read next */
	off_t end;
	off_t kept;		/* what is before it was given back */
	unsigned char *bytes;
	size_t cap;
	size_t from;		/* of bytes: what was not given yet */
	size_t len;
};

struct mq_source *mq_source_new(struct mq_runs *runs, size_t number)
{
	struct mq_source *source = mq_alloc(sizeof(*source));

	source->runs = runs;
	source->at = runs->list[number].from;
	source->end = runs->list[number].end;
	source->kept = source->at;
	return source;
}

void mq_source_free(struct mq_source *source)
{
	if (source == NULL) {
		return;
	}
	free(source->bytes);
	free(source);
}

/* A file system that cannot do it keeps the bytes until the file is closed. */
static void give_back(struct mq_source *source)
{
	if (source->at - source->kept >= GIVEN_BACK_BYTES) {
		fallocate(source->runs->fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, source->kept,
			source->at - source->kept);
		source->kept = source->at;
	}
}

/* Have `need` bytes ready, or all that are left; false where reading fails. */
static bool make_ready(struct mq_source *source, size_t need)
{
	size_t ready = source->len - source->from;

	if (ready >= need || source->at == source->end) {
		return true;
	}
	if (ready > 0) {
		memmove(source->bytes, source->bytes + source->from, ready);
	}
	source->from = 0;
	source->len = ready;
	source->bytes = mq_grow(source->bytes, &source->cap, need > READ_BYTES ? need : READ_BYTES,
		1);
	while (source->len < need && source->at < source->end) {
		size_t room = source->cap - source->len;
		size_t left = (size_t)(source->end - source->at);
		ssize_t n = pread(source->runs->fd, source->bytes + source->len,
			room < left ? room : left, source->at);

		if (n < 0 && errno == EINTR) {
			continue;
		}
		if (n <= 0) {
			source->runs->error = n == 0 ? EIO : errno;
			return false;
		}
		source->len += (size_t)n;
		source->at += n;
	}
	give_back(source);
	return true;
}

/* Nearly every length is one byte. */
static inline bool read_number(const unsigned char **at, const unsigned char *end, uint64_t *number)
{
	if (*at < end && **at < 0x80) {
		*number = *(*at)++;
		return true;
	}
	return mq_varint_read(at, end, number);
}

bool mq_source_next(struct mq_source *source, struct mq_entry *entry)
{
	const unsigned char *at;
	const unsigned char *end;
	uint64_t key_len;
	uint64_t value_len;
	size_t header;

	if (source->runs->error != 0 || !make_ready(source, HEADER_MAX)
			|| source->from == source->len) {
		return false;
	}
	at = source->bytes + source->from;
	end = source->bytes + source->len;
	entry->table = (enum mq_table)*at++;
	if (!read_number(&at, end, &key_len) || !read_number(&at, end, &value_len)) {
		source->runs->error = EIO;
		return false;
	}
	header = (size_t)(at - (source->bytes + source->from));
	if (!make_ready(source, header + key_len + value_len)) {
		return false;
	}
	entry->key = mq_slice(source->bytes + source->from + header, key_len);
	entry->value = mq_slice(source->bytes + source->from + header + key_len, value_len);
	source->from += header + key_len + value_len;
	return true;
}
