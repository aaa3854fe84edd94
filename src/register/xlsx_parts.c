#include "xlsx.h"

#include <stdlib.h>
#include <string.h>

/*
 * What the cells of a sheet refer to: the forms in which numbers are shown, and the strings
 * that all sheets share.
 */

enum mq_err xlsx_read_part(struct xlsx *book, const char *part, uint64_t max_bytes,
	const struct xml_hearer *hearer, struct xml *xml, struct mq_diag *diag)
{
	enum mq_err err;

	xml->expat = &book->expat;
	xml->hearer = hearer;
	xml->path = book->path;
	err = xml_begin(xml, &book->zip, part, max_bytes, diag);
	while (err == MQ_OK) {
		err = xml_next(xml, diag);
	}
	xml_end(xml);
	return err == MQ_ERR_NOT_FOUND ? MQ_OK : err;
}


/* ---- forms of numbers ---- */

struct format {
	unsigned number;
	uint8_t shape;
};

struct styles {
	struct xlsx *book;
	struct format *formats;
	size_t n_formats;
	size_t cap_formats;
	size_t cap_shapes;
	struct xml xml;
	bool in_cells;		/* xf of cells, not of what they were made from */
};

static uint8_t shape_of(const struct styles *styles, unsigned number)
{
	for (size_t i = 0; i < styles->n_formats; i++) {
		if (styles->formats[i].number == number) {
			return styles->formats[i].shape;
		}
	}
	return xlsx_shape_builtin(number);
}

static void styles_begin(void *context, const char *name, const char **attributes)
{
	struct styles *styles = context;
	struct xlsx *book = styles->book;
	const char *number = xml_attribute(attributes, "numFmtId");
	const char *code = xml_attribute(attributes, "formatCode");
	unsigned id = number ? (unsigned)strtoul(number, NULL, 10) : 0;

	if (styles->n_formats > XLSX_FORMATS_MAX || book->n_shapes > XLSX_STYLES_MAX) {
		xml_stop(&styles->xml, _("it has more formats than any workbook"));
	} else if (strcmp(name, "cellXfs") == 0) {
		styles->in_cells = true;
	} else if (strcmp(name, "numFmt") == 0 && number && code) {
		styles->formats = mq_grow(styles->formats, &styles->cap_formats,
			styles->n_formats + 1, sizeof(*styles->formats));
		styles->formats[styles->n_formats++] = (struct format){id, xlsx_shape_of(code)};
	} else if (strcmp(name, "xf") == 0 && styles->in_cells) {
		book->shapes = mq_grow(book->shapes, &styles->cap_shapes, book->n_shapes + 1,
			sizeof(*book->shapes));
		book->shapes[book->n_shapes++] = shape_of(styles, id);
	}
}

static void styles_end(void *context, const char *name)
{
	struct styles *styles = context;

	styles->in_cells = styles->in_cells && strcmp(name, "cellXfs") != 0;
}

enum mq_err xlsx_read_styles(struct xlsx *book, const char *part, struct mq_diag *diag)
{
	static const struct xml_hearer hearer = {styles_begin, styles_end, NULL};
	struct styles styles = {.book = book};
	enum mq_err err;

	styles.xml.context = &styles;
	err = xlsx_read_part(book, part, XLSX_PART_BYTES, &hearer, &styles.xml, diag);
	free(styles.formats);
	return err;
}

/* ---- strings ---- */

struct strings {
	struct xlsx *book;
	struct mq_buf text;	/* the one being read */
	size_t cap_ends;
	bool in_text;
	bool in_phonetic;	/* how it is read aloud is no part of it */
};

static void strings_begin(void *context, const char *name, const char **attributes)
{
	struct strings *strings = context;

	(void)attributes;
	strings->in_phonetic = strings->in_phonetic || strcmp(name, "rPh") == 0;
	strings->in_text = strcmp(name, "t") == 0 && !strings->in_phonetic;
}

static void strings_end(void *context, const char *name)
{
	struct strings *strings = context;
	struct xlsx *book = strings->book;

	strings->in_text = false;
	strings->in_phonetic = strings->in_phonetic && strcmp(name, "rPh") != 0;
	if (strcmp(name, "si") != 0) {
		return;
	}
	if (strings->text.len > 0) {
		xlsx_unescape(&book->strings, strings->text.data, strings->text.len);
	}
	mq_buf_clear(&strings->text);
	book->ends = mq_grow(book->ends, &strings->cap_ends, book->n_strings + 1,
		sizeof(*book->ends));
	book->ends[book->n_strings++] = (uint32_t)book->strings.len;
}

static void strings_text(void *context, const char *text, size_t len)
{
	struct strings *strings = context;

	if (strings->in_text) {
		mq_buf_add(&strings->text, text, len);
	}
}

enum mq_err xlsx_read_strings(struct xlsx *book, const char *part, struct mq_diag *diag)
{
	static const struct xml_hearer hearer = {strings_begin, strings_end, strings_text};
	struct strings strings = {.book = book};
	struct xml xml = {.context = &strings};
	enum mq_err err = xlsx_read_part(book, part, XLSX_STRINGS_BYTES, &hearer, &xml, diag);

	mq_buf_release(&strings.text);
	return err;
}
