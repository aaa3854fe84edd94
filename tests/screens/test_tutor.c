/* The tutorial: what each step asks for is done, seen, and leaves nothing behind. */
#include "screen.h"

#define ESC "\033"
#define DOWN "\033[B"
#define F2 "\033OQ"
#define F10 "\033[21~"
#define SKIP "\033n"
#define BACK "\033p"
#define C_U "\025"
#define C_UNDERSCORE "\037"

/* A part of a step: how its text begins in the strip, and keys that do what it says, in pieces
 * of which each waits until the screen rests. */
struct part {
	const char *en;
	const char *zh;
	const char *keys[3];
	const char *keys_zh;	/* instead of the last of them; NULL: the same */
};

static const struct part parts[] = {
	{"Type cff", "输入 cff", {"cff"}, NULL},
	{"C-u empties", "C-u 清空", {C_U "elder_keeps_elder elder_80"}, C_U "老养老 高龄"},
	{"Down goes to another", "Down 移到另一行", {DOWN "\r"}, NULL},
	{"} goes to the next", "} 到下一节", {"}"}, NULL},
	{"} once more", "再按 } 到成员", {"}j\r"}, NULL},
	{"Esc goes back", "Esc 回到原来", {ESC}, NULL},
	{"Esc again closes", "再按 Esc 关闭", {ESC}, NULL},
	{"C-u deletes the query", "C-u 删去查询", {C_U}, NULL},
	{"C-_ takes that back", "C-_ 逐步撤销", {C_UNDERSCORE}, NULL},
	{"Tab until", "按 Tab 直到", {"\t", "\r"}, NULL},
	{"Back to the query", "回到查询行", {ESC, C_U "-elder_80"}, C_U "-高龄"},
	{"Esc until the last row says [results], then", "[列表], 再按 U", {ESC, ESC, "U"}, NULL},
	{"U again", "再按 U, 列出", {"U"}, NULL},
	{"/ C-u, type mari", "/ C-u, 输入 婚姻", {"/" C_U "mari\t"}, "/" C_U "婚姻\t"},
	{"Go on with wid", "接着输入 丧", {"wid\t"}, "丧\t"},
	{"Esc until the last row says [results]. l", "选一列, o 按此列", {ESC, ESC, "lo"}, NULL},
	{"c lists all fields", "c 列出所有字段", {"cphone \r"}, NULL},
	{"x marks a row", "x 标记一行", {"xjx"}, NULL},
	{"y m copies", "y m 复制", {"ym"}, NULL},
	{"e (F6 anywhere)", "e (到处可用", {"elist.xlsx\r"}, NULL},
	{"F2 asks for a name", "F2 询问名称", {F2 "mine\r"}, NULL},
	{"/ C-u, type @mine", "/ C-u, 输入 @mine", {"/" C_U "@mine"}, NULL},
	{"Found, combined", "查找、组合", {NULL}, NULL},
};

/* ---- what there is on the disk ---- */

static char *listed(const char *what)
{
	struct mq_buf text = {0};
	char bytes[4096];
	char *command = mq_format("cd '%s' && find %s | sort", screen_home, what);
	FILE *pipe = popen(command, "r");
	assert_non_null(pipe);
	mq_buf_adds(&text, "");
	for (size_t n; (n = fread(bytes, 1, sizeof(bytes), pipe)) > 0;) {
		mq_buf_add(&text, bytes, n);
	}
	assert_int_equal(pclose(pipe), 0);
	free(command);
	return mq_buf_take(&text);
}

/* All that is the officer's, with sizes and times of files. */
static char *own_files(void)
{
	return listed(". -path ./tmp -prune -o -type f -printf '%p %s %T@\\n' -o -printf '%p\\n'");
}

static void assert_nothing_is_left(void)
{
	char *left = listed("tmp -mindepth 1");
	assert_string_equal(left, "");
	free(left);
}

/* What a test that failed has left is not the next one's. */
static int tidy(void **state)
{
	(void)state;
	return screen_run("rm -rf '%s/.config' '%s/tmp' && mkdir '%s/tmp'", screen_home, screen_home,
		screen_home);
}

/* ---- the screen ---- */

static void open_tutor(struct screen *screen, int cols, int rows, const char *lang)
{
	char *config = realpath("config", NULL);
	char *env = mq_format("CONFIG=%s", config);
	const struct screen_setup setup = {
		.cols = cols, .rows = rows, .lang = lang, .env = env,
		.script = "unset MINQING_TODAY; export MINQING_DIR=\"$1\" TMPDIR=\"$HOME/tmp\"; "
			"exec \"$0\" tutor -c \"$CONFIG\"",
	};
	screen_open(screen, &setup);
	free(env);
	free(config);
	screen_wait(screen, "1/12");
}

/* Is it in the strip? Wide texts are wrapped, so only what stands in one line is looked for. */
static bool shows(const struct screen *screen, const struct part *part, bool chinese)
{
	return screen_has(screen, chinese ? part->zh : part->en);
}

static void do_part(struct screen *screen, const struct part *part, bool chinese)
{
	for (size_t i = 0; i < MQ_LENGTH(part->keys) && part->keys[i]; i++) {
		bool last = i + 1 == MQ_LENGTH(part->keys) || !part->keys[i + 1];
		const char *keys = last && chinese && part->keys_zh ? part->keys_zh : part->keys[i];
		if (last) {
			screen_type(screen, keys);
		} else {
			screen_keys(screen, keys);
			assert_true(shows(screen, part, chinese));
		}
	}
}

/* A part is not over before it was done, and then the next one is shown. */
static void do_all(struct screen *screen, bool chinese)
{
	for (size_t i = 0; i + 1 < MQ_LENGTH(parts); i++) {
		screen_wait(screen, chinese ? parts[i].zh : parts[i].en);
		assert_false(shows(screen, &parts[i + 1], chinese));
		do_part(screen, &parts[i], chinese);
	}
	screen_wait(screen, chinese ? parts[MQ_LENGTH(parts) - 1].zh : parts[MQ_LENGTH(parts) - 1].en);
}

static void leave(struct screen *screen)
{
	screen_type(screen, F10);
	assert_int_equal(screen_status(screen), 0);
	screen_close(screen);
	assert_nothing_is_left();
}

/* ---- tests ---- */

static void all_steps_are_done_and_nothing_of_the_officers_is_touched(void **state)
{
	(void)state;
	struct screen screen;
	char *before = own_files();
	open_tutor(&screen, 80, 24, "en_US.UTF-8");
	screen_expect(&screen, "tutor-80x24-en");
	do_all(&screen, false);
	screen_wait(&screen, "12/12: that was all");
	assert_false(screen_has(&screen, "M-n skip"));
	leave(&screen);
	char *after = own_files();
	assert_string_equal(after, before);
	free(after);
	free(before);
}

static void so_they_are_on_a_phone_in_chinese(void **state)
{
	(void)state;
	struct screen screen;
	open_tutor(&screen, 40, 20, "zh_CN.UTF-8");
	screen_expect(&screen, "tutor-40x20-zh");
	do_all(&screen, true);
	screen_wait(&screen, "教程 12/12: 到此学完");
	leave(&screen);
}

static void the_language_of_the_settings_is_spoken_and_nothing_else_of_them_heeded(void **state)
{
	(void)state;
	struct screen screen;
	assert_int_equal(screen_run("mkdir -p '%s/.config/minqing' && printf 'lang: zh\\nkeys: vi\\n' "
		">'%s/.config/minqing/settings.yaml'", screen_home, screen_home), 0);
	open_tutor(&screen, 80, 24, "en_US.UTF-8");
	screen_wait(&screen, "教程 1/12");
	screen_wait(&screen, "[查询]");
	leave(&screen);
}

static void steps_are_skipped_and_gone_back_to_where_there_is_little_room(void **state)
{
	(void)state;
	struct screen screen;
	open_tutor(&screen, 20, 6, "en_US.UTF-8");
	screen_keys(&screen, SKIP SKIP);
	screen_wait(&screen, "3/12 Down goes to a~");
	screen_keys(&screen, BACK BACK BACK);
	screen_wait(&screen, "1/12 Type cff, the ~");
	screen_type(&screen, "cff");
	screen_wait(&screen, "2/12 C-u empties");
	leave(&screen);
}

static void a_signal_at_any_step_leaves_nothing_behind(void **state)
{
	static const int signals[] = {SIGTERM, SIGHUP, SIGINT};
	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(signals); i++) {
		struct screen screen;
		open_tutor(&screen, 80, 24, "en_US.UTF-8");
		for (size_t k = 0; k < i * 6; k++) {
			screen_type(&screen, SKIP);
		}
		screen_wait(&screen, i == 0 ? "1/12" : i == 1 ? "7/12" : "that was all");
		kill(screen.pid, signals[i]);
		screen_status(&screen);
		screen_close(&screen);
		assert_nothing_is_left();
	}
}

static void elsewhere_it_is_said_how_to_come_to_it(void **state)
{
	(void)state;
	struct screen screen;
	screen_open(&screen, &(const struct screen_setup){0});
	screen_wait(&screen, "query>");
	screen_type(&screen, SKIP);
	screen_wait(&screen, "leave, then: minqing tutor");
	screen_close(&screen);
}

#define TEST(name) cmocka_unit_test_setup(name, tidy)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(all_steps_are_done_and_nothing_of_the_officers_is_touched),
		TEST(so_they_are_on_a_phone_in_chinese),
		TEST(the_language_of_the_settings_is_spoken_and_nothing_else_of_them_heeded),
		TEST(steps_are_skipped_and_gone_back_to_where_there_is_little_room),
		TEST(a_signal_at_any_step_leaves_nothing_behind),
		TEST(elsewhere_it_is_said_how_to_come_to_it),
	};
	return cmocka_run_group_tests(tests, screens_begin, screens_end);
}
