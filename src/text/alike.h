/* Characters that are taken for one another in writing. */
#ifndef MINQING_TEXT_ALIKE_H
#define MINQING_TEXT_ALIKE_H

#include <stddef.h>
#include <stdint.h>

enum { ALIKE_MAX = 32 };	/* no character has as many */

/* What looks like cp, without cp itself; how many were written, some perhaps twice. */
size_t alike_of(uint32_t cp, uint32_t *out, size_t n_out);

#endif
