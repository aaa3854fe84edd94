#include "tutor.h"

#include <stdlib.h>

#include "act.h"

/* What was learned, and where to read on. */
static const struct mq_tutor_words the_end = {
	MQ_TUTOR_STEPS, N_("that was all"),
	N_("Found, combined, explained, narrowed, taken out, kept. F1 has the keys, F8 has all by "
		"name, F12 the manual. F10 leaves; nothing of this stays."),
};

/* ---- going through them ---- */

static void keep_since(struct mq_app *app)
{
	struct mq_tutor *tutor = &app->tutor;
	struct mq_slice text = mq_prompt_text(&app->prompt);
	free(tutor->text);
	tutor->text = mq_strndup(text.len ? text.data : "", text.len);
	tutor->n_copied = app->n_copied;
	tutor->n_exported = app->n_exported;
	tutor->n_typed = app->n_typed;
}

static void go(struct mq_app *app, size_t step)
{
	app->tutor.step = step;
	app->tutor.part = 0;
	keep_since(app);
}

void mq_tutor_release(struct mq_tutor *tutor)
{
	free(tutor->text);
	*tutor = (struct mq_tutor){0};
}

void mq_tutor_begin(struct mq_app *app)
{
	app->tutor.on = true;
	go(app, 0);
}

void mq_tutor_go_on(struct mq_tutor *tutor)
{
	size_t next = tutor->part + 1;
	bool more = next < MQ_TUTOR_PARTS && mq_tutor_steps[tutor->step].parts[next].text;
	tutor->part = more ? next : 0;
	tutor->step += !more;
}

bool mq_tutor_look(struct mq_app *app)
{
	struct mq_tutor *tutor = &app->tutor;
	const unsigned judged = MQ_STALE_LAYOUT | MQ_STALE_ANSWER | MQ_STALE_ROWS | MQ_STALE_CHIPS;
	if (!tutor->on || tutor->step == MQ_TUTOR_STEPS || (app->stale & judged) ||
		app->n_typed == tutor->n_typed) {
		return false;
	}
	bool done = mq_tutor_steps[tutor->step].parts[tutor->part].done(app);
	if (done) {
		mq_tutor_go_on(tutor);
		keep_since(app);
	}
	return done;
}

struct mq_tutor_words mq_tutor_words(const struct mq_tutor *tutor)
{
	if (tutor->step == MQ_TUTOR_STEPS) {
		return (struct mq_tutor_words){the_end.step, _(the_end.title), _(the_end.text)};
	}
	const struct mq_tutor_step *step = &mq_tutor_steps[tutor->step];
	return (struct mq_tutor_words){tutor->step + 1, _(step->title),
		_(step->parts[tutor->part].text)};
}

/* So wide that the keys find room behind titles. */
enum { ROOMY = 60 };

int mq_tutor_height(const struct mq_tutor *tutor, int width_cols)
{
	int height = tutor->on ? mq_view_tutor_height(_(the_end.text), width_cols) : 0;
	for (size_t i = 0; tutor->on && i < MQ_TUTOR_STEPS * MQ_TUTOR_PARTS; i++) {
		const char *text = mq_tutor_steps[i / MQ_TUTOR_PARTS].parts[i % MQ_TUTOR_PARTS].text;
		int lines = text ? mq_view_tutor_height(_(text), width_cols) : 0;
		height = lines > height ? lines : height;
	}
	return height + (tutor->on && width_cols < ROOMY);	/* a line for the keys */
}

/* ---- the commands ---- */

void mq_act_tutor(struct mq_app *app)
{
	if (app->tutor.on) {
		go(app, 0);
	} else {
		mq_app_say(app, MQ_ROLE_HINT, _("leave, then: minqing tutor"),
			_("twelve steps among people who are made up"));
	}
}

/* False, and told, where there is no tutorial. */
static bool is_on(struct mq_app *app)
{
	if (!app->tutor.on) {
		mq_act_tutor(app);
	}
	return app->tutor.on;
}

void mq_act_tutor_next(struct mq_app *app)
{
	if (is_on(app) && app->tutor.step < MQ_TUTOR_STEPS) {
		go(app, app->tutor.step + 1);
	}
}

void mq_act_tutor_back(struct mq_app *app)
{
	if (is_on(app)) {
		go(app, app->tutor.step > 0 ? app->tutor.step - 1 : 0);
	}
}
