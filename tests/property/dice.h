/*
 * Chance that repeats: SplitMix64 (Steele, Lea, Flood 2014). The same seed, the same
 * throws, on every machine.
 */
#ifndef TESTS_PROPERTY_DICE_H
#define TESTS_PROPERTY_DICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct dice {
	uint64_t state;
};

static inline uint64_t dice_throw(struct dice *dice)
{
	uint64_t z = dice->state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

/* 0 … n - 1. */
static inline size_t dice_below(struct dice *dice, size_t n)
{
	return (size_t)(dice_throw(dice) % n);
}

static inline bool dice_percent(struct dice *dice, unsigned percent)
{
	return dice_throw(dice) % 100 < percent;
}

static inline int64_t dice_between(struct dice *dice, int64_t low, int64_t high)
{
	return low + (int64_t)(dice_throw(dice) % (uint64_t)(high - low + 1));
}

static inline const char *dice_word(struct dice *dice, const char *const *words, size_t n)
{
	return words[dice_below(dice, n)];
}

#define DICE_WORD(dice, ...) \
	dice_word((dice), (const char *const[]){__VA_ARGS__}, \
		sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

#endif
