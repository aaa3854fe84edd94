/*
 * Needs led through random steps, over the shipped holidays and over made-up ones, and
 * followed beside that as cards on a wall (needs.h). On every day: what may be done is done and
 * the rest refused, deadlines, days left, levels and states agree, the tags and the question of
 * whom needs wait on are true of the same needs, and so are the figures. What was told of a month
 * that is over stays, whatever is done to its needs later.
 */
#include "property/needs.h"

#include <minqing/access.h>
#include <minqing/need.h>
#include <minqing/report.h>

enum {
	NEEDS = 2500,		/* over each of two calendars */
	ROUNDS = 14,
	ADDED_IN = 4,		/* rounds */
	PEOPLE = 40,
	GIVEN_MAX = 8,
	MONTHS = 8,
};

struct office {
	char dir[256];
	struct mq_register *reg;
	const struct mq_schema *schema;
	struct mq_need_rules *rules;
	struct mq_report_rules figures;
	struct mq_buf past[MONTHS];	/* what was told of each once it was over */
	struct mq_view view;
	struct wall wall;
	struct dice dice;
	struct card cards[NEEDS];
	size_t n_cards;
	int today;		/* from WALL_FROM */
	size_t n_done;
	size_t n_refused;
	size_t n_risen;		/* to a desk by being late, by what was counted */
};

/* ---- a register of one's own ---- */

static void write_holidays(const struct office *office, const struct mq_buf *text)
{
	char *path = mq_format("%s/config/holidays.yaml", office->dir);
	FILE *file = fopen(path, "we");

	assert_non_null(file);
	assert_int_equal(fwrite(text->data, 1, text->len, file), text->len);
	assert_int_equal(fclose(file), 0);
	free(path);
}

static mq_field_id field_of(const struct office *office, const char *id)
{
	return mq_schema_field_exact(office->schema, MQ_NO_KIND, id, strlen(id));
}

static void settle_people(struct office *office)
{
	const struct mq_act act = {.who = "test", .why = "test", .source = "test"};
	mq_kind_id resident = mq_schema_kind(office->schema, "resident");
	struct mq_diag diag = {0};
	struct mq_load *load;

	assert_ok(mq_load_begin(office->reg, &act, &load, &diag), &diag);
	for (unsigned i = 0; i < PEOPLE; i++) {
		struct mq_record record = {0};
		char key[16];
		mq_record_id id;

		snprintf(key, sizeof(key), "P%u", i);
		mq_record_set(&record, field_of(office, "person_id"), mq_slice_str(key));
		assert_ok(mq_load_add(load, resident, &record, &id, &diag), &diag);
		mq_record_release(&record);
	}
	assert_ok(mq_load_finish(load, NULL, NULL, &diag), &diag);
}

/* Those of needs alone. */
static void read_figures(struct office *office, const char *config)
{
	struct mq_report_rules *rules = &office->figures;
	struct mq_diag diag = {0};
	size_t n = 0;

	assert_ok(mq_report_read(config, office->schema, rules, &diag), &diag);
	for (size_t i = 0; i < rules->n_figures; i++) {
		if (is(rules->groups[rules->figures[i].group].id, "needs")) {
			rules->figures[n++] = rules->figures[i];
		}
	}
	rules->n_figures = n;
	assert_int_equal(n, 7);
}

static struct office *office_new(const char *name, bool made_up)
{
	struct office *office = mq_alloc(sizeof(*office));
	struct mq_diag diag = {0};
	char *config;

	office->dice.state = made_up ? 0x6e656564 : 0x64616e67;
	make_dir(office->dir, sizeof(office->dir), name);
	assert_ok(mq_register_init(office->dir, config_dir(), &diag), &diag);
	assert_ok(mq_register_open(office->dir, false, &office->reg, &diag), &diag);
	office->schema = mq_register_schema(office->reg);
	if (made_up) {
		struct mq_buf text = {0};

		wall_made_up(&office->wall, &office->dice, &text);
		write_holidays(office, &text);
		mq_buf_release(&text);
	} else {
		wall_shipped(&office->wall);
	}
	config = mq_format("%s/config", office->dir);
	assert_ok(mq_need_rules_read(config, office->schema, &office->rules, &diag), &diag);
	read_figures(office, config);
	free(config);
	settle_people(office);
	office->today = wall_day("2025-08-20");
	return office;
}

static void office_free(struct office *office)
{
	for (size_t i = 0; i < MONTHS; i++) {
		mq_buf_release(&office->past[i]);
	}
	mq_report_rules_release(&office->figures);
	mq_need_rules_free(office->rules);
	mq_register_close(office->reg);
	remove_dir(office->dir);
	free(office);
}

static void look(struct office *office)
{
	struct mq_diag diag = {0};

	assert_ok(mq_register_look(office->reg, WALL_FROM + office->today, &office->view, NULL,
		&diag), &diag);
	mq_access_universe(&office->view, "test");
}

/* ---- what is said ---- */

struct said {
	enum mq_need_command command;
	struct mq_record_value values[GIVEN_MAX];
	size_t n_values;
	char day[16];
	bool spot;
	const char *why;
	const char *desk;	/* as they were said; NULL: not */
	const char *result;
	const char *satisfaction;
	const char *exception;
	int due;
};

static void say(const struct office *office, struct said *said, const char *field,
	const char *text)
{
	said->values[said->n_values++] = (struct mq_record_value){field_of(office, field),
		mq_slice_str(text)};
}

static const char *maybe(struct dice *dice, unsigned percent, const char *text)
{
	return dice_percent(dice, percent) ? text : NULL;
}

/* Anything, sensible or not. */
static void say_anything(struct office *office, const struct card *card, struct said *said)
{
	struct dice *dice = &office->dice;

	*said = (struct said){.command = (enum mq_need_command)dice_between(dice, MQ_NEED_ANSWER,
		MQ_NEED_COMMANDS - 1), .due = CARD_NONE};
	said->why = maybe(dice, 85, "理由");
	switch (said->command) {
	case MQ_NEED_ANSWER:
		said->result = maybe(dice, 50, "solved");
		break;
	case MQ_NEED_ASSIGN:
		said->desk = maybe(dice, 85, DICE_WORD(dice, "committee", "housing", "leader"));
		break;
	case MQ_NEED_ESCALATE:
	case MQ_NEED_RETURN:
	case MQ_NEED_REOPEN:
		said->desk = maybe(dice, 25, DICE_WORD(dice, "committee", "health", "justice"));
		break;
	case MQ_NEED_EXTEND:
		said->due = dice_percent(dice, 90) && card->due != CARD_NONE
			? card->due + (int)dice_between(dice, -5, 30) : CARD_NONE;
		break;
	case MQ_NEED_SUPERVISE:
		say(office, said, "need_supervise", "supervise");
		break;
	case MQ_NEED_CLOSE:
		said->result = maybe(dice, 60, "explained");
		said->satisfaction = maybe(dice, 60, DICE_WORD(dice, "0", "1", "3", "5"));
		said->exception = maybe(dice, 40, "unreachable");
		break;
	default:
		break;
	}
	if (said->desk) {
		say(office, said, "need_owner", said->desk);
	}
	if (said->result) {
		say(office, said, "need_result", said->result);
	}
	if (said->satisfaction) {
		say(office, said, "need_satisfaction", said->satisfaction);
	}
	if (said->exception) {
		say(office, said, "need_exception", said->exception);
	}
	if (said->due != CARD_NONE) {
		mq_day_format(WALL_FROM + said->due, said->day);
		say(office, said, "need_due", said->day);
	}
}

/* ---- the same by hand ---- */

static bool is_running(const struct card *card)
{
	return card_is_open(card) && !is(card->state, "hold") && !is(card->state, "confirm");
}

/* The level a desk is of. */
static int level_of_desk(const char *desk)
{
	return is(desk, "committee") ? 0 : is(desk, "leader") ? 2 : 1;
}

static bool hand_return(struct card *card, const struct said *said)
{
	int level = level_number(card->level);

	if (!said->why) {
		return false;
	}
	if (is(card->state, "confirm")) {
		if (said->desk) {
			return false;
		}
		card->answered = false;
	} else if (is_running(card)) {
		card_put_at(card, level > 0 ? level - 1 : 0);
		card->desk = said->desk ? said->desk : card->desk;
	} else {
		return false;
	}
	card->state = "returned";
	return true;
}

static bool hand_close(struct card *card, const struct said *said, int today)
{
	bool word = said->satisfaction && !is(said->satisfaction, "0");

	if (!(is_running(card) || is(card->state, "confirm")) || !(card->answered || said->result)) {
		return false;
	}
	if (word ? said->exception != NULL : !(said->exception && said->why)) {
		return false;
	}
	card->answered = true;
	card->closed = today;
	card->state = "done";
	return true;
}

static bool hand_reopen(struct card *card, const struct said *said, const struct wall *wall,
	int today)
{
	if (card_is_open(card) || !said->why) {
		return false;
	}
	if (said->desk) {
		card_put_at(card, level_of_desk(said->desk));
		card->desk = said->desk;
	} else if (is(card->level, "spot")) {
		card_put_at(card, level_number(card_rules[card->rule].level));
	}
	card->due = wall_after(wall, today, card_rules[card->rule].days[card->urgency]);
	card->answered = false;
	card->closed = CARD_NONE;
	card->reopened++;
	card_keep(&card->first_reopened, today);
	card->state = "reopened";
	return true;
}

static bool hand_escalate(struct card *card, const struct said *said, const struct wall *wall,
	int today)
{
	int stands;

	if (!is_running(card) || !said->why) {
		return false;
	}
	stands = card_stands(card, wall, today);
	if (stands == 2) {
		return false;
	}
	card_put_at(card, stands + 1);
	card->desk = said->desk ? said->desk : card->desk;
	card->raised++;
	card->state = "raised";
	return true;
}

static bool hand_resume(struct card *card, const struct said *said, const struct wall *wall,
	int today)
{
	if (!is(card->state, "hold") || !said->why) {
		return false;
	}
	/* As many worked days as it lay there are put behind the deadline, one by one. */
	for (int day = card->held + 1; day <= today; day++) {
		card->due = wall->worked[day] ? wall_after(wall, card->due, 1) : card->due;
	}
	card->held = CARD_NONE;
	card->state = "doing";
	return true;
}

static bool by_hand(struct office *office, struct card *card, const struct said *said)
{
	int today = office->today;

	switch (said->command) {
	case MQ_NEED_ANSWER:
		if (!is_running(card) || !said->why) {
			return false;
		}
		card->answered = card->answered || said->result;
		card->state = said->result ? "confirm" : "doing";
		return true;
	case MQ_NEED_ASSIGN:
		if (!is_running(card) || !said->desk) {
			return false;
		}
		card_put_at(card, level_of_desk(said->desk));
		card->desk = said->desk;
		card->state = "assigned";
		return true;
	case MQ_NEED_ESCALATE:
		return hand_escalate(card, said, &office->wall, today);
	case MQ_NEED_RETURN:
		return hand_return(card, said);
	case MQ_NEED_EXTEND:
		if (!is_running(card) || !said->why || said->due <= card->due || said->due < today) {
			return false;
		}
		card->due = said->due;
		card->state = "extended";
		return true;
	case MQ_NEED_PAUSE:
		if (!is_running(card) || !said->why) {
			return false;
		}
		card->held = today;
		card->state = "hold";
		return true;
	case MQ_NEED_RESUME:
		return hand_resume(card, said, &office->wall, today);
	case MQ_NEED_SUPERVISE:
		return card_is_open(card) && said->why;
	case MQ_NEED_CLOSE:
		return hand_close(card, said, today);
	case MQ_NEED_REOPEN:
		return hand_reopen(card, said, &office->wall, today);
	default:
		return false;
	}
}

/* ---- a round ---- */

/* The plans of a round, and what they change, in one act. */
struct round {
	struct mq_need_plan plans[NEEDS];
	struct mq_change changes[NEEDS];
	size_t cards[NEEDS];
	size_t n;
	unsigned number;
};

static void add_card(struct office *office, struct round *round)
{
	static const char *const urgencies[] = {"3", "2", "1"};
	struct dice *dice = &office->dice;
	struct card *card = &office->cards[office->n_cards];
	struct said said = {.command = MQ_NEED_ADD};
	struct mq_need_plan *plan = &round->plans[round->n];
	struct mq_diag diag = {0};

	*card = (struct card){.rule = dice_below(dice, MQ_LENGTH(card_rules)),
		.urgency = (int)dice_below(dice, 3),
		.told = office->today - (int)dice_below(dice, 25),
		.due = CARD_NONE, .held = CARD_NONE, .closed = CARD_NONE,
		.first_due = CARD_NONE, .first_closed = CARD_NONE, .first_reopened = CARD_NONE};
	said.spot = dice_percent(dice, 15);
	mq_day_format(WALL_FROM + card->told, said.day);
	say(office, &said, "need_time", said.day);
	say(office, &said, "need_kind", card_rules[card->rule].kind);
	say(office, &said, "need_detail", "要");
	say(office, &said, "need_urgency", urgencies[card->urgency]);
	if (said.spot) {
		card->state = "spot_done";
		card->level = "spot";
		card->desk = "committee";
		card->closed = card->told;
		card->first_closed = card->told;
		card->answered = true;
	} else {
		card->state = "open";
		card_put_at(card, level_number(card_rules[card->rule].level));
		card->due = wall_after(&office->wall, card->told,
			card_rules[card->rule].days[card->urgency]);
		card->first_due = card->due > office->today ? card->due : office->today;
	}
	assert_ok(mq_need_plan(office->rules, &office->view, MQ_NO_RECORD,
		&(struct mq_need_given){.command = MQ_NEED_ADD, .values = said.values,
			.n_values = said.n_values, .spot = said.spot}, plan, &diag), &diag);
	mq_need_plan_about(office->rules, &office->view, mq_schema_kind(office->schema, "resident"),
		(mq_record_id)dice_below(dice, PEOPLE), &round->number, plan);
	round->changes[round->n] = (struct mq_change){mq_need_rules_kind(office->rules),
		MQ_NO_RECORD, plan->values, plan->n_values};
	round->cards[round->n++] = office->n_cards++;
}

/* What no later step moves; of a card that has lost it, what it has. */
static void keep_firsts(struct card *card, const struct card *before, int today)
{
	card_keep(&card->first_due, before->due);
	card_keep(&card->first_due, card->due != CARD_NONE && card->due < today ? today : card->due);
	card_keep(&card->first_closed, before->closed);
	card_keep(&card->first_closed, card->closed);
}

static void step_card(struct office *office, struct round *round, size_t i)
{
	struct card before = office->cards[i];
	struct said said;
	struct mq_diag diag = {0};
	enum mq_err err;
	bool can;

	say_anything(office, &before, &said);
	can = by_hand(office, &office->cards[i], &said);
	err = mq_need_plan(office->rules, &office->view, before.id,
		&(struct mq_need_given){.command = said.command, .values = said.values,
			.n_values = said.n_values, .why = said.why}, &round->plans[round->n], &diag);
	if ((err == MQ_OK) != can) {
		fail_msg("%s of %s that is %s: %s (%s)", mq_need_command_id(said.command),
			card_rules[before.rule].kind, before.state, can ? "refused" : "done",
			diag.n_faults ? diag.faults[0].message : "-");
	}
	if (!can) {
		assert_true(diag.n_faults > 0);
		office->n_refused++;
		mq_diag_release(&diag);
		mq_need_plan_release(&round->plans[round->n]);
		return;
	}
	keep_firsts(&office->cards[i], &before, office->today);
	round->changes[round->n] = (struct mq_change){mq_need_rules_kind(office->rules), before.id,
		round->plans[round->n].values, round->plans[round->n].n_values};
	round->cards[round->n++] = i;
	office->n_done++;
}

static void play_round(struct office *office, struct round *round, size_t n_new)
{
	const struct mq_act act = {.who = "test", .why = "理由", .source = "test", .seen = 0};
	size_t n_old = office->n_cards;
	struct mq_diag diag = {0};

	*round = (struct round){0};
	look(office);
	for (size_t i = 0; i < n_old; i++) {
		if (dice_percent(&office->dice, 70)) {
			step_card(office, round, i);
		}
	}
	for (size_t i = 0; i < n_new; i++) {
		add_card(office, round);
	}
	mq_register_look_away(office->reg);
	assert_ok(mq_register_act(office->reg, &act, round->changes, round->n, &diag), &diag);
	for (size_t i = 0; i < round->n; i++) {
		office->cards[round->cards[i]].id = round->changes[i].id;
		mq_need_plan_release(&round->plans[i]);
	}
}

/* Some are as they were before the first days were kept. */
static void forget_firsts(struct office *office)
{
	const struct mq_act act = {.who = "test", .why = "理由", .source = "test", .seen = 0};
	struct mq_record_value values[] = {{field_of(office, "need_first_due"), {NULL, 0}},
		{field_of(office, "need_first_closed"), {NULL, 0}},
		{field_of(office, "need_first_reopened"), {NULL, 0}}};
	struct mq_diag diag = {0};

	for (size_t i = 0; i < office->n_cards; i += 7) {
		struct card *card = &office->cards[i];
		struct mq_change change = {mq_need_rules_kind(office->rules), card->id, values,
			MQ_LENGTH(values)};

		assert_ok(mq_register_act(office->reg, &act, &change, 1, &diag), &diag);
		card->first_due = card->first_closed = card->first_reopened = CARD_NONE;
	}
}

/* ---- are they the same ---- */

static const char *code_id(const struct office *office, enum mq_need_field field, int code)
{
	mq_field_id id = mq_need_rules_field(office->rules, field);

	return code < 0 ? "" : office->schema->fields[id].codes->codes[code].id;
}

static int wall_of(mq_day day)
{
	return day == MQ_NEED_NO_DAY ? CARD_NONE : day - WALL_FROM;
}

static void check_card(struct office *office, const struct card *card)
{
	struct mq_need need;
	struct mq_need_clock clock;

	assert_true(mq_need_read(office->rules, &office->view, card->id, &need));
	mq_need_clock(office->rules, &need, office->view.today, &clock);
	assert_string_equal(mq_need_state_id(need.state), card->state);
	assert_string_equal(code_id(office, MQ_NEED_DESK, need.desk), card->desk);
	assert_string_equal(code_id(office, MQ_NEED_LEVEL, need.level), card->level);
	assert_int_equal(wall_of(need.due), card->due);
	assert_int_equal(wall_of(need.held_since), card->held);
	assert_int_equal(wall_of(need.closed), card->closed);
	assert_int_equal(clock.known, card_is_open(card));
	if (card_is_open(card)) {
		assert_int_equal(clock.left, card_left(card, &office->wall, office->today));
		assert_int_equal(clock.overdue, card->held == CARD_NONE &&
			card->due < office->today);
		assert_string_equal(code_id(office, MQ_NEED_LEVEL, clock.level),
			card_levels[card_stands(card, &office->wall, office->today)].level);
	}
}

static struct mq_set *hits(struct office *office, const char *text)
{
	struct mq_answer answer = {0};
	struct mq_query *query;
	struct mq_diag diag = {0};
	struct mq_set *set;

	assert_ok(mq_query_new(office->schema, mq_need_rules_kind(office->rules),
		office->view.today, MQ_QUERY_WHOLE, text, strlen(text), &query, &diag), &diag);
	assert_ok(mq_query_answer(query, &office->view, &answer, NULL, &diag), &diag);
	set = mq_set_dup(answer.yes);
	mq_answer_release(&answer);
	mq_query_free(query);
	return set;
}

static bool card_is_overdue(const struct office *office, const struct card *card)
{
	return card_is_open(card) && card->held == CARD_NONE && card->due < office->today;
}

static void check_tags(struct office *office)
{
	struct mq_set *open = hits(office, "need_open");
	struct mq_set *overdue = hits(office, "need_overdue");
	struct mq_set *settled = hits(office, "need_settled");

	for (size_t i = 0; i < office->n_cards; i++) {
		const struct card *card = &office->cards[i];

		assert_int_equal(mq_set_has(open, card->id), card_is_open(card));
		assert_int_equal(mq_set_has(overdue, card->id), card_is_overdue(office, card));
		assert_int_equal(mq_set_has(settled, card->id), !card_is_open(card));
	}
	mq_set_free(open);
	mq_set_free(overdue);
	mq_set_free(settled);
}

static size_t check_waits(struct office *office, const char *desk)
{
	struct mq_buf text = {0};
	struct mq_set *waits;
	size_t n = 0;

	mq_need_waits(office->rules, desk, office->view.today, &text);
	waits = hits(office, text.data);
	for (size_t i = 0; i < office->n_cards; i++) {
		const struct card *card = &office->cards[i];
		bool on_me = card_waits_on(card, &office->wall, office->today, desk);

		assert_int_equal(mq_set_has(waits, card->id), on_me);
		n += on_me && !is(card->desk, desk);
	}
	mq_set_free(waits);
	mq_buf_release(&text);
	return n;
}

/* The first number of days in which so many of a hundred were closed. */
static unsigned closed_within(const size_t *by_days, size_t n_days, size_t n, unsigned hundredths)
{
	size_t so_far = 0;

	for (size_t days = 0; days < n_days; days++) {
		so_far += by_days[days];
		if (n > 0 && so_far * 100 >= n * hundredths) {
			return (unsigned)days;
		}
	}
	return 0;
}

/* Of all, or of those whose desk or category this code is of. */
struct sort {
	const char *field;	/* need_owner or need_kind; NULL: of all */
	const char *code;
};

static bool is_of_sort(const struct card *card, const struct sort *sort)
{
	bool by_desk = sort->field && is(sort->field, "need_owner");

	return !sort->field || is(by_desk ? card->desk : card_rules[card->rule].kind, sort->code);
}

static void check_figures(struct office *office, const struct sort *sort)
{
	enum { DAYS_END = 1000 };
	size_t *by_days = mq_alloc(DAYS_END * sizeof(*by_days));
	struct mq_need_figures figures;
	struct mq_set *all = hits(office, "");
	mq_field_id by = sort->field ? field_of(office, sort->field) : MQ_NO_FIELD;
	int code = sort->field ? mq_codes_find(office->schema->fields[by].codes, sort->code,
		strlen(sort->code)) : -1;
	size_t open = 0;
	size_t overdue = 0;
	size_t closed = 0;

	for (size_t i = 0; i < office->n_cards; i++) {
		const struct card *card = &office->cards[i];

		if (!is_of_sort(card, sort)) {
			continue;
		}
		open += card_is_open(card);
		overdue += card_is_overdue(office, card);
		if (!card_is_open(card)) {
			closed++;
			by_days[wall_count(&office->wall, card->told, card->closed)]++;
		}
	}
	mq_need_figures(office->rules, &office->view, all, by, code, &figures);
	assert_int_equal(figures.open, open);
	assert_int_equal(figures.overdue, overdue);
	assert_int_equal(figures.closed, closed);
	assert_int_equal(figures.median, closed_within(by_days, DAYS_END, closed, 50));
	assert_int_equal(figures.ninth, closed_within(by_days, DAYS_END, closed, 90));
	mq_set_free(all);
	free(by_days);
}

/* ---- months that are over ---- */

static uint64_t count_cards(const struct office *office, const char *figure, int from, int to)
{
	uint64_t n = 0;

	for (size_t i = 0; i < office->n_cards; i++) {
		const struct card *card = &office->cards[i];
		int closed = card->first_closed == CARD_NONE ? card->closed : card->first_closed;
		int due = card->first_due == CARD_NONE ? card->due : card->first_due;
		bool open = card->told <= to && (closed == CARD_NONE || closed > to);
		int day = is(figure, "needs_told") ? card->told :
			is(figure, "needs_reopened") ? card->first_reopened : closed;

		n += is(figure, "needs_open") ? open :
			is(figure, "needs_overdue") ? open && due != CARD_NONE && due < to :
			day != CARD_NONE && day >= from && day <= to;
	}
	return n;
}

static void write_month(struct office *office, const struct mq_report_month *month,
	struct mq_buf *out)
{
	struct mq_report_of of = {.rules = &office->figures, .needs = office->rules};
	struct mq_report report;
	struct mq_diag diag = {0};

	assert_ok(mq_report_count(&office->view, &of, month, &report, &diag), &diag);
	for (size_t i = 0; i < report.n_lines; i++) {
		const struct mq_report_line *line = &report.lines[i];

		assert_int_equal(line->numbers[0].n, count_cards(office, line->id,
			month->days.from - WALL_FROM, month->days.to - WALL_FROM));
		for (size_t place = 0; place < report.n_places; place++) {
			const struct mq_report_number *number = &line->numbers[place];

			mq_buf_addf(out, "%s %s %d %llu %llu %s\n", line->id, line->label,
				number->known, (unsigned long long)number->number,
				(unsigned long long)number->n, number->query);
		}
	}
	mq_report_release(&report);
}

/* The same bytes as when it was told first. */
static void check_past(struct office *office)
{
	static const char *const names[MONTHS] = {"2025-08", "2025-09", "2025-10", "2025-11",
		"2025-12", "2026-01", "2026-02", "2026-03"};
	struct mq_report_month month;

	for (size_t i = 0; i < MONTHS && mq_report_month(names[i], office->view.today, &month,
			NULL) == MQ_OK && !month.running; i++) {
		struct mq_buf text = {0};

		write_month(office, &month, &text);
		if (!office->past[i].len) {
			mq_buf_adds(&office->past[i], text.data);
		}
		assert_string_equal(text.data, office->past[i].data);
		mq_buf_release(&text);
	}
}

static void check_all(struct office *office)
{
	static const struct sort sorts[] = {{0}, {"need_owner", "committee"}, {"need_owner", "housing"},
		{"need_owner", "leader"}, {"need_owner", "disabled"}, {"need_kind", "repair"},
		{"need_kind", "cert"}, {"need_kind", "other"}};
	static const char *const desks[] = {"committee", "autonomy", "housing", "management",
		"service", "leader", "disabled"};

	look(office);
	for (size_t i = 0; i < office->n_cards; i++) {
		check_card(office, &office->cards[i]);
	}
	check_tags(office);
	for (size_t i = 0; i < MQ_LENGTH(sorts); i++) {
		check_figures(office, &sorts[i]);
	}
	for (size_t i = 0; i < MQ_LENGTH(desks); i++) {
		office->n_risen += check_waits(office, desks[i]);
	}
	mq_register_look_away(office->reg);
}

static void play(const char *name, bool made_up)
{
	struct office *office = office_new(name, made_up);
	struct round *round = mq_alloc(sizeof(*round));

	for (int i = 0; i < ROUNDS; i++) {
		if (i == ADDED_IN) {
			forget_firsts(office);
		}
		play_round(office, round, i < ADDED_IN ? NEEDS / ADDED_IN : 0);
		check_all(office);
		office->today += (int)dice_below(&office->dice, 16);
		check_all(office);
		if (i >= ADDED_IN) {
			look(office);
			check_past(office);
			mq_register_look_away(office->reg);
		}
	}
	assert_true(office->past[2].len > 0);
	assert_int_equal(office->n_cards, NEEDS);
	assert_true(office->n_done > (size_t)NEEDS * 2 && office->n_refused > NEEDS);
	assert_true(office->n_risen > NEEDS);
	free(round);
	office_free(office);
}

static void needs_over_the_shipped_holidays_go_as_cards_on_a_wall(void **state)
{
	(void)state;
	play("needs", false);
}

static void needs_over_holidays_nobody_has_do_too(void **state)
{
	(void)state;
	play("needs-made-up", true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(needs_over_the_shipped_holidays_go_as_cards_on_a_wall),
		cmocka_unit_test(needs_over_holidays_nobody_has_do_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
