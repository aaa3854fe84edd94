/*
 * Boards of where somebody works: every number is the hits of the query it opens, in the area and
 * everywhere; it is those of everywhere who are in the area; and all areas together are
 * everybody who lives in one. Whose boards they are is said by staff.yaml, which is written anew
 * for each.
 */
#include "office.h"

#include <minqing/access.h>
#include <minqing/board.h>
#include <minqing/office.h>
#include <minqing/query.h>

enum { N_COMMITTEES = 20 };

static const char *const areas[] = {
	"committee:310106021001",
	"committee:310106021002 or committee:310106021003",
	"floor>=3 not committee:310106021001",
	"building_no=3",
};

/* Who is at work works there from now on, at a desk (NULL: none); area NULL: they do not work. */
static void work_at(struct office *office, const char *area, const char *desk)
{
	char *path = mq_format("%s/config/staff.yaml", office->reg);
	char *me = mq_access_officer();
	FILE *file = fopen(path, "we");

	assert_non_null(file);
	fprintf(file, "roles:\n"
		"  cadre: {zh: 机关干部}\n"
		"  committee_cadre: {zh: 居民区干部}\n"
		"  social_worker: {zh: 社工}\n"
		"staff:\n"
		"  me: {name: 王明, role: social_worker, account: '%s', %s%s%s"
		"posts: [{area: '%s', from: %s}]}\n", area ? me : "nobody-here",
		desk ? "desk: " : "", desk ? desk : "", desk ? ", " : "", area ? area : "",
		area ? "2020-01-01" : "2026-03-02");
	assert_int_equal(fclose(file), 0);
	free(path);
	free(me);
}

static void make(struct office *office, const char *id, const char *argument,
	enum mq_board_where where, struct mq_board *board)
{
	assert_int_equal(mq_session_board(office->session, id, argument, where, board,
		&office->diag), MQ_OK);
}

/* ---- numbers and queries ---- */

static const char *digits_at_end(const char *text)
{
	const char *at = text + strlen(text);

	while (at > text && at[-1] >= '0' && at[-1] <= '9') {
		at--;
	}
	return at;
}

static size_t check_numbers(struct office *office, const struct mq_board *board)
{
	size_t n = 0;

	for (size_t i = 0; i < board->n_rows; i++) {
		const struct mq_board_row *row = &board->rows[i];

		for (size_t c = 0; c < board->n_columns; c++) {
			if (row->queries[c]) {
				assert_int_equal(office_hits(office, row->queries[c]),
					strtoull(row->cells[c], NULL, 10));
				n++;
			}
		}
		if (row->heading && row->query) {
			assert_int_equal(office_hits(office, row->query),
				strtoull(digits_at_end(row->cells[0]), NULL, 10));
			n++;
		}
	}
	return n;
}

static size_t check_boards(struct office *office, enum mq_board_where where)
{
	static const char *const arguments[][2] = {
		{"needs", "need_kind:noise or need_time:* sort:need_due"},
		{"need-stats", "need_kind:noise or need_kind:job"},
		{"upcoming", "365d age>=80"}, {"policies", "dibao"}, {"policies", "meals"},
	};
	const struct mq_board_kind *kind;
	struct mq_board board;
	size_t n = 0;

	for (size_t i = 0; (kind = mq_board_kind(i)); i++) {
		make(office, kind->id, NULL, where, &board);
		n += check_numbers(office, &board);
		mq_board_release(&board);
	}
	for (size_t i = 0; i < MQ_LENGTH(arguments); i++) {
		if (mq_session_board(office->session, arguments[i][0], arguments[i][1], where,
				&board, NULL) == MQ_OK) {
			n += check_numbers(office, &board);
		}
		mq_board_release(&board);
	}
	return n;
}

static void every_number_is_the_hits_of_its_query_here_and_everywhere(void **state)
{
	struct office *office = *state;
	size_t n = 0;

	for (size_t i = 0; i < MQ_LENGTH(areas); i++) {
		work_at(office, areas[i], "housing");
		n += check_boards(office, MQ_BOARD_MY_AREA);
		n += check_boards(office, MQ_BOARD_EVERYWHERE);
	}
	assert_true(n > 500);
}

/* ---- those of everywhere who are in the area ---- */

/* A query with an area beside it, as anybody would write it. */
static char *beside(const char *query, const char *area)
{
	const char *behind = strncmp(query, "from:", 5) == 0 ? query + strcspn(query, " ") : query;

	return mq_format("%.*s (%s) (%s)", (int)(behind - query), query,
		*behind ? behind : "", area);
}

static void check_within(struct office *office, const char *id, const char *area, size_t *n)
{
	struct mq_board here;
	struct mq_board all;

	make(office, id, NULL, MQ_BOARD_MY_AREA, &here);
	make(office, id, NULL, MQ_BOARD_EVERYWHERE, &all);
	assert_int_equal(here.n_rows, all.n_rows);
	for (size_t i = 0; i < all.n_rows; i++) {
		for (size_t c = 0; c < all.n_columns; c++) {
			if (all.rows[i].queries[c]) {
				char *query = beside(all.rows[i].queries[c], area);

				assert_int_equal(office_hits(office, query),
					strtoull(here.rows[i].cells[c], NULL, 10));
				free(query);
				(*n)++;
			}
		}
	}
	mq_board_release(&here);
	mq_board_release(&all);
}

/* Boards whose rows are the same wherever one works. */
static const char *const same_rows[] = {"policies", "services"};

static void the_numbers_of_an_area_are_those_of_everywhere_who_are_in_it(void **state)
{
	struct office *office = *state;
	size_t n = 0;

	for (size_t i = 0; i < MQ_LENGTH(areas); i++) {
		work_at(office, areas[i], NULL);
		for (size_t b = 0; b < MQ_LENGTH(same_rows); b++) {
			check_within(office, same_rows[b], areas[i], &n);
		}
	}
	assert_true(n > 200);
}

/* ---- all areas together ---- */

static void add_up(const struct mq_board *board, uint64_t *sums)
{
	for (size_t i = 0; i < board->n_rows; i++) {
		for (size_t c = 0; c < board->n_columns; c++) {
			sums[i * board->n_columns + c] += board->rows[i].queries[c]
				? strtoull(board->rows[i].cells[c], NULL, 10) : 0;
		}
	}
}

static void compare_sums(struct office *office, const struct mq_board *all, const uint64_t *sums)
{
	for (size_t i = 0; i < all->n_rows; i++) {
		for (size_t c = 0; c < all->n_columns; c++) {
			if (all->rows[i].queries[c]) {
				char *query = beside(all->rows[i].queries[c], "committee:*");

				assert_int_equal(office_hits(office, query),
					sums[i * all->n_columns + c]);
				free(query);
			}
		}
	}
}

static void the_areas_of_all_committees_are_everybody_who_lives_in_one(void **state)
{
	struct office *office = *state;

	for (size_t b = 0; b < MQ_LENGTH(same_rows); b++) {
		struct mq_board all;
		uint64_t *sums;

		make(office, same_rows[b], NULL, MQ_BOARD_EVERYWHERE, &all);
		sums = mq_alloc(all.n_rows * all.n_columns * sizeof(*sums));
		for (int i = 1; i <= N_COMMITTEES; i++) {
			char *area = mq_format("committee:3101060210%02d", i);
			struct mq_board board;

			work_at(office, area, NULL);
			make(office, same_rows[b], NULL, MQ_BOARD_MY_AREA, &board);
			assert_int_equal(board.n_rows, all.n_rows);
			add_up(&board, sums);
			mq_board_release(&board);
			free(area);
		}
		compare_sums(office, &all, sums);
		mq_board_release(&all);
		free(sums);
	}
}

/* ---- what comes ---- */

static bool is_in(struct office *office, const char *key, const char *area)
{
	char *query = mq_format("person_id=%s (%s)", key, area);
	bool in = office_hits(office, query) == 1;

	free(query);
	return in;
}

static void what_comes_is_what_comes_to_the_area(void **state)
{
	struct office *office = *state;

	for (size_t i = 0; i < MQ_LENGTH(areas); i++) {
		const struct mq_upcoming_wish all = {.n_days = 365, .rule = "turns_70"};
		const struct mq_upcoming_wish here = {.n_days = 365, .rule = "turns_70",
			.area = areas[i]};
		struct mq_upcoming_list list;
		size_t n = 0;

		assert_int_equal(mq_session_upcoming(office->session, &all, &list, &office->diag),
			MQ_OK);
		for (size_t at = 0; at < list.n; at++) {
			n += is_in(office, list.rows[at].key, areas[i]);
		}
		mq_upcoming_list_release(&list);
		assert_int_equal(mq_session_upcoming(office->session, &here, &list, &office->diag),
			MQ_OK);
		assert_int_equal(list.n_all, n);
		mq_upcoming_list_release(&list);
	}
}

/* ---- needs ---- */

static uint64_t number_of(const struct mq_board *board, const char *label)
{
	for (size_t i = 0; i < board->n_rows; i++) {
		if (strcmp(board->rows[i].cells[0], label) == 0) {
			return strtoull(board->rows[i].cells[1], NULL, 10);
		}
	}
	return 0;
}

static uint64_t number_on_my_day(struct office *office, enum mq_board_where where,
	const char *label)
{
	struct mq_board board;
	uint64_t number;

	make(office, "day", NULL, where, &board);
	number = number_of(&board, label);
	mq_board_release(&board);
	return number;
}

static void add_need(struct office *office, const char *kind, const char *key, const char *what)
{
	const char *const words[] = {what, "leaks"};
	struct mq_needs done;
	mq_kind_id about = mq_schema_kind(mq_session_schema(office->session), kind);

	assert_int_equal(mq_session_need_add(office->session, about, key, words, MQ_LENGTH(words),
		&done, &office->diag), MQ_OK);
	mq_needs_release(&done);
}

/* The key of the first household, or resident, of a query. */
static char *first_of(struct office *office, const char *query)
{
	struct mq_rows rows;
	const struct mq_page page = {.limit = 1, .canonical = true};
	char *key;

	assert_true(office_hits(office, query) > 0);
	assert_int_equal(mq_session_page(office->session, &page, &rows, &office->diag), MQ_OK);
	key = mq_strndup(rows.rows[0].cells[0].data, rows.rows[0].cells[0].len);
	mq_rows_release(&rows);
	return key;
}

static void a_need_of_a_household_is_in_its_area(void **state)
{
	struct office *office = *state;
	char *key = first_of(office, "from:household committee:310106021004 cols:household_id");
	uint64_t before;

	work_at(office, "committee:310106021004", "committee");
	before = number_on_my_day(office, MQ_BOARD_MY_AREA, "needs that are open");
	add_need(office, "household", key, "need_kind=noise");
	assert_int_equal(number_on_my_day(office, MQ_BOARD_MY_AREA, "needs that are open"),
		before + 1);
	work_at(office, "committee:310106021005", "committee");
	assert_int_equal(number_on_my_day(office, MQ_BOARD_MY_AREA, "needs that are open"),
		office_hits(office, "from:need need_open committee:310106021005"));
	free(key);
}

static void needs_wait_on_the_desk_one_sits_at_in_the_area(void **state)
{
	static const char label[] = "needs that wait on me";
	struct office *office = *state;
	char *here = first_of(office, "committee:310106021006 cols:person_id");
	char *there = first_of(office, "committee:310106021007 cols:person_id");

	work_at(office, "committee:310106021006", "housing");
	assert_int_equal(number_on_my_day(office, MQ_BOARD_MY_AREA, label), 0);
	add_need(office, "resident", here, "need_kind=repair");
	add_need(office, "resident", there, "need_kind=repair");
	assert_int_equal(number_on_my_day(office, MQ_BOARD_MY_AREA, label), 1);
	assert_int_equal(number_on_my_day(office, MQ_BOARD_EVERYWHERE, label), 1);
	work_at(office, "committee:310106021006", "service");
	assert_int_equal(number_on_my_day(office, MQ_BOARD_MY_AREA, label), 0);
	work_at(office, "committee:310106021006", NULL);
	assert_int_equal(number_on_my_day(office, MQ_BOARD_MY_AREA, label), 0);
	free(here);
	free(there);
}

/* ---- where it makes no difference ---- */

static void there_is_nothing_to_switch_where_both_are_the_same(void **state)
{
	static const char *const everywhere[] = {"", NULL};
	struct office *office = *state;
	struct mq_board board;

	for (size_t i = 0; i < MQ_LENGTH(everywhere); i++) {
		work_at(office, everywhere[i], NULL);
		make(office, "needs", NULL, MQ_BOARD_MY_AREA, &board);
		assert_false(board.has_area);
		assert_string_equal(board.area, "");
		assert_string_equal(board.title, "needs");
		mq_board_release(&board);
	}
	work_at(office, areas[0], NULL);
	make(office, "duty", NULL, MQ_BOARD_MY_AREA, &board);
	assert_false(board.has_area);
	mq_board_release(&board);
}

static void the_title_says_where(void **state)
{
	struct office *office = *state;
	struct mq_board board;

	work_at(office, areas[1], NULL);
	make(office, "services", NULL, MQ_BOARD_MY_AREA, &board);
	assert_true(board.has_area);
	assert_string_equal(board.title,
		"services (my area: Linfen Rd Lane 299, Lingnan Rd Lane 270)");
	mq_board_release(&board);
	make(office, "services", NULL, MQ_BOARD_EVERYWHERE, &board);
	assert_true(board.has_area);
	assert_string_equal(board.title, "services (everywhere)");
	mq_board_release(&board);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_number_is_the_hits_of_its_query_here_and_everywhere),
		cmocka_unit_test(the_numbers_of_an_area_are_those_of_everywhere_who_are_in_it),
		cmocka_unit_test(the_areas_of_all_committees_are_everybody_who_lives_in_one),
		cmocka_unit_test(what_comes_is_what_comes_to_the_area),
		cmocka_unit_test(a_need_of_a_household_is_in_its_area),
		cmocka_unit_test(needs_wait_on_the_desk_one_sits_at_in_the_area),
		cmocka_unit_test(there_is_nothing_to_switch_where_both_are_the_same),
		cmocka_unit_test(the_title_says_where),
	};

	return cmocka_run_group_tests(tests, office_open, office_close);
}
