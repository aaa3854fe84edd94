#include "duty_own.h"

#include <stdlib.h>
#include <string.h>

/* What has to be done: dir/duties.yaml. */

bool duty_world_find(const struct mq_schema *schema, struct duty_world *world)
{
	static const char outcome[] = "visit_outcome";
	static const char staff[] = "visit_staff";

	*world = (struct duty_world){
		.resident = mq_schema_kind(schema, "resident"),
		.household = mq_schema_kind(schema, "household"),
		.dwelling = mq_schema_kind(schema, "dwelling"),
		.visit = mq_schema_kind(schema, "visit"),
	};
	if (world->visit == MQ_NO_KIND || world->household == MQ_NO_KIND ||
	    world->resident == MQ_NO_KIND || schema->kinds[world->visit].date == MQ_NO_FIELD) {
		return false;
	}
	world->outcome = mq_schema_field_exact(schema, world->visit, outcome, strlen(outcome));
	world->staff = mq_schema_field_exact(schema, world->visit, staff, strlen(staff));
	return world->outcome != MQ_NO_FIELD && world->staff != MQ_NO_FIELD &&
		schema->fields[world->outcome].type == MQ_TYPE_CODE &&
		schema->fields[world->staff].type == MQ_TYPE_TEXT;
}

/* ---- one duty ---- */

static const struct mq_conf_row duty_rows[] = {
	{"zh", MQ_NODE_SCALAR, true},
	{"en", MQ_NODE_SCALAR, false},
	{"roles", MQ_NODE_LIST, true},
	{"count", MQ_NODE_SCALAR, false},
	{"every", MQ_NODE_SCALAR, false},
	{"distinct", MQ_NODE_SCALAR, true},
	{"window", MQ_NODE_SCALAR, true},
	{"starts", MQ_NODE_SCALAR, false},
	{"zone", MQ_NODE_SCALAR, false},
	{"outcomes", MQ_NODE_LIST, true},
	{"transfer", MQ_NODE_SCALAR, false},
	{"leave", MQ_NODE_SCALAR, false},
};

/* What a node says out of two words, the first where there is none. */
static bool is_second(struct conf_reader *reader, const struct mq_node *map, const char *key,
	const char *const words[2])
{
	const struct mq_node *node = mq_node_get(map, key);
	int word = 0;

	if (node) {
		read_fault(reader, mq_node_enum(reader->conf, node, words, 2, &word, reader->diag));
	}
	return word == 1;
}

static void read_roles(struct conf_reader *reader, const struct mq_node *list,
	const struct mq_staff *staff, struct mq_duty *duty)
{
	duty->roles = mq_arena_alloc(reader->arena, (list->n_children + 1) * sizeof(*duty->roles));
	for (const struct mq_node *node = list->first; node; node = node->next) {
		const char *id = "";
		enum mq_err err = mq_node_text(reader->conf, node, &id, reader->diag);
		const struct mq_staff_role *role = staff_role(staff, id);

		read_fault(reader, err);
		if (role) {
			duty->roles[duty->n_roles++] = role;
		} else if (err == MQ_OK) {
			read_fault(reader, mq_conf_fault(reader->conf, node, false, reader->diag,
				_("there is no role '%s'"), id));
			mq_diag_hint(reader->diag, _("roles are told in staff.yaml"));
		}
	}
}

static void read_outcomes(struct conf_reader *reader, const struct mq_node *list,
	const struct mq_codes *codes, struct mq_duty *duty)
{
	struct mq_buf text = {0};

	mq_buf_adds(&text, "{");
	for (const struct mq_node *node = list->first; node; node = node->next) {
		int code = node->type == MQ_NODE_SCALAR ?
			mq_codes_find(codes, node->text, node->len) : -1;

		if (code < 0 || code >= 64) {
			read_fault(reader, mq_conf_fault(reader->conf, node, false, reader->diag,
				_("'%s' is no outcome of a visit"), node->text ? node->text : ""));
			continue;
		}
		duty->outcome_bits |= UINT64_C(1) << code;
		mq_buf_addf(&text, "%s%s", text.len > 1 ? " " : "", codes->codes[code].id);
	}
	mq_buf_adds(&text, "}");
	duty->outcomes = mq_arena_strdup(reader->arena, text.data);
	mq_buf_release(&text);
}

/* ---- windows ---- */

static bool read_number(const char *text, int low, int high, int *number)
{
	char *end;
	long read = strtol(text, &end, 10);

	if (*text < '0' || *text > '9' || *end || read < low || read > high) {
		return false;
	}
	*number = (int)read;
	return true;
}

/* "04-01" */
static bool read_month_day(const char *text, struct mq_window *window)
{
	char month[4] = {0};

	if (strlen(text) != strlen("04-01") || text[2] != '-') {
		return false;
	}
	memcpy(month, text, 2);
	return read_number(month, 1, 12, &window->month) &&
		read_number(text + 3, 1, 28, &window->mday);
}

static void read_starts(struct conf_reader *reader, const struct mq_node *node,
	struct mq_window *window)
{
	static const char *const hints[] = {
		[MQ_WINDOW_WEEK] = N_("a week starts on 1, Monday, to 7, Sunday"),
		[MQ_WINDOW_MONTH] = N_("a month starts on its day 1 to 28"),
		[MQ_WINDOW_QUARTER] = N_("a quarter starts on a day of the year, as '01-01'; days to 28"),
		[MQ_WINDOW_YEAR] = N_("a year starts on a day of it, as '01-01'; days to 28"),
	};
	const char *text = NULL;
	bool good;

	if (!node || mq_node_text(reader->conf, node, &text, reader->diag) != MQ_OK) {
		read_fault(reader, node ? MQ_ERR_CONFIG : MQ_OK);
		return;
	}
	good = window->unit >= MQ_WINDOW_QUARTER ? read_month_day(text, window) :
		read_number(text, 1, window->unit == MQ_WINDOW_WEEK ? 7 : 28, &window->mday);
	if (!good) {
		read_fault(reader, mq_conf_fault(reader->conf, node, false, reader->diag,
			_("'%s' starts no window"), text));
		mq_diag_hint(reader->diag, "%s", _(hints[window->unit]));
	}
}

/* A duty has none of its own: people would call on one day and be counted on another. */
static void refuse_zone(struct conf_reader *reader, const struct mq_node *zone)
{
	if (zone) {
		read_fault(reader, mq_conf_fault(reader->conf, zone, true, reader->diag,
			_("a window has no zone of its own: its days are those of the office")));
		mq_diag_hint(reader->diag, _("TZ says which zone the office is in"));
	}
}

static void read_window(struct conf_reader *reader, const struct mq_node *map,
	struct mq_window *window)
{
	static const char *const units[] = {
		[MQ_WINDOW_WEEK] = "week", [MQ_WINDOW_MONTH] = "month",
		[MQ_WINDOW_QUARTER] = "quarter", [MQ_WINDOW_YEAR] = "year",
	};
	int unit = MQ_WINDOW_MONTH;

	read_fault(reader, mq_node_enum(reader->conf, mq_node_get(map, "window"), units,
		MQ_LENGTH(units), &unit, reader->diag));
	*window = (struct mq_window){.unit = (enum mq_window_unit)unit, .month = 1, .mday = 1};
	read_starts(reader, mq_node_get(map, "starts"), window);
	refuse_zone(reader, mq_node_get(map, "zone"));
}

/* ---- */

/* So many, or every one of a cohort. */
static void read_amount(struct conf_reader *reader, const struct mq_node *map,
	struct mq_duty *duty)
{
	enum { COUNT_MAX = 100000 };
	const struct mq_node *count = mq_node_get(map, "count");
	int64_t number = 0;

	duty->every = read_expression(reader, map, "every", duty->kind);
	if ((count != NULL) == (mq_node_get(map, "every") != NULL)) {
		read_fault(reader, mq_conf_fault(reader->conf, map, true, reader->diag,
			_("'%s' wants either count: or every:"), map->key));
	} else if (count && mq_node_int(reader->conf, count, &number, reader->diag) != MQ_OK) {
		read_fault(reader, MQ_ERR_CONFIG);
	} else if (count && (number < 1 || number > COUNT_MAX)) {
		read_fault(reader, mq_conf_fault(reader->conf, count, false, reader->diag,
			_("count: goes from 1 to %d"), COUNT_MAX));
	}
	duty->count = (uint32_t)number;
}

static void add_duty(struct conf_reader *reader, const struct mq_node *map,
	const struct mq_staff *staff, const struct duty_world *world, struct mq_duties *duties)
{
	static const char *const kinds[] = {"household", "resident"};
	static const char *const transfers[] = {"pro_rata", "whole"};
	static const char *const leaves[] = {"excused", "owed"};
	struct mq_duty *duty = &duties->duties[duties->n_duties];
	int kind = 0;

	if (!read_map(reader, map, duty_rows, MQ_LENGTH(duty_rows))) {
		return;
	}
	duty->id = mq_arena_strdup(reader->arena, map->key);
	read_labels(reader, map, &duty->zh, &duty->en);
	read_fault(reader, mq_node_enum(reader->conf, mq_node_get(map, "distinct"), kinds,
		MQ_LENGTH(kinds), &kind, reader->diag));
	duty->kind = kind == 0 ? world->household : world->resident;
	read_roles(reader, mq_node_get(map, "roles"), staff, duty);
	read_window(reader, map, &duty->window);
	read_outcomes(reader, mq_node_get(map, "outcomes"),
		reader->schema->fields[world->outcome].codes, duty);
	read_amount(reader, map, duty);
	duty->whole_on_transfer = is_second(reader, map, "transfer", transfers);
	duty->owed_on_leave = is_second(reader, map, "leave", leaves);
	duties->n_duties++;
}

/* ---- the file ---- */

static const struct mq_conf_row top_rows[] = {
	{"duties", MQ_NODE_MAP, true},
	{"round", MQ_NODE_MAP, false},
};

static void read_duties(struct conf_reader *reader, const struct mq_staff *staff,
	struct mq_duties *duties)
{
	const struct mq_node *root = mq_conf_root(reader->conf);
	const struct mq_node *map = mq_node_get(root, "duties");
	struct duty_world world;

	if (!read_map(reader, root, top_rows, MQ_LENGTH(top_rows))) {
		return;
	}
	if (!duty_world_find(reader->schema, &world)) {
		read_fault(reader, mq_conf_fault(reader->conf, map, true, reader->diag,
			_("duties need the kinds and fields of visits that are shipped")));
		return;
	}
	duties->duties = mq_arena_alloc(reader->arena,
		(map->n_children + 1) * sizeof(*duties->duties));
	for (const struct mq_node *node = map->first; node; node = node->next) {
		add_duty(reader, node, staff, &world, duties);
	}
	read_round(reader, mq_node_get(root, "round"), duties);
}

enum mq_err mq_duties_read(const char *dir, const struct mq_schema *schema,
	const struct mq_staff *staff, struct mq_duties *duties, struct mq_diag *diag)
{
	struct conf_reader reader = {.schema = schema, .arena = &duties->arena, .diag = diag};
	struct mq_conf *conf = NULL;
	enum mq_err err = mq_work_file(dir, "duties.yaml", &conf, diag);

	*duties = (struct mq_duties){0};
	if (conf) {
		reader.conf = conf;
		read_duties(&reader, staff, duties);
		err = reader.err;
	}
	mq_conf_free(conf);
	return err;
}

void mq_duties_release(struct mq_duties *duties)
{
	mq_arena_release(&duties->arena);
	*duties = (struct mq_duties){0};
}

const char *mq_duty_label(const struct mq_duty *duty)
{
	return mq_lang_is_chinese() ? duty->zh : duty->en;
}

const struct mq_duty *mq_duties_find(const struct mq_duties *duties, const char *name)
{
	for (size_t i = 0; i < duties->n_duties; i++) {
		const struct mq_duty *duty = &duties->duties[i];

		if (strcmp(duty->id, name) == 0 || strcmp(duty->zh, name) == 0 ||
		    strcmp(duty->en, name) == 0) {
			return duty;
		}
	}
	return NULL;
}

bool mq_duty_is_of(const struct mq_duty *duty, const struct mq_person *person)
{
	for (size_t i = 0; i < duty->n_roles; i++) {
		if (duty->roles[i] == person->role) {
			return true;
		}
	}
	return false;
}
