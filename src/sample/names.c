#include "own.h"

#include <stdio.h>
#include <string.h>

/*
 * Names. Surnames by how frequent they are among people in and around Shanghai
 * (parts of 10,000, rounded); given names from the characters that each
 * generation gave its sons and daughters. A few rare ones are among them on
 * purpose: readings that differ as a surname, and characters beyond the common
 * planes, are what a register of people must stand.
 */

static const struct {
	const char *name;
	uint16_t weight;
} surnames[] = {
	{"张", 700}, {"王", 690}, {"陈", 560}, {"李", 540}, {"朱", 330}, {"徐", 320}, {"周", 310},
	{"沈", 290}, {"吴", 280}, {"陆", 240}, {"刘", 230}, {"杨", 220}, {"顾", 210}, {"黄", 200},
	{"孙", 190}, {"赵", 180}, {"胡", 150}, {"金", 150}, {"高", 130}, {"唐", 130}, {"施", 120},
	{"马", 110}, {"俞", 100}, {"蒋", 100}, {"林", 100}, {"郑", 95}, {"何", 95}, {"潘", 90},
	{"汪", 90}, {"钱", 90}, {"夏", 85}, {"姚", 85}, {"倪", 80}, {"谢", 75}, {"许", 75},
	{"戴", 75}, {"郭", 75}, {"曹", 75}, {"宋", 70}, {"蔡", 70}, {"范", 65}, {"丁", 65},
	{"叶", 65}, {"毛", 60}, {"龚", 60}, {"冯", 60}, {"严", 60}, {"奚", 50}, {"梁", 50},
	{"薛", 50}, {"石", 50}, {"邱", 50}, {"余", 50}, {"瞿", 45}, {"邵", 45}, {"傅", 45},
	{"秦", 45}, {"彭", 45}, {"袁", 45}, {"方", 45}, {"于", 40}, {"董", 40}, {"杜", 40},
	{"费", 40}, {"吕", 40}, {"罗", 40}, {"孟", 35}, {"殷", 35}, {"包", 35}, {"魏", 35},
	{"苏", 35}, {"任", 35}, {"江", 35}, {"韩", 35}, {"曾", 30}, {"卢", 30}, {"贾", 25},
	{"洪", 25}, {"祝", 25}, {"诸", 25}, {"万", 25}, {"史", 25}, {"储", 20}, {"邹", 20},
	{"闵", 20}, {"虞", 20}, {"盛", 20}, {"季", 20}, {"单", 20}, {"翁", 20}, {"章", 20},
	{"田", 20}, {"乐", 15}, {"缪", 15}, {"覃", 12}, {"解", 12}, {"仇", 10}, {"区", 8},
	{"朴", 6}, {"查", 8}, {"翟", 8}, {"盖", 6}, {"欧阳", 8}, {"诸葛", 4}, {"司徒", 4},
	{"尉迟", 2}, {"万俟", 1}, {"单于", 1},
};

struct generation {
	int from_year;
	const char *male;	/* characters of three bytes each */
	const char *female;
	uint16_t single;	/* given names of one character, in 10,000 */
};

static const struct generation generations[] = {
	{1900, "德福根宝荣生金祥林发财寿元明兴顺贵炳阿松泉良文忠义仁庭鹤茂昌",
		"秀英凤珍宝妹娣兰金娥桂云巧阿香莲月华素贞玉琴芬惠淑文彩银杏", 800},
	{1950, "建国强卫东平明伟民军华志刚新林根荣德兴龙海忠良元永跃进红光生宝",
		"秀英珍兰芳玉华丽萍红梅娟琴芬惠敏娣妹菊凤霞月美珠爱建国萍玲芝", 2200},
	{1970, "伟强磊军勇杰峰涛斌超明辉刚俊鹏宇健波亮飞晨炜雷毅敏栋昊俭",
		"静丽敏艳燕玲霞娟莉萍芳蕾颖洁慧佳雯倩琳怡薇婷晓茜晶菁瑾莹", 4500},
	{1990, "浩宇子轩俊杰嘉豪天翔博文晨昊逸睿哲泽一诺思远皓铭梓涵凯骏彦霖雄信",
		"子涵欣怡思雨佳雯梦琪雨萱诗悦一诺梓彤可馨语嫣静怡若曦紫萱依晨沐瑶",
		1500},
};

/* Beyond the Basic Multilingual Plane: extension B and H. */
static const char *const rare[] = {"𠅤", "𬎆", "𬭚", "𱍐"};

enum { RARE_IN_10000 = 4 };

const char *mq_sample_surname(struct mq_random *random)
{
	uint16_t weights[MQ_LENGTH(surnames)];

	for (size_t i = 0; i < MQ_LENGTH(surnames); i++) {
		weights[i] = surnames[i].weight;
	}
	return surnames[mq_random_weighted(random, weights, MQ_LENGTH(surnames))].name;
}

static const struct generation *generation_of(int birth_year)
{
	size_t i = MQ_LENGTH(generations) - 1;

	while (i && generations[i].from_year > birth_year) {
		i--;
	}
	return &generations[i];
}

static void add_character(struct mq_random *random, const char *characters, char *out)
{
	size_t n = strlen(characters) / 3;

	strncat(out, characters + 3 * mq_random_below(random, (uint32_t)n), 3);
}

void mq_sample_name(struct mq_random *random, const char *surname, bool female, int birth_year,
	char out[32])
{
	const struct generation *generation = generation_of(birth_year);
	const char *characters = female ? generation->female : generation->male;

	snprintf(out, 32, "%s", surname);
	add_character(random, characters, out);
	if (mq_random_chance(random, RARE_IN_10000)) {
		strcat(out, rare[mq_random_below(random, MQ_LENGTH(rare))]);
	} else if (!mq_random_chance(random, generation->single)) {
		add_character(random, characters, out);
	}
}
