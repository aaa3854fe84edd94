#include "own.h"

#include <stdlib.h>
#include <string.h>

#include <minqing/saved.h>

/*
 * Whom to call on next. A plan is kept as a saved list of keys, @round, and a second one that
 * leans on it, @round_left: those of it without a visit since the day of the plan. What is done
 * is worked out by asking both; nothing is ticked off by hand.
 */

static const char plan_name[] = "round";
static const char left_name[] = "round_left";

/* ---- rows ---- */

/* Lent to one sheet while it is filled. */
struct filling {
	struct mq_session *session;
	struct mq_round_sheet *sheet;
	mq_kind_id household;
	mq_kind_id resident;
	struct mq_set *here;		/* residents who live here; NULL: nobody knows */
	struct mq_row_source source;
	struct mq_buf text;
};

static const char *keep(struct filling *filling)
{
	const char *kept = mq_arena_strndup(&filling->sheet->arena,
		filling->text.data ? filling->text.data : "", filling->text.len);

	mq_buf_clear(&filling->text);
	return kept;
}

static const char *value(struct filling *filling, mq_kind_id kind, mq_record_id id,
	mq_field_id field, bool canonical)
{
	if (field != MQ_NO_FIELD) {
		mq_row_source_begin(&filling->source, &filling->session->view, kind, id);
		mq_row_source_value(&filling->source, field, canonical, &filling->text);
	}
	return keep(filling);
}

static mq_field_id title_of(const struct filling *filling, mq_kind_id kind)
{
	return kind == MQ_NO_KIND ? MQ_NO_FIELD :
		mq_kind_title(&filling->session->schema->kinds[kind]);
}

/* Those of the household who live there, as far as that can be asked; how many. */
static size_t who_is_there(struct filling *filling, mq_record_id household, mq_record_id *ids,
	size_t n_ids)
{
	const struct mq_kind *resident = &filling->session->schema->kinds[filling->resident];
	size_t n = resident->n_links ? mq_query_linked(&filling->session->view,
		resident->links[0], household, 0, ids, n_ids) : 0;
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		ids[kept] = ids[i];
		kept += !filling->here || mq_set_has(filling->here, ids[i]);
	}
	return kept;
}

/* "王芳", or "王芳 and 2 more". */
static const char *people_of(struct filling *filling, mq_record_id household)
{
	enum { MEMBERS_MAX = 64 };
	mq_record_id ids[MEMBERS_MAX];
	const char *first;
	size_t n = filling->resident == MQ_NO_KIND ? 0 :
		who_is_there(filling, household, ids, MEMBERS_MAX);

	if (n == 0) {
		return "";
	}
	first = value(filling, filling->resident, ids[0], title_of(filling, filling->resident),
		false);
	return n == 1 ? first : mq_arena_format(&filling->sheet->arena, _("%s and %zu more"), first,
		n - 1);
}

/* Whose record says that they live here. Definitions without such a field have no set. */
static struct mq_set *find_here(struct filling *filling)
{
	static const char text[] = "living_status:here";
	struct mq_set *here = NULL;

	if (filling->resident != MQ_NO_KIND) {
		mq_query_hits_of(&filling->session->view, filling->resident, text, &here, NULL);
	}
	return here;
}

static void begin_filling(struct filling *filling, struct mq_session *session,
	struct mq_round_sheet *sheet, size_t n)
{
	*filling = (struct filling){.session = session, .sheet = sheet,
		.household = mq_schema_kind(session->schema, "household"),
		.resident = mq_schema_kind(session->schema, "resident")};
	filling->here = find_here(filling);
	sheet->rows = mq_arena_alloc(&sheet->arena, (n + 1) * sizeof(*sheet->rows));
}

static struct mq_round_row *add_row(struct filling *filling, const struct mq_round_stop *stop)
{
	struct mq_round_row *row = &filling->sheet->rows[filling->sheet->n_rows++];
	mq_kind_id dwelling = mq_kind_above(filling->session->schema, filling->household);

	row->stop = *stop;
	row->key = value(filling, filling->household, stop->household,
		title_of(filling, filling->household), true);
	row->place = value(filling, filling->household, stop->household,
		title_of(filling, dwelling), false);
	row->people = people_of(filling, stop->household);
	return row;
}

static void end_filling(struct filling *filling)
{
	mq_set_free(filling->here);
	mq_row_source_release(&filling->source);
	mq_buf_release(&filling->text);
}

void mq_round_sheet_release(struct mq_round_sheet *sheet)
{
	mq_round_release(&sheet->round);
	mq_arena_release(&sheet->arena);
	*sheet = (struct mq_round_sheet){0};
}

/* ---- ranking ---- */

static enum mq_err whose(struct mq_session *session, const char *name,
	const struct mq_person **person, struct mq_diag *diag)
{
	enum mq_err err;

	if (name) {
		return mq_session_find_person(session, name, person, diag);
	}
	*person = mq_session_person(session);
	if (*person) {
		return MQ_OK;
	}
	err = mq_diag_add(diag, MQ_ERR_NOT_FOUND,
		_("'%s' is not the account of anybody of the staff"), session->officer);
	mq_diag_hint(diag, _("say whose round it is, or add account: to staff.yaml"));
	return err;
}

enum mq_err mq_session_round(struct mq_session *session, const char *name, size_t n,
	struct mq_round_sheet *sheet, struct mq_diag *diag)
{
	const struct mq_staff *staff;
	const struct mq_duties *duties;
	const struct mq_person *person;
	struct filling filling;
	enum mq_err err = mq_session_duties(session, &staff, &duties, diag);

	*sheet = (struct mq_round_sheet){.day = session->today};
	if (err == MQ_OK) {
		err = whose(session, name, &person, diag);
	}
	if (err == MQ_OK) {
		err = mq_session_look(session, diag);
	}
	if (err != MQ_OK) {
		return err;
	}
	err = mq_round_rank(&session->view, duties, person, n, &sheet->round, diag);
	begin_filling(&filling, session, sheet, sheet->round.n_stops);
	for (size_t i = 0; i < sheet->round.n_stops; i++) {
		add_row(&filling, &sheet->round.stops[i]);
	}
	end_filling(&filling);
	mq_session_look_away(session);
	return err;
}

/* ---- the plan ---- */

/* "household_id:{"H00000012" …}" */
static void write_plan(const struct mq_session *session, mq_kind_id household,
	const struct mq_round_sheet *sheet, struct mq_buf *out)
{
	mq_buf_addf(out, "%s:{", session->schema->fields[
		session->schema->kinds[household].key[0]].id);
	for (size_t i = 0; i < sheet->n_rows; i++) {
		mq_buf_adds(out, i ? " " : "");
		mq_query_quote(sheet->rows[i].key, strlen(sheet->rows[i].key), out);
	}
	mq_buf_adds(out, "}");
}

static void write_left(const struct mq_session *session, mq_kind_id visit, struct mq_buf *out)
{
	const struct mq_kind *kind = &session->schema->kinds[visit];
	char day[16];

	mq_day_format(session->today, day);
	mq_buf_addf(out, "@%s %s.none(%s>=%s)", plan_name, kind->relation,
		session->schema->fields[kind->date].id, day);
}

static enum mq_err save(struct mq_session *session, const char *name, mq_kind_id kind,
	struct mq_buf *text, char **path, struct mq_diag *diag)
{
	enum mq_err err = mq_session_saved_save(session, name, kind, text->data, text->len, NULL,
		false, path, diag);

	mq_buf_clear(text);
	return err;
}

static enum mq_err keep_plan(struct mq_session *session, const struct mq_round_sheet *sheet,
	char **path, struct mq_diag *diag)
{
	mq_kind_id household = mq_schema_kind(session->schema, "household");
	mq_kind_id visit = mq_schema_kind(session->schema, "visit");
	struct mq_buf text = {0};
	char *second = NULL;
	enum mq_err err;

	if (session->schema->kinds[household].n_key != 1 || visit == MQ_NO_KIND) {
		return mq_diag_add(diag, MQ_ERR_CONFIG,
			_("a plan needs households with a key of one field, and visits"));
	}
	write_plan(session, household, sheet, &text);
	err = save(session, plan_name, household, &text, path, diag);
	if (err == MQ_OK) {
		write_left(session, visit, &text);
		err = save(session, left_name, household, &text, &second, diag);
	}
	mq_buf_release(&text);
	free(second);
	return err;
}

enum mq_err mq_session_round_plan(struct mq_session *session, const char *person, size_t n,
	struct mq_round_sheet *sheet, char **path, struct mq_diag *diag)
{
	enum mq_err err = mq_session_round(session, person, n, sheet, diag);

	*path = NULL;
	if (err == MQ_OK && sheet->n_rows == 0) {
		err = mq_diag_add(diag, MQ_ERR_NOT_FOUND, _("nobody is pressing: there is nothing to plan"));
	}
	return err == MQ_OK ? keep_plan(session, sheet, path, diag) : err;
}

static enum mq_err ask_list(struct mq_session *session, mq_kind_id kind, const char *name,
	struct mq_set **set, struct mq_diag *diag)
{
	char *text = mq_format("@%s", name);
	struct mq_query *query = NULL;
	enum mq_err err = mq_session_compile(session, kind, text, strlen(text), &query, diag);

	*set = NULL;
	if (err == MQ_OK) {
		err = mq_query_hits(query, &session->view, set, diag);
	}
	mq_query_free(query);
	free(text);
	return err;
}

/* What write_left wrote; today where it is gone. */
static mq_day day_of_plan(const struct mq_session *session)
{
	const struct mq_saved *left = mq_schema_saved(session->schema, left_name, strlen(left_name),
		MQ_SAVED_PERSONAL);
	const char *at = left && left->is ? strstr(left->is, ">=") : NULL;
	mq_day day = session->today;

	if (at && strlen(at + 2) >= strlen("2026-03-01")) {
		mq_day_parse(at + 2, strlen("2026-03-01"), &day);
	}
	return day;
}

static void fill_planned(struct mq_session *session, struct mq_set *plan,
	const struct mq_set *left, struct mq_round_sheet *sheet)
{
	size_t n = mq_set_count(plan);
	mq_record_id *ids = mq_alloc((n + 1) * sizeof(*ids));
	struct filling filling;

	n = mq_set_read(plan, 0, ids, n);
	mq_round_walk(&session->view, ids, n);
	begin_filling(&filling, session, sheet, n);
	for (size_t i = 0; i < n; i++) {
		struct mq_round_row *row = add_row(&filling,
			&(struct mq_round_stop){.household = ids[i]});

		row->visited = !mq_set_has(left, ids[i]);
		sheet->n_visited += row->visited;
	}
	end_filling(&filling);
	free(ids);
}

static bool is_planned(struct mq_session *session)
{
	mq_session_see_files(session);
	return mq_schema_saved(session->schema, plan_name, strlen(plan_name), MQ_SAVED_PERSONAL) &&
		mq_schema_saved(session->schema, left_name, strlen(left_name), MQ_SAVED_PERSONAL);
}

enum mq_err mq_session_round_planned(struct mq_session *session, struct mq_round_sheet *sheet,
	struct mq_diag *diag)
{
	mq_kind_id household = mq_schema_kind(session->schema, "household");
	struct mq_set *plan = NULL;
	struct mq_set *left = NULL;
	enum mq_err err = mq_session_look(session, diag);

	*sheet = (struct mq_round_sheet){0};
	if (err != MQ_OK) {
		return err;
	}
	if (!is_planned(session)) {
		err = mq_diag_add(diag, MQ_ERR_NOT_FOUND, _("no round is planned"));
		mq_diag_hint(diag, _("`minqing round plan` makes one"));
	}
	if (err == MQ_OK) {
		err = ask_list(session, household, plan_name, &plan, diag);
	}
	if (err == MQ_OK) {
		err = ask_list(session, household, left_name, &left, diag);
	}
	if (err == MQ_OK) {
		sheet->day = day_of_plan(session);
		fill_planned(session, plan, left, sheet);
	}
	mq_set_free(plan);
	mq_set_free(left);
	mq_session_look_away(session);
	return err;
}
