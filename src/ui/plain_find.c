/* Finding a text in what is listed, without asking anything else; and the pages of the manual. */
#include "plain.h"

#include <stdlib.h>
#include <string.h>

enum { AT_A_TIME = 20000 };	/* rows that one line looks through, as one key does on the screen */

/* ---- a text ---- */

/* False: not in the rows from *at on; *at is the last one that was looked at then. */
static bool seek_row(struct mq_plain *plain, size_t *at)
{
	struct mq_page page = mq_plain_page(plain);
	struct mq_diag diag = {0};
	bool found = false;
	page.offset = *at;
	page.limit = AT_A_TIME;
	enum mq_err err = mq_session_seek(plain->session, &page, plain->sought.data,
		plain->sought.len, false, at, &found, &diag);
	mq_plain_say_fault(plain, err, &diag);
	return found;
}

static bool seek_line(const struct mq_plain *plain, size_t *at)
{
	for (; *at < plain->n; (*at)++) {
		if (strcasestr(plain->lines[*at].text, plain->sought.data)) {
			return true;
		}
	}
	return false;
}

/* What is listed is said from there on. */
static void find(struct mq_plain *plain, size_t from)
{
	bool rows = plain->list == MQ_PLAIN_ROWS;
	size_t n = rows ? mq_session_n_rows(plain->session) : plain->n;
	size_t at = from;
	bool found = from < n && (rows ? seek_row(plain, &at) : seek_line(plain, &at));
	if (found) {
		mq_plain_list_say(plain, at, 0);
	} else if (rows && at + 1 < n) {
		mq_plain_say(plain, _("\"%s\" is in none of the next %d rows"), plain->sought.data,
			AT_A_TIME);
		plain->from = at;
	} else if (rows) {
		mq_plain_say(plain, _("\"%s\" is in no row from here on"), plain->sought.data);
	} else {
		mq_plain_say(plain, _("\"%s\" is on no line from here on"), plain->sought.data);
	}
}

/* A text from what was said last on, alone the next place it is at. */
void mq_plain_find(struct mq_plain *plain)
{
	if (*plain->argument) {
		mq_buf_clear(&plain->sought);
		mq_buf_adds(&plain->sought, plain->argument);
		find(plain, plain->from);
	} else if (plain->sought.len > 0) {
		find(plain, plain->from + 1);
	} else {
		mq_plain_say(plain, "%s", _("find what? a text stands behind it"));
	}
}

/* ---- the manual ---- */

static void list_pages(struct mq_plain *plain)
{
	mq_plain_list_begin(plain, MQ_PLAIN_MANUAL);
	for (size_t i = 0; i < plain->manual.n_pages; i++) {
		const struct mq_manual_page *page = &plain->manual.pages[i];
		struct mq_buf name = {0};
		mq_manual_print_name(page, &name);
		mq_plain_list_add(plain, "%s, %s", name.data, page->title)->page = page;
		mq_buf_release(&name);
	}
	mq_plain_list_say(plain, 0, 0);
}

void mq_plain_open_page(struct mq_plain *plain, const struct mq_manual_page *page)
{
	enum { COLS = 78 };
	struct mq_manual *manual = &plain->manual;
	mq_manual_open(manual, plain->pages_dir, page, COLS);
	mq_plain_list_begin(plain, MQ_PLAIN_PAGE);
	for (size_t i = 0; i < manual->n_lines; i++) {
		mq_plain_list_add(plain, "%.*s", (int)manual->lines[i].len, manual->lines[i].text);
	}
	mq_plain_list_say(plain, 0, 0);
}

void mq_plain_man(struct mq_plain *plain)
{
	const char *near = NULL;
	if (!mq_manual_look(&plain->manual, plain->pages_dir)) {
		mq_plain_say(plain, "%s", _("the pages are not installed"));
		return;
	}
	if (!*plain->argument) {
		list_pages(plain);
		return;
	}
	const struct mq_manual_page *page = mq_manual_find(&plain->manual, plain->argument, &near);
	if (page) {
		mq_plain_open_page(plain, page);
		return;
	}
	mq_plain_say(plain, _("no page is called \"%s\""), plain->argument);
	if (near) {
		mq_plain_say(plain, _("did you mean \"%s\"?"), near);
	}
}

void mq_plain_tutor(struct mq_plain *plain)
{
	mq_plain_say(plain, "%s", _("the tutorial is for the screen: :quit, then minqing tutor; "
		":man tutorial has it to read"));
}
