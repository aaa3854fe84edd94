/*
 * Patterns. A person types them, so each may be the worst there is: what a
 * match may take is bounded, and where a bound is reached the answer is
 * "undecided", which the screen counts and shows. No verb in the pattern can lift
 * the bounds: PCRE2 only lets them be lowered, and verbs are refused all the
 * same, because they would switch the JIT or UTF off.
 *
 * The JIT has a stack of its own and gives up early on patterns that remember
 * much; the interpreter, under the same bounds, then has the last word.
 *
 * PCRE2's match limit holds for one place where a match may begin, and a note of
 * 200 kB has 200,000 of them (9 s were seen). So a long subject is searched a
 * stretch of beginnings at a time, with an eye on the processor time used.
 */
#define PCRE2_CODE_UNIT_WIDTH 8

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <pcre2.h>

#include <minqing/text.h>

enum {
	PATTERN_MAX_BYTES = 512,
	MATCH_LIMIT = 10000,
	DEPTH_LIMIT = 5000,
	HEAP_LIMIT_KIB = 1024,
	JIT_STACK_MIN = 32 * 1024,
	JIT_STACK_MAX = 512 * 1024,
	LONG_BYTES = 2048,		/* a subject that is searched by stretches */
	STRETCH_BYTES = 256,		/* places to begin before looking at the clock */
	SUBJECT_MAX_US = 20000,
};

struct mq_pattern {
	pcre2_code *code;
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_jit_stack *stack;		/* NULL: no JIT here */
	bool anchored;			/* matches begin at 0 or nowhere */
};

/* A fault at a byte of the pattern; returns MQ_ERR_QUERY. */
static enum mq_err refuse(struct mq_diag *diag, const char *text, size_t len, size_t offset,
	const char *message)
{
	mq_diag_add(diag, MQ_ERR_QUERY, "%s", message);
	mq_diag_place(diag, NULL, 1, mq_utf8_count(text, offset) + 1, text, len);
	return MQ_ERR_QUERY;
}

/* Verbs and \G are about where a search begins and how it goes on; we begin
 * several times in a long subject. */
static enum mq_err check_escapes(const char *text, size_t len, struct mq_diag *diag)
{
	for (size_t i = 0; i + 1 < len; i++) {
		if (text[i] == '\\') {
			if (text[++i] == 'G') {
				return refuse(diag, text, len, i - 1, _("pattern has a \\G"));
			}
			continue;
		}
		if (i + 2 < len && memcmp(text + i, "(*", 2) == 0 && text[i + 2] >= 'A' &&
			text[i + 2] <= 'Z') {
			refuse(diag, text, len, i, _("pattern has a (*VERB)"));
			mq_diag_hint(diag, _("leave it out, Unicode is on already; "
				"for the characters themselves write \\(\\*"));
			return MQ_ERR_QUERY;
		}
	}
	return MQ_OK;
}

/* What can be seen without compiling. */
static enum mq_err check_text(const char *text, size_t len, struct mq_diag *diag)
{
	if (len > PATTERN_MAX_BYTES) {
		mq_diag_add(diag, MQ_ERR_QUERY, _("pattern is longer than %d bytes"), PATTERN_MAX_BYTES);
		mq_diag_hint(diag, _("shorten it, or ask in several words"));
		return MQ_ERR_QUERY;
	}

	const char *nul = len > 0 ? memchr(text, '\0', len) : NULL;
	size_t good = mq_utf8_check(text, len);

	if (good < len) {
		return refuse(diag, text, len, good, _("pattern is not UTF-8"));
	}
	if (nul != NULL) {
		return refuse(diag, text, len, (size_t)(nul - text), _("pattern has a NUL byte"));
	}
	return check_escapes(text, len, diag);
}

static enum mq_err compile(const char *text, size_t len, bool ignore_case, pcre2_code **code,
	struct mq_diag *diag)
{
	uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_NO_UTF_CHECK | PCRE2_NEVER_BACKSLASH_C |
		PCRE2_USE_OFFSET_LIMIT;
	char message[256];
	size_t offset = 0;
	int error = 0;

	options |= ignore_case ? PCRE2_CASELESS : 0;
	*code = pcre2_compile((PCRE2_SPTR)text, len, options, &error, &offset, NULL);
	if (*code != NULL) {
		return MQ_OK;
	}
	/* The offset of some errors lies behind the last byte, none further. */
	offset = offset < len ? offset : len;
	if (pcre2_get_error_message(error, (PCRE2_UCHAR *)message, sizeof(message)) < 0) {
		message[0] = '\0';
	}
	mq_diag_add(diag, MQ_ERR_QUERY, _("not a pattern: %s"), message);
	mq_diag_place(diag, NULL, 1, mq_utf8_count(text, offset) + 1, text, len);
	mq_diag_hint(diag, _("put \\ before a character that is meant as itself"));
	return MQ_ERR_QUERY;
}

static int note_callout(pcre2_callout_enumerate_block *block, void *context)
{
	size_t *offset = context;

	*offset = block->pattern_position;
	return 1;
}

/* Callouts would hand control to a program; ours has no use for them. */
static enum mq_err check_callouts(const pcre2_code *code, const char *text, size_t len,
	struct mq_diag *diag)
{
	size_t offset = 0;

	if (pcre2_callout_enumerate(code, note_callout, &offset) == 0) {
		return MQ_OK;
	}
	offset = offset < len ? offset : len;
	return refuse(diag, text, len, offset, _("pattern has a callout (?C)"));
}

static void *must(void *object)
{
	/* PCRE2 gives NULL only where memory is exhausted: end as mq_alloc does. */
	return object != NULL ? object : mq_alloc(SIZE_MAX);
}

static void set_limits(struct mq_pattern *pattern)
{
	uint32_t options = 0;

	pcre2_pattern_info(pattern->code, PCRE2_INFO_ALLOPTIONS, &options);
	pattern->anchored = (options & PCRE2_ANCHORED) != 0;
	pattern->data = must(pcre2_match_data_create(1, NULL));
	pattern->context = must(pcre2_match_context_create(NULL));
	pcre2_set_match_limit(pattern->context, MATCH_LIMIT);
	pcre2_set_depth_limit(pattern->context, DEPTH_LIMIT);
	pcre2_set_heap_limit(pattern->context, HEAP_LIMIT_KIB);
	if (pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE) == 0) {
		pattern->stack = must(pcre2_jit_stack_create(JIT_STACK_MIN, JIT_STACK_MAX, NULL));
		pcre2_jit_stack_assign(pattern->context, NULL, pattern->stack);
	}
}

enum mq_err mq_pattern_new(const char *text, size_t len, bool ignore_case,
	struct mq_pattern **pattern, struct mq_diag *diag)
{
	pcre2_code *code = NULL;
	enum mq_err err = check_text(text, len, diag);

	*pattern = NULL;
	if (err == MQ_OK) {
		err = compile(text, len, ignore_case, &code, diag);
	}
	if (err == MQ_OK) {
		err = check_callouts(code, text, len, diag);
	}
	if (err != MQ_OK) {
		pcre2_code_free(code);
		return err;
	}
	*pattern = mq_alloc(sizeof(**pattern));
	(*pattern)->code = code;
	set_limits(*pattern);
	return MQ_OK;
}

static enum mq_match match_of(int result)
{
	if (result >= 0) {
		return MQ_MATCH_YES;
	}
	return result == PCRE2_ERROR_NOMATCH ? MQ_MATCH_NO : MQ_MATCH_UNDECIDED;
}

/* Matches that begin at from to last, both included. */
static enum mq_match match(const struct mq_pattern *pattern, struct mq_slice subject, size_t from,
	size_t last, uint32_t options)
{
	PCRE2_SPTR text = subject.data != NULL ? subject.data : (PCRE2_SPTR)"";
	int result;

	options |= PCRE2_NO_UTF_CHECK;
	pcre2_set_offset_limit(pattern->context, last);
	result = pcre2_match(pattern->code, text, subject.len, from, options, pattern->data,
		pattern->context);
	if (result == PCRE2_ERROR_JIT_STACKLIMIT) {
		result = pcre2_match(pattern->code, text, subject.len, from, options | PCRE2_NO_JIT,
			pattern->data, pattern->context);
	}
	pcre2_set_offset_limit(pattern->context, PCRE2_UNSET);
	return match_of(result);
}

/* The same anywhere in a short text, past what pcre2_match looks at before it calls this. */
static enum mq_match match_fast(const struct mq_pattern *pattern, struct mq_slice subject)
{
	PCRE2_SPTR text = subject.data != NULL ? subject.data : (PCRE2_SPTR)"";
	int result = pcre2_jit_match(pattern->code, text, subject.len, 0, 0, pattern->data,
		pattern->context);

	return result == PCRE2_ERROR_JIT_STACKLIMIT ? match(pattern, subject, 0, subject.len, 0)
		: match_of(result);
}

static int64_t used_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static enum mq_match search_long(const struct mq_pattern *pattern, struct mq_slice subject)
{
	const unsigned char *bytes = subject.data;
	int64_t until = used_us() + SUBJECT_MAX_US;
	enum mq_match result = MQ_MATCH_NO;

	for (size_t from = 0; from <= subject.len && result == MQ_MATCH_NO;) {
		size_t next = from + STRETCH_BYTES;

		if (from > 0 && used_us() > until) {
			return MQ_MATCH_UNDECIDED;
		}
		while (next < subject.len && (bytes[next] & 0xc0) == 0x80) {
			next++;
		}
		result = match(pattern, subject, from, next - 1, 0);
		from = next;
	}
	return result;
}

enum mq_match mq_pattern_search(const struct mq_pattern *pattern, const char *subject, size_t len)
{
	if (len > LONG_BYTES && !pattern->anchored) {
		return search_long(pattern, mq_slice(subject, len));
	}
	return pattern->stack != NULL ? match_fast(pattern, mq_slice(subject, len))
		: match(pattern, mq_slice(subject, len), 0, len, 0);
}

enum mq_match mq_pattern_whole(const struct mq_pattern *pattern, const char *subject, size_t len)
{
	return match(pattern, mq_slice(subject, len), 0, 0, PCRE2_ANCHORED | PCRE2_ENDANCHORED);
}

void mq_pattern_free(struct mq_pattern *pattern)
{
	if (pattern == NULL) {
		return;
	}
	pcre2_match_data_free(pattern->data);
	pcre2_match_context_free(pattern->context);
	pcre2_jit_stack_free(pattern->stack);
	pcre2_code_free(pattern->code);
	free(pattern);
}
