/* Inside base: which characters a terminal may show in one column or two. */
#ifndef MINQING_BASE_WIDTH_H
#define MINQING_BASE_WIDTH_H

#include <stdbool.h>
#include <stdint.h>

bool mq_is_ambiguous(uint32_t cp);

#endif
