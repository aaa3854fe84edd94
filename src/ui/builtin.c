/* config/keys.yaml and config/themes/default.yaml as strings; the Makefile makes the
 * .inc files from them. */
#include "builtin.h"

const char mq_builtin_keys[] =
#include "keys.inc"
;

const char mq_builtin_theme[] =
#include "theme.inc"
;
