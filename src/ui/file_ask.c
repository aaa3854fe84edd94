#include "file_ask.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app.h"

static void answered(struct mq_app *app);

static void say(struct mq_app *app)
{
	struct mq_file_ask *file = &app->file_ask;
	file->sure = false;
	if (mq_ask_text(app).len == 0 && file->about) {
		mq_buf_adds(&app->ask.said, file->about);
	}
}

static void open_with(struct mq_app *app, const char *text)
{
	const struct mq_ask ask = {
		.title = app->file_ask.title,
		.hint = _("Enter writes the file, Esc closes"),
		.typed = say,
		.done = answered,
	};
	mq_ask_open(app, &ask);
	mq_ask_insert(app, text, strlen(text));
}

/* "~/x" as a shell has it; owned. */
static char *whole_path(const char *path)
{
	const char *home = getenv("HOME");
	return strncmp(path, "~/", 2) == 0 && home && home[0] == '/'
		? mq_format("%s%s", home, path + 1) : mq_strdup(path);
}

/* Ask for the same again, and say beside it what stood in the way. */
static void ask_again(struct mq_app *app, const char *text, const char *why)
{
	open_with(app, text);
	mq_buf_clear(&app->ask.said);
	mq_buf_adds(&app->ask.said, why);
}

static void write_to(struct mq_app *app, const char *text)
{
	struct mq_file_ask *file = &app->file_ask;
	struct mq_diag diag = {0};
	char *path = whole_path(text);
	bool there = access(path, F_OK) == 0;
	if (there && !file->sure) {
		ask_again(app, text, _("it is there already; Enter writes over it"));
		file->sure = true;
	} else if (file->write(app, path, there, &diag) == MQ_OK) {
		free(file->path);
		file->path = mq_strdup(text);
	} else {
		const struct mq_fault *fault = diag.n_faults ? &diag.faults[0] : NULL;
		ask_again(app, text, fault ? fault->message : "");
	}
	mq_diag_release(&diag);
	free(path);
}

static void answered(struct mq_app *app)
{
	struct mq_slice text = mq_ask_text(app);
	char *typed = mq_strndup(text.data ? text.data : "", text.len);
	if (*typed) {
		write_to(app, typed);
	} else if (app->file_ask.none) {
		app->file_ask.none(app);
	}
	free(typed);
}

void mq_file_ask(struct mq_app *app, const struct mq_file_ask *what)
{
	char *path = app->file_ask.path;
	app->file_ask = *what;
	app->file_ask.path = path;
	if (app->argument) {
		write_to(app, app->argument);
	} else {
		open_with(app, path && !what->none ? path : "");	/* Enter alone means something else there */
	}
}

void mq_file_ask_release(struct mq_file_ask *ask)
{
	free(ask->path);
	*ask = (struct mq_file_ask){0};
}
