#include <minqing/need.h>

#include <assert.h>
#include <string.h>

/*
 * The life of a need: one table of steps. A command may have several rows; the first one
 * whose state fits and for which all is given is taken, so that an answer with a result asks
 * for the resident's word, and one without says that somebody is at it:
 *
 *     told ─→ open ─→ doing, assigned, raised, returned, extended ─→ to be confirmed ─→ done
 *       │              │  ↑                                                            │
 *       │              hold                                          reopened ←─────────┤
 *       └─→ done on the spot ───────────────────────────────────────────────────────────┘
 *
 * What a step does to deadline, desk and level is need_step.c's.
 */

#define STATE(state) (UINT32_C(1) << (state))
#define BIT MQ_NEED_BIT

enum {
	ACTIVE = STATE(MQ_NEED_OPEN) | STATE(MQ_NEED_DOING) | STATE(MQ_NEED_RAISED) |
		STATE(MQ_NEED_ASSIGNED) | STATE(MQ_NEED_RETURNED) | STATE(MQ_NEED_EXTENDED) |
		STATE(MQ_NEED_REOPENED),
	ANSWERED = STATE(MQ_NEED_CONFIRM),
	CLOSED = STATE(MQ_NEED_DONE) | STATE(MQ_NEED_SPOT_DONE) | STATE(MQ_NEED_VOID),
	TOLD = BIT(MQ_NEED_KIND) | BIT(MQ_NEED_DETAIL),
	TOLD_BESIDES = BIT(MQ_NEED_TIME) | BIT(MQ_NEED_CHANNEL) | BIT(MQ_NEED_URGENCY) |
		BIT(MQ_NEED_VISIT) | BIT(MQ_NEED_WHY),
};

static const struct mq_need_step steps[] = {
	{MQ_NEED_ADD, STATE(MQ_NEED_NONE), MQ_NEED_SPOT_DONE, TOLD | BIT(MQ_NEED_SPOT), 0,
		TOLD_BESIDES | BIT(MQ_NEED_RESULT) | BIT(MQ_NEED_SATISFACTION),
		MQ_NEED_TELLS | MQ_NEED_SPOTS},
	{MQ_NEED_ADD, STATE(MQ_NEED_NONE), MQ_NEED_OPEN, TOLD, 0, TOLD_BESIDES | BIT(MQ_NEED_DUE),
		MQ_NEED_TELLS | MQ_NEED_ROUTES},
	{MQ_NEED_ANSWER, ACTIVE, MQ_NEED_CONFIRM, BIT(MQ_NEED_WHY) | BIT(MQ_NEED_RESULT), 0, 0,
		MQ_NEED_CONTACTS},
	{MQ_NEED_ANSWER, ACTIVE, MQ_NEED_DOING, BIT(MQ_NEED_WHY), 0, 0, MQ_NEED_CONTACTS},
	{MQ_NEED_ASSIGN, ACTIVE, MQ_NEED_ASSIGNED, BIT(MQ_NEED_DESK), 0, BIT(MQ_NEED_WHY),
		MQ_NEED_TAKES},
	{MQ_NEED_ESCALATE, ACTIVE, MQ_NEED_RAISED, BIT(MQ_NEED_WHY), 0, BIT(MQ_NEED_DESK),
		MQ_NEED_RISES},
	{MQ_NEED_RETURN, ACTIVE, MQ_NEED_RETURNED, BIT(MQ_NEED_WHY), 0, BIT(MQ_NEED_DESK),
		MQ_NEED_SINKS},
	{MQ_NEED_RETURN, ANSWERED, MQ_NEED_RETURNED, BIT(MQ_NEED_WHY), 0, 0, MQ_NEED_UNANSWERS},
	{MQ_NEED_EXTEND, ACTIVE, MQ_NEED_EXTENDED, BIT(MQ_NEED_WHY) | BIT(MQ_NEED_DUE), 0, 0,
		MQ_NEED_EXTENDS},
	{MQ_NEED_PAUSE, ACTIVE, MQ_NEED_HOLD, BIT(MQ_NEED_WHY), 0, 0, MQ_NEED_STOPS},
	{MQ_NEED_RESUME, STATE(MQ_NEED_HOLD), MQ_NEED_DOING, BIT(MQ_NEED_WHY), 0, 0,
		MQ_NEED_STARTS},
	{MQ_NEED_SUPERVISE, ACTIVE | ANSWERED | STATE(MQ_NEED_HOLD), MQ_NEED_NONE,
		BIT(MQ_NEED_WHY) | BIT(MQ_NEED_SUPERVISION), 0, 0, 0},
	{MQ_NEED_CLOSE, ACTIVE | ANSWERED, MQ_NEED_DONE, 0,
		BIT(MQ_NEED_RESULT) | BIT(MQ_NEED_SATISFACTION), BIT(MQ_NEED_WHY), MQ_NEED_ENDS},
	{MQ_NEED_CLOSE, ACTIVE | ANSWERED, MQ_NEED_DONE, BIT(MQ_NEED_EXCEPTION) | BIT(MQ_NEED_WHY),
		BIT(MQ_NEED_RESULT), 0, MQ_NEED_ENDS},
	{MQ_NEED_REOPEN, CLOSED, MQ_NEED_REOPENED, BIT(MQ_NEED_WHY), 0, BIT(MQ_NEED_DESK),
		MQ_NEED_RENEWS},
};

const struct mq_need_step *mq_need_step_row(size_t i)
{
	return i < MQ_LENGTH(steps) ? &steps[i] : NULL;
}

/* ---- names ---- */

/* As people read it where a step is refused. */
static const struct {
	const char *id;
	const char *text;
} states[] = {
	[MQ_NEED_NONE] = {NULL, N_("not told yet")}, [MQ_NEED_OPEN] = {"open", N_("told")},
	[MQ_NEED_SPOT_DONE] = {"spot_done", N_("done on the spot")},
	[MQ_NEED_DOING] = {"doing", N_("being done")},
	[MQ_NEED_RAISED] = {"raised", N_("raised to above")},
	[MQ_NEED_ASSIGNED] = {"assigned", N_("assigned")},
	[MQ_NEED_RETURNED] = {"returned", N_("returned")}, [MQ_NEED_HOLD] = {"hold", N_("on hold")},
	[MQ_NEED_EXTENDED] = {"extended", N_("extended")},
	[MQ_NEED_CONFIRM] = {"confirm", N_("to be confirmed")},
	[MQ_NEED_DONE] = {"done", N_("closed")}, [MQ_NEED_REOPENED] = {"reopened", N_("reopened")},
	[MQ_NEED_VOID] = {"void", N_("void")},
};

static_assert(MQ_LENGTH(states) == MQ_NEED_STATES, "every state has a name");

static const struct {
	const char *id;
	const char *zh;
} commands[] = {
	[MQ_NEED_ADD] = {"add", "登记"}, [MQ_NEED_ANSWER] = {"answer", "答复"},
	[MQ_NEED_ASSIGN] = {"assign", "派单"}, [MQ_NEED_ESCALATE] = {"escalate", "上报"},
	[MQ_NEED_RETURN] = {"return", "退回"}, [MQ_NEED_EXTEND] = {"extend", "延期"},
	[MQ_NEED_PAUSE] = {"hold", "挂起"}, [MQ_NEED_RESUME] = {"resume", "恢复"},
	[MQ_NEED_SUPERVISE] = {"supervise", "督办"}, [MQ_NEED_CLOSE] = {"close", "办结"},
	[MQ_NEED_REOPEN] = {"reopen", "重开"},
};

static_assert(MQ_LENGTH(commands) == MQ_NEED_COMMANDS, "every command has a name");

static const char *const field_ids[] = {
	[MQ_NEED_KEY] = "need_id", [MQ_NEED_TIME] = "need_time", [MQ_NEED_KIND] = "need_kind",
	[MQ_NEED_DETAIL] = "need_detail", [MQ_NEED_CHANNEL] = "need_channel",
	[MQ_NEED_URGENCY] = "need_urgency", [MQ_NEED_LEVEL] = "need_level",
	[MQ_NEED_DESK] = "need_owner", [MQ_NEED_STATE] = "need_state",
	[MQ_NEED_CONTACT] = "need_first_contact", [MQ_NEED_DUE] = "need_due",
	[MQ_NEED_CLOSED] = "need_closed", [MQ_NEED_RESULT] = "need_result",
	[MQ_NEED_SATISFACTION] = "need_satisfaction", [MQ_NEED_EXCEPTION] = "need_exception",
	[MQ_NEED_SUPERVISION] = "need_supervise", [MQ_NEED_ESCALATIONS] = "need_escalations",
	[MQ_NEED_HOLD_REASON] = "need_hold_reason", [MQ_NEED_HELD_SINCE] = "need_held_since",
	[MQ_NEED_REOPENS] = "need_reopens", [MQ_NEED_VISIT] = "need_visit",
	[MQ_NEED_FIRST_DUE] = "need_first_due", [MQ_NEED_FIRST_CLOSED] = "need_first_closed",
	[MQ_NEED_FIRST_REOPENED] = "need_first_reopened",
	[MQ_NEED_WHY] = "why", [MQ_NEED_SPOT] = "spot",
};

static_assert(MQ_LENGTH(field_ids) == MQ_NEED_SPOT + 1, "every field has an id");

const char *mq_need_state_id(enum mq_need_state state)
{
	return states[state].id;
}

const char *mq_need_command_id(enum mq_need_command command)
{
	return commands[command].id;
}

const char *mq_need_field_id(enum mq_need_field field)
{
	return field_ids[field];
}

enum mq_need_state mq_need_state_of(struct mq_slice id)
{
	for (int state = MQ_NEED_OPEN; state < MQ_NEED_STATES; state++) {
		if (id.data && strlen(states[state].id) == id.len &&
		    memcmp(states[state].id, id.data, id.len) == 0) {
			return (enum mq_need_state)state;
		}
	}
	return MQ_NEED_OPEN;
}

bool mq_need_command_find(const char *name, enum mq_need_command *command)
{
	for (size_t i = 0; i < MQ_LENGTH(commands); i++) {
		if (strcmp(name, commands[i].id) == 0 || strcmp(name, commands[i].zh) == 0) {
			*command = (enum mq_need_command)i;
			return true;
		}
	}
	return false;
}

bool mq_need_is_open(enum mq_need_state state)
{
	return state != MQ_NEED_NONE && !(STATE(state) & CLOSED);
}

/* ---- finding a row ---- */

static const char *command_name(enum mq_need_command command)
{
	return mq_lang_is_chinese() ? commands[command].zh : commands[command].id;
}

/* What can be done with a need that is so, each once. */
static void list_commands(enum mq_need_state from, struct mq_buf *out)
{
	enum mq_need_command last = MQ_NEED_COMMANDS;

	for (size_t i = 0; i < MQ_LENGTH(steps); i++) {
		if ((steps[i].from & STATE(from)) && steps[i].command != last) {
			last = steps[i].command;
			mq_buf_adds(out, out->len ? ", " : "");
			mq_buf_adds(out, command_name(last));
		}
	}
}

static enum mq_err refuse_state(enum mq_need_command command, enum mq_need_state from,
	struct mq_diag *diag)
{
	struct mq_buf possible = {0};

	list_commands(from, &possible);
	mq_diag_add(diag, MQ_ERR_USAGE, _("'%s' is not possible for a need that is '%s'"),
		command_name(command), _(states[from].text));
	mq_diag_hint(diag, _("possible now: %s"), possible.len ? possible.data : "-");
	mq_buf_release(&possible);
	return MQ_ERR_USAGE;
}

static void list_fields(uint32_t bits, struct mq_buf *out)
{
	for (size_t i = 0; i < MQ_LENGTH(field_ids); i++) {
		if (bits & BIT(i)) {
			mq_buf_adds(out, out->len ? ", " : "");
			mq_buf_adds(out, field_ids[i]);
		}
	}
}

/* What a row lacks of what it wants; 0 where it is not of the command from here. */
static uint32_t lacks_of(const struct mq_need_step *step, enum mq_need_command command,
	enum mq_need_state from, uint32_t given, uint32_t there)
{
	return step->command == command && (step->from & STATE(from))
		? (step->must & ~given) | (step->has & ~(given | there)) : 0;
}

/* Does another row lack less? Then nobody need be told of this one. */
static bool is_more(uint32_t lacks, enum mq_need_command command, enum mq_need_state from,
	uint32_t given, uint32_t there)
{
	for (size_t i = 0; i < MQ_LENGTH(steps); i++) {
		uint32_t others = lacks_of(&steps[i], command, from, given, there);

		if (others && others != lacks && (others & ~lacks) == 0) {
			return true;
		}
	}
	return false;
}

/* Every row of the command from here says what it lacks: any one of them would do. */
static enum mq_err refuse_given(enum mq_need_command command, enum mq_need_state from,
	uint32_t given, uint32_t there, struct mq_diag *diag)
{
	struct mq_buf all = {0};

	for (size_t i = 0; i < MQ_LENGTH(steps); i++) {
		uint32_t lacks = lacks_of(&steps[i], command, from, given, there);

		if (lacks && !is_more(lacks, command, from, given, there)) {
			struct mq_buf one = {0};

			list_fields(lacks, &one);
			mq_buf_adds(&all, all.len ? _("; or ") : "");
			mq_buf_adds(&all, one.data);
			mq_buf_release(&one);
		}
	}
	mq_diag_add(diag, MQ_ERR_INPUT, _("'%s' needs to be told: %s"), command_name(command),
		all.data);
	if (command == MQ_NEED_CLOSE) {
		mq_diag_hint(diag, _("the resident's word is need_satisfaction, 1 to 5; where "
			"there is none, need_exception says why"));
	} else if (command == MQ_NEED_ADD) {
		mq_diag_hint(diag, "%s", _("kind=…, which `minqing schema show need_kind` lists, and "
			"what is needed"));
	}
	mq_buf_release(&all);
	return MQ_ERR_INPUT;
}

/* Set by the steps themselves, or of no use with this one. */
static enum mq_err refuse_more(const struct mq_need_step *step, uint32_t more,
	struct mq_diag *diag)
{
	struct mq_buf fields = {0};

	list_fields(more, &fields);
	mq_diag_add(diag, MQ_ERR_INPUT, _("'%s' takes no %s"), command_name(step->command),
		fields.data);
	mq_buf_release(&fields);
	return MQ_ERR_INPUT;
}

enum mq_err mq_need_step_find(enum mq_need_command command, enum mq_need_state from,
	uint32_t given, uint32_t there, const struct mq_need_step **out, struct mq_diag *diag)
{
	bool possible = false;

	for (size_t i = 0; i < MQ_LENGTH(steps); i++) {
		const struct mq_need_step *step = &steps[i];
		uint32_t more = given & ~(step->must | step->has | step->may);

		if (step->command != command || !(step->from & STATE(from))) {
			continue;
		}
		possible = true;
		if ((step->must & ~given) == 0 && (step->has & ~(given | there)) == 0) {
			*out = step;
			return more ? refuse_more(step, more, diag) : MQ_OK;
		}
	}
	return possible ? refuse_given(command, from, given, there, diag)
		: refuse_state(command, from, diag);
}
