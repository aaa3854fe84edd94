/*
 * Slots go round between two threads: the worker fills them in turn, whoever owns the
 * belt takes them in the same turn and gives them back empty.
 *
 *     slots    0 1 2 3 0 1 2 3 0 1 …
 *                  ↑       ↑
 *              n_given   n_filled      (filled and not given back: at most n_slots)
 *
 * Both counts are changed under the mutex, so that what one side did to a slot is seen by
 * the other. The worker hears no signals: they are for the thread that owns the
 * terminal.
 */
#include <minqing/base.h>

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

struct mq_belt {
	bool (*fill)(void *context, size_t slot);
	void *context;
	size_t n_slots;
	pthread_t worker;
	bool alone;		/* no thread could be had: take fills */

	pthread_mutex_t mutex;
	pthread_cond_t moved;	/* any of what follows changed */
	uint64_t n_filled;
	uint64_t n_given;	/* back */
	bool ended;		/* nothing more will be filled */
	bool stopped;		/* nothing more is wanted */
};

/* Wait for an empty slot; false where none is wanted any more. */
static bool wait_empty(struct mq_belt *belt)
{
	bool wanted;

	pthread_mutex_lock(&belt->mutex);
	while (!belt->stopped && belt->n_filled - belt->n_given == belt->n_slots) {
		pthread_cond_wait(&belt->moved, &belt->mutex);
	}
	wanted = !belt->stopped;
	pthread_mutex_unlock(&belt->mutex);
	return wanted;
}

static void *work(void *context)
{
	struct mq_belt *belt = context;
	bool more = true;

	while (more && wait_empty(belt)) {
		more = belt->fill(belt->context, belt->n_filled % belt->n_slots);
		pthread_mutex_lock(&belt->mutex);
		belt->n_filled += more;
		belt->ended = !more;
		pthread_cond_signal(&belt->moved);
		pthread_mutex_unlock(&belt->mutex);
	}
	return NULL;
}

static bool start(struct mq_belt *belt)
{
	sigset_t all;
	sigset_t before;
	int rc;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	rc = pthread_create(&belt->worker, NULL, work, belt);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return rc == 0;
}

struct mq_belt *mq_belt_new(size_t n_slots, bool (*fill)(void *context, size_t slot),
	void *context)
{
	struct mq_belt *belt = mq_alloc(sizeof(*belt));

	belt->n_slots = n_slots;
	belt->fill = fill;
	belt->context = context;
	pthread_mutex_init(&belt->mutex, NULL);
	pthread_cond_init(&belt->moved, NULL);
	belt->alone = !start(belt);
	return belt;
}

bool mq_belt_take(struct mq_belt *belt, size_t *slot)
{
	bool there;

	pthread_mutex_lock(&belt->mutex);
	if (belt->alone && !belt->ended) {
		belt->ended = !belt->fill(belt->context, belt->n_filled % belt->n_slots);
		belt->n_filled += !belt->ended;
	}
	while (!belt->ended && belt->n_filled == belt->n_given) {
		pthread_cond_wait(&belt->moved, &belt->mutex);
	}
	there = belt->n_filled > belt->n_given;
	*slot = belt->n_given % belt->n_slots;
	pthread_mutex_unlock(&belt->mutex);
	return there;
}

void mq_belt_give_back(struct mq_belt *belt)
{
	pthread_mutex_lock(&belt->mutex);
	belt->n_given++;
	pthread_cond_signal(&belt->moved);
	pthread_mutex_unlock(&belt->mutex);
}

void mq_belt_free(struct mq_belt *belt)
{
	if (belt == NULL) {
		return;
	}
	pthread_mutex_lock(&belt->mutex);
	belt->stopped = true;
	pthread_cond_signal(&belt->moved);
	pthread_mutex_unlock(&belt->mutex);
	if (!belt->alone) {
		pthread_join(belt->worker, NULL);
	}
	pthread_cond_destroy(&belt->moved);
	pthread_mutex_destroy(&belt->mutex);
	free(belt);
}
