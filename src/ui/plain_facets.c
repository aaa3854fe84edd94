/*
 * Facets and their values, with the hits each would give; charts, with the hits each has.
 * Both are narrowed from by number. Values that nobody here has are left out.
 */
#include "plain.h"

#include <string.h>

#include "view.h"

enum { BAR_CHARS = 10 };

/* ---- values ---- */

static bool is_told(const struct mq_facet_value *value)
{
	return value->count > 0 || value->chosen || value->excluded;
}

/* The query with the value, to be asked when it is picked. */
static const char *narrowed(struct mq_plain *plain, const struct mq_facet_value *value,
	enum mq_narrow how)
{
	struct mq_buf text = {0};
	mq_session_narrow(plain->session, plain->text.len > 0 ? plain->text.data : "",
		plain->text.len, &plain->facets.facets[0], value, how, &text);
	const char *kept = mq_arena_strndup(&plain->arena, text.len > 0 ? text.data : "", text.len);
	mq_buf_release(&text);
	return kept;
}

static void add_value(struct mq_plain *plain, size_t place, const char *bar, const char *share)
{
	const struct mq_facet_value *value = &plain->facets.facets[0].values[place];
	char count[MQ_NUMBER_SIZE];
	mq_view_digits(value->count, count);
	struct mq_plain_line *line = mq_plain_list_add(plain, "%s%s %s%s%s%s", value->label, bar, count,
		share, value->chosen ? _(", chosen") : "", value->excluded ? _(", left out") : "");
	line->place = place;
	line->query = narrowed(plain, value, MQ_NARROW_ONLY);
}

static void list_values(struct mq_plain *plain)
{
	const struct mq_facet *facet = &plain->facets.facets[0];
	mq_plain_list_begin(plain, MQ_PLAIN_VALUES);
	mq_plain_say(plain, _("facet: %s"), facet->label);
	for (size_t i = 0; i < facet->n_values; i++) {
		if (is_told(&facet->values[i])) {
			add_value(plain, i, ",", "");
		}
	}
	if (facet->others > 0) {
		char count[MQ_NUMBER_SIZE];
		mq_view_digits(facet->others, count);
		mq_plain_list_add(plain, "%s, %s", _("all others"), count);
	}
	mq_plain_list_say(plain, 0, 0);
}

/* False, told why, where they cannot be had. */
static bool count_values(struct mq_plain *plain)
{
	const struct mq_facet_wish *wish = &plain->wish;
	struct mq_diag diag = {0};
	mq_facets_release(&plain->facets);
	enum mq_err err = wish->place == MQ_FACET_FIELD
		? mq_session_facet(plain->session, wish->field, 0, &plain->facets, &diag)
		: mq_session_facets(plain->session, wish->place, 1, &plain->facets, &diag);
	mq_plain_say_fault(plain, err, &diag);
	return err == MQ_OK && plain->facets.n_facets > 0;
}

void mq_plain_values(struct mq_plain *plain)
{
	if (count_values(plain)) {
		list_values(plain);
	}
}

/* ---- facets ---- */

static void list_facets(struct mq_plain *plain)
{
	struct mq_facets all = {0};
	struct mq_diag diag = {0};
	enum mq_err err = mq_session_facets_begin(plain->session, 0,
		mq_session_n_facets(plain->session), &all, &diag);
	mq_plain_list_begin(plain, MQ_PLAIN_FACETS);
	for (size_t i = 0; i < all.n_facets; i++) {
		mq_plain_list_add(plain, "%s%s", all.facets[i].label,
			all.facets[i].filtered ? _(", has a condition") : "")->place = i;
	}
	mq_plain_say_fault(plain, err, &diag);
	mq_facets_release(&all);
	mq_plain_list_say(plain, 0, 0);
}

/* The facet called so; false, told, where nothing is. */
static bool find_facet(struct mq_plain *plain)
{
	struct mq_finding found;
	bool some = mq_session_find_facets(plain->session, plain->argument,
		strlen(plain->argument), &found, 1) > 0;
	if (some) {
		plain->wish = found.wish;
	} else {
		mq_plain_say(plain, "%s", _("nothing is called so"));
	}
	return some;
}

void mq_plain_facets(struct mq_plain *plain)
{
	size_t number;
	if (!*plain->argument) {
		list_facets(plain);
	} else if (mq_plain_number(mq_slice_str(plain->argument), &number)) {
		size_t n = mq_session_n_facets(plain->session);
		if (number == 0 || number > n) {
			mq_plain_say_no_number(plain, number, n);
			return;
		}
		plain->wish = (struct mq_facet_wish){.place = number - 1};
		mq_plain_values(plain);
	} else if (find_facet(plain)) {
		mq_plain_values(plain);
	}
}

/* ---- charts ---- */

static void add_bar(struct mq_plain *plain, size_t place, uint64_t largest, uint64_t all, int width)
{
	const struct mq_facet_value *value = &plain->facets.facets[0].values[place];
	int length = (int)((value->count * BAR_CHARS + largest - 1) / largest);
	int blanks = width - mq_shown_width(value->label, strlen(value->label));
	char bar[64 + MQ_NUMBER_SIZE];
	char share[32];
	snprintf(bar, sizeof(bar), "%*s [%.*s%*s]", blanks, "", length, "##########",
		BAR_CHARS - length, "");
	snprintf(share, sizeof(share), ", %u%%", (unsigned)((value->count * 200 + all) / (2 * all)));
	add_value(plain, place, bar, share);
}

/* Bars are as long as their numbers, from the same column on. */
static void list_bars(struct mq_plain *plain)
{
	enum { WIDEST = 30 };
	const struct mq_facet *facet = &plain->facets.facets[0];
	uint64_t largest = 1;
	int width = 0;
	mq_plain_list_begin(plain, MQ_PLAIN_VALUES);
	mq_plain_say(plain, _("chart: %s"), facet->label);
	for (size_t i = 0; i < facet->n_values; i++) {
		const struct mq_facet_value *value = &facet->values[i];
		int own = value->count > 0 ? mq_shown_width(value->label, strlen(value->label)) : 0;
		largest = value->count > largest ? value->count : largest;
		width = own > width && own <= WIDEST ? own : width;
	}
	uint64_t all = plain->unknown ? plain->reply.unknown : plain->reply.hits;
	for (size_t i = 0; i < facet->n_values; i++) {
		if (facet->values[i].count > 0) {
			add_bar(plain, i, largest, all > 0 ? all : 1, width);
		}
	}
	mq_plain_list_say(plain, 0, 0);
}

/* A facet counts without its own conditions, a chart what is listed: counted anew with them. */
static bool count_bars(struct mq_plain *plain)
{
	mq_field_id field = plain->facets.facets[0].field;
	struct mq_diag diag = {0};
	mq_facets_release(&plain->facets);
	enum mq_err err = mq_session_spread(plain->session, field, 0, &plain->facets, &diag);
	mq_plain_say_fault(plain, err, &diag);
	return err == MQ_OK && plain->facets.n_facets > 0;
}

/* Tags of a group have no bars: somebody may have several. */
void mq_plain_chart(struct mq_plain *plain)
{
	if (!find_facet(plain) || !count_values(plain)) {
		return;
	}
	if (plain->facets.facets[0].field == MQ_NO_FIELD) {
		list_values(plain);
	} else if (count_bars(plain)) {
		list_bars(plain);
	}
}

/* ---- narrowing ---- */

/* Values are listed: true; else it is told. */
static bool has_values(struct mq_plain *plain)
{
	if (plain->list != MQ_PLAIN_VALUES) {
		mq_plain_say(plain, "%s", _("no values are listed: :facets lists some"));
	}
	return plain->list == MQ_PLAIN_VALUES;
}

/* Ask with the value (NULL: all) added, left out …; the values are listed anew. */
static void change(struct mq_plain *plain, const struct mq_facet_value *value, enum mq_narrow how)
{
	const char *query = narrowed(plain, value, how);
	if (mq_plain_ask_only(plain, query, strlen(query), MQ_PLAIN_PICKED)) {
		mq_plain_values(plain);
	}
}

static void narrow(struct mq_plain *plain, enum mq_narrow how)
{
	size_t number;
	if (!has_values(plain)) {
		return;
	}
	if (!mq_plain_number(mq_slice_str(plain->argument), &number)) {
		mq_plain_say(plain, _("'%s' is no number"), plain->argument);
		return;
	}
	const struct mq_plain_line *line = mq_plain_list_line(plain, number);
	if (line) {
		change(plain, &plain->facets.facets[0].values[line->place], how);
	}
}

void mq_plain_narrow(struct mq_plain *plain)
{
	narrow(plain, MQ_NARROW_ONLY);
}

void mq_plain_add(struct mq_plain *plain)
{
	narrow(plain, MQ_NARROW_ADD);
}

void mq_plain_exclude(struct mq_plain *plain)
{
	narrow(plain, MQ_NARROW_EXCLUDE);
}

void mq_plain_clear(struct mq_plain *plain)
{
	if (has_values(plain)) {
		change(plain, NULL, MQ_NARROW_CLEAR);
	}
}
