/* What LMDB and the system say, in our words; see fault.c. */
#ifndef MINQING_STORE_FAULT_H
#define MINQING_STORE_FAULT_H

#include <minqing/base.h>

/* The code for rc (an errno or an MDB_ code) of work on path. 0 is MQ_OK. */
enum mq_err mq_fault_code(int rc, const char *path);
/* The same, with a fault that names path and says the way out. */
enum mq_err mq_fault_add(struct mq_diag *diag, int rc, const char *path);

#endif
