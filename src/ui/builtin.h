/* builtin: the keymap and the theme that are compiled in. */
#ifndef MINQING_UI_BUILTIN_H
#define MINQING_UI_BUILTIN_H

/* The text of config/keys.yaml and config/themes/default.yaml. */
extern const char mq_builtin_keys[];
extern const char mq_builtin_theme[];

#endif
