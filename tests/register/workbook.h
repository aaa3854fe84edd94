/* A workbook read back by tests/tools/workbook.py, which knows nothing of who wrote it. */
#ifndef MINQING_TESTS_REGISTER_WORKBOOK_H
#define MINQING_TESTS_REGISTER_WORKBOOK_H

#include <minqing/base.h>

/* False where it cannot be read. */
static inline bool workbook_read(const char *path, struct mq_buf *out)
{
	char *command = mq_format("python3 tests/tools/workbook.py '%s'", path);
	FILE *pipe = popen(command, "r");
	char bytes[4096];
	size_t n;

	free(command);
	mq_buf_clear(out);
	mq_buf_adds(out, "");
	while (pipe && (n = fread(bytes, 1, sizeof(bytes), pipe)) > 0) {
		mq_buf_add(out, bytes, n);
	}
	return pipe && pclose(pipe) == 0;
}

#endif
