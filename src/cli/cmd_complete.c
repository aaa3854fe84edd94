#include "own.h"

#include <stdlib.h>
#include <string.h>

/* minqing complete: what may stand at the cursor of a query, the best first. */

enum { OFFERS_MAX = 20 };

/* The words as one text, and where the last of them begins. */
struct typed {
	struct mq_buf text;
	size_t last;
	uint64_t cursor;
};

static const struct list_column columns[] = {
	{"insert", false}, {"kind", false}, {"label", false}, {"hits", true}, {"by", false},
	{"from", true}, {"to", true},
};

static const struct list_column word_columns[] = {{"word", false}, {"label", false}};

static enum mq_err read_typed(struct cli *cli, struct typed *typed)
{
	for (size_t i = 0; i < cli->args.n_words; i++) {
		mq_buf_adds(&typed->text, i > 0 ? " " : "");
		typed->last = typed->text.len;
		mq_buf_adds(&typed->text, cli->args.words[i]);
	}
	typed->cursor = typed->text.len;
	if (!cli->args.cursor) {
		return MQ_OK;
	}
	return options_number("cursor", cli->args.cursor, typed->text.len, &typed->cursor, &cli->diag);
}

static void print_offer(const struct list *list, const struct mq_offer *offer)
{
	char hits[24];
	char from[24];
	char to[24];

	snprintf(hits, sizeof(hits), "%llu", (unsigned long long)offer->count);
	snprintf(from, sizeof(from), "%zu", offer->from);
	snprintf(to, sizeof(to), "%zu", offer->to);
	list_row(list, (const char *const[]){offer->insert, offer->kind, offer->label,
		offer->counted ? hits : list->format_null, offer->by, from, to});
}

/* The last word as it would be with the offer taken. */
static void print_word(const struct list *list, const struct typed *typed,
	const struct mq_offer *offer)
{
	struct mq_buf word = {0};
	struct mq_buf label = {0};

	if (offer->from < typed->last) {
		return;
	}
	mq_buf_add(&word, typed->text.data + typed->last, offer->from - typed->last);
	mq_buf_adds(&word, offer->insert);
	mq_buf_add(&word, typed->text.data + offer->to, typed->text.len - offer->to);
	mq_buf_adds(&label, offer->label);
	if (offer->counted) {
		mq_buf_addf(&label, " (%llu)", (unsigned long long)offer->count);
	}
	list_row(list, (const char *const[]){word.data, label.data});
	mq_buf_release(&word);
	mq_buf_release(&label);
}

static enum mq_err print_offers(struct cli *cli, const struct typed *typed,
	const struct mq_offers *offers)
{
	struct list list;
	bool word = cli->args.word;
	enum mq_err err = list_begin(&list, cli->args.format, word ? word_columns : columns,
		word ? MQ_LENGTH(word_columns) : MQ_LENGTH(columns), &cli->diag);

	for (size_t i = 0; err == MQ_OK && i < offers->n; i++) {
		if (word) {
			print_word(&list, typed, offers->offers + i);
		} else {
			print_offer(&list, offers->offers + i);
		}
	}
	return err;
}

static enum mq_err run(struct cli *cli, struct mq_session *session)
{
	struct typed typed = {.cursor = 0};
	struct mq_offers offers = {0};
	uint64_t limit = OFFERS_MAX;
	mq_kind_id kind;
	enum mq_err err = cli_kind(cli, mq_session_schema(session), &kind);

	if (err == MQ_OK) {
		err = read_typed(cli, &typed);
	}
	if (err == MQ_OK && cli->args.limit) {
		err = options_number("limit", cli->args.limit, OFFERS_MAX, &limit, &cli->diag);
	}
	if (err == MQ_OK) {
		err = mq_session_complete(session, kind, typed.text.len ? typed.text.data : "",
			typed.text.len, (size_t)typed.cursor, (size_t)limit, &offers, &cli->diag);
	}
	if (err == MQ_OK) {
		err = print_offers(cli, &typed, &offers);
		cli->no_hits = offers.n == 0;
	}
	mq_offers_release(&offers);
	mq_buf_release(&typed.text);
	return err;
}

enum mq_err cmd_complete(struct cli *cli)
{
	struct mq_session *session;
	enum mq_err err;

	if (cli->args.shell) {
		return shell_print(cli->args.shell, &cli->diag);
	}
	err = cli_open(cli, true, &session);
	if (err == MQ_OK) {
		err = run(cli, session);
		mq_session_close(session);
	}
	return err;
}
