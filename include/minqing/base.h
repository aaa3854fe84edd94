/*
 * base: what every room stands on.
 *
 *     err.c     error codes, their texts, the exit status each ends in
 *     diag.c    faults with a place, a line, a caret and a hint
 *     mem.c     memory that is there or ends the program; arenas
 *     buf.c     growing byte buffers, slices, variable-length numbers
 *     map.c     byte strings to numbers
 *     belt.c    a second thread that works ahead
 *     disk.c    files written whole, and what failed; where a person keeps them
 *     utf8.c    decoding, checking, folding
 *     standard.c  characters of GBK that old systems put into private use
 *     width.c   terminal columns (ambiguous.c: the table of unsure ones)
 *     safe.c    the one sanitiser of shown text
 *     json.c    text in JSON quotes
 *     clock.c   how much time has passed
 *     day.c     calendar days
 *     near.c    the nearest of many names (edit distance)
 *     lang.c    the language of messages
 *
 * base knows nothing of residents, registers or screens. Library: utf8proc.
 */
#ifndef MINQING_BASE_H
#define MINQING_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* ---- slices ---- */

/* Bytes that somebody else owns; the lender says until when. */
struct mq_slice {
	const void *data;
	size_t len;
};

static inline struct mq_slice mq_slice(const void *data, size_t len)
{
	return (struct mq_slice){.data = data, .len = len};
}

struct mq_slice mq_slice_str(const char *str);
/* The part of it without blanks, tabs and ends of lines around it. */
struct mq_slice mq_slice_trim(struct mq_slice text);

/* ---- errors ---- */

/* Every way a call can fail. err.c gives each a text and an exit status. */
enum mq_err {
	MQ_OK,
	MQ_ERR_NOT_FOUND,	/* no such key, record, file or name */
	MQ_ERR_USAGE,		/* the command line is off */
	MQ_ERR_QUERY,		/* the query text is off */
	MQ_ERR_CONFIG,		/* a YAML file is off */
	MQ_ERR_INPUT,		/* a file to be imported is off */
	MQ_ERR_IO,		/* the system refused to read or write */
	MQ_ERR_STORE,		/* not a register, or not usable */
	MQ_ERR_FORMAT,		/* a register of another format version */
	MQ_ERR_CORRUPT,		/* a seal does not match what it seals */
	MQ_ERR_FULL,		/* the disk or the map is full */
	MQ_ERR_READONLY,	/* the register cannot be written */
	MQ_ERR_BUSY,		/* somebody else is writing */
	MQ_ERR_LIMIT,		/* a bound of ours was reached: size, depth, time */
	MQ_ERR_TERMINAL,	/* the terminal cannot be used */
	MQ_ERR_DENIED,		/* not permitted */
	MQ_ERR_INTERRUPTED,	/* a person stopped it */
	MQ_ERR_LAST = MQ_ERR_INTERRUPTED,
};

/* The text of a code, in the language of messages; borrowed for ever. */
const char *mq_err_text(enum mq_err err);
/* The exit status that ends a command with this error (DESIGN.md). */
int mq_err_exit(enum mq_err err);

/* ---- diagnostics ---- */

/* One fault. line and column count from 1, column in characters; 0 is
 * "not known". All strings are owned by the diag, or NULL. */
struct mq_fault {
	enum mq_err code;
	char *file;
	size_t line;
	size_t column;
	size_t end_column;	/* one past the last of what is at fault; 0: not known */
	char *message;		/* lower case, quotes the name, no dot at the end */
	char *excerpt;		/* the line at fault, or a window of a long one */
	size_t excerpt_column;	/* the column counted in excerpt; 0: no caret */
	char *hint;		/* the way out */
	char *repair;		/* the whole text put right, where one is known; untrusted too */
};

/* The faults of one act, in the order they were found. Zeroed is empty.
 * Functions take a pointer that may be NULL: then nothing is kept. */
struct mq_diag {
	struct mq_fault *faults;
	size_t n_faults;
	size_t n_dropped;	/* past MQ_DIAG_MAX only counted */
};

enum { MQ_DIAG_MAX = 1000 };

void mq_diag_release(struct mq_diag *diag);
/* Add the faults of `from` behind those of `to` (which may be NULL) and empty it. */
void mq_diag_move(struct mq_diag *to, struct mq_diag *from);
/* Add a fault without a place; returns code, so `return mq_diag_add(…)`. */
enum mq_err mq_diag_add(struct mq_diag *diag, enum mq_err code, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
enum mq_err mq_diag_addv(struct mq_diag *diag, enum mq_err code, const char *fmt, va_list args)
	__attribute__((format(printf, 3, 0)));
/* True where a further fault would only be counted: time to stop looking for
 * suggestions. A NULL diag keeps nothing and is always full. */
bool mq_diag_full(const struct mq_diag *diag);
/* Give the newest fault its place. excerpt is the whole line, of any
 * length, and need not end in NUL; file and excerpt may be NULL/0; all are
 * copied. A fault that was dropped takes no place and no hint. */
void mq_diag_place(struct mq_diag *diag, const char *file, size_t line, size_t column,
	const char *excerpt, size_t excerpt_len);
/* The same where the caller knows the byte of the excerpt that the column is at:
 * then a line of a megabyte costs no more than a short one. */
void mq_diag_place_at(struct mq_diag *diag, const char *file, size_t line, size_t column,
	const char *excerpt, size_t excerpt_len, size_t at);
/* Say at which column what is at fault ends. */
void mq_diag_end(struct mq_diag *diag, size_t column);
/* Give the newest fault its way out. */
void mq_diag_hint(struct mq_diag *diag, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* Give the newest fault the text that its text should have been; copied. */
void mq_diag_repair(struct mq_diag *diag, const char *text, size_t len);
/* The code of the first fault, or MQ_OK. */
enum mq_err mq_diag_code(const struct mq_diag *diag);
/* Print as "file:line:column: message", the line, a caret, the hint, the repair; every
 * string through mq_safe_text. prefix ("minqing: ") stands where no file is. */
void mq_diag_print(const struct mq_diag *diag, const char *prefix, FILE *out);

/* ---- memory ---- */

/* These never return NULL: when memory is exhausted the hook runs (it puts
 * the terminal right), a line goes to standard error and the program ends
 * with the exit status of MQ_ERR_STORE. */
void *mq_alloc(size_t size);		/* zeroed */
void *mq_realloc(void *old, size_t size);
/* Room for at least need items in an array of *cap; old where there is. The
 * capacity at least doubles, so that adding one by one costs linear time. */
void *mq_grow(void *old, size_t *cap, size_t need, size_t item_size);
char *mq_strdup(const char *str);
char *mq_strndup(const char *str, size_t len);
char *mq_format(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* Set what runs before the program ends for want of memory; NULL for nothing. */
void mq_mem_hook(void (*hook)(void *context), void *context);
/* From now on the process keeps some megabytes of what is freed. A question takes arrays of half a
 * megabyte and lets them go: given back to the system each time, they come as new pages again, a
 * third of all page faults of a first look at my day. */
void mq_mem_keep_freed(void);

/* Many small pieces with one lifetime. Zeroed is empty and ready. */
struct mq_arena {
	struct mq_arena_block *blocks;
};

void *mq_arena_alloc(struct mq_arena *arena, size_t size);	/* zeroed, aligned to 16 */
char *mq_arena_strndup(struct mq_arena *arena, const char *str, size_t len);
char *mq_arena_strdup(struct mq_arena *arena, const char *str);
char *mq_arena_format(struct mq_arena *arena, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* Forget all pieces but keep one block, so that a warm arena asks for none. */
void mq_arena_reset(struct mq_arena *arena);
void mq_arena_release(struct mq_arena *arena);
size_t mq_arena_size_bytes(const struct mq_arena *arena);

/* ---- buffers ---- */

/* Bytes that grow; always followed by a NUL that len does not count once
 * anything was added. Zeroed is empty. */
struct mq_buf {
	char *data;
	size_t len;
	size_t cap;
};

void mq_buf_add(struct mq_buf *buf, const void *data, size_t len);
void mq_buf_adds(struct mq_buf *buf, const char *str);
void mq_buf_addc(struct mq_buf *buf, char c);
void mq_buf_addf(struct mq_buf *buf, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void mq_buf_clear(struct mq_buf *buf);
char *mq_buf_take(struct mq_buf *buf);	/* moved to the caller, free() it; "" if empty */
void mq_buf_release(struct mq_buf *buf);
/* LEB128, as in DWARF: seven bits a byte, least first. */
void mq_buf_add_varint(struct mq_buf *buf, uint64_t value);
/* Reads one from *at, which moves on; false where the bytes end or it is over 64 bits. */
bool mq_varint_read(const unsigned char **at, const unsigned char *end, uint64_t *value);

enum { MQ_NUMBER_MAX = 20 };	/* bytes of the longest number */
/* A number in decimal, as "%" PRId64 has it, without a NUL; its bytes. */
size_t mq_number_format(int64_t number, char out[MQ_NUMBER_MAX]);
void mq_buf_add_number(struct mq_buf *buf, int64_t number);

/* ---- maps ---- */

/* Byte strings to numbers: an open-addressing hash table. Keys are copied. */
struct mq_map;

struct mq_map *mq_map_new(void);
void mq_map_free(struct mq_map *map);
/* Sets key to value; true where the key is new. */
bool mq_map_put(struct mq_map *map, const void *key, size_t len, uint64_t value);
bool mq_map_get(const struct mq_map *map, const void *key, size_t len, uint64_t *value);
/* The same for who has the key's mq_hash already. */
bool mq_map_put_hashed(struct mq_map *map, uint64_t hash, const void *key, size_t len,
	uint64_t value);
bool mq_map_get_hashed(const struct mq_map *map, uint64_t hash, const void *key, size_t len,
	uint64_t *value);
/* In a large map each step of a look-up waits for memory. Who knows early what will be looked
 * up has it fetched, one step at a time and each some time after the one before: the
 * slot, its entry, and the entry's key, where also its value is told that is probably
 * the one (false: the map has no such key). */
void mq_map_fetch_slot(const struct mq_map *map, uint64_t hash);
void mq_map_fetch_entry(const struct mq_map *map, uint64_t hash);
bool mq_map_guess(const struct mq_map *map, uint64_t hash, uint64_t *value);
size_t mq_map_count(const struct mq_map *map);
/* The entry after *position (start at 0) in no useful order; false at the end. */
bool mq_map_next(const struct mq_map *map, size_t *position, struct mq_slice *key, uint64_t *value);
/* A fast unkeyed 64-bit hash (FNV-1a with a final mix). Columns of areas store it: it
 * stays as it is. */
uint64_t mq_hash(const void *data, size_t len);

/* ---- working ahead ---- */

/*
 * A thread that fills slots 0 … n_slots - 1, over and over, ahead of the caller who takes
 * them in that order. fill runs on that thread, is given one empty slot at a time and
 * returns false where nothing is left (the slot is then not given on). What fill and the caller
 * both touch goes through slots alone. Where no thread can be had, take calls fill: slower,
 * the same otherwise.
 */
struct mq_belt;

/* Begins to fill at once. Borrows context until free. */
struct mq_belt *mq_belt_new(size_t n_slots, bool (*fill)(void *context, size_t slot),
	void *context);
/* Wait for the next filled slot; false at the end. One at a time: give it back first. */
bool mq_belt_take(struct mq_belt *belt, size_t *slot);
void mq_belt_give_back(struct mq_belt *belt);
/* Ends the thread, when fill next returns, and waits for that. NULL is fine. */
void mq_belt_free(struct mq_belt *belt);

/* ---- files that are whole ---- */

/* What errno says of a path, as a fault: MQ_ERR_FULL, MQ_ERR_READONLY or MQ_ERR_IO. */
enum mq_err mq_disk_fault(struct mq_diag *diag, const char *path);
/* Write all of it, whatever interrupts; false with the reason in errno. */
bool mq_disk_write_all(int fd, const char *bytes, size_t len);
/* Make path, which is no link, of these bytes, and wait until the disk has them; false
 * with the reason in errno. */
bool mq_disk_write_synced(const char *path, unsigned mode, const char *bytes, size_t len);
/* Wait until the disk has the names of a directory; where it cannot be, nothing is lost. */
void mq_disk_sync_dir(const char *dir);
/* Put a file in the place of another, or of none: written beside (".NAME.new-PID"), synced
 * and renamed, so that one of the two is there whole whatever happens. The path's directory is
 * made with this mode, and those above it for the user alone; the file's mode is the same
 * without execution. */
enum mq_err mq_disk_replace(const char *path, unsigned mode, const struct mq_buf *text,
	struct mq_diag *diag);
/* Append what a file holds, of a longer one the first max bytes. NOT_FOUND where there is
 * none, which is no fault; IO, for a symbolic link too. */
enum mq_err mq_disk_read(const char *path, size_t max, struct mq_buf *out, struct mq_diag *diag);
/* Remove path and all below it, as far as that goes; what is not there is fine. Links are not
 * followed. */
void mq_disk_remove_tree(const char *path);
/* Be alone with the files beside path until unlock, among those who lock; their directory is
 * made as by replace. Whoever holds it for a second is not waited for any longer. What writers of
 * path left beside it when they died is removed. */
int mq_disk_lock(const char *path, unsigned mode);
void mq_disk_unlock(int lock);

/* What a person keeps: the kinds of place of the XDG Base Directory Specification 0.8. */
enum mq_home {
	MQ_HOME_CONFIG,
	MQ_HOME_STATE,
	MQ_HOME_DATA,
};

/* Where name is there: "~/.config/NAME", or below $XDG_CONFIG_HOME where
 * that is absolute; owned. It is absolute, unless $HOME is not or there is none. */
char *mq_home_path(enum mq_home home, const char *name);

/* ---- UTF-8 ---- */

/* The character at str: its bytes (1-4) and *cp; 0 where the bytes are not
 * valid UTF-8 (RFC 3629: no surrogates, no overlong forms) or len is 0. */
size_t mq_utf8_decode(const char *str, size_t len, uint32_t *cp);
size_t mq_utf8_encode(uint32_t cp, char out[4]);
/* The offset of the first byte that is not valid, or len. */
size_t mq_utf8_check(const char *str, size_t len);
/* Characters in a valid string. */
size_t mq_utf8_count(const char *str, size_t len);
/* The byte at which the column-th character (from 1) begins, or len; a byte that is no UTF-8
 * counts as one. */
size_t mq_utf8_byte(const char *str, size_t len, size_t column);
/* Bytes of the grapheme cluster at str (UAX 29), at least 1 where len > 0. */
size_t mq_utf8_grapheme(const char *str, size_t len);
/* The character that Unicode has for one of the 80 of GBK that were put into private use
 * (U+E863: 䶮, U+4DAE); any other is its own. */
uint32_t mq_utf8_standard(uint32_t cp);
/* Append the form that is compared: NFKC, case folded, without the characters
 * that have no shape (zero-width, variation selectors), those of mq_utf8_standard as Unicode
 * has them. str must be valid. */
void mq_utf8_fold(struct mq_buf *out, const char *str, size_t len);
/* Does nothing but ASCII without capitals and common Han stand there? Then folding changes
 * nothing, and nearly all texts are so. */
bool mq_utf8_is_folded(const char *str, size_t len);
/* Han, compatibility and extensions included, and 々 and 〇. */
bool mq_is_han(uint32_t cp);

/* ---- what a terminal shows ---- */

/* Kinds of characters that terminals disagree about; a terminal treats all of a kind
 * alike, so that one of them, measured, tells of the rest. */
enum mq_glyph {
	MQ_GLYPH_AMBIGUOUS,	/* ① and what else East Asian fonts make wide */
	MQ_GLYPH_BOX,		/* ─ lines and blocks: ambiguous too, but often narrow for all that */
	MQ_GLYPH_MARK,		/* marks on the character before them */
	MQ_GLYPH_EMOJI,
	MQ_GLYPH_EXT_B,		/* Han of plane 2: extensions B to F */
	MQ_GLYPH_EXT_G,
	MQ_GLYPH_EXT_H,
	MQ_GLYPH_EXT_I,		/* and all Han that came after */
	MQ_N_GLYPHS,
};

enum { MQ_COLS_UNKNOWN = -1 };

/* The terminal was measured to show a kind in this many columns; MQ_COLS_UNKNOWN, as all are
 * until told otherwise: nobody knows. True where they are shown in another way than before. */
bool mq_width_measured(enum mq_glyph glyph, int cols);
/* The kind a character is of, MQ_N_GLYPHS where terminals agree. */
enum mq_glyph mq_width_glyph(uint32_t cp);
/* Columns of one character: 0, 1 or 2; never negative. Ambiguous ones count
 * as the terminal was measured to show them (1 where nobody knows). */
int mq_width_char(uint32_t cp);
/* Will the terminal, as far as it was measured, show it in that many columns? Not sure and
 * not unplaced: nobody knows. */
bool mq_width_is_sure(uint32_t cp);
/* Will it surely not? Then it cannot be shown in its place. */
bool mq_width_is_unplaced(uint32_t cp);
/* Columns of a sanitised string. */
size_t mq_width_text(const char *str, size_t len);
/* The longest prefix, whole graphemes, that fits: its bytes; *cols its columns. */
size_t mq_width_fit(const char *str, size_t len, size_t max_cols, size_t *cols);
/*
 * The one sanitiser. Append str so that no terminal can obey it: control
 * characters (C0, DEL, C1), bidi marks, zero-width, variation selectors, tag
 * characters, private use, noncharacters, unassigned ones, those the terminal cannot
 * place and bytes that are no UTF-8 become visible, as 〔U+XXXX〕 (〔0xXX〕 for a stray byte);
 * those of GBK in private use are shown as Unicode has them (mq_utf8_standard); a
 * line end
 * (LF, CR LF, NEL, LS, PS) or tab becomes one space; of combining marks four
 * stay on a base, the others go; marks without a base get a ◌. What is left is
 * valid UTF-8 that shows in mq_width_text columns. Sanitising it again changes
 * nothing.
 */
void mq_safe_text(struct mq_buf *out, const char *str, size_t len);
/* The same of a text whose lines (LF) and cells (tab) are its form: they stay. */
void mq_safe_lines(struct mq_buf *out, const char *str, size_t len);
/* The offset of the first character that mq_safe_text would show as 〔…〕 on whatever
 * terminal, or len. */
size_t mq_safe_check(const char *str, size_t len);
/* Append str in quotes as JSON has it; what a terminal could obey is escaped. Bytes that
 * are no UTF-8 become U+FFFD. */
void mq_json_text(struct mq_buf *out, const char *str, size_t len);

/* ---- time ---- */

/* Nanoseconds since some moment, to take from one another. */
int64_t mq_clock_ns(void);

/* ---- days ---- */

/* Days since 1970-01-01 in the proleptic Gregorian calendar. */
typedef int32_t mq_day;

enum { MQ_DAY_MIN = -141427 /* 1582-10-15 */, MQ_DAY_MAX = 2932896 /* 9999-12-31 */ };

bool mq_day_from_civil(int year, int month, int mday, mq_day *day);	/* false: no such day */
void mq_day_to_civil(mq_day day, int *year, int *month, int *mday);
/* Reads 2024-03-01, 2024/3/1, 2024.3.1, 20240301, 2024年3月1日, a time of day
 * after them (T or space) passed over; full-width digits too. False where it is
 * no such text or no such day; *day is then as it was. */
bool mq_day_parse(const char *str, size_t len, mq_day *day);
/* "2024-03-01" and a NUL: 11 bytes. */
void mq_day_format(mq_day day, char out[16]);
/* n months on (back where negative); the 31st becomes the last day of a shorter
 * month. Stays within MQ_DAY_MIN and MQ_DAY_MAX. */
mq_day mq_day_add_months(mq_day day, int n);
/* Full years from birth to day; negative where day comes first. A year is full
 * on the birthday; for who was born on 29 February that is 1 March in common
 * years: born 2000-02-29, one year old on 2001-03-01. */
int mq_day_years(mq_day birth, mq_day day);
/* The last birth day of those who are at least `years` old on day, the exact
 * inverse: mq_day_years(b, day) >= n just where b <= mq_day_born_by(day, n).
 * MQ_DAY_MIN - 1 where nobody is that old. */
mq_day mq_day_born_by(mq_day day, int years);
int mq_day_weekday(mq_day day);		/* 1 Monday … 7 Sunday */
/* MINQING_TODAY, or the day on the wall here. A malformed value is a fault. */
enum mq_err mq_day_today(mq_day *today, struct mq_diag *diag);

/* ---- names ---- */

/* Fewest edits (insert, delete, replace, swap neighbours) between two strings,
 * in characters, capped at max + 1. */
size_t mq_edit_distance(const char *a, const char *b, size_t max);
/* The up to n_out names nearest to name, best first, into out (borrowed from
 * names; at most 16); returns how many are near enough to suggest. Case and
 * width of letters do not count; a word begun is near to the whole. */
size_t mq_nearest(const char *name, const char *const *names, size_t n_names,
	const char **out, size_t n_out);
/* Hint at the up to three nearest: "did you mean 'kind' or 'kinds'?". Gives no
 * hint and returns false where none is near enough. */
bool mq_diag_suggest(struct mq_diag *diag, const char *name, const char *const *names,
	size_t n_names);

/* ---- language ---- */

/* Set the locale so that Chinese can be shown: the environment's where it is
 * UTF-8, else C.UTF-8; messages follow LC_ALL, LC_MESSAGES, LANG. locale_dir
 * holds the catalogues. */
void mq_lang_init(const char *locale_dir);
/* Speak "zh" or "en" from now on, whatever the environment says; false where it is neither.
 * Texts that were made before stay as they are. */
bool mq_lang_ask_for(const char *name);
/* Was it, since the beginning? */
bool mq_lang_is_asked_for(void);
/* True where labels and messages are Chinese. */
bool mq_lang_is_chinese(void);
/* Does the locale name GB18030, GBK or GB2312 (LC_ALL, LC_CTYPE, LANG), installed or not? */
bool mq_lang_is_gb18030(void);
/* The message in the language of messages (gettext). Mark with N_ in tables. */
const char *mq_lang(const char *message) __attribute__((format_arg(1)));
#define _(message) mq_lang(message)
#define N_(message) message

#define MQ_LENGTH(array) (sizeof(array) / sizeof((array)[0]))

#endif
