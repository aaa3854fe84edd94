#!/bin/sh
# Each bar of UX.md is held by tests that are there. Prints TAP.
set -u

list=tests/bars.tsv
n=0

report() { # STATUS TEXT
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $n - $2"
	else
		echo "not ok $n - $2"
	fi
}

# Every line of a bar names a file that has the case.
holds() { # BAR
	held=1
	while IFS='	' read -r bar file name; do
		[ "$bar" = "$1" ] || continue
		held=0
		if ! grep -qF -- "$name" "tests/$file"; then
			echo "# tests/$file has no \"$name\""
			return 1
		fi
	done <"$list"
	return $held
}

for bar in $(seq 26); do
	holds "$bar"
	report $? "bar $bar is held by tests"
done
! grep -qP '[\x{2800}-\x{28FF}]' tests/screens/*.txt
report $? 'no screen shows braille'
echo "1..$n"
