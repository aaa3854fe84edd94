#include "need.h"

#include <stdlib.h>
#include <string.h>

#include "visit_own.h"

/*
 * The words of a step: FIELD=VALUE of a need, why=REASON; what has no '=' is what is needed
 * where a need is added, and the reason with any other step.
 */

struct reading {
	const struct mq_need_rules *rules;
	struct mq_need_said *said;
	struct mq_record_value *values;
	struct mq_buf text;	/* of the words without '=' */
	struct mq_diag *diag;
};

static const char *const why_words[] = {"why", "reason", "原因", "理由", NULL};
static const char *const spot_words[] = {"spot", "当场", "当场办结", NULL};

static enum mq_err read_field(struct reading *r, const struct word *word)
{
	const struct mq_schema *schema = r->rules->schema;
	mq_field_id field = mq_work_field(schema, r->rules->kind, word->left.data, word->left.len);

	if (field != MQ_NO_FIELD && schema->fields[field].type != MQ_TYPE_REF) {
		r->values[r->said->given.n_values++] = (struct mq_record_value){field,
			word->right.len ? word->right : mq_slice(NULL, 0)};
		return MQ_OK;
	}
	return no_such_field(schema, r->rules->kind, word->left, r->diag);
}

static enum mq_err read_word(struct reading *r, const char *text)
{
	struct mq_need_given *given = &r->said->given;
	struct word word = word_split(text);

	if (word.right.data && !word_is(word.left, why_words)) {
		return read_field(r, &word);
	}
	if (word.right.data) {
		given->why = word.right.data;
	} else if (given->command == MQ_NEED_ADD && word_is(word.left, spot_words)) {
		given->spot = true;
	} else {
		mq_buf_adds(&r->text, r->text.len ? " " : "");
		mq_buf_adds(&r->text, text);
	}
	return MQ_OK;
}

static void settle_text(struct reading *r)
{
	struct mq_need_given *given = &r->said->given;
	const char *text = mq_arena_strndup(&r->said->arena, r->text.data ? r->text.data : "",
		r->text.len);

	if (*text && given->command == MQ_NEED_ADD) {
		r->values[given->n_values++] = (struct mq_record_value){
			mq_need_rules_field(r->rules, MQ_NEED_DETAIL), mq_slice_str(text)};
	} else if (*text && !given->why) {
		given->why = text;
	}
	mq_buf_release(&r->text);
}

enum mq_err mq_need_words(const struct mq_need_rules *rules, enum mq_need_command command,
	const char *const *words, size_t n_words, struct mq_need_said *said, struct mq_diag *diag)
{
	struct reading r = {.rules = rules, .said = said, .diag = diag};
	enum mq_err first = MQ_OK;

	*said = (struct mq_need_said){.given = {.command = command}};
	r.values = mq_arena_alloc(&said->arena, (n_words + 1) * sizeof(*r.values));
	for (size_t i = 0; i < n_words; i++) {
		enum mq_err err = read_word(&r, words[i]);

		first = first == MQ_OK ? err : first;
	}
	settle_text(&r);
	said->given.values = r.values;
	return first;
}

void mq_need_said_release(struct mq_need_said *said)
{
	mq_arena_release(&said->arena);
	*said = (struct mq_need_said){0};
}
