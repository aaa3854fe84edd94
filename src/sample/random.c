#include "own.h"

/* SplitMix64 (Steele, Lea, Flood, OOPSLA 2014): one addition and three mixes a
 * number, and any state is a good beginning. */
static uint64_t mix(uint64_t z)
{
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static uint64_t next(struct mq_random *random)
{
	random->state += UINT64_C(0x9e3779b97f4a7c15);
	return mix(random->state);
}

struct mq_random mq_random_for(uint64_t seed, uint64_t what, uint64_t number)
{
	return (struct mq_random){mix(mix(mix(seed) + what) + number)};
}

uint32_t mq_random_below(struct mq_random *random, uint32_t end)
{
	return end ? (uint32_t)(((next(random) >> 32) * end) >> 32) : 0;
}

int mq_random_between(struct mq_random *random, int low, int high)
{
	return low + (int)mq_random_below(random, (uint32_t)(high - low + 1));
}

bool mq_random_chance(struct mq_random *random, uint32_t in_10000)
{
	return mq_random_below(random, 10000) < in_10000;
}

size_t mq_random_weighted(struct mq_random *random, const uint16_t *weights, size_t n)
{
	uint32_t sum = 0;
	uint32_t at;

	for (size_t i = 0; i < n; i++) {
		sum += weights[i];
	}
	at = mq_random_below(random, sum);
	for (size_t i = 0; i < n; i++) {
		if (at < weights[i]) {
			return i;
		}
		at -= weights[i];
	}
	return n - 1;
}
