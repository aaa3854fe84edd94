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
	mq_form_add_id(form, "need_time", _("today"));
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
	.name = N_("need"), .task = "need", .done = N_("enter the need"), .section = "need",
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
	MQ_NEED_WHY, MQ_NEED_RESULT, MQ_NEED_SATISFACTION, MQ_NEED_EXCEPTION, MQ_NEED_DESK,
	MQ_NEED_DUE, MQ_NEED_SUPERVISION,
};

/* What a command takes in a state, and what it cannot do without, as bits of fields. */
struct taken {
	uint32_t takes;		/* 0: it does not lead on from there */
	uint32_t must;
};

static struct taken taken_by(enum mq_need_command command, enum mq_need_state state)
{
	struct taken taken = {0, UINT32_MAX};
	const struct mq_need_step *step;
	for (size_t i = 0; (step = mq_need_step_row(i)); i++) {
		if (step->command == command && (step->from & (UINT32_C(1) << state))) {
			taken.takes |= step->must | step->has | step->may;
			taken.must &= step->must;
		}
	}
	return taken;
}

/* The menu of what is possible from here; none is chosen by itself. */
static void add_steps(struct mq_form_state *form, enum mq_need_state state)
{
	struct mq_form_choice choices[MQ_NEED_COMMANDS];
	size_t n = 0;
	for (int c = MQ_NEED_ANSWER; c < MQ_NEED_COMMANDS; c++) {
		if (taken_by((enum mq_need_command)c, state).takes) {
			choices[n++] = (struct mq_form_choice){
				.id = mq_need_command_id((enum mq_need_command)c), .label = _(steps[c])};
		}
	}
	mq_form_add_menu(form, choices, n);
}

/* A row is in force for those steps that take its field. */
static void ask_for(const struct mq_form_state *form, struct mq_form_row *row,
	enum mq_need_state state, enum mq_need_field field)
{
	const struct mq_form_row *menu = &form->rows[form->deciding];
	row->only = true;
	for (size_t i = 0; i < menu->n_choices; i++) {
		enum mq_need_command command = MQ_NEED_ADD;
		mq_need_command_find(menu->choices[i].id, &command);
		struct taken taken = taken_by(command, state);
		row->of |= (uint64_t)((taken.takes & MQ_NEED_BIT(field)) != 0) << i;
		row->must |= (uint64_t)((taken.must & MQ_NEED_BIT(field)) != 0) << i;
	}
	row->hidden = row->of == 0;
}

/* "+5" is no day, but so many working days more. */
static void ask_for_due(struct mq_form_state *form, struct mq_form_row *row, const char *now)
{
	row->field = MQ_NO_FIELD;
	row->otherwise = mq_arena_format(&form->arena, _("a day, or +5 for working days more; now: %s"),
		now);
}

static void add_step_rows(struct mq_form_state *form, const struct mq_card *card,
	enum mq_need_state state)
{
	add_steps(form, state);
	for (size_t i = 0; i < MQ_LENGTH(asked); i++) {
		const char *id = mq_need_field_id(asked[i]);
		const char *now = mq_form_on_card(card, mq_form_field(form, id));
		struct mq_form_row *row = asked[i] == MQ_NEED_WHY
			? mq_form_add(form, form->n, MQ_FORM_LINE, _("what was said or why"), "why=")
			: mq_form_add_id(form, id, *now
				? mq_arena_format(&form->arena, _("now: %s"), now) : "");
		if (row) {
			ask_for(form, row, state, asked[i]);
		}
		if (row && asked[i] == MQ_NEED_DUE) {
			ask_for_due(form, row, now);
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

static const char *on_card(const struct mq_form_state *form, const struct mq_card *card,
	enum mq_need_field field)
{
	return mq_form_on_card(card, mq_form_field(form, mq_need_field_id(field)));
}

static enum mq_err make_step(struct mq_form_state *form, struct mq_diag *diag)
{
	struct mq_card card = {0};
	if (form->kind != mq_schema_kind(form->schema, "need")) {
		mq_diag_add(diag, MQ_ERR_INPUT, _("this is neither a need nor a service"));
		mq_diag_hint(diag, "%s", _("Enter on a need opens its card"));
		return MQ_ERR_INPUT;
	}
	enum mq_err err = mq_session_card(form->session, form->kind, form->id, &card, diag);
	if (err == MQ_OK) {
		const char *state = on_card(form, &card, MQ_NEED_STATE);
		form->key = mq_arena_strdup(&form->arena, on_card(form, &card, MQ_NEED_KEY));
		form->title = mq_arena_format(&form->arena, "%s  %s", state,
			on_card(form, &card, MQ_NEED_DETAIL));
		add_step_rows(form, &card, state_of(form, state));
	}
	mq_card_release(&card);
	return err;
}

/* The step is said apart from what it is given. */
static enum mq_err say_step(struct mq_form_state *form, const char *const *words, size_t n,
	bool trying, struct mq_form_told *told, struct mq_diag *diag)
{
	const char *step = mq_form_menu_said(words, n, diag);
	enum mq_need_command command;
	struct mq_needs done = {0};
	(void)trying;
	if (!step || !mq_need_command_find(step, &command)) {
		return MQ_ERR_INPUT;
	}
	enum mq_err err = mq_session_need_step(form->session, command, form->key, words + 1, n - 1,
		&done, diag);
	tell(&done, _("r leads it on, not u"), told);
	mq_needs_release(&done);
	return err;
}

const struct mq_form_use mq_form_step_of_need = {
	.name = N_("need"), .task = "need_step", .done = N_("lead it on"),
	.section = "history", .make = make_step, .say = say_step,
};
