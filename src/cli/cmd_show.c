#include "own.h"

#include <string.h>

#include <minqing/card.h>

/* minqing show: one record and all that hangs on it. */

static void print_text(const struct mq_card *card)
{
	struct mq_buf text = {0};

	mq_card_text(card, &text);
	fwrite(text.data, 1, text.len, stdout);
	mq_buf_release(&text);
}

static void print_json(const struct mq_card *card)
{
	printf("{\"title\": ");
	print_json_text(stdout, card->title, strlen(card->title));
	printf(", \"sections\": [");
	for (size_t i = 0; i < card->n_sections; i++) {
		const struct mq_card_section *section = &card->sections[i];

		printf("%s\n  {\"id\": \"%s\", \"lines\": [", i ? "," : "", section->id);
		for (size_t j = 0; j < section->n_lines; j++) {
			printf("%s\n    {\"label\": ", j ? "," : "");
			print_json_text(stdout, section->lines[j].label,
				strlen(section->lines[j].label));
			printf(", \"value\": ");
			print_json_text(stdout, section->lines[j].value,
				strlen(section->lines[j].value));
			printf("}");
		}
		printf("]}");
	}
	printf("\n]}\n");
}

static const struct {
	const char *name;
	void (*print)(const struct mq_card *card);
} formats[] = {
	{"text", print_text}, {"json", print_json},
};

static enum mq_err print(struct cli *cli, const struct mq_card *card)
{
	const char *wanted = cli->args.format ? cli->args.format : "text";

	for (size_t i = 0; i < MQ_LENGTH(formats); i++) {
		if (strcmp(formats[i].name, wanted) == 0) {
			formats[i].print(card);
			return MQ_OK;
		}
	}
	mq_diag_add(&cli->diag, MQ_ERR_USAGE, _("unknown format '%s'"), wanted);
	mq_diag_hint(&cli->diag, "text, json");
	return MQ_ERR_USAGE;
}

/* A key of another kind is found where none is named. */
static enum mq_err find(struct cli *cli, struct mq_session *session, mq_kind_id *kind,
	mq_record_id *id)
{
	const struct mq_schema *schema = mq_session_schema(session);
	enum mq_err err = mq_session_find(session, *kind, cli->args.words[0], id, &cli->diag);

	for (mq_kind_id i = 0; i < schema->n_kinds && err == MQ_ERR_NOT_FOUND && !cli->args.from;
			i++) {
		struct mq_diag tried = {0};

		if (mq_session_find(session, i, cli->args.words[0], id, &tried) == MQ_OK) {
			*kind = i;
			err = MQ_OK;
			mq_diag_release(&cli->diag);
		}
		mq_diag_release(&tried);
	}
	return err;
}

enum mq_err cmd_show(struct cli *cli)
{
	struct mq_session *session;
	struct mq_card card = {0};
	mq_kind_id kind;
	mq_record_id id;
	enum mq_err err = cli_open(cli, true, &session);

	if (err != MQ_OK) {
		return err;
	}
	err = cli_kind(cli, mq_session_schema(session), &kind);
	if (err == MQ_OK) {
		err = find(cli, session, &kind, &id);
	}
	if (err == MQ_OK) {
		err = mq_session_card(session, kind, id, &card, &cli->diag);
	}
	if (err == MQ_OK) {
		err = print(cli, &card);
	}
	mq_card_release(&card);
	mq_session_close(session);
	return err;
}
