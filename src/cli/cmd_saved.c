#include "own.h"

#include <stdlib.h>
#include <string.h>

#include <minqing/saved.h>

/* minqing saved: questions with names; listed, shown, kept, renamed, shared, removed, checked. */

/* What is amiss with a list, or that it is not the one its name means. */
static const char *state_text(const struct mq_schema *schema, const struct mq_saved *list)
{
	if (mq_schema_saved_hidden(schema, list, MQ_SAVED_PERSONAL)) {
		return _("hidden");
	}
	return list->broken ? _("broken") : "";
}

/* ---- list ---- */

static const struct list_column columns[] = {
	{"list", false}, {"where", false}, {"kind", false}, {"label", false}, {"state", false},
};

static const struct table_column table_columns[] = {
	{false, 0, 34}, {false, 0, 34}, {false, 0, 0}, {false, 0, 0}, {false, 0, 0},
};

static void list_text(const struct mq_schema *schema)
{
	struct table table;

	table_begin(&table, table_columns, MQ_LENGTH(table_columns));
	for (size_t i = 0; i < mq_schema_n_saved(schema); i++) {
		const struct mq_saved *saved = mq_schema_saved_at(schema, i);
		struct mq_buf call = {0};

		mq_saved_call(saved, &call);
		table_cell(&table, call.data);
		table_cell(&table, mq_saved_label(saved));
		table_cell(&table, mq_kind_label(&schema->kinds[saved->kind]));
		table_cell(&table, mq_saved_where_label(saved->where));
		table_cell(&table, state_text(schema, saved));
		mq_buf_release(&call);
	}
	table_end(&table);
}

static enum mq_err list_all(struct cli *cli, struct mq_session *session)
{
	const struct mq_schema *schema = mq_session_schema(session);
	struct list list;
	enum mq_err err;

	mq_session_saved(session, NULL);
	cli->no_hits = mq_schema_n_saved(schema) == 0;
	if (cli_is_text(cli)) {
		list_text(schema);
		return MQ_OK;
	}
	err = list_begin(&list, cli->args.format, columns, MQ_LENGTH(columns), &cli->diag);
	for (size_t i = 0; err == MQ_OK && i < mq_schema_n_saved(schema); i++) {
		const struct mq_saved *saved = mq_schema_saved_at(schema, i);
		struct mq_buf name = {0};

		mq_saved_signature(saved, &name);
		list_row(&list, (const char *const[]){name.data, mq_saved_where_label(saved->where),
			mq_kind_label(&schema->kinds[saved->kind]), mq_saved_label(saved),
			state_text(schema, saved)});
		mq_buf_release(&name);
	}
	return err;
}

/* ---- show ---- */

static const struct table_column show_columns[] = {{false, 0, 0}, {false, 0, 0}};

static void show_line(struct table *table, const char *name, const char *text)
{
	if (text) {
		char *indented = mq_format("  %s", name);

		table_cell(table, indented);
		table_cell(table, text);
		free(indented);
	}
}

/* What a parameter is called; of one without labels that is said already. */
static void show_params(struct table *table, const struct mq_saved *list)
{
	for (size_t i = 0; i < list->n_params; i++) {
		const struct mq_param *param = list->params + i;
		const char *label = mq_lang_is_chinese() ? param->zh : param->en;
		char *name = mq_format("$%s", param->id);

		show_line(table, name, label && strcmp(label, param->id) != 0 ? label : NULL);
		free(name);
	}
}

static void show_one(const struct mq_schema *schema, const struct mq_saved *list)
{
	struct mq_buf name = {0};
	struct table table;
	char limit[16];

	mq_saved_signature(list, &name);
	print_line("@%s  %s", name.data, mq_saved_label(list));
	mq_buf_release(&name);
	table_begin(&table, show_columns, MQ_LENGTH(show_columns));
	show_params(&table, list);
	show_line(&table, _("kind"), mq_kind_label(&schema->kinds[list->kind]));
	show_line(&table, _("kept in"), mq_saved_where_label(list->where));
	show_line(&table, _("file"), list->file);
	show_line(&table, _("fault"), list->broken);
	show_line(&table, _("is"), list->is);
	show_line(&table, _("sort"), list->sort);
	show_line(&table, _("columns"), list->cols);
	snprintf(limit, sizeof(limit), "%u", (unsigned)list->limit);
	show_line(&table, _("rows"), list->limit ? limit : NULL);
	table_end(&table);
}

static enum mq_err show(struct cli *cli, struct mq_session *session)
{
	const struct mq_schema *schema = mq_session_schema(session);
	const char *name = cli->args.words[1];
	const struct mq_saved *list;
	const char *nearest[3];
	size_t n;

	mq_session_saved(session, NULL);
	name += *name == '@';
	list = mq_schema_saved(schema, name, strlen(name), MQ_SAVED_PERSONAL);
	if (list) {
		show_one(schema, list);
		return MQ_OK;
	}
	mq_diag_add(&cli->diag, MQ_ERR_NOT_FOUND, _("there is no saved list called '%s'"), name);
	n = mq_schema_saved_like(schema, name, MQ_SAVED_PERSONAL, nearest, MQ_LENGTH(nearest));
	if (n) {
		mq_diag_hint(&cli->diag, _("did you mean '%s'?"), nearest[0]);
	}
	return MQ_ERR_NOT_FOUND;
}

/* ---- save, rename, share, remove, check ---- */

static enum mq_err save(struct cli *cli, struct mq_session *session)
{
	const char *name = cli->args.words[1];
	const char *text = cli->args.words[2];
	char *path = NULL;
	mq_kind_id kind;
	enum mq_err err = cli_kind(cli, mq_session_schema(session), &kind);

	if (err == MQ_OK) {
		err = mq_session_saved_save(session, name + (*name == '@'), kind, text, strlen(text),
			NULL, cli->args.shared, &path, &cli->diag);
	}
	if (err == MQ_OK) {
		print_line(_("saved as @%s in %s"), name + (*name == '@'), path);
	}
	free(path);
	return err;
}

static enum mq_err remove_one(struct cli *cli, struct mq_session *session)
{
	const char *name = cli->args.words[1];
	char *path = NULL;
	enum mq_err err = mq_session_saved_remove(session, name + (*name == '@'), cli->args.shared,
		&path, &cli->diag);

	if (err == MQ_OK) {
		print_line(_("removed %s"), path);
	}
	free(path);
	return err;
}

static enum mq_err rename_one(struct cli *cli, struct mq_session *session)
{
	const char *name = cli->args.words[1];
	const char *to = cli->args.words[2];
	char *path = NULL;
	enum mq_err err = mq_session_saved_rename(session, name + (*name == '@'), cli->args.shared,
		to + (*to == '@'), &path, &cli->diag);

	if (err == MQ_OK) {
		print_line(_("saved as @%s in %s"), to + (*to == '@'), path);
	}
	free(path);
	return err;
}

static enum mq_err share(struct cli *cli, struct mq_session *session)
{
	const char *name = cli->args.words[1];
	char *path = NULL;
	enum mq_err err = mq_session_saved_share(session, name + (*name == '@'), &path, &cli->diag);

	if (err == MQ_OK) {
		print_line(_("saved as @%s in %s"), name + (*name == '@'), path);
	}
	free(path);
	return err;
}

static enum mq_err check(struct cli *cli, struct mq_session *session)
{
	enum mq_err err = mq_session_saved_check(session, &cli->diag);

	if (err == MQ_OK) {
		print_line(_("%zu saved lists: nothing wrong"),
			mq_schema_n_saved(mq_session_schema(session)));
	}
	return err;
}

/* ---- the command ---- */

static const struct {
	const char *name;
	size_t n_words;		/* with its own name */
	enum mq_err (*run)(struct cli *cli, struct mq_session *session);
} parts[] = {
	{"list", 1, list_all}, {"show", 2, show}, {"save", 3, save}, {"rename", 3, rename_one},
	{"share", 2, share}, {"remove", 2, remove_one}, {"check", 1, check},
};

static void hint_parts(struct cli *cli)
{
	mq_diag_hint(&cli->diag, "%s",
		_("list, show NAME, save NAME QUERY, rename NAME NEW, share NAME, remove NAME, check"));
}

enum mq_err cmd_saved(struct cli *cli)
{
	const char *name = cli->args.n_words ? cli->args.words[0] : "list";
	size_t n = cli->args.n_words ? cli->args.n_words : 1;
	struct mq_session *session;
	enum mq_err err;

	for (size_t i = 0; i < MQ_LENGTH(parts); i++) {
		if (strcmp(parts[i].name, name) != 0) {
			continue;
		}
		if (parts[i].n_words != n) {
			mq_diag_add(&cli->diag, MQ_ERR_USAGE, n < parts[i].n_words ?
				_("%s: something is missing") : _("%s: too many words"), name);
			hint_parts(cli);
			return MQ_ERR_USAGE;
		}
		err = cli_open(cli, true, &session);
		if (err == MQ_OK) {
			err = parts[i].run(cli, session);
			mq_session_close(session);
		}
		return err;
	}
	mq_diag_add(&cli->diag, MQ_ERR_USAGE, _("saved has no part called '%s'"), name);
	hint_parts(cli);
	return MQ_ERR_USAGE;
}
