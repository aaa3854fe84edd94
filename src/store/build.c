/*
 * Building a new generation beside the one in force.
 *
 * The write lock is held from begin to finish, so nothing is written to the old one
 * meanwhile, and whatever else stands under DIR/data is a left-over of a build that
 * was killed. The build's store has an environment of its own; it is closed
 * before the switch, since one process must not have one LMDB file open twice.
 *
 *     DIR/data/N        in force
 *     DIR/data/N+1      being built
 *     DIR/data/N+1.tmp  spilled runs, made and removed with the build
 *
 * Killed before the rename of `current`: the old generation is untouched. Killed
 * after it: the new one is in force, whole and on the disk.
 */
#include "store.h"

#include <stdlib.h>

#include "file.h"
#include "generation.h"

struct mq_build {
	struct mq_store *old;	/* borrowed from the caller; holds the write lock */
	struct mq_store *built;	/* NULL once it is closed */
	uint64_t generation;
	char *data_dir;
	char *spill_dir;
};

static enum mq_err check_free(const struct mq_store *store, struct mq_diag *diag)
{
	if (store->env.read_only) {
		mq_diag_add(diag, MQ_ERR_READONLY, _("\"%s\" cannot be written"), store->dir);
		return MQ_ERR_READONLY;
	}
	if (store->writing != NULL || store->building) {
		return mq_diag_add(diag, MQ_ERR_BUSY, _("this session is already writing"));
	}
	return MQ_OK;
}

static enum mq_err make(struct mq_build *build, struct mq_diag *diag)
{
	struct mq_store *old = build->old;
	struct mq_store *built;
	enum mq_err err;

	mq_generation_sweep(old->dir, old->current.n);
	build->generation = old->current.n + 1;
	build->data_dir = mq_generation_dir(old->dir, build->generation);
	build->spill_dir = mq_format("%s.tmp", build->data_dir);
	build->built = built = mq_store_new(old->dir, &old->options);
	built->building = true;
	built->current.n = build->generation;
	err = mq_file_make_dir(build->data_dir, diag);
	if (err == MQ_OK) {
		err = mq_file_make_dir(build->spill_dir, diag);
	}
	if (err == MQ_OK) {
		err = mq_env_create(&built->env, build->data_dir, &old->options,
			old->env.sealer.salt, diag);
	}
	built->stale = err != MQ_OK;
	return err;
}

enum mq_err mq_build_begin(struct mq_store *store, struct mq_build **build,
	struct mq_diag *diag)
{
	struct mq_build *begun;
	enum mq_err err = check_free(store, diag);

	if (err == MQ_OK) {
		err = mq_store_lock(store, diag);
	}
	if (err != MQ_OK) {
		return err;
	}
	begun = mq_alloc(sizeof(*begun));
	begun->old = store;
	err = mq_store_renew(store, diag);
	if (err == MQ_OK) {
		err = make(begun, diag);
	}
	if (err != MQ_OK) {
		mq_build_drop(begun);
		return err;
	}
	*build = begun;
	return MQ_OK;
}

struct mq_store *mq_build_store(struct mq_build *build)
{
	return build->built;
}

const char *mq_build_dir(const struct mq_build *build)
{
	return build->spill_dir;
}

/* End the build and leave only generation keep (0: leave all), so that others
 * can write. */
static void end(struct mq_build *build, uint64_t keep)
{
	mq_store_close(build->built);
	if (keep != 0) {
		mq_generation_sweep(build->old->dir, keep);
	}
	mq_store_unlock(build->old);
	free(build->spill_dir);
	free(build->data_dir);
	free(build);
}

/* The generation that `current` names now; 0 where that cannot be told. */
static uint64_t in_force(const char *dir)
{
	struct mq_current current = { .fd = -1 };

	if (mq_current_read(dir, &current, NULL) != MQ_OK) {
		return 0;
	}
	mq_current_release(&current);
	return current.n;
}

enum mq_err mq_build_finish(struct mq_build *build, struct mq_diag *diag)
{
	enum mq_err err;

	mq_store_close(build->built);
	build->built = NULL;
	err = mq_generation_switch(build->old->dir, build->generation, diag);
	/* Also where it failed: the rename may have been done and only the sync
	 * after it refused. */
	end(build, in_force(build->old->dir));
	return err;
}

void mq_build_drop(struct mq_build *build)
{
	if (build != NULL) {
		end(build, build->data_dir != NULL ? build->old->current.n : 0);
	}
}
