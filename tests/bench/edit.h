/* One resident's field changed, as an act of its own: what benches of writing share. */
#ifndef MINQING_BENCH_EDIT_H
#define MINQING_BENCH_EDIT_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <minqing/index.h>
#include <minqing/register.h>

struct editor {
	struct mq_register *reg;
	mq_kind_id kind;
	mq_record_id end;	/* one past the last resident */
};

static inline void edit_fail(const char *what, const struct mq_diag *diag)
{
	fprintf(stderr, "bench: %s: %s\n", what, diag->n_faults ? diag->faults[0].message : "failed");
	exit(1);
}

static inline struct editor editor_open(const char *dir)
{
	struct editor editor = {0};
	struct mq_diag diag = {0};
	struct mq_view view;

	if (mq_register_open(dir, false, &editor.reg, &diag) != MQ_OK ||
	    mq_register_look(editor.reg, 0, &view, NULL, &diag) != MQ_OK) {
		edit_fail(dir, &diag);
	}
	editor.kind = mq_schema_kind(mq_register_schema(editor.reg), "resident");
	editor.end = mq_index_end(view.index, editor.kind);
	mq_register_look_away(editor.reg);
	return editor;
}

static inline enum mq_err editor_set(struct editor *editor, mq_record_id id, const char *field,
	const char *text, struct mq_diag *diag)
{
	const struct mq_schema *schema = mq_register_schema(editor->reg);
	const struct mq_record_value value = {
		.field = mq_schema_field(schema, editor->kind, field, strlen(field)),
		.text = mq_slice(text, strlen(text)),
	};
	struct mq_change change = {.kind = editor->kind, .id = id, .values = &value, .n_values = 1};
	const struct mq_act act = {.who = "bench", .why = "bench", .source = "bench"};

	return mq_register_act(editor->reg, &act, &change, 1, diag);
}

#endif
