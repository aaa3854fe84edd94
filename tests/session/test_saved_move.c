/* Saved lists renamed, shared, removed. */
#include "session/shelf.h"

static const char by_hand[] =
	"# for the winter round\r\n"
	"saved:\n"
	"  \"mine\":   # a list, called mine\n"
	"    zh: 我的\n"
	"    kind: resident\n"
	"    params: {n: {type: int, default: 80}}\n"
	"    is: 'age>=$n   -sex:1'\n"
	"    sort: age-\n"
	"    limit: 7\n";

static enum mq_err rename_to(struct office *office, const char *name, bool shared, const char *to)
{
	char *path = NULL;
	enum mq_err err;

	mq_diag_release(&office->diag);
	err = mq_session_saved_rename(office->session, name, shared, to, &path, &office->diag);
	free(path);
	return err;
}

static enum mq_err share(struct office *office, const char *name)
{
	char *path = NULL;
	enum mq_err err;

	mq_diag_release(&office->diag);
	err = mq_session_saved_share(office->session, name, &path, &office->diag);
	free(path);
	return err;
}

static enum mq_err remove_one(struct office *office, const char *name, bool shared)
{
	char *path = NULL;
	enum mq_err err;

	mq_diag_release(&office->diag);
	err = mq_session_saved_remove(office->session, name, shared, &path, &office->diag);
	free(path);
	return err;
}

static void assert_said(const struct office *office, const char *text)
{
	assert_true(office->diag.n_faults > 0);
	if (!strstr(office->diag.faults[0].message, text)) {
		fail_msg("\"%s\" is not in: %s", text, office->diag.faults[0].message);
	}
}

/* The file is what it was, with the key written so. */
static void assert_is(const struct office *office, bool shared, const char *name, const char *key)
{
	char *now = shelf_get(office, shared, name);
	const char *at = strstr(by_hand, "\"mine\"");
	char *wanted = mq_format("%.*s%s%s", (int)(at - by_hand), by_hand, key, at + strlen("\"mine\""));

	assert_non_null(now);
	assert_string_equal(now, wanted);
	free(wanted);
	free(now);
}

static void a_renamed_list_keeps_its_file_byte_for_byte(void **state)
{
	struct office *office = *state;
	uint64_t hits;

	shelf_put(office, false, "mine.yaml", by_hand);
	hits = office_hits(office, "@mine");
	assert_int_equal(rename_to(office, "mine", false, "独居高龄"), MQ_OK);
	assert_is(office, false, "独居高龄.yaml", "'独居高龄'");
	assert_null(shelf_get(office, false, "mine.yaml"));
	assert_int_equal(office_hits(office, "@独居高龄"), hits);
	assert_int_equal(office_ask(office, "@mine", false), MQ_ERR_QUERY);
	assert_int_equal(rename_to(office, "独居高龄", false, "独居高龄"), MQ_OK);
	assert_is(office, false, "独居高龄.yaml", "'独居高龄'");
}

static void keys_are_found_however_they_are_written(void **state)
{
	static const char *const before[] = {"saved: {a: {kind: resident, is: 'sex:1'}}\n",
		"saved:\n  'a': {kind: resident, is: 'sex:1'}\n",
		"saved: {  a  : {kind: resident, is: 'sex:1'}}\n",
		"\xef\xbb\xbfsaved:\n  a:\n    kind: resident\n    is: 'sex:1'\n"};
	struct office *office = *state;

	for (size_t i = 0; i < MQ_LENGTH(before); i++) {
		shelf_put(office, false, "a.yaml", before[i]);
		if (rename_to(office, "a", false, "b") == MQ_OK) {
			assert_int_equal(office_hits(office, "@b"), office_hits(office, "sex:1"));
			assert_int_equal(remove_one(office, "b", false), MQ_OK);
		} else {
			fail_msg("%s: %s", before[i], office->diag.faults[0].message);
		}
	}
	shelf_put(office, false, "a.yaml", "saved: {\"\\u0061\": {kind: resident, is: 'sex:1'}}\n");
	assert_int_equal(rename_to(office, "a", false, "b"), MQ_ERR_USAGE);
	assert_said(office, "cannot be found in its file");
	assert_int_equal(office_hits(office, "@a"), office_hits(office, "sex:1"));
}

static void a_name_that_is_taken_or_none_is_refused(void **state)
{
	struct office *office = *state;

	assert_int_equal(shelf_save(office, "a", "sex:1", false), MQ_OK);
	assert_int_equal(shelf_save(office, "b", "sex:2", false), MQ_OK);
	assert_int_equal(rename_to(office, "a", false, "b"), MQ_ERR_USAGE);
	assert_said(office, "'b' already");
	assert_int_equal(rename_to(office, "a", false, "B"), MQ_ERR_USAGE);
	assert_int_equal(rename_to(office, "a", false, "../b"), MQ_ERR_USAGE);
	assert_int_equal(rename_to(office, "c", false, "d"), MQ_ERR_NOT_FOUND);
	assert_int_equal(rename_to(office, "a", false, "A"), MQ_OK);
	assert_int_equal(office_hits(office, "@A"), office_hits(office, "sex:1"));
	assert_int_equal(office_hits(office, "@b"), office_hits(office, "sex:2"));
}

static void what_others_lean_on_stays(void **state)
{
	struct office *office = *state;

	assert_int_equal(shelf_save(office, "a", "sex:1", false), MQ_OK);
	assert_int_equal(shelf_save(office, "b", "@a age>=60", false), MQ_OK);
	assert_int_equal(shelf_save(office, "c", "@b", false), MQ_OK);
	assert_int_equal(remove_one(office, "a", false), MQ_ERR_USAGE);
	assert_said(office, "@b, @c");
	assert_int_equal(rename_to(office, "a", false, "z"), MQ_ERR_USAGE);
	assert_said(office, "@b, @c");
	assert_int_equal(shelf_save(office, "a", "sex:2", true), MQ_OK);
	assert_int_equal(remove_one(office, "a", false), MQ_OK);
	assert_int_equal(office_hits(office, "@c"), office_hits(office, "sex:2 age>=60"));
	assert_int_equal(remove_one(office, "a", true), MQ_ERR_USAGE);
	assert_int_equal(remove_one(office, "c", false), MQ_OK);
	assert_int_equal(remove_one(office, "b", false), MQ_OK);
	assert_int_equal(remove_one(office, "a", true), MQ_OK);
}

static void a_shared_list_is_the_registers_and_nobodys_own(void **state)
{
	struct office *office = *state;
	uint64_t hits;

	shelf_put(office, false, "mine.yaml", by_hand);
	hits = office_hits(office, "@mine");
	assert_int_equal(share(office, "mine"), MQ_OK);
	assert_is(office, true, "mine.yaml", "\"mine\"");
	assert_null(shelf_get(office, false, "mine.yaml"));
	assert_int_equal(office_hits(office, "@mine"), hits);
	assert_int_equal(rename_to(office, "mine", true, "ours"), MQ_OK);
	assert_is(office, true, "ours.yaml", "'ours'");
}

static void what_others_could_not_ask_is_not_shared(void **state)
{
	struct office *office = *state;

	assert_int_equal(shelf_save(office, "a", "sex:1", false), MQ_OK);
	assert_int_equal(shelf_save(office, "b", "@a age>=60", false), MQ_OK);
	assert_int_equal(share(office, "b"), MQ_ERR_USAGE);
	assert_said(office, "'@b' leans on '@a'");
	assert_int_equal(shelf_save(office, "a", "sex:2", true), MQ_OK);
	assert_int_equal(share(office, "a"), MQ_ERR_USAGE);
	assert_said(office, "the register has a list 'a' already");
	assert_int_equal(share(office, "nobody"), MQ_ERR_NOT_FOUND);
	assert_int_equal(remove_one(office, "a", true), MQ_OK);
	assert_int_equal(share(office, "a"), MQ_OK);
	assert_int_equal(share(office, "b"), MQ_OK);
	assert_int_equal(office_hits(office, "@b"), office_hits(office, "sex:1 age>=60"));
}

static void where_nothing_can_be_written_nothing_is_lost(void **state)
{
	struct office *office = *state;
	char *dir = shelf_dir(office, true);
	FILE *file = fopen(dir, "w");	/* stands where the directory would */
	char *own;

	assert_non_null(file);
	fclose(file);
	assert_int_equal(shelf_save(office, "a", "sex:1", false), MQ_OK);
	assert_int_equal(share(office, "a"), MQ_ERR_IO);
	assert_said(office, dir);
	own = shelf_get(office, false, "a.yaml");
	assert_non_null(own);
	assert_int_equal(office_hits(office, "@a"), office_hits(office, "sex:1"));
	free(own);
	free(dir);
}

/* ---- taking it back ---- */

/* Do one thing to @a, note it, and turn it round. */
typedef enum mq_err (*deed_fn)(struct office *office, char **path);

static enum mq_err save_anew(struct office *office, char **path)
{
	return mq_session_saved_save(office->session, "a", office->resident, "age>=90", 7, NULL, false,
		path, NULL);
}

static enum mq_err rename_it(struct office *office, char **path)
{
	return mq_session_saved_rename(office->session, "a", false, "b", path, NULL);
}

static enum mq_err rename_capital(struct office *office, char **path)
{
	return mq_session_saved_rename(office->session, "a", false, "A", path, NULL);
}

static enum mq_err remove_it(struct office *office, char **path)
{
	return mq_session_saved_remove(office->session, "a", false, path, NULL);
}

static enum mq_err share_it(struct office *office, char **path)
{
	return mq_session_saved_share(office->session, "a", path, NULL);
}

static void assert_holds(const struct office *office, bool shared, const char *name,
	const char *wanted)
{
	char *text = shelf_get(office, shared, name);

	assert_int_equal(text != NULL, wanted != NULL);
	if (wanted) {
		assert_string_equal(text, wanted);
	}
	free(text);
}

/* The caller releases the turn. */
static void do_noted(struct office *office, deed_fn deed, const char *file,
	struct mq_saved_turn *turn)
{
	char *dir = shelf_dir(office, false);
	char *before = file ? mq_format("%s/%s", dir, file) : NULL;
	char *path = NULL;

	mq_saved_turn_before(turn, before);
	assert_int_equal(deed(office, &path), MQ_OK);
	mq_saved_turn_after(turn, path);
	free(path);
	free(before);
	free(dir);
}

static const char by_hand_a[] = "saved: {a: {kind: resident, is: 'sex:1'}}  # mine\n";

static void whatever_was_done_is_turned_round_and_round_again(void **state)
{
	static const deed_fn deeds[] = {save_anew, rename_it, rename_capital, remove_it, share_it};
	static const char *const names[] = {"a.yaml", "b.yaml", "A.yaml", "saved.yaml"};
	struct office *office = *state;

	for (size_t i = 0; i < MQ_LENGTH(deeds); i++) {
		struct mq_saved_turn turn;
		char *left[2][MQ_LENGTH(names)];

		shelf_put(office, false, "a.yaml", by_hand_a);
		do_noted(office, deeds[i], "a.yaml", &turn);
		for (size_t k = 0; k < 2 * MQ_LENGTH(names); k++) {
			left[k % 2][k / 2] = shelf_get(office, k % 2, names[k / 2]);
		}
		for (int times = 0; times < 2; times++) {
			assert_int_equal(mq_session_saved_turn(office->session, &turn, NULL), MQ_OK);
			assert_holds(office, false, "a.yaml", by_hand_a);
			assert_holds(office, false, "b.yaml", NULL);
			assert_holds(office, true, "a.yaml", NULL);
			assert_int_equal(office_hits(office, "@a"), office_hits(office, "sex:1"));
			assert_int_equal(mq_session_saved_turn(office->session, &turn, NULL), MQ_OK);
			for (size_t k = 0; k < 2 * MQ_LENGTH(names); k++) {
				assert_holds(office, k % 2, names[k / 2], left[k % 2][k / 2]);
			}
		}
		assert_int_equal(mq_session_saved_turn(office->session, &turn, NULL), MQ_OK);
		for (size_t k = 0; k < 2 * MQ_LENGTH(names); k++) {
			free(left[k % 2][k / 2]);
		}
		mq_saved_turn_release(&turn);
	}
}

static void what_was_not_there_goes_again(void **state)
{
	struct office *office = *state;
	struct mq_saved_turn turn;

	do_noted(office, save_anew, NULL, &turn);
	assert_int_equal(mq_session_saved_turn(office->session, &turn, NULL), MQ_OK);
	assert_holds(office, false, "a.yaml", NULL);
	assert_int_equal(mq_session_saved_turn(office->session, &turn, NULL), MQ_OK);
	assert_int_equal(office_hits(office, "@a"), office_hits(office, "age>=90"));
	mq_saved_turn_release(&turn);
}

static void what_somebody_changed_since_is_left_as_it_is(void **state)
{
	static const char theirs[] = "saved: {a: {kind: resident, is: 'sex:2'}}\n";
	struct office *office = *state;
	struct mq_saved_turn turn;
	struct mq_diag diag = {0};

	shelf_put(office, false, "a.yaml", by_hand_a);
	do_noted(office, save_anew, "a.yaml", &turn);
	shelf_put(office, false, "a.yaml", theirs);
	assert_int_equal(mq_session_saved_turn(office->session, &turn, &diag), MQ_ERR_USAGE);
	assert_non_null(strstr(diag.faults[0].message, "was changed by somebody else since"));
	assert_holds(office, false, "a.yaml", theirs);
	mq_diag_release(&diag);
	mq_saved_turn_release(&turn);
}

static void what_others_lean_on_by_now_does_not_go(void **state)
{
	struct office *office = *state;
	struct mq_saved_turn turn;
	struct mq_diag diag = {0};

	do_noted(office, save_anew, NULL, &turn);
	assert_int_equal(shelf_save(office, "c", "@a sex:1", false), MQ_OK);
	assert_int_equal(mq_session_saved_turn(office->session, &turn, &diag), MQ_ERR_USAGE);
	assert_non_null(strstr(diag.faults[0].message, "'@a' is part of @c"));
	mq_diag_release(&diag);
	mq_saved_turn_release(&turn);

	do_noted(office, share_it, "a.yaml", &turn);	/* one's own lists have one's own again */
	assert_int_equal(mq_session_saved_turn(office->session, &turn, NULL), MQ_OK);
	assert_int_equal(mq_session_saved_turn(office->session, &turn, NULL), MQ_OK);
	assert_int_equal(shelf_save(office, "d", "@a sex:1", true), MQ_OK);
	assert_int_equal(mq_session_saved_turn(office->session, &turn, &diag), MQ_ERR_USAGE);
	assert_non_null(strstr(diag.faults[0].message, "'@a' is part of @d"));
	mq_diag_release(&diag);
	mq_saved_turn_release(&turn);
}

/* ---- the texts that name it ---- */

static void assert_otherwise(struct office *office, const char *text, const char *to,
	const char *wanted)
{
	struct mq_buf out = {0};
	bool named = mq_session_saved_otherwise(office->session, office->resident, text, strlen(text),
		"a", false, to, &out);

	assert_int_equal(named, wanted != NULL);
	assert_string_equal(out.len ? out.data : "", wanted ? wanted : "");
	if (wanted && !to) {
		assert_int_equal(office_hits(office, text), office_hits(office, wanted));
	}
	mq_buf_release(&out);
}

static void a_text_that_names_a_list_can_be_written_otherwise(void **state)
{
	struct office *office = *state;

	shelf_put(office, false, "a.yaml", "saved: {a: {kind: resident, "
		"params: {n: {type: int, default: 80}}, is: 'age>=$n or sex:1'}}\n");
	assert_int_equal(shelf_save(office, "ab", "@a dibao", false), MQ_OK);
	assert_otherwise(office, "@a", "b", "@b");
	assert_otherwise(office, "  @a", NULL, "  age>=80 or sex:1");
	assert_otherwise(office, "＠A(n: 70)  lives_alone", "b", "@b(n: 70)  lives_alone");
	assert_otherwise(office, "＠A(n: 70)  lives_alone", NULL, "(age>=70 or sex:1)  lives_alone");
	assert_otherwise(office, "-@a or @ab household.any(@\"a\"(90)) sort:age", "b",
		"-@b or @ab household.any(@b(90)) sort:age");
	assert_otherwise(office, "-@a or @ab household.any(@\"a\"(90)) sort:age", NULL,
		"-(age>=80 or sex:1) or @ab household.any((age>=90 or sex:1)) sort:age");
	assert_otherwise(office, "@ab", "b", NULL);
	assert_otherwise(office, "@a sex:nonsense", "b", NULL);
	assert_otherwise(office, "\"@a\" ", "b", NULL);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, shelf_open, office_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_renamed_list_keeps_its_file_byte_for_byte),
		TEST(keys_are_found_however_they_are_written),
		TEST(a_name_that_is_taken_or_none_is_refused),
		TEST(what_others_lean_on_stays),
		TEST(a_shared_list_is_the_registers_and_nobodys_own),
		TEST(what_others_could_not_ask_is_not_shared),
		TEST(where_nothing_can_be_written_nothing_is_lost),
		TEST(whatever_was_done_is_turned_round_and_round_again),
		TEST(what_was_not_there_goes_again),
		TEST(what_somebody_changed_since_is_left_as_it_is),
		TEST(what_others_lean_on_by_now_does_not_go),
		TEST(a_text_that_names_a_list_can_be_written_otherwise),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
