#!/bin/sh
# Questions that are wrong, answers in every format, and counts that a database
# over the exported sheet agrees with.
. "$(dirname "$0")/lib.sh"

"$mq" -d reg demo -c "$config" --residents 2000 >/dev/null || exit 1

# asks STATUS NAME QUERY [TEXT]: within a second
asks() {
	exits "$1" "$2" timeout 2 "$mq" -d reg count -- "$3"
	[ $# -lt 4 ] || says "$2: says so" "$4"
}

# ---- questions that are wrong ----

asks 2 'a field that is not there' 'agee>=80' "'agee'"
says 'the nearest are told' "did you mean"
says 'age is one of them' "'age'"
grep -q '^ *| *^' err
result $? 'a caret stands under it'
asks 2 'a quote that is not closed' 'name:"王' 'not closed'
asks 2 'a bracket that is not closed' '(高龄 or 独居'
asks 2 'a bracket that was not opened' '高龄)'
asks 2 'nothing behind a sign' 'age>='
asks 2 'a code that is not in the list' 'sex:x'
asks 2 'letters for a number' 'age>=ab'
asks 2 'a number beyond all numbers' 'age>=99999999999999999999'
asks 2 'a date that is none' 'birth<1900-02-30'
asks 2 'ten thousand brackets' "$(printf '%10000s' '' | tr ' ' '(')"
asks 2 'four thousand brackets' "$(printf '%4000s' '' | tr ' ' '(')"
asks 2 'four thousand minus signs' "$(printf '%4000s' '' | tr ' ' '-')"
asks 2 'a megabyte' "$(printf '%100000s' '' | tr ' ' 'a')"
asks 2 'bytes that are no text' "$(printf 'name:\377')"
asks 2 'a control character' "$(printf 'name:\033]0;x')"
! grep -q "$(printf '\033')" err
result $? 'which is not printed as it is'
asks 2 'a thousand alternatives' "$(awk 'BEGIN { printf "age=1"; for (i = 0; i < 999; i++) printf " or age=%d", i }')"
asks 2 'household in household, nine deep' "$(awk 'BEGIN { for (i = 0; i < 70; i++) printf "household.any("; printf "age>1"; for (i = 0; i < 70; i++) printf ")" }')"

# ---- patterns that never end ----

for pattern in '^(a+)+$' '^(a|aa)+$' '^(?:a?){40}a{40}$' '(.*)*x' '(.+)+[0-9]{9}z'; do
	timeout 3 "$mq" -d reg count "name~/$pattern/" >out 2>err
	case $? in 0 | 1 | 2) r=0 ;; *) r=1 ;; esac
	result $r "the pattern $pattern ends in time"
done
asks 2 'a pattern with a verb' 'name~/(*LIMIT_MATCH=4000000000)a/'
asks 2 'a pattern with \C' 'name~/\C/'
asks 2 'a pattern that is too long' "name~/$(printf '%600s' '' | tr ' ' 'a')/"
asks 2 'brackets in a pattern' 'name~/(王/'
asks 2 'three hundred brackets in a pattern' "name~/$(printf '%255s' '' | tr ' ' '(')/"

# ---- hits, nobody, unknown ----

asks 0 'somebody' '高龄'
asks 1 'nobody' 'age>=150'
asks 0 'everybody' ''
asks 0 'who is nearly called so' '~~王小明'
asks 2 'a code that may be several' 'xb:n' 'fits several names'
same 'a line has hits, unknown, the query' "$("$mq" -d reg count 'age>=0' | cut -f3)" 'age>=0'
same 'a line for each query' "$("$mq" -d reg count 高龄 独居 'age<3' | wc -l)" 3
same 'full-width signs are the same' "$(hits reg '（年龄＞＝80）　且　性别：女')" "$(hits reg '(age>=80) and sex:女')"
same 'three values add up' "$("$mq" -d reg count 'phone_mobile:?' 'phone_mobile:*' '' |
	awk '{ n[NR] = $1 } END { print n[1] + n[2] - n[3] }')" 0
same 'the unknown are listed' "$("$mq" -d reg query 高龄 --unknown --format csv --columns person_id | sed 1d | wc -l)" \
	"$("$mq" -d reg count 高龄 | cut -f2)"
same 'records of another kind' "$(hits reg '' >/dev/null; "$mq" -d reg count --from household | cut -f1)" \
	"$("$mq" -d reg query --from household --format csv --columns household_id | sed 1d | wc -l)"
exits 2 'a kind that is not there' "$mq" -d reg count --from nobody

# ---- relations, areas, the record that asks, dates, other kinds ----

"$mq" -d reg count \
	'household.any(disabled and age<18) and not household.any(age:18..59 and not disabled)' >out 2>err
[ $? -le 1 ]
result $? 'a disabled child and no grown-up who is not'
asks 0 'not called on in ninety days' 'visits.none(date>=-90d)'
"$mq" -d reg count 'services.any(policy:长护险 and ends:..+30d)' >out 2>err
[ $? -le 1 ]
result $? 'a service that ends within thirty days'
asks 0 'buildings with some of the very old' 'building.count(age>=80)>=2'
asks 0 'a place and all below it' 'place:阳曲路760弄'
same 'a lane in figures is the lane' "$(hits reg 'place:阳曲路760弄')" "$(hits reg 'lane:阳曲路760弄')"
same 'the others are the household without oneself' \
	"$(hits reg 'household.others.none()')" "$(hits reg 'household.count()=1')"
same 'a younger one asks for an elder' \
	"$(hits reg 'household.others.any(age>^age)')" \
	"$(hits reg 'household.any(age>^age)')"
same 'the last visit was long ago: by its date and by its length' \
	"$(hits reg 'visits.max(date)<-90d')" "$(hits reg 'visits.max(date)>90d')"
same 'from: is --from' "$("$mq" -d reg count 'from:household members.all(age>=60)' | cut -f1,2)" \
	"$("$mq" -d reg count --from household 'members.all(age>=60)' | cut -f1,2)"
same 'years as a length are years as an age' "$(hits reg 'birth_date>=80y')" "$(hits reg 'age>=80')"
same '非 stands at the tag' "$(hits reg '非低保')" "$(hits reg 'not 低保')"

# ---- formats ----

same 'text shows fifty' "$("$mq" -d reg query | wc -l)" 52
"$mq" -d reg query | tail -n 1 | grep -q '; 50 shown'
result $? 'and says so'
same 'csv has all' "$("$mq" -d reg query '' --format csv --columns person_id | sed 1d | wc -l)" "$(hits reg '')"
same '--limit' "$("$mq" -d reg query '' -f csv -n 7 | wc -l)" 8
same '--limit 0 is all' "$("$mq" -d reg query --limit 0 | sed '1d;$d' | wc -l)" "$(hits reg '')"
same 'limit: in the query' "$("$mq" -d reg query 'limit:7' -f csv | wc -l)" 8
"$mq" -d reg query 高龄 --format json --columns person_id,name,age >out
python3 - out "$(hits reg 高龄)" <<'PY' 2>err
import json, sys
answer = json.load(open(sys.argv[1], encoding="utf-8"))
assert answer["hits"] == int(sys.argv[2]) == len(answer["rows"])
assert all(row["age"] >= 80 and row["name"] for row in answer["rows"])
PY
result $? 'json reads as json'
for format in csv tsv json; do
	"$mq" -d reg query 困难 -f $format -C person_id -s birth_date | grep -o 'P[0-9]\{8\}' >ids.$format
done
"$mq" -d reg query 困难 -n 0 -C person_id -s birth_date | grep -o 'P[0-9]\{8\}' >ids.text
cmp ids.csv ids.tsv && cmp ids.csv ids.json && cmp ids.csv ids.text && [ -s ids.csv ]
result $? 'every format has the same rows in the same order'
"$mq" -d reg query '' -f csv -C age -s age- | sed 1d | sort -rnc 2>err
result $? '--sort, descending'
"$mq" -d reg query '' -f csv -C age -s age | sed '1d;/^""$/d' | sort -nc 2>err
result $? '--sort, ascending'
exits 2 'an order that is not kept' "$mq" -d reg query --sort note
exits 2 'a column that is not there' "$mq" -d reg query --columns naem
says 'the nearest is told' 'name'
exits 2 'a format that is not there' "$mq" -d reg query --format xml
exits 2 'a limit that is no number' "$mq" -d reg query --limit -1
for format in text csv tsv json; do
	exits 0 "count --format $format" "$mq" -d reg count 高龄 --format $format
done
key=$("$mq" -d reg query 高龄 -f csv -C person_id -n 1 | sed 1d)
exits 0 'show' "$mq" -d reg show "$key"
prints 'tells the key' "$key"
"$mq" -d reg show "$key" --format json | python3 -c 'import json, sys; json.load(sys.stdin)' 2>err
result $? 'show --format json reads as json'
exits 1 'show nobody' "$mq" -d reg show P99999999

# ---- the same counted by a database ----

"$mq" -d reg query '' --format csv --columns all --raw >all.csv
db() {
	sqlite3 :memory: '.import --csv all.csv r' "$1" 2>err
}
agrees() {
	n=$(db "select count(*) from r where $2")
	same "sqlite counts the same: $1: $n" "$(hits reg "$1")" "${n:-an error}"
}
agrees '' '1'
agrees 'sex:女 committee:*' "sex='2' and committee<>''"
agrees 'birth_date<1946-03-02' "birth_date<>'' and birth_date<'1946-03-02'"
agrees 'age>=80' "birth_date<>'' and birth_date<='1946-03-01'"
agrees 'dibao or tekun' "dibao='true' or tekun='true'"
agrees 'household_income_pc<2000' "household_income_pc<>'' and cast(household_income_pc as real)<2000"
agrees 'phone_mobile:?' "phone_mobile=''"
agrees 'name:王' "name like '%王%'"
agrees 'name^=王' "name like '王%'"
agrees '姓名＊＝芳 非低保' "name like '%芳%' and dibao<>'true'"
agrees 'committee:* xb:nv' "committee<>'' and sex='2'"
agrees 'name~/^王.$/' "name like '王_'"
agrees 'care_level:3..5 -sex:男' "care_level in ('3','4','5') and sex<>'' and sex<>'1'"
agrees 'household.count(name:*)=1' "household_id in (select household_id from r group by 1 having count(*)=1)"
same 'and the unknown' "$("$mq" -d reg count 'household_income_pc<2000' | cut -f2)" \
	"$(db "select count(*) from r where household_income_pc=''")"

# by_value FIELD: what --by says of women, as "hits value" lines, nobody and the blank left out
by_value() {
	"$mq" -d reg count --by "$1" --limit 1000 女 -f tsv | sed 1d |
		awk -F '\t' '$1 > 0 && $3 != "?" && $3 != "..." { print $1, $3 }' | sort
}
for field in education committee living_status; do
	same "and by each value of $field" "$(by_value $field)" "$(db "
		select count(*) || ' ' || $field from r where sex='2' and $field<>'' group by $field" | sort)"
done
same 'and by texts' "$(by_value name | sort -k1,1nr -k2 | head -n 3 | cut -d' ' -f1 | tr '\n' ' ')" "$(db "
	select count(*) from r where sex='2' and name<>'' group by name order by 1 desc limit 3" | tr '\n' ' ')"
same 'stretches of days add up' "$("$mq" -d reg count --by birth_date 女 | awk '{ n += $1 } END { print n }')" \
	"$(hits reg 女)"
exits 0 'for people' "$mq" -d reg count --by age 'age>=50 女'
prints 'a table has the name of its field above' 'age  age>=50 女'
grep -q '^ *0  up to 9  *\.\.9$' out
result $? 'and says in words where a stretch is open'
exits 0 'in Chinese' env LC_ALL=zh_CN.UTF-8 "$mq" -d reg count --by age 女
prints 'too' '9及以下'

# by_two A B: the same of two fields at once, as "hits a b" lines.
by_two() {
	"$mq" -d reg count --cross "$1,$2" 女 -f tsv | sed 1d |
		awk -F '\t' '$3 != "?" && $6 != "?" { print $1, $3, $6 }' | sort
}
for pair in 'committee living_status' 'education sex'; do
	# shellcheck disable=SC2086 # two fields
	same "and by two fields at once: $pair" "$(by_two $pair)" "$(db "
		select count(*) || ' ' || ${pair% *} || ' ' || ${pair#* } from r where sex='2'
		and ${pair% *}<>'' and ${pair#* }<>'' group by ${pair% *}, ${pair#* }" | sort)"
done
exits 0 'for people' "$mq" -d reg count --cross sex,living_status 女
prints 'a row for each value of the first' 'sex × in-residence state  女'
exits 2 'a cross of one field' "$mq" -d reg count --cross sex 女
says 'two are wanted' '--cross takes two fields: a,b'
exits 2 'a cross of texts' "$mq" -d reg count --cross sex,name 女
says 'cannot be counted together' "'sex' and 'name' cannot be counted together"
exits 2 'both at once' "$mq" -d reg count --cross sex,committee --by sex 女
says 'one of them' '--by or --cross, not both'
exits 2 'by a field that is not there' "$mq" -d reg count --by eduction
says 'the nearest is told' 'education'

finish
