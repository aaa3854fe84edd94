/* What the files of register share. */
#ifndef MINQING_REGISTER_OWN_H
#define MINQING_REGISTER_OWN_H

#include <minqing/register.h>

/* A register, open. */
struct mq_register {
	struct mq_store *store;
	struct mq_schema *schema;
	struct mq_index *index;
	struct mq_cache *cache;
	mq_day cache_day;		/* the day the cached answers are of */
	struct mq_txn *look;		/* the read transaction of a look, or NULL */
	struct mq_pinyin *pinyin;	/* opened by the first who writes */
	struct mq_pattern **patterns;	/* by field; compiled when first needed */
	mq_field_id *readings;		/* the fields that keep readings of names */
	size_t n_readings;
};

/* The key under which the compiled schema stands in SCHEMA. */
struct mq_slice mq_register_schema_key(void);
/* The pinyin of a register that writes, opened now if it was not yet. */
struct mq_pinyin *mq_register_pinyin(struct mq_register *reg);
/* Was no record ever put? Reads on its own: not to be asked within a look. */
enum mq_err mq_register_is_empty(struct mq_register *reg, bool *empty, struct mq_diag *diag);

/* ---- check.c ---- */

/* Compile every pattern of a schema; all that fail are faults. */
enum mq_err mq_check_patterns(const struct mq_schema *schema, struct mq_diag *diag);
/* Read a cell as mq_value_read does, and hold it against the field's pattern too.
 * CONFIG where that pattern does not compile. */
enum mq_err mq_check_cell(struct mq_register *reg, const struct mq_field *field, const char *cell,
	size_t len, struct mq_buf *out, struct mq_value *value, struct mq_diag *diag);
/* The first field of a kind's key that record does not know, or NULL. */
const struct mq_field *mq_check_key_gap(const struct mq_schema *schema, mq_kind_id kind,
	const struct mq_record *record);
/* Set the hidden readings of a record's names, from the names it has now. */
void mq_check_readings(struct mq_register *reg, mq_kind_id kind, struct mq_record *record);

/* ---- act.c ---- */

enum { MQ_ACT_FIRST = 1 };	/* acts are numbered from here */

/* Give the act a number and write who, when, why and from where. */
enum mq_err mq_act_put(struct mq_txn *txn, const struct mq_act *act, uint64_t *number,
	struct mq_diag *diag);
/* The bytes of an act and the key of its number, for whoever writes otherwise. */
void mq_act_encode(const struct mq_act *act, struct mq_buf *out);
void mq_act_key(uint64_t number, struct mq_key *key);
/* The key under which META counts acts, and the bytes of a count. */
struct mq_slice mq_act_counter_key(void);
void mq_act_counter(uint64_t next, unsigned char out[8]);

/* What an act did to a record: `was` NULL for a new one. False where nothing
 * changed (hidden fields do not count). */
bool mq_history_encode(const struct mq_schema *schema, const struct mq_record *was,
	const struct mq_record *now, struct mq_buf *out);
void mq_history_key(mq_kind_id kind, mq_record_id id, uint64_t act, struct mq_key *key);
/* Put an encoded step of an act; where the act changed the record before, the two
 * become one step. CORRUPT where what is there makes no sense. */
enum mq_err mq_history_put(struct mq_txn *txn, const struct mq_schema *schema, mq_kind_id kind,
	mq_record_id id, uint64_t act, struct mq_slice step, struct mq_diag *diag);

/* ---- edit.c ---- */

/* A stored record, also of a transaction that is writing, with texts of its own: what
 * is put later does not move them. NOT_FOUND is no fault, CORRUPT is one. */
enum mq_err mq_edit_fetch(struct mq_txn *txn, mq_kind_id kind, mq_record_id id,
	struct mq_record *record, struct mq_diag *diag);
/* Set in record all that values has. */
void mq_edit_add(struct mq_record *record, const struct mq_record *values);

#endif
