/*
 * The width function curses calls. ncursesw asks wcwidth() of the C library, whose
 * table is older than the names people have: Han of the extensions G to I are -1 there
 * and would be left out of a name without a word. A function of the same name in the
 * program is found first by the dynamic linker, so curses counts as we do.
 */
#include <wchar.h>

#include <minqing/base.h>

int wcwidth(wchar_t c)
{
	if (c < 0x20 || (c >= 0x7f && c < 0xa0)) {
		return c == 0 ? 0 : -1;
	}
	return mq_width_char((uint32_t)c);
}
