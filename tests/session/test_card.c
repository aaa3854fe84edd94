#include "office.h"

#include <minqing/card.h>
#include <minqing/office.h>

static const struct mq_card_section *section(const struct mq_card *card, const char *id)
{
	for (size_t i = 0; i < card->n_sections; i++) {
		if (strcmp(card->sections[i].id, id) == 0) {
			return &card->sections[i];
		}
	}
	return NULL;
}

/* The first hit of a question. */
static mq_record_id first(struct office *office, const char *text)
{
	const struct mq_page page = {.limit = 1};
	struct mq_rows rows;
	mq_record_id id;

	assert_true(office_hits(office, text) > 0);
	assert_int_equal(mq_session_page(office->session, &page, &rows, &office->diag), MQ_OK);
	id = rows.rows[0].id;
	mq_rows_release(&rows);
	return id;
}

static void a_card_tells_who_with_whom_where_and_what_was_done(void **state)
{
	struct office *office = *state;
	mq_record_id id = first(office, "高龄 独居 visits.count()>=1 services.count()>=1");
	struct mq_card card;

	assert_int_equal(mq_session_card(office->session, office->resident, id, &card,
		&office->diag), MQ_OK);
	assert_true(*card.title != '\0');
	assert_non_null(section(&card, "identity"));
	assert_non_null(section(&card, "members"));
	assert_int_equal(section(&card, "members")->n_lines, 1);
	assert_non_null(section(&card, "household"));
	assert_non_null(section(&card, "dwelling"));
	assert_non_null(section(&card, "tags"));
	assert_non_null(section(&card, "visit"));
	assert_non_null(section(&card, "service"));
	assert_non_null(section(&card, "history"));
	mq_card_release(&card);
}

static void a_card_says_why_it_is_on_the_list_in_force(void **state)
{
	struct office *office = *state;
	mq_record_id id = first(office, "高龄 household.any(age<80)");
	const struct mq_card_section *why;
	struct mq_card card;

	assert_int_equal(mq_session_card(office->session, office->resident, id, &card,
		&office->diag), MQ_OK);
	why = section(&card, "why");
	assert_non_null(why);
	assert_int_equal(why->n_lines, 3);	/* the tag, its expression, the household */
	assert_string_equal(why->lines[0].label, "yes");
	assert_non_null(strstr(why->lines[1].value, "age is 80 or more"));
	assert_int_equal(why->lines[2].kind, office->resident);
	assert_int_not_equal(why->lines[2].id, id);
	mq_card_release(&card);
	assert_int_equal(office_ask(office, "", false), MQ_OK);
	assert_int_equal(mq_session_card(office->session, office->resident, id, &card,
		&office->diag), MQ_OK);
	assert_null(section(&card, "why"));
	mq_card_release(&card);
}

static void members_and_journals_lead_to_cards_of_their_own(void **state)
{
	struct office *office = *state;
	mq_record_id id = first(office, "household.count()>=3 visits.count()>=1");
	static const char *const ids[] = {"members", "household", "dwelling", "visit"};
	struct mq_card card;

	assert_int_equal(mq_session_card(office->session, office->resident, id, &card,
		&office->diag), MQ_OK);
	assert_true(section(&card, "members")->n_lines >= 3);
	for (size_t i = 0; i < MQ_LENGTH(ids); i++) {
		const struct mq_card_line *line = &section(&card, ids[i])->lines[0];
		struct mq_card other;

		assert_int_not_equal(line->kind, MQ_NO_KIND);
		assert_int_equal(mq_session_card(office->session, line->kind, line->id, &other,
			&office->diag), MQ_OK);
		assert_true(other.n_sections > 0);
		mq_card_release(&other);
	}
	mq_card_release(&card);
}

/* The line of a card that is a field; NULL: it has none. */
static const struct mq_card_line *line_of(const struct mq_card *card, mq_field_id field)
{
	for (size_t i = 0; i < card->n_sections; i++) {
		for (size_t j = 0; j < card->sections[i].n_lines; j++) {
			if (card->sections[i].lines[j].field == field) {
				return &card->sections[i].lines[j];
			}
		}
	}
	return NULL;
}

static void a_need_leads_to_the_visit_it_was_heard_on(void **state)
{
	static const char *const words[] = {"met", "need:pet=犬吠扰民"};
	struct office *office = *state;
	const struct mq_schema *schema = mq_session_schema(office->session);
	const struct mq_card_line *line;
	struct mq_plan plan = {0};
	mq_record_id visit;
	struct mq_card card;

	assert_int_equal(mq_session_visit_words(office->session, "P00000001", words,
		MQ_LENGTH(words), "visit add", false, &plan, &office->diag), MQ_OK);
	assert_int_equal(mq_session_card(office->session, mq_schema_kind(schema, "need"),
		first(office, "from:need need_detail:犬吠扰民"), &card, &office->diag), MQ_OK);
	line = line_of(&card, mq_schema_field(schema, card.kind, "need_visit", strlen("need_visit")));
	assert_true(line && line->kind == mq_schema_kind(schema, "visit"));
	assert_int_equal(mq_session_find(office->session, line->kind, plan.key, &visit, &office->diag),
		MQ_OK);
	assert_int_equal(line->id, visit);
	mq_card_release(&card);
	mq_plan_release(&plan);
}

static void the_tags_of_a_card_are_those_that_hold(void **state)
{
	struct office *office = *state;
	mq_record_id id = first(office, "高龄 独居 gas_alarm");
	const struct mq_card_section *tags;
	bool alone = false;
	bool alarm = false;
	struct mq_card card;

	assert_int_equal(mq_session_card(office->session, office->resident, id, &card,
		&office->diag), MQ_OK);
	tags = section(&card, "tags");
	for (size_t i = 0; i < tags->n_lines; i++) {
		const struct mq_field *field = &mq_session_schema(office->session)->fields[
			tags->lines[i].field];

		if (field->expression) {
			assert_string_equal(tags->lines[i].value, "worked out today");
		} else {
			assert_non_null(strstr(tags->lines[i].value, "synthetic sample"));
		}
		if (tags->lines[i].field == office_field(office, "gas_alarm")) {
			assert_ptr_equal(strstr(tags->lines[i].value, "dwelling  20"), tags->lines[i].value);
			alarm = true;
		}
		alone |= tags->lines[i].field == office_field(office, "lives_alone");
		assert_int_not_equal(tags->lines[i].field, office_field(office, "minor"));
	}
	assert_true(alone && alarm);
	mq_card_release(&card);
}

/* Each area's question has who the card is of among its hits, a nearer area no more of them. */
static void the_places_of_a_card_lead_to_who_else_is_there(void **state)
{
	struct office *office = *state;
	mq_record_id id = first(office, "高龄");
	const struct mq_card_section *areas;
	struct mq_card card;
	uint64_t before = UINT64_MAX;

	assert_int_equal(mq_session_card(office->session, office->resident, id, &card,
		&office->diag), MQ_OK);
	areas = section(&card, "areas");
	assert_non_null(areas);
	assert_int_equal(areas->n_lines, 4);	/* committee, lane, building, stairwell */
	for (size_t i = 0; i < areas->n_lines; i++) {
		const struct mq_page page = {.offset = 0};
		struct mq_buf query = {0};
		uint64_t hits;
		bool listed;
		size_t rank;

		assert_int_equal(mq_session_area(office->session, office->resident, id,
			areas->lines[i].area, &query, &office->diag), MQ_OK);
		hits = office_hits(office, query.data);
		assert_true(hits > 0 && hits <= before);
		assert_int_equal(mq_session_rank(office->session, &page, id, &rank, &listed,
			&office->diag), MQ_OK);
		assert_true(listed);
		before = hits;
		mq_buf_release(&query);
	}
	mq_card_release(&card);
}

static void there_is_no_card_of_nobody(void **state)
{
	struct office *office = *state;
	struct mq_card card;

	assert_int_equal(mq_session_card(office->session, office->resident, 1000000, &card,
		&office->diag), MQ_ERR_NOT_FOUND);
	mq_card_release(&card);
	assert_int_equal(mq_session_card(office->session, 99, 0, &card, &office->diag),
		MQ_ERR_NOT_FOUND);
	mq_card_release(&card);
}

static void a_record_is_found_by_its_key(void **state)
{
	struct office *office = *state;
	mq_record_id id;

	assert_int_equal(mq_session_find(office->session, office->resident, "P00000001", &id,
		&office->diag), MQ_OK);
	assert_int_equal(id, 0);
	assert_int_equal(mq_session_find(office->session, office->resident, "nobody", &id,
		&office->diag), MQ_ERR_NOT_FOUND);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_card_tells_who_with_whom_where_and_what_was_done),
		cmocka_unit_test(a_card_says_why_it_is_on_the_list_in_force),
		cmocka_unit_test(members_and_journals_lead_to_cards_of_their_own),
		cmocka_unit_test(a_need_leads_to_the_visit_it_was_heard_on),
		cmocka_unit_test(the_tags_of_a_card_are_those_that_hold),
		cmocka_unit_test(the_places_of_a_card_lead_to_who_else_is_there),
		cmocka_unit_test(there_is_no_card_of_nobody),
		cmocka_unit_test(a_record_is_found_by_its_key),
	};

	return cmocka_run_group_tests(tests, office_open, office_close);
}
