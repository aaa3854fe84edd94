/* charset: what the terminal takes for characters. All else here is UTF-8. */
#ifndef MINQING_UI_CHARSET_H
#define MINQING_UI_CHARSET_H

#include <iconv.h>

#include <minqing/base.h>

/* Zeroed is UTF-8. */
struct mq_charset {
	bool gb18030;
	iconv_t in;		/* where it is */
	iconv_t out;
	char held[4];		/* the beginning of a character that was typed */
	size_t n_held;
	struct mq_buf bytes;
	struct mq_buf typed;
};

/* From now on it is GB18030, or UTF-8. False, and as it was, where the C library cannot. */
bool mq_charset_set(struct mq_charset *charset, bool gb18030);
/* Valid UTF-8 as the terminal takes it; "?" for what it has no bytes for. Borrowed until the
 * next call, or utf8 itself. */
struct mq_slice mq_charset_encode(struct mq_charset *charset, struct mq_slice utf8);
/* What was typed as UTF-8. In GB18030 bytes that are no character become U+FFFD, and a
 * character that is torn is waited for; UTF-8 is passed on as it is. Borrowed likewise. */
struct mq_slice mq_charset_decode(struct mq_charset *charset, struct mq_slice typed);
void mq_charset_release(struct mq_charset *charset);

#endif
