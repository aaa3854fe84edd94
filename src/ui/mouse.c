/*
 * ESC [ < button ; column ; line M tells that a button went down, with m that it came up.
 * 0 is the left one, 64 and 65 the wheel, 4, 8 and 16 are added for Shift, Alt and Ctrl, 32 for
 * a movement.
 */
#include "mouse.h"

enum { BUTTON, COLUMN, LINE, N_NUMBERS, NUMBER_MAX = 10000 };

/* Three numbers with semicolons between, and nothing else. */
static bool read_numbers(const char *params, size_t len, int numbers[N_NUMBERS])
{
	size_t n = 0;
	bool digit = false;
	numbers[0] = 0;
	for (size_t i = 0; i < len; i++) {
		if (params[i] >= '0' && params[i] <= '9' && numbers[n] < NUMBER_MAX) {
			numbers[n] = numbers[n] * 10 + (params[i] - '0');
			digit = true;
		} else if (params[i] == ';' && digit && n + 1 < N_NUMBERS) {
			numbers[++n] = 0;
			digit = false;
		} else {
			return false;
		}
	}
	return digit && n + 1 == N_NUMBERS;
}

bool mq_mouse_read(const char *params, size_t len, char final, struct mq_mouse *mouse)
{
	int numbers[N_NUMBERS];
	if (!read_numbers(params, len, numbers) || numbers[COLUMN] < 1 || numbers[LINE] < 1 ||
		(final != 'M' && numbers[BUTTON] != 0)) {
		return false;
	}
	switch (numbers[BUTTON]) {
	case 0:
		mouse->what = final == 'M' ? MQ_MOUSE_PRESS : MQ_MOUSE_LET_GO;
		break;
	case 64:
		mouse->what = MQ_MOUSE_WHEEL_UP;
		break;
	case 65:
		mouse->what = MQ_MOUSE_WHEEL_DOWN;
		break;
	default:
		return false;
	}
	mouse->x = numbers[COLUMN] - 1;
	mouse->y = numbers[LINE] - 1;
	return true;
}
