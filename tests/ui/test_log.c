/* What was done is read back from its lines, whatever it was. */
#include "hostile.h"

#include "../../src/ui/command.h"
#include "../../src/ui/log.h"

enum { N_DEEDS = 900 };

/* The i-th line of a printed log. */
static struct mq_deed deed_at(const struct mq_buf *text, size_t line)
{
	const char *at = text->data;
	struct mq_deed deed;
	while (line-- > 0) {
		at += strcspn(at, "\n") + 1;
	}
	assert_true(mq_deed_read(at, strcspn(at, "\n"), &deed));
	return deed;
}

static void any_deeds_are_read_back(void **state)
{
	struct mq_deed *deeds = mq_alloc(N_DEEDS * sizeof(*deeds));
	struct mq_log log = {0};
	struct mq_buf text = {0};
	uint64_t seed = 3;
	char bytes[HOSTILE_MAX];
	(void)state;
	for (size_t i = 0; i < N_DEEDS; i++) {
		struct mq_deed *deed = &deeds[i];
		deed->haste = (enum mq_haste)unit_below(&seed, MQ_HASTE_MUCH + 1);
		deed->kind = (enum mq_deed_kind)(MQ_DEED_COMMAND + unit_below(&seed, 5));
		deed->kind = i > 0 && deed->kind == MQ_DEED_TYPE && deeds[i - 1].kind == MQ_DEED_TYPE
			? MQ_DEED_PASTE : deed->kind;
		size_t len = hostile(unit_below(&seed, N_HOSTILE), bytes);
		if (memchr(bytes, '\0', len) || len == 0) {
			len = (size_t)snprintf(bytes, sizeof(bytes), "a\"\\\n\\n");
		}
		switch (deed->kind) {
		case MQ_DEED_TYPE:
			mq_buf_add(&deed->text, bytes, len);
			mq_log_type(&log, deed->haste, bytes, len / 2);
			mq_log_type(&log, deed->haste, bytes + len / 2, len - len / 2);
			break;
		case MQ_DEED_PASTE:
			mq_buf_add(&deed->text, bytes, len);
			mq_log_paste(&log, deed->haste, bytes, len);
			break;
		case MQ_DEED_MOUSE:
			deed->mouse = (struct mq_mouse){(enum mq_mouse_what)unit_below(&seed, MQ_MOUSE_WHEEL_DOWN + 1),
				(int)unit_below(&seed, 300), (int)unit_below(&seed, 100)};
			mq_log_mouse(&log, deed->haste, &deed->mouse);
			break;
		case MQ_DEED_THERE:
			deed->command = unit_below(&seed, 4) ? &mq_commands[unit_below(&seed, mq_n_commands)]
				: NULL;
			mq_buf_adds(&deed->text, deed->command && unit_below(&seed, 2) ? "独居 2" : "");
			mq_log_there(&log, deed->haste, deed->command,
				deed->text.len > 0 ? deed->text.data : NULL);
			break;
		default:
			deed->command = &mq_commands[unit_below(&seed, mq_n_commands)];
			mq_buf_adds(&deed->text, unit_below(&seed, 2) ? "独居 2" : "");
			mq_log_command(&log, deed->haste, deed->command,
				deed->text.len > 0 ? deed->text.data : NULL);
		}
	}
	mq_log_print(&log, &text);
	for (size_t i = 0; i < N_DEEDS; i++) {
		struct mq_deed read = deed_at(&text, i);
		assert_int_equal(read.kind, deeds[i].kind);
		assert_int_equal(read.haste, deeds[i].haste);
		assert_ptr_equal(read.command, deeds[i].command);
		assert_int_equal(read.text.len, deeds[i].text.len);
		assert_true(read.text.len == 0
			|| memcmp(read.text.data, deeds[i].text.data, read.text.len) == 0);
		assert_memory_equal(&read.mouse, &deeds[i].mouse, sizeof(read.mouse));
		mq_buf_release(&read.text);
		mq_buf_release(&deeds[i].text);
	}
	mq_buf_release(&text);
	mq_log_release(&log);
	free(deeds);
}

static void what_says_nothing_is_told(void **state)
{
	static const char *const bad[] = {"nosuch", "type", "type x", "type \"x", "type \"x\" y", "paste \"\"",
		"pointer", "pointer press", "pointer press 1", "pointer press 1 -1", "pointer press 1 2 3",
		"pointer lift 1 2", "+", "+ ", "+++ back", " back"};
	static const char *const nothing[] = {"", "# back"};
	struct mq_deed deed;
	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(bad); i++) {
		assert_false(mq_deed_read(bad[i], strlen(bad[i]), &deed));
		mq_buf_release(&deed.text);
	}
	for (size_t i = 0; i < MQ_LENGTH(nothing); i++) {
		assert_true(mq_deed_read(nothing[i], strlen(nothing[i]), &deed));
		assert_int_equal(deed.kind, MQ_DEED_NONE);
	}
}

static void what_works_beside_the_screen_is_not_written_down(void **state)
{
	struct mq_log log = {.apart = true};
	struct mq_buf text = {0};
	(void)state;
	mq_log_type(&log, MQ_HASTE_NONE, "secret", 6);
	mq_log_paste(&log, MQ_HASTE_NONE, "secret", 6);
	mq_log_command(&log, MQ_HASTE_NONE, &mq_commands[0], NULL);
	mq_log_mouse(&log, MQ_HASTE_NONE, &(const struct mq_mouse){.x = 1});
	mq_log_print(&log, &text);
	assert_int_equal(text.len, 0);
	mq_log_release(&log);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_deeds_are_read_back),
		cmocka_unit_test(what_says_nothing_is_told),
		cmocka_unit_test(what_works_beside_the_screen_is_not_written_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
