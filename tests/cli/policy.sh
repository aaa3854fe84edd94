#!/bin/sh
# Policies that find people: listed, shown, who is on their lists and why, checked, tested, tried
# with another threshold; faults of the file with their place.
# shellcheck disable=SC2154
. "$(dirname "$0")/lib.sh"

holds 'a small demo' "$mq" -d reg demo --residents 600 --seed 7 --config "$config"
MINQING_DIR=$work/reg
export MINQING_DIR
policies=$work/reg/config/policies.yaml

# ---- list, show ----

exits 0 'policies are listed' "$mq" policy
prints 'with what they are called' 'old-age allowance'
LC_ALL=zh_CN.UTF-8 "$mq" policy list >out
prints 'in the language of messages' '老年综合津贴'
"$mq" policy list --format csv >list.csv
same 'thirty at least are shipped' "$([ "$(sed 1d list.csv | wc -l)" -ge 30 ] && echo yes)" yes
exits 0 'one is shown' "$mq" policy show dibao
prints 'with its thresholds and the one in force' '  >  2024-07-01  1595 yuan  2026-03-01'
prints 'and the question that lists them' 'household_income_pc<1595'
MINQING_TODAY=2024-06-30 "$mq" policy show tekun >out
prints 'on another day another one is' 'household_income_pc<1510'
exits 0 'it is found by its label, too' "$mq" policy show 最低生活保障
exits 1 'a policy that is not there' "$mq" policy show dibau
says 'has a nearest one' "'dibao'"

# ---- gap ----

exits 0 'the gaps of all are counted' "$mq" policy gap
prints 'and nobody decides but the desk' 'may qualify, or may no longer; the desk decides'
"$mq" policy gap --format tsv >all.tsv
row=$(grep '^old_age_allowance	' all.tsv)
query=$(printf '%s' "$row" | cut -f8)
same 'each number is that of its question' "$(printf '%s' "$row" | cut -f4)" "$(hits reg "$query")"
same 'and so are those with facts missing' "$(printf '%s' "$row" | cut -f5)" \
	"$("$mq" count "$query" | cut -f2)"
exits 0 'the gap of one is a list of people' "$mq" policy gap old_age_allowance
prints 'that may qualify' 'may qualify; the desk decides: services for the old'
prints 'with what it rests on' 'age is 65 or more ('
prints 'and the question, to be asked' "minqing query 'is_shanghai_hukou age>=65 -is_deceased -old_age_allowance'"
"$mq" policy gap old_age_allowance --format csv >gap.csv
same 'all of them for programs' "$(grep -c '"gap"' gap.csv)" "$(printf '%s' "$row" | cut -f4)"
exits 0 'facts that are missing are named' "$mq" policy gap dibao_edge --format csv
prints 'each once' 'monthly income per head'
exits 0 'a list of households' "$mq" policy gap adviser --limit 1
prints 'is asked from households' "minqing query 'from:household "

# ---- whatif ----

exits 0 'another threshold is tried' "$mq" policy whatif old_age_allowance old_age_from=60
prints 'who would be in' 'newly in'
"$mq" policy whatif old_age_allowance old_age_from=60 --format tsv >whatif.tsv
query=$(grep '^in	' whatif.tsv | cut -f3)
same 'those newly in can be opened' "$(grep '^in	' whatif.tsv | cut -f2)" "$(hits reg "$query")"
"$mq" policy whatif old_age_allowance old_age_from=60 >out
prints 'what those have whose amount is not in the file' 'not known how much'
prints 'is not taken for nothing' 'yuan a month then for those whose amount is known'
same 'nor for programs' "$(grep '^cost	' whatif.tsv | cut -f2)" ''
"$mq" policy whatif old_age_allowance old_age_from=70 --format tsv >whatif.tsv
number() {
	grep "^$1	" whatif.tsv | cut -f2
}
[ "$(number out)" -gt 0 ]
result $? 'a higher one has some newly out'
same 'so many fewer may qualify' "$(number out)" "$(($(number before) - $(number after)))"
same 'those newly out can be opened' "$(number out)" \
	"$(hits reg "$(grep '^out	' whatif.tsv | cut -f3)")"
same 'nobody is newly in' "$(number in)" 0
lost=
for value in 60 70; do
	"$mq" policy whatif old_age_allowance old_age_from=$value --format tsv >moved
	for what in before after in in_without out out_with; do
		query=$(grep "^$what	" moved | cut -f3)
		[ -n "$query" ] && [ "$(hits reg "$query")" = "$(grep "^$what	" moved | cut -f2)" ] ||
			lost="$lost $what of $value"
	done
done
same 'every number of people is the hits of its query' "$lost" ''
same 'where all have their amount it is known what that saves' \
	"$(number cost | cut -c1)" -
exits 0 'nothing is kept of it' "$mq" policy show old_age_allowance
prints 'the threshold is as it was' '  >  2016-05-01  65 years'
exits 0 'an amount costs' "$mq" policy whatif childcare_allowance childcare_amount=400
prints 'so much more' 'more a month'
exits 2 'a threshold that is not there' "$mq" policy whatif old_age_allowance old_age=60
says 'has a nearest one' "did you mean 'old_age_from'"
exits 2 'a value that is none' "$mq" policy whatif old_age_allowance old_age_from=old

# ---- check, test ----

exits 0 'the file is right' "$mq" policy check
prints 'what its source is not sure of is told' "to be looked up: threshold 'dibao_line', 1595: "
"$mq" policy list >out
prints 'and marked in the list' '; a value is to be looked up'
same 'for programs too' "$("$mq" policy list -f tsv | awk -F '\t' '$9 == "true"' | wc -l)" \
	"$(grep -c '; a value is to be looked up$' out)"
exits 0 'its cases come out as they say' "$mq" policy test
prints 'all of them' ' 0 of them come out otherwise'
exits 0 'those of one policy' "$mq" policy test dibao
MINQING_TODAY=2027-06-01
exits 3 'what nobody looked up for 400 days' "$mq" policy check
says 'is a fault with its place' "policies.yaml:"
says 'and a way out' 'hold it against its source'
says 'a year without a value too' "threshold 'checkup_year' has no value on 2027-06-01"
exits 3 'what has no value today' "$mq" policy gap
prints 'costs its own line' 'yearly check-up at 65 (no value for this day: year of the check-up)'
prints 'and no other policy' 'school entry'
says 'but is said at the end' 'policies that are not counted, as a threshold has no value today: 1'
"$mq" policy gap --format tsv >lacking.tsv
same 'nobody takes it for none' "$(grep '^checkup_65	' lacking.tsv | cut -f4-7)" "$(printf '\t\t\t')"
same 'all are there' "$(wc -l <lacking.tsv)" "$(wc -l <all.tsv)"
exits 3 'my day goes on' "$mq" day
prints 'says what is missing' 'no value for this day: year of the check-up'
prints 'and what comes below' 'to be checked'
exits 3 'the month goes on' "$mq" report month
prints 'with its line' 'yearly check-up at 65 (no value for this day'
prints 'and those below it' 'school entry'
exits 0 'one that has its values is told' "$mq" report month 2027-04 visits
holds 'but a register can be made with it' "$mq" -d reg2 init --config "$config"
MINQING_TODAY=2026-03-01

sed 's/{is: gap, hukou_place: 310000, birth_date: 1961-03-01}/{is: over, hukou_place: 310000, birth_date: 1961-03-01}/' \
	"$config/policies.yaml" >"$policies"
line=$(grep -n 'is: over, hukou_place: 310000, birth_date: 1961-03-01' "$policies" | cut -d: -f1)
exits 3 'a case that comes out otherwise' "$mq" policy test
says 'is told with its line' "policies.yaml:$line:9: policy 'old_age_allowance': this case is to be 'over' and comes out as 'gap'"

sed 's/and age>=\$old_age_from and not is_deceased/and age>=$old_age_frm and not is_deceased/' \
	"$config/policies.yaml" >"$policies"
exits 3 'a slip of the pen' "$mq" policy check
says 'is told with its place' "policies.yaml:"
says 'and the thresholds there are' 'hint: there is $old_age_from'
cp -R "$config" broken
cp "$policies" broken/policies.yaml
exits 3 'no register is made of that' "$mq" -d reg3 init --config broken
exits 3 'schema check tells it' "$mq" schema check broken
rm "$policies"
exits 1 'where there is no file there are no policies' "$mq" policy list

exits 2 'a part that is none' "$mq" policy lst
says 'has those there are' 'whatif NAME THRESHOLD=VALUE'
exits 2 'a name that is missing' "$mq" policy show

finish
