/*
 * Libraries that only few commands need are not linked but opened by whoever first needs
 * them: each would be loaded with every process, and a look-up takes no longer than that.
 * What is opened stays open until the process ends.
 *
 *     #define FOO_EACH(X) X(foo_begin) X(foo_end)
 *     struct foo { FOO_EACH(LEND_MEMBER) };
 *     FOO_EACH(LEND_FIND)	where there are struct foo *lent, void *library and bool all
 */
#ifndef MINQING_REGISTER_LEND_H
#define MINQING_REGISTER_LEND_H

#include <dlfcn.h>

#define LEND_TEXT(name) LEND_TEXT_EXPANDED(name)
#define LEND_TEXT_EXPANDED(name) #name

#define LEND_MEMBER(name) __typeof__(name) *name;

/* dlsym(3) tells this way to make a function's address of an object's. */
#define LEND_FIND(name) \
	all = all && (*(void **)&lent->name = dlsym(library, LEND_TEXT(name))) != NULL;

#endif
