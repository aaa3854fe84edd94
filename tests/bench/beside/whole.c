/*
 * What takes a process of its own: one question from start to end, and filling an empty
 * register or database with a sheet.
 */
#include <ftw.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "task.h"

enum { N_IMPORTS = 3, N_OPEN_MAX = 16 };

/* ---- one question ---- */

/* Without quotes and with lines of LF alone, in which printers of CSV differ. */
static void plain(struct mq_buf *text)
{
	size_t n = 0;

	for (size_t i = 0; i < text->len; i++) {
		if (text->data[i] != '\r' && text->data[i] != '"') {
			text->data[n++] = text->data[i];
		}
	}
	text->len = n;
	mq_buf_addc(text, '\0');
}

static double ask_own(const struct bench *bench, const struct question *question,
	struct mq_buf *out)
{
	return peer_run((const char *const[]){bench->minqing, "-d", bench->demo, "query",
		question->own.data, "--limit", "50", "--format", "csv", "--columns",
		"person_id,name,sex,birth_date,phone_mobile,standard_address", NULL}, out);
}

static double ask_sqlite(const struct bench *bench, const struct question *question,
	struct mq_buf *out)
{
	char *database = bench_path(bench, "beside.sqlite");
	double ms = peer_run((const char *const[]){"sqlite3", "-csv", "-header", database,
		question->sqlite.data, NULL}, out);

	free(database);
	return ms;
}

static double ask_duckdb(const struct bench *bench, const struct question *question,
	struct mq_buf *out)
{
	char *database = bench_path(bench, "beside.duckdb");
	double ms = peer_run((const char *const[]){"node", bench->duckdb, bench->modules,
		database, bench->work, question->duckdb.data, NULL}, out);

	free(database);
	return ms;
}

static void check_lines(const struct question *question, struct mq_buf *own, struct mq_buf *peer)
{
	plain(peer);
	if (strcmp(own->data, peer->data) != 0) {
		fprintf(stderr, "beside: printed rows differ\n  %s\n%.2000s\n  %s\n%.2000s\n",
			question->own.data, own->data, question->sqlite.data, peer->data);
		exit(1);
	}
}

static void ask_processes(const struct bench *bench, size_t variant, struct row *row)
{
	struct question question = {0};
	struct mq_buf out[N_PEERS] = {0};

	task_first_rows(variant, &question);
	row_add(row, PEER_MINQING, ask_own(bench, &question, &out[PEER_MINQING]));
	plain(&out[PEER_MINQING]);
	row_add(row, PEER_SQLITE, ask_sqlite(bench, &question, &out[PEER_SQLITE]));
	check_lines(&question, &out[PEER_MINQING], &out[PEER_SQLITE]);
	if (bench->modules != NULL) {
		row_add(row, PEER_DUCKDB, ask_duckdb(bench, &question, &out[PEER_DUCKDB]));
		check_lines(&question, &out[PEER_MINQING], &out[PEER_DUCKDB]);
	}
	for (int i = 0; i < N_PEERS; i++) {
		mq_buf_release(&out[i]);
	}
	question_release(&question);
}

void whole_first_rows(struct bench *bench)
{
	static struct row warm;

	ask_processes(bench, 0, &warm);
	struct row *row = bench_row(bench, "process start to 50 rows printed", true, "ms");

	for (size_t i = 0; i < N_VARIANTS; i++) {
		ask_processes(bench, i, row);
	}
	report_row(row);
}

/* ---- filling ---- */

/* nftw has no context. */
static double bytes_found;

static int add_bytes(const char *path, const struct stat *stat, int flag, struct FTW *at)
{
	(void)path;
	(void)at;
	bytes_found += flag == FTW_F ? (double)stat->st_blocks * 512 : 0;
	return 0;
}

/* On the disk, of a file or of all below a directory, in MB. */
static double size_mb(const char *path)
{
	bytes_found = 0;
	nftw(path, add_bytes, N_OPEN_MAX, FTW_PHYS);
	return bytes_found / 1e6;
}

static double import_own(const struct bench *bench, const char *csv, const char *path)
{
	struct mq_buf out = {0};
	double ms;

	peer_run((const char *const[]){bench->minqing, "-d", path, "init", "--config",
		bench->config, NULL}, &out);
	ms = peer_run((const char *const[]){bench->minqing, "-d", path, "import",
		csv, NULL}, &out);
	mq_buf_release(&out);
	return ms;
}

static double import_peer(struct peer *peer, const char *csv)
{
	struct mq_buf answer = {0};
	double ms = peer_ask(peer, "import", csv, &answer);

	mq_buf_release(&answer);
	peer_stop(peer);
	return ms;
}

static void import_all(const struct bench *bench, int run, struct row *times, struct row *sizes)
{
	char names[N_PEERS][64];
	char *paths[N_PEERS];
	char *csv = bench_path(bench, "all.csv");
	struct peer peer;

	for (int i = 0; i < N_PEERS; i++) {
		snprintf(names[i], sizeof(names[i]), "import%d.%d", run, i);
		paths[i] = bench_path(bench, names[i]);
	}
	row_add(times, PEER_MINQING, import_own(bench, csv, paths[PEER_MINQING]));
	bench_start_sqlite(bench, names[PEER_SQLITE], &peer);
	row_add(times, PEER_SQLITE, import_peer(&peer, csv));
	bench_start_duckdb(bench, names[PEER_DUCKDB], &peer);
	if (peer.there) {
		row_add(times, PEER_DUCKDB, import_peer(&peer, csv));
	}
	for (int i = 0; i < N_PEERS; i++) {
		if (times->n_times[i] > 0) {
			row_add(sizes, i, size_mb(paths[i]));
		}
		free(paths[i]);
	}
	free(csv);
}

void whole_import(struct bench *bench)
{
	struct row *times = bench_row(bench, "import of the CSV, durable", false, "ms");
	struct row *sizes = bench_row(bench, "size on disk after it, MB", false, "MB");

	for (int run = 0; run < N_IMPORTS; run++) {
		import_all(bench, run, times, sizes);
	}
	report_row(times);
	report_row(sizes);
}
