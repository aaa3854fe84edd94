#include "xlsx.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * Opening a workbook. xl/workbook.xml lists its sheets, and xl/_rels/workbook.xml.rels says in
 * which part each is, and the styles and the strings:
 *
 *     <sheet name="居民" sheetId="1" state="hidden" r:id="rId1"/>
 *     <Relationship Id="rId1" Type="…/worksheet" Target="worksheets/sheet1.xml"/>
 *
 * The first that is a sheet of cells and shown is read: hidden ones hold what lists are
 * chosen from.
 */

static const char workbook_part[] = "xl/workbook.xml";
static const char relations_part[] = "xl/_rels/workbook.xml.rels";

/* ---- the parts that belong to it ---- */

struct relation {
	const char *id;
	const char *type;	/* the last word of its type */
	char *part;
};

struct contents {
	struct xlsx *book;
	struct xml relations_xml;
	struct xml workbook_xml;
	struct mq_arena arena;
	struct relation *relations;
	size_t n_relations;
	size_t cap_relations;
	const struct relation *sheet;	/* the one to be read */
	size_t n_sheets;
};

/* A target is told from xl/ on, or from the root. */
static void relations_begin(void *context, const char *name, const char **attributes)
{
	struct contents *contents = context;
	const char *id = xml_attribute(attributes, "Id");
	const char *type = xml_attribute(attributes, "Type");
	const char *target = xml_attribute(attributes, "Target");
	const char *slash = type ? strrchr(type, '/') : NULL;

	if (strcmp(name, "Relationship") != 0 || !id || !slash || !target) {
		return;
	}
	if (contents->n_relations > XLSX_SHEETS_MAX) {
		xml_stop(&contents->relations_xml, _("it has more sheets than any workbook"));
		return;
	}
	contents->relations = mq_grow(contents->relations, &contents->cap_relations,
		contents->n_relations + 1, sizeof(*contents->relations));
	contents->relations[contents->n_relations++] = (struct relation){
		.id = mq_arena_strdup(&contents->arena, id),
		.type = mq_arena_strdup(&contents->arena, slash + 1),
		.part = target[0] == '/' ? mq_arena_strdup(&contents->arena, target + 1)
			: mq_arena_format(&contents->arena, "xl/%s", target),
	};
}

static const struct relation *find_relation(const struct contents *contents, const char *id,
	const char *type)
{
	for (size_t i = 0; i < contents->n_relations; i++) {
		const struct relation *relation = &contents->relations[i];

		if ((!id || strcmp(relation->id, id) == 0) && strcmp(relation->type, type) == 0) {
			return relation;
		}
	}
	return NULL;
}

static bool is_true(const char *text)
{
	return text && (strcmp(text, "1") == 0 || strcmp(text, "true") == 0);
}

static void take_sheet(struct contents *contents, const char **attributes)
{
	const char *id = xml_attribute(attributes, "id");
	const char *name = xml_attribute(attributes, "name");
	const char *state = xml_attribute(attributes, "state");
	const struct relation *relation = id && !contents->sheet ?
		find_relation(contents, id, "worksheet") : NULL;

	if (++contents->n_sheets > XLSX_SHEETS_MAX) {
		xml_stop(&contents->workbook_xml, _("it has more sheets than any workbook"));
		return;
	}
	if (relation && (!state || strcmp(state, "visible") == 0)) {
		contents->sheet = relation;
		contents->book->sheet_name = mq_strdup(name ? name : "");
	}
}

static void workbook_begin(void *context, const char *name, const char **attributes)
{
	struct contents *contents = context;

	if (strcmp(name, "workbookPr") == 0) {
		contents->book->since_1904 = is_true(xml_attribute(attributes, "date1904"));
	} else if (strcmp(name, "sheet") == 0) {
		take_sheet(contents, attributes);
	}
}

static enum mq_err read_contents(struct contents *contents, struct mq_diag *diag)
{
	static const struct xml_hearer of_relations = {relations_begin, NULL, NULL};
	static const struct xml_hearer of_workbook = {workbook_begin, NULL, NULL};
	enum mq_err err;

	contents->relations_xml.context = contents->workbook_xml.context = contents;
	err = xlsx_read_part(contents->book, relations_part, XLSX_PART_BYTES, &of_relations,
		&contents->relations_xml, diag);
	if (err == MQ_OK) {
		err = xlsx_read_part(contents->book, workbook_part, XLSX_PART_BYTES, &of_workbook,
			&contents->workbook_xml, diag);
	}
	if (err == MQ_OK && !contents->sheet) {
		err = xml_refuse(contents->book->path, workbook_part,
			_("it has no sheet that is shown"), diag);
	}
	return err;
}

static enum mq_err read_parts(struct xlsx *book, struct contents *contents, struct mq_diag *diag)
{
	enum mq_err err = read_contents(contents, diag);
	const struct relation *styles = find_relation(contents, NULL, "styles");
	const struct relation *strings = find_relation(contents, NULL, "sharedStrings");

	if (err == MQ_OK && styles) {
		err = xlsx_read_styles(book, styles->part, diag);
	}
	if (err == MQ_OK && strings) {
		err = xlsx_read_strings(book, strings->part, diag);
	}
	if (err == MQ_OK) {
		book->n_more = contents->n_sheets - 1;
		err = xlsx_begin_rows(book, contents->sheet->part, diag);
	}
	return err;
}

/* ---- the file ---- */

static enum mq_err read_file(struct xlsx *book, int fd, uint64_t size, struct mq_diag *diag)
{
	size_t at = 0;

	if (size > XLSX_FILE_BYTES) {
		return mq_diag_add(diag, MQ_ERR_INPUT, _("'%s' is larger than %d MB"), book->path,
			XLSX_FILE_BYTES >> 20);
	}
	book->bytes = mq_alloc((size_t)size + 1);
	while (at < size) {
		ssize_t n = pread(fd, book->bytes + at, (size_t)size - at, (off_t)at);

		if (n < 0 && errno != EINTR) {
			return mq_diag_add(diag, MQ_ERR_IO, "'%s': %s", book->path, strerror(errno));
		}
		if (n == 0) {
			return mq_diag_add(diag, MQ_ERR_INPUT, _("'%s' changed while it was read"),
				book->path);
		}
		at += n > 0 ? (size_t)n : 0;
	}
	return MQ_OK;
}

static enum mq_err read_zip(struct xlsx *book, uint64_t size, struct mq_diag *diag)
{
	if (!zip_read(&book->zip, &book->zlib, book->bytes, (size_t)size)) {
		return xml_refuse(book->path, "zip", _("it is cut or damaged"), diag);
	}
	if (!zip_find(&book->zip, "[Content_Types].xml") || !zip_find(&book->zip, workbook_part)) {
		mq_diag_add(diag, MQ_ERR_INPUT, _("this is a zip file, and no workbook (xlsx)"));
		mq_diag_place(diag, book->path, 0, 0, NULL, 0);
		mq_diag_hint(diag, _("save it as .xlsx or CSV (UTF-8) in the program it comes from"));
		return MQ_ERR_INPUT;
	}
	return MQ_OK;
}

enum mq_err xlsx_open(const char *path, int fd, uint64_t size_bytes, size_t max_cell_bytes,
	struct xlsx **out, struct mq_diag *diag)
{
	struct xlsx *book = mq_alloc(sizeof(*book));
	struct contents contents = {.book = book};
	enum mq_err err = zlib_open(&book->zlib, diag);

	book->path = mq_strdup(path);
	book->max_cell_bytes = max_cell_bytes;
	if (err == MQ_OK) {
		err = expat_open(&book->expat, diag);
	}
	if (err == MQ_OK) {
		err = read_file(book, fd, size_bytes, diag);
	}
	if (err == MQ_OK) {
		err = read_zip(book, size_bytes, diag);
	}
	if (err == MQ_OK) {
		err = read_parts(book, &contents, diag);
	}
	mq_arena_release(&contents.arena);
	free(contents.relations);
	if (err != MQ_OK) {
		xlsx_close(book);
		return err;
	}
	*out = book;
	return MQ_OK;
}

void xlsx_close(struct xlsx *book)
{
	if (!book) {
		return;
	}
	xml_end(&book->xml);
	zip_release(&book->zip);
	mq_buf_release(&book->strings);
	mq_buf_release(&book->cell.value);
	mq_buf_release(&book->row);
	free(book->filled);
	free(book->shapes);
	free(book->ends);
	free(book->sheet_name);
	free(book->bytes);
	free(book->path);
	free(book);
}
