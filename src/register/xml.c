#include "xml.h"

#include <stdlib.h>
#include <string.h>

/*
 * Nothing of a part is ever whole in memory. What no workbook has, and hostile ones do, is
 * refused: declarations (entities that grow), tags without an end or within each other without
 * one (expat keeps both), more than was told.
 */

enum {
	PIECE_BYTES = 1 << 16,
	DEPTH_MAX = 100,
	TAG_BYTES = 1 << 20,	/* nothing between two points of a part is longer */
};

enum mq_err expat_open(struct expat *lent, struct mq_diag *diag)
{
	void *library = dlopen("libexpat.so.1", RTLD_NOW | RTLD_LOCAL);
	bool all = library != NULL;

	EXPAT_EACH(LEND_FIND)
	if (!all) {
		mq_diag_add(diag, MQ_ERR_STORE, _("workbooks cannot be read: %s"), "expat");
		mq_diag_hint(diag, _("apt install %s, or save as CSV (UTF-8)"), "libexpat1");
	}
	return all ? MQ_OK : MQ_ERR_STORE;
}

enum mq_err xml_refuse(const char *path, const char *part, const char *reason,
	struct mq_diag *diag)
{
	mq_diag_add(diag, MQ_ERR_INPUT, _("this workbook cannot be read: %s (%s)"), reason, part);
	mq_diag_place(diag, path, 0, 0, NULL, 0);
	mq_diag_hint(diag, _("save it again where it comes from, as .xlsx or CSV (UTF-8)"));
	return MQ_ERR_INPUT;
}

static const char *local_name(const char *name)
{
	const char *colon = strrchr(name, ':');

	return colon ? colon + 1 : name;
}

const char *xml_attribute(const char **attributes, const char *name)
{
	for (; attributes[0]; attributes += 2) {
		if (strcmp(local_name(attributes[0]), name) == 0) {
			return attributes[1];
		}
	}
	return NULL;
}

/* ---- what expat tells ---- */

static void on_begin(void *context, const char *name, const char **attributes)
{
	struct xml *xml = context;

	if (++xml->depth > DEPTH_MAX) {
		xml_stop(xml, _("its tags stand within each other without end"));
		return;
	}
	xml->hearer->begin(xml->context, local_name(name), attributes);
}

static void on_end(void *context, const char *name)
{
	struct xml *xml = context;

	xml->depth--;
	if (xml->hearer->end) {
		xml->hearer->end(xml->context, local_name(name));
	}
}

static void on_text(void *context, const char *text, int len)
{
	struct xml *xml = context;

	if (xml->hearer->text) {
		xml->hearer->text(xml->context, text, (size_t)len);
	}
}

static void on_doctype(void *context, const char *name, const char *system, const char *public,
	int has_subset)
{
	(void)name;
	(void)system;
	(void)public;
	(void)has_subset;
	xml_stop(context, _("it declares what no workbook needs"));
}

/* ---- going on ---- */

enum mq_err xml_begin(struct xml *xml, const struct zip *zip, const char *name, uint64_t max_bytes,
	struct mq_diag *diag)
{
	const struct zip_part *part = zip_find(zip, name);

	if (!part) {
		return xml_refuse(xml->path, name, _("a part of it is missing"), diag);
	}
	if (part->is_large || part->len_bytes > max_bytes) {
		return xml_refuse(xml->path, name, _("it unpacks to more than there is room for"),
			diag);
	}
	if (!zip_begin(&xml->stream, zip, part)) {
		return xml_refuse(xml->path, name,
			_("a part of it is locked, or packed in a rare form"), diag);
	}
	xml->parser = xml->expat->XML_ParserCreate(NULL);
	xml->expat->XML_SetUserData(xml->parser, xml);
	xml->expat->XML_SetElementHandler(xml->parser, on_begin, on_end);
	xml->expat->XML_SetCharacterDataHandler(xml->parser, on_text);
	xml->expat->XML_SetStartDoctypeDeclHandler(xml->parser, on_doctype);
	return MQ_OK;
}

void xml_pause(struct xml *xml)
{
	xml->paused = xml->expat->XML_StopParser(xml->parser, XML_TRUE) == XML_STATUS_OK;
}

void xml_stop(struct xml *xml, const char *reason)
{
	xml->reason = xml->reason ? xml->reason : reason;
	xml->expat->XML_StopParser(xml->parser, XML_FALSE);
}

/* A tag or a comment of which no end is seen is kept by expat until it comes. */
static bool is_endless(const struct xml *xml)
{
	XML_Index at = xml->expat->XML_GetCurrentByteIndex(xml->parser);

	return at >= 0 && xml->given_bytes > (uint64_t)at + TAG_BYTES;
}

static enum XML_Status parse_piece(struct xml *xml)
{
	void *room = xml->expat->XML_GetBuffer(xml->parser, PIECE_BYTES);
	size_t len = 0;

	if (!room || !zip_next(&xml->stream, room, PIECE_BYTES, &len)) {
		xml->reason = _("it is cut or damaged");
		return XML_STATUS_ERROR;
	}
	xml->given_bytes += len;
	return xml->expat->XML_ParseBuffer(xml->parser, (int)len, xml->stream.at_end);
}

enum mq_err xml_next(struct xml *xml, struct mq_diag *diag)
{
	enum XML_Status status = XML_STATUS_OK;

	if (xml->paused) {
		xml->paused = false;
		status = xml->expat->XML_ResumeParser(xml->parser);
	}
	while (status == XML_STATUS_OK && !xml->stream.at_end) {
		status = parse_piece(xml);
		if (status == XML_STATUS_OK && is_endless(xml)) {
			xml->reason = _("a tag of it does not end");
			status = XML_STATUS_ERROR;
		}
	}
	if (status == XML_STATUS_ERROR) {
		char *part = mq_strndup(xml->stream.part->name.data, xml->stream.part->name.len);

		xml_refuse(xml->path, part, xml->reason ? xml->reason : _("it is no XML"), diag);
		free(part);
		return MQ_ERR_INPUT;
	}
	return status == XML_STATUS_SUSPENDED ? MQ_OK : MQ_ERR_NOT_FOUND;
}

void xml_end(struct xml *xml)
{
	if (xml->parser) {
		xml->expat->XML_ParserFree(xml->parser);
	}
	zip_end(&xml->stream);
	xml->parser = NULL;
}
