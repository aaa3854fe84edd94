/*
 * The language of messages: a catalogue of one message is written the way
 * msgfmt does, then asked for under the environments that officers come with.
 */
#include <langinfo.h>
#include <libintl.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include <minqing/base.h>

static const char english[] = "not found";
static const char chinese[] = "没有找到";
static const char header[] = "Content-Type: text/plain; charset=UTF-8\n";

static const char *const folders[] = {"", "/zh_CN", "/zh_CN/LC_MESSAGES"};
static char root[256];

/* The .mo format (gettext manual, "The Format of GNU MO Files"). */
static void write_catalogue(FILE *out)
{
	uint32_t at = 28 + 2 * 16;
	const uint32_t words[] = {
		0x950412de, 0, 2, 28, 28 + 16, 0, at,
		0, at, sizeof(english) - 1, at + 1,
		sizeof(header) - 1, at + 1 + sizeof(english),
		sizeof(chinese) - 1, at + 1 + sizeof(english) + sizeof(header),
	};

	fwrite(words, sizeof(words), 1, out);
	fwrite("", 1, 1, out);
	fwrite(english, sizeof(english), 1, out);
	fwrite(header, sizeof(header), 1, out);
	fwrite(chinese, sizeof(chinese), 1, out);
}

static char *path_of(const char *rest)
{
	return mq_format("%s%s", root, rest);
}

static int make_locale(void **state)
{
	const char *tmp = getenv("TMPDIR");
	char *file;
	FILE *out;

	(void)state;
	snprintf(root, sizeof(root), "%s/minqing-lang-XXXXXX", tmp != NULL ? tmp : "/tmp");
	if (mkdtemp(root) == NULL) {
		return -1;
	}
	for (size_t i = 1; i < MQ_LENGTH(folders); i++) {
		char *folder = path_of(folders[i]);

		mkdir(folder, 0700);
		free(folder);
	}
	file = path_of("/zh_CN/LC_MESSAGES/minqing.mo");
	out = fopen(file, "wb");
	free(file);
	if (out == NULL) {
		return -1;
	}
	write_catalogue(out);
	return fclose(out);
}

static int remove_locale(void **state)
{
	char *file = path_of("/zh_CN/LC_MESSAGES/minqing.mo");

	(void)state;
	unlink(file);
	free(file);
	for (size_t i = MQ_LENGTH(folders); i-- > 0;) {
		char *folder = path_of(folders[i]);

		rmdir(folder);
		free(folder);
	}
	return 0;
}

static void set(const char *name, const char *value)
{
	if (value != NULL) {
		setenv(name, value, 1);
	} else {
		unsetenv(name);
	}
}

/* Start as if under this environment; NULL is unset. */
static void begin(const char *lc_all, const char *lc_messages, const char *lang)
{
	set("LC_ALL", lc_all);
	set("LC_MESSAGES", lc_messages);
	set("LANG", lang);
	set("LC_CTYPE", NULL);
	set("LANGUAGE", NULL);
	mq_lang_init(root);
	assert_string_equal(nl_langinfo(CODESET), "UTF-8");
	assert_string_equal(localeconv()->decimal_point, ".");
}

static void a_chinese_environment_gets_chinese_installed_or_not(void **state)
{
	static const char *const names[] = {
		"zh_CN.UTF-8", "zh_CN.utf8", "zh_CN", "zh", "zh_CN.GB18030", "zh_SG.UTF-8@x",
	};

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(names); i++) {
		begin(NULL, NULL, names[i]);
		assert_true(mq_lang_is_chinese());
		assert_string_equal(_(english), chinese);
	}
}

static void others_get_english(void **state)
{
	static const char *const names[] = {
		NULL, "", "C", "POSIX", "C.UTF-8", "en_US.UTF-8", "zhx", "nonsense",
	};

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(names); i++) {
		begin(NULL, NULL, names[i]);
		assert_false(mq_lang_is_chinese());
		assert_string_equal(_(english), english);
	}
}

static void the_usual_order_of_variables_holds(void **state)
{
	(void)state;
	begin("C.UTF-8", "zh_CN.UTF-8", "zh_CN.UTF-8");
	assert_false(mq_lang_is_chinese());
	begin(NULL, "zh_CN.UTF-8", "C.UTF-8");
	assert_true(mq_lang_is_chinese());
	assert_string_equal(_(english), chinese);
	begin("", "C", "zh_CN.UTF-8");
	assert_false(mq_lang_is_chinese());
	begin("zh_CN.UTF-8", "C", NULL);
	assert_string_equal(_(english), chinese);
	assert_string_equal(mq_err_text(MQ_ERR_NOT_FOUND), chinese);
}

static void a_charset_of_old_is_told_by_its_name(void **state)
{
	static const char *const old[] = {
		"zh_CN.GB18030", "zh_CN.gb18030", "zh_CN.GBK", "zh_CN.GB2312", "zh_CN.EUC-CN", "zh_CN.euccn@x",
	};
	static const char *const others[] = {"zh_CN", "zh_CN.UTF-8", "C", "", NULL, "zh_TW.BIG5", "gb"};

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(old); i++) {
		begin(NULL, "C", old[i]);
		assert_true(mq_lang_is_gb18030());
		begin("zh_CN.UTF-8", NULL, old[i]);
		assert_false(mq_lang_is_gb18030());
	}
	for (size_t i = 0; i < MQ_LENGTH(others); i++) {
		begin(NULL, "zh_CN.GB18030", others[i]);
		assert_false(mq_lang_is_gb18030());
	}
	begin(NULL, NULL, "zh_CN.UTF-8");
	set("LC_CTYPE", "zh_CN.GBK");
	assert_true(mq_lang_is_gb18030());
}

static void a_message_without_translation_stays(void **state)
{
	(void)state;
	begin(NULL, NULL, "zh_CN.UTF-8");
	assert_string_equal(_("no such message"), "no such message");
	assert_string_equal(_(""), "");
}

/* Whatever the environment says, and though glibc remembers what it answered. */
static void a_language_that_is_asked_for_holds_at_once(void **state)
{
	(void)state;
	begin("zh_CN.UTF-8", NULL, NULL);
	assert_false(mq_lang_is_asked_for());
	for (int turn = 0; turn < 3; turn++) {
		assert_true(mq_lang_ask_for("en"));
		assert_false(mq_lang_is_chinese());
		assert_string_equal(_(english), english);
		assert_string_equal(dgettext("minqing", english), english);
		assert_true(mq_lang_ask_for("zh"));
		assert_true(mq_lang_is_chinese());
		assert_string_equal(_(english), chinese);
		assert_string_equal(dgettext("minqing", english), chinese);
	}
	assert_true(mq_lang_is_asked_for());
	assert_false(mq_lang_ask_for("fr"));
	assert_true(mq_lang_is_chinese());
	begin(NULL, NULL, NULL);
	assert_false(mq_lang_is_asked_for());
	assert_false(mq_lang_is_chinese());
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_chinese_environment_gets_chinese_installed_or_not),
		cmocka_unit_test(others_get_english),
		cmocka_unit_test(the_usual_order_of_variables_holds),
		cmocka_unit_test(a_charset_of_old_is_told_by_its_name),
		cmocka_unit_test(a_message_without_translation_stays),
		cmocka_unit_test(a_language_that_is_asked_for_holds_at_once),
	};

	return cmocka_run_group_tests(tests, make_locale, remove_locale);
}
