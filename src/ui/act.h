/* act: what commands do. command.c gives each its row. */
#ifndef MINQING_UI_ACT_H
#define MINQING_UI_ACT_H

#include "app.h"

/* act_query.c */
void mq_act_char_left(struct mq_app *app);
void mq_act_char_right(struct mq_app *app);
void mq_act_word_left(struct mq_app *app);
void mq_act_word_right(struct mq_app *app);
void mq_act_line_start(struct mq_app *app);
void mq_act_line_end(struct mq_app *app);
void mq_act_delete_left(struct mq_app *app);
void mq_act_delete_right(struct mq_app *app);
void mq_act_kill_term(struct mq_app *app);
void mq_act_kill_word(struct mq_app *app);
void mq_act_kill_start(struct mq_app *app);
void mq_act_kill_end(struct mq_app *app);
void mq_act_yank(struct mq_app *app);
void mq_act_yank_before(struct mq_app *app);
void mq_act_swap_terms(struct mq_app *app);

/* act_asked.c */
void mq_act_older(struct mq_app *app);
void mq_act_newer(struct mq_app *app);
void mq_act_history_search(struct mq_app *app);
void mq_act_last_value(struct mq_app *app);
void mq_act_keep_query(struct mq_app *app);
void mq_act_forget(struct mq_app *app);

/* act_burden.c */
void mq_act_burden(struct mq_app *app);

/* act_log.c */
void mq_act_log(struct mq_app *app);
void mq_act_replay(struct mq_app *app);

/* act_undo.c */
void mq_act_undo(struct mq_app *app);
void mq_act_redo(struct mq_app *app);

/* act_complete.c */
void mq_act_complete(struct mq_app *app);
void mq_act_complete_previous(struct mq_app *app);

/* act_chips.c */
void mq_act_condition(struct mq_app *app);
void mq_act_condition_left(struct mq_app *app);
void mq_act_condition_right(struct mq_app *app);
void mq_act_condition_remove(struct mq_app *app);
void mq_act_condition_deny(struct mq_app *app);
void mq_act_condition_edit(struct mq_app *app);

/* act_move.c */
void mq_act_up(struct mq_app *app);
void mq_act_down(struct mq_app *app);
void mq_act_page_up(struct mq_app *app);
void mq_act_page_down(struct mq_app *app);
void mq_act_top(struct mq_app *app);
void mq_act_bottom(struct mq_app *app);
void mq_act_next_hit(struct mq_app *app);
void mq_act_previous_hit(struct mq_app *app);

/* act_mouse.c */
void mq_act_mouse(struct mq_app *app, const struct mq_mouse *mouse);

/* act_facets.c */
void mq_act_narrow(struct mq_app *app);
void mq_act_add_value(struct mq_app *app);
void mq_act_exclude(struct mq_app *app);
void mq_act_unknown_value(struct mq_app *app);
void mq_act_all_values(struct mq_app *app);
void mq_act_next_facet(struct mq_app *app);
void mq_act_previous_facet(struct mq_app *app);
void mq_act_fold(struct mq_app *app);
void mq_act_fold_all(struct mq_app *app);
void mq_act_sort_values(struct mq_app *app);
void mq_act_pin(struct mq_app *app);
void mq_act_find_value(struct mq_app *app);

/* act_results.c */
void mq_act_column_left(struct mq_app *app);
void mq_act_column_right(struct mq_app *app);
void mq_act_sort(struct mq_app *app);
void mq_act_sort_reverse(struct mq_app *app);
void mq_act_narrow_row(struct mq_app *app);
void mq_act_exclude_row(struct mq_app *app);
void mq_act_screen_top(struct mq_app *app);
void mq_act_screen_middle(struct mq_app *app);
void mq_act_screen_bottom(struct mq_app *app);
void mq_act_row_to_top(struct mq_app *app);
void mq_act_row_to_middle(struct mq_app *app);
void mq_act_half_page_down(struct mq_app *app);
void mq_act_half_page_up(struct mq_app *app);
void mq_act_open_number(struct mq_app *app);

/* act_help.c */
void mq_act_help(struct mq_app *app);
void mq_act_help_find(struct mq_app *app);
void mq_act_run(struct mq_app *app);

/* act_board.c */
void mq_act_day(struct mq_app *app);
void mq_act_everywhere(struct mq_app *app);
void mq_act_upcoming(struct mq_app *app);
void mq_act_needs(struct mq_app *app);
void mq_act_duty(struct mq_app *app);
void mq_act_round(struct mq_app *app);
void mq_act_policies(struct mq_app *app);
void mq_act_services(struct mq_app *app);
/* The board that is called as the command at work. */
void mq_act_board(struct mq_app *app);

/* act_errand.c */
void mq_act_plan_round(struct mq_app *app);
void mq_act_dismiss(struct mq_app *app);

/* act_form.c */
void mq_act_visit(struct mq_app *app);
void mq_act_service(struct mq_app *app);
void mq_act_need(struct mq_app *app);
void mq_act_answer(struct mq_app *app);
void mq_act_form_next(struct mq_app *app);
void mq_act_form_down(struct mq_app *app);
void mq_act_form_up(struct mq_app *app);
void mq_act_form_done(struct mq_app *app);
void mq_act_form_discard(struct mq_app *app);

/* act_man.c */
void mq_act_man(struct mq_app *app);
void mq_act_follow(struct mq_app *app);
void mq_act_next_reference(struct mq_app *app);
void mq_act_previous_reference(struct mq_app *app);

/* act_palette.c */
void mq_act_palette(struct mq_app *app);
void mq_act_palette_take(struct mq_app *app);

/* act_menu.c */
void mq_act_actions(struct mq_app *app);

/* act_marks.c */
void mq_act_mark(struct mq_app *app);
void mq_act_mark_range(struct mq_app *app);
void mq_act_mark_invert(struct mq_app *app);
void mq_act_unmark_all(struct mq_app *app);

/* act_saved.c */
void mq_act_saved(struct mq_app *app);
void mq_act_ask_list(struct mq_app *app);
void mq_act_add_list(struct mq_app *app);
void mq_act_exclude_list(struct mq_app *app);
void mq_act_edit_list(struct mq_app *app);
void mq_act_find_list(struct mq_app *app);

/* act_saved_keep.c */
void mq_act_save(struct mq_app *app);
void mq_act_rename_list(struct mq_app *app);
void mq_act_share_list(struct mq_app *app);
void mq_act_remove_list(struct mq_app *app);

/* act_copy.c */
void mq_act_copy_row(struct mq_app *app);
void mq_act_copy_marked(struct mq_app *app);
void mq_act_copy_field(struct mq_app *app);
void mq_act_copy_card(struct mq_app *app);
void mq_act_copy_query(struct mq_app *app);
void mq_act_copy_command(struct mq_app *app);
void mq_act_print(struct mq_app *app);

/* act_export.c */
void mq_act_export(struct mq_app *app);
void mq_act_export_marked(struct mq_app *app);

/* act_columns.c */
void mq_act_columns(struct mq_app *app);
void mq_act_column_show(struct mq_app *app);
void mq_act_column_before(struct mq_app *app);
void mq_act_column_after(struct mq_app *app);
void mq_act_column_wider(struct mq_app *app);
void mq_act_column_narrower(struct mq_app *app);
void mq_act_columns_usual(struct mq_app *app);

/* act_card.c */
void mq_act_fold_section(struct mq_app *app);
void mq_act_fold_sections(struct mq_app *app);
void mq_act_next_section(struct mq_app *app);
void mq_act_previous_section(struct mq_app *app);

/* act_panes.c */
void mq_act_zoom(struct mq_app *app);
void mq_act_pane_left(struct mq_app *app);
void mq_act_pane_right(struct mq_app *app);
void mq_act_pane_wider(struct mq_app *app);
void mq_act_pane_narrower(struct mq_app *app);
void mq_act_chart_taller(struct mq_app *app);
void mq_act_chart_lower(struct mq_app *app);
void mq_act_panes_usual(struct mq_app *app);

/* find.c */
void mq_act_find(struct mq_app *app);
void mq_act_find_next(struct mq_app *app);
void mq_act_find_previous(struct mq_app *app);

/* tutor.c */
void mq_act_tutor(struct mq_app *app);
void mq_act_tutor_next(struct mq_app *app);
void mq_act_tutor_back(struct mq_app *app);

/* act_look.c */
void mq_act_theme(struct mq_app *app);
void mq_act_language(struct mq_app *app);
void mq_act_take_mouse(struct mq_app *app);
void mq_act_link(struct mq_app *app);

/* act_go.c */
void mq_act_next_pane(struct mq_app *app);
void mq_act_previous_pane(struct mq_app *app);
void mq_act_query(struct mq_app *app);
void mq_act_open(struct mq_app *app);
void mq_act_unknown(struct mq_app *app);
void mq_act_back(struct mq_app *app);
void mq_act_leave(struct mq_app *app);
void mq_act_interrupt(struct mq_app *app);
void mq_act_redraw(struct mq_app *app);
void mq_act_suspend(struct mq_app *app);

#endif
