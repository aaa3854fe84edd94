#!/bin/sh
# Run test programs and scripts that speak TAP ("ok", "not ok"); show what
# failed; close with the count. A program that ends badly without a "not ok"
# counts as one failure.
set -u

passed=0
failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT
export CMOCKA_MESSAGE_OUTPUT=TAP
export LC_ALL="${LC_ALL:-C.UTF-8}"

for t in "$@"; do
	case $t in
	*.sh) sh "$t" >"$log" 2>&1 </dev/null ;;
	*/fuzz/test_*) "$t" "tests/fuzz/corpus/${t##*/test_}" >"$log" 2>&1 </dev/null ;;
	*) "$t" >"$log" 2>&1 </dev/null ;;
	esac
	status=$?
	good=$(grep -ac '^ok ' "$log")
	# cmocka 1.1.5 tells a skipped case as "not ok 5 # SKIP …".
	bad=$(grep -a '^not ok ' "$log" | grep -avc '# SKIP')
	if [ "$bad" -eq 0 ] && { [ "$status" -ne 0 ] || [ "$good" -eq 0 ]; }; then
		bad=1
	fi
	if [ "$bad" -ne 0 ]; then
		printf 'FAIL %s (exit %s)\n' "$t" "$status"
		sed 's/^/    /' "$log" | tail -n 60
	else
		printf 'ok   %-50s %4d\n' "$t" "$good"
	fi
	passed=$((passed + good))
	failed=$((failed + bad))
done
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
