#!/bin/sh
# run.sh TEST…: run test programs and scripts that speak TAP ("ok", "not ok"), some at a time;
# show what failed, and how many seconds each took; close with the count. A program that ends badly
# without a "not ok" counts as one failure. MINQING_JOBS says how many at a time: those of screens
# wait most of their time.
set -u

jobs=${MINQING_JOBS:-4}

# one WORK TEST: what came of it is told, and counted in WORK/counts
one() {
	log=$(mktemp "$1/log.XXXXXX")
	begun=$(date +%s)
	case $2 in
	*.sh) sh "$2" >"$log" 2>&1 </dev/null ;;
	*/fuzz/test_*) "$2" "tests/fuzz/corpus/${2##*/test_}" >"$log" 2>&1 </dev/null ;;
	*) "$2" >"$log" 2>&1 </dev/null ;;
	esac
	status=$?
	good=$(grep -ac '^ok ' "$log")
	# cmocka 1.1.5 tells a skipped case as "not ok 5 # SKIP …".
	bad=$(grep -a '^not ok ' "$log" | grep -avc '# SKIP')
	if [ "$bad" -eq 0 ] && { [ "$status" -ne 0 ] || [ "$good" -eq 0 ]; }; then
		bad=1
	fi
	(
		flock 9
		if [ "$bad" -ne 0 ]; then
			printf 'FAIL %s (exit %s)\n' "$2" "$status"
			sed 's/^/    /' "$log" | tail -n 60
		else
			printf 'ok   %-50s %4d %4ds\n' "$2" "$good" "$(($(date +%s) - begun))"
		fi
		echo "$good $bad" >>"$1/counts"
	) 9>"$1/lock"
}

if [ "$1" = --one ]; then
	one "$2" "$3"
	exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CMOCKA_MESSAGE_OUTPUT=TAP
export LC_ALL="${LC_ALL:-C.UTF-8}"
printf '%s\n' "$@" | xargs -P "$jobs" -n 1 sh "$0" --one "$work"
awk -v all=$# '
	{ passed += $1; failed += $2 }
	END {
		if (NR != all) failed += all - NR	# one that was killed told nothing
		printf "%d passed, %d failed\n", passed, failed
		exit failed > 0 || passed == 0
	}' "$work/counts"
