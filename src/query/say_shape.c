/*
 * What a comparison is said with: a class of fields, the shape that the value has, a phrase.
 */
#include "say_own.h"

static const struct phrase {
	enum class class;
	enum shape shape;
	const char *text;
	const char *denied;	/* NULL: `not:` before it */
} phrases[] = {
	{CLASS_NUMBER, SHAPE_FROM, N_("{field} is at least {from}"), NULL},
	{CLASS_NUMBER, SHAPE_ABOVE, N_("{field} is more than {from}"), NULL},
	{CLASS_NUMBER, SHAPE_TO, N_("{field} is at most {to}"), NULL},
	{CLASS_NUMBER, SHAPE_BELOW, N_("{field} is less than {to}"), NULL},

	{CLASS_YEARS, SHAPE_RANGE, N_("{field} is {from} to {to}"), N_("{field} is not {from} to {to}")},
	{CLASS_YEARS, SHAPE_FROM, N_("{field} is {from} or more"), NULL},
	{CLASS_YEARS, SHAPE_ABOVE, N_("{field} is over {from}"), NULL},
	{CLASS_YEARS, SHAPE_TO, N_("{field} is {to} or less"), NULL},
	{CLASS_YEARS, SHAPE_BELOW, N_("{field} is under {to}"), NULL},

	{CLASS_DATE, SHAPE_RANGE, N_("{field} is within {from} and {to}"),
		N_("{field} is not within {from} and {to}")},
	{CLASS_DATE, SHAPE_FROM, N_("{field} is {from} or later"), NULL},
	{CLASS_DATE, SHAPE_ABOVE, N_("{field} is after {from}"), NULL},
	{CLASS_DATE, SHAPE_TO, N_("{field} is {to} or earlier"), NULL},
	{CLASS_DATE, SHAPE_BELOW, N_("{field} is before {to}"), NULL},

	{CLASS_LENGTH, SHAPE_IS, N_("{field} is {from} ago"), N_("{field} is not {from} ago")},
	{CLASS_LENGTH, SHAPE_RANGE, N_("{field} is {from} to {to} ago"),
		N_("{field} is not {from} to {to} ago")},
	{CLASS_LENGTH, SHAPE_FROM, N_("{field} is {from} ago or more"), NULL},
	{CLASS_LENGTH, SHAPE_ABOVE, N_("{field} is over {from} ago"), NULL},
	{CLASS_LENGTH, SHAPE_TO, N_("{field} is {to} ago or less"), NULL},
	{CLASS_LENGTH, SHAPE_BELOW, N_("{field} is under {to} ago"), NULL},

	{CLASS_MULTI, SHAPE_IS, N_("{field} includes {from}"), N_("{field} does not include {from}")},
	{CLASS_MULTI, SHAPE_LIST, N_("{field} includes one of {value}"),
		N_("{field} includes none of {value}")},
	{CLASS_BOOL, SHAPE_IS, N_("{field}"), N_("not: {field}")},
	{CLASS_REF, SHAPE_IS, N_("{field} is the one with the key '{from}'"),
		N_("{field} is not the one with the key '{from}'")},

	{ANY_CLASS, SHAPE_IS, N_("{field} is {from}"), N_("{field} is not {from}")},
	{ANY_CLASS, SHAPE_RANGE, N_("{field} is between {from} and {to}"),
		N_("{field} is not between {from} and {to}")},
	{ANY_CLASS, SHAPE_FROM, N_("{field} is at least {from}"), NULL},
	{ANY_CLASS, SHAPE_ABOVE, N_("{field} is above {from}"), NULL},
	{ANY_CLASS, SHAPE_TO, N_("{field} is at most {to}"), NULL},
	{ANY_CLASS, SHAPE_BELOW, N_("{field} is below {to}"), NULL},
	{ANY_CLASS, SHAPE_LIST, N_("{field} is one of {value}"), N_("{field} is none of {value}")},
	{ANY_CLASS, SHAPE_KNOWN, N_("{field} is known"), N_("{field} is not known")},
	{ANY_CLASS, SHAPE_UNKNOWN, N_("{field} is not known"), N_("{field} is known")},
};

enum class say_class(const struct mq_field *field)
{
	static const enum class classes[] = {
		[MQ_TYPE_BOOL] = CLASS_BOOL, [MQ_TYPE_CODE] = CLASS_CODE,
		[MQ_TYPE_MULTI] = CLASS_MULTI, [MQ_TYPE_INT] = CLASS_NUMBER,
		[MQ_TYPE_DECIMAL] = CLASS_NUMBER, [MQ_TYPE_DATE] = CLASS_DATE,
		[MQ_TYPE_TEXT] = CLASS_TEXT, [MQ_TYPE_REF] = CLASS_REF,
	};

	return field->years_since != MQ_NO_FIELD ? CLASS_YEARS : classes[field->type];
}

void say_shape(struct mq_buf *out, enum class class, enum shape shape, bool denied,
	const struct slots *slots)
{
	const struct phrase *found = NULL;

	for (size_t i = 0; i < MQ_LENGTH(phrases) && found == NULL; i++) {
		if (phrases[i].shape == shape
				&& (phrases[i].class == class || phrases[i].class == ANY_CLASS)) {
			found = phrases + i;
		}
	}
	phrase_put(out, found->text, found->denied, denied, slots);
}
