/*
 * A need as a form: told, or led one step on. Which steps lead on from where it stands, and what
 * each of them asks for, is the table of needs (need.h); the form only shows it.
 */
#include "form.h"

#include <string.h>

#include <minqing/card.h>
#include <minqing/office.h>

/* "need of 王芳: told; housing, by 2026-03-06" */
static void tell(const struct mq_needs *done, const char *hint, struct mq_form_told *told)
{
	const struct mq_need_row *need = done->n_rows > 0 ? &done->rows[0] : NULL;
	if (!need) {
		return;
	}
	mq_buf_addf(&told->text, _("need of %s: %s"), need->who, need->state);
	mq_buf_addf(&told->text, "%s%s", *need->desk ? ", " : "", need->desk);
	if (*need->due) {
		mq_buf_adds(&told->text, ", ");
		mq_buf_addf(&told->text, _("by %s"), need->due);
	}
	mq_buf_adds(&told->hint, hint);
}

/* ---- told ---- */

/* How it ended is said where it ended on the spot. */
static void add_spot(struct mq_form_state *form)
{
	struct mq_form_row *row = mq_form_add(form, form->n, MQ_FORM_PICK, _("done on the spot"), "");
	row->n_choices = 1;
	row->choices = mq_arena_alloc(&form->arena, sizeof(*row->choices));
	row->choices[0] = (struct mq_form_choice){.id = "spot", .label = _("yes")};
	form->deciding = form->n - 1;
	row = mq_form_add_id(form, "need_result", "");
	if (row) {
		row->of = 1;
		row->only = true;
	}
}

static void require(struct mq_form_row *row)
{
	if (row) {
		row->required = true;
	}
}

static void add_rows(struct mq_form_state *form, const struct mq_visit_form *visit)
{
	(void)visit;
	require(mq_form_add_id(form, "need_kind", ""));
	require(mq_form_add_id(form, "need_detail", ""));
	add_spot(form);
	mq_form_add_id(form, "need_urgency", "");
	mq_form_add_id(form, "need_channel", "");
	mq_form_add_id(form, "need_time", "");
}

static enum mq_err say(struct mq_form_state *form, const char *const *words, size_t n, bool trying,
	struct mq_form_told *told, struct mq_diag *diag)
{
	struct mq_needs done = {0};
	(void)trying;
	enum mq_err err = mq_session_need_add(form->session, form->kind, form->key, words, n, &done,
		diag);
	tell(&done, _("r leads it on, not u"), told);
	mq_needs_release(&done);
	return err;
}

const struct mq_form_use mq_form_need = {
	.name = N_("need"), .done = N_("enter the need"), .section = "need",
	.add_rows = add_rows, .say = say,
};

/* ---- led on ---- */

static const char *const steps[] = {
	[MQ_NEED_ANSWER] = N_("answer"), [MQ_NEED_ASSIGN] = N_("assign"),
	[MQ_NEED_ESCALATE] = N_("raise to above"), [MQ_NEED_RETURN] = N_("return"),
	[MQ_NEED_EXTEND] = N_("more time"), [MQ_NEED_PAUSE] = N_("put on hold"),
	[MQ_NEED_RESUME] = N_("go on with it"), [MQ_NEED_SUPERVISE] = N_("supervise"),
	[MQ_NEED_CLOSE] = N_("close"), [MQ_NEED_REOPEN] = N_("open again"),
};
_Static_assert(MQ_LENGTH(steps) == MQ_NEED_COMMANDS, "each step has a name");

/* What steps may ask for, in the order of the rows. */
static const enum mq_need_field asked[] = {
	MQ_NEED_RESULT, MQ_NEED_SATISFACTION, MQ_NEED_EXCEPTION, MQ_NEED_DESK, MQ_NEED_DUE,
	MQ_NEED_SUPERVISION,
};

static bool leads_on(const struct mq_need_step *step, enum mq_need_command command,
	enum mq_need_state state)
{
	return step->command == command && (step->from & (UINT32_C(1) << state));
}

/* What a command may be given in a state, as bits of fields; 0: it does not lead on from there. */
static uint32_t given_to(enum mq_need_command command, enum mq_need_state state)
{
	uint32_t fields = 0;
	const struct mq_need_step *step;
	for (size_t i = 0; (step = mq_need_step_row(i)); i++) {
		if (leads_on(step, command, state)) {
			fields |= step->must | step->has | step->may;
		}
	}
	return fields;
}

static void add_steps(struct mq_form_state *form, enum mq_need_state state)
{
	struct mq_form_row *row = mq_form_add(form, form->n, MQ_FORM_PICK, _("step"), "step=");
	form->deciding = form->n - 1;
	row->required = true;
	row->choices = mq_arena_alloc(&form->arena, MQ_NEED_COMMANDS * sizeof(*row->choices));
	for (int c = MQ_NEED_ANSWER; c < MQ_NEED_COMMANDS; c++) {
		if (given_to((enum mq_need_command)c, state)) {
			row->choices[row->n_choices++] = (struct mq_form_choice){
				.id = mq_need_command_id((enum mq_need_command)c), .label = _(steps[c])};
		}
	}
	row->choices[0].chosen = row->n_choices > 0;
}

/* Those steps that take a field, as bits of the choices. */
static uint64_t takers(const struct mq_form_row *row, enum mq_need_state state,
	enum mq_need_field field)
{
	uint64_t of = 0;
	for (size_t i = 0; i < row->n_choices; i++) {
		enum mq_need_command command;
		bool takes = mq_need_command_find(row->choices[i].id, &command) &&
			(given_to(command, state) & MQ_NEED_BIT(field));
		of |= (uint64_t)takes << i;
	}
	return of;
}

static void add_step_rows(struct mq_form_state *form, enum mq_need_state state)
{
	add_steps(form, state);
	mq_form_add(form, form->n, MQ_FORM_LINE, _("what was said, or why"), "why=");
	for (size_t i = 0; i < MQ_LENGTH(asked); i++) {
		uint64_t of = takers(&form->rows[form->deciding], state, asked[i]);
		const char *id = mq_need_field_id(asked[i]);
		struct mq_form_row *row = of ? mq_form_add_id(form, id, "") : NULL;
		if (row) {
			row->of = of;
		}
	}
}

static enum mq_need_state state_of(const struct mq_form_state *form, const char *shown)
{
	mq_field_id field = mq_form_field(form, mq_need_field_id(MQ_NEED_STATE));
	struct mq_buf text = {0};
	struct mq_value value = {.text = {NULL, 0}};
	mq_value_read(&form->schema->fields[field], shown, strlen(shown), &text, &value, NULL);
	enum mq_need_state state = mq_need_state_of(value.text);
	mq_buf_release(&text);
	return state;
}

static enum mq_err make_step(struct mq_form_state *form, struct mq_diag *diag)
{
	struct mq_card card = {0};
	mq_field_id key = mq_form_field(form, mq_need_field_id(MQ_NEED_KEY));
	mq_field_id state = mq_form_field(form, mq_need_field_id(MQ_NEED_STATE));
	if (form->kind != mq_schema_kind(form->schema, "need")) {
		mq_diag_add(diag, MQ_ERR_INPUT, _("this is no need"));
		mq_diag_hint(diag, "%s", _("Enter on a need opens its card"));
		return MQ_ERR_INPUT;
	}
	enum mq_err err = mq_session_card(form->session, form->kind, form->id, &card, diag);
	if (err == MQ_OK) {
		form->key = mq_arena_strdup(&form->arena, mq_form_on_card(&card, key));
		form->title = mq_arena_strdup(&form->arena,
			mq_form_on_card(&card, mq_form_field(form, mq_need_field_id(MQ_NEED_DETAIL))));
		add_step_rows(form, state_of(form, mq_form_on_card(&card, state)));
	}
	mq_card_release(&card);
	return err;
}

/* The step is said apart from what it is given. */
static enum mq_err say_step(struct mq_form_state *form, const char *const *words, size_t n,
	bool trying, struct mq_form_told *told, struct mq_diag *diag)
{
	const size_t len = strlen("step=");
	enum mq_need_command command;
	struct mq_needs done = {0};
	(void)trying;
	if (n == 0 || !mq_need_command_find(words[0] + len, &command)) {
		return MQ_ERR_INPUT;
	}
	enum mq_err err = mq_session_need_step(form->session, command, form->key, words + 1, n - 1,
		&done, diag);
	tell(&done, _("r leads it on, not u"), told);
	mq_needs_release(&done);
	return err;
}

const struct mq_form_use mq_form_step_of_need = {
	.name = N_("need"), .done = N_("lead it on"), .section = "history", .make = make_step,
	.say = say_step,
};
