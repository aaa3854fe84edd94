/*
 * One record judged gives what the sets give, for every record: of random questions, of
 * texts in every way they are looked for, and where a part of everything is hidden.
 *
 * MINQING_SEED draws other questions than the usual ones.
 */
#include "property/shrink.h"

enum {
	N_QUESTIONS = 800,
	N_RECORDS = 150,	/* of those there are, judged of each question */
};

static enum mq_truth sets_say(const struct mq_answer *answer, mq_record_id id)
{
	return mq_set_has(answer->yes, id) ? MQ_TRUE
		: mq_set_has(answer->possible, id) ? MQ_UNKNOWN : MQ_FALSE;
}

/* The verdict of the reasons, and the counts of the first step, are those of the answer;
 * whatever is said is there to be read. */
static size_t n_told_wrong(const struct world *world, const struct mq_query *query,
	const struct mq_answer *answer, mq_record_id id)
{
	struct mq_diag diag = {0};
	struct mq_reasons reasons;
	struct mq_steps steps;
	size_t n = 0;

	if (mq_query_why(query, &world->view, id, &reasons, &diag) == MQ_OK) {
		n += reasons.truth != sets_say(answer, id);
		for (size_t i = 0; i < reasons.n_reasons; i++) {
			n += *reasons.reasons[i].words == '\0' ||
				reasons.reasons[i].depth > (i ? reasons.reasons[i - 1].depth + 1 : 0);
		}
	}
	mq_diag_release(&diag);
	mq_reasons_release(&reasons);
	assert_ok(mq_query_explain(query, &world->view, &steps, &diag), &diag);
	n += steps.steps[0].hits != mq_set_count(answer->yes);
	n += steps.steps[0].unknown != mq_set_count(answer->possible) - steps.steps[0].hits;
	for (size_t i = 0; i < steps.n_steps; i++) {
		n += *steps.steps[i].words == '\0';
	}
	mq_steps_release(&steps);
	return n;
}

/* How many records of kind, of some from all over, are judged otherwise than the sets say; the first few are
 * printed. */
static size_t differences(const struct world *world, mq_kind_id kind, const char *text, size_t len)
{
	struct mq_query *query = NULL;
	struct mq_answer answer = {0};
	struct mq_diag diag = {0};
	size_t step = world->n[kind] / N_RECORDS + 1;
	struct mq_judgement list[N_RECORDS + 2];
	struct mq_arena scratch = {0};
	size_t n_list = 0;
	size_t n = 0;

	assert_ok(mq_query_new(world->schema, kind, world->today, MQ_QUERY_WHOLE, text, len, &query,
		&diag), &diag);
	assert_ok(mq_query_answer(query, &world->view, &answer, NULL, &diag), &diag);
	for (size_t id = len % step; id <= world->n[kind]; id += step) {
		list[n_list++] = (struct mq_judgement){.query = query, .id = (mq_record_id)id};
	}
	assert_ok(mq_query_judge(&world->view, list, n_list, &scratch, &diag), &diag);
	for (size_t i = 0; i < n_list; i++) {
		enum mq_truth said = sets_say(&answer, list[i].id);

		if (list[i].truth != said && n++ < 3) {
			print_error("  record %u: judged %d, sets %d\n", list[i].id, list[i].truth, said);
		}
	}
	mq_arena_release(&scratch);
	n += n_told_wrong(world, query, &answer, (mq_record_id)(len % world->n[kind]));
	if (n > 0) {
		print_error("%zu differ: %.*s\n", n, (int)len, text);
	}
	mq_answer_release(&answer);
	mq_query_free(query);
	return n;
}

/* What random questions do not say. */
static const char *const texts[] = {
	"", "wang", "w", "wx", "li'", "zhangwei", "zh", "王", "王芳 or 李", "\"王\"", "'王芳",
	"…123", "...123", "12", "123", "760-12", "阳曲路 12", "/^王.$/", "name~/芳/ or name!~王",
	"name:wang", "name='王芳", "name!=王", "name:?", "-name:*", "note:轮椅", "note!=轮椅",
	"household:?", "household:*", "household:H00000001", "household!=H00000001",
	"dwelling.any(age<18)", "房.没有(高龄)", "dwelling.count()>3", "members.all(age>=18)",
	"dwelling.count(household.any(visits.any(date>=-90d)))>=2",
	"household.others.any(age<18)", "户.其他.没有(高龄)", "household.others.all(age>=18)",
	"household.others.count()=0", "dwelling.others.count(女)>=1",
	"building.any(低保 and age>=80)", "unit.others.all(age<90)", "lane.count(重残)>=3",
	"committee.none(age>=100)", "building.count(building.count()>100)>50",
	"unit.any(household.others.any(unit.others.any(age>=90)))",
	"place:阳曲路", "place:阳曲路470弄", "place:{临汾路 阳曲路}", "place!=阳曲路",
	"name^=王", "name^={王 李}", "-name^=王", "name*=芳", "~~王方", "name~~欧阳修", "-~~李红梅",
	"py:wang", "py:wf", "-py:zhang", "marital_status^=已", "education*=学", "sex^=男",
	"note*=轮椅", "standard_address^=阳曲路", "非低保", "nl>=80",
	"household.any(name^=王 or py:li)",
	"household.count(age<18):1..2", "household.count(age<18)!=1..2",
	"household.others.count():..1", "visits.count():2..",
	"services.sum(service_amount)>500", "services.sum(service_amount, service_state:active)=0",
	"services.sum(service_amount)!=0", "services.sum(service_amount):?",
	"household.min(age)>=60", "household.max(age)<30", "household.min(age):*",
	"household.others.max(age):20..50", "household.others.min(age):?",
	"visits.max(visit_time)>=-90d", "visits.min(visit_time)<2025",
	"household.max(education)>=bachelor", "household.sum(household_income_pc)>5000",
	"building.others.max(age)>95", "dwelling.min(birth_date, 女)>=1950",
	"household.others.any(sex=^sex)", "household.others.any(age>^age)",
	"household.any(age>^age and sex!=^sex)", "household.all(age<=^age)",
	"household.others.count(birth_date<^birth_date)>=2", "household.others.any(name=^name)",
	"household.others.any(marital_status!=^marital_status)",
	"household.others.any(elder_80=^minor)", "household.any(household=^household)",
	"household.others.none(^(age>=80) and age<18)",
	"household.any(visits.any(visit_time<^^birth_date or ^(女)))",
	"visits.any(visit_time>=^residence_since)", "building.others.count(name=^name)>0",
	"unit.others.all(age<^age)", "committee.others.any(name=^name birth_date=^birth_date)",
	"committee.count(age>^age)<5", "household.others.max(age, sex!=^sex)>60",
	"birth_date:80y..89y", "birth_date>=80y", "residence_since<10y", "birth_date:6m",
	"hardship:?", "-hardship:*", "hardship!=true", "elder_80:{true ?}", "age:?", "age!=?",
	"age>=0", "age<0", "age>500", "age:..-1", "age!=60..79", "has_lift:?", "-has_lift",
};

static size_t n_texts_wrong(struct world *world)
{
	size_t wrong = 0;

	for (size_t i = 0; i < MQ_LENGTH(texts); i++) {
		wrong += differences(world, world_kind(world, "resident"), texts[i],
			strlen(texts[i])) > 0;
	}
	return wrong;
}

static size_t n_misjudged(struct world *world, const char *kind_name, size_t n)
{
	mq_kind_id kind = world_kind(world, kind_name);
	size_t wrong = 0;

	for (size_t i = 0; i < n; i++) {
		struct question question;

		question_init(&question, world, seed_of(i), kind);
		wrong += differences(world, kind, question.text.data, question.text.len) > 0;
		question_release(&question);
	}
	return wrong;
}

static void every_record_is_judged_as_the_sets_say(void **state)
{
	assert_int_equal(n_misjudged(*state, "resident", N_QUESTIONS), 0);
	assert_int_equal(n_misjudged(*state, "household", N_QUESTIONS / 4), 0);
	assert_int_equal(n_misjudged(*state, "dwelling", N_QUESTIONS / 8), 0);
	assert_int_equal(n_misjudged(*state, "visit", N_QUESTIONS / 20), 0);
}

static void what_an_officer_may_not_see_judges_nobody(void **state)
{
	struct world *world = *state;
	struct mq_set *left[MQ_KINDS_MAX] = {0};
	struct dice dice = {first_seed()};
	size_t wrong;

	world_hide(world, &dice, 25, left);
	wrong = n_misjudged(world, "resident", N_QUESTIONS / 4);
	wrong += n_misjudged(world, "household", N_QUESTIONS / 8);
	wrong += n_texts_wrong(world);
	world_show_all(world, left);
	assert_int_equal(wrong, 0);
}

static void what_random_questions_do_not_say_is_judged_as_well(void **state)
{
	assert_int_equal(n_texts_wrong(*state), 0);
}

static void every_tag_is_judged_as_the_sets_say(void **state)
{
	struct world *world = *state;

	for (size_t i = 0; i < world->schema->n_fields; i++) {
		const struct mq_field *field = world->schema->fields + i;

		if (field->expression) {
			assert_int_equal(differences(world, field->kind, field->id,
				strlen(field->id)), 0);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_record_is_judged_as_the_sets_say),
		cmocka_unit_test(what_an_officer_may_not_see_judges_nobody),
		cmocka_unit_test(what_random_questions_do_not_say_is_judged_as_well),
		cmocka_unit_test(every_tag_is_judged_as_the_sets_say),
	};

	return cmocka_run_group_tests(tests, make_world, end_world);
}
