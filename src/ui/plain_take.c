/* What is taken out: texts to be taken elsewhere, files, queries that get a name. */
#include "plain.h"

#include <stdlib.h>
#include <string.h>

#include <minqing/saved.h>

#include "export.h"

/* ---- copying ---- */

static const struct {
	const char *name;
	enum mq_copy_form form;
	bool of_record;
} forms[] = {
	{"card", MQ_COPY_CARD, true},
	{"row", MQ_COPY_ROW, true},
	{"query", MQ_COPY_QUERY, false},
	{"command", MQ_COPY_COMMAND, false},
};

static void print_text(struct mq_plain *plain, const struct mq_buf *text)
{
	struct mq_buf safe = {0};
	mq_safe_lines(&safe, text->data, text->len);
	if (safe.len > 0 && safe.data[safe.len - 1] != '\n') {
		mq_buf_addc(&safe, '\n');
	}
	fwrite(safe.len > 0 ? safe.data : "", 1, safe.len, plain->out);
	mq_buf_release(&safe);
}

static void print_copy(struct mq_plain *plain, const struct mq_copy *what)
{
	struct mq_buf text = {0};
	struct mq_diag diag = {0};
	enum mq_err err = mq_session_copy(plain->session, what, &text, &diag);
	if (err == MQ_OK) {
		mq_plain_task_end(plain, "copy");
	}
	mq_plain_say_fault(plain, err, &diag);
	print_text(plain, &text);
	mq_buf_release(&text);
}

/* Of the card that is open, a row that of its answer. */
static void copy(struct mq_plain *plain, enum mq_copy_form form)
{
	bool card = form == MQ_COPY_CARD && plain->n_cards > 0;
	mq_record_id id = card ? plain->cards[plain->n_cards - 1].id : plain->id;
	struct mq_copy what = {.form = form, .page = mq_plain_page(plain),
		.kind = card ? plain->cards[plain->n_cards - 1].kind : plain->reply.kind};
	what.page.ids = &id;
	what.page.n_ids = 1;
	print_copy(plain, &what);
}

void mq_plain_copy(struct mq_plain *plain)
{
	const char *name = *plain->argument ? plain->argument : plain->n_cards > 0 ? "card" : "query";
	for (size_t i = 0; i < MQ_LENGTH(forms); i++) {
		if (strcmp(forms[i].name, name) != 0) {
			continue;
		}
		if (forms[i].of_record && plain->id == MQ_NO_RECORD) {
			mq_plain_say(plain, "%s", _("no row is open: open one by its number"));
		} else {
			copy(plain, forms[i].form);
		}
		return;
	}
	mq_plain_say(plain, _("'%s' cannot be copied; it is card, row, query or command"),
		plain->argument);
}

/* Rows of those that are marked; false, told, where nobody is. */
static bool of_marked(struct mq_plain *plain, struct mq_page *page)
{
	const struct mq_marks *marks = mq_plain_marks(plain);
	page->ids = marks->ids;
	page->n_ids = marks->n;
	if (marks->n == 0) {
		mq_plain_say(plain, "%s", _("no row is marked"));
	}
	return marks->n > 0;
}

void mq_plain_copy_marked(struct mq_plain *plain)
{
	struct mq_copy what = {.form = MQ_COPY_ROW, .page = mq_plain_page(plain),
		.kind = plain->reply.kind};
	if (of_marked(plain, &what.page)) {
		print_copy(plain, &what);
	}
}

/* ---- files ---- */

static void write_file(struct mq_plain *plain, bool marked, bool overwrite)
{
	struct mq_page page = mq_plain_page(plain);
	if (marked && !of_marked(plain, &page)) {
		return;
	}
	struct mq_export what = mq_export_for_people(plain->argument, &page);
	struct mq_exported done;
	struct mq_buf told = {0};
	struct mq_diag diag = {0};
	what.overwrite = overwrite;
	enum mq_err err = mq_session_export(plain->session, &what, &done, &diag);
	if (err == MQ_OK) {
		mq_export_tell(plain->argument, &done, &told);
		mq_plain_say(plain, "%s", told.data);
		mq_plain_task_end(plain, "export");
	}
	mq_plain_say_fault(plain, err, &diag);
	mq_buf_release(&told);
}

void mq_plain_export(struct mq_plain *plain)
{
	write_file(plain, false, false);
}

void mq_plain_overwrite(struct mq_plain *plain)
{
	write_file(plain, false, true);
}

void mq_plain_export_marked(struct mq_plain *plain)
{
	write_file(plain, true, false);
}

void mq_plain_overwrite_marked(struct mq_plain *plain)
{
	write_file(plain, true, true);
}

/* ---- names ---- */

void mq_plain_save(struct mq_plain *plain)
{
	char *path = NULL;
	struct mq_diag diag = {0};
	enum mq_err err = mq_session_saved_save(plain->session, plain->argument, plain->reply.kind,
		plain->text.len > 0 ? plain->text.data : "", plain->text.len, NULL, false, &path,
		&diag);
	if (err == MQ_OK) {
		mq_plain_say(plain, _("saved as @%s in %s"), plain->argument, path);
		mq_plain_task_end(plain, "save");
	}
	mq_plain_say_fault(plain, err, &diag);
	free(path);
}

/* Those that are hidden by a nearer one cannot be asked. */
void mq_plain_saved(struct mq_plain *plain)
{
	struct mq_diag diag = {0};
	mq_session_saved(plain->session, &diag);
	mq_plain_list_begin(plain, MQ_PLAIN_SAVED);
	for (size_t i = 0; i < mq_schema_n_saved(plain->schema); i++) {
		const struct mq_saved *saved = mq_schema_saved_at(plain->schema, i);
		if (saved->broken || mq_schema_saved_hidden(plain->schema, saved, MQ_SAVED_PERSONAL)) {
			continue;
		}
		struct mq_buf name = {0};
		mq_saved_signature(saved, &name);
		bool other = saved->kind != plain->kind;
		mq_plain_list_add(plain, "@%s, %s", name.data, mq_saved_label(saved))->query =
			mq_arena_format(&plain->arena, "%s%s%s@%s", other ? "from:" : "",
				other ? plain->schema->kinds[saved->kind].id : "", other ? " " : "",
				saved->id);
		mq_buf_release(&name);
	}
	mq_plain_say_fault(plain, MQ_OK, &diag);
	mq_plain_list_say(plain, 0, 0);
}
