#!/bin/sh
# What the days to come bring: by rules, by a query, dismissed; exits.
. "$(dirname "$0")/lib.sh"

MINQING_TODAY=2026-03-01
MINQING_DIR=$work/reg
export MINQING_TODAY MINQING_DIR
"$mq" demo -c "$config" --residents 3000 --seed 7 >/dev/null || exit 1

# ---- telling ----

exits 0 'all rules' "$mq" upcoming 30
prints 'say the day' '2026-03-0'
exits 0 'days as 30d' "$mq" upcoming 30d
exits 0 'one rule' "$mq" upcoming -f tsv 90d turns_70
same 'has a header' "$(head -n 1 out)" "$(printf 'day\tin_days\trule\twhat\tleaves\tkind\tkey\tname\tabout\tnext')"
told=$(($(wc -l <out) - 1))
[ "$told" -gt 0 ]
result $? 'somebody turns 70'
came=0
for key in $(tail -n +2 out | cut -f7); do
	day=$(grep "$key" out | cut -f1)
	MINQING_TODAY=$day "$mq" why "$key" 'age>=70' >/dev/null && came=$((came + 1))
done
same 'all are 70 on their day' "$came" "$told"
exits 0 'by its label' "$mq" upcoming -n 0 '满70岁(津贴升档)'
same 'is the same' "$(tail -n +2 out | wc -l)" "$told"
exits 0 'a query' "$mq" upcoming 365 'age:60..79'
prints 'who is no more' 'no longer'
exits 0 'in Chinese' env LC_ALL=zh_CN.UTF-8 "$mq" upcoming 365 'age:60..79'
prints 'says it' '不再是'
exits 0 'of services' "$mq" upcoming 30 -f tsv -n 1 service_next
key=$(sed -n 2p out | cut -f7)
same 'it says whom they are given' "$(sed -n 2p out | cut -f8)" \
	"$("$mq" query "from:service service_id='$key'" -f tsv -C name | tail -n 1)"
exits 0 'a policy' "$mq" upcoming 90 -f tsv old_age_allowance
came=0
for key in $(tail -n +2 out | cut -f7); do
	day=$(grep "$key" out | cut -f1)
	MINQING_TODAY=$day "$mq" policy gap -f tsv old_age_allowance | grep -q "$key" && came=$((came + 1))
done
same 'all are in its gap on their day' "$came" "$(($(wc -l <out) - 1))"
"$mq" upcoming -f tsv 400 school | tail -n +2 | cut -f1,7 >school
same 'a school year begins for some' "$(cut -f1 school | sort -u)" 2026-09-01
MINQING_TODAY=2026-08-31 "$mq" policy gap -f tsv -n 0 school_entry | cut -f2,3 | sort >before
MINQING_TODAY=2026-09-01 "$mq" policy gap -f tsv -n 0 school_entry | cut -f2,3 | sort >behind
comm -13 before behind | grep '^gap	' | cut -f2 >new
cut -f2 school | sort >came
same 'who is new in its gap that day' "$(cat came)" "$(cat new)"
exits 0 'a policy tells who no longer fits, too' "$mq" upcoming 400 childcare_allowance
prints 'and that it is so' 'no longer fits: childcare allowance'
"$mq" upcoming -f tsv 400 childcare_allowance | tail -n +2 | awk -F '\t' '$5 == "true"' >gone
[ -s gone ]
result $? 'there are some'
"$mq" policy gap -f tsv childcare_allowance | grep '	over	' >now
wrong=0
for key in $(cut -f7 gone); do
	day=$(grep "$key" gone | cut -f1)
	MINQING_TODAY=$day "$mq" policy gap -f tsv childcare_allowance | grep -q "	over	$key" || wrong=$((wrong + 1))
	grep -q "$key" now && wrong=$((wrong + 1))
done
same 'all have it and fit, and on their day no more' "$wrong" 0
"$mq" upcoming -f tsv 90d visit_due | tail -n +2 | cut -f2 | sort -n | tail -n 1 >far
[ "$(cat far)" -gt 30 ]
result $? 'days that are named go before those of the rule'
exits 2 'a rule that is not there' "$mq" upcoming turns_65
says 'has a nearest one' "'turns_70'"
exits 2 'with days too' "$mq" upcoming 90d nonsense_rule
says 'is told where they are' 'minqing upcoming rules'
exits 0 'a tag is a query' "$mq" upcoming 400 special_elder
"$mq" upcoming 90d turns_70 | awk '{print index($0, "P000")}' | sort -u | grep -vc '^0$' >columns
same 'what is long moves no cells' "$(cat columns)" 1
LC_ALL=C.UTF-8 "$mq" upcoming -f tsv 90d turns_80 >out
prints 'what is to be done is told in English' 'call and see what care is needed'
LC_ALL=zh_CN.UTF-8 "$mq" upcoming -f tsv 90d turns_80 >out
prints 'and in Chinese' '上门核实照护需求'
exits 1 'nobody' "$mq" upcoming 30d 'age>=130'
exits 2 'a query with a fault' "$mq" upcoming 30d 'agee>=60'
says 'is that fault' 'did you mean'
exits 2 'too far ahead' "$mq" upcoming 401 lives_alone
says 'is told' '400'

# ---- dismissing ----

"$mq" upcoming -f tsv 90d turns_70 >out
key=$(sed -n 2p out | cut -f7)
exits 0 'dismissing' "$mq" upcoming dismiss turns_70 "$key" told by phone
prints 'says for which day' "dismissed: turns_70 of 2026-"
"$mq" upcoming -f tsv 90d turns_70 >out
same 'it is not told again' "$(($(wc -l <out) - 1))" "$((told - 1))"
exits 0 'it is on the card' "$mq" show "$key"
prints 'with what was done' 'told by phone'
prints 'what it was' 'turns 70 (next tier of the allowance)'
prints 'and who did it' "  $(id -un)  told by phone"
exits 0 'and can be asked for' "$mq" query 'alerts.any(alert_rule=turns_70)'
exits 1 'a second time' "$mq" upcoming dismiss turns_70 "$key" again
says 'is told' 'was dismissed'
exits 2 'without a reason' "$mq" upcoming dismiss turns_70 "$key"
says 'is told how' 'told by phone'
key=$("$mq" upcoming -f tsv 90d old_age_allowance | sed -n 2p | cut -f7)
exits 0 'what a policy tells' "$mq" upcoming dismiss old_age_allowance "$key" told by phone
"$mq" upcoming -f tsv 90d old_age_allowance >out
same 'is dismissed by its name' "$(grep -c "$key" out)" 0
"$mq" upcoming -f tsv 90d allowance >out
same 'and by the rule that watches it' "$(grep -c "$key" out)" 0
key=$(sed -n 1p gone | cut -f7)
exits 0 'so is who will no longer fit' "$mq" upcoming dismiss childcare_allowance "$key" told them
"$mq" upcoming -f tsv 400 childcare_allowance | grep true >out
same 'though no rule says so' "$(grep -c "$key" out)" 0
exits 2 'no such rule' "$mq" upcoming dismiss turns_7 "$key" x
says 'is told the nearest' 'turns_'

# ---- rules ----

exits 0 'the rules' "$mq" upcoming rules
prints 'are listed' 'turns_80'
printf 'upcoming:\n  x: {zh: 某, watch: "agee>=80"}\n' >"$work/reg/config/upcoming.yaml"
exits 3 'a rule with a fault' "$mq" upcoming
says 'is told with its line' 'upcoming.yaml:2:'
printf 'upcoming:\n  x: {policy: nosuch}\n' >"$work/reg/config/upcoming.yaml"
exits 3 'a policy that is not there' "$mq" upcoming
says 'is told with its place' 'upcoming.yaml:2:15'
printf 'upcoming:\n  x: {zh: 某}\n' >"$work/reg/config/upcoming.yaml"
exits 3 'a rule of nothing' "$mq" upcoming
says 'is told what it wants' 'watch'

# ---- the page ----

page=$top/man/minqing-upcoming.5
cp -R "$config" page
sed -n '/^upcoming:/,/^\.Ed/p' "$page" | sed -e 's/\\-/-/g' -e '/^\.Ed/d' >page/upcoming.yaml
exits 0 'the example of the page is right' "$mq" schema check page
for told in "$page" "$top/man/zh_CN/minqing-upcoming.5"; do
	lost=$(sed -n 's/^	{"\([a-z]*\)", MQ_NODE_[A-Z]*, [a-z]*},$/\1/p' \
		"$top/src/work/upcoming_rules.c" | while IFS= read -r key; do
		grep -qE "^\.(It )?Cm (.* )?$key( |\$)" "$told" || echo "$key"
	done)
	same 'every key is told' "$lost" ''
done

finish
