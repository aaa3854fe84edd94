#!/bin/sh
# Needs from the command line: told, routed, led on, closed, reopened; listed with days left,
# counted, each number with its query; refused with what is possible; cut off and still whole.
# shellcheck disable=SC2154
. "$(dirname "$0")/lib.sh"

holds 'a small demo' "$mq" -d reg demo --residents 3000 --seed 7 --config "$config"
MINQING_DIR=$work/reg
export MINQING_DIR

who=$("$mq" query living_status:here --limit 1 --columns person_id --format csv | tail -n 1 | tr -d '"')
home=$("$mq" query "person_id='$who" --limit 1 --columns household_id --format csv | tail -n 1 | tr -d '"')

# ---- told and routed ----

exits 0 'a need is added in one line' "$mq" need add "$who" kind=repair 厨房漏水
id=$(head -n 1 out | cut -d' ' -f1)
same 'with the next free number' "$(echo "$id" | sed 's/[0-9]\{8\}/8/')" N8
prints 'its category has a desk and five working days' 'housing office  subdistrict office  2026-03-06  5 left'
exits 0 'of a household' "$mq" need add "$home" --from household kind=waste urgency=at\ once detail=垃圾
prints 'for which the urgent have one day' '2026-03-02  1 left'
same 'a resident of it has both' "$(hits reg "person_id='$who needs.count(need_time=2026-03-01)>=1")" 1
exits 0 'what is solved on the spot is one word' "$mq" need add "$who" kind=cert spot 开证明
prints 'and leaves a record' 'done on the spot'
same 'that is closed' "$(hits reg "from:need need_detail:开证明 need_state:spot_done need_result:solved need_closed=2026-03-01")" 1
exits 3 'without a text' "$mq" need add "$who" kind=repair
says 'it is said what is missing' 'need_detail'
exits 3 'without a kind' "$mq" need add "$who" 漏水
same 'it is said that one will do' "$(sed -n '1s/.*told: //p' err)" need_kind
says 'and where they are' 'minqing schema show need_kind'
heard=$("$mq" visit add "$who" met staff=王老师 | sed -n 's/^entered: //p')
exits 0 'heard on a visit' "$mq" need add "$who" kind=pet visit="$heard" 犬吠
same 'it says on which' "$(hits reg "from:need need_detail:犬吠 need_visit='$heard")" 1
exits 1 'on one that was not' "$mq" need add "$who" kind=pet visit=frob 犬吠
says 'that is told' "has the key 'frob'"
exits 1 'of nobody' "$mq" need add P9 kind=repair x
says 'that is told' "has the key 'P9'"
exits 3 'a field that needs do not have' "$mq" need add "$who" kind=repair detial=x
says 'has a nearest one' "did you mean 'detail'"
exits 3 'a category that is none' "$mq" need add "$who" kind=repare x
says 'has a nearest one too' 'repair'
exits 3 'a day to come' "$mq" need add "$who" kind=repair x need_time=2026-04-01
says 'is none to have been told on' 'still to come'

# ---- step by step ----

exits 0 'answered' "$mq" need answer "$id" 已上门查看
prints 'it is being done' 'doing'
exits 0 'raised' "$mq" need escalate "$id" 居委解决不了
prints 'it is with the leader' 'leader of the subdistrict'
exits 2 'higher it cannot' "$mq" need escalate "$id" 再上报
says 'and that is said' 'nobody stands above'
exits 3 'held without a reason' "$mq" need hold "$id"
says 'it is not' "needs to be told: why"
exits 0 'some of them' "$mq" need list -n 2
prints 'and how many there are' '2 of '
exits 0 'a narrow terminal' env COLUMNS=40 "$mq" need list "need_id='$id"
[ "$(head -n -1 out | wc -L)" -le 40 ] && grep -q '^    .*厨房漏水' out
result $? 'has the rest of a row below it'
exits 0 'held' "$mq" need hold "$id" 等材料
exits 2 'nothing else is done with it' "$mq" need escalate "$id" x
says 'but this' 'possible now: resume, supervise'
same 'its clock stands' "$(MINQING_TODAY=2026-03-12 "$mq" need list "need_id='$id" | sed -n '2s/.*\([0-9]\) left.*/\1/p')" 5
exits 0 'it goes on' env MINQING_TODAY=2026-03-12 "$mq" need resume "$id" 材料到了
prints 'as many days later' '2026-03-19  5 left'
exits 3 'not to an earlier day' "$mq" need extend "$id" due=2026-03-10 雨天
exits 0 'extended' "$mq" need extend "$id" due=+3 why=雨天
prints 'by working days' '2026-03-24'
exits 0 'watched' "$mq" need supervise "$id" supervise=leader 居民着急
exits 0 'answered for good' "$mq" need answer "$id" result=solved 已修好
prints 'the resident is to be asked' 'to be confirmed'
exits 3 'not closed without the word of the resident' "$mq" need close "$id" satisfaction=0
says 'or why there is none' 'need_exception'
exits 0 'closed with it' "$mq" need close "$id" satisfaction=5 电话回访
exits 2 'closed is closed' "$mq" need answer "$id" x
says 'but can be reopened' 'possible now: reopen'
exits 0 'reopened' env MINQING_TODAY=2026-03-30 "$mq" need reopen "$id" 又漏了
prints 'with new days' '2026-04-07  5 left'
exits 0 'in Chinese as well' env MINQING_TODAY=2026-03-30 "$mq" need 派单 "$id" 承办部门=居委会
prints 'another desk has it' 'neighbourhood committee  committee'
exits 0 'given back' env MINQING_TODAY=2026-03-30 "$mq" need return "$id" 不归我们
exits 0 'closed without the word' env MINQING_TODAY=2026-03-31 "$mq" need close "$id" result=part exception=unreachable 三次无人接听

# ---- the chain ----

exits 0 'all of it is one chain' "$mq" need show "$id"
same 'of every step' "$(grep -c '^20..-..-.. ..:..  ' out)" 13
prints 'with reasons' 'need hold  等材料'
prints 'with what was and became' 'to be done by: 2026-03-06 → 2026-03-19'
prints 'and whose rule its days are' '12345'
exits 0 'which the card shows, found by its key alone' "$mq" show "$id"
prints 'with who, what and why' 'need hold  等材料'
prints 'and what changed' ' → hold'
exits 0 'in Chinese' "$mq" --lang zh need show "$id"
prints 'steps are Chinese' '挂起  等材料'
exits 0 'for programs too' "$mq" need show "$id" --format json
prints 'field by field' '"was": "2026-03-06", "became": "2026-03-19"'
exits 1 'a need that is not there' "$mq" need show N99999999

# ---- listed ----

exits 0 'open ones' "$mq" need
same 'are those of the tag' "$(sed -n 's/ needs: .*//p' out)" "$(hits reg 'from:need need_open')"
prints 'with the query of it' "minqing query --from need 'need_open'"
"$mq" need list --format csv | sed 1d | cut -d, -f2 >days
same 'the most overdue first' "$(sort -n days)" "$(cat days)"
[ "$(head -n 1 days)" -lt 0 ]
result $? 'and there are some'
same 'as many as the tag says' "$("$mq" need list --format csv | grep -c '"true","20')" \
	"$(hits reg 'from:need need_overdue')"
exits 0 'what is late stands higher' "$mq" need list need_overdue need_level:office
prints 'as its lateness has it' 'subdistrict leader'
exits 0 'a year without holidays' env MINQING_TODAY=2027-02-01 "$mq" need
prints 'says so' 'holidays.yaml'
exits 0 'these are known' "$mq" need
same 'and nothing is said' "$(grep -c 'holidays.yaml' out)" 0
exits 2 'who sits at no desk' "$mq" need list mine
says 'is told where that is said' 'staff.yaml'
sed -i "s/  cadre02: {name: 李文华,/  cadre02: {name: 李文华, account: $(id -un),/" reg/config/staff.yaml
exits 0 'who does' "$mq" need list mine
prints 'is told what waits there' 'housing office'
query=$(sed -n "s/.*--from need '\(.*\)'/\1/p" out)
same 'as many as their query has' "$(sed -n 's/ needs: .*//p' out)" "$(hits reg "from:need $query")"
same 'those that rose to it are among them' "$(hits reg "from:need need_overdue need_level:committee \
	need_kind:property need_due<=2026-02-20 -need_state:hold")" \
	"$(hits reg "from:need need_overdue need_kind:property need_level:committee need_due<=2026-02-20 \
	-need_state:hold ($query)")"
exits 1 'nobody' "$mq" need list need_detail:没有这样的诉求
exits 2 'a question about others' "$mq" need list from:household 低保家庭
exits 2 'a part there is none of' "$mq" need frob

# ---- figures, each opened by its query ----

"$mq" need stats --format csv >stats
same 'all, desks and categories' "$(sed 1d stats | cut -d, -f1 | tr -d '"' | LC_ALL=C sort -u | tr '\n' ' ')" ' need_kind need_owner '
lost=$(sed 1d stats | tr -d '"' | while IFS=, read -r by code label open overdue closed median ninth query; do
	[ "$(hits reg "$query need_open")" = "$open" ] && [ "$(hits reg "$query need_overdue")" = "$overdue" ] &&
		[ "$(hits reg "$query need_settled")" = "$closed" ] || echo "$by $code $label $median $ninth"
done)
same 'every number is its query' "$lost" ''
same 'the desks are all' "$(awk -F, '$1 ~ /owner/ { n += $4 } $1 == "\"\"" { all = $4 } END { print n == all }' stats)" 1
exits 0 'of some only' "$mq" need stats 'need_kind:repair or need_kind:lift'
prints 'with their query' 'from:need (need_kind:repair or need_kind:lift) need_owner:housing'
"$mq" need stats 'need_kind:repair or need_kind:lift' --format tsv | sed -n 2p >some
same 'that more can stand behind' "$(hits reg "$(cut -f9 some) need_settled")" "$(cut -f6 some)"
exits 0 'as text' "$mq" need stats
prints 'with its heads' 'not closed  overdue  closed  median'

# ---- two at once, cut off ----

before=$(hits reg 'from:need')
for i in 1 2 3 4 5 6 7 8; do
	"$mq" need add "$who" kind=noise "同时$i" >"two.$i" 2>&1 &
done
wait
same 'eight at once are eight' "$(hits reg 'from:need need_detail:同时')" 8
same 'with eight numbers' "$(cat two.* | grep -o '^N[0-9]*' | sort -u | wc -l)" 8
(ulimit -f 8 && exec "$mq" need add "$who" kind=noise 写不下) >out 2>err
says 'what cannot be written is told' 'no room left to write'
same 'and leaves nothing' "$(hits reg 'from:need need_detail:写不下')" 0
# In the foreground, so that it is waited for who was killed: dying takes a while on a busy machine,
# and what was begun in the kernel is still written.
for ms in 002 004 006 008 010 012 015 020 030 040; do
	timeout --foreground -s KILL "0.$ms" "$mq" need add "$who" kind=noise 断了 >/dev/null 2>&1
done
same 'what is killed is there wholly or not at all' "$(hits reg 'from:need need_detail:断了')" \
	"$(hits reg 'from:need need_detail:断了 need_state:open need_due:* need_owner:* need_level:*')"
[ "$(hits reg from:need)" -ge $((before + 8)) ]
result $? 'and nothing else is lost'
exits 0 'of a need that is late' "$mq" need add "$who" kind=repair need_time=2026-01-05 雨棚
late=$(head -n 1 out | cut -d' ' -f1)
exits 0 'the clock is stopped' "$mq" need hold "$late" 等材料
prints 'and it says so' '30 over, stopped'
exits 0 'for programs' "$mq" need list "need_id='$late" -f csv
prints 'too' ',-30,"false","2026-01-12","true","true"'
exits 0 'it goes on late' "$mq" need resume "$late" 材料到了
exits 0 'and has more time' "$mq" need extend "$late" due=+5 雨天
prints 'from today on' '2026-03-06  5 left'
exits 0 'counted where none was closed' "$mq" need stats need_kind:repair "need_id='$late"
prints 'nothing took no time' ' 0       -        -  from:need'
if grep -q 'need_kind:repair.*need_kind:repair' out; then false; else true; fi
result $? 'and what was asked is not asked twice'
holds 'the index equals the records' "$mq" verify

# ---- its own rules ----

sed -i 's/repair:  .*/repair: {desk: housing, level: committee, days: 2, source: F20}/' reg/config/needs.yaml
exits 0 'an edit of needs.yaml' "$mq" need add "$who" kind=repair 新规矩
prints 'holds from now on' 'neighbourhood committee  committee  2026-03-03  2 left'
sed -i 's/days: 2,/days: two,/' reg/config/needs.yaml
exits 3 'a mistake in it' "$mq" need
says 'is told with its place' 'needs.yaml:'
mv reg/config/needs.yaml off
exits 3 'no file' "$mq" need
says 'is told with what to do' 'minqing-needs(5)'
mv off reg/config/needs.yaml
cp -R "$config" bad && sed -i 's/desk: jobs/desk: jebs/' bad/needs.yaml
exits 3 'and no register is made with a desk nobody has' "$mq" -d none init --config bad
says 'which is named' "'jebs'"
cp -R "$config" other && sed -i 's/type: code, codes: need_desk, privacy: 0, facet: true/type: text/' other/fields/72-need.yaml
holds 'a register whose desks are texts' "$mq" -d texts init --config other
exits 3 'has no needs to lead on' "$mq" -d texts need
says 'and says why' "'need_owner' of needs is of another type"
cp -R "$config" before && rm before/report.yaml && sed -i '/^  need_first_/,/^$/{/^  need_first_contact/,/^$/!d}' before/fields/72-need.yaml
holds 'a register whose needs have no first days' "$mq" -d before.reg demo --residents 60 --config before
first=$("$mq" -d before.reg query --limit 1 --columns person_id --format csv | tail -n 1 | tr -d '"')
old=$("$mq" -d before.reg need add "$first" kind=cert spot 开证明 | head -n 1 | cut -d' ' -f1)
exits 0 'leads them on as before' "$mq" -d before.reg need reopen "$old" 还要一份

finish
