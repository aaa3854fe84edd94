/*
 * Memory that is there or ends the program. No caller checks for NULL: what
 * cannot be allocated cannot be handled sensibly in a full-screen program, and
 * a transaction that was not committed is safe to lose.
 *
 * An arena is a chain of blocks, newest first; pieces are cut off the newest.
 * Reset folds the chain into one block of its whole size, so that after a few
 * rounds of the same work the arena asks the system for nothing.
 */
#include <minqing/base.h>

#include <malloc.h>
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	GROW_MIN = 8,			/* items in a fresh array */
	BLOCK_MIN = 4 * 1024,
	BLOCK_MAX = 1024 * 1024,	/* blocks double up to here */
	KEEP_MAX = 4 * 1024 * 1024,	/* more than this is given back on reset */
	ALIGN = 16,
};

struct mq_arena_block {
	struct mq_arena_block *next;
	size_t used;
	size_t cap;
	alignas(ALIGN) char data[];
};

/* The one thing that must be reachable when nothing can be passed any more:
 * set once by main, read once on the way out. */
static struct {
	void (*run)(void *context);
	void *context;
} exhausted_hook;

void mq_mem_hook(void (*hook)(void *context), void *context)
{
	exhausted_hook.run = hook;
	exhausted_hook.context = context;
}

void mq_mem_keep_freed(void)
{
	enum { MMAP_BYTES = 4 * 1024 * 1024, TRIM_BYTES = 16 * 1024 * 1024 };

	mallopt(M_MMAP_THRESHOLD, MMAP_BYTES);
	mallopt(M_TRIM_THRESHOLD, TRIM_BYTES);
}

/* Ends without atexit handlers: they might ask for memory again. */
static _Noreturn void die_exhausted(void)
{
	static const char text[] = "minqing: out of memory\n";

	if (exhausted_hook.run != NULL) {
		exhausted_hook.run(exhausted_hook.context);
	}
	if (write(STDERR_FILENO, text, sizeof(text) - 1) < 0) {
		_exit(mq_err_exit(MQ_ERR_STORE));
	}
	_exit(mq_err_exit(MQ_ERR_STORE));
}

void *mq_alloc(size_t size)
{
	void *memory = calloc(1, size > 0 ? size : 1);

	if (memory == NULL) {
		die_exhausted();
	}
	return memory;
}

void *mq_realloc(void *old, size_t size)
{
	void *memory = realloc(old, size > 0 ? size : 1);

	if (memory == NULL) {
		die_exhausted();
	}
	return memory;
}

void *mq_grow(void *old, size_t *cap, size_t need, size_t item_size)
{
	size_t wanted;
	size_t bytes;

	if (need <= *cap) {
		return old;
	}
	wanted = *cap < GROW_MIN / 2 ? GROW_MIN : *cap * 2;
	if (wanted < need) {
		wanted = need;
	}
	if (__builtin_mul_overflow(wanted, item_size, &bytes)) {
		die_exhausted();
	}
	*cap = wanted;
	return mq_realloc(old, bytes);
}

char *mq_strdup(const char *str)
{
	return mq_strndup(str, strlen(str));
}

char *mq_strndup(const char *str, size_t len)
{
	char *copy;

	if (len == SIZE_MAX) {
		die_exhausted();
	}
	copy = mq_realloc(NULL, len + 1);
	if (len > 0) {
		memcpy(copy, str, len);
	}
	copy[len] = '\0';
	return copy;
}

char *mq_format(const char *fmt, ...)
{
	char *text;
	va_list args;

	va_start(args, fmt);
	if (vasprintf(&text, fmt, args) < 0) {
		die_exhausted();
	}
	va_end(args);
	return text;
}

/* ---- arenas ---- */

static void push_block(struct mq_arena *arena, size_t cap)
{
	struct mq_arena_block *block;

	if (cap > SIZE_MAX - sizeof(*block)) {
		die_exhausted();
	}
	block = mq_realloc(NULL, sizeof(*block) + cap);
	block->next = arena->blocks;
	block->used = 0;
	block->cap = cap;
	arena->blocks = block;
}

static size_t next_cap(const struct mq_arena *arena, size_t size)
{
	size_t cap = BLOCK_MIN;

	if (arena->blocks != NULL) {
		cap = arena->blocks->cap < BLOCK_MAX / 2 ? arena->blocks->cap * 2 : BLOCK_MAX;
	}
	return cap > size ? cap : size;
}

/* Room for size bytes that nobody has written to. */
static void *cut(struct mq_arena *arena, size_t size)
{
	struct mq_arena_block *block = arena->blocks;
	void *piece;

	if (size > SIZE_MAX - ALIGN) {
		die_exhausted();
	}
	size = (size + ALIGN - 1) / ALIGN * ALIGN;
	if (block == NULL || block->cap - block->used < size) {
		push_block(arena, next_cap(arena, size));
		block = arena->blocks;
	}
	piece = block->data + block->used;
	block->used += size;
	return piece;
}

void *mq_arena_alloc(struct mq_arena *arena, size_t size)
{
	return memset(cut(arena, size), 0, size);
}

char *mq_arena_strndup(struct mq_arena *arena, const char *str, size_t len)
{
	char *copy = cut(arena, len < SIZE_MAX ? len + 1 : len);

	if (len > 0) {
		memcpy(copy, str, len);
	}
	copy[len] = '\0';
	return copy;
}

char *mq_arena_strdup(struct mq_arena *arena, const char *str)
{
	return mq_arena_strndup(arena, str, strlen(str));
}

char *mq_arena_format(struct mq_arena *arena, const char *fmt, ...)
{
	char *text;
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (len < 0) {
		die_exhausted();
	}
	text = cut(arena, (size_t)len + 1);
	va_start(args, fmt);
	vsnprintf(text, (size_t)len + 1, fmt, args);
	va_end(args);
	return text;
}

void mq_arena_reset(struct mq_arena *arena)
{
	size_t total = mq_arena_size_bytes(arena);

	if (arena->blocks != NULL && (arena->blocks->next != NULL || total > KEEP_MAX)) {
		mq_arena_release(arena);
		push_block(arena, total < KEEP_MAX ? total : KEEP_MAX);
	}
	if (arena->blocks != NULL) {
		arena->blocks->used = 0;
	}
}

void mq_arena_release(struct mq_arena *arena)
{
	struct mq_arena_block *next;

	if (arena == NULL) {
		return;
	}
	for (struct mq_arena_block *block = arena->blocks; block != NULL; block = next) {
		next = block->next;
		free(block);
	}
	arena->blocks = NULL;
}

size_t mq_arena_size_bytes(const struct mq_arena *arena)
{
	size_t total = 0;

	for (const struct mq_arena_block *block = arena->blocks; block != NULL; block = block->next) {
		total += block->cap;
	}
	return total;
}
