/*
 * tutor: twelve steps that are learned by doing them, in a strip above the message.
 *
 * A step has up to three parts, each a text and the question whether it was done. That is
 * judged from what the screen has come to, never from keys: whatever leads there counts. At
 * most one part is over with each thing typed, so that none goes by unread.
 */
#ifndef MINQING_UI_TUTOR_H
#define MINQING_UI_TUTOR_H

#include <minqing/base.h>

struct mq_app;

enum { MQ_TUTOR_STEPS = 12, MQ_TUTOR_PARTS = 3 };

/* Zeroed is no tutorial. */
struct mq_tutor {
	bool on;
	size_t step;		/* MQ_TUTOR_STEPS: all were done */
	size_t part;
	/* as it was when the part began: */
	char *text;		/* the query, owned */
	size_t n_copied;
	size_t n_exported;
	uint64_t n_typed;
};

struct mq_tutor_step {
	const char *title;	/* N_() */
	struct {
		const char *text;	/* N_(); NULL: there are no more parts */
		bool (*done)(const struct mq_app *app);
	} parts[MQ_TUTOR_PARTS];
};

extern const struct mq_tutor_step mq_tutor_steps[MQ_TUTOR_STEPS];

/* What the strip says; translated. */
struct mq_tutor_words {
	size_t step;		/* from 1 */
	const char *title;
	const char *text;
};

void mq_tutor_release(struct mq_tutor *tutor);
/* From the first step on. */
void mq_tutor_begin(struct mq_app *app);
/* Go on where the part was done; false where it was not. */
bool mq_tutor_look(struct mq_app *app);
/* To the next part, of this step or of the one after it. */
void mq_tutor_go_on(struct mq_tutor *tutor);
struct mq_tutor_words mq_tutor_words(const struct mq_tutor *tutor);
/* The lines that the longest of its texts takes, so that the strip is as high for each; 0: there
 * is no tutorial. */
int mq_tutor_height(const struct mq_tutor *tutor, int width_cols);

#endif
