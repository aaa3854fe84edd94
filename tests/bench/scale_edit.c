/*
 * scale_edit REGISTER: what one resident's edit costs: the bytes given to the file system
 * (wchar of /proc/self/io; LMDB writes its pages by write(2)) and the time until it is on
 * the disk, one figure a line. The residents stand far from one another; each edit is an
 * act of its own, and what it changes is changed back by the next run.
 */
#include "edit.h"
#include "timing.h"

#include <inttypes.h>

enum { N_EDITS = 41, ROUNDS = 2 };

static const struct {
	const char *name;
	const char *field;
	const char *values[ROUNDS];
} edits[] = {
	{"one edit, marital status", "marital_status", {"10", "20"}},
	{"one edit, a mobile number", "phone_mobile", {"13900138000", "12000000007"}},
};

static double written_bytes(void)
{
	FILE *file = fopen("/proc/self/io", "re");
	char line[64];
	uint64_t bytes = 0;

	while (file != NULL && fgets(line, sizeof(line), file) != NULL) {
		sscanf(line, "wchar: %" SCNu64, &bytes);
	}
	if (file != NULL) {
		fclose(file);
	}
	return (double)bytes;
}

static void time_edits(struct editor *editor, size_t number)
{
	static double bytes[N_EDITS * ROUNDS];
	static double times[N_EDITS * ROUNDS];
	struct mq_diag diag = {0};
	size_t n = 0;

	for (size_t round = 0; round < ROUNDS; round++) {
		for (uint64_t i = 0; i < N_EDITS; i++) {
			mq_record_id id = (mq_record_id)((i * editor->end + editor->end / 2) / N_EDITS);
			double before = written_bytes();
			double start = now_ms();

			if (editor_set(editor, id, edits[number].field, edits[number].values[round], &diag)
					!= MQ_OK) {
				edit_fail(edits[number].name, &diag);
			}
			times[n] = now_ms() - start;
			bytes[n++] = written_bytes() - before;
		}
	}
	qsort(times, n, sizeof(*times), by_time);
	qsort(bytes, n, sizeof(*bytes), by_time);
	printf("%s: written\t%.1f\tkB\n", edits[number].name, bytes[n / 2] / 1000);
	printf("%s: until on the disk\t%.3f\tms\n", edits[number].name, times[n / 2]);
}

int main(int argc, char **argv)
{
	struct editor editor;

	if (argc != 2) {
		fprintf(stderr, "usage: scale_edit REGISTER\n");
		return 2;
	}
	editor = editor_open(argv[1]);
	for (size_t i = 0; i < sizeof(edits) / sizeof(edits[0]); i++) {
		time_edits(&editor, i);
	}
	mq_register_close(editor.reg);
	return 0;
}
