#include "own.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <minqing/access.h>
#include <minqing/text.h>

#include "files.h"

/*
 * Making and opening registers. A register is made whole beside its place and
 * moved there, so that a failed init leaves nothing. The schema in force is the
 * compiled one inside; DIR/config keeps the YAML it came from.
 */

enum { CACHE_BYTES_MIN = 4 << 20, CACHE_BYTES_PER_RECORD = 16 };

struct mq_slice mq_register_schema_key(void)
{
	return mq_slice_str("schema");
}

/* ---- init ---- */

enum mq_err mq_register_check_config(const char *config_dir, struct mq_schema **schema,
	struct mq_diag *diag)
{
	enum mq_err err = mq_schema_load(config_dir, schema, diag);

	if (err != MQ_OK) {
		/* A directory that is not there is no answer of "nobody". */
		return err == MQ_ERR_NOT_FOUND ? MQ_ERR_CONFIG : err;
	}
	if ((*schema)->n_kinds > MQ_KINDS_MAX) {
		err = mq_diag_add(diag, MQ_ERR_CONFIG, _("at most %d kinds are possible"),
			MQ_KINDS_MAX);
	}
	if (err == MQ_OK) {
		err = mq_query_check_derived(*schema, diag);
	}
	if (err == MQ_OK) {
		err = mq_query_check_saved(*schema, NULL, diag);
	}
	enum mq_err patterns = mq_check_patterns(*schema, diag);

	err = err == MQ_OK ? patterns : err;
	if (err != MQ_OK) {
		mq_schema_free(*schema);
		*schema = NULL;
	}
	return err;
}

static enum mq_err put_schema(const char *dir, const struct mq_schema *schema,
	struct mq_diag *diag)
{
	struct mq_store_options options = {.seal = mq_access_seal, .holder = "init"};
	struct mq_store *store;
	struct mq_txn *txn;
	struct mq_buf blob = {0};
	enum mq_err err = mq_store_open(dir, &options, &store, diag);

	if (err != MQ_OK) {
		return err;
	}
	err = mq_txn_begin_write(store, &txn, diag);
	if (err == MQ_OK) {
		mq_schema_encode(schema, &blob);
		mq_txn_put(txn, MQ_TABLE_SCHEMA, mq_register_schema_key(),
			mq_slice(blob.data, blob.len));
		err = mq_txn_commit(txn, diag);
	}
	mq_buf_release(&blob);
	mq_store_close(store);
	return err;
}

static enum mq_err write_all(const char *dir, const char *config_dir,
	const struct mq_schema *schema, struct mq_diag *diag)
{
	struct mq_store_options options = {.seal = mq_access_seal};
	unsigned char salt[16];
	char *copy = mq_format("%s/config", dir);
	enum mq_err err;

	mq_access_random(salt, sizeof(salt));
	err = mq_store_create(dir, &options, salt, diag);
	if (err == MQ_OK) {
		err = put_schema(dir, schema, diag);
	}
	if (err == MQ_OK) {
		err = mq_files_copy_yaml(config_dir, copy, diag);
	}
	free(copy);
	return err;
}

/* A register's place may be missing or an empty directory. */
static enum mq_err check_place(const char *dir, struct mq_diag *diag)
{
	struct stat st;

	if (stat(dir, &st) != 0) {
		return MQ_OK;
	}
	if (S_ISDIR(st.st_mode) && mq_files_is_empty(dir)) {
		return MQ_OK;
	}
	mq_diag_add(diag, MQ_ERR_STORE, _("'%s' is there already and is not empty"), dir);
	mq_diag_hint(diag, _("name another directory with -d, or move this one away"));
	return MQ_ERR_STORE;
}

enum mq_err mq_register_make(const char *dir, const char *config_dir,
	const struct mq_schema *schema, struct mq_diag *diag)
{
	char *beside = mq_files_beside(dir);
	enum mq_err err = check_place(dir, diag);

	if (err == MQ_OK) {
		err = write_all(beside, config_dir, schema, diag);
	}
	if (err == MQ_OK && rename(beside, dir) != 0) {
		err = mq_diag_add(diag, MQ_ERR_IO, _("cannot make '%s': %s"), dir, strerror(errno));
	}
	if (err != MQ_OK) {
		mq_disk_remove_tree(beside);
	}
	free(beside);
	return err;
}

enum mq_err mq_register_init(const char *dir, const char *config_dir, struct mq_diag *diag)
{
	struct mq_schema *schema = NULL;
	enum mq_err err = check_place(dir, diag);

	if (err == MQ_OK) {
		err = mq_register_check_config(config_dir, &schema, diag);
	}
	if (err == MQ_OK) {
		err = mq_register_make(dir, config_dir, schema, diag);
	}
	mq_schema_free(schema);
	return err;
}

/* ---- open ---- */

static enum mq_err read_schema(struct mq_register *reg, struct mq_diag *diag)
{
	struct mq_txn *txn;
	struct mq_slice blob;
	enum mq_err err = mq_txn_begin_read(reg->store, &txn, diag);

	if (err != MQ_OK) {
		return err;
	}
	err = mq_txn_get(txn, MQ_TABLE_SCHEMA, mq_register_schema_key(), &blob, diag);
	if (err == MQ_ERR_NOT_FOUND) {
		err = mq_diag_add(diag, MQ_ERR_STORE, _("the register has no schema"));
		mq_diag_hint(diag, _("make it anew with `minqing init`"));
	} else if (err == MQ_OK) {
		err = mq_schema_decode(blob, &reg->schema, diag);
	}
	mq_txn_abort(txn);
	return err;
}

static void list_readings(struct mq_register *reg)
{
	const struct mq_schema *schema = reg->schema;

	reg->readings = mq_alloc((schema->n_fields + 1) * sizeof(*reg->readings));
	for (size_t i = 0; i < schema->n_fields; i++) {
		if (schema->fields[i].reading_of != MQ_NO_FIELD) {
			reg->readings[reg->n_readings++] = (mq_field_id)i;
		}
	}
}

enum mq_err mq_register_open(const char *dir, bool read_only, struct mq_register **out,
	struct mq_diag *diag)
{
	char *officer = mq_access_officer();
	struct mq_store_options options = {
		.seal = mq_access_seal, .read_only = read_only, .holder = officer,
	};
	struct mq_register *reg = mq_alloc(sizeof(*reg));
	enum mq_err err = mq_store_open(dir, &options, &reg->store, diag);

	free(officer);
	if (err == MQ_OK) {
		err = read_schema(reg, diag);
	}
	if (err != MQ_OK) {
		mq_register_close(reg);
		return err;
	}
	reg->index = mq_index_new(reg->schema);
	reg->cache = mq_cache_new(CACHE_BYTES_MIN);
	reg->patterns = mq_alloc(reg->schema->n_fields * sizeof(struct mq_pattern *));
	list_readings(reg);
	*out = reg;
	return MQ_OK;
}

void mq_register_close(struct mq_register *reg)
{
	if (!reg) {
		return;
	}
	mq_register_look_away(reg);
	for (size_t i = 0; reg->patterns && i < reg->schema->n_fields; i++) {
		mq_pattern_free(reg->patterns[i]);
	}
	free(reg->patterns);
	free(reg->readings);
	mq_cache_free(reg->cache);
	mq_index_free(reg->index);
	mq_pinyin_free(reg->pinyin);
	mq_schema_free(reg->schema);
	mq_store_close(reg->store);
	free(reg);
}

const struct mq_schema *mq_register_schema(const struct mq_register *reg)
{
	return reg->schema;
}

const char *mq_register_dir(const struct mq_register *reg)
{
	return mq_store_dir(reg->store);
}

struct mq_pinyin *mq_register_pinyin(struct mq_register *reg)
{
	if (!reg->pinyin) {
		reg->pinyin = mq_pinyin_new();
	}
	return reg->pinyin;
}

/* ---- looking ---- */

/* Links and codes by record are kept too, so that what is kept grows with the register. */
static size_t cache_bytes(const struct mq_register *reg)
{
	size_t bytes = 0;

	for (size_t i = 0; i < reg->schema->n_kinds; i++) {
		bytes += (size_t)mq_index_end(reg->index, (mq_kind_id)i) * CACHE_BYTES_PER_RECORD;
	}
	return bytes > CACHE_BYTES_MIN ? bytes : CACHE_BYTES_MIN;
}

enum mq_err mq_register_look(struct mq_register *reg, mq_day today, struct mq_view *view,
	bool *changed, struct mq_diag *diag)
{
	enum mq_err err = mq_txn_begin_read(reg->store, &reg->look, diag);
	bool same;

	if (err != MQ_OK) {
		return err;
	}
	same = mq_index_attach(reg->index, reg->look) && reg->cache_day == today;
	if (!same) {
		mq_cache_clear(reg->cache);
		mq_cache_limit(reg->cache, cache_bytes(reg));
	}
	reg->cache_day = today;
	*view = (struct mq_view){
		.schema = reg->schema, .index = reg->index, .today = today, .cache = reg->cache,
	};
	if (changed) {
		*changed = !same;
	}
	return MQ_OK;
}

void mq_register_look_away(struct mq_register *reg)
{
	if (reg->look) {
		mq_index_detach(reg->index);
		mq_txn_abort(reg->look);
		reg->look = NULL;
	}
}

enum mq_err mq_register_is_empty(struct mq_register *reg, bool *empty, struct mq_diag *diag)
{
	struct mq_txn *txn;
	enum mq_err err = mq_txn_begin_read(reg->store, &txn, diag);

	if (err == MQ_OK) {
		*empty = mq_txn_count(txn, MQ_TABLE_RECORD) == 0;
		mq_txn_abort(txn);
	}
	return err;
}

enum mq_err mq_register_verify(struct mq_register *reg, uint64_t *n_records, struct mq_diag *diag)
{
	struct mq_txn *txn;
	enum mq_err err = mq_txn_begin_read(reg->store, &txn, diag);

	if (err == MQ_OK) {
		err = mq_index_verify(reg->schema, mq_register_pinyin(reg), txn, n_records, diag);
		mq_txn_abort(txn);
	}
	return err;
}
