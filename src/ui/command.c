/*
 * The one table of commands, in the order in which the hint row and the help sheet show
 * them. The keymap, the hints, the help sheet and the messages all read it.
 */
#include "command.h"

#include <string.h>

#include "act.h"

#define IN(context) (1u << MQ_CONTEXT_##context)
#define TOPIC(topic) MQ_TOPIC_##topic

const struct mq_command mq_commands[] = {
	/* name, hint, help, where hinted, quick, run, argument, topic */
	{"help", N_("help"), N_("show the keys, or hide them"),
		IN(QUERY) | IN(CHIPS) | IN(RESULTS) | IN(FACETS) | IN(CARD) | IN(SAVED) | IN(HELP) |
		IN(COLUMNS) | IN(PALETTE) | IN(ACTIONS) | IN(MAN), false, mq_act_help, N_("field"), TOPIC(SCREEN)},
	{"back", N_("back"), N_("one step back; loses nothing, never leaves"),
		IN(QUERY) | IN(CHIPS) | IN(FACETS) | IN(CARD) | IN(SAVED) | IN(HELP) | IN(COLUMNS) |
		IN(PALETTE) | IN(ACTIONS) | IN(MAN), false, mq_act_back, NULL, TOPIC(SCREEN)},
	{"run", N_("run"), N_("do what the selected line tells of, where you came from"),
		IN(HELP) | IN(PALETTE), false, mq_act_run, NULL, TOPIC(SCREEN)},
	{"help-find", N_("find"), N_("find a key by its name, its command or its text"),
		IN(HELP), false, mq_act_help_find, NULL, TOPIC(SCREEN)},
	{"man", NULL, N_("open a page of the manual, or be done with it"), 0, false,
		mq_act_man, N_("page"), TOPIC(SCREEN)},
	{"follow", N_("open"), N_("open the page that the line names"), IN(MAN), false,
		mq_act_follow, NULL, TOPIC(SCREEN)},
	{"next-reference", N_("next name"), N_("to the next name of a page"), IN(MAN), false,
		mq_act_next_reference, NULL, TOPIC(SCREEN)},
	{"previous-reference", NULL, N_("to the name of a page before"), 0, false,
		mq_act_previous_reference, NULL, TOPIC(SCREEN)},
	{"palette", NULL, N_("do or open anything by its name"), 0, false,
		mq_act_palette, NULL, TOPIC(SCREEN)},
	{"palette-take", N_("take"), N_("take the name of the selected line, to type on"),
		IN(PALETTE), false, mq_act_palette_take, NULL, TOPIC(SCREEN)},
	{"actions", NULL, N_("all that can be done here, by topic"), 0, false,
		mq_act_actions, NULL, TOPIC(SCREEN)},
	{"leave", N_("leave"), N_("leave minqing"),
		IN(QUERY) | IN(CHIPS) | IN(RESULTS) | IN(FACETS) | IN(CARD) | IN(SAVED), false,
		mq_act_leave, NULL, TOPIC(SCREEN)},
	{"query", N_("query"), N_("go to the query line"),
		IN(RESULTS) | IN(CARD), false, mq_act_query, NULL, TOPIC(ASK)},
	{"open", N_("open"), N_("open the card of the row, or what a line with > leads to"),
		IN(QUERY) | IN(RESULTS) | IN(CARD), false, mq_act_open, NULL, TOPIC(ROWS)},
	{"narrow", N_("narrow"), N_("narrow to this value; again takes it out"),
		IN(FACETS), false, mq_act_narrow, NULL, TOPIC(FACETS)},
	{"add-value", N_("add"), N_("this value beside those chosen; again takes it out"),
		IN(FACETS), false, mq_act_add_value, NULL, TOPIC(FACETS)},
	{"exclude", N_("exclude"), N_("leave this value out; again takes it in"),
		IN(FACETS), false, mq_act_exclude, NULL, TOPIC(FACETS)},
	{"unknown-value", NULL, N_("those whose value is not known; again takes that out"), 0,
		false, mq_act_unknown_value, NULL, TOPIC(FACETS)},
	{"all-values", N_("all values"), N_("all values: no condition on this facet"),
		IN(FACETS), false, mq_act_all_values, NULL, TOPIC(FACETS)},
	{"condition", NULL, N_("go to the conditions of the query; M-2: to the second"), 0, false,
		mq_act_condition, NULL, TOPIC(ASK)},
	{"condition-left", NULL, N_("the condition before"), 0, false,
		mq_act_condition_left, NULL, TOPIC(ASK)},
	{"condition-right", N_("next"), N_("the next condition"), IN(CHIPS), false,
		mq_act_condition_right, NULL, TOPIC(ASK)},
	{"condition-remove", N_("remove"), N_("take the condition out of the query"), IN(CHIPS), false,
		mq_act_condition_remove, NULL, TOPIC(ASK)},
	{"condition-deny", N_("deny"), N_("ask for the opposite of the condition, or no longer"),
		IN(CHIPS), false, mq_act_condition_deny, NULL, TOPIC(ASK)},
	{"condition-edit", N_("edit"), N_("go to where the condition stands in the query"),
		IN(CHIPS), false, mq_act_condition_edit, NULL, TOPIC(ASK)},
	{"complete", N_("complete"), N_("complete the word or mend a slip; else the next pane"),
		IN(QUERY), false, mq_act_complete, NULL, TOPIC(ASK)},
	{"complete-previous", NULL, N_("the completion before; else the pane before"), 0, false,
		mq_act_complete_previous, NULL, TOPIC(ASK)},
	{"next-pane", N_("next pane"), N_("go to the next pane: query, facets, results"),
		IN(RESULTS) | IN(FACETS), false, mq_act_next_pane, NULL, TOPIC(MOVE)},
	{"previous-pane", NULL, N_("go to the pane before"), 0, false,
		mq_act_previous_pane, NULL, TOPIC(MOVE)},
	{"pane-left", NULL, N_("to the pane on the left"), 0, false,
		mq_act_pane_left, NULL, TOPIC(MOVE)},
	{"pane-right", NULL, N_("to the pane on the right"), 0, false,
		mq_act_pane_right, NULL, TOPIC(MOVE)},
	{"zoom", NULL, N_("give the pane all the room, or share it again"), 0, false,
		mq_act_zoom, NULL, TOPIC(SCREEN)},
	{"pane-wider", NULL, N_("make the pane wider"), 0, false,
		mq_act_pane_wider, NULL, TOPIC(SCREEN)},
	{"pane-narrower", NULL, N_("make the pane narrower"), 0, false,
		mq_act_pane_narrower, NULL, TOPIC(SCREEN)},
	{"chart-taller", NULL, N_("make the chart taller"), 0, false,
		mq_act_chart_taller, NULL, TOPIC(SCREEN)},
	{"chart-lower", NULL, N_("make the chart lower"), 0, false,
		mq_act_chart_lower, NULL, TOPIC(SCREEN)},
	{"panes-usual", NULL, N_("the usual sizes of all panes again"), 0, false, mq_act_panes_usual,
		NULL, TOPIC(SCREEN)},
	{"undo", N_("undo"), N_("take back the last change of what is asked"),
		IN(RESULTS), false, mq_act_undo, NULL, TOPIC(ASK)},
	{"redo", NULL, N_("do again what was undone"), 0, false, mq_act_redo, NULL, TOPIC(ASK)},
	{"unknown", N_("unknown"), N_("show those of whom it is not known, or the hits again"),
		IN(RESULTS), false, mq_act_unknown, NULL, TOPIC(ROWS)},
	{"sort", N_("sort"), N_("order the rows by this column; again turns, then ends it"),
		IN(RESULTS), false, mq_act_sort, NULL, TOPIC(COLUMNS)},
	{"sort-reverse", NULL, N_("turn the order of this column, or begin it with the last"), 0,
		false, mq_act_sort_reverse, NULL, TOPIC(COLUMNS)},
	{"column-left", NULL, N_("to the column on the left"), 0, false,
		mq_act_column_left, NULL, TOPIC(COLUMNS)},
	{"column-right", N_("column"), N_("to the column on the right"), IN(RESULTS), false,
		mq_act_column_right, NULL, TOPIC(COLUMNS)},
	{"mark", N_("mark"), N_("mark the row, or take its mark off"), IN(RESULTS), false,
		mq_act_mark, NULL, TOPIC(MARKS)},
	{"mark-range", NULL, N_("begin a range here; again marks all up to here"), 0, false,
		mq_act_mark_range, NULL, TOPIC(MARKS)},
	{"mark-invert", NULL, N_("of the rows listed, mark those that are not and no others"), 0,
		false, mq_act_mark_invert, NULL, TOPIC(MARKS)},
	{"unmark-all", NULL, N_("take all marks off"), 0, false,
		mq_act_unmark_all, NULL, TOPIC(MARKS)},
	{"narrow-row", NULL, N_("narrow to the value under the cursor"), 0, false,
		mq_act_narrow_row, NULL, TOPIC(ROWS)},
	{"exclude-row", NULL, N_("leave out the value under the cursor"), 0, false,
		mq_act_exclude_row, NULL, TOPIC(ROWS)},
	{"saved", NULL, N_("the saved lists, or back from them"), 0, false, mq_act_saved, NULL, TOPIC(SAVED)},
	{"ask-list", N_("ask"), N_("ask this list alone"), IN(SAVED), false, mq_act_ask_list, NULL, TOPIC(SAVED)},
	{"add-list", N_("add"), N_("this list beside the query; again takes it out"), IN(SAVED),
		false, mq_act_add_list, NULL, TOPIC(SAVED)},
	{"exclude-list", N_("exclude"), N_("leave this list out; again takes it in"), IN(SAVED),
		false, mq_act_exclude_list, NULL, TOPIC(SAVED)},
	{"save", N_("save"), N_("save the query under a name, to be asked as @name"), IN(SAVED),
		false, mq_act_save, N_("name"), TOPIC(SAVED)},
	{"edit-list", N_("edit"), N_("put what the list asks into the query line"), IN(SAVED), false,
		mq_act_edit_list, NULL, TOPIC(SAVED)},
	{"find-list", N_("find"), N_("find a list by name or pinyin"), IN(SAVED), false,
		mq_act_find_list, NULL, TOPIC(SAVED)},
	{"rename-list", N_("rename"), N_("give a list of yours another name"), IN(SAVED), false,
		mq_act_rename_list, N_("name"), TOPIC(SAVED)},
	{"share-list", N_("share"), N_("give a list of yours to all who use the register"),
		IN(SAVED), false, mq_act_share_list, NULL, TOPIC(SAVED)},
	{"remove-list", N_("delete"), N_("remove a list, if you say so once more"), IN(SAVED), false,
		mq_act_remove_list, NULL, TOPIC(SAVED)},
	{"copy-row", NULL, N_("copy the row, with the names of its columns"), 0, false,
		mq_act_copy_row, NULL, TOPIC(OUT)},
	{"copy-marked", NULL, N_("copy the rows that are marked"), 0, false,
		mq_act_copy_marked, NULL, TOPIC(OUT)},
	{"copy-field", NULL, N_("copy the value under the cursor"), 0, false,
		mq_act_copy_field, NULL, TOPIC(OUT)},
	{"copy-card", NULL, N_("copy the card"), 0, false, mq_act_copy_card, NULL, TOPIC(OUT)},
	{"copy-query", NULL, N_("copy the query"), 0, false, mq_act_copy_query, NULL, TOPIC(OUT)},
	{"copy-command", NULL, N_("copy the command that lists the same in a shell"), 0, false,
		mq_act_copy_command, NULL, TOPIC(OUT)},
	{"print", NULL, N_("print the card below the screen, to be selected"), 0, false, mq_act_print,
		NULL, TOPIC(OUT)},
	{"export", N_("export"), N_("write the rows listed to a file"), IN(RESULTS), false,
		mq_act_export, N_("file"), TOPIC(OUT)},
	{"export-marked", NULL, N_("write the rows that are marked to a file"), 0, false,
		mq_act_export_marked, N_("file"), TOPIC(OUT)},
	{"columns", N_("columns"), N_("choose the columns, or be done with it"),
		IN(RESULTS) | IN(COLUMNS), false, mq_act_columns, NULL, TOPIC(COLUMNS)},
	{"column-show", N_("show"), N_("show this field, or no longer"), IN(COLUMNS), false,
		mq_act_column_show, NULL, TOPIC(COLUMNS)},
	{"column-before", NULL, N_("one place to the front"), 0, false,
		mq_act_column_before, NULL, TOPIC(COLUMNS)},
	{"column-after", N_("move"), N_("one place to the back"), IN(COLUMNS), false,
		mq_act_column_after, NULL, TOPIC(COLUMNS)},
	{"column-wider", N_("wider"), N_("one character wider"), IN(COLUMNS), false,
		mq_act_column_wider, NULL, TOPIC(COLUMNS)},
	{"column-narrower", NULL, N_("one character narrower"), 0, false,
		mq_act_column_narrower, NULL, TOPIC(COLUMNS)},
	{"columns-usual", NULL, N_("the usual columns again"), 0, false,
		mq_act_columns_usual, NULL, TOPIC(COLUMNS)},
	{"find", N_("find"), N_("find a text here, and ask nothing else"), IN(MAN), false,
		mq_act_find, NULL, TOPIC(ROWS)},
	{"find-next", NULL, N_("the next row or line it is in"), 0, false,
		mq_act_find_next, NULL, TOPIC(ROWS)},
	{"find-previous", NULL, N_("the row or line before that it is in"), 0, false,
		mq_act_find_previous, NULL, TOPIC(ROWS)},
	{"next-hit", N_("next"), N_("the card of the next hit"), IN(CARD), false,
		mq_act_next_hit, NULL, TOPIC(CARD)},
	{"previous-hit", N_("previous"), N_("the card of the hit before"),
		IN(CARD), false, mq_act_previous_hit, NULL, TOPIC(CARD)},
	{"fold-section", N_("fold"), N_("fold this section of the card to its title, or open it"),
		IN(CARD), false, mq_act_fold_section, NULL, TOPIC(CARD)},
	{"fold-sections", NULL, N_("fold all sections, or open them"), 0, false,
		mq_act_fold_sections, NULL, TOPIC(CARD)},
	{"next-section", N_("section"), N_("to the next section"), IN(CARD) | IN(MAN), false,
		mq_act_next_section, NULL, TOPIC(CARD)},
	{"previous-section", NULL, N_("to the section before"), 0, false, mq_act_previous_section,
		NULL, TOPIC(CARD)},
	{"up", NULL, N_("one line up"), 0, false, mq_act_up, NULL, TOPIC(MOVE)},
	{"down", N_("move"), N_("one line down"),
		IN(QUERY) | IN(RESULTS) | IN(HELP) | IN(MAN), false, mq_act_down, NULL, TOPIC(MOVE)},
	{"page-up", NULL, N_("one page up"), 0, false, mq_act_page_up, NULL, TOPIC(MOVE)},
	{"page-down", NULL, N_("one page down"), 0, false, mq_act_page_down, NULL, TOPIC(MOVE)},
	{"top", NULL, N_("to the first line"), 0, false, mq_act_top, NULL, TOPIC(MOVE)},
	{"bottom", NULL, N_("to the last line"), 0, false, mq_act_bottom, NULL, TOPIC(MOVE)},
	{"half-page-up", NULL, N_("half a page up"), 0, false,
		mq_act_half_page_up, NULL, TOPIC(MOVE)},
	{"half-page-down", NULL, N_("half a page down"), 0, false,
		mq_act_half_page_down, NULL, TOPIC(MOVE)},
	{"screen-top", NULL, N_("to the first row in sight"), 0, false,
		mq_act_screen_top, NULL, TOPIC(MOVE)},
	{"screen-middle", NULL, N_("to the middle of those in sight"), 0, false,
		mq_act_screen_middle, NULL, TOPIC(MOVE)},
	{"screen-bottom", NULL, N_("to the last row in sight"), 0, false,
		mq_act_screen_bottom, NULL, TOPIC(MOVE)},
	{"row-to-top", NULL, N_("scroll until the row stands first"), 0, false,
		mq_act_row_to_top, NULL, TOPIC(MOVE)},
	{"row-to-middle", NULL, N_("scroll until the row stands in the middle"), 0, false,
		mq_act_row_to_middle, NULL, TOPIC(MOVE)},
	{"open-number", NULL, N_("open the row of this number"), 0, false,
		mq_act_open_number, NULL, TOPIC(ROWS)},
	{"next-facet", N_("next facet"), N_("to the next facet"), IN(FACETS), false,
		mq_act_next_facet, NULL, TOPIC(FACETS)},
	{"previous-facet", NULL, N_("to the facet before"), 0, false,
		mq_act_previous_facet, NULL, TOPIC(FACETS)},
	{"find-value", N_("find"), N_("find a field or a value by name or pinyin"),
		IN(FACETS), false, mq_act_find_value, NULL, TOPIC(FACETS)},
	{"fold", N_("fold"), N_("fold this facet to its first values, or open it"),
		IN(FACETS), false, mq_act_fold, NULL, TOPIC(FACETS)},
	{"fold-all", NULL, N_("fold all facets, or open them"), 0, false,
		mq_act_fold_all, NULL, TOPIC(FACETS)},
	{"sort-values", N_("sort"), N_("values by count, by name, or in their own order"),
		IN(FACETS), false, mq_act_sort_values, NULL, TOPIC(FACETS)},
	{"pin", NULL, N_("keep this facet at the top, or let it go"), 0, false,
		mq_act_pin, NULL, TOPIC(FACETS)},
	{"char-left", NULL, N_("one character left"), 0, true, mq_act_char_left, NULL, TOPIC(EDIT)},
	{"char-right", NULL, N_("one character right"), 0, true,
		mq_act_char_right, NULL, TOPIC(EDIT)},
	{"word-left", NULL, N_("one word left"), 0, true, mq_act_word_left, NULL, TOPIC(EDIT)},
	{"word-right", NULL, N_("one word right"), 0, true, mq_act_word_right, NULL, TOPIC(EDIT)},
	{"line-start", NULL, N_("to the beginning of the line"), 0, true,
		mq_act_line_start, NULL, TOPIC(EDIT)},
	{"line-end", NULL, N_("to the end of the line"), 0, true, mq_act_line_end, NULL, TOPIC(EDIT)},
	{"delete-left", NULL, N_("delete the character before"), 0, true,
		mq_act_delete_left, NULL, TOPIC(EDIT)},
	{"delete-right", NULL, N_("delete the character under the cursor"), 0, true,
		mq_act_delete_right, NULL, TOPIC(EDIT)},
	{"kill-term", NULL, N_("cut the term before"), 0, true, mq_act_kill_term, NULL, TOPIC(EDIT)},
	{"kill-word", NULL, N_("cut the word behind"), 0, true, mq_act_kill_word, NULL, TOPIC(EDIT)},
	{"kill-start", NULL, N_("cut all before the cursor"), 0, true,
		mq_act_kill_start, NULL, TOPIC(EDIT)},
	{"kill-end", NULL, N_("cut all behind the cursor"), 0, true,
		mq_act_kill_end, NULL, TOPIC(EDIT)},
	{"yank", NULL, N_("put in what was cut last"), 0, true, mq_act_yank, NULL, TOPIC(EDIT)},
	{"yank-before", NULL, N_("behind that: what was cut before it instead"), 0, true,
		mq_act_yank_before, NULL, TOPIC(EDIT)},
	{"swap-terms", NULL, N_("this term and the next change places"), 0, true,
		mq_act_swap_terms, NULL, TOPIC(EDIT)},
	{"older", NULL, N_("the query asked before"), 0, true, mq_act_older, NULL, TOPIC(ASK)},
	{"newer", NULL, N_("the query asked after"), 0, true, mq_act_newer, NULL, TOPIC(ASK)},
	{"history-search", NULL, N_("find a query that was asked before"), 0, false,
		mq_act_history_search, NULL, TOPIC(ASK)},
	{"last-value", NULL, N_("put in the last value of the query before; again: older"), 0,
		true, mq_act_last_value, NULL, TOPIC(EDIT)},
	{"keep-query", NULL, N_("keep the query for C-p, and begin a new one"), 0, true,
		mq_act_keep_query, NULL, TOPIC(ASK)},
	{"forget", NULL, N_("forget all queries that were asked"), 0, false,
		mq_act_forget, NULL, TOPIC(ASK)},
	{"log", NULL, N_("show what was done here; again writes it to a file"), 0, false,
		mq_act_log, N_("file"), TOPIC(SCREEN)},
	{"replay", NULL, N_("do again what log wrote to a file"), 0, false,
		mq_act_replay, N_("file"), TOPIC(SCREEN)},
	{"tutor", NULL, N_("twelve steps to learn by doing, among people made up"),
		0, false, mq_act_tutor, NULL, TOPIC(SCREEN)},
	{"tutor-next", N_("skip"), N_("the next step of the tutorial"), 0, false,
		mq_act_tutor_next, NULL, TOPIC(SCREEN)},
	{"tutor-back", N_("back"), N_("the step of the tutorial before"), 0, false,
		mq_act_tutor_back, NULL, TOPIC(SCREEN)},
	{"theme", NULL, N_("choose the colours; Down shows them with the next theme"), 0, false,
		mq_act_theme, N_("theme"), TOPIC(SCREEN)},
	{"language", NULL, N_("Chinese or English; the other one unless named"), 0, false,
		mq_act_language, N_("zh or en"), TOPIC(SCREEN)},
	{"mouse", NULL, N_("clicks and the wheel for the screen, or for the terminal again"), 0, false,
		mq_act_take_mouse, N_("on or off"), TOPIC(SCREEN)},
	{"link", NULL, N_("on a slow line send less at once; the other one unless named"), 0, false,
		mq_act_link, N_("slow or fast"), TOPIC(SCREEN)},
	{"redraw", NULL, N_("draw the screen anew and ask again"), 0, false,
		mq_act_redraw, NULL, TOPIC(SCREEN)},
	{"suspend", NULL, N_("stop for now; fg brings it back"), 0, false,
		mq_act_suspend, NULL, TOPIC(SCREEN)},
	{"interrupt", NULL, N_("close what is open; twice within a second leaves"), 0, false,
		mq_act_interrupt, NULL, TOPIC(SCREEN)},
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
	[MQ_CONTEXT_SAVED] = {"saved", N_("saved")},
	[MQ_CONTEXT_HELP] = {"help", N_("keys")},
	[MQ_CONTEXT_COLUMNS] = {"columns", N_("columns")},
	[MQ_CONTEXT_PALETTE] = {"palette", N_("palette")},
	[MQ_CONTEXT_ACTIONS] = {"actions", N_("actions")},
	[MQ_CONTEXT_MAN] = {"man", N_("manual")},
};
_Static_assert(MQ_LENGTH(contexts) == MQ_N_CONTEXTS, "each context has a name");

static const struct {
	const char *name;
	const char *label;
} topics[] = {
	[MQ_TOPIC_NONE] = {"", ""},
	[MQ_TOPIC_ASK] = {"ask", N_("asking")},
	[MQ_TOPIC_ROWS] = {"rows", N_("the rows")},
	[MQ_TOPIC_COLUMNS] = {"columns", N_("columns and order")},
	[MQ_TOPIC_MARKS] = {"marks", N_("marks")},
	[MQ_TOPIC_FACETS] = {"facets", N_("facets")},
	[MQ_TOPIC_CARD] = {"card", N_("cards")},
	[MQ_TOPIC_SAVED] = {"saved", N_("saved lists")},
	[MQ_TOPIC_OUT] = {"out", N_("taking out")},
	[MQ_TOPIC_MOVE] = {"move", N_("moving")},
	[MQ_TOPIC_SCREEN] = {"screen", N_("the screen")},
	[MQ_TOPIC_EDIT] = {"edit", N_("editing a line")},
};
_Static_assert(MQ_LENGTH(topics) == MQ_N_TOPICS, "each topic has a name");

const struct mq_command *mq_command_find(const char *name)
{
	for (size_t i = 0; i < mq_n_commands; i++) {
		if (strcmp(mq_commands[i].name, name) == 0) {
			return &mq_commands[i];
		}
	}
	return NULL;
}

/* What leaves or helps in programs that officers may know. */
bool mq_command_is_alias(const struct mq_command *command, const char *text, size_t len)
{
	static const struct {
		const char *alias;
		const char *name;
	} aliases[] = {
		{"q", "leave"}, {"quit", "leave"}, {"exit", "leave"}, {"q!", "leave"}, {"wq", "leave"},
		{"h", "help"},
	};
	for (size_t i = 0; i < MQ_LENGTH(aliases); i++) {
		if (strlen(aliases[i].alias) == len && memcmp(aliases[i].alias, text, len) == 0) {
			return strcmp(aliases[i].name, command->name) == 0;
		}
	}
	return false;
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

bool mq_context_find(const char *name, enum mq_context *context)
{
	for (int i = 0; i < MQ_N_CONTEXTS; i++) {
		if (strcmp(contexts[i].name, name) == 0) {
			*context = (enum mq_context)i;
			return true;
		}
	}
	return false;
}

void mq_context_names(struct mq_buf *out)
{
	for (int i = 0; i < MQ_N_CONTEXTS; i++) {
		mq_buf_addf(out, "%s%s", i > 0 ? ", " : "", contexts[i].name);
	}
}

const char *mq_topic_name(enum mq_topic topic)
{
	return topics[topic].name;
}

const char *mq_topic_label(enum mq_topic topic)
{
	return _(topics[topic].label);
}
