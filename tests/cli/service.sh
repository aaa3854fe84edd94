#!/bin/sh
# The ledger of services: lines begun and ended once, doubled ones told; pairings within what
# a provider can take on.
# shellcheck disable=SC2154
. "$(dirname "$0")/lib.sh"

holds 'a small demo' "$mq" -d reg demo --residents 400 --config "$config"
MINQING_DIR=$work/reg
export MINQING_DIR
"$mq" query 'age>=60 services.none()' --columns person_id --limit 3 --format csv | tail -n 3 >keys
first=$(sed -n 1p keys)
second=$(sed -n 2p keys)

# ---- lines ----

exits 0 'a line is begun' "$mq" service add "$first" item=助餐 provider=食堂 from=2026-02-01 \
	amount=300 review=2026-02-28 source=civil
prints 'under its key' "$first/meal/2026-02-01"
exits 0 'again it is there' "$mq" service add "$first" item=meal from=2026-02-01
prints 'and is told' 'there already'
exits 0 'the same from another day' "$mq" service add "$first" item=meal
prints 'is entered and told' 'given already'
exits 0 'what is being given' "$mq" service list "service_open person_id=$first"
prints 'is listed' '食堂'
exits 0 'so is what is to be looked at again' "$mq" service list review_due -f csv --columns service_id
same 'by its day' "$(tail -n 1 out)" "$first/meal/2026-02-01"
exits 3 'an end without a reason' "$mq" service end "$first/meal/2026-02-01"
says 'is asked for it' 'reason='
exits 0 'a line is ended' "$mq" service end "$first/meal/2026-02-01" reason=放弃 -f json
exits 3 'a reason that is none' "$mq" service end "$first/meal/2026-03-01" reason=frob
exits 0 'or by its id' "$mq" service end "$first/meal/2026-03-01" reason=self
exits 0 'once' "$mq" service end "$first/meal/2026-03-01" reason=death
prints 'and no more' 'ended before'
exits 1 'a line that is none' "$mq" service end frob reason=self
exits 3 'no item' "$mq" service add "$first" provider=食堂
exits 3 'no such field' "$mq" service add "$first" item=meal until=2026-02-01
exits 2 'a part that is none' "$mq" service frob

# ---- who gives ----

cat >reg/config/providers.yaml <<'END'
needs:
  meal: age>=60 and living_status:here
providers:
  长者食堂: {kind: firm, offers: [meal], capacity: 2, review_months: 6, first_days: 3, every_days: 7}
  别处食堂: {kind: firm, offers: [meal], capacity: 50, where: 'name=没有此人'}
END
exits 0 'pairings are proposed' "$mq" service match --limit 5
prints 'with the place that is left' '长者食堂'
prints 'and how many find none' 'no provider has a place for'
exits 0 'for programs too' "$mq" service match -f csv
same 'no more than there are places' "$(grep -c 长者食堂 out)" 2
same 'and nobody where a provider does not go' "$(grep -c 别处食堂 out)" 0
exits 1 'of whom nobody needs it' "$mq" service match 'age<10'
exits 0 'a pairing' "$mq" service pair "$first" 长者食堂 from=2026-02-20
prints 'waits for its first call' 'first call by 2026-03-04'
exits 0 'takes a place' "$mq" service pair "$second" 长者食堂
same 'and has its day of review' \
	"$("$mq" count --from service 'service_provider=长者食堂 service_review=2026-09-01' | cut -f1)" 2
exits 3 'where none is left' "$mq" service pair "$(sed -n 3p keys)" 长者食堂
says 'it is told' '2 of 2'

# ---- who has called ----

exits 0 'a call is told' "$mq" service done "$first/meal/2026-02-20" done=2026-02-22
prints 'and the next one is due' 'next call by 2026-03-01'
exits 0 'which is today' "$mq" service list "call_due person_id=$first" -f csv --columns service_id
same 'and is listed' "$(tail -n 1 out)" "$first/meal/2026-02-20"
exits 0 'the day of it' "$mq" service list call_due
prints 'is a column of its own' '2026-03-01'
exits 0 'who gives what' "$mq" service providers -f csv
prints 'is counted, with the calls that are due' '"长者食堂","firm",2,2,"",1'
exits 0 'for programs too' "$mq" service done "$first/meal/2026-02-20" -f csv
same 'it is done' "$(tail -n 1 out)" "\"done\",\"$first/meal/2026-02-20\""
exits 0 'once a day' "$mq" service done "$first/meal/2026-02-20"
prints 'and no more' 'there already'
exits 0 'the last one of a line is told after its end' "$mq" service done "$first/meal/2026-02-01"
prints 'and is the last' 'no further call'
exits 0 'a line that ended before' "$mq" service add "$first" item=chat from=2026-02-01 to=2026-02-10 \
	state=ended
exits 3 'has none today' "$mq" service done "$first/chat/2026-02-01"
says 'has the way out' 'service pair'
exits 3 'nor of a day to come' "$mq" service done "$first/meal/2026-02-20" done=2026-03-02
exits 1 'a line that is none has no calls' "$mq" service done frob

exits 3 'no other waits for a day like it' "$mq" service done "$first/meal/2026-02-20" next=2026-03-01
says 'and it is told' 'not after'
exits 3 'nor does a call change what is given' "$mq" service done "$first/meal/2026-02-20" item=chat
says 'and has the way out' 'reason=error'
exits 1 'nobody of that name' "$mq" service pair "$second" 长者食唐
says 'has the nearest' '长者食堂'
exits 0 'all is well with the register' "$mq" verify

# ---- a register that was made before there were calls ----

cp -R "$config" before
sed -i '/^  call_due:/,/^$/d' before/derived.yaml
sed -i '/^  service_\(next\|done\):/,/^$/d' before/fields/70-service.yaml
sed -i '/^  service_next:/,/ahead:/d' before/upcoming.yaml
sed -i '/paired_call:/d' before/duties.yaml
sed -i 's/ service_next,//' before/kinds.yaml
exits 0 'one without calls' "$mq" -d old demo --residents 60 --config before
exits 0 'has a board of services' "$mq" -d old day services -f csv
same 'without a column of them' "$(head -n 1 out | tr -d '"' | tr , '\n' | grep -c calls)" 0
same 'or a line' "$(grep -c 'calls of providers' out)" 0
same 'and with the others' "$(grep -c 'services that are open' out)" 1
exits 0 'and a day' "$mq" -d old day
"$mq" -d old query --columns person_id --limit 1 --format csv | tail -n 1 | tr -d '"' >keys
exits 0 'a line of it' "$mq" -d old service add "$(cat keys)" item=bath provider=甲
exits 0 'is paired' "$mq" -d old service pair "$(cat keys)" 银龄互助志愿队 anyway item=chat
same 'and waits for no call' "$(grep -c 'call' out)" 0
exits 3 'nor can one be told' "$mq" -d old service done "$(cat keys)/bath/2026-03-01"
says 'which calls need' 'which calls need'
says 'and where it is said' '70-service.yaml'
finish
