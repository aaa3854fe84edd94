/*
 * The functions of ICU that this room calls. Only who writes names needs them, and
 * its three libraries and C++'s take as long to be loaded as a whole look-up does:
 * so they are opened by whoever calls first, not with every process.
 */
#ifndef MINQING_TEXT_ICU_H
#define MINQING_TEXT_ICU_H

#include <unicode/ucol.h>
#include <unicode/uiter.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

/* As they are called; ICU's headers add the version to each name. */
#define TEXT_ICU_EACH(X) \
	X(u_errorName) \
	X(u_strFromUTF8) \
	X(u_uastrncpy) \
	X(ucol_close) \
	X(ucol_nextSortKeyPart) \
	X(ucol_open) \
	X(uiter_setUTF8) \
	X(utrans_close) \
	X(utrans_openU) \
	X(utrans_transUChars)

struct text_icu {
#define TEXT_ICU_MEMBER(name) __typeof__(name) *name;
	TEXT_ICU_EACH(TEXT_ICU_MEMBER)
#undef TEXT_ICU_MEMBER
};

/* Find them all. What is opened stays open until the process ends. Ends the program
 * where ICU is not there: it is part of the program. */
void text_icu_open(struct text_icu *icu);

#endif
