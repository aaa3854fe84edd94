/*
 * scale_edit REGISTER: what one resident's edit costs: the bytes given to the file system
 * (wchar of /proc/self/io; LMDB writes its pages by write(2)) and the time until it is on
 * the disk, one figure a line. The residents stand far from one another; each edit is an
 * act of its own, and what it changes is changed back by the next run.
 */
#include "timing.h"

#include <inttypes.h>
#include <string.h>

#include <minqing/index.h>
#include <minqing/register.h>

enum { N_EDITS = 41, ROUNDS = 2 };

static const struct {
	const char *name;
	const char *field;
	const char *values[ROUNDS];
} edits[] = {
	{"one edit, marital status", "marital_status", {"10", "20"}},
	{"one edit, a mobile number", "phone_mobile", {"13900138000", "12000000007"}},
};

static void check(enum mq_err err, const char *what)
{
	if (err != MQ_OK) {
		fprintf(stderr, "scale_edit: %s failed: %s\n", what, mq_err_text(err));
		exit(1);
	}
}

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

static void change(struct mq_register *reg, mq_kind_id kind, mq_record_id id, const char *field,
	const char *text)
{
	const struct mq_schema *schema = mq_register_schema(reg);
	const struct mq_record_value value = {
		.field = mq_schema_field(schema, kind, field, strlen(field)),
		.text = mq_slice(text, strlen(text)),
	};
	struct mq_change one = {.kind = kind, .id = id, .values = &value, .n_values = 1};
	const struct mq_act act = {.who = "bench", .why = "bench", .source = "scale"};
	struct mq_diag diag = {0};
	enum mq_err err = mq_register_act(reg, &act, &one, 1, &diag);

	if (err != MQ_OK) {
		fprintf(stderr, "scale_edit: %s\n", diag.n_faults ? diag.faults[0].message : "");
	}
	check(err, field);
}

static mq_record_id count_residents(struct mq_register *reg, mq_kind_id kind)
{
	struct mq_view view;
	mq_record_id end;

	check(mq_register_look(reg, 0, &view, NULL, NULL), "looking");
	end = mq_index_end(view.index, kind);
	mq_register_look_away(reg);
	return end;
}

static void time_edits(struct mq_register *reg, size_t number, mq_kind_id kind, mq_record_id end)
{
	static double bytes[N_EDITS * ROUNDS];
	static double times[N_EDITS * ROUNDS];
	size_t n = 0;

	for (size_t round = 0; round < ROUNDS; round++) {
		for (uint64_t i = 0; i < N_EDITS; i++) {
			mq_record_id id = (mq_record_id)((i * end + end / 2) / N_EDITS);
			double before = written_bytes();
			double start = now_ms();

			change(reg, kind, id, edits[number].field, edits[number].values[round]);
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
	struct mq_register *reg;
	mq_kind_id kind;

	if (argc != 2) {
		fprintf(stderr, "usage: scale_edit REGISTER\n");
		return 2;
	}
	check(mq_register_open(argv[1], false, &reg, NULL), argv[1]);
	kind = mq_schema_kind(mq_register_schema(reg), "resident");
	for (size_t i = 0; i < MQ_LENGTH(edits); i++) {
		time_edits(reg, i, kind, count_residents(reg, kind));
	}
	mq_register_close(reg);
	return 0;
}
