/*
 * Boards: what stands in them is what is found where their rows lead. No filler is looked
 * into: every board there is has to keep to this.
 */
#include "office.h"

#include <minqing/board.h>
#include <minqing/card.h>
#include <minqing/office.h>

static void make(struct office *office, const char *id, const char *argument,
	struct mq_board *board)
{
	assert_int_equal(mq_session_board(office->session, id, argument, MQ_BOARD_MY_AREA, board,
		&office->diag),
		MQ_OK);
	assert_string_equal(board->id, id);
}

static void for_each_board(struct office *office,
	size_t (*check)(struct office *office, const struct mq_board *board), size_t at_least)
{
	const struct mq_board_kind *kind;
	size_t n = 0;

	for (size_t i = 0; (kind = mq_board_kind(i)); i++) {
		struct mq_board board;

		make(office, kind->id, NULL, &board);
		n += check(office, &board);
		mq_board_release(&board);
	}
	assert_true(n >= at_least);
}

/* The cells of a row that are numbers. */
static size_t numbers_are_hits(struct office *office, const struct mq_board *board)
{
	size_t n = 0;

	for (size_t i = 0; i < board->n_rows; i++) {
		const struct mq_board_row *row = &board->rows[i];

		for (size_t c = 0; c < board->n_columns; c++) {
			char hits[32];

			if (row->queries[c]) {
				snprintf(hits, sizeof(hits), "%llu", (unsigned long long)
					office_hits(office, row->queries[c]));
				assert_string_equal(row->cells[c], hits);
				n++;
			}
		}
	}
	return n;
}

static void every_number_is_the_hits_of_the_query_it_opens(void **state)
{
	for_each_board(*state, numbers_are_hits, 200);
}

static size_t queries_can_be_asked(struct office *office, const struct mq_board *board)
{
	size_t n = 0;

	for (size_t i = 0; i < board->n_rows; i++) {
		if (board->rows[i].query) {
			office_hits(office, board->rows[i].query);
			n++;
		}
	}
	return n;
}

static void every_query_can_be_asked(void **state)
{
	for_each_board(*state, queries_can_be_asked, 3);
}

static size_t cards_open(struct office *office, const struct mq_board *board)
{
	size_t n = 0;

	for (size_t i = 0; i < board->n_rows; i++) {
		const struct mq_board_row *row = &board->rows[i];
		mq_record_id id = MQ_NO_RECORD;
		struct mq_card card;

		if (row->id == MQ_NO_RECORD) {
			continue;
		}
		assert_int_equal(mq_session_card(office->session, row->kind, row->id, &card,
			&office->diag), MQ_OK);
		mq_card_release(&card);
		assert_int_equal(mq_session_find(office->session, row->kind, row->key, &id,
			&office->diag), MQ_OK);
		assert_int_equal(id, row->id);
		n++;
	}
	return n;
}

static void every_record_has_a_card_and_the_key_told(void **state)
{
	for_each_board(*state, cards_open, 3);
}

static size_t others_can_be_made(struct office *office, const struct mq_board *board)
{
	size_t n = 0;

	for (size_t i = 0; i < board->n_rows; i++) {
		const struct mq_board_row *row = &board->rows[i];
		struct mq_board other;

		if (row->board) {
			make(office, row->board, row->argument, &other);
			assert_true(other.n_rows > 0);
			mq_board_release(&other);
			n++;
		}
	}
	return n;
}

static void every_board_a_row_leads_to_can_be_made(void **state)
{
	for_each_board(*state, others_can_be_made, 1);
}

/* One way to go, cells for all columns, a heading before any other row. */
static size_t is_whole(struct office *office, const struct mq_board *board)
{
	(void)office;
	assert_true(board->title && *board->title && board->n_columns > 0);
	assert_true(board->n_rows == 0 || board->rows[0].heading || board->n_rows == 1);
	for (size_t i = 0; i < board->n_rows; i++) {
		const struct mq_board_row *row = &board->rows[i];
		int ways = (row->query != NULL) + (row->board != NULL) + (row->id != MQ_NO_RECORD);

		assert_true(ways <= 1);
		assert_int_equal(mq_board_row_leads(row), ways == 1);
		assert_int_equal(row->kind != MQ_NO_KIND, row->id != MQ_NO_RECORD);
		for (size_t c = 0; c < board->n_columns; c++) {
			assert_non_null(row->cells[c]);
		}
		assert_true(!row->heading || *row->cells[0]);
	}
	return board->n_rows;
}

static void every_row_has_all_cells_and_one_way_to_go(void **state)
{
	for_each_board(*state, is_whole, 5);
}

static void what_is_urgent_says_so_in_words(void **state)
{
	struct mq_board board;
	struct mq_buf words = {0};

	make(*state, "upcoming", "90d", &board);
	for (size_t i = 0; i < board.n_rows; i++) {
		const struct mq_board_row *row = &board.rows[i];

		mq_buf_clear(&words);
		mq_board_row_text(&board, row, &words);
		assert_int_equal(row->urgent, strstr(words.data, "tomorrow") ||
			strstr(words.data, "in 2 days") || strstr(words.data, "in 3 days"));
	}
	mq_buf_release(&words);
	mq_board_release(&board);
}

static void an_argument_says_what_is_asked_for(void **state)
{
	struct office *office = *state;
	struct mq_board all;
	struct mq_board one;
	struct mq_diag diag = {0};

	make(office, "upcoming", "365d", &all);
	make(office, "upcoming", "365d turns_70", &one);
	assert_true(one.n_rows > 0 && one.n_rows < all.n_rows);
	mq_board_release(&all);
	mq_board_release(&one);
	assert_int_equal(mq_session_board(office->session, "upcoming", "agee>=60",
		MQ_BOARD_MY_AREA, &one, &diag),
		MQ_ERR_QUERY);
	mq_board_release(&one);
	mq_diag_release(&diag);
}

static void a_board_that_is_not_there_is_told_with_the_nearest(void **state)
{
	struct office *office = *state;
	struct mq_board board;
	struct mq_diag diag = {0};

	assert_int_equal(mq_session_board(office->session, "upcomming", NULL,
		MQ_BOARD_MY_AREA, &board, &diag),
		MQ_ERR_NOT_FOUND);
	assert_non_null(strstr(diag.faults[0].hint, "upcoming"));
	mq_board_release(&board);
	mq_diag_release(&diag);
}

/* A board within a look of another leaves that as it was. */
static void a_board_is_made_within_the_look_of_who_asks(void **state)
{
	struct office *office = *state;
	struct mq_board board;

	mq_session_hold(office->session);
	make(office, "day", NULL, &board);
	mq_board_release(&board);
	assert_true(office_hits(office, "age>=60") > 0);
	make(office, "day", NULL, &board);
	mq_board_release(&board);
	mq_session_let_go(office->session);
	assert_true(office_hits(office, "age>=60") > 0);
}

/* Of whom the stats are, and how long they took: what its number cells are is held above. */
static void check_figures(const struct mq_board_row *row, const struct mq_need_stat *stat)
{
	char days[2][24];

	snprintf(days[0], sizeof(days[0]), "%u", stat->figures.median);
	snprintf(days[1], sizeof(days[1]), "%u", stat->figures.ninth);
	assert_string_equal(row->query, stat->query);
	assert_string_equal(row->cells[0], stat->label);
	assert_string_equal(row->cells[4], stat->figures.closed ? days[0] : "");
	assert_string_equal(row->cells[5], stat->figures.closed ? days[1] : "");
}

static void needs_by_desk_and_category_are_the_stats_of_needs(void **state)
{
	static const char *const arguments[] = {"", "need_kind:noise or need_owner:committee"};
	struct office *office = *state;

	for (size_t i = 0; i < MQ_LENGTH(arguments); i++) {
		struct mq_need_stats stats;
		struct mq_board board;
		size_t n = 0;

		assert_int_equal(mq_session_need_stats(office->session, arguments[i],
			strlen(arguments[i]), &stats, &office->diag), MQ_OK);
		make(office, "need-stats", arguments[i], &board);
		for (size_t r = 0; r < board.n_rows; r++) {
			if (!board.rows[r].heading) {
				check_figures(&board.rows[r], &stats.stats[n++]);
			}
		}
		assert_int_equal(n, stats.n_stats);
		assert_true(n > 3);
		mq_board_release(&board);
		mq_need_stats_release(&stats);
	}
}

/* The row one of whose numbers is that of a query; NULL. */
static const struct mq_board_row *row_of(const struct mq_board *board, const char *query)
{
	for (size_t i = 0; i < board->n_rows; i++) {
		for (size_t c = 0; c < board->n_columns; c++) {
			const char *asked = board->rows[i].queries[c];

			if (asked && strcmp(asked, query) == 0) {
				return &board->rows[i];
			}
		}
	}
	return NULL;
}

/* A name that is none would be looked for as a word, and found nowhere. */
static void a_service_that_is_due_is_counted(void **state)
{
	static const char *const boards[] = {"services", "day"};
	static const char *const due[] = {"from:service review_due", "from:service call_due"};
	static const char *const words[] = {"item=chat", "from=2026-01-01", "review=2026-02-01",
		"next=2026-02-28", "provider=银龄互助志愿队"};
	struct office *office = *state;
	struct mq_plan plan = {0};
	struct mq_board board;

	assert_int_equal(mq_session_service_add(office->session, "P00000001", words,
		MQ_LENGTH(words), &plan, &office->diag), MQ_OK);
	for (size_t i = 0; i < MQ_LENGTH(boards); i++) {
		make(office, boards[i], NULL, &board);
		for (size_t j = 0; j < MQ_LENGTH(due); j++) {
			const struct mq_board_row *row = row_of(&board, due[j]);

			assert_true(row && row->urgent);
		}
		mq_board_release(&board);
	}
	make(office, "services", NULL, &board);
	assert_non_null(row_of(&board, "from:service call_due service_provider=\"银龄互助志愿队\""));
	mq_board_release(&board);
	mq_plan_release(&plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_number_is_the_hits_of_the_query_it_opens),
		cmocka_unit_test(every_query_can_be_asked),
		cmocka_unit_test(every_record_has_a_card_and_the_key_told),
		cmocka_unit_test(every_board_a_row_leads_to_can_be_made),
		cmocka_unit_test(every_row_has_all_cells_and_one_way_to_go),
		cmocka_unit_test(what_is_urgent_says_so_in_words),
		cmocka_unit_test(an_argument_says_what_is_asked_for),
		cmocka_unit_test(a_board_that_is_not_there_is_told_with_the_nearest),
		cmocka_unit_test(a_board_is_made_within_the_look_of_who_asks),
		cmocka_unit_test(needs_by_desk_and_category_are_the_stats_of_needs),
		cmocka_unit_test(a_service_that_is_due_is_counted),
	};

	return cmocka_run_group_tests(tests, office_open, office_close);
}
