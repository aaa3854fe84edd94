/* What each unit test of ui begins with. */
#ifndef MINQING_TESTS_UI_UNIT_H
#define MINQING_TESTS_UI_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <minqing/base.h>

/* A small repeatable generator (xorshift64). */
static inline uint64_t unit_random(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

static inline size_t unit_below(uint64_t *seed, size_t n)
{
	return (size_t)(unit_random(seed) % n);
}

#endif
