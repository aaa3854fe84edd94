/* config/keys.yaml and config/themes/default.yaml as strings; the Makefile makes the
 * .inc files from them, byte by byte: a literal may not be so long. */
#include "builtin.h"

const char mq_builtin_keys[] = {
#include "keys.inc"
0};

const char mq_builtin_theme[] = {
#include "theme.inc"
0};
