/* A form as keys fill it in: its rows, the words they come to, and whose fault a refusal is. */
#include "session/office.h"

#include "unit.h"

#include <minqing/office.h>

#include "../../src/ui/form.h"

/* ---- a form without a register ---- */

static size_t n_said;
static const char *refused;	/* a word that is refused, or NULL */

static enum mq_err make(struct mq_form_state *form, struct mq_diag *diag)
{
	(void)diag;
	form->title = "nobody";
	return MQ_OK;
}

static enum mq_err say(struct mq_form_state *form, const char *const *words, size_t n, bool trying,
	struct mq_form_told *told, struct mq_diag *diag)
{
	(void)form;
	n_said += !trying;
	for (size_t i = 0; refused && i < n; i++) {
		if (strcmp(words[i], refused) == 0) {
			return mq_diag_add(diag, MQ_ERR_INPUT, "not so");
		}
	}
	mq_buf_adds(&told->text, "done");
	return MQ_OK;
}

static const struct mq_form_use use = {.name = "test", .done = "do it", .make = make, .say = say,
	.can_try = true};

static struct mq_form_choice *choices_of(struct mq_form_state *form, const char *const *ids,
	size_t n)
{
	struct mq_form_choice *choices = mq_arena_alloc(&form->arena, n * sizeof(*choices));
	for (size_t i = 0; i < n; i++) {
		choices[i] = (struct mq_form_choice){.id = ids[i], .label = ids[i],
			.names = {.id = ids[i]}};
	}
	return choices;
}

static void open_line(struct mq_form_state *form, size_t at, size_t choice)
{
	char *word = mq_format("need:%s=", form->rows[at].choices[choice].id);
	mq_form_add(form, at, MQ_FORM_LINE, "need", word)->opened = true;
	mq_form_select(form, at, 1);
	free(word);
}

enum { MET, OUTCOME, NOTE, ASKED, FACT, NEED, DONE, N_ROWS };

/* Somebody of two is met; how; a note; what is asked of the second; one of many; what opens. */
static struct mq_form_state form_open(struct mq_session *session)
{
	static const char *const people[] = {"P1", "P2"};
	static const char *const outcomes[] = {"met", "not_home", "refused"};
	static const char *const fields[] = {"phone", "phone_home", "email"};
	struct mq_form_state form;
	assert_int_equal(mq_form_open(&form, &use, session, 0, 0, NULL), MQ_OK);
	struct mq_form_row *row = mq_form_add(&form, MET, MQ_FORM_SEVERAL, "met", "met=");
	row->choices = choices_of(&form, people, 2);
	row->n_choices = 2;
	form.deciding = MET;
	row = mq_form_add(&form, OUTCOME, MQ_FORM_PICK, "outcome", "outcome=");
	row->choices = choices_of(&form, outcomes, 3);
	row->n_choices = 3;
	row->base = true;
	row->required = true;
	mq_form_add(&form, NOTE, MQ_FORM_LINE, "note", "note=");
	mq_form_add(&form, ASKED, MQ_FORM_LINE, "asked", "asked=")->of = 2;
	row = mq_form_add(&form, FACT, MQ_FORM_FIND, "fact", "fact=");
	row->choices = choices_of(&form, fields, 3);
	row->n_choices = 3;
	row = mq_form_add(&form, NEED, MQ_FORM_PICK, "+ need", "");
	row->choices = choices_of(&form, outcomes, 3);
	row->n_choices = 3;
	row->opens = open_line;
	mq_form_select(&form, MET, 1);
	return form;
}

static void type(struct mq_form_state *form, const char *text)
{
	for (size_t n; *text; text += n) {
		n = mq_utf8_grapheme(text, strlen(text));
		mq_form_type(form, text, n);
	}
}

/* All words with a '|' behind each. */
static char *words_of(const struct mq_form_state *form)
{
	struct mq_buf text = {0};
	size_t n;
	char **words = mq_form_words(form, &n);
	mq_buf_adds(&text, "");
	for (size_t i = 0; i < n; i++) {
		mq_buf_addf(&text, "%s|", words[i]);
	}
	mq_form_words_free(words, n);
	return mq_buf_take(&text);
}

static void expect(const struct mq_form_state *form, const char *expected)
{
	char *words = words_of(form);
	assert_string_equal(words, expected);
	free(words);
}

static void digits_choose_and_text_is_typed(void **state)
{
	struct office *office = *state;
	struct mq_form_state form = form_open(office->session);
	type(&form, "12");
	expect(&form, "met=P1,P2|");
	type(&form, "1");	/* again: no longer */
	mq_form_next(&form);
	type(&form, "２");	/* an input method was left on; goes on by itself */
	type(&form, "敲门12");
	mq_form_next(&form);
	type(&form, "x");
	expect(&form, "met=P2|outcome=not_home|note=敲门12|asked=x|");
	mq_form_release(&form);
}

static void what_is_asked_of_somebody_is_in_force_while_that_one_was_met(void **state)
{
	struct office *office = *state;
	struct mq_form_state form = form_open(office->session);
	assert_true(mq_form_in_force(&form, ASKED));	/* nobody is chosen yet */
	type(&form, "1");
	assert_false(mq_form_in_force(&form, ASKED));
	mq_form_select(&form, NOTE, 1);
	mq_form_go(&form, 1);
	assert_int_equal(form.list.selected, FACT);
	mq_form_go(&form, -1);
	assert_int_equal(form.list.selected, NOTE);
	mq_form_select(&form, MET, 1);
	type(&form, "2");
	assert_true(mq_form_in_force(&form, ASKED));
	mq_form_release(&form);
}

static void one_of_many_is_found_by_a_part_of_its_name(void **state)
{
	struct office *office = *state;
	struct mq_form_state form = form_open(office->session);
	mq_form_select(&form, FACT, 1);
	type(&form, "pho");
	expect(&form, "");
	mq_form_step(&form, 1);
	mq_form_next(&form);
	expect(&form, "fact=phone_home|");
	assert_int_equal(form.list.selected, NEED);
	mq_form_select(&form, FACT, 1);
	type(&form, "zzz");	/* behind what was taken: it is none any more */
	expect(&form, "");
	mq_form_next(&form);
	assert_non_null(form.rows[FACT].fault);
	assert_int_equal(form.list.selected, FACT);
	mq_form_release(&form);
}

static void a_choice_opens_a_row_that_backspace_takes_out(void **state)
{
	struct office *office = *state;
	struct mq_form_state form = form_open(office->session);
	mq_form_select(&form, NEED, 1);
	type(&form, "2");
	assert_int_equal(form.n, N_ROWS + 1);
	assert_int_equal(form.list.selected, NEED);
	type(&form, "漏水");
	expect(&form, "need:not_home=漏水|");
	assert_false(mq_form_clear(&form));	/* that deletes what is typed */
	mq_form_next(&form);
	assert_int_equal(form.list.selected, NEED + 1);	/* for a further one */
	type(&form, "1");
	assert_true(mq_form_clear(&form));
	assert_int_equal(form.n, N_ROWS + 1);
	expect(&form, "need:not_home=漏水|");
	mq_form_release(&form);
}

static void what_is_missing_is_told_beside_its_row(void **state)
{
	struct office *office = *state;
	struct mq_form_state form = form_open(office->session);
	struct mq_form_told told = {0};
	n_said = 0;
	assert_int_equal(mq_form_do(&form, &told, NULL), MQ_ERR_INPUT);
	assert_int_equal(n_said, 0);
	assert_int_equal(form.list.selected, OUTCOME);
	assert_non_null(form.rows[OUTCOME].fault);
	type(&form, "1");
	assert_null(form.rows[OUTCOME].fault);
	assert_int_equal(mq_form_do(&form, &told, NULL), MQ_OK);
	assert_string_equal(told.text.data, "done");
	mq_buf_release(&told.text);
	mq_form_release(&form);
}

static void the_row_whose_word_is_refused_is_to_blame(void **state)
{
	struct office *office = *state;
	struct mq_form_state form = form_open(office->session);
	struct mq_form_told told = {0};
	struct mq_diag diag = {0};
	mq_form_select(&form, OUTCOME, 1);
	type(&form, "1");
	type(&form, "x");
	mq_form_select(&form, NEED, 1);
	type(&form, "1");
	type(&form, "y");
	refused = "need:met=y";
	assert_int_equal(mq_form_do(&form, &told, &diag), MQ_ERR_INPUT);
	assert_int_equal(diag.n_faults, 0);
	assert_string_equal(form.rows[NEED].fault, "not so");
	assert_null(form.rows[NOTE].fault);
	assert_int_equal(form.list.selected, NEED);
	refused = NULL;
	expect(&form, "outcome=met|note=x|need:met=y|");	/* nothing typed is lost */
	mq_form_release(&form);
}

static void a_draft_is_taken_up_by_the_form_of_its_place(void **state)
{
	struct office *office = *state;
	struct mq_drafts drafts = {0};
	struct mq_form_state form = form_open(office->session);
	mq_form_select(&form, NOTE, 1);
	type(&form, "half");
	mq_drafts_keep(&drafts, &form);
	assert_int_equal(form.n, 0);
	form = form_open(office->session);
	form.place_id = 1;
	assert_false(mq_drafts_take(&drafts, &form));
	form.place_id = 0;
	assert_true(mq_drafts_take(&drafts, &form));
	expect(&form, "note=half|");
	assert_int_equal(drafts.n, 0);
	mq_form_release(&form);
	mq_drafts_release(&drafts);
}

/* Somebody else led it on while it lay there: the rows are the new ones, what was typed is kept. */
static void a_draft_of_what_stands_elsewhere_by_now_keeps_its_texts_alone(void **state)
{
	struct office *office = *state;
	struct mq_drafts drafts = {0};
	struct mq_form_state form = form_open(office->session);
	mq_form_select(&form, OUTCOME, 1);
	type(&form, "1half");
	mq_drafts_keep(&drafts, &form);
	form = form_open(office->session);
	form.title = "nobody, further on";
	assert_true(mq_drafts_take(&drafts, &form));
	assert_string_equal(form.title, "nobody, further on");
	expect(&form, "note=half|");
	assert_int_equal(drafts.n, 0);
	mq_form_release(&form);
	mq_drafts_release(&drafts);
}

/* Whatever is pressed: keys are on a row in force, and walking about changes no word. */
static void keys_in_any_order_leave_a_form_that_holds(void **state)
{
	enum { TRIES = 40, KEYS = 400 };
	static const char *const texts[] = {"1", "2", "3", "x", "王", " ", "p"};
	struct office *office = *state;
	uint64_t seed = 88172645463325252u;
	for (int turn = 0; turn < TRIES; turn++) {
		struct mq_form_state form = form_open(office->session);
		for (int i = 0; i < KEYS; i++) {
			switch (unit_below(&seed, 6)) {
			case 0:
				type(&form, texts[unit_below(&seed, MQ_LENGTH(texts))]);
				break;
			case 1:
				mq_form_clear(&form);
				break;
			case 2:
				mq_form_turn(&form, unit_below(&seed, 2) ? 1 : -1);
				break;
			case 3:
				mq_form_next(&form);
				break;
			default: {
				char *before = words_of(&form);
				mq_form_go(&form, unit_below(&seed, 2) ? 1 : -1);
				expect(&form, before);
				free(before);
			}
			}
			assert_true(form.list.selected < form.n);
			assert_true(mq_form_in_force(&form, form.list.selected));
			assert_int_equal(form.rows[form.n - 1].kind, MQ_FORM_DONE);
			assert_string_equal(form.rows[form.deciding].word, "met=");
		}
		mq_form_release(&form);
	}
}

/* ---- a visit ---- */

/* The first resident of a question, and the form of a visit to that one. */
static struct mq_form_state visit_form(struct office *office, const char *query)
{
	struct mq_glance glance = {0};
	struct mq_form_state form;
	assert_int_equal(mq_session_glance(office->session, office->resident, query, strlen(query), 1,
		&glance, &office->diag), MQ_OK);
	assert_int_equal(glance.n, 1);
	assert_int_equal(mq_form_open(&form, &mq_form_visit, office->session, office->resident,
		glance.first[0].id, &office->diag), MQ_OK);
	mq_glance_release(&glance);
	return form;
}

static size_t row_at(struct mq_form_state *form, const char *word)
{
	const struct mq_form_row *row = mq_form_row_of(form, word);
	assert_non_null(row);
	return (size_t)(row - form->rows);
}

static void a_visit_begins_as_most_visits_are(void **state)
{
	struct office *office = *state;
	struct mq_form_state form = visit_form(office, "age>=80");
	struct mq_form_told told = {0};
	char *expected = mq_format("met=%s|visit_outcome=met|", form.key);
	expect(&form, expected);
	uint64_t before = office_hits(office, "visits.any(visit_time:2026-03-01 met)");
	assert_int_equal(mq_form_do(&form, &told, &office->diag), MQ_OK);
	assert_int_equal(office_hits(office, "visits.any(visit_time:2026-03-01 met)"), before + 1);
	mq_buf_release(&told.text);
	mq_buf_release(&told.hint);
	assert_int_equal(mq_form_do(&form, &told, &office->diag), MQ_ERR_INPUT);	/* once is enough */
	assert_non_null(mq_form_here(&form)->fault);
	type(&form, "1");
	assert_int_equal(mq_form_do(&form, &told, &office->diag), MQ_OK);
	mq_buf_release(&told.text);
	mq_buf_release(&told.hint);
	free(expected);
	mq_form_release(&form);
}

static void a_day_to_come_and_a_bad_number_are_told_beside_their_rows(void **state)
{
	struct office *office = *state;
	struct mq_form_state form = visit_form(office, "age:70..75");
	struct mq_form_told told = {0};
	struct mq_diag diag = {0};
	uint64_t before = office_hits(office, "visits.any(visit_time:2026-03-01)");
	mq_form_select(&form, row_at(&form, "visit_time="), 1);
	type(&form, "2099-01-01");
	assert_int_equal(mq_form_do(&form, &told, &diag), MQ_ERR_INPUT);
	assert_non_null(form.rows[row_at(&form, "visit_time=")].fault);
	assert_int_equal(diag.n_faults, 0);
	struct mq_prompt *day = &form.rows[row_at(&form, "visit_time=")].typed;
	mq_prompt_set(day, "yesterdayish", 12);
	assert_int_equal(mq_form_do(&form, &told, &diag), MQ_ERR_INPUT);
	assert_non_null(form.rows[row_at(&form, "visit_time=")].fault);
	assert_int_equal(office_hits(office, "visits.any(visit_time:2026-03-01)"), before);
	mq_buf_release(&told.text);
	mq_form_release(&form);
}

static void a_service_needs_its_item_and_nothing_else(void **state)
{
	struct office *office = *state;
	struct mq_form_state form = visit_form(office, "age:80..85");
	struct mq_form_state service;
	struct mq_form_told told = {0};
	assert_int_equal(mq_form_open(&service, &mq_form_service, office->session, form.kind, form.id,
		&office->diag), MQ_OK);
	assert_int_equal(mq_form_do(&service, &told, &office->diag), MQ_ERR_INPUT);
	type(&service, "legal_aid");
	mq_form_next(&service);
	expect(&service, "service_item=legal_aid|");
	assert_int_equal(mq_form_do(&service, &told, &office->diag), MQ_OK);
	assert_true(office_hits(office, "services.any(service_item:legal_aid service_from:2026-03-01)") > 0);
	mq_buf_release(&told.text);
	mq_buf_release(&told.hint);
	mq_form_release(&service);
	mq_form_release(&form);
}

/* The one need that a question is true of. */
static mq_record_id need_of(struct office *office, const char *query)
{
	mq_kind_id kind = mq_schema_kind(mq_session_schema(office->session), "need");
	struct mq_glance glance = {0};
	assert_int_equal(mq_session_glance(office->session, kind, query, strlen(query), 1, &glance,
		&office->diag), MQ_OK);
	assert_int_equal(glance.hits, 1);
	mq_record_id id = glance.first[0].id;
	mq_glance_release(&glance);
	return id;
}

static void done(struct mq_form_state *form)
{
	struct mq_form_told told = {0};
	struct mq_diag diag = {0};
	assert_int_equal(mq_form_do(form, &told, &diag), MQ_OK);
	assert_true(told.text.len > 0 && told.hint.len > 0);
	mq_buf_release(&told.text);
	mq_buf_release(&told.hint);
	mq_form_release(form);
}

/* As on the screen, within the snapshot that a key press holds. */
static void a_need_is_told_and_led_on_by_the_steps_it_has(void **state)
{
	struct office *office = *state;
	struct mq_form_state form = visit_form(office, "age:60..65");
	struct mq_form_state need;
	mq_kind_id kind = mq_schema_kind(mq_session_schema(office->session), "need");
	mq_session_hold(office->session);
	assert_int_equal(mq_form_open(&need, &mq_form_need, office->session, form.kind, form.id,
		&office->diag), MQ_OK);
	type(&need, "1楼道积水");
	expect(&need, "need_kind=repair|need_detail=楼道积水|");
	done(&need);
	mq_record_id id = need_of(office, "need_detail:楼道积水 need_state:open");
	struct mq_form_told told = {0};
	struct mq_diag diag = {0};
	assert_int_equal(mq_form_open(&need, &mq_form_step_of_need, office->session, kind, id, NULL),
		MQ_OK);
	expect(&need, "");	/* it is asked first what is done next */
	assert_false(mq_form_in_force(&need, row_at(&need, "why=")));
	assert_int_equal(mq_form_do(&need, &told, &diag), MQ_ERR_INPUT);
	assert_non_null(need.rows[row_at(&need, "step=")].fault);
	type(&need, "1");
	assert_int_equal(mq_form_do(&need, &told, &diag), MQ_ERR_INPUT);
	assert_non_null(need.rows[row_at(&need, "why=")].fault);	/* nothing was answered */
	mq_form_select(&need, row_at(&need, "why="), 1);
	type(&need, "已派人");
	done(&need);
	assert_int_equal(need_of(office, "need_detail:楼道积水 need_state:doing"), id);
	assert_int_not_equal(mq_form_open(&need, &mq_form_step_of_need, office->session, form.kind,
		form.id, &diag), MQ_OK);	/* who has a need is none */
	mq_diag_release(&diag);
	mq_session_let_go(office->session);
	mq_form_release(&form);
}

/* By the table of needs, whatever the need: no step is offered that is refused for its state, none
 * that is possible is missing, and what each must have is asked for. */
static void a_need_offers_the_steps_that_are_possible_and_no_others(void **state)
{
	struct office *office = *state;
	mq_kind_id kind = mq_schema_kind(mq_session_schema(office->session), "need");
	struct mq_glance glance = {0};
	assert_int_equal(mq_session_glance(office->session, kind, "", 0, 60, &glance, NULL), MQ_OK);
	assert_true(glance.n > 5);
	for (size_t i = 0; i < glance.n; i++) {
		struct mq_form_state form;
		assert_int_equal(mq_form_open(&form, &mq_form_step_of_need, office->session, kind,
			glance.first[i].id, NULL), MQ_OK);
		const struct mq_form_row *menu = mq_form_row_of(&form, "step=");
		size_t offered = 0;
		for (int c = MQ_NEED_ANSWER; c < MQ_NEED_COMMANDS; c++) {
			struct mq_needs done = {0};
			enum mq_err err = mq_session_need_step(office->session, (enum mq_need_command)c,
				form.key, NULL, 0, &done, NULL);	/* told nothing */
			bool is_offered = offered < menu->n_choices && strcmp(menu->choices[offered].id,
				mq_need_command_id((enum mq_need_command)c)) == 0;
			assert_int_equal(err, is_offered ? MQ_ERR_INPUT : MQ_ERR_USAGE);
			offered += is_offered;
			mq_needs_release(&done);
		}
		assert_int_equal(offered, menu->n_choices);
		mq_form_release(&form);
	}
	mq_glance_release(&glance);
}

static void what_a_step_lacks_is_told_in_the_words_of_the_form(void **state)
{
	struct office *office = *state;
	mq_kind_id kind = mq_schema_kind(mq_session_schema(office->session), "need");
	struct mq_form_state form;
	struct mq_form_told told = {0};
	struct mq_diag diag = {0};
	mq_record_id id = need_of(office, "need_detail:楼道积水");
	assert_int_equal(mq_form_open(&form, &mq_form_step_of_need, office->session, kind, id, NULL),
		MQ_OK);
	struct mq_form_row *menu = mq_form_row_of(&form, "step=");
	for (size_t i = 0; i < menu->n_choices; i++) {
		menu->choices[i].chosen = strcmp(menu->choices[i].id, "close") == 0;
	}
	assert_int_equal(mq_form_do(&form, &told, &diag), MQ_ERR_INPUT);
	const char *fault = form.rows[row_at(&form, "need_result=")].fault;
	assert_non_null(fault);
	assert_null(strstr(fault, "need_"));
	assert_non_null(strstr(fault, "satisfaction"));
	mq_diag_release(&diag);
	mq_form_release(&form);
}

/* A text by its sign, one of few by its key, several of few by theirs. */
static void a_fact_is_taken_back_by_a_sign(void **state)
{
	struct office *office = *state;
	struct mq_form_state form = form_open(office->session);
	mq_form_add_unknown(&form, &form.rows[NOTE]);
	mq_form_add_unknown(&form, &form.rows[OUTCOME]);
	mq_form_add_unknown(&form, &form.rows[MET]);
	type(&form, "13");	/* behind the two there are */
	expect(&form, "met=|");
	type(&form, "2");
	expect(&form, "met=P2|");
	mq_form_select(&form, OUTCOME, 1);
	type(&form, "？");	/* as its key, 4 */
	type(&form, "？");
	expect(&form, "met=P2|outcome=|note=|");
	type(&form, "x");	/* a text that only begins so */
	expect(&form, "met=P2|outcome=|note=？x|");
	mq_form_release(&form);
}

static void a_fact_that_is_taken_back_is_not_known_any_more(void **state)
{
	struct office *office = *state;
	struct mq_form_state form = visit_form(office, "age>=75 phone_mobile:* marital_status:*");
	uint64_t before = office_hits(office, "phone_mobile:?");
	size_t opens = 0;
	while (!form.rows[opens].opens || form.rows[opens].kind != MQ_FORM_FIND) {
		opens++;
	}
	mq_form_select(&form, opens, 1);
	type(&form, "phone_mobile");
	mq_form_next(&form);
	assert_true(mq_form_here(&form)->clears);
	type(&form, "?");
	done(&form);
	assert_int_equal(office_hits(office, "phone_mobile:?"), before + 1);
}

static void a_service_is_ended_with_a_reason(void **state)
{
	struct office *office = *state;
	const struct mq_schema *schema = mq_session_schema(office->session);
	mq_kind_id kind = mq_schema_kind(schema, "service");
	struct mq_glance glance = {0};
	struct mq_form_state form;
	struct mq_form_told told = {0};
	assert_int_equal(mq_session_glance(office->session, kind, "service_open", 12, 1, &glance,
		NULL), MQ_OK);
	assert_ptr_equal(mq_form_lead_on(schema, kind), &mq_form_step_of_service);
	assert_int_equal(mq_form_open(&form, &mq_form_step_of_service, office->session, kind,
		glance.first[0].id, NULL), MQ_OK);
	assert_int_equal(mq_form_do(&form, &told, NULL), MQ_ERR_INPUT);
	type(&form, "1");	/* of nobody it is said that they call */
	assert_int_equal(mq_form_do(&form, &told, NULL), MQ_ERR_INPUT);
	type(&form, "2");
	done(&form);
	uint64_t open = glance.hits;
	mq_glance_release(&glance);
	assert_int_equal(mq_session_glance(office->session, kind, "service_open", 12, 0, &glance,
		NULL), MQ_OK);
	assert_int_equal(glance.hits, open - 1);
	mq_glance_release(&glance);
}

/* How many ways a service that a query names can be led on, and the first of them. */
static size_t ways(struct office *office, const char *query, char *first, size_t size)
{
	mq_kind_id kind = mq_schema_kind(mq_session_schema(office->session), "service");
	struct mq_glance glance = {0};
	struct mq_form_state form;
	assert_int_equal(mq_session_glance(office->session, kind, query, strlen(query), 1, &glance,
		NULL), MQ_OK);
	assert_true(glance.hits > 0);
	assert_int_equal(mq_form_open(&form, &mq_form_step_of_service, office->session, kind,
		glance.first[0].id, NULL), MQ_OK);
	size_t n = form.rows[form.deciding].n_choices;
	snprintf(first, size, "%s", form.rows[form.deciding].choices[0].id);
	mq_form_release(&form);
	mq_glance_release(&glance);
	return n;
}

static void a_call_is_offered_only_where_somebody_calls(void **state)
{
	struct office *office = *state;
	static const struct {
		const char *words[3];
		size_t ways;
		const char *first;
	} lines[] = {
		{{"item=legal_aid", "from=2026-01-01", "amount=1"}, 1, "end"},
		{{"item=legal_aid", "from=2026-01-02", "provider=乙"}, 2, "done"},
		{{"item=legal_aid", "from=2026-01-03", "next=2026-03-05"}, 2, "done"},
		{{"item=legal_aid", "provider=乙", "state=told"}, 1, "end"},
	};
	for (size_t i = 0; i < MQ_LENGTH(lines); i++) {
		struct mq_plan plan = {0};
		char first[16];
		assert_int_equal(mq_session_service_add(office->session, "P00000002",
			lines[i].words, MQ_LENGTH(lines[i].words), &plan, NULL), MQ_OK);
		char *query = mq_format("service_id='%s'", plan.key);
		assert_int_equal(ways(office, query, first, sizeof(first)), lines[i].ways);
		assert_string_equal(first, lines[i].first);
		free(query);
		mq_plan_release(&plan);
	}
}

static void a_room_is_visited_for_who_lives_there(void **state)
{
	struct office *office = *state;
	struct mq_form_state form;
	const struct mq_schema *schema = mq_session_schema(office->session);
	assert_int_equal(mq_form_open(&form, &mq_form_visit, office->session,
		mq_schema_kind(schema, "dwelling"), 0, &office->diag), MQ_OK);
	assert_int_equal(form.kind, mq_schema_kind(schema, "household"));
	mq_form_release(&form);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(digits_choose_and_text_is_typed),
		cmocka_unit_test(what_is_asked_of_somebody_is_in_force_while_that_one_was_met),
		cmocka_unit_test(one_of_many_is_found_by_a_part_of_its_name),
		cmocka_unit_test(a_choice_opens_a_row_that_backspace_takes_out),
		cmocka_unit_test(what_is_missing_is_told_beside_its_row),
		cmocka_unit_test(the_row_whose_word_is_refused_is_to_blame),
		cmocka_unit_test(a_draft_is_taken_up_by_the_form_of_its_place),
		cmocka_unit_test(a_draft_of_what_stands_elsewhere_by_now_keeps_its_texts_alone),
		cmocka_unit_test(keys_in_any_order_leave_a_form_that_holds),
		cmocka_unit_test(a_visit_begins_as_most_visits_are),
		cmocka_unit_test(a_day_to_come_and_a_bad_number_are_told_beside_their_rows),
		cmocka_unit_test(a_service_needs_its_item_and_nothing_else),
		cmocka_unit_test(a_need_is_told_and_led_on_by_the_steps_it_has),
		cmocka_unit_test(a_need_offers_the_steps_that_are_possible_and_no_others),
		cmocka_unit_test(what_a_step_lacks_is_told_in_the_words_of_the_form),
		cmocka_unit_test(a_fact_is_taken_back_by_a_sign),
		cmocka_unit_test(a_fact_that_is_taken_back_is_not_known_any_more),
		cmocka_unit_test(a_service_is_ended_with_a_reason),
		cmocka_unit_test(a_call_is_offered_only_where_somebody_calls),
		cmocka_unit_test(a_room_is_visited_for_who_lives_there),
	};
	return cmocka_run_group_tests(tests, office_open, office_close);
}
