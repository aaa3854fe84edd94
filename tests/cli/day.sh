#!/bin/sh
# My day and the other boards on the command line: what they tell is what their queries find; exits.
. "$(dirname "$0")/lib.sh"

MINQING_TODAY=2026-03-01
MINQING_DIR=$work/reg
export MINQING_TODAY MINQING_DIR
"$mq" demo -c "$config" --residents 1500 --seed 7 >/dev/null || exit 1

# ---- my day ----

exits 0 'my day' "$mq" day
prints 'has its sections' 'visits'
prints 'says what cannot wait' '! monthly contact missed'
exits 0 'in Chinese' env LC_ALL=zh_CN.UTF-8 "$mq" day
prints 'is Chinese' '走访'
exits 0 'for programs' "$mq" day -f tsv
same 'has a header' "$(head -n 1 out)" "$(printf 'section\turgent\twhat\tcount\twhen\tname\tabout\tquery\tkind\tkey')"
wrong=0
told=0
# Tabs in a row are one to read: "-" stands where a cell is empty.
tail -n +2 out | awk -F '\t' '$4 != "" && $8 != "" {print $4 "\t" $8}' >counts
while IFS="$(printf '\t')" read -r count query; do
	told=$((told + 1))
	[ "$(hits "$MINQING_DIR" "$query")" = "$count" ] || wrong=$((wrong + 1))
done <counts
[ "$told" -ge 5 ]
result $? 'numbers are told with their queries'
same 'and are their hits' "$wrong" 0
key=$(awk -F '\t' '$9 == "resident" {print $10; exit}' out)
exits 0 'whoever is named can be shown' "$mq" show "$key"
exits 0 'csv' "$mq" day -f csv
prints 'quotes texts' '"visits",true,"monthly contact missed",'
exits 0 'json' "$mq" day -f json
prints 'says where there is no number' '"count": null'
grep -c '^{.*}$' out >lines
same 'is an object a line' "$(cat lines)" "$(wc -l <out)"

# ---- the other boards ----

for board in upcoming needs need-stats duty round policies services checks; do
	exits 0 "the board $board" "$mq" day "$board"
	exits 0 "the board $board for programs" "$mq" day -f json "$board"
done
exits 0 'with an argument' "$mq" day upcoming 30d turns_70
exits 0 'of one policy' "$mq" day policies dibao
exits 0 'of one of the staff' "$mq" day duty sg01
exits 2 'a board that is none' "$mq" day upcomming
says 'is told the nearest' "did you mean 'upcoming'?"
exits 2 'a format that is none' "$mq" day -f xml
exits 2 'a query with a fault' "$mq" day upcoming 'agee>=3'
exits 2 'nobody of the staff' "$mq" day duty nobody_here

# ---- where one works ----

# Whoever runs this works in one committee, at the desk that needs of a committee begin at.
staff=$MINQING_DIR/config/staff.yaml
cp "$staff" staff.shipped
sed "s/  sg01: {name: 社工01,/  sg01: {name: 社工01, account: $(id -un),/" staff.shipped >"$staff"
count_of() { awk -F '\t' -v what="$1" '$3 == what {print $4; exit}' out; }
exits 0 'my day where I work' "$mq" day
prints 'says where' '(my area: Lingnan Rd Lane 100)'
"$mq" day -f tsv >out
here=$(count_of 'not visited for 90 days')
tail -n +2 out | awk -F '\t' '$4 != "" && $8 != "" {print $4 "\t" $8}' >counts
wrong=0
while IFS="$(printf '\t')" read -r count query; do
	[ "$(hits "$MINQING_DIR" "$query")" = "$count" ] || wrong=$((wrong + 1))
done <counts
same 'its numbers are the hits of their queries' "$wrong" 0
same 'which are those in the area' "$here" \
	"$(hits "$MINQING_DIR" 'not_visited_90d living_status:here committee:310106021001')"
exits 0 'everywhere' "$mq" day --everywhere
prints 'says so' '(everywhere)'
"$mq" day --everywhere -f tsv >out
same 'and counts everybody' "$(count_of 'not visited for 90 days')" \
	"$(hits "$MINQING_DIR" 'not_visited_90d living_status:here')"
printf ':day\n:everywhere\n:everywhere\n:board duty\n:everywhere\n' | "$mq" --plain >out 2>&1
same 'line by line it is switched' "$(grep -c '(my area: ' out) $(grep -c '(everywhere)' out)" '2 1'
prints 'where that makes a difference' 'this board is the same everywhere'
cp staff.shipped "$staff"
exits 0 'who is not of the staff' "$mq" day
same 'is told of everybody, and not where' "$(grep -c 'my area\|everywhere' out)" 0

# ---- line by line ----

printf ':day\n2\n:back\n:board\n:board needs\n:board upcomming\n' | "$mq" --plain >out 2>&1
prints 'my day as a list' '[visits]'
prints 'a number asks' 'query: monthly_contact_missed living_status:here'
prints 'boards are listed' '1. day, my day'
prints 'and opened' 'in all: '
prints 'or not' "did you mean 'upcoming'?"

# ---- a register that keeps no visits and no needs ----

"$mq" -d few init -c "$small" >/dev/null
exits 0 'my day of a register of people alone' "$mq" -d few day
same 'has nothing to tell, and no fault' "$(wc -c <err)" 0
exits 3 'its needs' "$mq" -d few need list
says 'are told what they take' 'minqing-needs(5)'

finish
