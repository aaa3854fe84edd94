/*
 * The functions of libxlsxwriter that this room calls. Only who writes a workbook needs
 * it, and what it brings (libcrypto) takes as long to be loaded as a whole look-up does:
 * so it is opened by whoever calls first, not with every process. Beside them stand those
 * of zlib, which it brings too, that a workbook is read again with.
 */
#ifndef MINQING_REGISTER_LXW_H
#define MINQING_REGISTER_LXW_H

#include <xlsxwriter.h>
#include <zlib.h>

#include <minqing/base.h>

#define LXW_EACH(X) \
	X(format_set_bold) \
	X(format_set_num_format) \
	X(lxw_strerror) \
	X(lxw_workbook_free) \
	X(workbook_add_format) \
	X(workbook_add_worksheet) \
	X(workbook_close) \
	X(workbook_new_opt) \
	X(workbook_validate_sheet_name) \
	X(worksheet_autofilter) \
	X(worksheet_freeze_panes) \
	X(worksheet_set_column) \
	X(worksheet_write_number) \
	X(worksheet_write_string) \
	X(crc32) \
	X(inflate) \
	X(inflateEnd) \
	X(inflateInit2_)

struct lxw {
#define LXW_MEMBER(name) __typeof__(name) *name;
	LXW_EACH(LXW_MEMBER)
#undef LXW_MEMBER
};

/* Find them all; what is opened stays open until the process ends. STORE where the
 * library is not there, with the way out. */
enum mq_err lxw_open(struct lxw *lxw, struct mq_diag *diag);

#endif
