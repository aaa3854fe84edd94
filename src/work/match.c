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

/* The provider with the most places of those that reach somebody; n_providers: none. */
static size_t best(const struct matching *m, mq_record_id resident, int item)
{
	size_t n = m->providers->n_providers;
	size_t found = n;

	for (size_t i = 0; i < n; i++) {
		const struct mq_provider *provider = &m->providers->providers[i];

		if (provider_offers(provider, item) && provider_places(provider) > 0 &&
		    (!m->reach[i] || mq_set_has(m->reach[i], resident)) &&
		    (found == n || provider_places(provider) > provider_places(&m->providers->providers[found]))) {
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
		.resident = resident, .provider = i, .item = need->item, .left = provider_places(provider),
		.household = mq_visit_household(m->view, (struct mq_whom){m->names.resident, resident}),
		.why = reason(m, need, provider),
	};
}

static bool is_offered(const struct matching *m, int item)
{
	for (size_t i = 0; i < m->providers->n_providers; i++) {
		if (provider_offers(&m->providers->providers[i], item)) {
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
	err = mq_query_hits(need->when, m->view, &needing, m->diag);
	if (err != MQ_OK) {
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
			err = mq_query_hits(m->providers->providers[i].where, m->view,
				&m->reach[i], m->diag);
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
