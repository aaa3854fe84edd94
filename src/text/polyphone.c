/*
 * Four short tables. ALSO was drawn from the readings of the 8,105 characters of
 * the 通用规范汉字表 as the Unicode Han Database 15 lists them (kTGHZ2013):
 * those that ICU 72 gives neither with Han-Latin nor with Han-Latin/Names, without
 * tones. SURNAMES, DOUBLES and BESIDE are ours: what a name of a person begins with is
 * often read as nothing else is, also where it is written in traditional characters, and
 * some given names and places are typed as that list does not have them.
 *
 * They are read once per character and run, then cached, so a scan will do.
 */
#include "polyphone.h"

#include <string.h>

#include <minqing/base.h>

static const char *const SURNAMES[] = {
	"覃 qin tan", "缪 miao mou", "朴 piao pu", "贠 yun yuan", "隗 kui wei",
	"牟 mou mu", "祭 zhai ji", "句 gou ju", "晟 cheng sheng", "郇 xun huan",
	"尉 wei yu", "黑 he hei", "洗 xian xi", "么 yao me", "长 zhang chang", "佴 nai",
	"郄 qie xi", "阚 kan han", "薄 bo bao", "都 du dou", "乜 nie mie", "适 shi kuo",
	"藏 zang cang", "莘 shen xin", "能 nai neng", "参 shen can", "番 pan fan", "炅 gui jiong",
	"稽 ji qi", "颉 xie jie", "贲 ben bi", "繆 miao mou", "員 yun yuan", "貟 yun yuan",
	"區 ou qu", "蓋 ge gai", "樂 yue le",
};

static const char *const DOUBLES[] = {
	"万俟 mo qi", "单于 chan yu", "尉迟 yu chi", "长孙 zhang sun", "澹台 tan tai",
	"乐正 yue zheng", "宰父 zai fu", "鲜于 xian yu", "萬俟 mo qi", "樂正 yue zheng",
};

static const char *const BESIDE[] = {
	"偲 si", "六 lu", "歙 xi", "還 huan", "隽 jun", "雋 jun",
};

static const char *const ALSO[] = {
	"㴔 ji", "䏲 ti", "万 mo", "乜 nie", "了 liao", "亘 xuan", "亟 qi",
	"亲 qing", "亹 wei", "什 shi", "仔 zai", "价 jie", "会 kuai", "传 zhuan",
	"伣 qian", "伯 bai", "伺 si", "似 si", "伽 ga qie", "佛 fo", "佴 nai", "侥 yao",
	"便 pian", "俟 si", "俩 liang", "偻 lv", "傀 kui", "兹 ci", "刨 bao", "券 xuan",
	"刹 cha", "削 xiao", "剥 bao", "劲 jing", "勒 le", "匙 chi", "卒 cu", "单 chan",
	"単 shan", "卡 qia", "厖 mang", "厦 xia", "参 cen shen", "句 gou", "叨 tao",
	"叶 xie", "吁 yu", "合 ge", "吓 he", "吖 a", "否 pi", "吭 hang", "吱 zi",
	"呇 men", "呢 ni", "呱 gua", "呷 xia", "咀 zui", "咇 bi", "咋 ze zha",
	"和 hu huo", "咖 ga", "咯 ka luo", "咳 ke", "咽 ye", "哕 yue", "哦 e", "哪 ne",
	"唛 mai", "唝 hong", "啁 zhou", "啜 chuo", "喁 yu", "喋 zha", "喔 wo",
	"單 shan chan", "喳 cha", "嗄 sha", "嗌 yi", "嗲 dia", "嘘 shi", "嘚 dei",
	"嘬 zuo", "噱 xue", "嚓 cha", "嚼 jiao", "囤 tun", "圈 juan",
	"圌 chui", "圜 yuan", "圩 xu", "圫 tuo", "地 di", "坋 fen", "坬 wa", "坻 di",
	"垌 tong", "埔 pu", "埫 tang", "堡 bu pu", "堨 e", "堲 ji", "塞 se", "壳 qiao",
	"大 dai", "夹 ga", "奇 ji", "奘 zhuang", "妧 yuan", "娜 nuo", "婤 zhou",
	"婼 ruo", "嬛 xuan", "嬷 mo", "孅 xian", "孖 zi", "孱 chan", "宓 fu", "宿 xiu",
	"尢 wang", "尺 che", "尿 sui", "屏 bing", "岨 ju", "峒 tong", "峛 lie",
	"峤 qiao", "峿 wu", "嶦 shan", "差 chai ci", "巷 hang", "帧 zhen", "帱 dao",
	"幢 zhuang", "度 duo", "廆 wei", "弄 long", "弹 tan", "强 jiang", "彷 pang",
	"得 dei", "忒 tui", "恶 wu", "慊 qie", "戆 zhuang", "戌 qu", "戛 ga", "扁 pian",
	"扎 za", "扒 pa", "扛 gang", "扞 han", "抹 ma", "拓 tuo", "拗 niu", "择 zhai",
	"拶 zan", "拾 she", "挲 suo", "捋 luo", "掞 yan", "掺 chan", "提 di", "搒 peng",
	"撮 zuo", "擘 bo", "攒 cuan", "数 shuo", "曝 bao", "朝 zhao", "期 ji", "术 zhu",
	"朴 piao po", "杉 sha", "杻 niu", "枞 zong", "枸 ju", "柁 tuo",
	"柏 bo", "柜 ju", "柞 zuo", "柷 zhu", "栅 shan", "栎 yue", "校 jiao", "核 hu",
	"桔 jie", "桧 hui", "桲 bo", "梣 chen qin", "棓 bei", "棱 ling", "棽 chen",
	"椎 zhui", "楪 die", "楯 shun", "楷 jie", "槛 jian", "槟 bing", "模 mu",
	"橑 liao", "欸 e", "欹 qi", "欻 xu", "殷 yan", "氏 zhi", "氿 jiu", "沈 chen",
	"沌 zhuan", "沓 ta", "没 mo", "泊 bo", "泌 bi", "泷 shuang", "洓 qi", "洗 xian",
	"洞 tong", "浒 xu", "浚 xun", "浰 li", "涌 chong", "涡 guo", "涴 yuan",
	"淜 peng", "湫 qiu", "溃 hui", "溚 da", "滧 xiao", "漴 chong shuang", "潦 liao",
	"澄 deng", "澹 tan", "瀑 bao", "炅 gui", "炔 que", "炮 bao", "烙 luo",
	"烻 shan", "焌 qu", "焘 tao", "熟 shou", "熨 yu", "爪 zhua", "犍 qian",
	"犴 han", "率 shuai", "玚 yang", "玢 fen", "珩 heng", "珲 hun", "琢 zhuo",
	"瑱 tian", "町 ding", "畜 xu", "番 pan", "畬 yu", "疟 yao", "癿 bie", "的 di",
	"盛 cheng", "省 xing", "着 zhao zhuo", "石 dan", "砉 hua", "硊 hui",
	"硍 yin", "硔 gong", "碈 hun", "碌 liu", "碡 zhou", "磅 pang", "磏 qian",
	"祭 zhai", "禅 shan", "称 chen", "穜 tong", "窨 yin", "笮 zuo", "糁 shen",
	"糜 mei", "系 ji", "絜 xie", "綮 qing", "繇 you", "纤 qian", "纥 he", "约 yao",
	"纶 guan", "给 ji", "络 lao", "绰 chao", "综 zeng", "绿 lu", "缉 qi", "缩 su",
	"缪 miao miu", "耏 er", "耙 pa", "聒 guo", "肋 lei", "胖 pan", "脉 mo", "脯 fu",
	"腌 a", "膀 pang", "膻 dan", "臂 bei", "臭 xiu", "色 shai", "艴 bo", "艾 yi",
	"芎 xiong", "芘 bi", "芥 gai", "芫 yuan", "芾 fu", "苣 qu", "茄 qie", "茈 zi",
	"茋 di", "茜 xi", "荑 yi", "荠 qi", "荥 ying", "荨 qian", "莎 suo", "莞 wan",
	"莨 liang", "菹 zu", "落 la lao", "著 zhu zhuo", "葚 shen", "葰 jun suo",
	"蓂 mi", "蔈 piao", "蔓 wan", "蔚 yu", "蕃 bo", "薁 ao", "薄 bo", "藉 jie",
	"藏 zang", "虷 gan", "虹 jiang", "蚌 beng", "蛤 ge", "蛸 xiao", "蝤 you",
	"螣 teng", "血 xie", "行 hang heng", "裼 xi", "褪 tun", "覃 qin",
	"见 xian", "觉 jiao", "角 jue", "识 zhi", "诘 jie", "说 shui", "读 dou",
	"谁 shui", "调 tiao", "谌 shen", "豉 chi", "豸 zhai", "貉 he", "贠 yun",
	"贾 gu", "趄 qie", "蹊 xi", "蹒 pan", "车 ju", "轧 zha", "辗 zhan", "辟 bi",
	"还 huan", "郇 xun", "郗 chi", "都 du", "酂 zan", "酢 zuo", "酾 shi", "钥 yue",
	"钭 dou", "铅 yan", "铊 tuo", "铛 cheng", "铤 ting", "铫 yao", "镡 tan",
	"镦 dun", "長 chang", "阇 she", "阏 yan", "阘 ta", "阚 kan", "阿 e", "陂 pi",
	"陆 liu", "降 xiang", "隺 he", "雀 qiao", "露 lou", "鞘 shao", "颈 geng",
	"颉 xie", "饧 xing", "饹 ge", "馇 zha", "驮 duo", "骀 tai", "骠 piao", "鬲 li",
	"鲌 bo", "鹄 hu", "鹘 hu", "麇 qun", "黾 min", "龈 yin", "龟 jun qiu", "鿎 da",
	"𦝼 lou", "𦰡 nuo", "𫭟 qu",
};

/* What stands behind the key and its space in the row that begins with it. */
static const char *find(const char *const *rows, size_t n_rows, const char *key, size_t len)
{
	for (size_t i = 0; i < n_rows; i++) {
		if (strncmp(rows[i], key, len) == 0 && rows[i][len] == ' ') {
			return rows[i] + len + 1;
		}
	}
	return NULL;
}

const char *polyphone_surname(const char *chr, size_t len)
{
	return find(SURNAMES, MQ_LENGTH(SURNAMES), chr, len);
}

const char *polyphone_also(const char *chr, size_t len)
{
	const char *readings = find(ALSO, MQ_LENGTH(ALSO), chr, len);

	return readings != NULL ? readings : find(BESIDE, MQ_LENGTH(BESIDE), chr, len);
}

const char *polyphone_double(const char *text, size_t len)
{
	enum { TWO_CHARS = 6 };		/* all of them are three bytes long */

	return len < TWO_CHARS ? NULL : find(DOUBLES, MQ_LENGTH(DOUBLES), text, TWO_CHARS);
}
