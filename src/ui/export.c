#include "export.h"

#include <stdlib.h>
#include <string.h>

#include "view.h"

/* csv and tsv are text, and a spreadsheet has to be told which. */
static bool is_text(const char *path)
{
	const char *dot = strrchr(path, '.');
	enum mq_sheet_format format;
	return dot && mq_sheet_format_find(dot + 1, &format) &&
		(format == MQ_SHEET_CSV || format == MQ_SHEET_TSV);
}

struct mq_export mq_export_for_people(const char *path, const struct mq_page *page)
{
	bool text = is_text(path);
	return (struct mq_export){.path = path, .page = *page, .bom = text, .words = text};
}

void mq_export_tell(const char *path, const struct mq_exported *done, struct mq_buf *out)
{
	char rows[MQ_NUMBER_SIZE];
	char bytes[MQ_NUMBER_SIZE];
	char *whole = realpath(path, NULL);
	mq_view_digits(done->rows, rows);
	mq_view_digits(done->bytes, bytes);
	mq_buf_addf(out, _("%s rows, %s bytes: %s"), rows, bytes, whole ? whole : path);
	free(whole);
}
