/* What the message line says: at most one thing, and what to do about it. */
#include "app.h"

#include <stdlib.h>

void mq_message_clear(struct mq_message *message)
{
	free(message->text);
	free(message->hint);
	*message = (struct mq_message){0};
}

void mq_message_set(struct mq_message *message, enum mq_role role, const char *text,
	const char *hint)
{
	mq_message_clear(message);
	message->role = role;
	message->text = mq_strdup(text);
	message->hint = hint ? mq_strdup(hint) : NULL;
}

void mq_app_say(struct mq_app *app, enum mq_role role, const char *text, const char *hint)
{
	mq_message_set(&app->message, role, text, hint);
}

void mq_app_say_diag(struct mq_app *app, struct mq_diag *diag)
{
	if (diag->n_faults > 0) {
		const struct mq_fault *fault = &diag->faults[0];
		struct mq_buf text = {0};
		if (fault->file) {
			mq_buf_addf(&text, "%s:%zu:%zu: ", fault->file, fault->line, fault->column);
		}
		mq_buf_adds(&text, fault->message);
		if (diag->n_faults > 1) {
			mq_buf_addf(&text, _(" (and %zu more)"), diag->n_faults - 1);
		}
		mq_app_say(app, MQ_ROLE_ERROR, text.data, fault->hint);
		mq_buf_release(&text);
	}
	mq_diag_release(diag);
}
