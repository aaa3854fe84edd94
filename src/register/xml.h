/* A part of a workbook as XML: unpacked and parsed piece by piece, within bounds. */
#ifndef MINQING_REGISTER_XML_H
#define MINQING_REGISTER_XML_H

#include <expat.h>

#include "zip.h"

#define EXPAT_EACH(X) \
	X(XML_GetBuffer) \
	X(XML_GetCurrentByteIndex) \
	X(XML_ParseBuffer) \
	X(XML_ParserCreate) \
	X(XML_ParserFree) \
	X(XML_ResumeParser) \
	X(XML_SetCharacterDataHandler) \
	X(XML_SetElementHandler) \
	X(XML_SetStartDoctypeDeclHandler) \
	X(XML_SetUserData) \
	X(XML_StopParser)

struct expat {
	EXPAT_EACH(LEND_MEMBER)
};

/* STORE where the library is not there. */
enum mq_err expat_open(struct expat *lent, struct mq_diag *diag);

/* What is told of a part; end and text may be NULL. Names come without the prefix of their
 * namespace. */
struct xml_hearer {
	void (*begin)(void *context, const char *name, const char **attributes);
	void (*end)(void *context, const char *name);
	void (*text)(void *context, const char *text, size_t len);
};

struct xml {
	const struct expat *expat;
	const struct xml_hearer *hearer;
	void *context;
	const char *path;	/* of the workbook, for faults */
	struct zip_stream stream;
	XML_Parser parser;
	uint64_t given_bytes;
	const char *reason;	/* why it was stopped for good */
	unsigned depth;		/* of tags that are open */
	bool paused;
};

/* Begin with a part that unpacks to at most max_bytes. Errors: INPUT (not there, too large, of a
 * form that is not read). End it whatever is returned; what is borrowed stays until then. */
enum mq_err xml_begin(struct xml *xml, const struct zip *zip, const char *part, uint64_t max_bytes,
	struct mq_diag *diag);
/* Go on until the hearer pauses; NOT_FOUND at the end, INPUT where it is broken or stopped. */
enum mq_err xml_next(struct xml *xml, struct mq_diag *diag);
/* For hearers. The reason is kept, not copied. */
void xml_pause(struct xml *xml);
void xml_stop(struct xml *xml, const char *reason);
void xml_end(struct xml *xml);	/* zeroed is fine */

/* The value of an attribute, by its name without a prefix, or NULL. */
const char *xml_attribute(const char **attributes, const char *name);
enum mq_err xml_refuse(const char *path, const char *part, const char *reason,
	struct mq_diag *diag);

#endif
