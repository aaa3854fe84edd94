#include "lxw.h"

#include <dlfcn.h>

#define TEXT_OF(name) TEXT_OF_EXPANDED(name)
#define TEXT_OF_EXPANDED(name) #name

static enum mq_err refuse(struct mq_diag *diag)
{
	const char *reason = dlerror();

	mq_diag_add(diag, MQ_ERR_STORE, _("workbooks cannot be written: %s"), reason ? reason : "");
	mq_diag_hint(diag, _("csv is read by every spreadsheet too"));
	return MQ_ERR_STORE;
}

enum mq_err lxw_open(struct lxw *lxw, struct mq_diag *diag)
{
	void *library = dlopen("libxlsxwriter.so." LXW_SOVERSION, RTLD_NOW | RTLD_LOCAL);
	bool all = library != NULL;

	/* dlsym(3) tells this way to make a function's address of an object's. */
#define LXW_FIND(name) \
	all = all && (*(void **)&lxw->name = dlsym(library, TEXT_OF(name))) != NULL;
	LXW_EACH(LXW_FIND)
#undef LXW_FIND
	return all ? MQ_OK : refuse(diag);
}
