#include "import.h"

#include <csv.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * The rejects file: a sheet again, so that its rows can be mended and brought in.
 * It is written beside its place and moved there at the end.
 */

const char *const rejects_columns[REJECTS_COLUMNS] = {
	"reject_line", "reject_column", "reject_reason",
};

static bool is_same_file(const char *a, const char *b)
{
	struct stat x;
	struct stat y;

	return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev &&
		x.st_ino == y.st_ino;
}

enum mq_err rejects_init(struct rejects *rejects, const char *sheet_path, const char *wanted,
	struct mq_diag *diag)
{
	*rejects = (struct rejects){0};
	if (wanted && strcmp(wanted, "-") == 0) {
		return MQ_OK;
	}
	if (wanted && is_same_file(wanted, sheet_path)) {
		return mq_diag_add(diag, MQ_ERR_USAGE,
			_("--rejects: '%s' is the sheet itself"), wanted);
	}
	rejects->path = wanted ? mq_strdup(wanted) : mq_format("%s.rejects.csv", sheet_path);
	rejects->temporary = mq_format("%s.part", rejects->path);
	return MQ_OK;
}

static void write_row(FILE *file, const char *const ours[REJECTS_COLUMNS],
	const struct mq_slice *cells, size_t n_cells)
{
	for (size_t i = 0; i < REJECTS_COLUMNS; i++) {
		csv_fwrite(file, ours[i], strlen(ours[i]));
		fputc(',', file);
	}
	for (size_t i = 0; i < n_cells; i++) {
		csv_fwrite(file, cells[i].data, cells[i].len);
		fputc(i + 1 < n_cells ? ',' : '\n', file);
	}
	if (!n_cells) {
		fputc('\n', file);
	}
}

static enum mq_err cannot_write(const char *path, struct mq_diag *diag)
{
	enum mq_err err = errno == ENOSPC ? MQ_ERR_FULL : MQ_ERR_IO;

	mq_diag_add(diag, err, _("cannot write the rejected rows to '%s': %s"), path,
		strerror(errno));
	mq_diag_hint(diag, _("name another file with --rejects FILE, or none with --rejects -"));
	return err;
}

static enum mq_err start(struct rejects *rejects, const struct mq_slice *header, size_t n_header,
	struct mq_diag *diag)
{
	int fd = open(rejects->temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);

	rejects->file = fd < 0 ? NULL : fdopen(fd, "w");
	if (!rejects->file) {
		enum mq_err err = cannot_write(rejects->temporary, diag);

		if (fd >= 0) {
			close(fd);
		}
		return err;
	}
	write_row(rejects->file, rejects_columns, header, n_header);
	return MQ_OK;
}

enum mq_err rejects_add(struct rejects *rejects, const struct mq_slice *header, size_t n_header,
	size_t line, size_t column, const char *reason, const struct mq_slice *cells,
	size_t n_cells, struct mq_diag *diag)
{
	char line_text[24];
	char column_text[24];
	enum mq_err err = MQ_OK;

	if (!rejects->path) {
		return MQ_OK;
	}
	if (!rejects->file) {
		err = start(rejects, header, n_header, diag);
	}
	if (err == MQ_OK) {
		snprintf(line_text, sizeof(line_text), "%zu", line);
		snprintf(column_text, sizeof(column_text), "%zu", column);
		write_row(rejects->file, (const char *const[]){line_text, column_text, reason}, cells,
			n_cells);
	}
	return err;
}

enum mq_err rejects_finish(struct rejects *rejects, char **written, struct mq_diag *diag)
{
	bool good;

	*written = NULL;
	if (!rejects->file) {
		return MQ_OK;
	}
	good = !ferror(rejects->file);
	good = fclose(rejects->file) == 0 && good;
	rejects->file = NULL;
	if (!good || rename(rejects->temporary, rejects->path) != 0) {
		enum mq_err err = cannot_write(rejects->path, diag);

		unlink(rejects->temporary);
		return err;
	}
	*written = mq_strdup(rejects->path);
	return MQ_OK;
}

void rejects_release(struct rejects *rejects)
{
	if (rejects->file) {
		fclose(rejects->file);
		unlink(rejects->temporary);
	}
	free(rejects->path);
	free(rejects->temporary);
	*rejects = (struct rejects){0};
}
