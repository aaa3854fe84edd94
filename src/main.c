#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <minqing/cli.h>
#include <minqing/ui.h>

/*
 * Wires the rooms, and makes the process safe to hold people's data: three
 * descriptors that are there, no core, no reading of our memory by others.
 */

static void ensure_descriptors(void)
{
	for (int fd = 0; fd <= 2; fd++) {
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDWR) < 0) {
			_exit(mq_err_exit(MQ_ERR_IO));
		}
	}
}

static void keep_memory_private(void)
{
	const struct rlimit none = {0, 0};

	setrlimit(RLIMIT_CORE, &none);
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

/* DIR/name beside the program where it was built, else under the prefix. */
static char *shipped(const char *beside, const char *installed)
{
	char exe[4096];
	ssize_t len = readlink("/proc/self/exe", exe, sizeof(exe) - 1);
	char *slash;
	char *path;

	exe[len > 0 ? len : 0] = '\0';
	slash = strrchr(exe, '/');
	if (slash) {
		*slash = '\0';
	}
	path = mq_format("%s/%s", exe, beside);
	if (!slash || access(path, R_OK) != 0) {
		free(path);
		path = mq_format("%s/%s", MQ_PREFIX, installed);
	}
	return path;
}

int main(int argc, char **argv)
{
	struct mq_front front = {
		.screen = mq_ui_run, .tutor = mq_ui_tutor, .take_language = mq_ui_take_language,
		.pick = mq_ui_pick, .plain = mq_plain_run, .check_own = mq_ui_check_own,
		.check_keys = mq_ui_check_keys,
	};
	char *config;
	char *locale;
	char *pages;
	int status;

	ensure_descriptors();
	/* A file size limit is then an error of the write, told as a full disk. */
	signal(SIGXFSZ, SIG_IGN);
	keep_memory_private();
	mq_mem_keep_freed();
	umask(077);
	locale = shipped("locale", "share/locale");
	mq_lang_init(locale);
	config = shipped("../config", "share/minqing/config");
	pages = shipped("pages", "share/minqing/pages");
	front.pages_dir = pages;
	status = mq_cli_main(argc, argv, config, &front);
	free(pages);
	free(config);
	free(locale);
	return status;
}
