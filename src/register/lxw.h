/*
 * The functions of libxlsxwriter that this room calls. Only who writes a workbook needs
 * it, and what it brings (libcrypto) takes as long to be loaded as a whole look-up does.
 */
#ifndef MINQING_REGISTER_LXW_H
#define MINQING_REGISTER_LXW_H

#include <xlsxwriter.h>

#include <minqing/base.h>

#include "lend.h"

#define LXW_EACH(X) \
	X(format_set_bold) \
	X(format_set_num_format) \
	X(lxw_strerror) \
	X(lxw_workbook_free) \
	X(workbook_add_format) \
	X(workbook_add_worksheet) \
	X(workbook_close) \
	X(workbook_new_opt) \
	X(workbook_set_properties) \
	X(workbook_validate_sheet_name) \
	X(worksheet_autofilter) \
	X(worksheet_freeze_panes) \
	X(worksheet_set_column) \
	X(worksheet_write_number) \
	X(worksheet_write_string)

struct lxw {
	LXW_EACH(LEND_MEMBER)
};

/* Find them all. STORE where the library is not there, with the way out. */
enum mq_err lxw_open(struct lxw *lent, struct mq_diag *diag);

#endif
