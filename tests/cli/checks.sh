#!/bin/sh
# Checks of what is in the register: counts are what their queries find, planted mistakes are found,
# and minqing-checks(7) has every check of config/checks.yaml.
# shellcheck disable=SC2154
. "$(dirname "$0")/lib.sh"

MINQING_TODAY=2026-03-01
MINQING_DIR=$work/reg
export MINQING_TODAY MINQING_DIR
"$mq" demo -c "$config" --residents 6000 --seed 7 --faults >/dev/null || exit 1

# ---- check data ----

exits 0 'check data' "$mq" check data
prints 'has a line of each' 'not just one head'
prints 'says what cannot be' '! sex is not that of the ID number'
prints 'and what does not fail without a sign' '  vacant and lived in'
prints 'and how to list who does' 'minqing query from:household head_not_one'
exits 0 'in Chinese' env LC_ALL=zh_CN.UTF-8 "$mq" check data
prints 'is Chinese' '性别与证件号码不符'
exits 0 'for programs' "$mq" check data -f tsv
cp out all
same 'has a header' "$(head -n 1 all)" \
	"$(printf 'check\tnumber\tweight\tkind\tlabel\tfail\tunknown\tquery\tunknown_query')"
wrong=0
tail -n +2 all | cut -f 6-9 >counts
while IFS="$(printf '\t')" read -r fail unknown query unknown_query; do
	[ "$(hits "$MINQING_DIR" "$query")" = "$fail" ] || wrong=$((wrong + 1))
	[ "$(hits "$MINQING_DIR" "$unknown_query")" = "$unknown" ] || wrong=$((wrong + 1))
done <counts
same 'numbers are the hits of their queries' "$wrong" 0
exits 0 'csv' "$mq" check data -f csv
prints 'quotes texts' '"sex_not_of_id","X03","wrong","resident",'
exits 0 'json' "$mq" check data -f json
prints 'has numbers bare' '"unknown": 0'

# ---- of some alone ----

exits 0 'of a committee' "$mq" check data -f tsv place:景凤路
part=$(awk -F '\t' 'NR > 1 {n += $6} END {print n + 0}' out)
whole=$(awk -F '\t' 'NR > 1 {n += $6} END {print n + 0}' all)
[ "$part" -gt 0 ] && [ "$part" -lt "$whole" ]
result $? 'fewer fail than of all'
same 'households are asked by who lives in them' "$(sed -n 's/^head_not_one.*	\(from:[^	]*\)	.*/\1/p' out)" \
	'from:household members.any(place:景凤路) head_not_one'
exits 1 'nobody fails any of nobody' "$mq" check data name=nobody
exits 2 'a query with a fault' "$mq" check data 'agee>3'
says 'is told once' "did you mean 'age'?"
same 'as it was typed' "$(grep -c 'agee>3' err)" 1
exits 2 'a format that is none' "$mq" check data -f xml

# ---- what was planted ----

lost=
for number in X03 X15 X16 X18 X21; do
	sed -n "s/^.*\(P[0-9]\{8\}\).*/& \1/p" "$MINQING_DIR/faults.tsv" | grep "$number" |
		sed 's/.* //' | sort >planted
	"$mq" query "$(awk -v n="$number" '$2 == n && $4 == "resident" {print $1; exit}' all)" -f tsv \
		--columns person_id | tail -n +2 | sort >found
	[ -s planted ] && [ -z "$(comm -23 planted found)" ] || lost="$lost $number"
done
same 'every mistake that was planted is found' "$lost" ''

# ---- the card ----

key=$("$mq" query pregnancy_wrong -f tsv --columns person_id | tail -n 1)
exits 0 'the card of one who fails' "$mq" show "$key"
prints 'tells so above the tags' '[checks]'
prints 'with a sign and a word' '! cannot be'

# ---- while a query is typed ----

"$mq" complete id_sh >out
same 'one that takes long is offered, and no key waits for its hits' "$(cut -f 1,4 out)" \
	"$(printf 'id_shared\t-')"
"$mq" complete assessment_l >out
same 'the others are counted' "$(cut -f 4 out)" "$(hits "$MINQING_DIR" assessment_lapsed)"

# ---- a check of one's own ----

mkdir own
cp -r "$config"/* own/
cat >own/own.yaml <<'END'
derived:
  pension_early:
    {zh: 养老金早于退休, en: pension before retirement,
     kind: resident, group: doubtful,
     is: 'pension_month>0 and retire_date>today'}
END
"$mq" -d mine demo -c own --residents 1000 --seed 7 >/dev/null
exits 0 'a register with one more' "$mq" -d mine check data
prints 'counts it' 'pension before retirement'
"$mq" -d few init -c "$small" >/dev/null
exits 1 'a register without any' "$mq" -d few check data

# ---- minqing-checks(7) ----

awk '/^  [a-z_]+:$/ {id = $1; sub(":", "", id)}
	match($0, /standard: X[0-9]+/) {print substr($0, RSTART + 10, 3), id}' "$config/checks.yaml" >checks
[ "$(wc -l <checks)" -ge 28 ]
result $? 'the checks are found'
same 'each has a number' "$(wc -l <checks)" "$(grep -c '^     .*is: \|^    .*is: ' "$config/checks.yaml")"
for page in "$top/man/minqing-checks.7" "$top/man/zh_CN/minqing-checks.7"; do
	sed -n 's/^\.It Cm \(X[0-9]* [a-z_]*\)$/\1/p' "$page" >told
	holds "${page#"$top/man/"} tells each, in the order of the file" cmp checks told
done
lost=
for number in $(seq -f 'X%02g' 1 32); do
	grep -q "^\.It Cm $number" "$top/man/minqing-checks.7" || lost="$lost $number"
done
same 'and what became of every number' "$lost" ''
sed -n '/slow\[\] = {/,/};/p' "$top/src/session/checks.c" | grep -o '"[a-z_]*"' | tr -d '"' >slow
sed -n '/^My day counts/,/take too long/p' "$top/man/minqing-checks.7" >part
lost=
while read -r id; do
	grep -q "$(sed -n "s/ $id\$//p" checks)" part || lost="$lost $id"
done <slow
same 'and those my day leaves out' "$lost" ''

finish
