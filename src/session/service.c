#include "office.h"

#include <stdlib.h>
#include <string.h>

/* The ledger of services: lines begun, ended, paired with who gives them, who
 * then calls. */

struct doing {
	char *dir;
	const char *key;
	const char *provider;
	const char *const *words;
	size_t n_words;
};

/* A resident, or else a household, by its key. */
static enum mq_err find_whom(const struct mq_view *view, const char *key, struct mq_whom *whom,
	struct mq_diag *diag)
{
	struct mq_visit_said said = {0};
	enum mq_err err = mq_visit_read(view, key, NULL, 0, &said, diag);

	*whom = said.visit.whom;
	mq_visit_said_release(&said);
	return err;
}

static enum mq_err plan_add(void *context, const struct mq_view *view, struct mq_plan *plan,
	struct mq_diag *diag)
{
	const struct doing *doing = context;
	struct mq_whom whom;
	enum mq_err err = find_whom(view, doing->key, &whom, diag);

	return err != MQ_OK ? err :
		mq_service_plan(view, whom, doing->words, doing->n_words, plan, diag);
}

static enum mq_err plan_end(void *context, const struct mq_view *view, struct mq_plan *plan,
	struct mq_diag *diag)
{
	const struct doing *doing = context;

	return mq_service_end_plan(view, doing->key, doing->words, doing->n_words, plan, diag);
}

static enum mq_err plan_done(void *context, const struct mq_view *view, struct mq_plan *plan,
	struct mq_diag *diag)
{
	const struct doing *doing = context;

	return mq_service_done_plan(view, doing->dir, doing->key, doing->words, doing->n_words, plan,
		diag);
}

static enum mq_err plan_pair(void *context, const struct mq_view *view, struct mq_plan *plan,
	struct mq_diag *diag)
{
	const struct doing *doing = context;
	struct mq_whom whom;
	enum mq_err err = find_whom(view, doing->key, &whom, diag);

	return err != MQ_OK ? err : mq_service_pair_plan(view, doing->dir, whom, doing->provider,
		doing->words, doing->n_words, plan, diag);
}

enum mq_err mq_session_service_add(struct mq_session *session, const char *key,
	const char *const *words, size_t n_words, struct mq_plan *plan, struct mq_diag *diag)
{
	const struct office_act act = {.why = "service", .source = "service add"};
	struct doing doing = {.key = key, .words = words, .n_words = n_words};

	return office_do(session, &act, plan_add, &doing, plan, diag);
}

enum mq_err mq_session_service_end(struct mq_session *session, const char *id,
	const char *const *words, size_t n_words, struct mq_plan *plan, struct mq_diag *diag)
{
	const struct office_act act = {.why = "service", .source = "service end"};
	struct doing doing = {.key = id, .words = words, .n_words = n_words};

	return office_do(session, &act, plan_end, &doing, plan, diag);
}

enum mq_err mq_session_service_done(struct mq_session *session, const char *id,
	const char *const *words, size_t n_words, struct mq_plan *plan, struct mq_diag *diag)
{
	const struct office_act act = {.why = "service", .source = "service done"};
	struct doing doing = {.key = id, .words = words, .n_words = n_words};
	enum mq_err err;

	doing.dir = mq_session_config_dir(session);
	err = office_do(session, &act, plan_done, &doing, plan, diag);
	free(doing.dir);
	return err;
}

enum mq_err mq_session_service_pair(struct mq_session *session, const char *key,
	const char *provider, const char *const *words, size_t n_words, struct mq_plan *plan,
	struct mq_diag *diag)
{
	const struct office_act act = {.why = "pairing", .source = "service pair"};
	struct doing doing = {.key = key, .provider = provider, .words = words,
		.n_words = n_words};
	enum mq_err err;

	doing.dir = mq_session_config_dir(session);
	err = office_do(session, &act, plan_pair, &doing, plan, diag);
	free(doing.dir);
	return err;
}

/* ---- proposals ---- */

static const char *text_of(struct mq_row_source *source, const char *name, struct mq_arena *arena)
{
	mq_field_id field = mq_schema_field_exact(source->view->schema, source->kind, name,
		strlen(name));
	struct mq_slice text = {NULL, 0};

	if (field != MQ_NO_FIELD) {
		text = mq_row_source_text(source, field, false, arena);
	}
	return text.data ? text.data : "";
}

static void put_in_words(struct mq_session *session, const struct mq_providers *providers,
	const struct mq_pairings *pairings, struct mq_proposals *out)
{
	struct mq_row_source source = {0};
	struct mq_arena *arena = &out->arena;

	out->proposals = mq_arena_alloc(arena, (pairings->n + 1) * sizeof(*out->proposals));
	mq_row_source_begin(&source, &session->view, mq_schema_kind(session->schema, "resident"),
		MQ_NO_RECORD);
	for (; out->n < pairings->n; out->n++) {
		const struct mq_pairing *pairing = &pairings->pairings[out->n];
		const struct mq_code *item = &providers->items->codes[pairing->item];

		mq_row_source_turn(&source, pairing->resident);
		out->proposals[out->n] = (struct mq_proposal){
			.person_key = text_of(&source, "person_id", arena),
			.household_key = text_of(&source, "household_id", arena),
			.person = text_of(&source, "name", arena),
			.address = text_of(&source, "standard_address", arena),
			.item = item->id, .item_label = mq_code_label(item),
			.provider = mq_arena_strdup(arena, providers->providers[pairing->provider].name),
			.left = pairing->left, .why = mq_arena_strdup(arena, pairing->why),
		};
	}
	out->unplaced = pairings->unplaced;
	mq_row_source_release(&source);
}

static enum mq_err propose(struct mq_session *session, struct mq_providers *providers,
	const struct mq_query *query, size_t n_max, struct mq_proposals *out, struct mq_diag *diag)
{
	struct mq_pairings pairings = {0};
	struct mq_answer answer = {0};
	enum mq_err err = mq_query_answer(query, &session->view, &answer, NULL, diag);

	if (err == MQ_OK) {
		err = mq_service_match(&session->view, providers, answer.yes, n_max, &pairings, diag);
	}
	if (err == MQ_OK) {
		put_in_words(session, providers, &pairings, out);
	}
	mq_pairings_release(&pairings);
	mq_answer_release(&answer);
	return err;
}

static enum mq_err match(struct mq_session *session, struct mq_providers *providers,
	const char *text, size_t n_max, struct mq_proposals *out, struct mq_diag *diag)
{
	mq_kind_id resident = mq_schema_kind(session->schema, "resident");
	struct mq_query *query;
	enum mq_err err = mq_session_compile(session, resident, text, strlen(text), &query, diag);

	if (err != MQ_OK) {
		return err;
	}
	err = mq_query_kind(query) == resident ? propose(session, providers, query, n_max, out, diag) :
		mq_diag_add(diag, MQ_ERR_USAGE, "%s", _("proposals are for residents"));
	mq_query_free(query);
	return err;
}

static enum mq_err read_providers(struct mq_session *session, struct mq_providers *providers,
	struct mq_diag *diag)
{
	char *dir = mq_session_config_dir(session);
	enum mq_err err = mq_providers_read(dir, session->schema, session->today, providers, diag);

	free(dir);
	return err;
}

enum mq_err mq_session_service_match(struct mq_session *session, const char *query, size_t n_max,
	struct mq_proposals *proposals, struct mq_diag *diag)
{
	struct mq_providers providers = {0};
	enum mq_err err = mq_session_look(session, diag);

	if (err != MQ_OK) {
		return err;
	}
	err = read_providers(session, &providers, diag);
	if (err == MQ_OK) {
		err = match(session, &providers, query, n_max, proposals, diag);
	}
	mq_providers_release(&providers);
	mq_session_look_away(session);
	return err;
}

void mq_proposals_release(struct mq_proposals *proposals)
{
	mq_arena_release(&proposals->arena);
	*proposals = (struct mq_proposals){0};
}

enum mq_err mq_session_providers(struct mq_session *session, struct mq_providers *providers,
	struct mq_diag *diag)
{
	enum mq_err err = mq_session_look(session, diag);

	if (err != MQ_OK) {
		return err;
	}
	err = read_providers(session, providers, diag);
	if (err == MQ_OK) {
		err = mq_providers_count(&session->view, providers, diag);
	}
	mq_session_look_away(session);
	return err;
}
