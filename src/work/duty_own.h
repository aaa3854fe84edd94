/* What the files about duties share. */
#ifndef MINQING_WORK_DUTY_OWN_H
#define MINQING_WORK_DUTY_OWN_H

#include <minqing/duty.h>

/* The kinds and fields that duties are about, as the shipped definitions call them. */
struct duty_world {
	mq_kind_id resident;
	mq_kind_id household;
	mq_kind_id dwelling;
	mq_kind_id visit;
	mq_field_id outcome;
	mq_field_id staff;
};

/* False where one of them is not there: then nobody can be called on. */
bool duty_world_find(const struct mq_schema *schema, struct duty_world *world);

/* ---- duty_conf.c ---- */

/* Texts and labels of a map, kept in an arena; the first fault stays in *err. */
struct conf_reader {
	const struct mq_conf *conf;
	const struct mq_schema *schema;
	struct mq_arena *arena;
	struct mq_diag *diag;
	enum mq_err err;
};

void read_fault(struct conf_reader *reader, enum mq_err err);
/* NULL where there is none. */
const char *read_text(struct conf_reader *reader, const struct mq_node *map, const char *key);
/* zh, and en, which is the id where it is not told. */
void read_labels(struct conf_reader *reader, const struct mq_node *map, const char **zh,
	const char **en);
/* An expression that has to compile as a question about kind. NULL where there is none. */
const char *read_expression(struct conf_reader *reader, const struct mq_node *map, const char *key,
	mq_kind_id kind);
bool read_map(struct conf_reader *reader, const struct mq_node *map,
	const struct mq_conf_row *rows, size_t n_rows);

/* ---- staff.c ---- */

const struct mq_staff_role *staff_role(const struct mq_staff *staff, const char *id);

/* ---- duty_people.c ---- */

struct duty_people {
	const struct mq_person **people;	/* of the staff, in their order; borrowed one by one */
	size_t n;
	struct mq_map *names;			/* their names, each with its number in the staff */
};

/* Those of the staff (or only the one) who answer for a duty in a window, as of a day in it. Released
 * by the caller. */
void duty_people_find(const struct mq_staff *staff, const struct mq_duty *duty,
	const struct mq_person *only, struct mq_stretch window, mq_day on,
	struct duty_people *people);
void duty_people_release(struct duty_people *people);

/* ---- round_read.c ---- */

/* Reads the node `round:`, which may be NULL. */
void read_round(struct conf_reader *reader, const struct mq_node *node, struct mq_duties *duties);

/* ---- duty_query.c ---- */

/* "from:household", then what is true of all that is and-ed. Each appends. */
void query_from(const struct mq_schema *schema, mq_kind_id kind, struct mq_buf *out);
void query_and(const char *expression, struct mq_buf *out);
/* What visits that count in a window are like. */
void query_window(const struct mq_schema *schema, const struct duty_world *world,
	const struct mq_duty *duty, struct mq_stretch days, struct mq_buf *out);
/* There are such, by one of these people (NULL: by whomever). */
void query_visited(const struct mq_schema *schema, const struct duty_world *world,
	const char *window, const struct duty_people *people, struct mq_buf *out);
/* There is none that surely is: a box that was left blank takes nobody off the list. */
void query_not_visited(const struct mq_schema *schema, const struct duty_world *world,
	const char *window, struct mq_buf *out);
/* A name in visit_staff, from *at on: its bytes, without blanks; false at the end. */
bool next_name(struct mq_slice text, size_t *at, struct mq_slice *name);

/* ---- duty_tally.c ---- */

/* Whom the visits of a duty reached, in each of its periods. */
struct tally {
	struct mq_set *reached[MQ_DUTY_PERIODS];
	uint64_t *by;		/* period, person, target: ascending, each once (tally_key) */
	size_t n_by;
};

/* The windows of a duty around today, this one first. */
void duty_periods(const struct mq_duty *duty, mq_day today, struct mq_stretch *days);
/* names: people by name, as their number in the staff; NULL where who was there does not matter.
 * Released by the caller, whatever is returned. */
enum mq_err tally_visits(const struct mq_view *view, const struct duty_world *world,
	const struct mq_duty *duty, const struct mq_map *names, struct tally *tally,
	struct mq_diag *diag);
void tally_release(struct tally *tally);
/* Whom any of those with a name reached in a period; owned by the caller. */
struct mq_set *tally_by_any(const struct tally *tally, size_t period);
/* How many one person reached in a period. */
uint32_t tally_of(const struct tally *tally, size_t period, size_t person);

/* ---- duty_status.c ---- */

/* What all lines of a duty have in common, and the texts of its windows. */
struct duty_frame {
	struct mq_duty_line line;
	const char *windows[2];		/* this one, the last */
};

void duty_frame_begin(struct duty_frame *frame, struct mq_duty_status *status,
	const struct mq_view *view, const struct duty_world *world,
	const struct mq_office *office, const struct mq_duty *duty);
/* A line behind the others, as the frame says. */
struct mq_duty_line *status_line(struct mq_duty_status *status, size_t *cap,
	const struct duty_frame *frame);
/* Where its figures are in: what follows from them. */
void line_finish(struct mq_duty_line *line, const struct mq_duty *duty);
/* Move what buf holds into the status. */
const char *status_keep(struct mq_duty_status *status, struct mq_buf *buf);

/* ---- duty_places.c ---- */

enum { PLACE_BY_MAX = 8 };

/* The place of who lives nobody knows where. */
#define NOWHERE UINT32_C(0)

struct places {
	const struct mq_view *view;
	const struct duty_world *world;
	const struct mq_area *area;
	uint32_t *of_dwelling;		/* by record */
	uint32_t *of_target;		/* the same of what is counted */
	size_t n_targets;
	mq_record_id *samples;		/* a dwelling of each place; [NOWHERE] is none */
	size_t n;
	size_t cap;
};

/* Number the places of an area; all is borrowed until release. */
void places_begin(struct places *places, const struct mq_view *view,
	const struct duty_world *world, const struct mq_area *area);
/* Whom to count from now on: households or residents. */
void places_of(struct places *places, mq_kind_id kind);
/* Add 1 to the place of each of them. */
void places_count(const struct places *places, const struct mq_set *set, uint32_t *counts);
/* Append a place as a query has it, ` lane="…" building_no="3"`; as people call it,
 * "阳曲路760弄-3", nothing where it is not known. */
void place_query(const struct places *places, uint32_t place, struct mq_buf *out);
void place_name(const struct places *places, uint32_t place, struct mq_buf *out);
/* The order of its first field, where that is a list of codes; else 0. */
int64_t place_code(const struct places *places, uint32_t place);
void places_release(struct places *places);

/* ---- round_walk.c ---- */

/* Where a household lives, as numbers that are equal where the place is. */
struct spot {
	int64_t lane;
	int64_t building;
	int64_t unit;
	int floor;
};

/* Texts as people count: 2 before 10, figures before letters. */
int natural_order(const char *a, const char *b);

/* Fields and columns by which spots are told; zeroed where the schema has none. */
struct spots {
	const struct mq_column *dwelling;
	const struct mq_column *columns[4];	/* lane, building, stairwell, floor */
};

void spots_find(const struct mq_view *view, struct spots *spots);
struct spot spot_of(const struct spots *spots, mq_record_id household);
/* What the way between two costs, and in words; label may be NULL. */
int stairs_between(const struct mq_round_stairs *stairs, const struct spot *a,
	const struct spot *b, struct mq_arena *arena, const char **label);

#endif
