/* A question in the message row: keys edit the answer, step and end it. */
#include "unit.h"

#include "../../src/ui/app.h"
#include "../../src/ui/builtin.h"

struct asked {
	struct mq_app app;
	int steps;
	int n_done;
	int n_given_up;
	char answer[64];
};

/* app is the first member: what a question calls gets it. */
static void step(struct mq_app *app, int by)
{
	((struct asked *)app)->steps += by;
}

static void done(struct mq_app *app)
{
	struct asked *asked = (struct asked *)app;
	struct mq_slice text = mq_ask_text(app);
	snprintf(asked->answer, sizeof(asked->answer), "%.*s", (int)text.len,
		(const char *)text.data);
	asked->n_done++;
}

static void given_up(struct mq_app *app)
{
	((struct asked *)app)->n_given_up++;
}

static void typed(struct mq_app *app)
{
	mq_buf_addf(&app->ask.said, "%zu letters", mq_ask_text(app).len);
}

static struct asked *begin(void)
{
	struct asked *asked = mq_alloc(sizeof(*asked));
	struct mq_diag diag = {0};
	mq_keymap_read(&asked->app.keymap, "keys.yaml", mq_builtin_keys, strlen(mq_builtin_keys),
		&diag);
	mq_diag_release(&diag);
	mq_ask_open(&asked->app, &(const struct mq_ask){.title = "find", .typed = typed, .step = step,
		.done = done, .given_up = given_up});
	return asked;
}

static void end(struct asked *asked)
{
	mq_log_release(&asked->app.log);
	mq_ask_release(&asked->app.ask);
	mq_keymap_release(&asked->app.keymap);
	mq_cells_release(&asked->app.cells);
	free(asked);
}

static void press(struct asked *asked, const char *names)
{
	struct mq_buf copy = {0};
	mq_buf_adds(&copy, names);
	for (char *name = strtok(copy.data, " "); name; name = strtok(NULL, " ")) {
		mq_press key = 0;
		assert_true(mq_press_parse(name, strlen(name), &key));
		mq_ask_press(&asked->app, key);
	}
	mq_buf_release(&copy);
}

static void keys_of_the_query_line_edit_the_answer(void **state)
{
	(void)state;
	struct asked *asked = begin();
	press(asked, "a b c Left Backspace 女 Home x End y F5 M-b Enter");
	assert_string_equal(asked->answer, "xa女cy");
	assert_int_equal(asked->n_done, 1);
	assert_int_equal(asked->n_given_up, 0);
	assert_false(mq_ask_is_open(&asked->app));
	end(asked);
}

static void moving_up_and_down_steps_and_editing_begins_anew(void **state)
{
	(void)state;
	struct asked *asked = begin();
	press(asked, "s Down Tab C-n Up");
	assert_int_equal(asked->steps, 2);
	asked->app.ask.at = 2;
	press(asked, "e");
	assert_int_equal(asked->app.ask.at, 0);
	assert_int_equal(asked->n_done, 0);
	end(asked);
}

static void esc_closes_and_nothing_is_done(void **state)
{
	(void)state;
	struct asked *asked = begin();
	press(asked, "s Esc");
	assert_false(mq_ask_is_open(&asked->app));
	assert_int_equal(asked->n_done, 0);
	assert_int_equal(asked->n_given_up, 1);
	end(asked);
}

/* At every width the cursor is in sight, and no letter is cut in half. */
static void the_cursor_is_in_sight_at_every_width(void **state)
{
	(void)state;
	struct asked *asked = begin();
	press(asked, "女 男 l i v e s 独 居 高 龄 a l o n e");
	for (int width = 12; width < 60; width++) {
		int x;
		mq_cells_resize(&asked->app.cells, width, 2);
		mq_view_ask(&asked->app.cells, mq_cells_rect(&asked->app.cells), &asked->app.ask, &x);
		assert_in_range(x, 6, width - 1);
	}
	struct mq_buf out = {0};
	mq_cells_print(&asked->app.cells, &out);
	mq_buf_addc(&out, '\0');
	assert_string_equal(out.data, "find: 女男lives独居高龄alone\n28 letters\n");
	mq_buf_release(&out);
	end(asked);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_of_the_query_line_edit_the_answer),
		cmocka_unit_test(moving_up_and_down_steps_and_editing_begins_anew),
		cmocka_unit_test(esc_closes_and_nothing_is_done),
		cmocka_unit_test(the_cursor_is_in_sight_at_every_width),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
