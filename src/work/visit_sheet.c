#include "visit_own.h"

#include <string.h>

/*
 * A sheet of paper for one household: half a page of A4 as printers break lines, with boxes to
 * tick and lines to write on. What is ticked is keyed back under its number.
 *
 *     number, day / address / outcomes / members, what to ask of them / open needs /
 *     changes, needs, notes / how to key it back
 */

enum { COLS = 76, LINES = 33, RULED = 4, NEEDS = 3, NAME_COLS = 12, TICKED = 24 };

struct sheet {
	const struct mq_view *view;
	struct visit_names names;
	struct visit_conf conf;
	mq_record_id household;
	struct mq_buf *out;
	size_t lines;
	size_t n_members;
	struct mq_arena arena;
	struct mq_diag *diag;
};

/* A line of at most COLS columns, safe for whatever prints it. */
static void line(struct sheet *s, const char *text)
{
	struct mq_buf safe = {0};
	size_t cols;
	size_t len;

	mq_safe_text(&safe, text, strlen(text));
	len = safe.len ? mq_width_fit(safe.data, safe.len, COLS, &cols) : 0;
	while (len && safe.data[len - 1] == ' ') {
		len--;
	}
	mq_buf_add(s->out, safe.len ? safe.data : "", len);
	mq_buf_addc(s->out, '\n');
	mq_buf_release(&safe);
	s->lines++;
}

/* A label, and a line to write on. */
static void ruled(struct sheet *s, const char *label)
{
	struct mq_buf text = {0};
	size_t cols = mq_width_text(label, strlen(label)) + (*label != '\0');

	mq_buf_addf(&text, "%s%s", label, *label ? " " : "");
	for (; cols < COLS; cols++) {
		mq_buf_addc(&text, '_');
	}
	line(s, text.data);
	mq_buf_release(&text);
}

static void padded(struct mq_buf *out, const char *text, size_t cols)
{
	struct mq_buf safe = {0};
	size_t width = 0;
	size_t len;

	mq_safe_text(&safe, text, strlen(text));
	len = safe.len ? mq_width_fit(safe.data, safe.len, cols, &width) : 0;
	mq_buf_add(out, safe.len ? safe.data : "", len);
	for (; width < cols; width++) {
		mq_buf_addc(out, ' ');
	}
	mq_buf_release(&safe);
}

static const char *field_of(struct sheet *s, mq_kind_id kind, mq_record_id id, const char *name)
{
	return shown_of(s->view, kind, id,
		mq_schema_field_exact(s->view->schema, kind, name, strlen(name)), &s->arena);
}

static void write_head(struct sheet *s, const char *number, mq_day day)
{
	struct mq_arena *arena = &s->arena;
	mq_kind_id kind = s->names.household;
	char text[16];

	mq_day_format(day, text);
	line(s, mq_arena_format(arena, _("VISIT  %s   %s"), number, text));
	line(s, mq_arena_format(arena, "%s  %s  %s", key_of(s->view, kind, s->household, arena),
		field_of(s, kind, s->household, "standard_address"),
		field_of(s, kind, s->household, "committee")));
	line(s, "");
}

/* Boxes for a list of codes behind a head, as many lines as they take. */
static void write_boxes(struct sheet *s, const char *head, const struct mq_field *field)
{
	struct mq_buf text = {0};
	size_t begun = mq_width_text(head, strlen(head));
	size_t cols = begun;

	mq_buf_adds(&text, head);
	for (size_t i = 0; i < field->codes->n_codes; i++) {
		const char *label = mq_code_label(&field->codes->codes[i]);
		size_t width = mq_width_text(label, strlen(label)) + strlen("[ ]  ");

		if (cols + width > COLS && cols > begun) {
			line(s, text.data);
			mq_buf_clear(&text);
			padded(&text, "", begun);
			cols = begun;
		}
		mq_buf_addf(&text, "[ ]%s  ", label);
		cols += width;
	}
	line(s, text.data ? text.data : "");
	mq_buf_release(&text);
}

/* An answer is ticked where there is a list of them, else written. */
static void write_question(struct sheet *s, const struct mq_field *field)
{
	const char *head = mq_arena_format(&s->arena, "   %s", mq_field_label(field));

	if (field->codes && field->codes->n_codes <= TICKED) {
		write_boxes(s, mq_arena_format(&s->arena, "%s  ", head), field);
	} else {
		ruled(s, head);
	}
}

/* What is to be asked of somebody. */
static enum mq_err write_questions(struct sheet *s, mq_record_id id)
{
	enum mq_err err = MQ_OK;

	for (size_t i = 0; i < s->conf.n_questions && err == MQ_OK; i++) {
		const struct visit_question *question = &s->conf.questions[i];
		bool asked = false;

		err = is_true_of_any(s->view, question->when, &id, 1, &asked, s->diag);
		for (size_t j = 0; j < question->n_ask && asked; j++) {
			write_question(s, &s->view->schema->fields[question->ask[j]]);
		}
	}
	return err;
}

/* " 1 王芳   女  82  户主   [ ]见到 [ ]无变化", and what to ask of them. */
static enum mq_err write_member(struct sheet *s, size_t n, mq_record_id id)
{
	mq_kind_id kind = s->names.resident;
	struct mq_buf text = {0};

	mq_buf_addf(&text, "%2zu ", n);
	padded(&text, title_of(s->view, kind, id, &s->arena), NAME_COLS);
	mq_buf_addc(&text, ' ');
	padded(&text, field_of(s, kind, id, "sex"), 6);
	mq_buf_addc(&text, ' ');
	padded(&text, field_of(s, kind, id, "age"), 6);
	mq_buf_addc(&text, ' ');
	padded(&text, field_of(s, kind, id, "relation_to_head"), 12);
	mq_buf_addf(&text, " %s", _("[ ]met [ ]no change"));
	line(s, text.data);
	mq_buf_release(&text);
	return write_questions(s, id);
}

static enum mq_err write_members(struct sheet *s)
{
	mq_record_id ids[MQ_VISIT_MEMBERS_MAX];
	size_t n = mq_visit_members(s->view, s->household, ids, MQ_VISIT_MEMBERS_MAX);
	enum mq_err err = MQ_OK;

	s->n_members = n;
	line(s, "");
	for (size_t i = 0; i < n && err == MQ_OK; i++) {
		err = write_member(s, i + 1, ids[i]);
	}
	return err;
}

static bool is_settled(struct sheet *s, mq_record_id need)
{
	static const char *const settled[] = {"done", "spot_done", "void", NULL};
	struct mq_slice state = stored(s->view, s->names.need, need, s->names.need_state);

	return state.data && word_is(state, settled);
}

/* What they asked for and wait for. */
static void write_open_needs(struct sheet *s)
{
	mq_field_id link = visit_link(s->view->schema, s->names.need, s->names.household);
	mq_record_id ids[MQ_VISIT_MEMBERS_MAX];
	size_t n = link == MQ_NO_FIELD ? 0 : mq_query_linked(s->view, link, s->household, 0, ids,
		MQ_VISIT_MEMBERS_MAX);
	size_t shown = 0;

	for (size_t i = n; i-- > 0 && shown < NEEDS;) {
		if (!is_settled(s, ids[i])) {
			mq_kind_id kind = s->names.need;

			line(s, mq_arena_format(&s->arena, "%s %s  %s  %s  %s",
				shown++ ? "  " : _("open:"),
				shown_of(s->view, kind, ids[i], s->names.need_day, &s->arena),
				shown_of(s->view, kind, ids[i], s->names.need_kind, &s->arena),
				shown_of(s->view, kind, ids[i], s->names.need_state, &s->arena),
				shown_of(s->view, kind, ids[i], s->names.need_detail, &s->arena)));
		}
	}
}

static void write_foot(struct sheet *s, const char *number)
{
	line(s, "");
	ruled(s, _("visited by"));
	ruled(s, _("changed"));
	ruled(s, _("needs"));
	ruled(s, _("notes"));
	for (int i = 0; i < RULED; i++) {
		ruled(s, "");
	}
	line(s, mq_arena_format(&s->arena, _("to key in: minqing visit add %s met%s detail=…"), number,
		s->n_members == 0 ? "" : s->n_members == 1 ? " met=1" : " met=1,2"));
	while (s->lines % LINES) {
		line(s, "");
	}
}

enum mq_err mq_visit_sheet(const struct mq_view *view, const char *dir, mq_record_id household,
	mq_day day, struct mq_buf *out, struct mq_diag *diag)
{
	struct sheet s = {.view = view, .household = household, .out = out, .diag = diag};
	char number[MQ_VISIT_NUMBER_MAX];
	enum mq_err err = visit_names_find(view->schema, &s.names, diag);

	if (err == MQ_OK) {
		err = visit_conf_read(dir, view->schema, view->today, &s.conf, diag);
	}
	if (err == MQ_OK) {
		mq_visit_number(view, household, day, number);
		write_head(&s, number, day);
		write_boxes(&s, "", &view->schema->fields[s.names.outcome]);
		err = write_members(&s);
	}
	if (err == MQ_OK) {
		write_open_needs(&s);
		write_foot(&s, number);
	}
	visit_conf_release(&s.conf);
	mq_arena_release(&s.arena);
	return err;
}
