/*
 * What the two files of arguments share.
 */
#ifndef MINQING_QUERY_ARGUMENT_H
#define MINQING_QUERY_ARGUMENT_H

#include "compile.h"

/* What a piece says as one value of the parameter's type, in quotes where it would be read
 * as more than that; false with a fault. */
bool argument_bind(struct compile *compile, const struct mq_saved *list,
	const struct mq_param *param, const struct literal *typed, struct literal *value);
/* What could stand in place of what was refused; borrowed from the list. */
const char *argument_instead(const struct compile *compile, const struct mq_saved *list,
	const struct mq_param *param);

#endif
