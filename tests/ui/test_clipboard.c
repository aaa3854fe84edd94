/* What is sent for a clipboard, as terminals and what stands before them read it. */
#include "unit.h"

#include <fcntl.h>
#include <pty.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../src/ui/clipboard.h"
#include "../../src/ui/terminal.h"

#define ESC "\033"

/* The text of the OSC 52 that bytes begin with; *end behind it. NULL: they do not. */
static char *decode(const char *bytes, const char **end)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	static const char head[] = ESC "]52;c;";
	struct mq_buf out = {0};
	uint32_t bits = 0;
	int n = 0;
	if (strncmp(bytes, head, strlen(head)) != 0) {
		return NULL;
	}
	const char *at = bytes + strlen(head);
	for (; *at && *at != '\a' && *at != '='; at++) {
		const char *digit = strchr(digits, *at);
		assert_non_null(digit);
		bits = bits << 6 | (uint32_t)(digit - digits);
		n += 6;
		if (n >= 8) {
			n -= 8;
			mq_buf_addc(&out, (char)(bits >> n & 0xff));
		}
	}
	at += strspn(at, "=");
	assert_int_equal(*at, '\a');
	*end = at + 1;
	return mq_buf_take(&out);
}

static void make_text(uint64_t *seed, size_t len, struct mq_buf *out)
{
	mq_buf_clear(out);
	while (out->len < len) {
		mq_buf_addc(out, (char)(1 + unit_below(seed, 255)));
	}
}

static void write_as(enum mq_clip_through through, const struct mq_buf *text, struct mq_buf *out)
{
	const struct mq_clip_way way = {.through = through, .limit = SIZE_MAX};
	mq_buf_clear(out);
	mq_clip_write(&way, mq_slice(text->data, text->len), out);
}

static void assert_decodes(const char *bytes, const struct mq_buf *text, const char **end)
{
	char *seen = decode(bytes, end);
	assert_non_null(seen);
	assert_string_equal(seen, text->data);
	free(seen);
}

/* The plain form, the one tmux hands on with its doubled escapes undone, and the pieces of
 * screen put together all say the text. */
static void any_text_arrives_byte_for_byte(void **state)
{
	(void)state;
	struct mq_buf text = {0};
	struct mq_buf out = {0};
	uint64_t seed = 77;
	for (size_t i = 0; i < 300; i++) {
		const char *end;
		make_text(&seed, 1 + unit_below(&seed, 3000), &text);
		write_as(MQ_CLIP_PLAIN, &text, &out);
		assert_decodes(out.data, &text, &end);
		assert_int_equal(*end, '\0');
		write_as(MQ_CLIP_TMUX, &text, &out);
		assert_decodes(out.data, &text, &end);
		assert_memory_equal(end, ESC "Ptmux;" ESC ESC "]52;", strlen(ESC "Ptmux;" ESC ESC "]52;"));
		assert_decodes(end + strlen(ESC "Ptmux;" ESC), &text, &end);
		assert_string_equal(end, ESC "\\");
	}
	mq_buf_release(&text);
	mq_buf_release(&out);
}

static void screen_gets_it_in_pieces_it_can_hold(void **state)
{
	(void)state;
	struct mq_buf text = {0};
	struct mq_buf out = {0};
	struct mq_buf joined = {0};
	uint64_t seed = 9;
	const char *end;
	make_text(&seed, 2048, &text);
	write_as(MQ_CLIP_SCREEN, &text, &out);
	for (const char *at = out.data; *at;) {
		assert_memory_equal(at, ESC "P", 2);
		const char *stop = strstr(at, ESC "\\");
		assert_non_null(stop);
		assert_in_range(stop - at, 3, 768);
		mq_buf_add(&joined, at + 2, (size_t)(stop - at - 2));
		at = stop + 2;
	}
	assert_decodes(joined.data, &text, &end);
	mq_buf_release(&text);
	mq_buf_release(&out);
	mq_buf_release(&joined);
}

static void the_way_is_that_of_what_stands_between(void **state)
{
	(void)state;
	static const struct {
		const char *term;
		bool in_tmux;
		bool in_screen;
		enum mq_clip_through through;
		size_t least;
		size_t most;
	} cases[] = {
		{NULL, false, false, MQ_CLIP_PLAIN, 2048, 2048},
		{"xterm-256color", false, false, MQ_CLIP_PLAIN, 2048, 2048},
		{"xterm-kitty", false, false, MQ_CLIP_PLAIN, 70000, 75000},
		{"foot-extra", false, false, MQ_CLIP_PLAIN, 70000, 75000},
		{"tmux-256color", false, false, MQ_CLIP_TMUX, 2048, 2048},
		{"screen-256color", true, false, MQ_CLIP_TMUX, 2048, 2048},
		{"xterm-kitty", true, false, MQ_CLIP_TMUX, 2048, 2048},
		{"screen", false, true, MQ_CLIP_SCREEN, 2048, 2048},
		{"screen.xterm-256color", false, false, MQ_CLIP_SCREEN, 500, 530},
	};
	for (size_t i = 0; i < MQ_LENGTH(cases); i++) {
		struct mq_clip_way way = mq_clip_way(cases[i].term, cases[i].in_tmux, cases[i].in_screen);
		assert_int_equal(way.through, cases[i].through);
		assert_in_range(way.limit, cases[i].least, cases[i].most);
	}
}

static void where_nobody_knows_it_is_one_piece(void **state)
{
	(void)state;
	struct mq_clip_way way = mq_clip_way("screen", false, false);
	struct mq_buf text = {0};
	struct mq_buf out = {0};
	uint64_t seed = 1;
	make_text(&seed, way.limit, &text);
	mq_clip_write(&way, mq_slice(text.data, text.len), &out);
	assert_ptr_equal(strstr(out.data, ESC "\\"), out.data + out.len - 2);
	mq_buf_release(&text);
	mq_buf_release(&out);
}

/* ---- on a terminal ---- */

/* Everything `use` makes the terminal be sent. */
static void on_a_pty(void (*use)(struct mq_terminal *terminal), struct mq_buf *log)
{
	int master;
	pid_t pid = forkpty(&master, NULL, NULL, NULL);
	assert_true(pid >= 0);
	if (pid == 0) {
		static const struct mq_theme theme;
		struct mq_terminal *terminal;
		const char *note;
		setenv("TERM", "xterm-256color", 1);
		unsetenv("TMUX");
		unsetenv("STY");
		if (mq_terminal_open(&theme, &terminal, &note, NULL) == MQ_OK) {
			use(terminal);
			mq_terminal_close(terminal);
		}
		_exit(0);
	}
	char bytes[4096];
	for (ssize_t n; (n = read(master, bytes, sizeof(bytes))) > 0;) {
		mq_buf_add(log, bytes, (size_t)n);
	}
	waitpid(pid, NULL, 0);
	close(master);
}

static void copy_a_name(struct mq_terminal *terminal)
{
	struct mq_buf said = {0};
	if (mq_clip(terminal, mq_slice_str("王晓明 13900000001"), &said, NULL) == MQ_OK) {
		mq_terminal_send(terminal, mq_slice_str("<"));
		mq_terminal_send(terminal, mq_slice(said.data, said.len));
		mq_terminal_send(terminal, mq_slice_str(">"));
	}
	mq_buf_release(&said);
}

static void copy_too_much(struct mq_terminal *terminal)
{
	static char much[2049];
	struct mq_buf said = {0};
	memset(much, 'x', sizeof(much));
	bool refused = mq_clip(terminal, mq_slice(much, sizeof(much)), &said, NULL) == MQ_ERR_LIMIT &&
		mq_clip(terminal, mq_slice("", 0), &said, NULL) == MQ_ERR_NOT_FOUND && said.len == 0;
	mq_terminal_send(terminal, mq_slice_str(refused ? "<refused>" : "<taken>"));
}

static void what_was_sent_is_told_and_nothing_more(void **state)
{
	(void)state;
	struct mq_buf log = {0};
	struct mq_buf text = {0};
	const char *end;
	on_a_pty(copy_a_name, &log);
	mq_buf_adds(&text, "王晓明 13900000001");
	const char *at = strstr(log.data, ESC "]52;");
	assert_non_null(at);
	assert_decodes(at, &text, &end);
	assert_non_null(strstr(end, "<sent 21 bytes to the clipboard (OSC 52)>"));
	/* no title, no name in the clear */
	assert_null(strstr(log.data, ESC "]0;"));
	assert_null(strstr(log.data, ESC "]2;"));
	assert_null(strstr(log.data, "王晓明"));
	mq_buf_release(&text);
	mq_buf_release(&log);
}

static void what_is_too_long_is_refused_and_not_cut(void **state)
{
	(void)state;
	struct mq_buf log = {0};
	on_a_pty(copy_too_much, &log);
	assert_non_null(strstr(log.data, "<refused>"));
	assert_null(strstr(log.data, ESC "]52;"));
	mq_buf_release(&log);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_text_arrives_byte_for_byte),
		cmocka_unit_test(screen_gets_it_in_pieces_it_can_hold),
		cmocka_unit_test(the_way_is_that_of_what_stands_between),
		cmocka_unit_test(where_nobody_knows_it_is_one_piece),
		cmocka_unit_test(what_was_sent_is_told_and_nothing_more),
		cmocka_unit_test(what_is_too_long_is_refused_and_not_cut),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
