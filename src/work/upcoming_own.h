/* What the files of upcoming share. */
#ifndef MINQING_WORK_UPCOMING_OWN_H
#define MINQING_WORK_UPCOMING_OWN_H

#include <minqing/upcoming.h>

void comings_add(struct mq_comings *comings, struct mq_coming coming);

#endif
