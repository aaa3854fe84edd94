/*
 * Some lists seen in the field hold tags of policing and stigma. They help
 * nobody to a service, and an office that keeps them by law keeps them at one
 * named desk. So a field that speaks of such things, or stands in a group that
 * does, is refused unless it is restricted (privacy: 3).
 */
#include "load.h"

#include <ctype.h>
#include <string.h>

enum { RESTRICTED = 3 };

/* Han: anywhere in a name. Latin: whole words, small letters. */
static const char *const words[] = {
	/* petitions */
	"信访", "上访", "缠访", "petition", "petitions", "petitioner",
	/* credit rating */
	"征信", "失信", "信用评", "信用分", "老赖", "credit rating", "credit score", "defaulter",
	/* belief */
	"宗教", "信仰", "邪教", "教徒", "religion", "religious", "faith", "cult",
	/* offences */
	"前科", "犯罪", "违法", "刑满", "服刑", "社区矫正", "安置帮教", "刑释", "offence", "offender",
	"convict", "criminal", "ex prisoner", "probation", "parole",
	/* drugs */
	"吸毒", "涉毒", "戒毒", "narcotics", "drug user", "drug addict", "drug abuse",
	/* sexual conduct */
	"卖淫", "嫖娼", "性取向", "prostitution", "sexual orientation",
	/* suspicion */
	"可疑", "嫌疑", "重点管控", "重点人员", "不可信", "维稳", "untrustworthy", "suspicious", "suspect",
};

/* Latin at `at` within name is a word of its own. */
static bool is_word(const char *name, const char *at, size_t len)
{
	bool starts = at == name || !isalnum((unsigned char)at[-1]);

	return starts && !isalnum((unsigned char)at[len]);
}

static bool speaks_of(const char *name, const char *word)
{
	size_t len = strlen(word);
	bool latin = isalpha((unsigned char)word[0]) != 0;

	for (const char *at = strstr(name, word); at != NULL; at = strstr(at + 1, word)) {
		if (!latin || is_word(name, at, len)) {
			return true;
		}
	}
	return false;
}

const char *mq_loader_care_word(const char *name)
{
	struct mq_buf folded = {0};
	const char *found = NULL;

	mq_names_fold(&folded, name, strlen(name));
	for (size_t i = 0; i < folded.len; i++) {
		folded.data[i] = folded.data[i] == '_' || folded.data[i] == '-' ? ' ' : folded.data[i];
	}
	for (size_t i = 0; i < MQ_LENGTH(words) && found == NULL && folded.len > 0; i++) {
		found = speaks_of(folded.data, words[i]) ? words[i] : NULL;
	}
	mq_buf_release(&folded);
	return found;
}

void mq_loader_care(struct mq_loader *loader, const struct mq_draft *draft,
	const struct mq_field *field)
{
	const struct mq_group *group = loader->groups + field->group;
	const char *const names[] = {
		field->id, field->zh, field->en, group->id, group->zh, group->en,
	};
	const char *word = NULL;

	if (field->privacy >= RESTRICTED) {
		return;
	}
	for (size_t i = 0; i < MQ_LENGTH(names) && word == NULL; i++) {
		word = mq_loader_care_word(names[i]);
	}
	for (size_t i = 0; i < field->n_aliases && word == NULL; i++) {
		word = mq_loader_care_word(field->aliases[i]);
	}
	if (word != NULL) {
		mq_conf_fault(draft->conf, draft->node, true, loader->diag,
			_("'%s' speaks of '%s', which helps nobody to a service"), field->id, word);
		mq_diag_hint(loader->diag,
			_("leave it out, or write privacy: 3 so that a named desk alone sees it"));
	}
}
