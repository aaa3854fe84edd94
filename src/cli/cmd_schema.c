#include "own.h"

#include <string.h>

#include <minqing/sheets.h>

/* minqing schema: check definitions, tell of fields, propose some for a sheet. */

static const char *const type_names[] = {
	"bool", "code", "multi", "int", "decimal", "date", "text", "ref",
};

static enum mq_err check(struct cli *cli)
{
	const char *dir = cli->args.n_words > 1 ? cli->args.words[1] :
		cli->args.config ? cli->args.config : cli->config_dir;
	struct mq_schema *schema = NULL;
	enum mq_err err = mq_session_check_config(dir, &schema, &cli->diag);
	size_t derived = 0;
	size_t stored = 0;

	if (err != MQ_OK) {
		return err;
	}
	for (size_t i = 0; i < schema->n_fields; i++) {
		const struct mq_field *field = &schema->fields[i];

		if (field->expression || field->years_since != MQ_NO_FIELD) {
			derived++;
		} else if (field->reading_of == MQ_NO_FIELD && field->type != MQ_TYPE_REF) {
			stored++;
		}
	}
	print_line(_("%s: %zu kinds, %zu stored fields, %zu derived, %zu code lists: nothing wrong"),
		dir, schema->n_kinds, stored, derived, schema->n_lists);
	mq_schema_free(schema);
	return MQ_OK;
}

static void show_codes(const struct mq_field *field)
{
	for (size_t i = 0; field->codes && i < field->codes->n_codes; i++) {
		const struct mq_code *code = &field->codes->codes[i];

		printf("  %s\t%s\t%s\n", code->id, code->zh, code->en ? code->en : "");
	}
}

static void show_whole(const struct mq_schema *schema, const struct mq_field *field)
{
	printf("%s  %s  %s\n", field->id, field->zh, field->en ? field->en : "");
	printf(_("  kind      %s\n"), schema->kinds[field->kind].id);
	printf(_("  group     %s\n"), mq_group_label(&schema->groups[field->group]));
	printf(_("  type      %s\n"), type_names[field->type]);
	printf(_("  reading   %s\n"), field->closed ? _("closed: absent means no") :
		_("open: absent means not known"));
	printf(_("  privacy   %d\n"), field->privacy);
	if (field->standard) {
		printf(_("  standard  %s\n"), field->standard);
	}
	if (field->expression) {
		printf(_("  is        %s\n"), field->expression);
	}
	show_codes(field);
}

static enum mq_err show_field(struct cli *cli, const struct mq_schema *schema, const char *name)
{
	mq_field_id field = mq_schema_field(schema, MQ_NO_KIND, name, strlen(name));
	const char *nearest[3];
	size_t n;

	if (field != MQ_NO_FIELD) {
		show_whole(schema, &schema->fields[field]);
		return MQ_OK;
	}
	mq_diag_add(&cli->diag, MQ_ERR_NOT_FOUND, _("no field is called '%s'"), name);
	n = mq_schema_nearest(schema, MQ_NO_KIND, name, nearest, MQ_LENGTH(nearest));
	if (n) {
		mq_diag_hint(&cli->diag, _("did you mean %s%s%s%s%s?"), nearest[0],
			n > 1 ? ", " : "", n > 1 ? nearest[1] : "",
			n > 2 ? ", " : "", n > 2 ? nearest[2] : "");
	}
	return MQ_ERR_NOT_FOUND;
}

static const struct list_column columns[] = {
	{"kind", false}, {"field", false}, {"type", false}, {"zh", false}, {"en", false},
	{"is", false},
};

static enum mq_err show_all(struct cli *cli, const struct mq_schema *schema)
{
	struct list list;
	enum mq_err err = list_begin(&list, cli->args.format, columns, MQ_LENGTH(columns),
		&cli->diag);

	for (size_t i = 0; err == MQ_OK && i < schema->n_fields; i++) {
		const struct mq_field *field = &schema->fields[i];

		if (field->reading_of == MQ_NO_FIELD) {
			list_row(&list, (const char *const[]){
				schema->kinds[field->kind].id, field->id, type_names[field->type],
				field->zh, field->en ? field->en : "",
				field->expression ? field->expression : "",
			});
		}
	}
	return err;
}

static enum mq_err show_from(struct cli *cli, const struct mq_schema *schema)
{
	if (cli->args.n_words > 1) {
		return show_field(cli, schema, cli->args.words[1]);
	}
	return show_all(cli, schema);
}

/* The register's definitions, or with --config those of a directory. */
static enum mq_err show(struct cli *cli)
{
	struct mq_session *session;
	struct mq_schema *schema = NULL;
	enum mq_err err;

	if (cli->args.config) {
		err = mq_session_check_config(cli->args.config, &schema, &cli->diag);
		if (err == MQ_OK) {
			err = show_from(cli, schema);
		}
		mq_schema_free(schema);
		return err;
	}
	err = cli_open(cli, true, &session);
	if (err == MQ_OK) {
		err = show_from(cli, mq_session_schema(session));
		mq_session_close(session);
	}
	return err;
}

static enum mq_err infer(struct cli *cli)
{
	struct mq_buf text = {0};
	enum mq_err err;

	if (cli->args.n_words < 2) {
		return mq_diag_add(&cli->diag, MQ_ERR_USAGE, _("schema infer: name a sheet"));
	}
	err = mq_session_infer(cli->args.words[1], &text, &cli->diag);
	if (err == MQ_OK) {
		fwrite(text.data ? text.data : "", 1, text.len, stdout);
	}
	mq_buf_release(&text);
	return err;
}

static const struct {
	const char *name;
	enum mq_err (*run)(struct cli *cli);
} parts[] = {
	{"check", check}, {"show", show}, {"infer", infer},
};

enum mq_err cmd_schema(struct cli *cli)
{
	for (size_t i = 0; i < MQ_LENGTH(parts); i++) {
		if (strcmp(parts[i].name, cli->args.words[0]) == 0) {
			return parts[i].run(cli);
		}
	}
	mq_diag_add(&cli->diag, MQ_ERR_USAGE, _("schema has no part called '%s'"),
		cli->args.words[0]);
	mq_diag_hint(&cli->diag, "check, show, infer");
	return MQ_ERR_USAGE;
}
