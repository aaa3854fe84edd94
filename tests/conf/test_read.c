/*
 * Events to trees, and the Y cases of the hostile corpus (SECURITY.md 4) that
 * touch reading.
 */
#include "conf/conf_test.h"

enum { MEBIBYTE = 1024 * 1024 };

/* ---- trees ---- */

static void a_tree_knows_what_stands_where(void **state)
{
	struct mq_conf *conf = read_good(
		"# head\n"
		"fields:\n"
		"  sex: {zh: 性别, en: 'sex'}\n"
		"  edu:\n"
		"    aliases: [学历, \"degree\"]\n");
	const struct mq_node *fields = mq_node_get(mq_conf_root(conf), "fields");
	const struct mq_node *sex = mq_node_get(fields, "sex");
	const struct mq_node *en = mq_node_get(sex, "en");
	const struct mq_node *aliases = mq_node_get(mq_node_get(fields, "edu"), "aliases");

	(void)state;
	assert_string_equal(mq_conf_name(conf), "f.yaml");
	assert_int_equal(fields->type, MQ_NODE_MAP);
	assert_int_equal(fields->n_children, 2);
	assert_string_equal(mq_node_get(sex, "zh")->text, "性别");
	assert_false(mq_node_get(sex, "zh")->quoted);
	assert_true(en->quoted);
	assert_int_equal(en->len, 3);
	/* Columns are characters: two Chinese ones stand before. */
	assert_int_equal(en->key_line, 3);
	assert_int_equal(en->key_column, 17);
	assert_int_equal(en->column, 21);
	assert_int_equal(aliases->type, MQ_NODE_LIST);
	assert_int_equal(aliases->n_children, 2);
	assert_string_equal(aliases->first->next->text, "degree");
	assert_null(aliases->first->key);
	assert_null(aliases->first->next->next);
	mq_conf_free(conf);
	mq_conf_free(NULL);
}

static void children_keep_their_order(void **state)
{
	struct mq_conf *conf = read_good("z: 1\na: 2\nm: 3\n");
	const struct mq_node *node = mq_conf_root(conf)->first;

	(void)state;
	assert_string_equal(node->key, "z");
	assert_string_equal(node->next->key, "a");
	assert_string_equal(node->next->next->key, "m");
	mq_conf_free(conf);
}

static void an_empty_file_is_an_empty_map(void **state)
{
	static const char *const empty[] = {"", "\n\n", "# nothing\n", "---\n", "\xef\xbb\xbf", "  "};

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(empty); i++) {
		struct mq_conf *conf = read_good(empty[i]);

		assert_int_equal(mq_conf_root(conf)->type, MQ_NODE_MAP);
		assert_int_equal(mq_conf_root(conf)->n_children, 0);
		mq_conf_free(conf);
	}
}

static void a_file_that_is_no_map_is_refused(void **state)
{
	(void)state;
	assert_only_fault(read_bad("- a\n- b\n"), 1, 1, "must be a map");
	assert_only_fault(read_bad("\n  just text\n"), 2, 3, "must be a map");
	assert_only_fault(read_bad("''\n"), 1, 1, "must be a map");
}

static void block_texts_keep_their_lines(void **state)
{
	struct mq_conf *conf = read_good("a: |\n  one\n  two\nb: >-\n  one\n  two");

	(void)state;
	assert_string_equal(mq_node_get(mq_conf_root(conf), "a")->text, "one\ntwo\n");
	assert_string_equal(mq_node_get(mq_conf_root(conf), "b")->text, "one two");
	assert_true(mq_node_get(mq_conf_root(conf), "a")->quoted);
	mq_conf_free(conf);
}

/* ---- bounds: Y1 to Y4, Y20 ---- */

static void y1_to_y4_depth_is_bounded(void **state)
{
	static const char *const pieces[] = {"[", "{", "- ", "? "};

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(pieces); i++) {
		char *text = repeat(pieces[i], MEBIBYTE / strlen(pieces[i]));
		struct mq_diag diag = read_bad(text);
		const struct mq_fault *last = &diag.faults[diag.n_faults - 1];

		assert_string_equal(last->message, "maps and lists stand too deep in each other");
		assert_int_equal(last->line, 1);
		assert_int_equal(last->column, 16 * strlen(pieces[i]) + 1);
		mq_diag_release(&diag);
		free(text);
	}
}

static void sixteen_levels_are_read_and_not_one_more(void **state)
{
	struct mq_conf *conf = read_good("a: [[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]");

	(void)state;
	mq_conf_free(conf);
	assert_only_fault(read_bad("a: [[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]"), 1, 19, "too deep");
}

static void more_than_a_mebibyte_is_refused(void **state)
{
	char *text = repeat("#", MEBIBYTE + 1);
	struct mq_conf *conf = read_good_bytes(text, MEBIBYTE);

	(void)state;
	mq_conf_free(conf);
	assert_only_fault(read_bad(text), 0, 0, "larger than 1048576 bytes");
	free(text);
}

static void y20_many_fields_are_read(void **state)
{
	struct mq_buf text = {0};
	struct mq_conf *conf;

	(void)state;
	for (int i = 0; i < 65536; i++) {
		mq_buf_addf(&text, "f%d: {}\n", i);
	}
	conf = read_good(text.data);
	assert_int_equal(mq_conf_root(conf)->n_children, 65536);
	mq_conf_free(conf);
	mq_buf_release(&text);
}

static void too_many_entries_are_refused(void **state)
{
	char *entries = repeat("a,", 200000);
	char *text = mq_format("a: [%s]\n", entries);
	struct mq_diag diag = read_bad(text);

	(void)state;
	assert_string_equal(diag.faults[0].message, "the file holds too many entries");
	assert_int_equal(diag.n_faults, 1);
	mq_diag_release(&diag);
	free(entries);
	free(text);
}

/* ---- what is not supported: Y5 to Y10 ---- */

static void y5_an_alias_bomb_does_not_unfold(void **state)
{
	struct mq_buf text = {0};
	struct mq_diag diag;

	(void)state;
	mq_buf_adds(&text, "a0: &a0 [x]\n");
	for (int i = 1; i <= 10; i++) {
		mq_buf_addf(&text, "a%d: &a%d [", i, i);
		for (int j = 0; j < 10; j++) {
			mq_buf_addf(&text, "*a%d,", i - 1);
		}
		mq_buf_adds(&text, "]\n");
	}
	diag = read_bad(text.data);
	assert_fault(&diag, 0, 1, 5, "anchors ('&') are not supported");
	assert_fault(&diag, 1, 2, 5, "anchors ('&') are not supported");
	assert_fault(&diag, 2, 2, 10, "aliases ('*') are not supported");
	assert_int_equal(diag.n_faults, 11 + 100);
	mq_diag_release(&diag);
	mq_buf_release(&text);
}

static void y6_an_alias_of_itself_is_refused(void **state)
{
	struct mq_diag diag = read_bad("a: &a [*a]\n");

	(void)state;
	assert_fault(&diag, 0, 1, 4, "anchors");
	assert_fault(&diag, 1, 1, 8, "aliases");
	assert_int_equal(diag.n_faults, 2);
	mq_diag_release(&diag);
}

static void y7_forty_thousand_anchors_end_at_a_thousand_faults(void **state)
{
	struct mq_buf text = {0};
	struct mq_diag diag;

	(void)state;
	for (int i = 0; i < 40000; i++) {
		mq_buf_addf(&text, "k%d: &a%d x\n", i, i);
	}
	diag = read_bad(text.data);
	assert_int_equal(diag.n_faults, MQ_DIAG_MAX);
	mq_diag_release(&diag);
	mq_buf_release(&text);
}

static void y8_merge_keys_are_refused_but_not_the_text(void **state)
{
	struct mq_conf *conf = read_good("'<<': x\n");

	(void)state;
	mq_conf_free(conf);
	assert_only_fault(read_bad("a:\n  <<: {b: c}\n"), 2, 3, "merge keys ('<<')");
}

static void y9_tags_are_refused(void **state)
{
	static const char *const tags[] = {
		"a: !!binary eA==\n", "a: !evil x\n", "a: !<tag:x> {}\n", "a: ! x\n", "a: !!seq []\n",
	};

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(tags); i++) {
		assert_only_fault(read_bad(tags[i]), 1, 4, "tags ('!') are not supported");
	}
	assert_only_fault(read_bad("a: !x!y z\n"), 1, 4, "tags ('!') are not supported");
	assert_only_fault(read_bad("!!str a: b\n"), 1, 1, "tags ('!') are not supported");
}

static void y10_a_second_document_is_refused(void **state)
{
	struct mq_conf *conf = read_good("---\na: 1\n...\n");

	(void)state;
	mq_conf_free(conf);
	assert_only_fault(read_bad("a: 1\n---\nb: 2\n"), 2, 1, "a second document");
	assert_only_fault(read_bad("a: 1\n...\n---\n"), 3, 1, "a second document");
}

/* ---- keys: Y11, Y12 ---- */

static void y11_a_key_twice_names_the_first_line(void **state)
{
	struct mq_diag diag = read_bad("fields:\n  sex: 1\n  age: 2\n  'sex': 3\nfields: {}\n");

	(void)state;
	assert_fault(&diag, 0, 4, 3, "key 'sex' stands here a second time");
	assert_string_equal(diag.faults[0].hint, "the first one is in line 2");
	assert_fault(&diag, 1, 5, 1, "key 'fields'");
	assert_int_equal(diag.n_faults, 2);
	mq_diag_release(&diag);
}

static void the_same_key_in_two_maps_is_fine(void **state)
{
	struct mq_conf *conf = read_good("a: {zh: 1}\nb: {zh: 2, c: {zh: 3}}\n");

	(void)state;
	mq_conf_free(conf);
}

static void y12_a_key_of_two_thousand_characters_is_refused(void **state)
{
	char *key = repeat("k", 2000);
	char *plain = mq_format("a: 1\n%s: x\n", key);
	char *explicit_key = mq_format("? %s\n: x\n", key);
	struct mq_diag diag = read_bad(plain);

	(void)state;
	assert_int_equal(diag.faults[0].line, 2);
	mq_diag_release(&diag);
	assert_only_fault(read_bad(explicit_key), 1, 3, "this key is too long");
	free(key);
	free(plain);
	free(explicit_key);
}

static void keys_that_are_no_names_are_refused(void **state)
{
	(void)state;
	assert_only_fault(read_bad("'': x\n"), 1, 1, "a key without a name");
	assert_only_fault(read_bad("[a, b]: x\n"), 1, 1, "a key must be a plain text");
	assert_only_fault(read_bad("{a: 1}: {b: 2}\n"), 1, 1, "a key must be a plain text");
	assert_only_fault(read_bad("\"a\\nb\": x\n"), 1, 1, "one line");
}

/* ---- texts: Y13, Y18 ---- */

static void y13_escapes_cannot_smuggle_what_does_not_show(void **state)
{
	(void)state;
	assert_only_fault(read_bad("zh: \"a\\0b\"\n"), 1, 5, "U+0000");
	assert_only_fault(read_bad("zh: \"\\e[31m\"\n"), 1, 5, "U+001B");
	assert_only_fault(read_bad("zh: \"\\u202e\"\n"), 1, 5, "U+202E");
	assert_only_fault(read_bad("\"a\\u200b\": x\n"), 1, 1, "U+200B");
	assert_only_fault(read_bad("zh: [x, 王\u200b]\n"), 1, 9, "U+200B");
}

static void y18_what_looks_like_a_number_is_a_text(void **state)
{
	static const char *const words[] = {"no", "0777", "1_000", "12:30:00", "~", "null", "1e3", "是"};

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(words); i++) {
		char *text = mq_format("a: %s\n", words[i]);
		struct mq_conf *conf = read_good(text);

		assert_string_equal(mq_node_get(mq_conf_root(conf), "a")->text, words[i]);
		mq_conf_free(conf);
		free(text);
	}
}

/* ---- all at once ---- */

static void all_faults_of_a_file_are_found_in_one_run(void **state)
{
	struct mq_diag diag = read_bad(
		"kinds:\n"
		"  a: &x 1\n"
		"  a: *x\n"
		"  b: !t 2\n"
		"  <<: 3\n"
		"  c: \"\\u200b\"\n"
		"  d: \033\n"
		"  e: @\n"
		"  f: never reached\n");

	(void)state;
	assert_fault(&diag, 0, 7, 6, "U+001B");		/* judged before the rest */
	assert_fault(&diag, 1, 2, 6, "anchors");
	assert_fault(&diag, 2, 3, 3, "key 'a'");
	assert_fault(&diag, 3, 3, 6, "aliases");
	assert_fault(&diag, 4, 4, 6, "tags");
	assert_fault(&diag, 5, 5, 3, "merge keys");
	assert_fault(&diag, 6, 6, 6, "U+200B");
	assert_fault(&diag, 7, 8, 6, "a text cannot begin with this sign");
	assert_int_equal(diag.n_faults, 8);
	mq_diag_release(&diag);
}

/* What is drawn from pieces of YAML is read or refused, and nothing else. */
static void whatever_comes_is_answered(void **state)
{
	static const char *const pieces[] = {
		"a", ": ", "\n", "  ", "- ", "[", "]", "{", "}", ", ", "'", "\"", "&a ", "*a ", "!t ", "? ",
		"|", ">", "\t", "#", "%", "---\n", "...\n", "王", "：", "\\u0041", "<<", "\r", "\xff", "~",
	};
	uint64_t seed = 42;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		struct mq_buf text = {0};
		struct mq_conf *conf = NULL;
		struct mq_diag diag = {0};
		enum mq_err err;

		for (int i = 0; i < 3 + round % 20; i++) {
			seed = seed * 6364136223846793005u + 1442695040888963407u;
			mq_buf_adds(&text, pieces[(seed >> 33) % MQ_LENGTH(pieces)]);
		}
		err = mq_conf_read_text("f.yaml", text.data, text.len, &conf, &diag);
		assert_int_equal(err, diag.n_faults > 0 ? MQ_ERR_CONFIG : MQ_OK);
		assert_true((conf != NULL) == (err == MQ_OK));
		mq_conf_free(conf);
		mq_diag_release(&diag);
		mq_buf_release(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_tree_knows_what_stands_where),
		cmocka_unit_test(children_keep_their_order),
		cmocka_unit_test(an_empty_file_is_an_empty_map),
		cmocka_unit_test(a_file_that_is_no_map_is_refused),
		cmocka_unit_test(block_texts_keep_their_lines),
		cmocka_unit_test(y1_to_y4_depth_is_bounded),
		cmocka_unit_test(sixteen_levels_are_read_and_not_one_more),
		cmocka_unit_test(more_than_a_mebibyte_is_refused),
		cmocka_unit_test(y20_many_fields_are_read),
		cmocka_unit_test(too_many_entries_are_refused),
		cmocka_unit_test(y5_an_alias_bomb_does_not_unfold),
		cmocka_unit_test(y6_an_alias_of_itself_is_refused),
		cmocka_unit_test(y7_forty_thousand_anchors_end_at_a_thousand_faults),
		cmocka_unit_test(y8_merge_keys_are_refused_but_not_the_text),
		cmocka_unit_test(y9_tags_are_refused),
		cmocka_unit_test(y10_a_second_document_is_refused),
		cmocka_unit_test(y11_a_key_twice_names_the_first_line),
		cmocka_unit_test(the_same_key_in_two_maps_is_fine),
		cmocka_unit_test(y12_a_key_of_two_thousand_characters_is_refused),
		cmocka_unit_test(keys_that_are_no_names_are_refused),
		cmocka_unit_test(y13_escapes_cannot_smuggle_what_does_not_show),
		cmocka_unit_test(y18_what_looks_like_a_number_is_a_text),
		cmocka_unit_test(all_faults_of_a_file_are_found_in_one_run),
		cmocka_unit_test(whatever_comes_is_answered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
