/*
 * Random sittings against a plain model: a table of visits, a table of facts, a pile of needs.
 * What was put is what is found; said twice it is there once.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <minqing/office.h>
#include <minqing/session.h>

#include "property/dice.h"

enum { PEOPLE = 12, HOMES = 4, DAYS = 5, STAFF = 2, SITTINGS = 400, VISITS_MAX = 4096 };

static const char *const staff_names[STAFF] = {"王老师", "李老师"};
static const char *const outcome_names[] = {"met", "phone_ok", "not_home", "refused"};

/* One contact, as a clerk's book would have it. */
struct contact {
	int home, day, staff, nth, person, outcome;
};

struct book {
	struct mq_session *session;
	char people[PEOPLE][24];	/* keys */
	char homes[HOMES][24];
	int home_of[PEOPLE];
	struct contact contacts[VISITS_MAX];
	int n_contacts;
	long phones[PEOPLE];		/* 0: as it was */
	int confirmed[PEOPLE];		/* the last day, or -1 */
	int needs[PEOPLE];
	struct mq_diag diag;
};
