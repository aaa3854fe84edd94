/* What book.c, which writes workbooks, asks of book_text.c and book_check.c. */
#ifndef MINQING_REGISTER_BOOK_H
#define MINQING_REGISTER_BOOK_H

#include "lxw.h"
#include "zip.h"

/* Put text into out so that whoever reads the workbook has it back, character by
 * character; bytes that are no UTF-8 become U+FFFD. */
void book_escape(struct mq_buf *out, const char *text, size_t len);
/* Read a workbook again: every part there, of its length and sum, and closed by the tag
 * that opens it. libxlsxwriter does not look whether its own passing files were written,
 * so that a full disk would leave a workbook that nobody can open. */
bool book_is_whole(const struct zlib *zlib, const char *path);

#endif
