/* What the files of sample share: how the subdistrict is made up. */
#ifndef MINQING_SAMPLE_OWN_H
#define MINQING_SAMPLE_OWN_H

#include <minqing/sample.h>

/* ---- random.c ---- */

/* A generator whose numbers hang on the seed and on what it is for, not on what
 * was drawn before: a room makes the same people wherever it stands in the walk. */
struct mq_random {
	uint64_t state;
};

struct mq_random mq_random_for(uint64_t seed, uint64_t what, uint64_t number);
uint32_t mq_random_below(struct mq_random *random, uint32_t end);
int mq_random_between(struct mq_random *random, int low, int high);	/* both included */
/* True in `in_10000` of 10,000 cases. */
bool mq_random_chance(struct mq_random *random, uint32_t in_10000);
/* An index, drawn by its weight. */
size_t mq_random_weighted(struct mq_random *random, const uint16_t *weights, size_t n);

/* ---- names.c ---- */

/* Append a surname, and a given name as people born in that year have it. */
const char *mq_sample_surname(struct mq_random *random);
void mq_sample_name(struct mq_random *random, const char *surname, bool female, int birth_year,
	char out[32]);

/* ---- the people ---- */

enum { FAMILY_MAX = 8, SAMPLE_OFFERS = 5 };

struct room {
	uint32_t committee;	/* index into the code list */
	const char *lane;	/* "阳曲路760弄" */
	uint32_t building;
	uint32_t unit;
	uint32_t floor;
	uint32_t room;
	uint32_t number;	/* counted over all */
	uint32_t floors;
	int built_year;
	bool tower;
	bool lift;
	unsigned clusters;	/* enum cluster, bits */
};

enum cluster {
	CLUSTER_ILLNESS = 1,	/* 因病致贫, two lanes */
	CLUSTER_ALONE = 2,	/* 独居高龄, one lane */
	CLUSTER_JOBLESS = 4,	/* 就业困难, one lane */
};

struct person {
	int age;
	mq_day birth;
	bool female;
	bool local;		/* Shanghai hukou */
	bool deceased;
	bool here;
	bool disabled;
	bool severe;
	bool poor;		/* the household is */
	bool alone;
	bool working;
	bool retired;
	bool veteran;
	bool party;
	bool has_meals;		/* a line of the ledger says so */
	int care;		/* 照护等级 as index into its list; 0 none */
	const char *surname;
	const char *relation;	/* GB/T 4761 */
	const char *marital;	/* GB/T 2261.2, or NULL: not known */
	char name[32];
	mq_record_id id;
};

struct family {
	struct person members[FAMILY_MAX];
	size_t n_members;
	bool poor;
	bool ill;		/* poor through illness */
	bool migrant;
	int income;		/* yuan a head a month */
	mq_record_id id;
	mq_record_id room_id;
};

/* One walk through the subdistrict. */
struct sample {
	const struct mq_schema *schema;
	const struct mq_sample_options *options;
	const struct mq_codes *committees;
	mq_kind_id kinds[6];	/* by enum sample_kind; MQ_NO_KIND where there is none */
	struct mq_map *names;	/* field ids by name, as they are first used */
	mq_sample_fn take;
	mq_sample_fault_fn planted;
	void *context;
	struct mq_diag *diag;
	uint32_t n_residents;
	uint32_t n_rooms;
	uint32_t n_families;
	uint32_t n_journal[3];
	uint32_t n_paired[SAMPLE_OFFERS];	/* by row of pairing.c */
	uint32_t n_pairings;
	uint32_t n_faults;
	struct mq_buf note;
	struct mq_record record;
};

enum sample_kind {
	SAMPLE_RESIDENT, SAMPLE_HOUSEHOLD, SAMPLE_DWELLING, SAMPLE_VISIT, SAMPLE_NEED,
	SAMPLE_SERVICE,
};

/* ---- put.c: into a record, where the schema has the field ---- */

void mq_put(struct sample *sample, const char *field, const char *text);
void mq_put_number(struct sample *sample, const char *field, int64_t number);
void mq_put_day(struct sample *sample, const char *field, mq_day day);
void mq_put_bool(struct sample *sample, const char *field, bool value);
/* One of a list of texts, drawn evenly. */
void mq_put_one(struct sample *sample, struct mq_random *random, const char *field,
	const char *const *texts, size_t n);
/* Hand the record on and begin a new one. */
enum mq_err mq_put_record(struct sample *sample, enum sample_kind kind, mq_record_id *id);
void mq_put_link(struct sample *sample, enum sample_kind kind, enum sample_kind to,
	mq_record_id id);
/* Hand on a record of a journal, linked with the person and the household. */
enum mq_err mq_put_journal(struct sample *sample, enum sample_kind kind,
	const struct family *family, const struct person *person);

/* ---- household.c ---- */

/* Who lives in the room: ages, relations, marriages, income. None: vacant. */
void mq_family_make(struct sample *sample, struct mq_random *random, const struct room *room,
	struct family *family);
enum mq_err mq_family_put(struct sample *sample, struct mq_random *random,
	struct family *family);

/* ---- place.c ---- */

/* Walk the rooms of the subdistrict until enough people live there. */
enum mq_err mq_place_walk(struct sample *sample,
	enum mq_err (*visit)(struct sample *sample, const struct room *room));
enum mq_err mq_place_put(struct sample *sample, struct mq_random *random,
	const struct room *room, const struct family *family, mq_record_id *id);
/* "阳曲路760弄12号302室" */
void mq_place_address(const struct room *room, char out[96]);

/* ---- resident.c, traits.c ---- */

enum mq_err mq_resident_put(struct sample *sample, struct mq_random *random,
	const struct room *room, const struct family *family, struct person *person);
/* What hangs on age, sex, household and place: the table of traits. */
void mq_traits_put(struct sample *sample, struct mq_random *random, const struct person *person);
/* GB 11643: 17 digits and the check character. */
void mq_sample_id_number(struct mq_random *random, mq_day birth, bool female, char out[19]);

/* ---- journal.c ---- */

enum mq_err mq_journal_put(struct sample *sample, struct mq_random *random,
	struct family *family);

/* ---- pairing.c ---- */

/* After the journal, which says what they have already. */
enum mq_err mq_pairing_put(struct sample *sample, const struct room *room,
	const struct family *family);

/* ---- note.c ---- */

/* What a visitor wrote down, beginning with `first`; into note, which is cleared. */
void mq_note_write(struct mq_random *random, const char *first, struct mq_buf *note);

/* ---- fault.c ---- */

/* Perhaps plant a mistake in the resident that is about to be handed on. */
void mq_fault_plant(struct sample *sample, struct mq_random *random,
	const struct person *person);

#endif
