/* The values of a facet by count or by name; those alike stay in their own order. */
#include "facet_pane.h"

#include <stdlib.h>
#include <string.h>

struct place {
	size_t value;
	uint64_t count;
	bool blank;	/* the unknown stay last */
	const char *name;
};

static int compare_numbers(uint64_t a, uint64_t b)
{
	return a < b ? -1 : a > b;
}

static int by_order(const void *left, const void *right)
{
	const struct place *a = left;
	const struct place *b = right;
	int order = a->blank - b->blank;
	if (order == 0 && a->name && b->name) {
		order = strcmp(a->name, b->name);
	}
	if (order == 0) {
		order = compare_numbers(b->count, a->count);
	}
	return order ? order : compare_numbers(a->value, b->value);
}

static char *spelt(const char *label)
{
	struct mq_buf name = {0};
	mq_session_spell(label, &name);
	mq_buf_addc(&name, '\0');
	return mq_buf_take(&name);
}

static bool is_counted(const struct mq_facet *facet)
{
	bool counted = true;
	for (size_t i = 0; i < facet->n_values; i++) {
		counted = counted && facet->values[i].counted;
	}
	return counted;
}

bool mq_facet_sort(const struct mq_facet *facet, enum mq_facet_order order, size_t *values)
{
	bool by_name = order == MQ_FACET_ORDER_NAME;
	if (!by_name && !is_counted(facet)) {
		return false;
	}
	struct place *places = mq_alloc((facet->n_values + 1) * sizeof(*places));
	for (size_t i = 0; i < facet->n_values; i++) {
		const struct mq_facet_value *value = &facet->values[i];
		places[i].value = i;
		places[i].blank = strcmp(value->value, "?") == 0;
		if (by_name) {
			places[i].name = spelt(value->label);
		} else {
			places[i].count = value->count;
		}
	}
	qsort(places, facet->n_values, sizeof(*places), by_order);
	for (size_t i = 0; i < facet->n_values; i++) {
		values[i] = places[i].value;
		free((char *)places[i].name);
	}
	free(places);
	return true;
}
