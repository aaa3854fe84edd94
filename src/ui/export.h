/* export: a list as a file that is made for people, and what is told of it. */
#ifndef MINQING_UI_EXPORT_H
#define MINQING_UI_EXPORT_H

#include <minqing/sheets.h>

/* What is to be written: csv and tsv have words, and say that they are UTF-8. Borrows path, and
 * what page borrows. */
struct mq_export mq_export_for_people(const char *path, const struct mq_page *page);
/* "25 rows, 1 204 bytes: /home/zhang/list.csv", appended. */
void mq_export_tell(const char *path, const struct mq_exported *done, struct mq_buf *out);

#endif
