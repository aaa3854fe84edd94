/* What pinyin.c asks of the table that was made while building. */
#ifndef MINQING_TEXT_HANZI_H
#define MINQING_TEXT_HANZI_H

#include <stdbool.h>
#include <stdint.h>

/* The extensions of Han: A, and B to H with what lies between. */
enum {
	HANZI_A_FIRST = 0x3400,
	HANZI_A_LAST = 0x4dbf,
	HANZI_B_FIRST = 0x20000,
	HANZI_H_LAST = 0x323af,
};

/* The readings of a Han character, rare ones too, as mq_hanzi_readings gives them; leads: as
 * the first of a name, else with what it is read as elsewhere first. NULL where the table
 * knows nothing of it. */
const uint16_t *hanzi_list(uint32_t cp, bool leads);

#endif
