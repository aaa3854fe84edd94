/* Directories and the YAML files in them. */
#ifndef MINQING_REGISTER_FILES_H
#define MINQING_REGISTER_FILES_H

#include <minqing/base.h>

bool mq_files_is_empty(const char *dir);
/* A name beside dir that nobody else uses: dir, ".new-", the process. Owned by the caller. */
char *mq_files_beside(const char *dir);
/* Copy the *.yaml files of from, and of its directories, into to, which is made. */
enum mq_err mq_files_copy_yaml(const char *from, const char *to, struct mq_diag *diag);

#endif
