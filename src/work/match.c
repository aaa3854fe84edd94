#include "visit_own.h"

#include <stdlib.h>
#include <string.h>

/*
 * Providers and people brought together. Who needs an item and does not have it is an expression;
 * whom a provider reaches is another; of those who give it and reach somebody, the one
 * with the most places left is proposed, each proposal taking a place.
 */

struct matching {
	const struct mq_view *view;
	struct visit_names names;
	struct mq_providers *providers;
	struct mq_set **reach;		/* by provider: whom it reaches */
	const struct mq_set *residents;
	size_t n_max;
	struct mq_pairings *out;
	struct mq_diag *diag;
};

void mq_pairings_release(struct mq_pairings *pairings)
{
	free(pairings->pairings);
	mq_arena_release(&pairings->arena);
	*pairings = (struct mq_pairings){0};
}

static enum mq_err answer_set(const struct mq_view *view, const struct mq_query *query,
	struct mq_set **set, struct mq_diag *diag)
{
	struct mq_answer answer = {0};
	enum mq_err err = mq_query_answer(query, view, &answer, NULL, diag);

	*set = answer.yes;
	answer.yes = NULL;
	mq_answer_release(&answer);
	return err;
}

static bool offers(const struct mq_provider *provider, int item)
{
	for (size_t i = 0; i < provider->n_items; i++) {
		if (provider->items[i] == item) {
			return true;
		}
	}
	return false;
}

static uint64_t places(const struct mq_provider *provider)
{
	return provider->capacity > provider->taken ? provider->capacity - provider->taken : 0;
}

/* The provider with the most places of those that reach somebody; n_providers: none. */
static size_t best(const struct matching *m, mq_record_id resident, int item)
{
	size_t n = m->providers->n_providers;
	size_t found = n;

	for (size_t i = 0; i < n; i++) {
		const struct mq_provider *provider = &m->providers->providers[i];

		if (offers(provider, item) && places(provider) > 0 &&
		    (!m->reach[i] || mq_set_has(m->reach[i], resident)) &&
		    (found == n || places(provider) > places(&m->providers->providers[found]))) {
			found = i;
		}
	}
	return found;
}

/* What makes somebody need the item, and the place: the first condition of each, in words. */
static const char *reason(const struct matching *m, const struct mq_need_of *need,
	const struct mq_provider *provider)
{
	struct mq_buf text = {0};
	const char *why;

	for (size_t i = 0; i + 1 < mq_query_n_conjuncts(need->when); i++) {
		mq_buf_adds(&text, i ? "; " : "");
		mq_query_say_conjunct(need->when, i, &text);
	}
	for (size_t i = 0; provider->where && i < mq_query_n_conjuncts(provider->where); i++) {
		mq_buf_adds(&text, "; ");
		mq_query_say_conjunct(provider->where, i, &text);
	}
	why = mq_arena_strndup(&m->out->arena, text.len ? text.data : "", text.len);
	mq_buf_release(&text);
	return why;
}

static void propose(struct matching *m, const struct mq_need_of *need, mq_record_id resident)
{
	struct mq_pairings *out = m->out;
	size_t i = best(m, resident, need->item);
	struct mq_provider *provider = i < m->providers->n_providers ? &m->providers->providers[i] :
		NULL;

	if (!provider) {
		out->unplaced++;
		return;
	}
	provider->taken++;
	if (out->n == m->n_max) {
		return;
	}
	out->pairings = mq_grow(out->pairings, &out->cap, out->n + 1, sizeof(*out->pairings));
	out->pairings[out->n++] = (struct mq_pairing){
		.resident = resident, .provider = i, .item = need->item, .left = places(provider),
		.household = mq_visit_household(m->view, (struct mq_whom){m->names.resident, resident}),
		.why = reason(m, need, provider),
	};
}

static bool is_offered(const struct matching *m, int item)
{
	for (size_t i = 0; i < m->providers->n_providers; i++) {
		if (offers(&m->providers->providers[i], item)) {
			return true;
		}
	}
	return false;
}

static enum mq_err match_item(struct matching *m, const struct mq_need_of *need)
{
	struct mq_set *needing;
	struct mq_set *asked;
	mq_record_id *ids;
	size_t n;
	enum mq_err err;

	if (!is_offered(m, need->item)) {
		return MQ_OK;
	}
	err = answer_set(m->view, need->when, &needing, m->diag);
	if (err != MQ_OK) {
		mq_set_free(needing);
		return err;
	}
	asked = mq_set_and(needing, m->residents);
	n = (size_t)mq_set_count(asked);
	ids = mq_alloc((n + 1) * sizeof(*ids));
	n = mq_query_page(m->view, m->names.resident, asked, NULL, 0, 0, ids, n);
	for (size_t i = 0; i < n; i++) {
		propose(m, need, ids[i]);
	}
	free(ids);
	mq_set_free(asked);
	mq_set_free(needing);
	return MQ_OK;
}

static enum mq_err find_reach(struct matching *m)
{
	enum mq_err err = MQ_OK;

	for (size_t i = 0; i < m->providers->n_providers && err == MQ_OK; i++) {
		if (m->providers->providers[i].where) {
			err = answer_set(m->view, m->providers->providers[i].where, &m->reach[i],
				m->diag);
		}
	}
	return err;
}

enum mq_err mq_service_match(const struct mq_view *view, struct mq_providers *providers,
	const struct mq_set *residents, size_t n_max, struct mq_pairings *pairings,
	struct mq_diag *diag)
{
	struct matching m = {.view = view, .providers = providers, .residents = residents,
		.n_max = n_max, .out = pairings, .diag = diag};
	enum mq_err err = visit_names_find(view->schema, &m.names, diag);

	m.reach = mq_alloc((providers->n_providers + 1) * sizeof(struct mq_set *));
	err = err == MQ_OK ? mq_providers_count(view, providers, diag) : err;
	err = err == MQ_OK ? find_reach(&m) : err;
	for (size_t i = 0; i < providers->n_needs && err == MQ_OK; i++) {
		err = match_item(&m, &providers->needs[i]);
	}
	for (size_t i = 0; i < providers->n_providers; i++) {
		mq_set_free(m.reach[i]);
	}
	free(m.reach);
	return err;
}

/* ---- a pairing ---- */

static struct mq_provider *find_provider(struct mq_providers *providers, const char *name,
	struct mq_diag *diag)
{
	const char **names = mq_alloc((providers->n_providers + 1) * sizeof(*names));
	struct mq_provider *found = NULL;

	for (size_t i = 0; i < providers->n_providers; i++) {
		names[i] = providers->providers[i].name;
		found = strcmp(names[i], name) == 0 ? &providers->providers[i] : found;
	}
	if (!found) {
		mq_diag_add(diag, MQ_ERR_NOT_FOUND, _("there is no provider called '%s'"), name);
		if (!mq_diag_suggest(diag, name, names, providers->n_providers)) {
			mq_diag_hint(diag, "%s", _("`minqing service providers` lists them"));
		}
	}
	free(names);
	return found;
}

/* The words that a pairing adds to what was said of its line. */
static size_t pairing_words(const struct mq_view *view, const struct mq_providers *providers,
	const struct mq_provider *provider, const char *const *words, size_t n_words,
	const char **all, struct mq_arena *arena)
{
	size_t n = 0;

	if (provider->n_items == 1) {
		all[n++] = mq_arena_format(arena, "service_item=%s",
			providers->items->codes[provider->items[0]].id);
	}
	if (provider->review_months > 0) {
		char day[16];

		mq_day_format(mq_day_add_months(view->today, provider->review_months), day);
		all[n++] = mq_arena_format(arena, "service_review=%s", day);
	}
	for (size_t i = 0; i < n_words; i++) {
		all[n++] = words[i];
	}
	all[n++] = mq_arena_format(arena, "service_provider=%s", provider->name);
	return n;
}

/* Does the provider give what the words ask for? What is no word, or none, is told by who plans. */
static enum mq_err check_offered(const struct mq_view *view, const struct mq_providers *providers,
	const struct mq_provider *provider, const char *const *words, size_t n_words,
	struct mq_diag *diag)
{
	mq_kind_id kind = mq_schema_kind(view->schema, "service");
	int item = -1;

	for (size_t i = 0; i < n_words && kind != MQ_NO_KIND; i++) {
		struct word word = word_split(words[i]);
		mq_field_id field = mq_work_field(view->schema, kind, word.left.data, word.left.len);

		if (field != MQ_NO_FIELD && view->schema->fields[field].codes == providers->items &&
		    word.right.data) {
			item = mq_codes_find(providers->items, word.right.data, word.right.len);
		}
	}
	return item < 0 || offers(provider, item) ? MQ_OK : mq_diag_add(diag, MQ_ERR_INPUT,
		_("'%s' does not give '%s'"), provider->name,
		mq_code_label(&providers->items->codes[item]));
}

static enum mq_err plan_pair(const struct mq_view *view, struct mq_whom whom,
	const struct mq_providers *providers, struct mq_provider *provider,
	const char *const *words, size_t n_words, struct mq_plan *plan, struct mq_diag *diag)
{
	const char **all = mq_arena_alloc(&plan->arena, (n_words + 4) * sizeof(*all));
	size_t n = pairing_words(view, providers, provider, words, n_words, all, &plan->arena);
	enum mq_err err = check_offered(view, providers, provider, all, n, diag);

	if (err == MQ_OK) {
		err = mq_service_plan(view, whom, all, n, plan, diag);
	}
	if (err == MQ_OK && !plan->there) {
		err = mq_provider_count(view, provider, diag);
	}
	if (err == MQ_OK && !plan->there && places(provider) == 0) {
		err = mq_diag_add(diag, MQ_ERR_INPUT, _("'%s' has no place left: %llu of %llu are taken"),
			provider->name, (unsigned long long)provider->taken,
			(unsigned long long)provider->capacity);
		mq_diag_hint(diag, "%s", _("`minqing service match` proposes others"));
	}
	return err;
}

enum mq_err mq_service_pair_plan(const struct mq_view *view, const char *dir, struct mq_whom whom,
	const char *name, const char *const *words, size_t n_words, struct mq_plan *plan,
	struct mq_diag *diag)
{
	struct mq_providers providers;
	struct mq_provider *provider;
	enum mq_err err = mq_providers_read(dir, view->schema, view->today, &providers, diag);

	if (err == MQ_OK) {
		provider = find_provider(&providers, name, diag);
		err = provider ? plan_pair(view, whom, &providers, provider, words, n_words, plan, diag) :
			MQ_ERR_NOT_FOUND;
	}
	mq_providers_release(&providers);
	return err;
}
