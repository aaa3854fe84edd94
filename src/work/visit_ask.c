#include "visit_own.h"

#include <string.h>

/*
 * What a visit asks of whom it is made to, and what its outcome suggests. Nothing is done
 * by itself: a note says which words would do it.
 */

static bool is_answered(const struct visit_judged *judged, mq_field_id field)
{
	for (size_t i = 0; i < judged->visit->n_values; i++) {
		if (judged->visit->values[i].field == field) {
			return true;
		}
	}
	return stored(judged->view, judged->names->visit, judged->record, field).data != NULL;
}

static enum mq_err ask_one(const struct visit_judged *judged, const struct visit_question *question,
	struct mq_plan *plan, struct mq_diag *diag)
{
	enum mq_err first = MQ_OK;
	bool holds;
	enum mq_err err = is_true_of_any(judged->view, question->when, judged->people,
		judged->n_people, &holds, diag);

	for (size_t i = 0; i < question->n_ask && err == MQ_OK && holds; i++) {
		const struct mq_field *field = &judged->view->schema->fields[question->ask[i]];

		if (is_answered(judged, field->number)) {
			continue;
		}
		if (question->required) {
			first = mq_diag_add(diag, MQ_ERR_INPUT, _("this visit is to say: %s"),
				mq_field_label(field));
			mq_diag_hint(diag, "%s=…", field->id);
		} else {
			plan_note(plan, _("not asked: %s (%s=…)"), mq_field_label(field), field->id);
		}
	}
	return err == MQ_OK ? first : err;
}

enum mq_err visit_ask(const struct visit_judged *judged, const struct visit_conf *conf,
	struct mq_plan *plan, struct mq_diag *diag)
{
	enum mq_err first = MQ_OK;

	if (!judged->outcome || !judged->outcome->reached) {
		return MQ_OK;
	}
	for (size_t i = 0; i < conf->n_questions; i++) {
		enum mq_err err = ask_one(judged, &conf->questions[i], plan, diag);

		first = first == MQ_OK ? err : first;
	}
	return first;
}

/* Is it so already, or said in this sitting, whatever is said? */
static bool is_said_or_so(const struct visit_judged *judged, mq_record_id id,
	const struct visit_suggestion *suggestion)
{
	mq_kind_id kind = judged->names->resident;
	struct mq_slice text = stored(judged->view, kind, id, suggestion->field);

	if (text.data && text.len == strlen(suggestion->value) &&
	    memcmp(text.data, suggestion->value, text.len) == 0) {
		return true;
	}
	for (size_t i = 0; i < judged->visit->n_facts; i++) {
		const struct mq_visit_fact *fact = &judged->visit->facts[i];

		if (fact->field == suggestion->field && fact->whom.kind == kind &&
		    fact->whom.id == id) {
			return true;
		}
	}
	return false;
}

void visit_suggest(const struct visit_judged *judged, struct mq_plan *plan)
{
	const struct visit_outcome *outcome = judged->outcome;

	for (size_t p = 0; outcome && p < judged->n_people; p++) {
		mq_record_id id = judged->people[p];

		for (size_t i = 0; i < outcome->n_suggestions; i++) {
			const struct visit_suggestion *suggestion = &outcome->suggestions[i];

			if (!is_said_or_so(judged, id, suggestion)) {
				plan_note(plan, _("if so, say it as well: set:%s.%s=%s"),
					title_of(judged->view, judged->names->resident, id, &plan->arena),
					judged->view->schema->fields[suggestion->field].id,
					suggestion->value);
			}
		}
	}
}
