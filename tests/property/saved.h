/*
 * Saved lists of the test's own, written into its copy of the configuration; what each
 * means is told a second time, in words the oracle's reader knows.
 */
#ifndef TESTS_PROPERTY_SAVED_H
#define TESTS_PROPERTY_SAVED_H

#include "property/grow_values.h"

enum { SAVED_ARGS_MAX = 2 };

struct saved_arg {
	const char *name;	/* NULL: there is no such argument */
	const char *otherwise;	/* its default, or NULL */
	const char *values[5];	/* what is said */
	const char *meant[5];	/* … and what the reader knows; NULL: the same */
};

struct saved_list {
	const char *id, *zh, *kind, *params, *is;
	const char *meant;	/* %1$s and %2$s are the arguments */
	struct saved_arg args[SAVED_ARGS_MAX];
};

static const struct saved_list saved_lists[] = {
	{"t_plain", "测困", "resident", "{}", "hardship or disability_cert",
		"hardship or disability_cert", {{0}}},
	{"t_old", "测老", "resident", "{n: {type: int, default: 80}}",
		"age>=$n living_status:here", "age>=%1$s and living_status:here",
		{{"n", "80", {"60", "70", "６５", "80", "3"}, {NULL, NULL, "65"}}}},
	{"t_of", "测类", "resident",
		"{who: {type: code, of: sex}, n: {type: int, default: 60, zh: 岁数上}}",
		"sex:$who not age<$n", "sex:%1$s and not age<%2$s",
		{{"who", NULL, {"男", "女", "female", "1", "2"}, {"1", "2", "2"}},
		 {"n", "60", {"18", "35", "60", "0", "90"}, {NULL}}}},
	{"t_since", "测访", "resident", "{since: {type: date, default: -90d}}",
		"visits.none(visit_time>=$since)", "visits.none(visit_time>=%1$s)",
		{{"since", "-90d", {"-30d", "-200d", "-7d", "-365d", "-1d"}, {NULL}}}},
	{"t_leaning", "测靠", "resident", "{n: {type: int}}",
		"@t_old(n:$n) or @t_plain not @t_old(65)",
		"age>=%1$s and living_status:here or (hardship or disability_cert) and "
		"not (age>=65 and living_status:here)",
		{{"n", NULL, {"60", "75", "90", "85", "50"}, {NULL}}}},
	{"t_street", "测路", "resident", "{street: {type: text}}", "standard_address:$street",
		"standard_address:%1$s",
		{{"street", NULL, {"阳曲路", "\"阳曲路\"", "\"1号 2室\"", "岭南路", "\"a or b\""},
			{"\"阳曲路\"", "\"阳曲路\"", "\"1号 2室\"", "\"岭南路\"",
			 "\"a or b\""}}}},
	{"t_flag", "测标", "resident", "{is_it: {type: bool, default: true}}", "dibao:$is_it",
		"dibao:%1$s", {{"is_it", "true", {"true", "是", "否", "false", "no"},
			{"true", "true", "false", "false", "false"}}}},
	{"t_family", "测户", "household", "{n: {type: int, default: 60}}",
		"members.count(age>=$n)>=2", "members.count(age>=%1$s)>=2",
		{{"n", "60", {"18", "50", "60", "70", "35"}, {NULL}}}},
};

/* ---- writing ---- */

static inline void saved_write(const char *dir)
{
	char *path = mq_format("%s/saved_by_test.yaml", dir);
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fprintf(file, "saved:\n");
	for (size_t i = 0; i < MQ_LENGTH(saved_lists); i++) {
		const struct saved_list *list = saved_lists + i;

		fprintf(file, "  %s: {zh: %s, en: %s, kind: %s, params: %s, is: '%s'}\n", list->id,
			list->zh, list->id, list->kind, list->params, list->is);
	}
	assert_int_equal(fclose(file), 0);
	free(path);
}

/* ---- growing ---- */

struct saved_said {
	struct mq_buf text;
	const char *meant[SAVED_ARGS_MAX];
	size_t n;
	bool is_named;	/* behind a named argument all are */
};

/* One argument, by place or by name, or left to its default. */
static inline void say_arg(struct grower *grower, const struct saved_arg *arg, size_t i,
	struct saved_said *said)
{
	size_t value = dice_below(grower->dice, MQ_LENGTH(arg->values));
	bool by_place = said->n > 0 && !said->is_named;

	if (arg->otherwise && dice_percent(grower->dice, 30)) {
		said->meant[i] = arg->otherwise;
		said->is_named = true;
		return;
	}
	said->is_named = said->is_named || dice_percent(grower->dice, 50);
	mq_buf_adds(&said->text, said->n++ ? DICE_WORD(grower->dice, ", ", ",", "，", "、")
		: DICE_WORD(grower->dice, "(", "（"));
	if (said->is_named) {
		mq_buf_adds(&said->text, by_place && !knows(FEATURE_TIGHT) ? " " : "");
		mq_buf_addf(&said->text, "%s%s", arg->name, DICE_WORD(grower->dice, ":", "=", "："));
	}
	mq_buf_adds(&said->text, arg->values[value]);
	said->meant[i] = arg->meant[value] ? arg->meant[value] : arg->values[value];
}

static inline struct node *saved_node(struct grower *grower, mq_kind_id kind,
	const struct saved_list *list)
{
	struct node *node = node_new(grower->arena, NODE_SAVED);
	struct reader reader = {.world = grower->world, .arena = grower->arena};
	struct saved_said said = {.meant = {"", ""}};

	mq_buf_addf(&said.text, "@%s", DICE_WORD(grower->dice, list->id, list->zh));
	for (size_t i = 0; i < SAVED_ARGS_MAX && list->args[i].name; i++) {
		say_arg(grower, list->args + i, i, &said);
	}
	mq_buf_adds(&said.text, said.n ? DICE_WORD(grower->dice, ")", "）") : "");
	node->says = mq_arena_strdup(grower->arena, said.text.data);
	reader.at = mq_arena_format(grower->arena, list->meant, said.meant[0], said.meant[1]);
	node_add(node, read_or(&reader, kind));
	assert_string_equal(reader.at, "");
	mq_buf_release(&said.text);
	return node;
}

/* A list of the kind, or NULL where there is none. */
static inline struct node *grow_saved(struct grower *grower, mq_kind_id kind)
{
	for (size_t i = 0; i < 2 * MQ_LENGTH(saved_lists); i++) {
		const struct saved_list *list = saved_lists +
			dice_below(grower->dice, MQ_LENGTH(saved_lists));

		if (world_kind(grower->world, list->kind) == kind) {
			return saved_node(grower, kind, list);
		}
	}
	return NULL;
}

#endif
