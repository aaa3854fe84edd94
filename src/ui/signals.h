/* signals: what the kernel tells, as bits the loop reads; and the terminal put right in
 * a crash. */
#ifndef MINQING_UI_SIGNALS_H
#define MINQING_UI_SIGNALS_H

#include <signal.h>

#include <minqing/base.h>

struct termios;

/* Catch TERM, HUP, INT, WINCH, TSTP and CONT for the loop, and crashes. False: no pipe. */
bool mq_signals_catch(void);
/* As it was before. */
void mq_signals_release(void);
/* Readable while signals wait to be read. */
int mq_signals_fd(void);
/* Which came since: bit 1 << signal. */
uint64_t mq_signals_read(void);

/* What puts the terminal right: these bytes, then these line settings. Copied. */
void mq_signals_restore_with(const char *bytes, size_t len, const struct termios *found);
/* Is the terminal ours at the moment, to be put right should we crash? */
void mq_signals_terminal_taken(bool taken);

#endif
