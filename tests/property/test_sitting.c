/*
 * Random sittings against a plain model, a clerk's book: what was put is what is found, and
 * said twice it is there once.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <minqing/office.h>

#include "property/dice.h"

enum { PEOPLE = 12, HOMES = 5, DAYS = 4, STAFF = 2, SITTINGS = 300, CONTACTS_MAX = 4000, WORDS = 24, NTH = 64,
	NOBODY = -1 };

static const char *const staff_names[STAFF] = {"王老师", "李老师"};
static const char *const outcomes[] = {"met", "phone_ok", "not_home", "refused"};

/* The last home has one person, the others two or three. */
static int home_of(int person)
{
	return person == PEOPLE - 1 ? HOMES - 1 : person % (HOMES - 1);
}

struct contact {
	int home, day, staff, nth, person, outcome;
	bool confirmed;
};

/* What was said, so that it can be said again. */
struct sitting {
	int home, person, day, staff, outcome;
	bool met[PEOPLE], any_met, again, confirm, need;
	int of;			/* whose telephone changes, or NOBODY */
	long phone;
};

struct book {
	char dir[256];
	struct mq_session *session;
	struct contact contacts[CONTACTS_MAX];
	int n_contacts;
	long phones[PEOPLE];
	int confirmed[PEOPLE];
	int needs[PEOPLE + 1];	/* the last: of whole households */
	bool heard[HOMES][DAYS][STAFF][NTH];	/* in which sittings */
	struct mq_diag diag;
};

/* ---- the model ---- */

/* The contact of a person in the nth sitting of its day, or NULL. */
static struct contact *contact_of(struct book *book, const struct sitting *s, int nth, int person)
{
	for (int i = 0; i < book->n_contacts; i++) {
		struct contact *c = &book->contacts[i];

		if (c->home == s->home && c->day == s->day && c->staff == s->staff && c->nth == nth &&
		    c->person == person) {
			return c;
		}
	}
	return NULL;
}

/* How many contacts the nth sitting has: of this outcome, or all. */
static int contacts_in(struct book *book, const struct sitting *s, int nth, bool of_outcome)
{
	int n = 0;

	for (int person = NOBODY; person < PEOPLE; person++) {
		const struct contact *c = contact_of(book, s, nth, person);

		n += c && (!of_outcome || c->outcome == s->outcome);
	}
	return n;
}

static int people_of(const struct sitting *s, int people[PEOPLE])
{
	int n = 0;

	for (int i = 0; i < PEOPLE; i++) {
		if (s->any_met ? s->met[i] : s->person != NOBODY ? s->person == i :
		    s->home == HOMES - 1 && home_of(i) == s->home) {
			people[n++] = i;
		}
	}
	return n;
}

/* Could it be written into the nth sitting without touching what went otherwise? */
static bool has_place(struct book *book, const struct sitting *s, int nth, const int *people, int n)
{
	for (int i = 0; i < n; i++) {
		const struct contact *c = contact_of(book, s, nth, people[i]);

		if (c && c->outcome != s->outcome) {
			return false;
		}
	}
	return n > 0 || contacts_in(book, s, nth, true) > 0 || contacts_in(book, s, nth, false) == 0;
}

/* The first sitting that went so, else the first with a place, else the next. */
static int choose(struct book *book, const struct sitting *s, const int *people, int n)
{
	int last = 1;

	while (contacts_in(book, s, last, false) > 0) {
		last++;
	}
	for (int nth = 1; nth < last && !s->again; nth++) {
		if (contacts_in(book, s, nth, true) > 0 && has_place(book, s, nth, people, n)) {
			return nth;
		}
	}
	for (int nth = 1; nth < last && !s->again; nth++) {
		if (has_place(book, s, nth, people, n)) {
			return nth;
		}
	}
	return last;
}

/* Nobody named: those who are named in it already. */
static int name_people(struct book *book, const struct sitting *s, int nth, int people[PEOPLE])
{
	const struct contact *whole = contact_of(book, s, nth, NOBODY);
	int n = 0;

	for (int i = 0; i < PEOPLE && !(whole && whole->outcome == s->outcome); i++) {
		const struct contact *c = contact_of(book, s, nth, i);

		if (c && c->outcome == s->outcome) {
			people[n++] = i;
		}
	}
	return n;
}

static void put(struct book *book, const struct sitting *s, int nth, int person)
{
	assert_true(book->n_contacts < CONTACTS_MAX && nth < NTH);
	book->contacts[book->n_contacts++] = (struct contact){s->home, s->day, s->staff, nth,
		person, s->outcome, s->confirm};
}

static bool confirm(struct book *book, const struct sitting *s, int person)
{
	bool news = s->confirm && person != NOBODY && s->day > book->confirmed[person];

	if (news) {
		book->confirmed[person] = s->day;
	}
	return news;
}

/* Write it down; false where all of it was there, or it is said otherwise. */
static bool write_down(struct book *book, const struct sitting *s)
{
	int people[PEOPLE];
	int n = people_of(s, people);
	int nth = choose(book, s, people, n);
	bool heard;
	bool fresh = false;
	bool news = false;

	n = n > 0 ? n : name_people(book, s, nth, people);
	if (n == 0) {
		people[0] = NOBODY;
	}
	for (int i = 0; i < n || i == 0; i++) {
		fresh = fresh || !contact_of(book, s, nth, people[i]);
	}
	if (!fresh && s->of != NOBODY && book->phones[s->of] && book->phones[s->of] != s->phone) {
		return false;
	}
	for (int i = 0; i < n || i == 0; i++) {
		struct contact *c = contact_of(book, s, nth, people[i]);

		if (!c) {
			put(book, s, nth, people[i]);
		} else if (s->confirm && !c->confirmed) {
			c->confirmed = true;
			news = true;
		}
		news = confirm(book, s, people[i]) || news;
	}
	if (s->of != NOBODY) {
		news = news || book->phones[s->of] != s->phone;
		book->phones[s->of] = s->phone;
	}
	heard = book->heard[s->home][s->day][s->staff][nth];
	if (s->need && (fresh || !heard)) {
		book->heard[s->home][s->day][s->staff][nth] = true;
		book->needs[s->person != NOBODY ? s->person : n == 1 ? people[0] : PEOPLE]++;
		news = true;
	}
	return fresh || news;
}

/* ---- the same in words ---- */

static enum mq_err say(struct book *book, const struct sitting *s, struct mq_plan *plan)
{
	struct mq_arena arena = {0};
	const char *words[WORDS];
	char *key = mq_arena_format(&arena, s->person == NOBODY ? "H%d" : "P%d",
		s->person == NOBODY ? s->home : s->person);
	size_t n = 0;
	struct mq_buf met = {0};
	enum mq_err err;

	words[n++] = mq_arena_format(&arena, "outcome=%s", outcomes[s->outcome]);
	words[n++] = mq_arena_format(&arena, "visit_time=2026-02-%02d", s->day + 1);
	words[n++] = mq_arena_format(&arena, "staff=%s", staff_names[s->staff]);
	for (int i = 0; i < PEOPLE && s->any_met; i++) {
		if (s->met[i]) {
			mq_buf_addf(&met, "%sP%d", met.len ? "、" : "", i);
		}
	}
	if (s->any_met) {
		words[n++] = mq_arena_format(&arena, "met=%s", met.data);
	}
	if (s->of != NOBODY) {
		words[n++] = mq_arena_format(&arena, "set:P%d.phone=%ld", s->of, s->phone);
	}
	if (s->confirm) {
		words[n++] = "confirm";
	}
	if (s->need) {
		words[n++] = "need:repair=漏水";
	}
	if (s->again) {
		words[n++] = "again";
	}
	*plan = (struct mq_plan){0};
	err = mq_session_visit_words(book->session, key, words, n, "test", false, plan, &book->diag);
	mq_buf_release(&met);
	mq_arena_release(&arena);
	return err;
}

static struct sitting throw_sitting(struct dice *dice)
{
	struct sitting s = {.of = NOBODY, .person = NOBODY};

	s.home = (int)dice_below(dice, HOMES);
	s.day = (int)dice_below(dice, DAYS);
	s.staff = (int)dice_below(dice, STAFF);
	s.outcome = (int)dice_below(dice, MQ_LENGTH(outcomes));
	s.again = dice_percent(dice, 10);
	s.confirm = dice_percent(dice, 30);
	s.need = dice_percent(dice, 30);
	for (int i = 0; i < PEOPLE; i++) {
		if (home_of(i) != s.home) {
			continue;
		}
		s.person = dice_percent(dice, 25) ? i : s.person;
		s.met[i] = dice_percent(dice, 30);
		s.any_met = s.any_met || s.met[i];
		s.of = dice_percent(dice, 20) ? i : s.of;
	}
	s.phone = 13000000000L + (long)dice_below(dice, 1000000000);
	return s;
}

/* ---- what is found ---- */

static uint64_t found(struct book *book, const char *kind, const char *fmt, ...)
{
	struct mq_glance glance;
	char text[512];
	uint64_t hits;
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	if (mq_session_glance(book->session, mq_schema_kind(mq_session_schema(book->session), kind),
		text, strlen(text), 0, &glance, &book->diag) != MQ_OK) {
		mq_diag_print(&book->diag, "test: ", stderr);
		fail_msg("%s", text);
	}
	hits = glance.hits;
	mq_glance_release(&glance);
	return hits;
}

static uint64_t counted(const struct book *book, int home, int person, int day, int staff,
	int outcome)
{
	uint64_t n = 0;

	for (int i = 0; i < book->n_contacts; i++) {
		const struct contact *c = &book->contacts[i];

		n += c->home == home && c->person == person && c->day == day && c->staff == staff &&
			c->outcome == outcome;
	}
	return n;
}

static void compare_visits(struct book *book, int home, int person, const char *who)
{
	for (int day = 0; day < DAYS; day++) {
		for (int staff = 0; staff < STAFF; staff++) {
			for (int outcome = 0; outcome < (int)MQ_LENGTH(outcomes); outcome++) {
				assert_int_equal(found(book, "visit", "%s visit_time=2026-02-%02d "
					"visit_staff=%s visit_outcome:%s", who, day + 1,
					staff_names[staff], outcomes[outcome]),
					counted(book, home, person, day, staff, outcome));
			}
		}
	}
}

static void compare(struct book *book)
{
	char who[64];
	uint64_t n;

	assert_int_equal(found(book, "visit", " "), book->n_contacts);
	for (int i = 0; i < PEOPLE; i++) {
		snprintf(who, sizeof(who), "person_id=P%d", i);
		compare_visits(book, home_of(i), i, who);
		assert_int_equal(found(book, "need", "%s", who), book->needs[i]);
		assert_int_equal(found(book, "resident", "%s phone=%ld", who, book->phones[i]),
			book->phones[i] != 0);
		assert_int_equal(found(book, "resident", "%s fact_confirmed_on=2026-02-%02d", who,
			book->confirmed[i] + 1), book->confirmed[i] >= 0);
	}
	assert_int_equal(found(book, "need", "person_id:?"), book->needs[PEOPLE]);
	assert_int_equal(mq_session_verify(book->session, &n, &book->diag), MQ_OK);
}

/* ---- a register of these homes ---- */

static void write_people(const char *path)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs("person_id,name,birth_date,household_id\n", file);
	for (int i = 0; i < PEOPLE; i++) {
		fprintf(file, "P%d,王%d,1950-01-01,H%d\n", i, i, home_of(i));
	}
	fclose(file);
}

static int open_book(void **state)
{
	struct book *book = mq_alloc(sizeof(*book));
	const char *tmp = getenv("TMPDIR");
	struct mq_sheet_report report;
	struct mq_sheet_in sheet = {.rejects = "-"};
	char *reg;
	char *path;

	setenv("MINQING_TODAY", "2026-03-01", 1);
	snprintf(book->dir, sizeof(book->dir), "%s/minqing-book-XXXXXX", tmp ? tmp : "/tmp");
	assert_non_null(mkdtemp(book->dir));
	reg = mq_format("%s/register", book->dir);
	path = mq_format("%s/people.csv", book->dir);
	write_people(path);
	sheet.path = path;
	assert_int_equal(mq_session_init(reg, "config", &book->diag), MQ_OK);
	assert_int_equal(mq_session_open(reg, false, &book->session, &book->diag), MQ_OK);
	assert_int_equal(mq_session_import(book->session, &sheet, &report, &book->diag), MQ_OK);
	mq_sheet_report_release(&report);
	memset(book->confirmed, 0xff, sizeof(book->confirmed));
	free(path);
	free(reg);
	*state = book;
	return 0;
}

static int close_book(void **state)
{
	struct book *book = *state;
	char *command = mq_format("rm -rf '%s'", book->dir);

	mq_session_close(book->session);
	assert_int_equal(system(command), 0);
	mq_diag_release(&book->diag);
	free(command);
	free(book);
	return 0;
}

static void what_was_put_is_found_and_twice_is_once(void **state)
{
	struct book *book = *state;
	struct dice dice = {2026};
	struct sitting *said = mq_alloc(SITTINGS * sizeof(*said));
	struct mq_plan plan;

	for (int i = 0; i < SITTINGS; i++) {
		bool news;

		said[i] = throw_sitting(&dice);
		news = write_down(book, &said[i]);
		if (say(book, &said[i], &plan) != MQ_OK) {
			mq_diag_print(&book->diag, "test: ", stderr);
			fail_msg("sitting %d", i);
		}
		assert_int_equal(plan.there, !news);
		mq_plan_release(&plan);
	}
	compare(book);
	for (int i = 0; i < SITTINGS; i++) {
		if (!said[i].again) {
			bool news = write_down(book, &said[i]);

			assert_int_equal(say(book, &said[i], &plan), MQ_OK);
			assert_int_equal(plan.there, !news);
			assert_int_equal(plan.n_records, 0);
			mq_plan_release(&plan);
		}
	}
	compare(book);
	free(said);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_was_put_is_found_and_twice_is_once, open_book,
			close_book),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
