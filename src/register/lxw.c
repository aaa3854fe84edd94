#include "lxw.h"

static enum mq_err refuse(struct mq_diag *diag)
{
	const char *reason = dlerror();

	mq_diag_add(diag, MQ_ERR_STORE, _("workbooks cannot be written: %s"), reason ? reason : "");
	mq_diag_hint(diag, _("csv is read by every spreadsheet too"));
	return MQ_ERR_STORE;
}

enum mq_err lxw_open(struct lxw *lent, struct mq_diag *diag)
{
	void *library = dlopen("libxlsxwriter.so." LXW_SOVERSION, RTLD_NOW | RTLD_LOCAL);
	bool all = library != NULL;

	LXW_EACH(LEND_FIND)
	return all ? MQ_OK : refuse(diag);
}
