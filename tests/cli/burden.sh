#!/bin/sh
# What tasks on the screen cost, as it was counted.
# shellcheck disable=SC2154
. "$(dirname "$0")/lib.sh"

XDG_STATE_HOME=$work/state
export XDG_STATE_HOME

exits 1 'where nothing was counted' "$mq" burden
prints 'that is told' 'nothing was counted'
mkdir -p state/minqing
printf '%s\t%s\t%s\t%s\t%s\t%s\n' month task times keys seconds retyped \
	2026-02 look 10 105 300 0 2026-02 visit 2 77 180 3 2026-03 look 4 30 41 0 \
	>state/minqing/burden.tsv
exits 0 'all months are told' "$mq" burden
prints 'with what each task cost' '2026-02  a card looked up'
prints 'each time' '10.5'
prints 'and what was typed again' 'typed again'
LC_ALL=zh_CN.UTF-8 "$mq" burden >out
prints 'in Chinese too' '查到并打开一张卡片'
exits 0 'one month' "$mq" burden 2026-02 -f csv
prints 'for programs' '"2026-02","visit",2,77,180,3'
same 'and no other' "$(grep -c 2026-03 out)" 0
exits 1 'a month without any' "$mq" burden 2025-01
exits 0 'as json' "$mq" burden -f json
prints 'line by line' '{"month": "2026-03", "task": "look", "times": 4, "keys": 30, "seconds": 41'

finish
