/*
 * sqlite DATABASE DIR: the worker that is SQLite. DIR has columns.tsv (export.h).
 *
 *     load   -          both tables of DIR into the database
 *     import CSV        one sheet as table resident
 *     sql    STATEMENT  all its rows
 *     memory
 *
 * Filling is one durable transaction of prepared inserts, then an index on every column
 * and ANALYZE. Looking is with the file mapped as a whole. REGEXP is PCRE2 with JIT, the
 * library minqing uses, compiled once a statement.
 */
#include "worker.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <csv.h>
#include <pcre2.h>
#include <sqlite3.h>

enum { N_COLUMNS_MAX = 1024, NAME_SIZE = 64, READ_SIZE = 1 << 20, PATH_SIZE = 4096 };

struct column {
	char table[NAME_SIZE];
	char name[NAME_SIZE];
	char type[NAME_SIZE];
};

struct sqlite {
	sqlite3 *db;
	const char *dir;
	struct column columns[N_COLUMNS_MAX];
	size_t n_columns;
};

/* ---- a sheet on its way in ---- */

struct filling {
	struct sqlite *sqlite;
	const char *table;
	sqlite3_stmt *insert;			/* NULL until the header is read */
	const struct column *columns[N_COLUMNS_MAX];	/* by place in the sheet */
	size_t n_columns;
	size_t at;				/* the cell that comes next */
	bool failed;
};

static const struct column *find_column(const struct sqlite *sqlite, const char *table,
	const char *name, size_t len)
{
	for (size_t i = 0; i < sqlite->n_columns; i++) {
		const struct column *column = &sqlite->columns[i];

		if (strcmp(column->table, table) == 0 && strlen(column->name) == len
				&& memcmp(column->name, name, len) == 0) {
			return column;
		}
	}
	fprintf(stderr, "sqlite: no column %.*s in %s\n", (int)len, name, table);
	exit(1);
}

static bool is_type(const struct column *column, const char *type)
{
	return strcmp(column->type, type) == 0;
}

static const char *affinity(const struct column *column)
{
	if (is_type(column, "int") || is_type(column, "bool")) {
		return "INTEGER";
	}
	return is_type(column, "real") ? "REAL" : "TEXT";
}

static bool run(struct sqlite *sqlite, const char *sql)
{
	return sqlite3_exec(sqlite->db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static void begin_rows(struct filling *filling)
{
	struct mq_buf create = {0};
	struct mq_buf insert = {0};

	mq_buf_addf(&create, "CREATE TABLE %s (", filling->table);
	mq_buf_addf(&insert, "INSERT INTO %s VALUES (", filling->table);
	for (size_t i = 0; i < filling->n_columns; i++) {
		mq_buf_addf(&create, "%s\"%s\" %s", i > 0 ? ", " : "", filling->columns[i]->name,
			affinity(filling->columns[i]));
		mq_buf_adds(&insert, i > 0 ? ", ?" : "?");
	}
	mq_buf_adds(&create, ")");
	mq_buf_adds(&insert, ")");
	filling->failed = !run(filling->sqlite, create.data) || sqlite3_prepare_v2(
		filling->sqlite->db, insert.data, -1, &filling->insert, NULL) != SQLITE_OK;
	mq_buf_release(&create);
	mq_buf_release(&insert);
}

/* Nothing known is NULL; a truth is 0 or 1; numbers become such by the column's affinity. */
static void bind_cell(struct filling *filling, const char *text, size_t len)
{
	int place = (int)filling->at + 1;

	if (len == 0) {
		sqlite3_bind_null(filling->insert, place);
	} else if (is_type(filling->columns[filling->at], "bool")) {
		sqlite3_bind_int(filling->insert, place, text[0] == 't');
	} else {
		sqlite3_bind_text(filling->insert, place, text, (int)len, SQLITE_TRANSIENT);
	}
}

static void take_cell(void *text, size_t len, void *context)
{
	struct filling *filling = context;

	if (filling->insert == NULL && !filling->failed && filling->n_columns < N_COLUMNS_MAX) {
		filling->columns[filling->n_columns++] = find_column(filling->sqlite,
			filling->table, text, len);
	} else if (!filling->failed && filling->at < filling->n_columns) {
		bind_cell(filling, text, len);
	}
	filling->at++;
}

static void take_row(int end, void *context)
{
	struct filling *filling = context;

	(void)end;
	if (filling->insert == NULL && !filling->failed) {
		begin_rows(filling);
	} else if (!filling->failed) {
		filling->failed = filling->at != filling->n_columns
			|| sqlite3_step(filling->insert) != SQLITE_DONE
			|| sqlite3_reset(filling->insert) != SQLITE_OK;
	}
	filling->at = 0;
}

static bool fill(struct sqlite *sqlite, const char *table, const char *path)
{
	static char bytes[READ_SIZE];
	static struct filling filling;
	struct csv_parser parser;
	FILE *file = fopen(path, "r");
	size_t n;

	filling = (struct filling){.sqlite = sqlite, .table = table};
	if (file == NULL || csv_init(&parser, 0) != 0) {
		return false;
	}
	while ((n = fread(bytes, 1, sizeof(bytes), file)) > 0) {
		if (csv_parse(&parser, bytes, n, take_cell, take_row, &filling) != n) {
			filling.failed = true;
		}
	}
	csv_fini(&parser, take_cell, take_row, &filling);
	csv_free(&parser);
	fclose(file);
	sqlite3_finalize(filling.insert);
	return !filling.failed;
}

static bool index_columns(struct sqlite *sqlite, const char *table)
{
	bool good = true;

	for (size_t i = 0; i < sqlite->n_columns && good; i++) {
		char sql[4 * NAME_SIZE];
		const char *name = sqlite->columns[i].name;

		if (strcmp(sqlite->columns[i].table, table) != 0) {
			continue;
		}
		snprintf(sql, sizeof(sql), "SELECT count(*) FROM pragma_table_info('%s')"
			" WHERE name = '%s'", table, name);
		sqlite3_stmt *there;

		good = sqlite3_prepare_v2(sqlite->db, sql, -1, &there, NULL) == SQLITE_OK
			&& sqlite3_step(there) == SQLITE_ROW;
		bool is_there = good && sqlite3_column_int(there, 0) == 1;

		sqlite3_finalize(there);
		snprintf(sql, sizeof(sql), "CREATE INDEX \"%s_%s\" ON %s (\"%s\")", table, name,
			table, name);
		good = good && (!is_there || run(sqlite, sql));
	}
	return good;
}

static int64_t failed(struct sqlite *sqlite, struct mq_buf *answer)
{
	mq_buf_clear(answer);
	mq_buf_adds(answer, sqlite3_errmsg(sqlite->db));
	return -1;
}

static int64_t answer_import(void *context, const char *csv, struct mq_buf *answer)
{
	struct sqlite *sqlite = context;
	int64_t start = worker_ns();
	bool good = run(sqlite, "BEGIN") && fill(sqlite, "resident", csv)
		&& index_columns(sqlite, "resident") && run(sqlite, "ANALYZE")
		&& run(sqlite, "COMMIT");

	return good ? worker_ns() - start : failed(sqlite, answer);
}

static int64_t answer_load(void *context, const char *text, struct mq_buf *answer)
{
	struct sqlite *sqlite = context;
	char residents[PATH_SIZE];
	char visits[PATH_SIZE];
	int64_t start = worker_ns();

	(void)text;
	snprintf(residents, sizeof(residents), "%s/resident.csv", sqlite->dir);
	snprintf(visits, sizeof(visits), "%s/visit.csv", sqlite->dir);
	bool good = run(sqlite, "BEGIN") && fill(sqlite, "resident", residents)
		&& fill(sqlite, "visit", visits) && index_columns(sqlite, "resident")
		&& index_columns(sqlite, "visit") && run(sqlite, "COMMIT")
		&& run(sqlite, "ANALYZE");

	return good ? worker_ns() - start : failed(sqlite, answer);
}

/* ---- looking ---- */

static void add_row(sqlite3_stmt *statement, bool first, struct mq_buf *answer)
{
	mq_buf_adds(answer, first ? "" : ";");
	for (int i = 0; i < sqlite3_column_count(statement); i++) {
		mq_buf_adds(answer, i > 0 ? "|" : "");
		mq_buf_add(answer, sqlite3_column_text(statement, i),
			(size_t)sqlite3_column_bytes(statement, i));
	}
}

/* Statements one after the other, parted by ';'. */
static int64_t answer_sql(void *context, const char *sql, struct mq_buf *answer)
{
	struct sqlite *sqlite = context;
	int64_t start = worker_ns();
	int result = SQLITE_DONE;
	bool first = true;

	while (*sql != '\0' && result == SQLITE_DONE) {
		sqlite3_stmt *statement = NULL;

		result = sqlite3_prepare_v2(sqlite->db, sql, -1, &statement, &sql);
		if (result == SQLITE_OK) {
			while ((result = sqlite3_step(statement)) == SQLITE_ROW) {
				add_row(statement, first, answer);
				first = false;
			}
		}
		sqlite3_finalize(statement);
	}
	return result == SQLITE_DONE ? worker_ns() - start : failed(sqlite, answer);
}

/* ---- REGEXP ---- */

static void free_pattern(void *pattern)
{
	pcre2_code_free(pattern);
}

static void call_regexp(sqlite3_context *call, int n, sqlite3_value **values)
{
	pcre2_code *pattern = sqlite3_get_auxdata(call, 0);
	const unsigned char *text = sqlite3_value_text(values[1]);
	int code;
	size_t at;

	(void)n;
	if (pattern == NULL) {
		pattern = pcre2_compile(sqlite3_value_text(values[0]), PCRE2_ZERO_TERMINATED,
			PCRE2_UTF, &code, &at, NULL);
		pcre2_jit_compile(pattern, PCRE2_JIT_COMPLETE);
		sqlite3_set_auxdata(call, 0, pattern, free_pattern);
		pattern = sqlite3_get_auxdata(call, 0);
	}
	pcre2_match_data *match = sqlite3_user_data(call);
	int found = text == NULL || pattern == NULL ? -1 : pcre2_match(pattern, text,
		(size_t)sqlite3_value_bytes(values[1]), 0, PCRE2_NO_UTF_CHECK, match, NULL);

	sqlite3_result_int(call, found >= 0);
}

/* ---- */

static void read_columns(struct sqlite *sqlite)
{
	char path[PATH_SIZE];
	FILE *file;

	snprintf(path, sizeof(path), "%s/columns.tsv", sqlite->dir);
	file = fopen(path, "r");
	while (file != NULL && sqlite->n_columns < N_COLUMNS_MAX) {
		struct column *column = &sqlite->columns[sqlite->n_columns];

		if (fscanf(file, "%63s %63s %63s", column->table, column->name, column->type) != 3) {
			break;
		}
		sqlite->n_columns++;
	}
	if (file != NULL) {
		fclose(file);
	}
}

int main(int argc, char **argv)
{
	static const struct worker_verb verbs[] = {
		{"load", answer_load}, {"import", answer_import}, {"sql", answer_sql},
		{"memory", worker_memory},
	};
	static struct sqlite sqlite;
	pcre2_match_data *match = pcre2_match_data_create(1, NULL);

	if (argc != 3 || sqlite3_open(argv[1], &sqlite.db) != SQLITE_OK) {
		fprintf(stderr, "usage: sqlite DATABASE DIR\n");
		return 2;
	}
	sqlite.dir = argv[2];
	read_columns(&sqlite);
	sqlite3_create_function(sqlite.db, "regexp", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC, match,
		call_regexp, NULL, NULL);
	run(&sqlite, "PRAGMA synchronous = FULL; PRAGMA mmap_size = 4294967296;"
		" PRAGMA temp_store = MEMORY; PRAGMA cache_size = -262144");
	worker_serve(verbs, MQ_LENGTH(verbs), &sqlite);
	sqlite3_close(sqlite.db);
	pcre2_match_data_free(match);
	return 0;
}
