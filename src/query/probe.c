/*
 * What a typed text is held against the texts of records as. A pattern is
 * compiled once, here, and belongs to the query.
 */
#include "compile.h"

#include <string.h>

#include <minqing/text.h>

static void keep_pattern(struct mq_query *query, struct mq_pattern *pattern)
{
	query->patterns = mq_grow(query->patterns, &query->cap_patterns, query->n_patterns + 1,
		sizeof(*query->patterns));
	query->patterns[query->n_patterns++] = pattern;
}

/* The place in the query's text of the column in a pattern, which may begin with a
 * slash that the pattern does not know of. */
static size_t pattern_place(const struct compile *compile, const struct literal *literal,
	size_t column)
{
	struct lexer lexer = compile->lexer;

	lexer.at = literal->from;
	lex_take(&lexer, '/');
	for (; column > 1 && lexer.at < literal->end; column--) {
		lex_skip(&lexer);
	}
	return lexer.at;
}

/* The same characters, each as itself. */
static void repair_pattern(struct compile *compile, const struct literal *literal)
{
	static const char special[] = "\\^$.|?*+()[]{}/";
	struct mq_buf pattern = {0};

	for (size_t i = 0; i < literal->len; i++) {
		if (strchr(special, literal->text[i]) != NULL) {
			mq_buf_addc(&pattern, '\\');
		}
		mq_buf_addc(&pattern, literal->text[i]);
	}
	compile_repair(compile, literal->from, literal->end, "/%.*s/", (int)pattern.len,
		pattern.len > 0 ? pattern.data : "");
	mq_buf_release(&pattern);
}

/* Tell what PCRE2 said. */
static void refuse_pattern(struct compile *compile, const struct literal *literal,
	const struct mq_diag *why, enum mq_err err)
{
	const struct mq_fault *fault = why->n_faults > 0 ? why->faults : NULL;

	compile_fault(compile, pattern_place(compile, literal, fault != NULL ? fault->column : 0),
		literal->end, err == MQ_ERR_LIMIT ? err : MQ_ERR_QUERY, "%s",
		fault != NULL ? fault->message : _("this pattern is refused"));
	if (fault != NULL && fault->hint != NULL) {
		compile_hint(compile, "%s", fault->hint);
	}
	if (err == MQ_ERR_QUERY) {
		repair_pattern(compile, literal);
	}
}

static bool bind_pattern(struct compile *compile, const struct literal *literal,
	struct probe *probe)
{
	struct mq_pattern *pattern = NULL;
	struct mq_diag why = {0};
	enum mq_err err = mq_pattern_new(literal->text, literal->len, literal->ignore_case, &pattern,
		&why);

	if (err != MQ_OK) {
		refuse_pattern(compile, literal, &why, err);
	} else {
		keep_pattern(compile->query, pattern);
		*probe = (struct probe){.how = PROBE_PATTERN, .pattern = pattern,
			.source = literal->text, .source_len = literal->len};
	}
	mq_diag_release(&why);
	return err == MQ_OK;
}

/* …4417 or ...4417, what a text ends in: the bytes of the mark. */
static size_t suffix_mark(const struct literal *literal)
{
	static const char *const marks[] = {"…", "..."};

	for (size_t i = 0; i < MQ_LENGTH(marks); i++) {
		size_t len = strlen(marks[i]);

		if (literal->form == LITERAL_PLAIN && literal->len > len
				&& memcmp(literal->text, marks[i], len) == 0) {
			return len;
		}
	}
	return 0;
}

static bool suffix_is_long(struct compile *compile, const struct literal *literal, size_t mark)
{
	enum { SUFFIX_CHARS_MIN = 3 };

	if (mq_utf8_count(literal->text + mark, literal->len - mark) >= SUFFIX_CHARS_MIN) {
		return true;
	}
	compile_fault(compile, literal->from, literal->end, MQ_ERR_QUERY,
		_("an ending wants at least %d characters"), SUFFIX_CHARS_MIN);
	compile_repair_quoted(compile, literal->from, literal->end);
	return false;
}

void probe_bind_as(struct compile *compile, const struct literal *literal, enum probe_how how,
	struct probe *probe)
{
	struct mq_buf folded = {0};

	mq_utf8_fold(&folded, literal->text, literal->len);
	*probe = (struct probe){.how = how, .len = folded.len,
		.folded = mq_arena_strndup(&compile->query->arena,
			folded.len > 0 ? folded.data : "", folded.len)};
	mq_buf_release(&folded);
}

bool probe_bind(struct compile *compile, const struct literal *literal, bool whole,
	struct probe *probe)
{
	size_t mark = whole ? 0 : suffix_mark(literal);
	struct mq_buf folded = {0};

	if (literal->form == LITERAL_PATTERN) {
		return bind_pattern(compile, literal, probe);
	}
	if (mark > 0 && !suffix_is_long(compile, literal, mark)) {
		return false;
	}
	mq_utf8_fold(&folded, literal->text + mark, literal->len - mark);
	probe->how = mark > 0 ? PROBE_SUFFIX
		: whole || literal->form == LITERAL_EXACT ? PROBE_WHOLE : PROBE_CONTAINS;
	probe->loose = literal->form == LITERAL_PLAIN;
	probe->len = folded.len;
	probe->folded = mq_arena_strndup(&compile->query->arena,
		folded.len > 0 ? folded.data : "", folded.len);
	mq_buf_release(&folded);
	return true;
}
