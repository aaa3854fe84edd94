/*
 * What the language knows. Questions are grown of what is switched on alone, so that the
 * test holds for an engine that has learnt a part of it.
 *
 * MINQING_FEATURES, words parted by commas, adds to the table: `text,-sums` switches text
 * on and sums off, `all` everything on.
 */
#ifndef TESTS_PROPERTY_FEATURES_H
#define TESTS_PROPERTY_FEATURES_H

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum feature {
	FEATURE_BEGINS,		/* ^= *= on texts and codes */
	FEATURE_FUZZY,		/* ~~ */
	FEATURE_PINYIN,		/* py: */
	FEATURE_ATTACHED_NOT,	/* 非低保 */
	FEATURE_DATES,		/* quarters, ISO weeks, halves, 近三月, 3天前 */
	FEATURE_DURATIONS,	/* residence_since>=10y, age>=80岁 */
	FEATURE_FROM,		/* from:household */
	FEATURE_AREAS,		/* building.any(…) */
	FEATURE_OTHERS,		/* household.others.any(…) */
	FEATURE_PLACE,		/* place:阳曲路760弄 */
	FEATURE_SUMS,		/* visits.max(date)>=… */
	FEATURE_RANGES,		/* visits.count():2..4 */
	FEATURE_OUTER,		/* sex=^sex */
	FEATURE_UP,		/* ^(…) */
	FEATURE_SAVED,		/* @name(n:90) */
	FEATURE_NAMES,		/* nl>=80, and the beginnings of names */
	FEATURE_NOT_NEAR,	/* !~~v, which begins like !~ */
	FEATURE_TIGHT,		/* @name(90,to:95), no space behind the comma */
	N_FEATURES,
};

static const struct { const char *name; bool is_on; } features[N_FEATURES] = {
	[FEATURE_BEGINS] = {"begins", true},
	[FEATURE_FUZZY] = {"fuzzy", true},
	[FEATURE_PINYIN] = {"pinyin", true},
	[FEATURE_ATTACHED_NOT] = {"attached_not", true},
	[FEATURE_DATES] = {"dates", true},
	[FEATURE_DURATIONS] = {"durations", true},
	[FEATURE_FROM] = {"from", true},
	[FEATURE_AREAS] = {"areas", true},
	[FEATURE_OTHERS] = {"others", true},
	[FEATURE_PLACE] = {"place", true},
	[FEATURE_SUMS] = {"sums", true},
	[FEATURE_RANGES] = {"ranges", true},
	[FEATURE_OUTER] = {"outer", true},
	[FEATURE_UP] = {"up", true},
	[FEATURE_SAVED] = {"saved", true},
	[FEATURE_NAMES] = {"names", true},
	[FEATURE_NOT_NEAR] = {"not_near", true},
	[FEATURE_TIGHT] = {"tight", true},
};

static inline bool knows(enum feature feature)
{
	const char *asked = getenv("MINQING_FEATURES");
	bool is_on = features[feature].is_on;

	while (asked && *asked) {
		size_t len = strcspn(asked, ",");
		bool off = *asked == '-';
		const char *name = asked + off;

		if ((len - off == 3 && strncmp(name, "all", 3) == 0) ||
		    (len - off == strlen(features[feature].name) &&
		     strncmp(name, features[feature].name, len - off) == 0)) {
			is_on = !off;
		}
		asked += len + (asked[len] == ',');
	}
	return is_on;
}

#endif
