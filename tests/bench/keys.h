/*
 * Recorded keys. In a file of them every character is a key, <Name> one of
 * key_names, a line break nothing.
 */
#ifndef MINQING_BENCH_KEYS_H
#define MINQING_BENCH_KEYS_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N_KEYS_MAX = 1000, KEYS_SIZE = 1 << 16 };

static const struct {
	const char *name;
	const char *bytes;
	bool moves;		/* a cursor: a row, or the place in the query */
} key_names[] = {
	{"Up", "\033OA", true}, {"Down", "\033OB", true}, {"Right", "\033OC", true},
	{"Left", "\033OD", true}, {"PgUp", "\033[5~", false}, {"PgDn", "\033[6~", false},
	{"Home", "\033OH", false}, {"End", "\033OF", false}, {"Tab", "\t", false},
	{"Enter", "\r", false}, {"Backspace", "\177", false}, {"Space", " ", false},
	{"C-a", "\001", false}, {"C-e", "\005", false}, {"C-g", "\007", false},
	{"C-n", "\016", false}, {"C-p", "\020", false}, {"C-u", "\025", false},
	{"C-w", "\027", false},
};

struct key {
	char bytes[8];
	size_t len;
	bool moves;
	bool writes;		/* a character that a query would take */
};

static inline size_t take_named_key(const char *text, struct key *key)
{
	for (size_t i = 0; i < sizeof(key_names) / sizeof(key_names[0]); i++) {
		size_t len = strlen(key_names[i].name);

		if (strncmp(text + 1, key_names[i].name, len) == 0 && text[1 + len] == '>') {
			*key = (struct key){.len = strlen(key_names[i].bytes),
				.moves = key_names[i].moves};
			memcpy(key->bytes, key_names[i].bytes, key->len);
			return len + 2;
		}
	}
	return 0;
}

static inline size_t take_character_key(const char *text, struct key *key)
{
	size_t len = 1;

	while (((unsigned char)text[len] & 0xc0) == 0x80 && len < sizeof(key->bytes)) {
		len++;
	}
	*key = (struct key){.len = len, .writes = true};
	memcpy(key->bytes, text, len);
	return len;
}

/* At most N_KEYS_MAX; 0 where the file cannot be read. A "<" that names no key is itself. */
static inline size_t read_keys(const char *path, struct key *keys)
{
	static char text[KEYS_SIZE];
	FILE *file = fopen(path, "r");
	size_t n = 0;

	if (file == NULL) {
		return 0;
	}
	text[fread(text, 1, sizeof(text) - 1, file)] = '\0';
	fclose(file);
	for (const char *at = text; *at != '\0' && n < N_KEYS_MAX;) {
		size_t len = *at == '<' ? take_named_key(at, &keys[n]) : 0;

		if (*at == '\n') {
			at++;
			continue;
		}
		at += len > 0 ? len : take_character_key(at, &keys[n]);
		n++;
	}
	return n;
}

#endif
