/*
 * Packs of texts against plain arrays: gaps, empty ones, forms that differ and forms
 * that do not; and bytes that are no pack.
 */
#include "index/fixture.h"

#include "../../src/index/pack.h"

enum { ROUNDS = 300 };

static const char *const words[] = {"", "a", "王晓明", "ＡＢＣ路７６０弄", "a longer text, said in words"};

static struct mq_text draw(uint64_t *dice)
{
	struct mq_text text = {0};

	if (roll(dice, 3) > 0) {
		text.written = mq_slice_str(words[roll(dice, MQ_LENGTH(words))]);
		text.folded = roll(dice, 2) ? text.written
			: mq_slice_str(words[roll(dice, MQ_LENGTH(words))]);
	}
	return text;
}

static void assert_same(struct mq_slice is, struct mq_slice should)
{
	assert_int_equal(is.data == NULL, should.data == NULL);
	assert_int_equal(is.len, should.len);
	assert_true(is.len == 0 || memcmp(is.data, should.data, is.len) == 0);
}

static void what_is_packed_is_read_one_by_one_and_all_at_once(void **state)
{
	uint64_t dice = 7;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		struct mq_text texts[MQ_PACK_IDS] = {0};
		struct mq_text read[MQ_PACK_IDS] = {0};
		struct mq_buf bytes = {0};
		const unsigned char *pack;

		for (size_t i = roll(&dice, MQ_PACK_IDS); i < MQ_PACK_IDS; i++) {
			texts[i] = draw(&dice);
		}
		texts[roll(&dice, MQ_PACK_IDS)] = (struct mq_text){mq_slice_str("王"),
			mq_slice_str("王")};
		mq_pack_encode(texts, &bytes);
		pack = mq_pack_open(mq_slice(bytes.data, bytes.len));
		assert_non_null(pack);
		mq_pack_read(pack, read);
		for (size_t i = 0; i < MQ_PACK_IDS; i++) {
			assert_same(mq_pack_get(pack, i, MQ_FORM_WRITTEN), texts[i].written);
			assert_same(mq_pack_get(pack, i, MQ_FORM_FOLDED), texts[i].folded);
			assert_same(read[i].written, texts[i].written);
			assert_same(read[i].folded, texts[i].folded);
		}
		mq_buf_release(&bytes);
	}
}

static void a_form_that_folds_to_itself_stands_once(void **state)
{
	struct mq_text texts[MQ_PACK_IDS] = {[9] = {mq_slice_str("王晓明"), mq_slice_str("王晓明")}};
	struct mq_buf once = {0};
	struct mq_buf twice = {0};

	(void)state;
	mq_pack_encode(texts, &once);
	texts[9].folded = mq_slice_str("王晓朋");
	mq_pack_encode(texts, &twice);
	assert_int_equal(twice.len, once.len + strlen("王晓朋"));
	mq_buf_release(&once);
	mq_buf_release(&twice);
}

static void no_texts_are_no_bytes_and_read_as_none(void **state)
{
	struct mq_text texts[MQ_PACK_IDS] = {0};
	struct mq_buf bytes = {0};

	(void)state;
	mq_pack_encode(texts, &bytes);
	assert_int_equal(bytes.len, 0);
	assert_null(mq_pack_get(mq_pack_empty, 255, MQ_FORM_WRITTEN).data);
}

/* Every cut, every byte more and every end that goes back. */
static void bytes_that_are_no_pack_are_refused(void **state)
{
	struct mq_text texts[MQ_PACK_IDS] = {
		[3] = {mq_slice_str("王晓明"), mq_slice_str("王晓明")},
		[200] = {mq_slice_str("ＡＢ"), mq_slice_str("ab")},
	};
	struct mq_buf bytes = {0};

	(void)state;
	mq_pack_encode(texts, &bytes);
	mq_buf_addc(&bytes, 'x');
	for (size_t len = 0; len <= bytes.len; len++) {
		const unsigned char *pack = mq_pack_open(mq_slice(bytes.data, len));

		assert_int_equal(pack != NULL, len == bytes.len - 1);
	}
	bytes.len--;
	bytes.data[40] = 127;	/* the first text ends behind the second */
	assert_null(mq_pack_open(mq_slice(bytes.data, bytes.len)));
	bytes.data[40] = 9;
	bytes.data[35] = 2;	/* there is one before the last word */
	assert_null(mq_pack_open(mq_slice(bytes.data, bytes.len)));
	bytes.data[35] = 1;
	assert_non_null(mq_pack_open(mq_slice(bytes.data, bytes.len)));
	mq_buf_release(&bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_packed_is_read_one_by_one_and_all_at_once),
		cmocka_unit_test(a_form_that_folds_to_itself_stands_once),
		cmocka_unit_test(no_texts_are_no_bytes_and_read_as_none),
		cmocka_unit_test(bytes_that_are_no_pack_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
