/*
 * The language of messages. Two things are set apart that setlocale mixes:
 * characters are always UTF-8, so that Chinese can be shown whatever locale is
 * installed; messages follow LC_ALL, LC_MESSAGES and LANG, read here, because a
 * machine where officers log in with zh_CN.UTF-8 often has no such locale. glibc
 * takes the language from LANGUAGE in any locale but "C", C.UTF-8 included. No other
 * category is set: numbers are written and read with a point everywhere.
 */
#include <minqing/base.h>

#include <langinfo.h>
#include <libintl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char domain[] = "minqing";

/* Properties of the process, as the locale itself is. */
static bool chinese;
static bool asked_for;

/* The name that decides a category, or "". */
static const char *wanted(const char *category)
{
	const char *const names[] = {"LC_ALL", category, "LANG"};

	for (size_t i = 0; i < MQ_LENGTH(names); i++) {
		const char *value = getenv(names[i]);

		if (value != NULL && value[0] != '\0') {
			return value;
		}
	}
	return "";
}

/* zh, zh_CN.UTF-8, zh-Hans: but not zhuang */
static bool names_chinese(const char *locale)
{
	return strncmp(locale, "zh", 2) == 0 && strchr("_-.@", locale[2]) != NULL;
}

/* zh_CN.GB18030, zh_CN.gbk, zh_CN.GB2312, zh_CN.EUC-CN@pinyin */
bool mq_lang_is_gb18030(void)
{
	const char *charset = strchr(wanted("LC_CTYPE"), '.');

	return charset && (strncasecmp(charset, ".gb", 3) == 0 || strncasecmp(charset, ".euccn", 6) == 0
		|| strncasecmp(charset, ".euc-cn", 7) == 0);
}

static bool is_utf8_locale(void)
{
	return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

/* The language that glibc answers in, for its own messages too. It looks at LANGUAGE once and
 * then remembers; textdomain is what makes it look again. */
static void speak(bool in_chinese)
{
	chinese = in_chinese;
	setenv("LANGUAGE", chinese ? "zh_CN" : "en", 1);
	textdomain(domain);
}

void mq_lang_init(const char *locale_dir)
{
	asked_for = false;
	if (setlocale(LC_CTYPE, "") == NULL || !is_utf8_locale()) {
		setlocale(LC_CTYPE, "C.UTF-8");
	}
	if (setlocale(LC_MESSAGES, "") == NULL || strcmp(setlocale(LC_MESSAGES, NULL), "C") == 0) {
		setlocale(LC_MESSAGES, "C.UTF-8");
	}
	bindtextdomain(domain, locale_dir);
	bind_textdomain_codeset(domain, "UTF-8");
	speak(names_chinese(wanted("LC_MESSAGES")));
}

bool mq_lang_ask_for(const char *name)
{
	bool known = strcmp(name, "zh") == 0 || strcmp(name, "en") == 0;

	if (known) {
		asked_for = true;
		speak(name[0] == 'z');
	}
	return known;
}

bool mq_lang_is_asked_for(void)
{
	return asked_for;
}

bool mq_lang_is_chinese(void)
{
	return chinese;
}

const char *mq_lang(const char *message)
{
	/* Where there is no catalogue glibc looks for one at each message; and the empty message
	 * would answer with the head of the catalogue. */
	return chinese && message[0] != '\0' ? dgettext(domain, message) : message;
}
