/*
 * sample: a synthetic subdistrict, seeded and repeatable. Nobody in it lives.
 *
 *     random.c     a counted generator: the same seed, the same people
 *     names.c      surnames and given names by generation
 *     place.c      committees, lanes, buildings, units, rooms
 *                  and where clusters are planted
 *     household.c  who lives together: ages, relations, means
 *     resident.c   one person: identity, residence, work, care
 *     traits.c     the table of tags by age, household and place
 *     journal.c    two years of visits, needs and services
 *     pairing.c    who is paired with a provider of services
 *     fault.c      the planted mistakes
 *     put.c        values into records, where the schema has the field
 *     sample.c     walks the streets and hands records on, holding one lane
 */
#ifndef MINQING_SAMPLE_H
#define MINQING_SAMPLE_H

#include <minqing/base.h>
#include <minqing/schema.h>

struct mq_sample_options {
	uint32_t residents;	/* reached to within one household */
	uint64_t seed;
	mq_day today;		/* ages and journals are as of this day */
	bool faults;		/* plant known mistakes */
};

/*
 * Takes a record of kind; its links are set to ids given before; gives it its id
 * (dense from 0 in each kind). The record is the caller's, reused after.
 */
typedef enum mq_err (*mq_sample_fn)(void *context, mq_kind_id kind, struct mq_record *record,
	mq_record_id *id, struct mq_diag *diag);
/* Hears of each planted mistake: what, of which kind, under which key. */
typedef void (*mq_sample_fault_fn)(void *context, const char *what, const char *kind,
	const char *key);

/*
 * Make up a subdistrict in terms of the shipped catalogue (a field the schema
 * does not have is left out). Memory does not grow with the number of residents.
 * planted may be NULL; all is borrowed for the call. Returns what take did when it
 * first failed.
 */
enum mq_err mq_sample_run(const struct mq_schema *schema, const struct mq_sample_options *options,
	mq_sample_fn take, mq_sample_fault_fn planted, void *context, struct mq_diag *diag);

#endif
