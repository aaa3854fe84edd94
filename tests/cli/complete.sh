#!/bin/sh
# Completion: what the command offers, and what shells make of it.
. "$(dirname "$0")/lib.sh"

"$mq" -d reg demo -c "$config" --residents 2000 >/dev/null || exit 1
MINQING_DIR=$work/reg
export MINQING_DIR

# ---- the command ----

exits 0 'half a tag' "$mq" complete '高龄 独'
prints 'is completed' "$(printf '独居\ttag\telder living alone\t%s\tlabel\t7\t10' "$(hits reg '高龄 独居')")"
exits 0 'as JSON' "$mq" complete -f json -n 1 'sex:f'
prints 'it has names' "\"insert\": \"female\", \"kind\": \"value\", \"label\": \"female\", \"hits\": $(hits reg sex:female), \"by\": \"label\", \"from\": 4, \"to\": 5}"
exits 0 'what is not counted' "$mq" complete -f json -n 1 'sort:ag'
prints 'has no number' '"hits": null'
exits 0 'a cursor in the middle' "$mq" complete -n 1 --cursor 3 '独 高龄'
prints 'takes the word before it' "$(printf '\t0\t3')"
exits 0 'another kind' "$mq" complete -k visit 'visit_outcome:me'
prints 'has its own fields' 'met'
exits 0 'a saved list' "$mq" complete '低保 @old_a'
prints 'is counted' "$(printf 'old_alone\tlist\t%s\t%s\tid' 'elders living alone' "$(hits reg '低保 @old_alone')")"
exits 0 'one that wants arguments' "$mq" complete '@old_in'
prints 'is not' "$(printf 'old_in_committee(\tlist\t')"
exits 1 'its arguments' "$mq" complete '@old_in_committee(sex:'
exits 0 'a place' "$mq" complete 'place:汾西路二六'
prints 'is found by its codes' "$(printf '\t%s\tlabel' "$(hits reg 'place:汾西路二六一弄')")"
exits 0 'a building' "$mq" complete 'build'
prints 'is a relation' "$(printf 'building.\trelation')"
exits 0 'several words are one query' "$mq" complete -w 高龄 性别:f
same 'and the last one is completed' "$(cut -f 1 out)" '性别:female'
exits 1 'nothing fits' "$mq" complete 'nosuchthing'
same 'nothing is said' "$(cat out)" ''
exits 2 'no text' "$mq" complete "$(printf '\377')"
exits 2 'a cursor far out' "$mq" complete --cursor 99 'sex:'
exits 2 'a shell nobody knows' "$mq" complete --shell tcsh
says 'is told' "'tcsh'"

# What is offered runs, and finds as many as was said.
wrong=
for typed in 独 '高龄 低' 'sex:' 'education>=' '-高' 'marital_status:{'; do
	"$mq" complete -n 8 -f tsv -- "$typed" >rows
	while IFS="$(printf '\t')" read -r insert kind label hits by from to; do
		case $kind in tag | code | value) ;; *) continue ;; esac
		query=$(printf '%s' "$typed" | head -c "$from")$insert
		case $typed in *'{'*) query="$query}" ;; esac
		[ "$("$mq" count -- "$query" | cut -f 1)" = "$hits" ] || wrong="$wrong $query: $label $by $to;"
	done <rows
done
same 'every offer runs and finds as many as it said' "$wrong" ''

# ---- bash ----

cat >asked.bash <<'END'
source ./minqing.bash
# reply LINE WORD…: the last of the words is completed
reply() {
	COMP_LINE=$1 COMP_POINT=${#1} COMP_WORDS=("${@:2}") COMP_CWORD=$(($# - 2))
	_minqing
	printf '%s\n' "${COMPREPLY[@]}"
}
reply "$@"
END
# bash_says NAME WANTED LINE WORD…: WANTED is among the replies
bash_says() {
	name=$1
	wanted=$2
	shift 2
	PATH="${mq%/minqing}:$PATH" bash --norc asked.bash "$@" >out 2>err
	grep -qxF -- "$wanted" out && [ ! -s err ]
	result $? "$name"
}
if command -v bash >/dev/null; then
	exits 0 'bash has a file to read' "$mq" complete --shell bash
	cp out minqing.bash
	holds 'it is right' bash -n minqing.bash
	bash_says 'a command' complete 'minqing com' minqing com
	bash_says 'an option of it' --columns 'minqing query --col' minqing query --col
	bash_says 'what the option takes' json 'minqing query -f ' minqing query -f ''
	bash_says 'what a file can be' xlsx 'minqing export -o a.xlsx -f x' minqing export -o a.xlsx -f x
	bash_says 'a file to write' ./asked.bash 'minqing export -o ./ask' minqing export -o ./ask
	bash_says 'a query to export' 独居 'minqing export -o a.xlsx 独' minqing export -o a.xlsx 独
	bash_says 'fields for columns' age 'minqing query -C ag' minqing query -C ag
	bash_says 'a word of a query' 独居 'minqing query 独' minqing query 独
	bash_says 'a word beside others' 独居 'minqing count 高龄 独' minqing count 高龄 独
	bash_says 'a word in quotes' '高龄 独居' "minqing query '高龄 独" minqing query "'高龄 独"
	bash_says 'a value, where readline cuts' female 'minqing query sex:' minqing query sex :
	bash_says 'what a shell would take is escaped' 'household.any\(' \
		'minqing query household.an' minqing query household.an
	bash_says 'another kind' met 'minqing query -k visit visit_outcome:me' \
		minqing query -k visit visit_outcome : me
	bash_says 'another register' 独居 'minqing -d reg query 独' minqing -d reg query 独
	bash_says 'a kind' visit 'minqing query -k vi' minqing query -k vi
	bash_says 'a part of a command' show 'minqing saved s' minqing saved s
	bash_says 'the name of a list' old_in_committee 'minqing saved show old_in' minqing saved show old_in
	bash_says 'of one to be renamed' old_in_committee 'minqing saved rename old_in' minqing saved rename old_in
	bash_says 'what a list asks' 独居 'minqing saved save mine 独' minqing saved save mine 独
	bash_says 'a word behind a key' 独居 'minqing why P00000001 独' minqing why P00000001 独
	bash_says 'a file to import' ./asked.bash 'minqing import ./ask' minqing import ./ask
else
	skip 'bash completes' 'no bash'
fi

# ---- zsh and fish ----

exits 0 'zsh has a file to read' "$mq" complete --shell zsh
if command -v zsh >/dev/null; then
	cp out _minqing
	holds 'it is right' zsh -n _minqing
else
	skip 'it is right' 'no zsh'
fi
exits 0 'fish has a file to read' "$mq" complete --shell fish
if command -v fish >/dev/null; then
	cp out minqing.fish
	PATH="${mq%/minqing}:$PATH" HOME=$work fish -c \
		'source minqing.fish; complete -C "minqing query 高龄 独"' >out 2>err
	prints 'it completes a query' "$(printf '独居\telder living alone (%s)' "$(hits reg '高龄 独居')")"
else
	skip 'it completes a query' 'no fish'
fi

finish
