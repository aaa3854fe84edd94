/*
 * beside BUILD REGISTER CONFIG DUCKDB: minqing, SQLite and DuckDB at the same work on the same
 * rows, in turn, on one machine. DUCKDB is the directory that holds node_modules, or "-".
 *
 * REGISTER's rows go out as CSV and into both peers (export.c); then every task is asked
 * of each engine, variant by variant, each round beginning with another engine. An engine
 * is a process of its own and takes its time itself (worker.h). Answers are compared
 * before any time is told: the first that differs ends the run and is shown.
 *
 * While working at one of them: MINQING_BENCH_KEEP=1 takes the peers' databases as the run
 * before left them, MINQING_BENCH_TASK=WORDS leaves out tasks without these words.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bench.h"
#include "task.h"

enum { N_ROUNDS = 5, N_WARM = 3, TASK_SECONDS = 30, NOTES_BYTES = 6000000 };

char *bench_path(const struct bench *bench, const char *name)
{
	return mq_format("%s/%s", bench->work, name);
}

struct row *bench_row(struct bench *bench, const char *task, bool lookup, const char *unit)
{
	struct row *row = &bench->rows[bench->n_rows++];

	*row = (struct row){.task = task, .lookup = lookup, .unit = unit};
	return row;
}

/* ---- workers ---- */

void bench_start_sqlite(const struct bench *bench, const char *database, struct peer *peer)
{
	char *path = bench_path(bench, database);

	peer_start(peer, "SQLite",
		(const char *const[]){bench->sqlite, path, bench->work, NULL});
	free(path);
}

void bench_start_duckdb(const struct bench *bench, const char *database, struct peer *peer)
{
	char *path = bench_path(bench, database);

	*peer = (struct peer){0};
	if (bench->modules != NULL) {
		peer_start(peer, "DuckDB", (const char *const[]){"node", bench->duckdb,
			bench->modules, path, bench->work, NULL});
	}
	free(path);
}

static void start_all(const struct bench *bench, struct peer *peers)
{
	peer_start(&peers[PEER_MINQING], "minqing",
		(const char *const[]){bench->own, bench->demo, NULL});
	bench_start_sqlite(bench, "beside.sqlite", &peers[PEER_SQLITE]);
	bench_start_duckdb(bench, "beside.duckdb", &peers[PEER_DUCKDB]);
}

static void stop_all(struct peer *peers)
{
	for (int i = 0; i < N_PEERS; i++) {
		peer_stop(&peers[i]);
	}
}

/* The rows out, and into the peers. */
static void fill(const struct bench *bench)
{
	struct peer peers[N_PEERS];
	struct mq_buf answer = {0};
	double ms[N_PEERS] = {0};

	start_all(bench, peers);
	ms[PEER_MINQING] = peer_ask(&peers[PEER_MINQING], "export", bench->work, &answer);
	stop_all(peers);
	start_all(bench, peers);
	for (int i = PEER_SQLITE; i < N_PEERS; i++) {
		ms[i] = peers[i].there ? peer_ask(&peers[i], "load", "-", &answer) : 0;
	}
	stop_all(peers);
	printf("\nbeside: rows out in %.1f s, into SQLite in %.1f s, into DuckDB in %.1f s\n",
		ms[PEER_MINQING] / 1e3, ms[PEER_SQLITE] / 1e3, ms[PEER_DUCKDB] / 1e3);
	fflush(stdout);
	mq_buf_release(&answer);
}

/* What the tasks about notes look through. */
static void tell_notes(struct peer *peers)
{
	struct mq_buf answer = {0};
	char *at;

	peer_ask(&peers[PEER_SQLITE], "sql", "SELECT count(visit_detail),"
		" sum(length(CAST(visit_detail AS BLOB))), count(DISTINCT visit_detail) FROM visit",
		&answer);
	unsigned long n = strtoul(answer.data, &at, 10);
	double bytes = strtod(at + 1, &at);

	printf("beside: the notes are %.1f MB in %lu visits, %s different texts%s\n", bytes / 1e6, n,
		at + 1, bytes < NOTES_BYTES ? ": well under 8 MB" : "");
	mq_buf_release(&answer);
}

/* ---- looking ---- */

static const char *text_for(const struct question *question, int peer)
{
	return peer == PEER_MINQING ? question->own.data
		: peer == PEER_SQLITE ? question->sqlite.data : question->duckdb.data;
}

static void check_same(const struct question *question, const struct mq_buf *answers, int peer)
{
	if (strcmp(answers[PEER_MINQING].data, answers[peer].data) != 0) {
		fprintf(stderr, "beside: answers differ\n  %s\n  minqing: %.2000s\n  %s\n  peer: %.2000s\n",
			question->own.data, answers[PEER_MINQING].data, text_for(question, peer),
			answers[peer].data);
		exit(1);
	}
}

/* One variant, asked of everybody, beginning with engine `first`. */
static void ask_all(struct peer *peers, const struct task *task, const struct question *question,
	int first, struct row *row)
{
	struct mq_buf answers[N_PEERS] = {0};

	peer_ask(&peers[PEER_MINQING], task->anew ? "forget" : "ready", "-", &answers[0]);
	for (int i = 0; i < N_PEERS; i++) {
		int at = (first + i) % N_PEERS;

		if (peers[at].there && (at == PEER_MINQING || !task->anew)) {
			row_add(row, at, peer_ask(&peers[at],
				at == PEER_MINQING ? question->verb : "sql",
				text_for(question, at), &answers[at]));
		}
	}
	for (int i = PEER_SQLITE; i < N_PEERS; i++) {
		if (row->n_times[i] > 0) {
			check_same(question, answers, i);
		}
	}
	for (int i = 0; i < N_PEERS; i++) {
		mq_buf_release(&answers[i]);
	}
}

static void run_round(struct peer *peers, const struct task *task, size_t n_variants, int first,
	struct row *row)
{
	struct question question = {0};

	for (size_t variant = 0; variant < n_variants; variant++) {
		question_clear(&question);
		task->ask(task, variant, &question);
		ask_all(peers, task, &question, first, row);
	}
	question_release(&question);
}

/* A few first that do not count: each has then touched what the task is about. What is slow
 * has fewer rounds. */
static void run_task(struct bench *bench, struct peer *peers, const struct task *task)
{
	static struct row warm;
	struct row *row = bench_row(bench, task->name, !task->anew, "ms");
	time_t end = time(NULL) + TASK_SECONDS;

	warm = (struct row){0};
	run_round(peers, task, N_WARM, 0, &warm);
	for (int round = 0; round < N_ROUNDS && (round == 0 || time(NULL) < end); round++) {
		run_round(peers, task, N_VARIANTS, round % N_PEERS, row);
	}
	report_row(row);
}

static void tell_memory(struct bench *bench, struct peer *peers)
{
	struct row *peak = bench_row(bench, "peak memory after the look-ups, MB", false, "MB");
	struct row *private = bench_row(bench, "private memory after the look-ups, MB", false, "MB");
	struct mq_buf answer = {0};

	for (int i = 0; i < N_PEERS; i++) {
		if (peers[i].there) {
			peer_ask(&peers[i], "memory", "-", &answer);
			row_add(peak, i, strtod(answer.data, NULL) / 1024);
			row_add(private, i, strtod(strchr(answer.data, '|') + 1, NULL) / 1024);
		}
	}
	mq_buf_release(&answer);
	report_row(peak);
	report_row(private);
}

/* ---- */

static bool is_wanted(const char *task)
{
	const char *wanted = getenv("MINQING_BENCH_TASK");

	return wanted == NULL || strstr(task, wanted) != NULL;
}

static void run(struct bench *bench)
{
	struct peer peers[N_PEERS];
	char *columns = bench_path(bench, "columns.tsv");
	char *json = bench_path(bench, "../bench.json");
	size_t n_tasks;

	if (getenv("MINQING_BENCH_KEEP") == NULL) {
		fill(bench);
	}
	const struct task *tasks = task_all(columns, &n_tasks);

	start_all(bench, peers);
	tell_notes(peers);
	report_head();
	for (size_t i = 0; i < n_tasks; i++) {
		if (is_wanted(tasks[i].name)) {
			run_task(bench, peers, &tasks[i]);
		}
	}
	if (is_wanted("memory")) {
		tell_memory(bench, peers);
	}
	stop_all(peers);
	if (is_wanted("process")) {
		whole_first_rows(bench);
	}
	if (is_wanted("import")) {
		whole_import(bench);
	}
	report_json(json, bench->rows, bench->n_rows);
	free(columns);
	free(json);
}

int main(int argc, char **argv)
{
	static struct bench bench;
	const char *build = argv[1];

	if (argc != 5) {
		fprintf(stderr, "usage: beside BUILD REGISTER CONFIG DUCKDB\n");
		return 2;
	}
	bench.demo = argv[2];
	bench.config = argv[3];
	bench.modules = strcmp(argv[4], "-") == 0 ? NULL : argv[4];
	snprintf(bench.minqing, PATH_SIZE, "%s/minqing", build);
	snprintf(bench.own, PATH_SIZE, "%s/tests/bench/beside/own", build);
	snprintf(bench.sqlite, PATH_SIZE, "%s/tests/bench/beside/sqlite", build);
	snprintf(bench.duckdb, PATH_SIZE, "tests/bench/beside/duckdb.mjs");
	snprintf(bench.work, PATH_SIZE, "%s/bench", build);
	run(&bench);
	return 0;
}
