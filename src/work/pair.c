#include "visit_own.h"

#include <stdlib.h>
#include <string.h>

/*
 * A pairing as a line of the ledger of services: what the provider gives, by when it first calls,
 * until when it is looked at again, and whether it fits. Somebody whom the provider does not reach,
 * or who does not need what it gives, is refused unless it is said to be meant.
 */

static struct mq_provider *find_provider(const struct mq_providers *providers, const char *name,
	struct mq_diag *diag)
{
	struct mq_provider *found = provider_named(providers, mq_slice_str(name));
	const char **names;

	if (found) {
		return found;
	}
	names = mq_alloc((providers->n_providers + 1) * sizeof(*names));
	for (size_t i = 0; i < providers->n_providers; i++) {
		names[i] = providers->providers[i].name;
	}
	mq_diag_add(diag, MQ_ERR_NOT_FOUND, _("there is no provider called '%s'"), name);
	if (!mq_diag_suggest(diag, name, names, providers->n_providers)) {
		mq_diag_hint(diag, "%s", _("`minqing service providers` lists them"));
	}
	free(names);
	return NULL;
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

/* The item that the words ask for; -1: none. What is no word, or none, is told by who plans. */
static int item_said(const struct mq_view *view, const struct mq_providers *providers,
	const char *const *words, size_t n_words)
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
	return item;
}

/* ---- does it fit ---- */

/* A pairing as it is planned. */
struct pairing_plan {
	const struct mq_view *view;
	struct mq_whom whom;
	const struct mq_providers *providers;
	struct mq_provider *provider;
	bool anyway;		/* what does not fit is noted and not refused */
	struct mq_plan *plan;
	struct mq_diag *diag;
};

static enum mq_err misfit(const struct pairing_plan *p, const char *text)
{
	if (p->anyway) {
		plan_note(p->plan, "%s", text);
		return MQ_OK;
	}
	mq_diag_add(p->diag, MQ_ERR_INPUT, "%s", text);
	mq_diag_hint(p->diag, "%s", _("`minqing service match` proposes others; `anyway` pairs them"));
	return MQ_ERR_INPUT;
}

/* Is it true of whom the pairing is for, or of one of the household? Unknown is not true. */
static enum mq_err holds(const struct pairing_plan *p, const struct mq_query *query, bool *is)
{
	mq_record_id ids[MQ_VISIT_MEMBERS_MAX];
	size_t n = 1;

	ids[0] = p->whom.id;
	if (p->whom.kind != mq_schema_kind(p->view->schema, "resident")) {
		n = mq_visit_members(p->view, p->whom.id, ids, MQ_VISIT_MEMBERS_MAX);
	}
	return is_true_of_any(p->view, query, ids, n, is, p->diag);
}

static enum mq_err check_place(const struct pairing_plan *p)
{
	bool is = true;
	enum mq_err err = p->provider->where ? holds(p, p->provider->where, &is) : MQ_OK;

	return err != MQ_OK || is ? err : misfit(p, mq_arena_format(&p->plan->arena,
		_("'%s' does not reach where they live"), p->provider->name));
}

static enum mq_err check_need(const struct pairing_plan *p, int item)
{
	bool is = true;
	enum mq_err err = MQ_OK;

	for (size_t i = 0; i < p->providers->n_needs && err == MQ_OK && item >= 0; i++) {
		if (p->providers->needs[i].item == item) {
			err = holds(p, p->providers->needs[i].when, &is);
		}
	}
	return err != MQ_OK || is ? err : misfit(p, mq_arena_format(&p->plan->arena,
		_("nothing says that they need '%s', or they have it already"),
		mq_code_label(&p->providers->items->codes[item])));
}

static enum mq_err check_offered(const struct pairing_plan *p, int item)
{
	return item < 0 || provider_offers(p->provider, item) ? MQ_OK : mq_diag_add(p->diag, MQ_ERR_INPUT,
		_("'%s' does not give '%s'"), p->provider->name,
		mq_code_label(&p->providers->items->codes[item]));
}

static enum mq_err check_left(const struct pairing_plan *p)
{
	enum mq_err err = mq_provider_count(p->view, p->provider, p->diag);

	if (err != MQ_OK || provider_places(p->provider) > 0) {
		return err;
	}
	mq_diag_add(p->diag, MQ_ERR_INPUT, _("'%s' has no place left: %llu of %llu are taken"),
		p->provider->name, (unsigned long long)p->provider->taken,
		(unsigned long long)p->provider->capacity);
	mq_diag_hint(p->diag, "%s", _("`minqing service match` proposes others"));
	return MQ_ERR_INPUT;
}

/* Takes the word `anyway` out of them. */
static size_t without_anyway(const char *const *words, size_t n_words, const char **out,
	bool *anyway)
{
	static const char *const names[] = {"anyway", "仍然", NULL};
	size_t n = 0;

	for (size_t i = 0; i < n_words; i++) {
		if (word_is(mq_slice_str(words[i]), names)) {
			*anyway = true;
		} else {
			out[n++] = words[i];
		}
	}
	return n;
}

static enum mq_err plan_pair(struct pairing_plan *p, const char *const *words, size_t n_words)
{
	struct mq_arena *arena = &p->plan->arena;
	const char **own = mq_arena_alloc(arena, (n_words + 1) * sizeof(*own));
	const char **all = mq_arena_alloc(arena, (n_words + 4) * sizeof(*all));
	size_t n_own = without_anyway(words, n_words, own, &p->anyway);
	size_t n = pairing_words(p->view, p->providers, p->provider, own, n_own, all, arena);
	int item = item_said(p->view, p->providers, all, n);
	enum mq_err err = check_offered(p, item);

	if (err == MQ_OK) {
		err = service_plan(p->view, p->whom, all, n, p->provider->first_days, p->plan,
			p->diag);
	}
	if (err != MQ_OK || p->plan->there) {
		return err;
	}
	err = check_left(p);
	if (err == MQ_OK) {
		err = check_place(p);
	}
	return err == MQ_OK ? check_need(p, item) : err;
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
		struct pairing_plan p = {.view = view, .whom = whom, .providers = &providers,
			.provider = provider, .plan = plan, .diag = diag};

		err = provider ? plan_pair(&p, words, n_words) : MQ_ERR_NOT_FOUND;
	}
	mq_providers_release(&providers);
	return err;
}
