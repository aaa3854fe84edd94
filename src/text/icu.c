/*
 * ICU opened by name, at the version the headers are of. libicui18n brings libicuuc
 * and the data with it, and whatever is looked up in it is looked up in those too.
 */
#include "icu.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

#include <minqing/base.h>

#define TEXT_OF(name) TEXT_OF_EXPANDED(name)
#define TEXT_OF_EXPANDED(name) #name

static _Noreturn void end(void)
{
	const char *reason = dlerror();

	fputs("minqing: ", stderr);
	fprintf(stderr, _("ICU cannot be loaded: %s"), reason ? reason : "");
	fputc('\n', stderr);
	exit(mq_err_exit(MQ_ERR_STORE));
}

static void *find(void *library, const char *name)
{
	void *function = dlsym(library, name);

	if (function == NULL) {
		end();
	}
	return function;
}

void text_icu_open(struct text_icu *icu)
{
	void *library = dlopen("libicui18n.so." TEXT_OF(U_ICU_VERSION_MAJOR_NUM),
		RTLD_NOW | RTLD_LOCAL);

	if (library == NULL) {
		end();
	}
	/* dlsym(3) tells this way to make a function's address of an object's. */
#define TEXT_ICU_FIND(name) *(void **)&icu->name = find(library, TEXT_OF(name));
	TEXT_ICU_EACH(TEXT_ICU_FIND)
#undef TEXT_ICU_FIND
}
