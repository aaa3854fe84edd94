/*
 * What completion counts is what asking counts: random questions, cut off at a random
 * place or with the cursor in the middle, and every candidate put in and asked.
 *
 * MINQING_SEED draws other questions than the usual ones.
 */
#include "property/shrink.h"

enum { N_HALVES = 1000 };

/* One text and a cursor. */
struct half {
	uint64_t seed;
	mq_kind_id kind;
	struct mq_buf text;
	size_t cursor;
};

/* Behind the bracket, or a colon in it, of the text's first list with arguments; else len. */
static size_t in_arguments(const struct mq_buf *text, bool colon)
{
	const char *list = text->len > 0 ? strchr(text->data, '@') : NULL;
	const char *open = list != NULL ? strpbrk(list, "( ") : NULL;
	size_t at = open != NULL && *open == '(' ? (size_t)(open - text->data) + 1 : text->len;

	size_t name = colon && at < text->len ? strcspn(text->data + at, ":") + 1 : 0;

	return at + name <= text->len ? at + name : at;
}

static void half_init(struct half *half, struct world *world, uint64_t seed)
{
	static const char *const kinds[] = {"resident", "resident", "resident", "household", "visit"};
	struct mq_arena arena = {0};
	struct dice dice = {seed};
	struct grower grower = {.world = world, .dice = &dice, .arena = &arena};
	struct speaker speaker = {.world = world, .dice = &dice, .out = &half->text};

	*half = (struct half){.seed = seed};
	half->kind = world_kind(world, dice_word(&dice, kinds, MQ_LENGTH(kinds)));
	say_or(&speaker, half->kind, grow(&grower, half->kind, (size_t)dice_between(&dice, 0, DEPTH)));
	half->cursor = in_arguments(&half->text, dice_percent(&dice, 50));
	if (half->cursor == half->text.len || dice_percent(&dice, 50)) {
		half->cursor = dice_below(&dice, half->text.len + 1);
	}
	while (half->cursor < half->text.len
			&& ((unsigned char)half->text.data[half->cursor] & 0xc0) == 0x80) {
		half->cursor++;
	}
	if (dice_percent(&dice, 70)) {
		half->text.len = half->cursor;
		half->text.data[half->cursor] = '\0';
	}
	mq_arena_release(&arena);
}

static bool ask_whole(const struct world *world, mq_kind_id kind, const char *text, uint64_t *hits)
{
	struct mq_query *query = NULL;
	struct mq_answer answer = {0};

	if (mq_query_new(world->schema, kind, world->view.today, MQ_QUERY_WHOLE, text,
			strlen(text), &query, NULL) != MQ_OK) {
		return false;
	}
	assert_int_equal(mq_query_answer(query, &world->view, &answer, NULL, NULL), MQ_OK);
	*hits = mq_set_count(answer.yes);
	mq_answer_release(&answer);
	mq_query_free(query);
	return true;
}

static size_t n_of(const char *text, const char *sign)
{
	size_t n = 0;

	for (const char *at = text; (at = strstr(at, sign)) != NULL; at += strlen(sign)) {
		n++;
	}
	return n;
}

/* How many brackets are open at the end, as if none stood in quotes. */
static size_t n_open(const char *text)
{
	size_t opened = n_of(text, "(") + n_of(text, "（");
	size_t closed = n_of(text, ")") + n_of(text, "）");

	return opened > closed ? opened - closed : 0;
}

/* Ask text with what it leaves open closed, in the first way that parses. */
static bool ask_closed(const struct world *world, mq_kind_id kind, const char *text, size_t open,
	uint64_t *hits)
{
	static const char *const ends[] = {")", "):*", ")>=1"};
	bool asked = open == 0 && ask_whole(world, kind, text, hits);

	for (size_t i = 0; i < MQ_LENGTH(ends) && open > 0 && !asked; i++) {
		char *closed = mq_format("%s%s", text, ends[i]);

		asked = ask_closed(world, kind, closed, open - 1, hits);
		free(closed);
	}
	return asked;
}

static size_t check(const struct world *world, const struct half *half,
	const struct mq_candidate *candidate)
{
	const char *typed = half->text.data != NULL ? half->text.data : "";
	char *text = mq_format("%.*s%s%s", (int)candidate->from, typed, candidate->insert,
		typed + candidate->to);
	char *listed = mq_format("%s}", text);
	uint64_t hits = 0;
	bool asked = ask_closed(world, half->kind, text, n_open(text), &hits)
		|| ask_closed(world, half->kind, listed, n_open(text), &hits);
	size_t wrong = !asked || hits != candidate->count || hits == 0;

	if (wrong > 0) {
		print_error("seed %llu: '%s' makes '%s': counted %llu, %s %llu\n",
			(unsigned long long)half->seed, typed, text,
			(unsigned long long)candidate->count, asked ? "asked" : "refused",
			(unsigned long long)hits);
	}
	free(text);
	free(listed);
	return wrong;
}

static void what_is_counted_is_what_asking_counts(void **state)
{
	struct world *world = *state;
	size_t counted = 0;
	size_t wrong = 0;

	world->view.cache = mq_cache_new((size_t)1 << 24);
	for (size_t i = 0; i < N_HALVES; i++) {
		struct mq_completion completion;
		struct half half;

		half_init(&half, world, seed_of(i));
		assert_int_equal(mq_query_complete(&world->view, half.kind,
			half.text.len > 0 ? half.text.data : "", half.text.len, half.cursor, 5,
			&completion, NULL), MQ_OK);
		for (size_t c = 0; c < completion.n; c++) {
			if (completion.candidates[c].counted) {
				counted++;
				wrong += check(world, &half, completion.candidates + c);
			}
		}
		mq_completion_release(&completion);
		mq_buf_release(&half.text);
	}
	mq_cache_free(world->view.cache);
	world->view.cache = NULL;
	print_message("# %zu candidates counted\n", counted);
	assert_true(counted > N_HALVES);
	assert_int_equal(wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_counted_is_what_asking_counts),
	};

	return cmocka_run_group_tests(tests, make_world, end_world);
}
