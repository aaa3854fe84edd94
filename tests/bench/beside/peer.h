/* A worker process and what it answers (worker.h). */
#ifndef MINQING_BENCH_PEER_H
#define MINQING_BENCH_PEER_H

#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

#include <minqing/base.h>

enum { PEER_MINQING, PEER_SQLITE, PEER_DUCKDB, N_PEERS };

struct peer {
	const char *name;
	bool there;
	pid_t pid;
	FILE *to;
	FILE *from;
};

/* Start argv[0] with argv. Ends the program where that cannot be. */
void peer_start(struct peer *peer, const char *name, const char *const *argv);
/* The answer to "verb<tab>text", and how many milliseconds the worker says it took. Ends
 * the program, saying what was asked, where the worker fails. */
double peer_ask(struct peer *peer, const char *verb, const char *text, struct mq_buf *answer);
/* Wait for its end. */
void peer_stop(struct peer *peer);
/* Run a program, its output into out ; milliseconds from fork to its
 * end. Ends the program where it fails. */
double peer_run(const char *const *argv, struct mq_buf *out);

#endif
