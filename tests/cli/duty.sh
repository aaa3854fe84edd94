#!/bin/sh
# How duties stand: figures that open as people, by person and by place; files with faults.
# shellcheck disable=SC2154
. "$(dirname "$0")/lib.sh"

holds 'a small demo' "$mq" -d reg demo --residents 600 --seed 7 --config "$config"
MINQING_DIR=$work/reg
export MINQING_DIR

# ---- figures ----

none=$(for name in 陈建国 李文华 王秀兰 张志强; do
	[ "$(hits reg "from:household visits.any(visit_staff='$name visit_time>=-90d)")" -gt 0 ] || echo "$name"
done)
same 'each of the office in the demo has called on somebody' "$none" ''

exits 0 'duties are told' "$mq" duty
prints 'with their window and the working days left' \
	'30 households a month: 2026-03-01..2026-03-31, 22 working days left'
prints 'and people' '社工60'
LC_ALL=zh_CN.UTF-8 "$mq" duty status >out
prints 'in Chinese too' '居民区干部和社工每月走访'
exits 0 'one person, with the questions' "$mq" duty status sg17
prints 'of who was reached' 'from:household visits.any(visit_staff~/'
prints 'and of who was not' 'visits.none('
exits 0 'by name' "$mq" duty status 社工17 --format json
prints 'an object a line' '{"duty": "worker_month", "label": '

# Each figure of a line is the hits of its question.
figures() {
	cut -f "$1" status | tail -n +2 >wanted
	cut -f "$2" status | tail -n +2 | while read -r query; do
		hits reg "$query"
	done >got
	cmp wanted got
}
"$mq" duty status sg17 --format tsv >status
holds 'the done open as people' figures 7 17
holds 'those not reached too' figures 10 19
holds 'and the last window' figures 12 20
"$mq" duty status sg17 --by building --format tsv >status
[ "$(wc -l <status)" -gt 4 ]
result $? 'buildings where somebody works are told'
holds 'the done of a building open as people' figures 7 17
holds 'as do those not reached' figures 10 19
"$mq" duty status --by committee --format tsv >status
holds 'the done of a committee too' figures 7 17
holds 'and those not reached there' figures 10 19
"$mq" duty status --format csv | grep '"sg17"' >all
"$mq" duty status sg17 --format csv | tail -n +2 >own
holds 'the supervisor counts as the officer does' cmp all own
"$mq" duty status --format tsv | tail -n +2 >all
wrong=$(awk -F '\t' '{
	last = $12 < $13 ? $12 : $13; before = $14 < $15 ? $14 : $15
	more = $13 && $15 ? last * $15 - before * $13 : 0
	if ((more > 0) - (more < 0) != $16) print
}' all)
same 'a trend is of the last window against the one before' "$wrong" ''
"$mq" duty status >text
same 'more is an arrow up' "$(grep -c '↑ more$' text)" "$(awk -F '\t' '$16 == 1' all | wc -l)"
same 'less is an arrow down' "$(grep -c '↓ less$' text)" "$(awk -F '\t' '$16 == -1' all | wc -l)"
[ "$(grep -c '↑ more$' text)" -gt 0 ] && [ "$(grep -c '↓ less$' text)" -gt 0 ]
result $? 'there are both'
exits 0 'by committee' "$mq" duty status --by committee
prints 'all of them first' 'all together'

# ---- what duties there are ----

exits 0 'they are listed' "$mq" duty list
prints 'with whose they are' 'neighbourhood cadre, social worker'
prints 'at which desk' '李文华         office cadre         housing office'
exits 0 'for programs' "$mq" duty list -f csv
prints 'line by line' '"cadre_week","office cadres call on a household a week","cadre",1,'
exits 0 'nothing is wrong' "$mq" duty check
prints 'is said' '4 duties, 66 people: nothing wrong'

# ---- minqing-duties(5) ----

page=$top/man/minqing-duties.5
plain() {
	sed -e 's/\\(aq/'"'"'/g' -e 's/\\-/-/g' -e '/^\.Ed/d'
}
cp -r reg/config page
sed -n '/^roles:/,/^\.Ed/p' "$page" | plain >page/staff.yaml
sed -n '/^duties:/,/^\.Ed/p' "$page" | plain >page/duties.yaml
exits 0 'its example is right' "$mq" schema check page
lost=$(sed -n 's/^	{"\([a-z_]*\)", MQ_NODE_[A-Z]*, [a-z]*},$/\1/p' "$top"/src/work/staff.c \
	"$top"/src/work/duty_read.c "$top"/src/work/round_read.c | sort -u | while IFS= read -r key; do
	grep -qE "^\.(It )?Cm (.* )?\(? ?$key( |\$)" "$page" || echo "$key"
done)
same 'every key is told' "$lost" ''

# ---- what goes wrong ----

exits 1 'nobody is called so' "$mq" duty status sg1
says 'the nearest is told' 'did you mean'
exits 2 'no such places' "$mq" duty status --by street
says 'those there are' 'person, committee, lane, building, unit'
exits 2 'no such part' "$mq" duty stat
says 'the parts' 'status [PERSON], list, check'
cp reg/config/duties.yaml kept
sed -i 's/^    window: week/    window: week\n    zone: Asia\/Shanghai/' reg/config/duties.yaml
exits 3 'a window has no zone' "$mq" duty check
says 'and why' 'its days are those of the office'
says 'who decides' 'TZ says which zone the office is in'
cp kept reg/config/duties.yaml
# Where these two are it is never the same day.
for zone in UTC-14 UTC+11; do
	sed -i "s/^    window: week/    window: week\n    starts: $(TZ=$zone date +%u)/" reg/config/duties.yaml
	exits 0 "an office in $zone" env -u MINQING_TODAY TZ=$zone "$mq" duty status cadre01
	prints 'begins its week on its own day' "a week: $(TZ=$zone date +%F).."
	cp kept reg/config/duties.yaml
done
cp reg/config/staff.yaml kept
sed -i 's/role: social_worker, posts/role: cook, posts/' reg/config/staff.yaml
exits 3 'a role that is not there' "$mq" duty check
says 'is told with its place' "staff.yaml:23:"
exits 3 'a schema check looks there too' "$mq" schema check reg/config
exits 3 'and no register is made of it' "$mq" -d other init --config reg/config
cp kept reg/config/staff.yaml
rm reg/config/duties.yaml
exits 1 'without duties nobody has any' "$mq" duty

finish
