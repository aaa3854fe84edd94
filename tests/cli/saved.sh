#!/bin/sh
# Questions with names: kept, listed, asked, hidden by nearer ones, removed; files
# with faults and writes that are cut.
# shellcheck disable=SC2154
. "$(dirname "$0")/lib.sh"

holds 'a small demo' "$mq" -d reg demo --residents 400 --config "$config"
MINQING_DIR=$work/reg
export MINQING_DIR
mine=$XDG_CONFIG_HOME/minqing/saved
shared=$work/reg/saved

# ---- those of the configuration ----

exits 0 'the lists are listed' "$mq" saved
prints 'with what can be filled in' '@old_alone(n:80)'
prints 'and where they are from' 'configuration'
exits 0 'one is shown' "$mq" saved show 独居老人名单
prints 'with its query' 'age>=$n lives_alone'
LC_ALL=zh_CN.UTF-8 "$mq" saved list >out
prints 'labels are in the language of messages' '独居老人名单'
exits 0 'all compile' "$mq" saved check
exits 0 'JSON for programs' "$mq" saved list --format json
prints 'an object a line' '{"list": "silent_families", "where": "configuration", "kind": "household"'
same 'a list asks what it says' "$(hits reg '@old_alone')" "$(hits reg 'age>=80 lives_alone')"
same 'with an argument' "$(hits reg '@old_alone(70)')" "$(hits reg 'age>=70 lives_alone')"
same 'in full width' "$(hits reg '＠独居老人名单（岁：７０）')" "$(hits reg 'age>=70 lives_alone')"
exits 2 'an argument that is none' "$mq" count '@old_alone(eighty)'
says 'is told with the parameters' 'hint: @old_alone(n: int = 80)'
exits 2 'a list that is not there' "$mq" count '@old_alonee'
says 'has a nearest one' "'old_alone'"
exits 2 'a list of another kind' "$mq" count '@silent_families'
says 'says how it is asked' 'from:household'
"$mq" count --from household '@silent_families' >out 2>err
[ $? -le 1 ]
result $? 'so asked it answers'

# ---- one's own ----

exits 0 'a question is kept' "$mq" saved save 我的 '女 age>=90 sort:age-,name limit:3 cols:name,age'
same 'in a file of its own' "$(ls "$mine")" '我的.yaml'
same 'for its owner alone' "$(stat -c %a "$mine" "$mine/我的.yaml" | tr '\n' ' ')" '700 600 '
same 'it is asked by name' "$(hits reg '@我的')" "$(hits reg '女 age>=90')"
"$mq" query '@我的' --format csv >mine.csv
"$mq" query '女 age>=90' --sort age-,name --limit 3 --columns name,age --format csv >own.csv
holds 'and shown as it was kept' cmp mine.csv own.csv
exits 0 'kept anew' "$mq" saved save 我的 '@old_alone(85) 女'
same 'it is what it is now' "$(hits reg '@我的')" "$(hits reg '@old_alone(85) 女')"
exits 2 'what is no query is not kept' "$mq" saved save x 'agee>=80'
exits 2 'nor nothing' "$mq" saved save x ''
exits 2 'nor under no name' "$mq" saved save '../x' '女'
exits 2 'nor what has a place to fill in' "$mq" saved save x 'age>=$n'
exits 3 'nor what would lean on itself' "$mq" saved save 我的 '@我的 or 男'
says 'the loop is named' '@我的 → @我的'
same 'and what was there stays' "$(hits reg '@我的')" "$(hits reg '@old_alone(85) 女')"
same 'nothing else was written' "$(ls -A "$mine")" '我的.yaml'
exits 0 'one of households' "$mq" saved save homes --from household 低保家庭
exits 0 'knows its kind' "$mq" saved show homes
prints 'as it was said' 'household'
exits 0 'from: says it too' "$mq" saved save homes 'from:household 困难家庭'
same 'and asks for them' "$(hits reg 'from:household @homes')" "$(hits reg 'from:household 困难家庭')"

exits 0 'what is begun is offered' "$mq" complete '@我'
prints 'of lists of a person too' '我的'

# ---- another name, for all ----

exits 0 'a name that was not good' "$mq" saved save draft '@我的 age>=80'
exits 2 'is part of it' "$mq" saved rename 我的 mine
says 'and so cannot go' "'@我的' is part of @draft"
exits 2 'nor be removed' "$mq" saved remove 我的
exits 0 'another name' "$mq" saved rename draft 高龄
prints 'is told with its file' "saved as @高龄 in $mine/高龄.yaml"
same 'what it asks stays' "$(hits reg '@高龄')" "$(hits reg '@我的 age>=80')"
exits 2 'a name that is taken' "$mq" saved rename 高龄 我的
exits 1 'what is not there is not renamed' "$mq" saved rename draft draft2
exits 2 'and into something' "$mq" saved rename 高龄
exits 2 'what leans on my own' "$mq" saved share 高龄
says 'is of no use to others' "'@高龄' leans on '@我的', which is yours alone"
exits 0 'mine' "$mq" saved share @我的
same 'is now the register'"'"'s' "$(ls "$shared")" '我的.yaml'
exits 0 'and what leans on it' "$mq" saved share 高龄
same 'can be too' "$(hits reg '@高龄')" "$(hits reg '@old_alone(85) 女 age>=80')"
exits 0 'one of the same name' "$mq" saved save 高龄 'age>=80'
exits 2 'is not shared over it' "$mq" saved share 高龄
says 'but told' "the register has a list '高龄' already"
exits 0 'shared ones are renamed as well' "$mq" saved rename --shared 高龄 高龄2
exits 0 'and removed' "$mq" saved remove --shared 高龄2
exits 0 'so is this' "$mq" saved remove 高龄
mv "$shared/我的.yaml" "$mine"

# ---- nearer hides farther ----

exits 0 'a list of the register' "$mq" saved save old_alone 'age>=95' --shared
same 'is the register'"'"'s' "$(ls "$shared")" 'old_alone.yaml'
same 'it hides the configuration' "$(hits reg '@old_alone')" "$(hits reg 'age>=95')"
same 'for what the configuration says it does not' "$(hits reg '@hardship_alone(70)')" \
	"$(hits reg 'age>=70 lives_alone hardship')"
exits 0 "one's own" "$mq" saved save old_alone 'age>=97'
same 'hides both' "$(hits reg '@old_alone')" "$(hits reg 'age>=97')"
"$mq" saved list >out
same 'two are hidden' "$(grep -c 'hidden' out)" 2
exits 3 'a shared list may not lean on it' "$mq" saved save other '@homes' --from household --shared
says 'as others do not have it' "no saved list called '@homes'"
exits 0 'removed' "$mq" saved remove old_alone
same 'it hides no more' "$(hits reg '@old_alone')" "$(hits reg 'age>=95')"
exits 0 'the register'"'"'s too' "$mq" saved remove old_alone --shared
same 'there is the first again' "$(hits reg '@old_alone')" "$(hits reg 'age>=80 lives_alone')"
exits 1 'what is not there is not removed' "$mq" saved remove old_alone
exits 1 'nor shown' "$mq" saved show nothing

# ---- files by hand ----

cat >"$mine/hand.yaml" <<'Y'
saved:
  first: {kind: resident, params: {sex: {type: code, of: sex}}, is: 'sex:$sex age>=90'}
  second: {kind: resident, is: '@first(女)'}
Y
same 'a file of two' "$(hits reg '@second')" "$(hits reg '女 age>=90')"
exits 2 'is not written over' "$mq" saved save first '男'
says 'but named' 'hand.yaml'
exits 2 'nor removed' "$mq" saved remove first
cat >"$mine/broken.yaml" <<'Y'
saved:
  silent_families:
    kind: household
    iss: '女'
Y
exits 3 'a file with a fault' "$mq" saved check
says 'is told with its place' 'broken.yaml:4:5: '
exits 2 'its list cannot be asked' "$mq" count --from household '@silent_families'
says 'and says why' 'broken.yaml:'
same 'others can' "$(hits reg '@second')" "$(hits reg '女 age>=90')"
exits 0 'it is removed as any' "$mq" saved remove silent_families
printf 'saved: {second' >"$mine/second_x.yaml"
exits 2 'a file that is no YAML is a list of its name' "$mq" count '@second_x'
rm "$mine/second_x.yaml" && mkfifo "$mine/pipe.yaml"
exits 3 'a pipe is not waited for' timeout 5 "$mq" saved check
rm "$mine/pipe.yaml"
cat >"$mine/late.yaml" <<'Y'
saved: {late: {kind: resident, is: 'age>=$m', params: {n: {type: int, default: 1}}}}
Y
exits 3 'a query that does not compile' "$mq" saved check
says 'is told with its place too' "late.yaml:1:42: saved list 'late'"
exits 3 'and when it is asked' "$mq" count '@late'
rm "$mine/late.yaml"

# ---- a write that is cut ----

exits 0 'a good one' "$mq" saved save cut '女'
(ulimit -f 0 && "$mq" saved save cut '男 age>=20') >out 2>err
[ $? -ne 0 ]
result $? 'a write that fails is told'
same 'and leaves what was there' "$(hits reg '@cut')" "$(hits reg '女')"
printf 'saved: {cut: {is: ' >"$mine/.cut.yaml.new-1"
same 'half a file beside it is never read' "$(hits reg '@cut')" "$(hits reg '女')"
exits 0 'nor is it a fault' "$mq" saved check
chmod 500 "$mine"
if [ "$(id -u)" -ne 0 ]; then
	exits 4 'a directory that cannot be written' "$mq" saved save cut '男'
else
	skip 'a directory that cannot be written' 'root may write anywhere'
fi
chmod 700 "$mine"
same 'nothing is left beside' "$(find "$mine" -name '.*.new-*' | grep -c -v 'new-1$')" 0

# ---- definitions ----

cp -r "$config" defs
cat >defs/more.yaml <<'Y'
saved:
  more: {kind: resident, is: 'agee>=80'}
Y
exits 3 'lists of a configuration are checked with it' "$mq" schema check defs
says 'with file, line and column' "more.yaml:2:31: saved list 'more'"
cat >defs/more.yaml <<'Y'
migrate:
  fields: {gender: sex, old_phone: {gone: see phone_mobile}}
Y
holds 'old names are defined' "$mq" -d other demo --residents 100 --config defs
same 'they bind' "$(hits other 'gender:2')" "$(hits other 'sex:2')"
exits 2 'and what is gone' "$mq" -d other count 'old_phone:1'
says 'says why' 'see phone_mobile'

finish
