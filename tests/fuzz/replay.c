/*
 * replay DIRECTORY: every file of a corpus once more through the target this is
 * linked with, as TAP. A target that fails aborts, which the runner counts.
 */
#include "fuzz/fuzz.h"

#include <dirent.h>
#include <limits.h>
#include <stdbool.h>

enum { INPUT_MAX = 1 << 16 };

static bool replay(const char *dir, const char *name)
{
	static uint8_t data[INPUT_MAX];
	char path[PATH_MAX];
	FILE *file;
	size_t size;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	file = name[0] == '.' ? NULL : fopen(path, "rb");
	if (file == NULL) {
		return false;
	}
	size = fread(data, 1, sizeof(data), file);
	fclose(file);
	LLVMFuzzerTestOneInput(data, size);
	return true;
}

int main(int argc, char **argv)
{
	DIR *dir = argc == 2 ? opendir(argv[1]) : NULL;
	const struct dirent *entry;
	size_t n = 0;

	if (dir == NULL) {
		fprintf(stderr, "usage: replay DIRECTORY\n");
		return 2;
	}
	while ((entry = readdir(dir)) != NULL) {
		n += replay(argv[1], entry->d_name);
	}
	closedir(dir);
	printf("%s 1 - %zu inputs of %s\n1..1\n", n > 0 ? "ok" : "not ok", n, argv[1]);
	return n > 0 ? 0 : 1;
}
