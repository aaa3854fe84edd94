/*
 * many_edit REGISTER EDITS_A_SECOND SECONDS: edits at a steady pace, and how long each took
 * from when it was due until it was on the disk. One that finds no lock in time is counted
 * as refused. An edit that comes late does not put off the others: they come at once.
 */
#include "edit.h"
#include "timing.h"

#include <time.h>

enum { SEED = 11 };

static const struct {
	const char *field;
	const char *values[2];
} edits[] = {
	{"marital_status", {"10", "20"}},
	{"phone_mobile", {"13900138000", "12000000007"}},
};

static void sleep_until(double when_ms)
{
	double left = when_ms - now_ms();

	if (left > 0) {
		const struct timespec span = {.tv_sec = (time_t)(left / 1e3),
			.tv_nsec = (long)((left - 1e3 * (double)(time_t)(left / 1e3)) * 1e6)};

		nanosleep(&span, NULL);
	}
}

static enum mq_err edit(struct editor *editor, size_t number, struct mq_diag *diag)
{
	size_t which = number % (sizeof(edits) / sizeof(edits[0]));
	mq_record_id id = (mq_record_id)(number * 7919 * SEED % editor->end);

	return editor_set(editor, id, edits[which].field, edits[which].values[number / 2 % 2], diag);
}

int main(int argc, char **argv)
{
	if (argc != 4) {
		fprintf(stderr, "usage: many_edit REGISTER EDITS_A_SECOND SECONDS\n");
		return 2;
	}
	struct editor editor = editor_open(argv[1]);
	double pause_ms = 1e3 / strtod(argv[2], NULL);
	size_t n = (size_t)(strtod(argv[3], NULL) * 1e3 / pause_ms);
	double *times = calloc(n + 1, sizeof(*times));
	double begin = now_ms();
	size_t refused = 0;
	size_t done = 0;

	for (size_t i = 0; i < n; i++) {
		struct mq_diag diag = {0};
		double due = begin + (double)i * pause_ms;

		sleep_until(due);
		enum mq_err err = edit(&editor, i, &diag);

		if (err != MQ_OK && err != MQ_ERR_BUSY) {
			edit_fail("an edit", &diag);
		}
		refused += err == MQ_ERR_BUSY;
		times[done] = now_ms() - due;
		done += err == MQ_OK;
		mq_diag_release(&diag);
	}
	tell_times("an edit, from when it was due to the disk", times, done, 1e3);
	printf("  %zu edits in %.0f s, %zu refused\n", done, (now_ms() - begin) / 1e3, refused);
	free(times);
	mq_register_close(editor.reg);
	return 0;
}
