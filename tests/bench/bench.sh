#!/bin/sh
# bench.sh BUILD: the figures of the issues on the demo of 80,000 residents, one table.
# Registers are kept in BUILD/bench; the day is pinned, so runs can be compared.
set -eu

build=$(cd "$1" && pwd)
minqing=$build/minqing
drivers=$build/tests/bench
work=$build/bench
here=$(cd "$(dirname "$0")" && pwd)
export MINQING_TODAY=2026-03-01 TERM=xterm-256color LC_ALL=C.UTF-8

rm -rf "$work"
mkdir -p "$work"
"$minqing" -d "$work/demo" demo --config "$here/../../config" >/dev/null

printf '%-58s %10s %10s %8s\n' task median p99 limit
"$drivers/process" 'a process: query of three tags' 50 10 \
	"$minqing" -d "$work/demo" query '高龄 独居 困难'
"$drivers/inside" "$work/demo"
"$drivers/why" "$work/demo"
"$drivers/policy" "$work/demo"
"$drivers/upcoming" "$work/demo"
"$drivers/needs" "$work/demo"
cp -r --sparse=always "$work/demo" "$work/visited"
"$drivers/visit" "$work/visited"
rm -rf "$work/visited"
"$drivers/board" "$work/demo"
"$drivers/complete" "$work/demo"
"$drivers/report" "$work/demo"
"$drivers/mixed" "$work/demo"
"$drivers/duty" "$work/demo"

"$minqing" -d "$work/demo" query '' --format csv --columns all >"$work/all.csv"
for run in 0 1 2 3 4; do
	"$minqing" -d "$work/new$run" init --config "$here/../../config" >/dev/null
done
"$drivers/process" "import of the demo, $(($(wc -c <"$work/all.csv") / 1000000)) MB of CSV" 5 4000 \
	"$minqing" -d "$work/new%d" import "$work/all.csv"
rm -rf "$work"/new?

for size in '80 24' '120 40' '200 60'; do
	# shellcheck disable=SC2086 # two arguments
	"$drivers/screen" -o "$work/screen.values" $size "$here/keys.txt" "$minqing" -d "$work/demo"
done
"$drivers/screen" -o "$work/screen.values" -l slow 80 24 "$here/keys.txt" "$minqing" -d "$work/demo" \
	--link=slow

# ---- beside SQLite and DuckDB ----

# DuckDB comes from npm into BUILD; where it does not, its columns stay empty.
duckdb=$work/duckdb
mkdir -p "$duckdb"
if ! (cd "$duckdb" && npm install --no-audit --no-fund --no-save @duckdb/node-api) >"$duckdb/npm.log" 2>&1; then
	echo "bench: DuckDB could not be installed ($duckdb/npm.log): its values are null"
	duckdb=-
fi
"$drivers/beside/beside" "$build" "$work/demo" "$here/../../config" "$duckdb"
rm -rf "$work"/import?.?
