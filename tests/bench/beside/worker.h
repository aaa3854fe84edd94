/*
 * What every worker does alike: a request is a line, "verb<tab>text"; the answer is
 * a line, "nanoseconds<tab>answer", or "!<tab>why not". In the answer cells are parted
 * by '|' and rows by ';', the same from every engine, so that answers can be compared
 * as texts. Who asks has the time of the call alone, without pipes.
 */
#ifndef MINQING_BENCH_WORKER_H
#define MINQING_BENCH_WORKER_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <minqing/base.h>

/* Answers text in `answer` and returns how long the work itself took, in nanoseconds;
 * negative: it failed, and answer says why. */
typedef int64_t (*worker_fn)(void *context, const char *text, struct mq_buf *answer);

struct worker_verb {
	const char *verb;
	worker_fn fn;
};

static inline int64_t worker_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* The kB of a line "Name:   123 kB" of a file below /proc/self; 0 where there is none. */
static inline long worker_proc_kb(const char *path, const char *name)
{
	FILE *file = fopen(path, "r");
	char line[256];
	long kb = 0;

	while (file != NULL && fgets(line, sizeof(line), file) != NULL) {
		if (strncmp(line, name, strlen(name)) == 0) {
			kb = strtol(line + strlen(name), NULL, 10);
		}
	}
	if (file != NULL) {
		fclose(file);
	}
	return kb;
}

/* "peak|private" in kB: the most that was ever resident, mapped files with it, and what
 * this process alone has written. */
static inline int64_t worker_memory(void *context, const char *text, struct mq_buf *answer)
{
	(void)context;
	(void)text;
	mq_buf_addf(answer, "%ld|%ld", worker_proc_kb("/proc/self/status", "VmHWM:"),
		worker_proc_kb("/proc/self/smaps_rollup", "Private_Dirty:"));
	return 0;
}

static inline void worker_answer(const struct worker_verb *verbs, size_t n_verbs, void *context,
	const char *verb, const char *text)
{
	struct mq_buf answer = {0};
	int64_t took = -1;
	size_t i = 0;

	while (i < n_verbs && strcmp(verbs[i].verb, verb) != 0) {
		i++;
	}
	if (i < n_verbs) {
		took = verbs[i].fn(context, text, &answer);
	} else {
		mq_buf_addf(&answer, "no such verb: %s", verb);
	}
	if (took < 0) {
		printf("!\t%s\n", answer.data);
	} else {
		printf("%lld\t%s\n", (long long)took, answer.len > 0 ? answer.data : "");
	}
	fflush(stdout);
	mq_buf_release(&answer);
}

/* Until standard input ends. */
static inline void worker_serve(const struct worker_verb *verbs, size_t n_verbs, void *context)
{
	char *line = NULL;
	size_t size = 0;
	ssize_t len;

	while ((len = getline(&line, &size, stdin)) > 0) {
		char *tab = strchr(line, '\t');

		line[len - 1] = '\0';
		if (tab != NULL) {
			*tab = '\0';
			worker_answer(verbs, n_verbs, context, line, tab + 1);
		}
	}
	free(line);
}

#endif
