#!/bin/sh
# A round: ranked with reasons, planned as a list, in the order one walks.
# shellcheck disable=SC2154
. "$(dirname "$0")/lib.sh"

holds 'a small demo' "$mq" -d reg demo --residents 600 --seed 7 --config "$config"
MINQING_DIR=$work/reg
export MINQING_DIR

exits 0 'whom to call on next' "$mq" round sg05
prints 'with reasons and points' 'monthly contact due +30'
prints 'of how many' 'households that are pressing'
LC_ALL=zh_CN.UTF-8 "$mq" round sg05 >out
prints 'in Chinese too' '本月探访未到 +30'
exits 0 'so many' "$mq" round 社工05 3 -f csv
same 'as were asked for' "$(tail -n +2 out | wc -l)" 3
exits 0 'for programs' "$mq" round sg05 1 -f json
prints 'an object a line' '{"walk": 1, "household": "H'
same 'the points are the sum of the reasons' "$("$mq" round sg05 9 -f tsv | tail -n +2 | awk -F '\t' '{
	n = split($7, reasons, "; "); sum = 0
	for (i = 1; i <= n; i++) { m = split(reasons[i], words, " "); sum += words[m] }
	if (sum != $6) print $2, sum, $6 }')" ''

exits 1 'nothing is planned yet' "$mq" round planned
says 'the way to it' 'minqing round plan'
exits 0 'a plan' "$mq" round plan sg05 4
prints 'is a list' 'planned as @round'
same 'of as many households' "$(hits reg 'from:household @round')" 4
same 'none of them called on' "$(hits reg 'from:household @round_left')" 4
exits 0 'it is printed' "$mq" visit sheet @round
same 'a sheet for each' "$(grep -c '^VISIT ' out)" 4
exits 0 'those of it that are old' "$mq" visit sheet '@round members.any(age>=60)' -n 1
same 'are asked of households, too' "$(grep -c '^VISIT ' out)" 1
exits 0 'it is shown again' "$mq" round planned
prints 'with what is done' '0 of 4 called on'


exits 1 'whose round it is has to be said' "$mq" round
says 'or told in the staff' 'add account: to staff.yaml'
sed -i "s/  sg05: {/  sg05: {account: $(id -un), /" reg/config/staff.yaml
exits 0 'who has an account is known' "$mq" round
exits 2 'a round has an end' "$mq" round sg05 1000
exits 2 'of one person' "$mq" round sg05 sg06

finish
