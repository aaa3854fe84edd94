#include "duty_own.h"

#include <string.h>

/*
 * The questions behind the figures of duties, as texts that anybody can ask again:
 *
 *     from:household (committee:310106021001) visits.any(visit_time:2026-03-01..2026-03-31 …)
 *
 * visit_staff holds one name, or several with a separator between them. A person is found there
 * by a pattern, so that 王明 is not found in 王明华; next_name reads it in the same way.
 */

static const char *const separators[] = {"、", "，", ",", "；", ";"};
static const char separator_class[] = "[、，,；;]";

void query_from(const struct mq_schema *schema, mq_kind_id kind, struct mq_buf *out)
{
	mq_buf_adds(out, "from:");
	mq_buf_adds(out, schema->kinds[kind].id);
}

void query_and(const char *expression, struct mq_buf *out)
{
	if (expression && *expression) {
		mq_buf_adds(out, " (");
		mq_buf_adds(out, expression);
		mq_buf_adds(out, ")");
	}
}

/* What a pattern reads as a sign of its own is escaped. */
static void add_name(const char *name, struct mq_buf *out)
{
	for (const char *at = name; *at; at++) {
		mq_buf_adds(out, strchr("\\^$.|?*+()[]{}/-", *at) ? "\\" : "");
		mq_buf_addc(out, *at);
	}
}

/* Before and behind the names of a pattern. */
static void open_pattern(const char *field, struct mq_buf *out)
{
	mq_buf_addf(out, "%s~/(^|%s *)(", field, separator_class);
}

static void close_pattern(struct mq_buf *out)
{
	mq_buf_addf(out, ") *(%s|$)/", separator_class);
}

/* As many patterns as it takes, each of a length that can be asked; of nobody it is true of
 * nothing. */
static void add_people(const char *field, const struct duty_people *people, struct mq_buf *out)
{
	enum { NAMES_BYTES = 320 };
	size_t from;

	mq_buf_adds(out, people->n > 1 ? "(" : "");
	open_pattern(field, out);
	from = out->len;
	for (size_t i = 0; i < people->n; i++) {
		if (out->len - from > NAMES_BYTES) {
			close_pattern(out);
			mq_buf_adds(out, " or ");
			open_pattern(field, out);
			from = out->len;
		}
		mq_buf_adds(out, out->len > from ? "|" : "");
		add_name(people->people[i]->name, out);
	}
	mq_buf_adds(out, people->n == 0 ? "(?!)" : "");
	close_pattern(out);
	mq_buf_adds(out, people->n > 1 ? ")" : "");
}

void query_window(const struct mq_schema *schema, const struct duty_world *world,
	const struct mq_duty *duty, struct mq_stretch days, struct mq_buf *out)
{
	char from[16];
	char to[16];

	mq_day_format(days.from, from);
	mq_day_format(days.to, to);
	mq_buf_addf(out, "%s:%s..%s %s:%s", schema->fields[schema->kinds[world->visit].date].id,
		from, to, schema->fields[world->outcome].id, duty->outcomes);
}

void query_visited(const struct mq_schema *schema, const struct duty_world *world,
	const char *window, const struct duty_people *people, struct mq_buf *out)
{
	mq_buf_adds(out, " ");
	mq_buf_adds(out, schema->kinds[world->visit].relation);
	mq_buf_adds(out, ".any(");
	if (people) {
		add_people(schema->fields[world->staff].id, people, out);
		mq_buf_adds(out, " ");
	}
	mq_buf_adds(out, window);
	mq_buf_adds(out, ")");
}

void query_not_visited(const struct mq_schema *schema, const struct duty_world *world,
	const char *window, struct mq_buf *out)
{
	mq_buf_adds(out, " ");
	mq_buf_adds(out, schema->kinds[world->visit].relation);
	mq_buf_adds(out, ".none(");
	mq_buf_adds(out, schema->fields[schema->kinds[world->visit].date].id);
	mq_buf_adds(out, ":* ");
	mq_buf_adds(out, schema->fields[world->outcome].id);
	mq_buf_adds(out, ":* ");
	mq_buf_adds(out, window);
	mq_buf_adds(out, ")");
}

/* ---- names ---- */

/* The first bytes of separators; few texts have any. */
static bool may_separate(char c)
{
	return c == ',' || c == ';' || (unsigned char)c == 0xe3 || (unsigned char)c == 0xef;
}

/* How many bytes of a separator stand there; 0: none. */
static size_t separator_at(const char *at, size_t len)
{
	for (size_t i = 0; may_separate(*at) && i < MQ_LENGTH(separators); i++) {
		size_t n = strlen(separators[i]);

		if (n <= len && memcmp(at, separators[i], n) == 0) {
			return n;
		}
	}
	return 0;
}

bool next_name(struct mq_slice text, size_t *at, struct mq_slice *name)
{
	const char *bytes = text.data;
	size_t from = *at;
	size_t end;
	size_t n = 0;

	while (from < text.len && bytes[from] == ' ') {
		from++;
	}
	if (from >= text.len) {
		return false;
	}
	for (end = from; end < text.len && (n = separator_at(bytes + end, text.len - end)) == 0;) {
		end++;
	}
	*at = end + n;
	while (end > from && bytes[end - 1] == ' ') {
		end--;
	}
	*name = mq_slice(bytes + from, end - from);
	return true;
}
