/*
 * Groups of characters that look alike. They are our own observation: what is
 * confused in names, lanes and villages when a card is copied by hand, read from a
 * faded print, or picked from the list of an input method that draws or
 * scans. A character may stand in several groups; looking alike does not go from one
 * group to the next. Only characters of U+4E00…U+9FFF, and only where the mistake is
 * one a clerk makes: sharing a part is not enough.
 */
#include "alike.h"

#include <string.h>

#include <minqing/text.h>

static const char *const groups[] = {
	/* a stroke longer, shorter, or one more */
	"土士", "末未朱", "日曰", "己已巳", "戊戌戍戎成", "大太犬夫天", "人入八", "王玉主壬五", "千干于",
	"甲申由田电", "午牛", "刀力刁", "九丸", "儿几", "十千", "木本术", "今令", "万方", "风凤",
	"乌鸟", "免兔", "兵乓乒丘", "目且自", "白自百", "贝见", "开井", "水永冰", "厂广", "厉历",
	"户尸", "卫工", "少小", "久欠", "子孑孓", "史吏", "束柬", "采釆", "爪瓜", "斤斥", "予矛",
	"刃刀", "丑五", "毛手", "生牛", "元云无", "夭天", "专传", "办力", "古右石", "左在",
	"亨享", "侯候", "幸辛", "茶荼", "崇祟", "壶壸", "衰哀衷", "暮幕慕墓", "拔拨", "冶治", "泠冷",
	"析折拆", "住往佳", "免勉", "奇寄", "班斑", "宣宜", "宫官", "客容", "宁宇", "安案", "孟盂",
	"季李", "杏李", "香杳", "杰烈", "柱桂", "林材", "柏伯", "栋拣", "枝技", "杨扬", "杭抗",
	/* the same sound part under another radical */
	"晴睛清情婧靖", "洋详祥", "晓哓骁浇", "伟玮炜苇", "娟绢涓", "俊峻竣骏浚", "芳芬",
	"瑛英", "琪淇祺棋", "瑶遥谣", "璐露", "珍诊", "玲铃怜", "佩珮", "莹萤荧", "萍苹", "燕莺",
	"桦华", "烨晔", "辉晖浑", "昊旻", "杲杳", "昕听", "晨辰", "晟晨", "皓浩", "浩洁",
	"洪供", "沐沭", "汪江", "泽择", "海侮", "涛祷", "淑椒", "淳谆", "渊洲", "湘相", "源原", "潘播",
	"坤伸绅", "培陪", "堰偃", "境镜", "墉塘", "圩圬", "坡披", "址扯", "埔浦", "城域", "塔搭",
	"钧均", "铭名", "锋峰烽", "银根", "锦绵", "镇慎", "钦软", "铁轶", "键健", "鑫淼森",
	"仪议", "仙汕", "仲伸", "任仁", "伯佰", "佑佐", "佟修", "侨桥", "倩清", "傅博", "储诸",
	"纪记", "纯钝", "绍招", "绮倚", "维惟", "缪谬",
	"陈阵", "陆陇", "郑邓", "邹郐", "郭敦", "邱丘", "邵绍", "祁祈", "祝况", "禄绿",
	"刘浏", "吴昊", "吕品", "周同", "冯马", "于干", "余佘", "姚桃", "姜美羌", "娄姿", "段假",
	"毕华", "汤扬", "沈沉", "洗冼", "游逝", "焦蕉", "熊能", "穆稳", "窦赛", "章意", "童重",
	"管菅", "练炼", "罗萝", "肖省", "胡湖", "芦户", "苗茁", "范苑", "莫英", "葛曷", "蒋薄",
	"薛萨", "蓝篮", "袁哀", "裴斐", "裘袭", "许汗", "谈淡", "谢榭", "谭潭", "贺贸", "贾货",
	"赖懒", "赵越", "路略", "辜幸", "连莲", "遗遣", "金全", "阎闫", "闵闽", "阮院",
	"霍雷", "韦书", "项顶", "顾颀", "颜颂", "饶晓", "骆洛", "鲁鱼", "鲍抱", "麦表", "黄寅",
	"巷港", "街衔", "村材", "园圆", "场肠", "苑怨", "庄压", "桥侨",
	"泉帛", "岭岺", "峰蜂", "川州", "沪泸", "淞松", "虹红", "闸间", "静净", "普晋", "嘉喜",
	"宝玉", "奉奏", "贤坚", "芷止", "三二", "一二",
	"赢嬴羸", "戴载", "博搏傅", "辩辨辫", "徒徙", "第弟", "壁璧", "刺剌", "栗粟", "蓬篷", "竿竽",
	"历厉", "券卷", "勾匀", "凯恺", "冰水", "诚城", "诗侍", "强张", "彬杉", "德得",
	"思恩", "恒桓", "悦说", "惠慧", "慈兹", "忠患", "爱受", "敏毓", "斌武", "显昱", "昌晶",
	"春舂", "景影", "智知", "朋明", "欣掀", "毅殷", "民氏", "洁结", "润闰", "滨宾", "玮伟",
	"琳林", "琴瑟", "福富", "秀季", "稚雅", "立位", "竹什", "素索", "翠萃", "耀跃", "臣巨",
	"良艮", "莉利", "菊掬", "菲非", "蓉容", "蔷墙", "薇微", "蕾雷", "霞遐", "颖颍", "馨磬",
	"龙尤", "龚袭", "鸿鸣", "鹏鸥", "麟鳞",
};

/* Is chr one of the group's? */
static bool is_in(const char *group, const char *chr, size_t len)
{
	return memmem(group, strlen(group), chr, len) != NULL;
}

size_t alike_of(uint32_t cp, uint32_t *out, size_t n_out)
{
	char chr[4];
	size_t len = mq_utf8_encode(cp, chr);
	size_t n = 0;

	for (size_t i = 0; i < MQ_LENGTH(groups); i++) {
		size_t left = is_in(groups[i], chr, len) ? strlen(groups[i]) : 0;
		const char *at = groups[i];
		uint32_t other;

		for (size_t size; (size = mq_utf8_decode(at, left, &other)) > 0 && n < n_out;
				at += size, left -= size) {
			if (other != cp) {
				out[n++] = other;
			}
		}
	}
	return n;
}

bool mq_hanzi_look_alike(uint32_t a, uint32_t b)
{
	uint32_t like[ALIKE_MAX];
	size_t n = alike_of(a, like, ALIKE_MAX);

	for (size_t i = 0; i < n; i++) {
		if (like[i] == b) {
			return true;
		}
	}
	return false;
}
