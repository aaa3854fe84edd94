#!/bin/sh
# The figures of a month: for people, for programs, as files; each number is what its query finds;
# the same bytes as long as nothing changes.
# shellcheck disable=SC2154
. "$(dirname "$0")/lib.sh"

book() {
	python3 "$top/tests/tools/workbook.py" "$1"
}

holds 'a small demo' "$mq" -d reg demo --residents 600 --seed 7 --config "$config"
MINQING_DIR=$work/reg
export MINQING_DIR

# ---- for people ----

exits 0 'the figures of a month are told' "$mq" report month 2025-06
prints 'with its days' '2025-06: 2025-06-01..2025-06-30'
prints 'with what is of today' '* is as of 2026-03-01, when it was counted'
prints 'by outcome' 'visits: not home'
prints 'with shares' '%  *'
prints 'with the gaps of policies' 'old-age allowance'
same 'nothing is over 80 columns' "$(wc -L <out | awk '$1 > 80')" ''
exits 0 'those that are named' "$mq" report month 2025-06 needs outcome.met
prints 'are told place by place' 'committee '
prints 'and together' 'all together'
same 'and no others' "$(grep -c 'old-age' out)" 0
LC_ALL=zh_CN.UTF-8 "$mq" report month 2025-06 >out
prints 'in Chinese too' '走到的户数'
exits 0 'without a month it is the last that is over' "$mq" report month
prints 'which is February' '2026-02: 2026-02-01..2026-02-28'
exits 0 'the one that runs' "$mq" report month 2026-03
prints 'is marked' '2026-03, not over: 2026-03-01..2026-03-01'
exits 0 'a leap February' "$mq" report month 2024-02
prints 'has its day' '2024-02-01..2024-02-29'

# ---- for programs ----

"$mq" report month 2025-06 -f tsv >first
"$mq" report month 2025-06 -f tsv >second
holds 'the same bytes twice' cmp first second
for format in csv json text; do
	"$mq" report month 2025-06 -f $format >first.$format
	"$mq" report month 2025-06 -f $format >second.$format
	holds "as $format, too" cmp first.$format second.$format
done
grep -q '"figure": "visits"' first.json
result $? 'json has them by name'
# Of all together, and of one committee.
awk -F'\t' 'NR > 1 && $9 == "count" && ($5 == "" || $5 == "310106021003") {print $7 "\t" $11}' first \
	>numbers
[ "$(wc -l <numbers)" -gt 100 ]
result $? 'there are many numbers'
cut -f 1 numbers >wanted
cut -f 2 numbers | while IFS= read -r query; do
	"$mq" count "$query" | cut -f 1
done >got
holds 'each number is what its query finds' cmp wanted got
same 'what is of today says so' "$(awk -F'\t' '$2 == "gaps" {print $10}' first | sort -u)" 2026-03-01
same 'and what is of the month, too' "$(awk -F'\t' '$2 == "needs" {print $10}' first | sort -u)" \
	2025-06-30

# ---- as files ----

exits 0 'a sheet' "$mq" report month 2025-06 -o june.tsv
holds 'has the same bytes as what is printed' cmp june.tsv first
exits 2 'it is not written over' "$mq" report month 2025-06 -o june.tsv
exits 0 'unless it is said' "$mq" report month 2025-06 -o june.tsv --overwrite
exits 0 'a workbook' "$mq" report month 2025-06 -o june.xlsx
made() {
	python3 -c 'import sys, zipfile
print(zipfile.ZipFile(sys.argv[1]).read("docProps/core.xml").decode())' "$1" >core
}
made june.xlsx
grep -q '>2026-03-01T00:00:00Z</dcterms:created>' core
result $? 'which was made on a day, not at a second'
"$mq" report month 2025-06 -o again.xlsx >out
holds 'so that it is the same bytes the next time' cmp june.xlsx again.xlsx
same 'has a row for each' "$(book june.xlsx | wc -l)" "$(wc -l <first)"
book june.xlsx | sed -n 2p | grep -q 'n:'
result $? 'with numbers that are numbers'
exits 2 'a file without an ending' "$mq" report month 2025-06 -o june
says 'tells which there are' '.xlsx'

# ---- what is refused ----

exits 2 'a month that has not begun' "$mq" report month 2026-04
says 'is told so' 'has not begun'
says 'with the latest' '2026-03'
exits 2 'what is no month' "$mq" report month 2026-13
says 'is told so, too' 'is no month'
exits 2 'a figure there is none of' "$mq" report month visit
says 'tells the nearest' 'visits'
exits 2 'another part' "$mq" report week
says 'tells which there are' 'month'

# ---- the file ----

cp -r "$config" wrong
cat >wrong/report.yaml <<'END'
by: committee
groups: {a: {zh: 甲}}
figures:
  one: {zh: 一, group: a, of: visit, is: 'visit_time:$from..$till'}
  two: {zh: 二, group: b, of: visit, is: 'visit_time:$from..$to', share: three}
  four: {zh: 四, group: a, each: name}
  five: {zh: 五, group: a, each: duty, is: 'age>3'}
END
exits 3 'faults of report.yaml are told before a register is made of it' \
	"$mq" schema check wrong
says 'an unknown day' 'till'
says 'a group there is none of' "there is no group 'b'"
says 'a whole there is none of' "there is no figure 'three'"
says 'what has no codes' "'name' is no field of codes"
says 'what asks by itself' 'is asked by itself'
rm reg/config/report.yaml
exits 3 'where there is no file' "$mq" report month 2025-06
says 'that is told' 'tells no figures'

finish
