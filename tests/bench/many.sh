#!/bin/sh
# many.sh BUILD SCREENS SECONDS: many at once. So many screens are typed on while one process
# makes 50 edits a second and another imports one sheet after the other; beside it the same
# keys on one screen with nobody else there. Told are the times of keys and edits, how large
# the file was every ten seconds, and what LMDB's table of readers says.
set -eu

build=$(cd "$1" && pwd)
screens=$2
seconds=$3
here=$(cd "$(dirname "$0")" && pwd)
minqing=$build/minqing
drivers=$build/tests/bench
work=$build/bench-many
register=$work/register
export MINQING_TODAY=2026-03-01 TERM=xterm-256color LC_ALL=C.UTF-8

sh "$here/../tools/packages.sh" lmdb-utils

# Two sheets of 20,000 rows that take back what the other one said.
prepare() {
	rm -rf "$work"
	mkdir -p "$work"
	"$minqing" -d "$register" demo --config "$here/../../config" >/dev/null
	"$minqing" -d "$register" query 'limit:20000' --format csv \
		--columns person_id,marital_status >"$work/all.csv"
	for value in 10 20; do
		awk -F, -v value=$value 'NR == 1 { print } NR > 1 { print $1 "," value }' "$work/all.csv" \
			>"$work/sheet$value.csv"
	done
}

type_on() { # SCREENS SECONDS
	"$drivers/many" "$1" "$2" "$here/keys.txt" "$minqing" -d "$register"
}

data_file() {
	find "$register/data" -name data.mdb
}

# Sheet after sheet until $work/stop is there.
import_on() {
	n=0
	begin=$(date +%s)
	while [ ! -e "$work/stop" ]; do
		for value in 10 20; do
			"$minqing" -d "$register" import "$work/sheet$value.csv" >/dev/null 2>>"$work/import.err" ||
				echo failed >>"$work/import.failed"
			n=$((n + 20000))
		done
	done
	echo "  $((n / ($(date +%s) - begin))) rows a second imported meanwhile, $(
		wc -l <"$work/import.failed") sheets failed" >"$work/import.told"
}

# Seconds, megabytes of the file, readers in its table, those within a transaction.
watch() {
	at=0
	while [ ! -e "$work/stop" ]; do
		mdb_stat -r "$(dirname "$(data_file)")" | awk -v at="$at" -v size="$(stat -c %s "$(data_file)")" '
			$1 ~ /^[0-9]+$/ { n++; held += $3 != "-" }
			END { printf "  %6d s %8.1f MB %6d readers %4d looking\n", at, size / 1e6, n, held }'
		sleep 10
		at=$((at + 10))
	done >"$work/watch"
}

p99() { # FILE: of the keys to their first frame
	awk '/to a frame/ { split(substr($0, 59), n, " "); print n[2] }' "$1"
}

prepare
type_on 1 "$seconds" >"$work/alone"
cat "$work/alone"

trap 'touch "$work/stop"; wait' EXIT
: >"$work/import.failed"
import_on &
watch &
"$drivers/many_edit" "$register" 50 "$seconds" >"$work/edits" &
edits=$!
type_on "$screens" "$seconds" >"$work/many"
wait "$edits"
touch "$work/stop"
wait
trap - EXIT
cat "$work/many" "$work/edits" "$work/import.told" "$work/watch"
mdb_stat -ef "$(dirname "$(data_file)")" |
	awk '/Number of pages used|Free pages/ { sub(/^ +/, ""); print "  " $0 }'
awk -v alone="$(p99 "$work/alone")" -v many="$(p99 "$work/many")" 'BEGIN {
	printf "p99 of a key: %.1f ms with %s, %.1f ms alone: %.1f ×, %s\n", many, "'"$screens"'",
		alone, many / alone, many <= 3 * alone ? "within 3 ×" : "OVER 3 ×" }'
