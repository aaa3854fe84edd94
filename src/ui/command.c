/*
 * The one table of commands, in the order in which the hint row and the help sheet show
 * them. The keymap, the hints, the help sheet and the messages all read it.
 */
#include "command.h"

#include <string.h>

#include "act.h"

#define IN(context) (1u << MQ_CONTEXT_##context)

const struct mq_command mq_commands[] = {
	/* name, hint, help, where hinted, quick, run, argument */
	{"help", N_("help"), N_("show the keys, or hide them"),
		IN(QUERY) | IN(CHIPS) | IN(RESULTS) | IN(FACETS) | IN(CARD) | IN(HELP) | IN(COLUMNS) |
		IN(FIND), false, mq_act_help, NULL},
	{"back", N_("back"), N_("one step back; loses nothing, never leaves"),
		IN(QUERY) | IN(CHIPS) | IN(FACETS) | IN(CARD) | IN(HELP) | IN(COLUMNS) | IN(FIND), false,
		mq_act_back, NULL},
	{"leave", N_("leave"), N_("leave minqing"),
		IN(QUERY) | IN(CHIPS) | IN(RESULTS) | IN(FACETS) | IN(CARD), false,
		mq_act_leave, NULL},
	{"query", N_("query"), N_("go to the query line"),
		IN(RESULTS) | IN(CARD), false, mq_act_query, NULL},
	{"open", N_("open"), N_("open the card of the row, or the record on the line"),
		IN(QUERY) | IN(RESULTS) | IN(CARD), false, mq_act_open, NULL},
	{"narrow", N_("narrow"), N_("narrow to this value; again takes it out"),
		IN(FACETS), false, mq_act_narrow, NULL},
	{"add-value", N_("add"), N_("this value beside those chosen; again takes it out"),
		IN(FACETS), false, mq_act_add_value, NULL},
	{"exclude", N_("exclude"), N_("leave this value out; again takes it in"),
		IN(FACETS), false, mq_act_exclude, NULL},
	{"unknown-value", NULL, N_("those whose value is not known; again takes that out"), 0,
		false, mq_act_unknown_value, NULL},
	{"all-values", N_("all values"), N_("all values: no condition on this facet"),
		IN(FACETS), false, mq_act_all_values, NULL},
	{"condition", NULL, N_("go to the conditions of the query; M-2: to the second"), 0, false,
		mq_act_condition, NULL},
	{"condition-left", NULL, N_("the condition before"), 0, false, mq_act_condition_left, NULL},
	{"condition-right", N_("next"), N_("the next condition"), IN(CHIPS), false,
		mq_act_condition_right, NULL},
	{"condition-remove", N_("remove"), N_("take the condition out of the query"), IN(CHIPS), false,
		mq_act_condition_remove, NULL},
	{"condition-deny", N_("deny"), N_("ask for the opposite of the condition, or no longer"),
		IN(CHIPS), false, mq_act_condition_deny, NULL},
	{"condition-edit", N_("edit"), N_("go to where the condition stands in the query"),
		IN(CHIPS), false, mq_act_condition_edit, NULL},
	{"complete", N_("complete"), N_("complete the word or mend a slip; else the next pane"),
		IN(QUERY), false, mq_act_complete, NULL},
	{"complete-previous", NULL, N_("the completion before; else the pane before"), 0, false,
		mq_act_complete_previous, NULL},
	{"next-pane", N_("next pane"), N_("go to the next pane: query, facets, results"),
		IN(RESULTS) | IN(FACETS), false, mq_act_next_pane, NULL},
	{"previous-pane", NULL, N_("go to the pane before"), 0, false, mq_act_previous_pane, NULL},
	{"pane-left", NULL, N_("to the pane on the left"), 0, false, mq_act_pane_left, NULL},
	{"pane-right", NULL, N_("to the pane on the right"), 0, false, mq_act_pane_right, NULL},
	{"zoom", NULL, N_("give the pane all the room, or share it again"), 0, false, mq_act_zoom, NULL},
	{"pane-wider", NULL, N_("make the pane wider"), 0, false, mq_act_pane_wider, NULL},
	{"pane-narrower", NULL, N_("make the pane narrower"), 0, false, mq_act_pane_narrower, NULL},
	{"chart-taller", NULL, N_("make the chart taller"), 0, false, mq_act_chart_taller, NULL},
	{"chart-lower", NULL, N_("make the chart lower"), 0, false, mq_act_chart_lower, NULL},
	{"panes-usual", NULL, N_("the usual sizes of all panes again"), 0, false, mq_act_panes_usual,
		NULL},
	{"undo", N_("undo"), N_("take back the last change of what is asked"),
		IN(RESULTS), false, mq_act_undo, NULL},
	{"redo", NULL, N_("do again what was undone"), 0, false, mq_act_redo, NULL},
	{"unknown", N_("unknown"), N_("show those of whom it is not known, or the hits again"),
		IN(RESULTS), false, mq_act_unknown, NULL},
	{"sort", N_("sort"), N_("order the rows by this column; again turns, then ends it"),
		IN(RESULTS), false, mq_act_sort, NULL},
	{"sort-reverse", NULL, N_("turn the order of this column, or begin it with the last"), 0,
		false, mq_act_sort_reverse, NULL},
	{"column-left", NULL, N_("to the column on the left"), 0, false, mq_act_column_left, NULL},
	{"column-right", N_("column"), N_("to the column on the right"), IN(RESULTS), false,
		mq_act_column_right, NULL},
	{"mark", N_("mark"), N_("mark the row, or take its mark off"), IN(RESULTS), false,
		mq_act_mark, NULL},
	{"mark-range", NULL, N_("begin a range here; again marks all up to here"), 0, false,
		mq_act_mark_range, NULL},
	{"mark-invert", NULL, N_("of the rows listed, mark those that are not and no others"), 0,
		false, mq_act_mark_invert, NULL},
	{"unmark-all", NULL, N_("take all marks off"), 0, false, mq_act_unmark_all, NULL},
	{"narrow-row", NULL, N_("narrow to the value under the cursor"), 0, false,
		mq_act_narrow_row, NULL},
	{"exclude-row", NULL, N_("leave out the value under the cursor"), 0, false,
		mq_act_exclude_row, NULL},
	{"copy-row", NULL, N_("copy the row, with the names of its columns"), 0, false,
		mq_act_copy_row, NULL},
	{"copy-marked", NULL, N_("copy the rows that are marked"), 0, false, mq_act_copy_marked, NULL},
	{"copy-field", NULL, N_("copy the value under the cursor"), 0, false, mq_act_copy_field, NULL},
	{"copy-card", NULL, N_("copy the card"), 0, false, mq_act_copy_card, NULL},
	{"copy-query", NULL, N_("copy the query"), 0, false, mq_act_copy_query, NULL},
	{"copy-command", NULL, N_("copy the command that lists the same in a shell"), 0, false,
		mq_act_copy_command, NULL},
	{"print", NULL, N_("print the card below the screen, to be selected"), 0, false, mq_act_print,
		NULL},
	{"export", N_("export"), N_("write the rows listed to a file"), IN(RESULTS), false,
		mq_act_export, N_("file")},
	{"export-marked", NULL, N_("write the rows that are marked to a file"), 0, false,
		mq_act_export_marked, N_("file")},
	{"columns", N_("columns"), N_("choose the columns, or be done with it"),
		IN(RESULTS) | IN(COLUMNS), false, mq_act_columns, NULL},
	{"column-show", N_("show"), N_("show this field, or no longer"), IN(COLUMNS), false,
		mq_act_column_show, NULL},
	{"column-before", NULL, N_("one place to the front"), 0, false, mq_act_column_before, NULL},
	{"column-after", N_("move"), N_("one place to the back"), IN(COLUMNS), false,
		mq_act_column_after, NULL},
	{"column-wider", N_("wider"), N_("one character wider"), IN(COLUMNS), false,
		mq_act_column_wider, NULL},
	{"column-narrower", NULL, N_("one character narrower"), 0, false,
		mq_act_column_narrower, NULL},
	{"columns-usual", NULL, N_("the usual columns again"), 0, false,
		mq_act_columns_usual, NULL},
	{"find", NULL, N_("find a text in the rows, and ask nothing else"), 0, false,
		mq_act_find, NULL},
	{"find-go", N_("find"), N_("go to the row it is in"), IN(FIND), false,
		mq_act_find_go, NULL},
	{"find-next", NULL, N_("the next row it is in"), 0, false, mq_act_find_next, NULL},
	{"find-previous", NULL, N_("the row before that it is in"), 0, false,
		mq_act_find_previous, NULL},
	{"erase", NULL, N_("delete the last character"), 0, false, mq_act_erase, NULL},
	{"erase-all", NULL, N_("delete all that was typed"), 0, false, mq_act_erase_all, NULL},
	{"next-hit", N_("next"), N_("the card of the next hit"), IN(CARD), false,
		mq_act_next_hit, NULL},
	{"previous-hit", N_("previous"), N_("the card of the hit before"),
		IN(CARD), false, mq_act_previous_hit, NULL},
	{"fold-section", N_("fold"), N_("fold this section of the card to its title, or open it"),
		IN(CARD), false, mq_act_fold_section, NULL},
	{"fold-sections", NULL, N_("fold all sections, or open them"), 0, false,
		mq_act_fold_sections, NULL},
	{"next-section", N_("section"), N_("to the next section"), IN(CARD), false,
		mq_act_next_section, NULL},
	{"previous-section", NULL, N_("to the section before"), 0, false, mq_act_previous_section,
		NULL},
	{"up", NULL, N_("one line up"), 0, false, mq_act_up, NULL},
	{"down", N_("move"), N_("one line down"),
		IN(QUERY) | IN(RESULTS) | IN(HELP), false, mq_act_down, NULL},
	{"page-up", NULL, N_("one page up"), 0, false, mq_act_page_up, NULL},
	{"page-down", NULL, N_("one page down"), 0, false, mq_act_page_down, NULL},
	{"top", NULL, N_("to the first line"), 0, false, mq_act_top, NULL},
	{"bottom", NULL, N_("to the last line"), 0, false, mq_act_bottom, NULL},
	{"half-page-up", NULL, N_("half a page up"), 0, false, mq_act_half_page_up, NULL},
	{"half-page-down", NULL, N_("half a page down"), 0, false, mq_act_half_page_down, NULL},
	{"screen-top", NULL, N_("to the first row in sight"), 0, false, mq_act_screen_top, NULL},
	{"screen-middle", NULL, N_("to the middle of those in sight"), 0, false,
		mq_act_screen_middle, NULL},
	{"screen-bottom", NULL, N_("to the last row in sight"), 0, false,
		mq_act_screen_bottom, NULL},
	{"row-to-top", NULL, N_("scroll until the row stands first"), 0, false,
		mq_act_row_to_top, NULL},
	{"row-to-middle", NULL, N_("scroll until the row stands in the middle"), 0, false,
		mq_act_row_to_middle, NULL},
	{"open-number", NULL, N_("open the row of this number"), 0, false,
		mq_act_open_number, NULL},
	{"next-facet", N_("next facet"), N_("to the next facet"), IN(FACETS), false,
		mq_act_next_facet, NULL},
	{"previous-facet", NULL, N_("to the facet before"), 0, false, mq_act_previous_facet, NULL},
	{"find-value", N_("find"), N_("find a field or a value by name or pinyin"),
		IN(FACETS), false, mq_act_find_value, NULL},
	{"fold", N_("fold"), N_("fold this facet to its first values, or open it"),
		IN(FACETS), false, mq_act_fold, NULL},
	{"fold-all", NULL, N_("fold all facets, or open them"), 0, false, mq_act_fold_all, NULL},
	{"sort-values", N_("sort"), N_("values by count, by name, or in their own order"),
		IN(FACETS), false, mq_act_sort_values, NULL},
	{"pin", NULL, N_("keep this facet at the top, or let it go"), 0, false, mq_act_pin, NULL},
	{"char-left", NULL, N_("one character left"), 0, true, mq_act_char_left, NULL},
	{"char-right", NULL, N_("one character right"), 0, true, mq_act_char_right, NULL},
	{"word-left", NULL, N_("one word left"), 0, true, mq_act_word_left, NULL},
	{"word-right", NULL, N_("one word right"), 0, true, mq_act_word_right, NULL},
	{"line-start", NULL, N_("to the beginning of the line"), 0, true, mq_act_line_start, NULL},
	{"line-end", NULL, N_("to the end of the line"), 0, true, mq_act_line_end, NULL},
	{"delete-left", NULL, N_("delete the character before"), 0, true, mq_act_delete_left, NULL},
	{"delete-right", NULL, N_("delete the character under the cursor"), 0, true,
		mq_act_delete_right, NULL},
	{"kill-term", NULL, N_("cut the term before"), 0, true, mq_act_kill_term, NULL},
	{"kill-word", NULL, N_("cut the word behind"), 0, true, mq_act_kill_word, NULL},
	{"kill-start", NULL, N_("cut all before the cursor"), 0, true, mq_act_kill_start, NULL},
	{"kill-end", NULL, N_("cut all behind the cursor"), 0, true, mq_act_kill_end, NULL},
	{"yank", NULL, N_("put in what was cut last"), 0, true, mq_act_yank, NULL},
	{"yank-before", NULL, N_("behind that: what was cut before it instead"), 0, true,
		mq_act_yank_before, NULL},
	{"swap-terms", NULL, N_("this term and the next change places"), 0, true,
		mq_act_swap_terms, NULL},
	{"older", NULL, N_("the query asked before"), 0, true, mq_act_older, NULL},
	{"newer", NULL, N_("the query asked after"), 0, true, mq_act_newer, NULL},
	{"history-search", NULL, N_("find a query that was asked before"), 0, false,
		mq_act_history_search, NULL},
	{"last-value", NULL, N_("put in the last value of the query before; again: older"), 0,
		true, mq_act_last_value, NULL},
	{"keep-query", NULL, N_("keep the query for C-p, and begin a new one"), 0, true,
		mq_act_keep_query, NULL},
	{"forget", NULL, N_("forget all queries that were asked"), 0, false, mq_act_forget, NULL},
	{"log", NULL, N_("show what was done here; again writes it to a file"), 0, false, mq_act_log,
		N_("file")},
	{"replay", NULL, N_("do again what log wrote to a file"), 0, false, mq_act_replay, N_("file")},
	{"redraw", NULL, N_("draw the screen anew and ask again"), 0, false, mq_act_redraw, NULL},
	{"suspend", NULL, N_("stop for now; fg brings it back"), 0, false, mq_act_suspend, NULL},
	{"interrupt", NULL, N_("close what is open; twice within a second leaves"), 0, false,
		mq_act_interrupt, NULL},
};
const size_t mq_n_commands = MQ_LENGTH(mq_commands);

static const struct {
	const char *name;
	const char *label;
} contexts[] = {
	[MQ_CONTEXT_ANY] = {"any", N_("anywhere")},
	[MQ_CONTEXT_QUERY] = {"query", N_("query")},
	[MQ_CONTEXT_CHIPS] = {"conditions", N_("conditions")},
	[MQ_CONTEXT_RESULTS] = {"results", N_("results")},
	[MQ_CONTEXT_FACETS] = {"facets", N_("facets")},
	[MQ_CONTEXT_CARD] = {"card", N_("card")},
	[MQ_CONTEXT_HELP] = {"help", N_("keys")},
	[MQ_CONTEXT_COLUMNS] = {"columns", N_("columns")},
	[MQ_CONTEXT_FIND] = {"find", N_("find")},
};
_Static_assert(MQ_LENGTH(contexts) == MQ_N_CONTEXTS, "each context has a name");

const struct mq_command *mq_command_find(const char *name)
{
	for (size_t i = 0; i < mq_n_commands; i++) {
		if (strcmp(mq_commands[i].name, name) == 0) {
			return &mq_commands[i];
		}
	}
	return NULL;
}

const char *mq_command_nearest(const char *name)
{
	const char *names[MQ_LENGTH(mq_commands)];
	const char *near = NULL;
	for (size_t i = 0; i < mq_n_commands; i++) {
		names[i] = mq_commands[i].name;
	}
	mq_nearest(name, names, mq_n_commands, &near, 1);
	return near;
}

const char *mq_context_name(enum mq_context context)
{
	return contexts[context].name;
}

const char *mq_context_label(enum mq_context context)
{
	return _(contexts[context].label);
}
