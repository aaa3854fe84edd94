/*
 * Headers: what the first row of a sheet calls its columns. Known ones are a
 * table of names in both languages, compared folded and without spaces, signs
 * and whatever stands in brackets ("身份证号（必填）", "Full_Name"). Ids are
 * those of the shipped catalogue, so that its tags and columns fit.
 */
#include "infer.h"

#include <string.h>

#define RESIDENT MQ_SHEET_RESIDENT
#define HOUSEHOLD MQ_SHEET_HOUSEHOLD
#define DWELLING MQ_SHEET_DWELLING

enum { SLUG_MAX = 40 };

static const struct mq_header headers[] = {
	{"person_id", RESIDENT, MQ_WANT_KEY, 1,
		"|人员编号|人员编码|人员id|居民编号|个人编号|id|personid|residentid|personno|residentno|"},
	{"name", RESIDENT, MQ_WANT_NAME, 1,
		"|姓名|名字|居民姓名|人员姓名|name|fullname|residentname|personname|"},
	{"former_name", RESIDENT, MQ_WANT_NAME, 1, "|曾用名|formername|"},
	{"sex", RESIDENT, MQ_WANT_CODE, 1, "|性别|sex|gender|"},
	{"birth_date", RESIDENT, MQ_WANT_ANY, 1,
		"|出生日期|出生年月|出生年月日|出生时间|生日|birthdate|birthday|dateofbirth|dob|born|"},
	{"age", RESIDENT, MQ_WANT_ANY, 1, "|年龄|岁数|周岁|age|"},
	{"id_type", RESIDENT, MQ_WANT_CODE, 1, "|证件类型|证件种类|idtype|"},
	{"id_number", RESIDENT, MQ_WANT_NUMBER, 2,
		"|身份证|身份证号|身份证号码|身份证件号码|公民身份号码|证件号|证件号码|idnumber|idno|idcard|"
		"idcardno|idcardnumber|nationalid|"},
	{"ethnicity", RESIDENT, MQ_WANT_CODE, 2, "|民族|ethnicity|ethnicgroup|nation|"},
	{"native_place", RESIDENT, MQ_WANT_ANY, 1, "|籍贯|原籍|nativeplace|"},
	{"nationality", RESIDENT, MQ_WANT_CODE, 1, "|国籍|nationality|"},
	{"is_deceased", RESIDENT, MQ_WANT_ANY, 1, "|是否死亡|已故|deceased|"},
	{"note", RESIDENT, MQ_WANT_NOTE, 2, "|备注|说明|备注信息|note|notes|remark|remarks|comment|comments|"},
	{"population_type", RESIDENT, MQ_WANT_CODE, 1, "|人口类别|人口类型|实有人口类别|人员类别|populationtype|"},
	{"hukou_address", RESIDENT, MQ_WANT_NOTE, 1, "|户籍地址|户籍详址|户口地址|hukouaddress|registeredaddress|"},
	{"hukou_place", RESIDENT, MQ_WANT_ANY, 1, "|户籍地|户籍省市|户口所在地|hukouplace|"},
	{"living_status", RESIDENT, MQ_WANT_CODE, 1, "|在住状态|居住状态|居住情况|在住情况|livingstatus|"},
	{"residence_since", RESIDENT, MQ_WANT_ANY, 1, "|入住日期|入住时间|movedin|residencesince|"},
	{"phone_mobile", RESIDENT, MQ_WANT_NUMBER, 2,
		"|手机|手机号|手机号码|联系电话|电话|联系方式|移动电话|phone|mobile|phoneno|phonenumber|"
		"mobilephone|mobileno|mobilenumber|cell|cellphone|tel|telephone|"},
	{"phone_home", RESIDENT, MQ_WANT_NUMBER, 1, "|固定电话|座机|家庭电话|landline|homephone|"},
	{"emergency_name", RESIDENT, MQ_WANT_NOTE, 2, "|紧急联系人|emergencycontact|emergencyname|"},
	{"emergency_phone", RESIDENT, MQ_WANT_NUMBER, 2,
		"|紧急联系电话|紧急联系人电话|emergencyphone|"},
	{"relation_to_head", RESIDENT, MQ_WANT_CODE, 1,
		"|与户主关系|户主关系|关系|relation|relationtohead|relationship|"},
	{"marital_status", RESIDENT, MQ_WANT_CODE, 1, "|婚姻|婚姻状况|marital|maritalstatus|"},
	{"education", RESIDENT, MQ_WANT_CODE, 1, "|学历|文化程度|教育程度|受教育程度|education|edu|"},
	{"employment_class", RESIDENT, MQ_WANT_CODE, 1, "|从业状况|就业状况|就业情况|employment|"},
	{"occupation_text", RESIDENT, MQ_WANT_ANY, 1, "|职业|occupation|job|"},
	{"employer", RESIDENT, MQ_WANT_NOTE, 1, "|工作单位|服务处所|单位|employer|workplace|"},
	{"political_status", RESIDENT, MQ_WANT_CODE, 2, "|政治面貌|politicalstatus|"},
	{"health_state", RESIDENT, MQ_WANT_CODE, 2, "|健康状况|health|healthstate|"},
	{"medical_insurance", RESIDENT, MQ_WANT_CODE, 1, "|医保|医保类别|医疗保险|medicalinsurance|insurance|"},
	{"dibao", RESIDENT, MQ_WANT_ANY, 2, "|低保|低保户|是否低保|dibao|"},
	{"low_income", RESIDENT, MQ_WANT_ANY, 2, "|低收入|是否低收入|lowincome|"},
	{"disability_cert", RESIDENT, MQ_WANT_ANY, 2, "|残疾|是否残疾|持残疾证|残疾人|disabled|"},
	{"disability_class", RESIDENT, MQ_WANT_CODE, 2, "|残疾类别|残疾类型|disabilityclass|disabilitytype|"},
	{"disability_level", RESIDENT, MQ_WANT_CODE, 2, "|残疾等级|残疾级别|disabilitylevel|"},
	{"care_level", RESIDENT, MQ_WANT_CODE, 2, "|照护等级|评估等级|carelevel|"},
	{"ltci", RESIDENT, MQ_WANT_ANY, 2, "|长护险|ltci|"},
	{"veteran", RESIDENT, MQ_WANT_ANY, 1, "|退役军人|退伍军人|是否退役军人|veteran|"},
	{"volunteer", RESIDENT, MQ_WANT_ANY, 0, "|志愿者|是否志愿者|volunteer|"},
	{"income_month", RESIDENT, MQ_WANT_ANY, 2, "|月收入|个人月收入|收入|income|monthlyincome|"},
	{"pension_month", RESIDENT, MQ_WANT_ANY, 2, "|养老金|月养老金|pension|"},

	{"household_id", HOUSEHOLD, MQ_WANT_KEY, 0,
		"|家庭编号|家庭编码|家庭id|户号|户编号|户编码|户id|householdid|householdno|householdnumber|"
		"household|hh|hhid|familyid|familyno|"},
	{"household_no", HOUSEHOLD, MQ_WANT_KEY, 1, "|户口簿号|户口本号|户口号|householdregisterno|"},
	{"household_kind", HOUSEHOLD, MQ_WANT_CODE, 0, "|户类别|户类型|户别|householdkind|householdtype|"},
	{"household_income_pc", HOUSEHOLD, MQ_WANT_ANY, 2,
		"|人均收入|家庭人均收入|家庭月人均收入|家庭月人均可支配收入|incomeperhead|householdincome|"},
	{"hardship_cause", HOUSEHOLD, MQ_WANT_CODE, 2, "|致困原因|致贫原因|主要致困原因|hardshipcause|"},

	{"room_id", DWELLING, MQ_WANT_KEY, 0, "|房屋编号|房屋编码|房屋id|roomid|dwellingid|houseid|"},
	{"standard_address", DWELLING, MQ_WANT_ADDRESS, 1,
		"|地址|住址|现住址|居住地址|家庭住址|标准地址|家庭地址|现居住地址|详细地址|address|homeaddress|"
		"standardaddress|fulladdress|"},
	{"committee", DWELLING, MQ_WANT_CODE, 0,
		"|居委会|居委|居民区|社区|所属居委|所属居委会|所属居民区|committee|neighbourhood|neighborhood|community|"},
	{"grid", DWELLING, MQ_WANT_ANY, 0, "|网格|所属网格|grid|"},
	{"estate", DWELLING, MQ_WANT_ANY, 0, "|小区|小区名称|estate|compound|"},
	{"road", DWELLING, MQ_WANT_ANY, 0, "|路|路名|道路|街路巷|road|street|"},
	{"lane", DWELLING, MQ_WANT_KEY, 0, "|弄|弄号|lane|laneno|"},
	{"building_no", DWELLING, MQ_WANT_KEY, 0,
		"|楼号|楼栋|楼栋号|幢|幢号|栋|栋号|楼|号|门牌|门牌号|building|buildingno|bldg|block|houseno|"},
	{"unit_no", DWELLING, MQ_WANT_KEY, 0, "|单元|单元号|unit|unitno|stairwell|"},
	{"floor", DWELLING, MQ_WANT_ANY, 0, "|楼层|层|所在楼层|floor|level|"},
	{"room_no", DWELLING, MQ_WANT_KEY, 0,
		"|室|室号|房号|房间号|门号|room|roomno|flat|flatno|apartment|apt|aptno|"},
	{"tenure", DWELLING, MQ_WANT_CODE, 1, "|产权|产权性质|房屋性质|tenure|"},
	{"use", DWELLING, MQ_WANT_CODE, 0, "|使用方式|房屋用途|用途|use|"},
	{"building_kind", DWELLING, MQ_WANT_CODE, 0, "|房屋类型|房屋类别|buildingkind|buildingtype|"},
	{"floor_area", DWELLING, MQ_WANT_ANY, 0, "|建筑面积|面积|房屋面积|floorarea|area|"},
	{"built_year", DWELLING, MQ_WANT_ANY, 0, "|建成年份|建造年份|builtyear|yearbuilt|"},
	{"has_lift", DWELLING, MQ_WANT_ANY, 0, "|电梯|有电梯|有无电梯|是否有电梯|lift|elevator|haslift|"},
};

/* Bytes of the bracket at str, where it is one of these, else 0. */
static size_t bracket_at(const char *str, size_t len, const char *const *brackets, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t size = strlen(brackets[i]);

		if (size <= len && memcmp(str, brackets[i], size) == 0) {
			return size;
		}
	}
	return 0;
}

/* Folded; letters, digits and Han alone; nothing of what stands in brackets. */
static void bare_name(struct mq_buf *out, const char *header, size_t len)
{
	static const char *const opening[] = {"(", "[", "【", "〔", "{"};
	static const char *const closing[] = {")", "]", "】", "〕", "}"};
	struct mq_buf folded = {0};
	size_t depth = 0;

	mq_utf8_fold(&folded, header, len);
	for (size_t i = 0; i < folded.len;) {
		const char *at = folded.data + i;
		size_t rest = folded.len - i;
		size_t open = bracket_at(at, rest, opening, MQ_LENGTH(opening));
		size_t close = bracket_at(at, rest, closing, MQ_LENGTH(closing));
		uint32_t cp;
		size_t n = mq_utf8_decode(at, rest, &cp);

		depth += open > 0;
		depth -= close > 0 && depth > 0;
		if (depth == 0 && close == 0 && (mq_is_han(cp) || (cp >= '0' && cp <= '9')
				|| (cp >= 'a' && cp <= 'z'))) {
			mq_buf_add(out, at, n);
		}
		i += n > 0 ? n : 1;
	}
	mq_buf_release(&folded);
}

const struct mq_header *mq_header_find(const char *header, size_t len)
{
	const struct mq_header *found = NULL;
	struct mq_buf name = {0};

	mq_buf_addc(&name, '|');
	bare_name(&name, header, len);
	mq_buf_addc(&name, '|');
	for (size_t i = 0; name.len > 2 && i < MQ_LENGTH(headers) && found == NULL; i++) {
		size_t id_len = strlen(headers[i].id);

		if (strstr(headers[i].names, name.data) != NULL
				|| (id_len == len && memcmp(headers[i].id, header, len) == 0)) {
			found = &headers[i];
		}
	}
	mq_buf_release(&name);
	return found;
}

/* Whether the bare name of header ends in one of words. */
static bool ends_in(const char *header, size_t len, const char *const *words, size_t n_words)
{
	struct mq_buf name = {0};
	bool found = false;

	bare_name(&name, header, len);
	for (size_t i = 0; i < n_words && !found; i++) {
		size_t n = strlen(words[i]);

		found = name.len >= n && memcmp(name.data + name.len - n, words[i], n) == 0;
	}
	mq_buf_release(&name);
	return found;
}

bool mq_header_is_key(const char *header, size_t len)
{
	static const char *const words[] = {
		"编号", "编码", "代码", "号", "号码", "证号", "账号", "卡号", "id", "no", "code", "number", "key",
	};

	return ends_in(header, len, words, MQ_LENGTH(words));
}

bool mq_header_is_place(const char *header, size_t len)
{
	static const char *const words[] = {
		"房", "房屋", "房型", "户型", "楼", "楼宇", "层", "层数", "室", "小区", "面积", "产权", "产权人", "业主",
		"物业", "物业公司", "门牌", "建筑", "building", "room", "floor", "flat", "house", "owner", "area",
	};

	return ends_in(header, len, words, MQ_LENGTH(words));
}

/* The reserved words of the query language name no field. */
static bool is_reserved(const char *slug)
{
	static const char *const words[] = {"and", "or", "not", "any", "all", "none", "count", "today"};

	for (size_t i = 0; i < MQ_LENGTH(words); i++) {
		if (strcmp(slug, words[i]) == 0) {
			return true;
		}
	}
	return false;
}

void mq_header_slug(struct mq_buf *out, const char *header, size_t len)
{
	struct mq_buf folded = {0};
	struct mq_buf slug = {0};
	bool foreign = false;
	bool gap = false;

	mq_utf8_fold(&folded, header, len);
	for (size_t i = 0; i < folded.len && slug.len < SLUG_MAX; i++) {
		char c = folded.data[i];
		bool letter = c >= 'a' && c <= 'z';
		bool digit = c >= '0' && c <= '9';

		foreign = foreign || (unsigned char)c >= 0x80;
		if (!letter && !(digit && slug.len > 0)) {
			gap = slug.len > 0;
			continue;
		}
		if (gap) {
			mq_buf_addc(&slug, '_');
			gap = false;
		}
		mq_buf_addc(&slug, c);
	}
	/* A letter alone says nothing; what is left of a Chinese header says less. */
	if (slug.len >= 2 && !foreign && !is_reserved(slug.data)) {
		mq_buf_add(out, slug.data, slug.len);
	}
	mq_buf_release(&slug);
	mq_buf_release(&folded);
}
