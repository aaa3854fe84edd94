/*
 * Who fits bare words most closely goes first:
 *
 *     0  the name is the word, or is read as it        王芳, wangfang
 *     1  the name begins so, with whole syllables      王, wang: 王芳 before 万贵 (wan g…)
 *     2  it is written in the name, or is all of its initials: wf
 *     -  syllables further on, some initials, or another field
 *
 * Of several words the one that fits least counts. Names are few texts; where very many fit
 * nobody reads on to where it would matter, and all are alike.
 */
#include "evaluate.h"

#include <stdlib.h>
#include <string.h>

enum { CHUNK = 1024, RANKED_MAX = 8192, WORDS_MAX = 8, NAMES_MAX = 4 };

/* A field people are called by, and how it is read; NULL where that is not kept. */
struct name {
	const struct mq_texts *written;
	const struct mq_texts *readings;
};

/* A word, and whether it may be pinyin. */
struct word {
	const struct probe *probe;
	bool read;
};

struct closeness {
	struct eval *eval;
	struct word words[WORDS_MAX];
	size_t n_words;
	struct name names[NAMES_MAX];
	size_t n_names;
};

static void learn_words(const struct mq_query *query, struct closeness *closeness)
{
	for (size_t i = 0; i < query->n_conjuncts && closeness->n_words < WORDS_MAX; i++) {
		const struct tree *tree = query->conjuncts[i];

		if (tree->kind == TREE_WORDS && (tree->probe.how == PROBE_CONTAINS
				|| tree->probe.how == PROBE_READING)) {
			closeness->words[closeness->n_words++] = (struct word){&tree->probe,
				mq_reading_is_query(tree->probe.folded, tree->probe.len)};
		}
	}
}

static struct name name_of(struct mq_index *index, const struct mq_schema *schema,
	mq_field_id field)
{
	mq_field_id readings = readings_of(schema, field);

	return (struct name){mq_index_texts(index, field),
		readings != MQ_NO_FIELD ? mq_index_texts(index, readings) : NULL};
}

static void learn_names(const struct mq_query *query, struct closeness *closeness)
{
	const struct mq_schema *schema = query->schema;
	struct mq_index *index = closeness->eval->view->index;

	for (size_t i = 0; i < schema->n_fields && closeness->n_names < NAMES_MAX; i++) {
		const struct mq_field *field = schema->fields + i;

		if (field->kind == query->kind && field->bare && field->search == MQ_SEARCH_NAME) {
			closeness->names[closeness->n_names++] = name_of(index, schema, field->number);
		}
	}
}

/* ---- how closely ---- */

static unsigned closer(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

static unsigned of_text(const struct probe *word, struct mq_slice text)
{
	if (text.len < word->len || word->how == PROBE_READING) {
		return MQ_TIERS;
	}
	if (memcmp(text.data, word->folded, word->len) == 0) {
		return text.len == word->len ? 0 : 1;
	}
	return mq_text_contains(text.data, text.len, word->folded, word->len) ? 2 : MQ_TIERS;
}

/* May the first character be read so that it begins with the word's first letter? */
static bool may_begin(const struct probe *word, const char *readings, size_t len)
{
	for (size_t i = 0; i < len && readings[i] != ' '; i++) {
		if (readings[i] == word->folded[0] && (i == 0 || readings[i - 1] == '|')) {
			return true;
		}
	}
	return false;
}

static unsigned of_reading(const struct probe *word, struct mq_slice readings)
{
	const char *data = readings.data;
	enum mq_reading_match whole;

	if (!may_begin(word, data, readings.len)) {
		return MQ_TIERS;
	}
	whole = mq_reading_whole(data, readings.len, word->folded, word->len);
	if (whole != MQ_READING_NO) {
		return whole == MQ_READING_FULL ? 0 : 2;
	}
	return mq_reading_begins(data, readings.len, word->folded, word->len) ? 1 : MQ_TIERS;
}

static unsigned of_word(const struct closeness *closeness, const struct word *word,
	mq_record_id id)
{
	unsigned best = MQ_TIERS;

	for (size_t i = 0; i < closeness->n_names && best > 0; i++) {
		const struct name *name = closeness->names + i;

		best = closer(best, of_text(word->probe, mq_texts_get(name->written, id,
			MQ_FORM_FOLDED)));
		if (best > 0 && word->read && name->readings != NULL) {
			best = closer(best, of_reading(word->probe, mq_texts_get(name->readings, id,
				MQ_FORM_FOLDED)));
		}
	}
	return best;
}

static unsigned of_record(const struct closeness *closeness, mq_record_id id)
{
	unsigned worst = 0;

	for (size_t i = 0; i < closeness->n_words && worst < MQ_TIERS; i++) {
		unsigned one = of_word(closeness, closeness->words + i, id);

		worst = one > worst ? one : worst;
	}
	return worst;
}

/* ---- the door ---- */

static void part(const struct closeness *closeness, const struct mq_set *set,
	struct mq_set *tiers[MQ_TIERS])
{
	size_t n_all = (size_t)mq_set_count(set);
	mq_record_id *lists = mq_alloc((MQ_TIERS + 1) * (n_all + 1) * sizeof(*lists));
	size_t n_in[MQ_TIERS + 1] = {0};
	mq_record_id ids[CHUNK];
	size_t n;

	for (mq_record_id from = 0; (n = eval_read(closeness->eval, set, &from, ids, CHUNK)) > 0;) {
		for (size_t i = 0; i < n; i++) {
			unsigned tier = of_record(closeness, ids[i]);

			lists[tier * (n_all + 1) + n_in[tier]++] = ids[i];
		}
	}
	for (size_t tier = 0; tier < MQ_TIERS; tier++) {
		tiers[tier] = mq_set_of(lists + tier * (n_all + 1), n_in[tier]);
	}
	free(lists);
}

enum mq_err mq_query_tiers(const struct mq_query *query, const struct mq_view *view,
	const struct mq_set *set, struct mq_set *tiers[MQ_TIERS], struct mq_diag *diag)
{
	struct eval eval;
	struct closeness closeness = {.eval = &eval};
	enum mq_err err;

	memset(tiers, 0, MQ_TIERS * sizeof(*tiers));
	learn_words(query, &closeness);
	if (closeness.n_words == 0 || mq_set_count(set) > RANKED_MAX) {
		return MQ_OK;
	}
	eval_begin(&eval, view);
	learn_names(query, &closeness);
	if (closeness.n_names > 0) {
		part(&closeness, set, tiers);
	}
	err = eval_end(&eval, diag);
	for (size_t i = 0; err != MQ_OK && i < MQ_TIERS; i++) {
		mq_set_free(tiers[i]);
		tiers[i] = NULL;
	}
	return err;
}
