#include "own.h"

#include <string.h>

/*
 * What a visitor writes down: what was seen and said, then how one feels, how it looks at
 * home, who helps, what is wished for and what was promised. No two notes are quite alike,
 * as in a real journal. The longest are some 80 characters.
 */

/* %d is a number between low and high. */
struct sentence {
	const char *text;
	int low, high;
};

static const struct sentence health[] = {
	{"血压%d，按时服药", 118, 178}, {"体温正常，胃口不错，一顿吃%d两", 1, 4},
	{"腰腿不便，上下%d楼要人搀扶", 2, 6}, {"听力下降，要走近%d步说话", 1, 3},
	{"上月住院%d天，现已出院", 3, 21}, {"眼睛看不清药盒上的字，已写成大字贴好", 0, 0},
	{"睡眠差，一夜醒%d次", 2, 6}, {"膝盖做过手术，每天走%d步", 300, 6000},
	{"糖尿病，空腹血糖%d点多", 5, 13}, {"精神很好，还在合唱队唱歌", 0, 0},
	{"走路靠助行器，轮椅放在门口", 0, 0}, {"牙不好，饭菜要煮软", 0, 0},
};

static const struct sentence home[] = {
	{"厨房漏水，已登记报修，单号%d", 10000, 99999}, {"煤气灶用了%d年，建议更换", 8, 25},
	{"卫生间没有扶手，愿意申请适老化改造", 0, 0}, {"楼道灯第%d层不亮", 1, 6},
	{"走廊堆物较多，当面请其清理", 0, 0}, {"窗户关不严，冬天只有%d度", 8, 14},
	{"独用卫生，热水器今年新换", 0, 0}, {"电线老化，请物业来看", 0, 0},
	{"家里养了%d只猫，收拾得干净", 1, 3}, {"烟感报警器已装好并试过", 0, 0},
};

static const struct sentence help[] = {
	{"女儿住浦东，周末来", 0, 0}, {"儿子在外地，每晚视频%d分钟", 5, 40},
	{"钟点工每周来%d次", 1, 5}, {"对门邻居帮忙买菜", 0, 0},
	{"护理员每周上门%d小时", 1, 7}, {"志愿者%d人轮流来电", 2, 5},
	{"助餐点送饭，每客%d元", 8, 16}, {"老伴照顾，自己也快%d岁了", 70, 89},
	{"家庭医生本月来过%d次", 1, 3}, {"平时没有人来，希望多来坐坐", 0, 0},
};

static const struct sentence wishes[] = {
	{"想问长护险怎么办", 0, 0}, {"希望%d号楼加装电梯", 1, 40}, {"想申请居家照护", 0, 0},
	{"反映夜里%d点后有噪声", 21, 23}, {"残疾人证还有%d个月到期，想换证", 1, 11},
	{"想报老年大学的书法班", 0, 0}, {"配药来回要%d小时，希望代配", 1, 3},
	{"孙子%d岁，想问暑托班", 6, 12}, {"想装一键通", 0, 0}, {"想了解医疗救助", 0, 0},
};

static const struct sentence promises[] = {
	{"答应%d天内回电", 2, 7}, {"材料已带回，%d个工作日内答复", 3, 10},
	{"已转街道服务窗口，约下月%d日再来", 1, 28}, {"请楼组长每周看%d次", 1, 3},
	{"已约社区医生上门", 0, 0}, {"没有要办的事", 0, 0},
};

static const struct {
	const struct sentence *sentences;
	uint32_t n;
	uint32_t in_10000;	/* how many notes have one */
} parts[] = {
	{health, MQ_LENGTH(health), 9000}, {home, MQ_LENGTH(home), 7000},
	{help, MQ_LENGTH(help), 7000}, {wishes, MQ_LENGTH(wishes), 6500},
	{promises, MQ_LENGTH(promises), 8000},
};

static void add_sentence(struct mq_random *random, const struct sentence *sentence,
	struct mq_buf *note)
{
	int number = mq_random_between(random, sentence->low, sentence->high);
	const char *at = strstr(sentence->text, "%d");

	mq_buf_adds(note, "；");
	if (at == NULL) {
		mq_buf_adds(note, sentence->text);
	} else {
		mq_buf_add(note, sentence->text, (size_t)(at - sentence->text));
		mq_buf_addf(note, "%d%s", number, at + 2);
	}
}

void mq_note_write(struct mq_random *random, const char *first, struct mq_buf *note)
{
	mq_buf_clear(note);
	mq_buf_adds(note, first);
	for (size_t i = 0; i < MQ_LENGTH(parts); i++) {
		if (mq_random_chance(random, parts[i].in_10000)) {
			add_sentence(random, parts[i].sentences
				+ mq_random_below(random, parts[i].n), note);
		}
	}
	mq_buf_adds(note, "。");
}
