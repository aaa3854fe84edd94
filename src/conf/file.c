/*
 * A file, or a text, taken in: bounded in size, indexed by lines, judged
 * character by character, then read. Whatever has a fault is not handed out.
 */
#include "conf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void take_text(struct mq_conf *conf, const char *text, size_t len)
{
	static const char utf8_mark[] = "\xef\xbb\xbf";
	size_t skip = strlen(utf8_mark);

	if (len < skip || memcmp(text, utf8_mark, skip) != 0) {
		skip = 0;
	}
	mq_buf_add(&conf->text, text + skip, len - skip);
	mq_lines_index(&conf->lines, &conf->text);
}

static enum mq_err refuse_size(const char *name, struct mq_diag *diag)
{
	mq_diag_add(diag, MQ_ERR_CONFIG, _("the file is larger than %d bytes"), CONF_MAX_BYTES);
	mq_diag_place(diag, name, 0, 0, NULL, 0);
	mq_diag_hint(diag, _("split it into several files"));
	return MQ_ERR_CONFIG;
}

enum mq_err mq_conf_read_text(const char *name, const char *text, size_t len,
	struct mq_conf **conf, struct mq_diag *diag)
{
	struct mq_conf *made;
	struct mq_buf clean = {0};
	size_t n_faults = 0;

	if (len > CONF_MAX_BYTES) {
		return refuse_size(name, diag);
	}
	made = mq_alloc(sizeof(*made));
	made->name = mq_strdup(name);
	take_text(made, text, len);
	if (mq_conf_scan(made, &clean, diag, &n_faults)) {
		n_faults += mq_conf_build(made, &clean, diag);
	}
	mq_buf_release(&clean);
	if (n_faults > 0) {
		mq_conf_free(made);
		return MQ_ERR_CONFIG;
	}
	*conf = made;
	return MQ_OK;
}

bool mq_conf_is_there(const char *path)
{
	struct stat about;

	return lstat(path, &about) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

/* What to do where something else stands in the place of a file. */
static const struct {
	int reason;
	const char *hint;
} ways_out[] = {
	{EACCES, N_("see who may read it: ls -l")},
	{EINVAL, N_("put a plain file there; a pipe or a device is not read")},
	{EISDIR, N_("put a file there, not a directory")},
	{ELOOP, N_("the link leads in a circle: delete it, or put a file there")},
	{ENOENT, N_("a link that leads nowhere: delete it, or put a file there")},
};

static enum mq_err refuse_file(const char *path, int reason, struct mq_diag *diag)
{
	bool nothing = reason == ENOENT && !mq_conf_is_there(path);
	enum mq_err err = nothing ? MQ_ERR_NOT_FOUND : MQ_ERR_IO;

	mq_diag_add(diag, err, _("cannot read: %s"), strerror(reason));
	mq_diag_place(diag, path, 0, 0, NULL, 0);
	for (size_t i = 0; i < MQ_LENGTH(ways_out); i++) {
		if (ways_out[i].reason == reason && !nothing) {
			mq_diag_hint(diag, "%s", _(ways_out[i].hint));
		}
	}
	return err;
}

/* All of a file, but not more than one byte too many; 0 or an errno. A pipe or
 * a device could keep us waiting and is refused. */
static int slurp(int fd, struct mq_buf *text)
{
	char part[16 * 1024];
	struct stat about;
	ssize_t n;

	if (fstat(fd, &about) != 0) {
		return errno;
	}
	if (!S_ISREG(about.st_mode)) {
		return S_ISDIR(about.st_mode) ? EISDIR : EINVAL;
	}
	while (text->len <= CONF_MAX_BYTES && (n = read(fd, part, sizeof(part))) != 0) {
		if (n > 0) {
			mq_buf_add(text, part, (size_t)n);
		} else if (errno != EINTR) {
			return errno;
		}
	}
	return 0;
}

enum mq_err mq_conf_read_file(const char *path, struct mq_conf **conf, struct mq_diag *diag)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct mq_buf text = {0};
	enum mq_err err;
	int reason;

	if (fd < 0) {
		return refuse_file(path, errno, diag);
	}
	reason = slurp(fd, &text);
	close(fd);
	if (reason != 0) {
		err = refuse_file(path, reason, diag);
	} else {
		err = mq_conf_read_text(path, text.data != NULL ? text.data : "", text.len, conf,
			diag);
	}
	mq_buf_release(&text);
	return err;
}

enum mq_err mq_conf_read_optional(const char *path, struct mq_conf **conf, struct mq_diag *diag)
{
	struct mq_diag faults = {0};
	enum mq_err err = mq_conf_read_file(path, conf, &faults);

	if (err == MQ_ERR_NOT_FOUND) {
		mq_diag_release(&faults);
		*conf = NULL;
		return MQ_OK;
	}
	mq_diag_move(diag, &faults);
	return err;
}

void mq_conf_free(struct mq_conf *conf)
{
	if (conf == NULL) {
		return;
	}
	free(conf->name);
	mq_buf_release(&conf->text);
	mq_lines_release(&conf->lines);
	mq_arena_release(&conf->arena);
	free(conf);
}

const struct mq_node *mq_conf_root(const struct mq_conf *conf)
{
	return conf->root;
}

const char *mq_conf_name(const struct mq_conf *conf)
{
	return conf->name;
}

struct mq_slice mq_conf_text(const struct mq_conf *conf)
{
	return mq_slice(conf->text.data, conf->text.len);
}
