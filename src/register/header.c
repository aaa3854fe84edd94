#include "import.h"

#include <stdlib.h>
#include <string.h>

/*
 * A sheet's column names to fields: what --map says, else a field's id, label or
 * alias, as seen from a resident. A level takes part when every field of its
 * kind's key has a column.
 */

struct names {
	struct header *header;
	const struct mq_schema *schema;
	const struct mq_import_options *options;
	const char *path;
	struct mq_import_report *report;
	struct mq_diag *diag;
};

static const struct mq_import_map *mapped(const struct mq_import_options *options,
	struct mq_slice name)
{
	for (size_t i = 0; i < options->n_map; i++) {
		const char *column = options->map[i].column;

		if (strlen(column) == name.len && memcmp(column, name.data, name.len) == 0) {
			return &options->map[i];
		}
	}
	return NULL;
}

/* A rejects file that was mended comes in again: what was put before its cells is no news. */
static bool is_ours(struct mq_slice name)
{
	for (size_t i = 0; i < MQ_LENGTH(rejects_columns); i++) {
		if (name.len == strlen(rejects_columns[i]) &&
		    memcmp(name.data, rejects_columns[i], name.len) == 0) {
			return true;
		}
	}
	return false;
}

static void ignore(struct mq_import_report *report, struct mq_slice name)
{
	if (is_ours(name)) {
		return;
	}
	report->ignored = mq_realloc(report->ignored,
		(report->n_ignored + 1) * sizeof(*report->ignored));
	report->ignored[report->n_ignored++] = mq_strndup(name.data, name.len);
}

/* The level of a field that a sheet can fill: stored, not a link, not hidden, of a
 * resident or a kind above; LEVELS_MAX where it cannot. */
static size_t level_of(const struct names *names, mq_field_id id)
{
	const struct mq_field *field = &names->schema->fields[id];
	int level = mq_schema_distance(names->schema, names->header->kinds[0], id);

	return field->expression || field->years_since != MQ_NO_FIELD ||
		field->reading_of != MQ_NO_FIELD || field->type == MQ_TYPE_REF ||
		level < 0 || level >= LEVELS_MAX ? LEVELS_MAX : (size_t)level;
}

static enum mq_err fault_at(const struct names *names, size_t column, const char *hint)
{
	mq_diag_place(names->diag, names->path, 1, column + 1, NULL, 0);
	if (hint) {
		mq_diag_hint(names->diag, "%s", hint);
	}
	return MQ_ERR_INPUT;
}

static enum mq_err find_field(const struct names *names, size_t column, struct mq_slice name,
	mq_field_id *field)
{
	const struct mq_import_map *map = mapped(names->options, name);
	mq_kind_id resident = names->header->kinds[0];
	struct mq_slice wanted = map ? mq_slice_str(map->field) : name;

	*field = MQ_NO_FIELD;
	if (map && strcmp(map->field, "-") == 0) {
		return MQ_OK;
	}
	*field = mq_schema_field_exact(names->schema, resident, wanted.data, wanted.len);
	if (*field != MQ_NO_FIELD && level_of(names, *field) < LEVELS_MAX) {
		return MQ_OK;
	}
	*field = MQ_NO_FIELD;
	if (map) {
		mq_diag_add(names->diag, MQ_ERR_INPUT, _("--map names no field to fill: '%s'"),
			map->field);
		return fault_at(names, column, NULL);
	}
	ignore(names->report, name);
	return MQ_OK;
}

static enum mq_err check_twice(const struct names *names, size_t column)
{
	const struct header *header = names->header;

	for (size_t i = 0; i < column; i++) {
		if (header->fields[i] == header->fields[column] &&
		    header->fields[i] != MQ_NO_FIELD) {
			mq_diag_add(names->diag, MQ_ERR_INPUT,
				_("columns %zu and %zu both mean '%s'"), i + 1, column + 1,
				mq_field_label(&names->schema->fields[header->fields[i]]));
			return fault_at(names, column, _("leave one out with --map 'NAME=-'"));
		}
	}
	return MQ_OK;
}

static enum mq_err read_column(const struct names *names, size_t column, struct mq_slice cell)
{
	struct header *header = names->header;
	struct mq_slice name = mq_slice_trim(cell);
	enum mq_err err;

	header->fields[column] = MQ_NO_FIELD;
	if (!name.len) {
		return MQ_OK;
	}
	if (mq_utf8_check(name.data, name.len) != name.len || memchr(name.data, 0, name.len)) {
		mq_diag_add(names->diag, MQ_ERR_INPUT, _("the name of column %zu is no text"),
			column + 1);
		return fault_at(names, column, NULL);
	}
	err = find_field(names, column, name, &header->fields[column]);
	if (err == MQ_OK && header->fields[column] != MQ_NO_FIELD) {
		header->levels[column] = (uint8_t)level_of(names, header->fields[column]);
		err = check_twice(names, column);
	}
	return err;
}

/* resident, and the kinds its links lead up to. */
static size_t chain_of(const struct mq_schema *schema, mq_kind_id *kinds)
{
	size_t n = 0;
	mq_kind_id kind = mq_schema_kind(schema, "resident");

	while (kind != MQ_NO_KIND && n < LEVELS_MAX) {
		kinds[n++] = kind;
		kind = mq_kind_above(schema, kind);
	}
	return n;
}

static bool has_column(const struct header *header, mq_field_id field)
{
	for (size_t i = 0; i < header->n_columns; i++) {
		if (header->fields[i] == field) {
			return true;
		}
	}
	return false;
}

static const struct mq_field *missing_key(const struct names *names, mq_kind_id kind)
{
	const struct mq_kind *k = &names->schema->kinds[kind];

	for (size_t i = 0; i < k->n_key; i++) {
		if (!has_column(names->header, k->key[i])) {
			return &names->schema->fields[k->key[i]];
		}
	}
	return NULL;
}

static bool level_has_columns(const struct header *header, size_t level)
{
	for (size_t i = 0; i < header->n_columns; i++) {
		if (header->fields[i] != MQ_NO_FIELD && header->levels[i] == level) {
			return true;
		}
	}
	return false;
}

static enum mq_err check_has_key(const struct names *names, const struct mq_kind *kind)
{
	if (kind->n_key) {
		return MQ_OK;
	}
	mq_diag_add(names->diag, MQ_ERR_INPUT, _("no key names each %s, so rows could not be told "
		"apart from those that are there"), mq_kind_label(kind));
	mq_diag_hint(names->diag, _("make the register anew with `key: [FIELD]` under '%s'"),
		kind->id);
	return MQ_ERR_INPUT;
}

/* Levels take part from the resident up, as long as they have columns. */
static enum mq_err count_levels(const struct names *names, size_t n_chain)
{
	struct header *header = names->header;

	header->n_levels = 0;
	for (size_t level = 0; level < n_chain; level++) {
		const struct mq_kind *kind = &names->schema->kinds[header->kinds[level]];
		const struct mq_field *missing = missing_key(names, header->kinds[level]);
		bool wanted = level == 0 || level_has_columns(header, level);

		if (wanted && check_has_key(names, kind) != MQ_OK) {
			return MQ_ERR_INPUT;
		}
		if (wanted && (missing || header->n_levels < level)) {
			mq_diag_add(names->diag, MQ_ERR_INPUT,
				missing ? _("no column for '%s', which names each %s") :
				_("'%s' of %s cannot be reached: a kind between has no columns"),
				missing ? mq_field_label(missing) : kind->id, mq_kind_label(kind));
			mq_diag_place(names->diag, names->path, 1, 0, NULL, 0);
			mq_diag_hint(names->diag, _("name the column with --map 'NAME=%s', "
				"or try `minqing schema infer`"), missing ? missing->id : kind->id);
			return MQ_ERR_INPUT;
		}
		header->n_levels += wanted;
	}
	return MQ_OK;
}

static enum mq_err check_map_used(const struct names *names, const struct mq_slice *cells,
	size_t n_cells)
{
	for (size_t i = 0; i < names->options->n_map; i++) {
		const char *column = names->options->map[i].column;
		bool found = false;

		for (size_t j = 0; j < n_cells && !found; j++) {
			struct mq_slice name = mq_slice_trim(cells[j]);

			found = strlen(column) == name.len &&
				memcmp(column, name.data, name.len) == 0;
		}
		if (!found) {
			mq_diag_add(names->diag, MQ_ERR_USAGE, _("--map: no column is called '%s'"),
				column);
			return MQ_ERR_USAGE;
		}
	}
	return MQ_OK;
}

enum mq_err header_read(struct header *header, const struct mq_schema *schema,
	const struct mq_import_options *options, const struct mq_slice *cells, size_t n_cells,
	const char *path, struct mq_import_report *report, struct mq_diag *diag)
{
	struct names names = {header, schema, options, path, report, diag};
	enum mq_err first = check_map_used(&names, cells, n_cells);
	size_t n_chain = chain_of(schema, header->kinds);

	if (!n_chain) {
		return mq_diag_add(diag, MQ_ERR_CONFIG,
			_("the register has no kind 'resident', which a sheet is about"));
	}
	header->n_columns = n_cells;
	header->fields = mq_alloc((n_cells + 1) * sizeof(*header->fields));
	header->levels = mq_alloc(n_cells + 1);
	for (size_t i = 0; i < n_cells; i++) {
		enum mq_err err = read_column(&names, i, cells[i]);

		first = first == MQ_OK ? err : first;
	}
	return first == MQ_OK ? count_levels(&names, n_chain) : first;
}

void header_release(struct header *header)
{
	free(header->fields);
	free(header->levels);
	*header = (struct header){0};
}
