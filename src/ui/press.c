/* Names of keys: one table, read both ways. */
#include "press.h"

#include <string.h>
#include <strings.h>

static const struct {
	const char *name;
	mq_press press;
} names[] = {
	/* the first name of a key is the one printed */
	{"Up", MQ_PRESS_UP},
	{"Down", MQ_PRESS_DOWN},
	{"Left", MQ_PRESS_LEFT},
	{"Right", MQ_PRESS_RIGHT},
	{"Home", MQ_PRESS_HOME},
	{"End", MQ_PRESS_END},
	{"PgUp", MQ_PRESS_PAGE_UP},
	{"PgDn", MQ_PRESS_PAGE_DOWN},
	{"Ins", MQ_PRESS_INSERT},
	{"Del", MQ_PRESS_DELETE},
	{"Enter", MQ_PRESS_ENTER},
	{"Return", MQ_PRESS_ENTER},
	{"Tab", MQ_PRESS_TAB},
	{"Backspace", MQ_PRESS_BACKSPACE},
	{"Esc", MQ_PRESS_ESC},
	{"Space", ' '},
	{"F1", MQ_PRESS_F1},
	{"F2", MQ_PRESS_F1 + 1},
	{"F3", MQ_PRESS_F1 + 2},
	{"F4", MQ_PRESS_F1 + 3},
	{"F5", MQ_PRESS_F1 + 4},
	{"F6", MQ_PRESS_F1 + 5},
	{"F7", MQ_PRESS_F1 + 6},
	{"F8", MQ_PRESS_F1 + 7},
	{"F9", MQ_PRESS_F1 + 8},
	{"F10", MQ_PRESS_F1 + 9},
	{"F11", MQ_PRESS_F1 + 10},
	{"F12", MQ_PRESS_F12},
};

static const struct {
	const char *prefix;
	mq_press flag;
} modifiers[] = {
	{"C-", MQ_PRESS_CTRL},
	{"M-", MQ_PRESS_ALT},
	{"S-", MQ_PRESS_SHIFT},
};

/* What a terminal cannot tell apart is one key. */
static const struct {
	mq_press from;
	mq_press to;
} same[] = {
	{MQ_PRESS_CTRL | 'i', MQ_PRESS_TAB},
	{MQ_PRESS_CTRL | 'm', MQ_PRESS_ENTER},
	{MQ_PRESS_CTRL | 'j', MQ_PRESS_ENTER},
	{MQ_PRESS_CTRL | 'h', MQ_PRESS_BACKSPACE},
	{MQ_PRESS_CTRL | '[', MQ_PRESS_ESC},
};

bool mq_press_is_text(mq_press press)
{
	return press >= ' ' && press < 0x110000 && !(press >= 0x7f && press < 0xa0);
}

static bool parse_base(const char *name, size_t len, mq_press *press)
{
	for (size_t i = 0; i < MQ_LENGTH(names); i++) {
		if (strlen(names[i].name) == len && strncasecmp(names[i].name, name, len) == 0) {
			*press = names[i].press;
			return true;
		}
	}
	uint32_t cp;
	if (len == 0 || mq_utf8_decode(name, len, &cp) != len || !mq_press_is_text(cp)) {
		return false;
	}
	*press = cp;
	return true;
}

static mq_press canonical(mq_press press)
{
	if (press & MQ_PRESS_CTRL) {
		mq_press base = press & 0x1fffff;
		if (base >= 'A' && base <= 'Z') {
			press += 'a' - 'A';
		}
	}
	for (size_t i = 0; i < MQ_LENGTH(same); i++) {
		if ((press & ~(mq_press)MQ_PRESS_ALT) == same[i].from) {
			return same[i].to | (press & MQ_PRESS_ALT);
		}
	}
	return press;
}

bool mq_press_parse(const char *name, size_t len, mq_press *press)
{
	mq_press flags = 0;
	for (size_t i = 0; len > 2 && i < MQ_LENGTH(modifiers);) {
		if (strncmp(name, modifiers[i].prefix, 2) == 0 && !(flags & modifiers[i].flag)) {
			flags |= modifiers[i].flag;
			name += 2;
			len -= 2;
			i = 0;
		} else {
			i++;
		}
	}
	mq_press base;
	if (!parse_base(name, len, &base)) {
		return false;
	}
	if ((flags & MQ_PRESS_SHIFT) && base < 0x110000) {
		return false;	/* a shifted character is another character */
	}
	*press = canonical(base | flags);
	return true;
}

void mq_press_print(mq_press press, struct mq_buf *out)
{
	for (size_t i = 0; i < MQ_LENGTH(modifiers); i++) {
		if (press & modifiers[i].flag) {
			mq_buf_adds(out, modifiers[i].prefix);
		}
	}
	mq_press base = press & 0x1fffff;
	for (size_t i = 0; i < MQ_LENGTH(names); i++) {
		if (names[i].press == base) {
			mq_buf_adds(out, names[i].name);
			return;
		}
	}
	char text[4];
	mq_buf_add(out, text, mq_utf8_encode(base, text));
}
