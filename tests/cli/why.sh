#!/bin/sh
# Why somebody is on a list, and what a question is made of: words, values, exits.
. "$(dirname "$0")/lib.sh"

"$mq" -d reg demo -c "$config" --residents 2000 >/dev/null || exit 1
MINQING_DIR=$work/reg
export MINQING_DIR

# first QUERY: the key of its first hit
first() {
	"$mq" query -n 1 -f csv -C person_id "$1" | tail -n 1
}

# ---- why ----

old=$(first '高龄 独居')
exits 0 'who is on the list' "$mq" why "$old" 高龄 独居
prints 'is said to be' 'is on the list'
prints 'with the words of the tag' 'age is 80 or more'
prints 'the date an age is counted from' 'date of birth 19'
prints 'and where it comes from' 'synthetic sample (demo)'
exits 1 'who is not' "$mq" why "$old" 'age<18 高龄'
prints 'is said not to be' 'is not on the list'
grep -q '^>  no .*age is under 18' out && ! grep -q '^> .*aged 80' out
result $? 'and what that rests on is marked'
exits 1 'of whom too little is known' "$mq" why "$(first 'age:?')" 'age<18'
prints 'may be' 'may be on the list'
exits 0 'Chinese' env LC_ALL=zh_CN.UTF-8 "$mq" why "$old" 高龄 独居
prints 'says it in Chinese' '在名单上'
prints 'words and all' '年龄满80'
prints 'and from which day' '今日推算'
exits 0 'csv' "$mq" why -f csv "$old" 高龄
same 'has a header' "$(head -n 1 out)" \
	'depth,verdict,decides,words,query,field,value,basis,computed,when,who,source'
exits 0 'json' "$mq" why -f json "$old" 高龄
prints 'has ids' '"verdict": "yes", "decides": true, "words": "aged 80 and over", "query": "elder_80"'
exits 1 'nobody of that key' "$mq" why P99999999 高龄
says 'is told' "P99999999"
exits 2 'a fault' "$mq" why "$old" 'agee>=80'
says 'is the fault of a query' "did you mean"
exits 2 'another format' "$mq" why -f yaml "$old" 高龄
exits 0 'a household' "$mq" why -k household "$("$mq" query -k household -n 1 -f csv -C household_id \
	纯老家庭 | tail -n 1)" 纯老家庭
prints 'is asked of its members' 'among the members'

exits 0 'the kind that the text names' "$mq" why "$("$mq" query -k household -n 1 -f csv -C household_id \
	纯老家庭 | tail -n 1)" from:household 纯老家庭
exits 0 'a saved list' "$mq" why "$old" "@old_alone(60)"
prints 'goes by its label' "elders living alone (n:60)"

# Every hit is on the list, and every unknown may be.
lost=
for key in $("$mq" query -f csv -C person_id '高龄 household.any(age<60)' | tail -n +2 | head -n 20); do
	"$mq" why "$key" '高龄 household.any(age<60)' >out || lost="$lost $key"
done
same 'whoever is a hit is on the list' "$lost" ''

# ---- explain ----

exits 0 'a question taken apart' "$mq" explain '高龄 (低保 or 女) household.any(age<60) -name:王'
prints 'has its counts on top' ' hits, '
prints 'its parts in words' 'somebody in the household'
prints 'told how' 'posting'
prints 'and in the language' 'household.any(age<60)'
ends=$(grep -n 'posting\|links\|grams\|column' out | grep -ob ' posting \| links \| grams \| column ' | wc -l)
[ "$ends" -ge 4 ]
result $? 'each with its means'
exits 0 'json' "$mq" explain -f json 高龄
same 'is a line for each part' "$(cut -c1-11 out | tr -d '\n')" '{"depth": 0{"depth": 1'
hits=$("$mq" count 高龄 | cut -f1)
prints 'with the hits of count' "\"hits\": $hits,"
exits 1 'who nobody is' "$mq" explain 'age>200'
exits 2 'a fault' "$mq" explain '('
exits 0 'in Chinese' env LC_ALL=zh_CN.UTF-8 "$mq" explain 高龄
prints 'counts have Chinese heads' '命中'

finish
