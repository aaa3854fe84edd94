/*
 * Inside index: entries on their way into a store, in sorted runs on disk.
 *
 *     run.c     the file of runs: writing one, reading one
 *     merge.c   many runs read as one sorted stream
 *     unite.c   entries of one key made one, in the form that is stored
 *     united.c  the same, made ahead on a second thread
 *     batch.c   the entries of some thousand records, gathered and spilled
 */
#ifndef INDEX_RUN_H
#define INDEX_RUN_H

#include <minqing/index.h>

/* Borrowed by whoever is given one until the next. */
struct mq_entry {
	enum mq_table table;
	struct mq_slice key;
	struct mq_slice value;
};

/* By table, then key. */
int mq_entry_compare(const struct mq_entry *a, const struct mq_entry *b);

/* ---- runs ---- */

/* Runs of sorted entries, one after the other in a file in dir that has no name.
 * Errors are sticky; see mq_runs_error. */
struct mq_runs;

struct mq_runs *mq_runs_new(const char *dir);
void mq_runs_free(struct mq_runs *runs);
/* Add to the run that is open (the first entry opens one); ascending. */
void mq_runs_add(struct mq_runs *runs, enum mq_table table, struct mq_slice key,
	struct mq_slice value);
void mq_runs_end(struct mq_runs *runs);
size_t mq_runs_count(const struct mq_runs *runs);
uint64_t mq_runs_entries(const struct mq_runs *runs);	/* in all runs */
const char *mq_runs_dir(const struct mq_runs *runs);
/* IO or FULL, with a fault; MQ_OK. */
enum mq_err mq_runs_error(const struct mq_runs *runs, struct mq_diag *diag);
/* Carry the error of `from`, where it has one, over to runs. */
void mq_runs_fail_as(struct mq_runs *runs, const struct mq_runs *from);

/* One run, read from its beginning. */
struct mq_source;

struct mq_source *mq_source_new(struct mq_runs *runs, size_t number);
void mq_source_free(struct mq_source *source);
/* False at the end, and where reading failed (see mq_runs_error). */
bool mq_source_next(struct mq_source *source, struct mq_entry *entry);

/* ---- one stream of many ---- */

struct mq_merge;

/* Merge runs from..end; entries of equal keys come in the order of their runs. */
struct mq_merge *mq_merge_new(struct mq_runs *runs, size_t from, size_t end);
void mq_merge_free(struct mq_merge *merge);
bool mq_merge_next(struct mq_merge *merge, struct mq_entry *entry);
/* Merge neighbours until at most n_runs are left; may replace *runs. go_on is asked now
 * and then, unless NULL; false where it said no: *runs are of no use any more. */
bool mq_merge_down(struct mq_runs **runs, size_t n_runs, bool (*go_on)(void *context),
	void *context);

/* ---- one entry of many ---- */

struct mq_unite;

struct mq_unite *mq_unite_new(struct mq_runs *runs);
void mq_unite_free(struct mq_unite *unite);
/* The next entry as it is stored, *n of the runs' entries made one. NOT_FOUND at the
 * end; INPUT where two records have one key (the next call gives the second); IO. */
enum mq_err mq_unite_next(struct mq_unite *unite, struct mq_entry *entry, uint64_t *n,
	struct mq_diag *diag);

/* The same entries, made ahead on a thread to which runs belong until free. Ends with the
 * first error. */
struct mq_united;

struct mq_united *mq_united_new(struct mq_runs *runs);
void mq_united_free(struct mq_united *united);
/* As mq_unite_next. */
enum mq_err mq_united_next(struct mq_united *united, struct mq_entry *entry, uint64_t *n,
	struct mq_diag *diag);

/* ---- batches ---- */

enum { MQ_BATCH_BITS = 12 };	/* 4,096 records: one chunk of a column */

struct mq_batch;
struct mq_terms;

/* Borrows terms. Entries of table RECORD are made only where `records`. */
struct mq_batch *mq_batch_new(const struct mq_schema *schema, struct mq_terms *terms,
	mq_kind_id kind, bool records);
void mq_batch_free(struct mq_batch *batch);
/* Is it to be spilled before the record id is added? */
bool mq_batch_is_full(const struct mq_batch *batch, mq_record_id id);
/* Ids ascend from call to call. A batch that is full is spilled first. */
void mq_batch_add(struct mq_batch *batch, struct mq_runs *runs, mq_record_id id,
	const struct mq_record *record);
/* Write what was gathered as one run; the batch is empty then. */
void mq_batch_spill(struct mq_batch *batch, struct mq_runs *runs);

#endif
