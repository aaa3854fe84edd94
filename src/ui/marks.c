#include "marks.h"

#include <stdlib.h>

void mq_marks_release(struct mq_marks *marks)
{
	free(marks->ids);
	*marks = (struct mq_marks){0};
}

static int compare(const void *a, const void *b)
{
	mq_record_id left = *(const mq_record_id *)a;
	mq_record_id right = *(const mq_record_id *)b;
	return (left > right) - (left < right);
}

bool mq_marks_has(const struct mq_marks *marks, mq_record_id id)
{
	return marks->n > 0 && bsearch(&id, marks->ids, marks->n, sizeof(id), compare) != NULL;
}

size_t mq_marks_sort(mq_record_id *ids, size_t n)
{
	size_t kept = 0;
	qsort(ids, n, sizeof(*ids), compare);
	for (size_t i = 0; i < n; i++) {
		if (kept == 0 || ids[i] != ids[kept - 1]) {
			ids[kept++] = ids[i];
		}
	}
	return kept;
}

void mq_marks_toggle(struct mq_marks *marks, const mq_record_id *ids, size_t n)
{
	struct mq_marks both = {.ids = mq_alloc((marks->n + n + 1) * sizeof(*ids))};
	size_t a = 0;
	size_t b = 0;
	while (a < marks->n || b < n) {
		if (b == n || (a < marks->n && marks->ids[a] < ids[b])) {
			both.ids[both.n++] = marks->ids[a++];
		} else if (a == marks->n || ids[b] < marks->ids[a]) {
			both.ids[both.n++] = ids[b++];
		} else {
			a++;
			b++;
		}
	}
	free(marks->ids);
	*marks = both;
}

size_t mq_marks_missing(const struct mq_marks *marks, mq_record_id *ids, size_t n)
{
	size_t kept = 0;
	for (size_t i = 0; i < n; i++) {
		if (!mq_marks_has(marks, ids[i])) {
			ids[kept++] = ids[i];
		}
	}
	return kept;
}
