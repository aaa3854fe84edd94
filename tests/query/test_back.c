/* Links turned round: who points at each record, as going through the column finds them. */
#include "query/fixture.h"

#include "../../src/query/evaluate.h"

/* As one list says, and the other; at who is not seen nobody points. */
static void assert_alike(struct eval *eval, const struct back *back, mq_field_id link,
	mq_record_id target)
{
	mq_kind_id kind = eval->view->schema->fields[link].target;
	bool is_seen = mq_set_has(eval_universe(eval, kind), target);
	mq_record_id ids[32];
	size_t n = is_seen ? mq_query_linked(eval->view, link, target, 0, ids, MQ_LENGTH(ids)) : 0;

	assert_int_equal(back->from[target + 1] - back->from[target], n);
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(back->ids[back->from[target] + i], ids[i]);
	}
}

static void assert_all_alike(const struct mq_view *view)
{
	struct eval eval;
	size_t n_links = 0;

	eval_begin(&eval, view);
	for (mq_field_id field = 0; field < view->schema->n_fields; field++) {
		if (view->schema->fields[field].type != MQ_TYPE_REF) {
			continue;
		}
		struct back back = back_of(&eval, field);

		for (mq_record_id target = 0; target < back.n; target++) {
			assert_alike(&eval, &back, field, target);
		}
		n_links++;
	}
	assert_true(n_links > 2);
	assert_int_equal(eval_end(&eval, NULL), MQ_OK);
}

static void a_link_turned_round_says_who_points_where(void **state)
{
	struct fixture *fixture = *state;

	assert_all_alike(&fixture->view);
}

static void who_is_not_seen_points_nowhere(void **state)
{
	struct fixture *fixture = *state;
	struct mq_set *few = mq_set_range(1, 6);
	struct mq_view view = fixture->view;

	view.universe[RESIDENT] = few;
	assert_all_alike(&view);
	mq_set_free(few);
}

static void a_link_is_turned_round_once(void **state)
{
	struct fixture *fixture = *state;
	const mq_field_id link = fixture->view.schema->kinds[RESIDENT].links[0];
	struct eval eval;
	struct back first;
	struct back again;

	eval_begin(&eval, &fixture->view);
	assert_false(back_kept(&eval, link, &first));
	first = back_of(&eval, link);
	assert_true(back_kept(&eval, link, &again));
	assert_ptr_equal(first.from, again.from);
	assert_ptr_equal(first.ids, again.ids);
	assert_int_equal(eval_end(&eval, NULL), MQ_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_link_turned_round_says_who_points_where),
		cmocka_unit_test(who_is_not_seen_points_nowhere),
		cmocka_unit_test(a_link_is_turned_round_once),
	};

	return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
