#include "own.h"

#include <stdlib.h>
#include <string.h>

#include <minqing/facets.h>

/*
 * minqing count --cross: the hits by two fields. For people a table with a row for each
 * value of the first and a column for each of the second; programs get a line a cell.
 * What nobody has is left out.
 */

static const struct list_column columns[] = {
	{"hits", true}, {"field", false}, {"value", false}, {"label", false},
	{"across", false}, {"across_value", false}, {"across_label", false}, {"query", false},
};

enum mq_err cross_begin(struct list *list, struct cli *cli)
{
	return list_begin(list, cli->args.format, columns, MQ_LENGTH(columns), &cli->diag);
}

static uint64_t cell(const struct mq_cross *cross, size_t row, size_t column)
{
	return cross->counts[row * cross->n_values[1] + column];
}

static uint64_t sum_of_row(const struct mq_cross *cross, size_t row)
{
	uint64_t sum = 0;

	for (size_t column = 0; column < cross->n_values[1]; column++) {
		sum += cell(cross, row, column);
	}
	return sum;
}

static uint64_t sum_of_column(const struct mq_cross *cross, size_t column)
{
	uint64_t sum = 0;

	for (size_t row = 0; row < cross->n_values[0]; row++) {
		sum += cell(cross, row, column);
	}
	return sum;
}

/* ---- for people ---- */

static void print_cells(struct table *table, const struct mq_cross *cross, size_t row)
{
	for (size_t column = 0; column < cross->n_values[1]; column++) {
		if (sum_of_column(cross, column) > 0) {
			table_number(table, cell(cross, row, column));
		}
	}
}

static void print_head(struct table *table, const struct mq_cross *cross)
{
	table_cell(table, cross->labels[0]);
	for (size_t column = 0; column < cross->n_values[1]; column++) {
		if (sum_of_column(cross, column) > 0) {
			table_cell(table, cross->values[1][column].label);
		}
	}
}

static void print_table(const struct mq_cross *cross, const char *text)
{
	struct table_column *shown = mq_alloc((cross->n_values[1] + 1) * sizeof(*shown));
	struct table table;
	size_t n = 1;

	for (size_t column = 0; column < cross->n_values[1]; column++) {
		if (sum_of_column(cross, column) > 0) {
			shown[n++].right = true;
		}
	}
	print_line("%s × %s%s%s", cross->labels[0], cross->labels[1], *text ? "  " : "", text);
	table_begin(&table, shown, n);
	print_head(&table, cross);
	for (size_t row = 0; row < cross->n_values[0]; row++) {
		if (sum_of_row(cross, row) > 0) {
			table_cell(&table, cross->values[0][row].label);
			print_cells(&table, cross, row);
		}
	}
	table_end(&table);
	free(shown);
}

/* ---- for programs ---- */

static void print_lines(const struct list *list, const struct mq_schema *schema,
	const struct mq_cross *cross, const char *text)
{
	size_t width = cross->n_values[1];
	char hits[24];

	for (size_t i = 0; i < cross->n_values[0] * width; i++) {
		const struct mq_cross_value *value = &cross->values[0][i / width];
		const struct mq_cross_value *across = &cross->values[1][i % width];

		if (cross->counts[i] == 0) {
			continue;
		}
		snprintf(hits, sizeof(hits), "%llu", (unsigned long long)cross->counts[i]);
		list_row(list, (const char *const[]){hits, schema->fields[cross->fields[0]].id,
			value->value, value->label, schema->fields[cross->fields[1]].id,
			across->value, across->label, text});
	}
}

/* ---- */

static enum mq_err find_fields(struct cli *cli, const struct mq_schema *schema, mq_kind_id kind,
	mq_field_id fields[2])
{
	const char *names = cli->args.cross;
	const char *comma = strchr(names, ',');
	enum mq_err err = MQ_OK;

	if (comma == NULL || strchr(comma + 1, ',') != NULL) {
		return mq_diag_add(&cli->diag, MQ_ERR_USAGE, _("--cross takes two fields: a,b"));
	}
	for (size_t i = 0; i < 2 && err == MQ_OK; i++) {
		char *name = i == 0 ? mq_strndup(names, (size_t)(comma - names))
			: mq_strdup(comma + 1);

		fields[i] = mq_schema_field(schema, kind, name, strlen(name));
		if (fields[i] == MQ_NO_FIELD) {
			err = cli_unknown_field(cli, schema, kind, "cross", name);
		}
		free(name);
	}
	return err;
}

enum mq_err cross_count(struct cli *cli, struct mq_session *session, mq_kind_id kind,
	const struct list *list, const char *text)
{
	const struct mq_schema *schema = mq_session_schema(session);
	bool for_people = cli_is_text(cli);
	struct mq_cross cross = {0};
	mq_field_id fields[2];
	enum mq_err err = find_fields(cli, schema, kind, fields);

	if (err == MQ_OK) {
		err = mq_session_cross(session, fields, &cross, &cli->diag);
	}
	if (err == MQ_OK && for_people) {
		print_table(&cross, text);
	} else if (err == MQ_OK) {
		print_lines(list, schema, &cross, text);
	}
	mq_cross_release(&cross);
	return err;
}
