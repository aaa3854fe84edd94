/* Kleene's three values, for oracles that work conditions out one by one. */
#ifndef MINQING_TESTS_PROPERTY_THREE_H
#define MINQING_TESTS_PROPERTY_THREE_H

#include <stdbool.h>

/* False, unknown, true: and is the least, or the greatest. */
enum truth { F, U, T };

static inline enum truth both(enum truth a, enum truth b)
{
	return a < b ? a : b;
}

static inline enum truth either(enum truth a, enum truth b)
{
	return a > b ? a : b;
}

static inline enum truth not(enum truth a)
{
	return (enum truth)(T - a);
}

static inline enum truth truth_of(bool holds)
{
	return holds ? T : F;
}

#endif
