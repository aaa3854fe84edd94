/*
 * A small subdistrict held twice: in a register, and as plain arrays that the
 * oracle loops over. What is in the arrays was caught on its way in and decoded
 * here, by the shortest code that can be believed.
 *
 * MINQING_CONFIG names the configuration directory, else it is "config".
 */
#ifndef TESTS_PROPERTY_WORLD_H
#define TESTS_PROPERTY_WORLD_H

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <minqing/access.h>
#include <minqing/answer.h>
#include <minqing/base.h>
#include <minqing/index.h>
#include <minqing/query.h>
#include <minqing/register.h>
#include <minqing/sample.h>
#include <minqing/schema.h>
#include <minqing/text.h>

#include "property/dice.h"
#include "property/features.h"

enum { WORLD_RESIDENTS = 3000, WORLD_SEED = 20260301 };

/* What one record says of one field. */
struct cell {
	bool known;
	int64_t number;		/* as mq_value.number says; MULTI: bit i is code i */
	struct mq_slice text;	/* lives as long as the world */
	struct mq_slice folded;	/* TEXT */
	struct mq_slice readings;	/* … that names are found in */
};

/* Who names a record in a link: the first of them by the record named, and after each
 * the next. */
struct chain {
	mq_record_id *first;
	mq_record_id *next;
};

/* Records of one kind by where they belong: a record up their links, or an area. */
struct group {
	unsigned era;
	mq_record_id *hubs;	/* by record; MQ_NO_RECORD where not known */
	size_t n_hubs;
	struct chain chain;	/* by hub */
};

enum { AREAS_MAX = 8, GROUPS_MAX = MQ_KINDS_MAX + AREAS_MAX };

/* Two characters and whether they are alike, as far as somebody asked. */
struct pair {
	uint32_t a, b;
	bool alike;
};

enum { PAIRS = 1 << 16 };

struct node;

struct world {
	char dir[64];
	struct mq_register *reg;
	const struct mq_schema *schema;
	mq_day today;
	struct dice dice;
	size_t n[MQ_KINDS_MAX];		/* records by kind, ids 0 … n - 1 */
	struct cell **cells;		/* by field, by record id of the field's kind */
	size_t *caps;			/* by field */
	const char **spelled;		/* by field: the readings of its Chinese label */
	size_t *n_known;		/* by field: records that know it */
	struct chain *chains;		/* by link field */
	struct group groups[MQ_KINDS_MAX][GROUPS_MAX];
	unsigned era;			/* another one whenever others are hidden; from 1 */
	struct node **derived;		/* by field: its tree (see derive.h), or NULL */
	uint8_t **kept;			/* by derived field, by record id: 1 + its truth, or 0 */
	bool *hidden[MQ_KINDS_MAX];	/* by record id: outside the universe; NULL: none is */
	mq_field_id committee, address;	/* what a place is told by */
	struct pair *pairs;		/* PAIRS of them, by hash */
	struct mq_arena arena;
	struct mq_pinyin *pinyin;
	struct mq_load *load;		/* while filling */
	struct mq_view view;		/* while looking */
};

static inline const struct mq_field *world_field(const struct world *world, mq_field_id field)
{
	return &world->schema->fields[field];
}

static inline mq_kind_id world_kind(const struct world *world, const char *id)
{
	mq_kind_id kind = mq_schema_kind(world->schema, id);

	assert_int_not_equal(kind, MQ_NO_KIND);
	return kind;
}

static inline bool is_stored(const struct mq_field *field)
{
	return field->expression == NULL && field->years_since == MQ_NO_FIELD;
}

static inline bool is_key(const struct world *world, const struct mq_field *field)
{
	const struct mq_kind *kind = world->schema->kinds + field->kind;

	for (size_t i = 0; i < kind->n_key; i++) {
		if (kind->key[i] == field->number) {
			return true;
		}
	}
	return false;
}

static inline const char *config_dir(void)
{
	const char *dir = getenv("MINQING_CONFIG");

	return dir ? dir : "config";
}

static inline void make_dir(char *dir, size_t size, const char *name)
{
	const char *tmp = getenv("TMPDIR");

	snprintf(dir, size, "%s/minqing-%s-XXXXXX", tmp ? tmp : "/tmp", name);
	assert_non_null(mkdtemp(dir));
}

static inline void remove_dir(const char *dir)
{
	char *command = mq_format("rm -rf '%s'", dir);

	assert_int_equal(system(command), 0);
	free(command);
}

static inline void assert_ok(enum mq_err err, struct mq_diag *diag)
{
	if (err != MQ_OK) {
		mq_diag_print(diag, "minqing: ", stderr);
	}
	assert_int_equal(err, MQ_OK);
	mq_diag_release(diag);
}

/* ---- who may be told of ---- */

static inline bool is_hidden(const struct world *world, mq_kind_id kind, mq_record_id id)
{
	return world->hidden[kind] && world->hidden[kind][id];
}

/* Derived tags are worked out anew: they are of what may be seen. */
static inline void forget_derived(struct world *world)
{
	world->era++;
	for (size_t i = 0; i < world->schema->n_fields; i++) {
		if (world->kept[i]) {
			memset(world->kept[i], 0, world->n[world->schema->fields[i].kind] + 1);
		}
	}
}

/* Hide a part of every kind's records; the sets left are the caller's. */
static inline void world_hide(struct world *world, struct dice *dice, unsigned percent,
	struct mq_set **left)
{
	for (size_t kind = 0; kind < world->schema->n_kinds; kind++) {
		mq_record_id *ids = mq_alloc((world->n[kind] + 1) * sizeof(*ids));
		size_t n = 0;

		world->hidden[kind] = mq_alloc(world->n[kind] + 1);
		for (size_t id = 0; id < world->n[kind]; id++) {
			world->hidden[kind][id] = dice_percent(dice, percent);
			ids[n] = (mq_record_id)id;
			n += !world->hidden[kind][id];
		}
		left[kind] = mq_set_of(ids, n);
		world->view.universe[kind] = left[kind];
		free(ids);
	}
	forget_derived(world);
}

static inline void world_show_all(struct world *world, struct mq_set **left)
{
	for (size_t kind = 0; kind < world->schema->n_kinds; kind++) {
		free(world->hidden[kind]);
		world->hidden[kind] = NULL;
		mq_set_free(left[kind]);
	}
	mq_access_universe(&world->view, "test");
	forget_derived(world);
}

/* ---- looking ---- */

static inline void world_look(struct world *world)
{
	struct mq_diag diag = {0};

	assert_ok(mq_register_look(world->reg, world->today, &world->view, NULL, &diag), &diag);
	mq_access_universe(&world->view, "test");
}

static inline void world_look_away(struct world *world)
{
	mq_register_look_away(world->reg);
}

#endif
