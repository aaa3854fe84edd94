#include "own.h"

#include <stdlib.h>
#include <string.h>

/*
 * How duties stand. The files of duties are read when they are first asked for, and again where
 * a look at their sizes and times says that somebody changed them.
 */

struct mq_duty_files {
	char *seen;
	struct mq_staff staff;
	struct mq_duties duties;
	struct mq_calendar *calendar;
	enum mq_err err;
};

static void forget(struct mq_duty_files *files)
{
	mq_duties_release(&files->duties);
	mq_staff_release(&files->staff);
	mq_calendar_free(files->calendar);
	*files = (struct mq_duty_files){.seen = files->seen};
}

void mq_session_forget_duties(struct mq_session *session)
{
	if (session->duty_files) {
		forget(session->duty_files);
		free(session->duty_files->seen);
		free(session->duty_files);
		session->duty_files = NULL;
	}
}

/* Faults are told each time: what has some is read again. */
static enum mq_err read_files(struct mq_session *session, struct mq_duty_files *files,
	struct mq_diag *diag)
{
	char *dir = mq_session_config_dir(session);
	enum mq_err calendar = mq_calendar_read(dir, &files->calendar, diag);
	enum mq_err staff = mq_staff_read(dir, session->schema, &files->staff, diag);
	enum mq_err duties = mq_duties_read(dir, session->schema, &files->staff, &files->duties,
		diag);

	free(dir);
	return calendar != MQ_OK ? calendar : staff != MQ_OK ? staff : duties;
}

static enum mq_err see_files(struct mq_session *session, struct mq_diag *diag)
{
	static const char *const names[] = {"staff.yaml", "duties.yaml", "holidays.yaml"};
	struct mq_duty_files *files = session->duty_files;

	if (!files) {
		files = session->duty_files = mq_alloc(sizeof(*files));
	}
	if (mq_session_config_anew(session, names, MQ_LENGTH(names), &files->seen) ||
	    files->err != MQ_OK) {
		forget(files);
		files->err = read_files(session, files, diag);
	}
	return files->err;
}

enum mq_err mq_session_duties(struct mq_session *session, const struct mq_staff **staff,
	const struct mq_duties **duties, struct mq_diag *diag)
{
	enum mq_err err = see_files(session, diag);

	*staff = err == MQ_OK ? &session->duty_files->staff : NULL;
	*duties = err == MQ_OK ? &session->duty_files->duties : NULL;
	return err;
}

/* ---- who ---- */

const struct mq_person *mq_session_person(struct mq_session *session)
{
	const struct mq_staff *staff;
	const struct mq_duties *duties;

	return mq_session_duties(session, &staff, &duties, NULL) == MQ_OK ?
		mq_staff_find(staff, session->officer) : NULL;
}

static void suggest(const struct mq_staff *staff, const char *name, struct mq_diag *diag)
{
	const char **names = mq_alloc((2 * staff->n_people + 1) * sizeof(*names));

	for (size_t i = 0; i < staff->n_people; i++) {
		names[2 * i] = staff->people[i].id;
		names[2 * i + 1] = staff->people[i].name;
	}
	if (!mq_diag_suggest(diag, name, names, 2 * staff->n_people)) {
		mq_diag_hint(diag, _("`minqing duty list` tells who is there"));
	}
	free(names);
}

enum mq_err mq_session_find_person(struct mq_session *session, const char *name,
	const struct mq_person **person, struct mq_diag *diag)
{
	const struct mq_staff *staff;
	const struct mq_duties *duties;
	enum mq_err err = mq_session_duties(session, &staff, &duties, diag);

	*person = err == MQ_OK ? mq_staff_find(staff, name) : NULL;
	if (err == MQ_OK && !*person) {
		err = mq_diag_add(diag, MQ_ERR_NOT_FOUND, _("nobody of the staff is called '%s'"), name);
		suggest(staff, name, diag);
	}
	return err;
}

/* ---- figures ---- */

enum mq_err mq_session_duty_status(struct mq_session *session, const char *name, const char *by,
	struct mq_duty_status *status, struct mq_diag *diag)
{
	const struct mq_person *person = NULL;
	struct mq_office office;
	enum mq_err err = see_files(session, diag);

	*status = (struct mq_duty_status){0};
	if (err == MQ_OK && name) {
		err = mq_session_find_person(session, name, &person, diag);
	}
	if (err == MQ_OK) {
		err = mq_session_look(session, diag);
	}
	if (err != MQ_OK) {
		return err;
	}
	office = (struct mq_office){&session->duty_files->duties, &session->duty_files->staff,
		session->duty_files->calendar};
	err = !by || strcmp(by, "person") == 0 ?
		mq_duty_by_person(&session->view, &office, person, status, diag) :
		mq_duty_by_area(&session->view, &office, by, person, status, diag);
	mq_session_look_away(session);
	return err;
}
