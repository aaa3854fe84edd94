#!/bin/sh
# The line mode: a script of lines on standard input, what is answered beside it; no byte
# of it moves a cursor, and all that the screen is for can be done.
# shellcheck disable=SC2154
. "$(dirname "$0")/lib.sh"

holds 'a small demo' "$mq" -d reg demo --residents 600 --seed 7 --config "$config"
export XDG_STATE_HOME="$work/state"

# talk NAME: the lines of standard input are said, what is answered is left in out
talk() {
	TERM=dumb "$mq" -d reg --plain >out 2>err
	[ $? -eq 0 ] && [ ! -s err ]
	result $? "$1"
	LC_ALL=C grep -aqP '\x1b|\xe2[\xa0-\xa3]' out
	[ $? -eq 1 ]
	result $? "$1: nothing that moves a cursor, no braille"
}

# answers NAME: standard input stands in out, line by line and in this order
answers() {
	cat >wanted
	python3 - out wanted <<'PY' >missed
import sys
lines = open(sys.argv[1], encoding="utf-8").read().split("\n")
at = 0
for wanted in open(sys.argv[2], encoding="utf-8").read().splitlines():
    try:
        at = lines.index(wanted, at) + 1
    except ValueError:
        sys.exit(f"not there, or not behind the line before: {wanted}")
PY
	status=$?
	[ $status -eq 0 ] || cat missed >err
	result $status "$1"
}

# ---- the list of tasks, in one script ----

talk 'every task can be done by lines' <<'END'
xhx
高龄
:facets 性别
2

3
:next
:copy query
:back
:unknown
:unknown
:undo
:redo
:columns name， 年龄
:sort age-
:chart age
2
:sort
:columns nosuch
:columns name
:sort age-
:copy command
:export list.csv
:save 我的名单
:saved
:quit
never read
END
answers 'people are found by pinyin, with hits, unknown and all' <<'END'
601 hits, 0 unknown, of 601
1 hits, 0 unknown, of 601
columns: name, sex, age, committee, standard address
1. 薛惠杏, female, 97, Lingnan Rd Lane 270, 岭南路270弄1号202室
END
answers 'a list says how far it went, and once what can be done' <<'END'
64 hits, 3 unknown, of 601
rows 1 to 10 of 64
END
same 'once only' "$(grep -c 'an empty line goes on, a number opens that row' out)" 1
answers 'values are taken by number' <<'END'
facet: sex
1. male, 25
2. female, 39
a number takes that value alone; :add and :exclude take a number too; :back goes back
query: 高龄 sex:female
39 hits, 2 unknown, of 601
rows 1 to 10 of 39
rows 11 to 20 of 39
END
answers 'a row is opened by number, the next one by name' <<'END'
row 3 of 39
resident: 陈英文
[why on the list]
row 4 of 39
resident: 单淑英
高龄 sex:female
39 hits, 2 unknown, of 601
4. 单淑英, female, 94, Linfen Rd Lane 375, 临汾路395弄1号202室
END
answers 'the unknown are listed, what is not known is called by name' <<'END'
the unknown are listed
1. 刘雨若, female, age not known, Yangqu Rd Lane 570, 阳曲路570弄1号401室
rows 1 to 10 of 39
the unknown are listed
END
answers 'columns are chosen, the order stands in the query' <<'END'
columns: name, age
1. 曹彩素, 80
query: 高龄 sex:female sort:age-
1. 薛惠杏, 97
END
grep -qxF 'columns.resident: "name"' "$XDG_STATE_HOME/minqing/screen.yaml"
result $? 'columns are kept for the next time, as those of the screen are'
answers 'bars have numbers and shares, and are taken too' <<'END'
chart: age
1. 80..89      [##########] 24, 62%
2. 90 and over [#######   ] 15, 38%
query: 高龄 sex:female sort:age- age:90..
15 hits, 2 unknown, of 601
query: 高龄 sex:female age:90..
there is no field called 'nosuch'
columns: name
query: 高龄 sex:female age:90.. sort:age-
END
answers 'what is taken out is told' <<END
minqing -d '$work/reg' query --from resident --columns name -- '高龄 sex:female age:90.. sort:age-'
15 rows, $(wc -c <list.csv) bytes: $work/list.csv
saved as @我的名单 in $work/xdg/minqing/saved/我的名单.yaml
1. @我的名单, 我的名单
END
! grep -q 'never' out
result $? ':quit leaves'
same 'the file has the rows and columns' "$(head -n 2 list.csv | tr '\n' ' ' | tr -d '\r')" '﻿name 薛惠杏 '
same 'all of them' "$(wc -l <list.csv)" 16
same 'the list is what was asked' "$(hits reg '@我的名单')" 15

# ---- walking to a household and back ----

rm -r "$XDG_STATE_HOME"

"$mq" -d reg query 'household.count()>=3 age<18' -n 1 -C household_id,name -f csv | sed -n 2p | tr -d '\r' >child
household=$(cut -d, -f1 child)
child=$(cut -d, -f2 child)
talk 'a walk' <<END
name:$child household_id:$household

1
:more 100
:back
:more 100
END
number=$(sed -n "s/^\([0-9]*\)\. .*$child.*/\1/p" out | head -n 1)
[ "$number" = 1 ]
result $? 'the child is the first row'
lane=$(sed -n 's/^\([0-9]*\)\. lane: \(.*\)/\1 \2/p' out)
other=$(sed -n '/^\[members/,/^\[/s/^\([0-9]*\)\. \([^ ]*\) .*/\1 \2/p' out | head -n 1)
talk 'to somebody of the household' <<END
name:$child household_id:$household
1
${other% *}
:copy
:back
:back
END
answers 'and back the same way' <<END
resident: $child
resident: ${other#* }
${other#* }
[identity]
resident: $child
1 hits, 0 unknown, of 601
END

talk 'from a card to all who live in the lane' <<END
name:$child household_id:$household
1
${lane%% *}
END
asked=$(sed -n 's/^query: //p' out)
answers 'is one number' <<END
resident: $child
query: $asked
$(hits reg "$asked") hits, 0 unknown, of 601
END
case $asked in *lane*) r=0 ;; *) r=1 ;; esac
result $r 'and names the lane'


# ---- state in words ----

talk 'values' <<'END'
高龄
:facets sex
:exclude 1
:add 1
:clear
:narrow 1
:narrow 1
:conditions
:narrow 1
1
:facets
:facets 99
99
:add x
END
answers 'say what was done to them' <<'END'
query: 高龄 -sex:male
1. male, 25, left out
query: 高龄 sex:male
1. male, 25, chosen
query: 高龄
1. male, 25
query: 高龄 sex:male
1. male, 25, chosen
query: 高龄
conditions: 1
1. aged 80 and over, 3 unknown
a number takes that condition out, :back goes back
no values are listed: :facets lists some
nothing is asked: everybody
601 hits, 0 unknown, of 601
facets: 18
1. sex
there is no number 99: the last is 18
there is no number 99: the last is 18
no values are listed: :facets lists some
END
talk 'somebody of whom something is not known' <<'END'
:more 3
:why 1
高龄
:why 1
:unknown
:why 1
:sort age-
:facets sex
1
END
answers 'is told so' <<'END'
1. 包志德, male, age not known, Fenxi Rd Lane 88, 汾西路88弄1号102室
曹彩素 is on the list
yes: aged 80 and over
the unknown are listed
包志德 may be on the list: not all is known
unknown, decides: aged 80 and over
query: 高龄 sort:age-
the unknown are listed
query: 高龄 sort:age- sex:male
25 hits, 1 unknown, of 601
rows 1 to 10 of 25
END

# ---- marks ----

talk 'marks' <<'END'
高龄
:mark 1..3
:mark 2，５
:unmark 3-2
:mark 99
:mark 2x
:mark
:again
:marked
:unmark 1
2
:unmark
:back
:back
1
:mark
:undo
:mark-invert
:undo
:redo
END
answers 'are set and taken off by number, and counted each time' <<'END'
newly marked: 3
3 marked
newly marked: 1
4 marked
no longer marked: 2
2 marked
there is no number 99: the last is 64
'2x' is no number
no row is open: open one by its number
5. 陈荣生, male, 84, Lingnan Rd Lane 100, 保德路160弄1号201室, marked
END
answers 'are listed with numbers of their own, and opened' <<'END'
marked: 2
1. 曹彩素, female, 80, Lingnan Rd Lane 100, 保德路160弄1号201室
2. 陈荣生, male, 84, Lingnan Rd Lane 100, 保德路160弄1号201室
no longer marked: 1
1 marked
resident: 陈荣生
no longer marked: 1
0 marked
END
answers 'are turned round, and taken back' <<'END'
row 1 of 64
newly marked: 1
1 marked
0 marked
64 marked
0 marked
64 marked
END
talk 'what is marked' <<'END'
高龄
:mark 2..4,1
独居
:columns name
:copy-marked
:export-marked marked.csv
:export-marked marked.csv
:unmark-all
:copy-marked
:export-marked none.csv
:undo
:mark 1
:overwrite-marked marked.csv
:columns
from:household
END
answers 'stays, whatever is asked, and is taken out' <<'END'
4 marked
name
0 marked
no row is marked
no row is marked
4 marked
END
grep -q "^4 rows, .* bytes: $work/marked.csv$" out
result $? 'to a file, too'
grep -q "'marked.csv': there is a file of this name" out
result $? 'but not over one that is there'
! tail -n 12 out | grep -q marked
result $? 'marks are those of a kind'
same 'the rows are copied' \
	"$(sed -n '/^name$/,/^4 rows/p' out | grep -cxE '曹彩素|曹顺祥|陈凤芬|陈海')" 4
[ ! -e none.csv ]
result $? 'nobody marked, no file'
same 'the file is written over' "$(wc -l <marked.csv)" 6

# ---- queries asked before ----

history=$XDG_STATE_HOME/minqing/history
rm -f "$history"
talk 'queries' <<'END'
高龄
 age<18
　age<19
nosuch:1
name:薛惠杏 sex:female
:facets sex
1
高龄
:history-search
2
END
answers 'that were asked are listed, the newest first, each once' <<'END'
queries asked before: 3
1. 高龄
2. name:薛惠杏
3. name:薛惠杏 sex:female
a number asks that one again, :back goes back
query: name:薛惠杏
END
same 'its file is its owner'\''s' "$(stat -c %a "$history")" 600
same 'no name is in it, nor what a blank stood before' "$(cat "$history")" '高龄
name:‹name› sex:female
name:‹name›
高龄
name:‹name›'
talk 'what was kept' <<'END'
:history-search SEX
1
:history-search 高
1
:history-search nothing
:hist
END
answers 'is found, asked again, or told to have a hole' <<'END'
queries asked before: 1
1. name:‹name› sex:female
what stood in ‹name› was not kept: type the query with it
queries asked before: 1
1. 高龄
query: 高龄
queries asked before: 0
queries asked before: 3
END
mkdir -p "$XDG_CONFIG_HOME/minqing"
echo 'history: false' >"$XDG_CONFIG_HOME/minqing/settings.yaml"
talk 'unwanted' <<'END'
age>=90
:history-search
END
answers 'queries of this time alone are there' <<'END'
queries asked before: 1
1. age>=90
END
! grep -q 'age>=90' "$history"
result $? 'and none is written'
rm "$XDG_CONFIG_HOME/minqing/settings.yaml"
talk 'forgetting' <<'END'
高龄
:forget
:undo
:history-search
END
answers 'leaves none' <<'END'
all queries are forgotten
there is nothing to undo
queries asked before: 0
END
[ ! -e "$history" ]
result $? 'nor a file'

# ---- faults ----

talk 'faults' <<'END'
!
agee>80
!
年龄:>=
:s
:grahp
:chrat 1
:narrow
:more x
:undo
:undo
:redo
:export
:export nosuch/x.csv
:export list.csv
:overwrite list.csv
:copy him
:copy row
:complete 高龄 独
1
:complete 高龄 性别
1
1
:
?
END
answers 'are told with their place in words, and mended with one key' <<'END'
there is nothing to put right
there is no field called 'agee'
   | agee>80
   | ^
  hint: did you mean 'age'?
  try: age>80
it is at character 1
! asks it as it was put right
query: age>80
'年龄:>=' wants a value
  hint: expected here: a value
it is at character 6
there is no command :s; there are :sort, :save, :saved, :share, :service
there is no command :chrat; there are :chart
:narrow number: this value alone; again takes it out
'x' is no number
nothing is asked: everybody
there is nothing to undo
query: age>80
:export file: write all rows to a file: csv, tsv, json, xlsx
  hint: name a file in a directory that you may write
END
grep -q "^57 rows, .* bytes: $work/list.csv$" out
result $? 'a file is written over when that is said'
answers 'and so are others' <<'END'
'him' cannot be copied; it is card, row, query or command
no row is open: open one by its number
query: 高龄 独居
22 hits, 1 unknown, of 601
1. 性别:, sex
query: 高龄 性别:female
39 hits, 2 unknown, of 601
there is no command :; :help tells all
END

# ---- help ----

talk 'help' <<'END'
:help
:help copy
:help :unk
END
answers 'tells all commands, or one' <<'END'
:facets [number or name]: list the facets, or the values of one
:quit: leave; the end of the input does too
:copy [card, row, query or command]: print it, to be taken elsewhere
:unknown: list those of whom it is not known, or the hits again
END

# ---- Chinese, typed in full width ----

export LC_ALL=zh_CN.UTF-8
talk '中文' <<'END'
高龄　独居
：facets　性别
１
：chart　年龄
？
:help more
END
answers '用中文回答' <<'END'
命中 601, 未知 0, 共 601
命中 22, 未知 1, 共 601
各列: 姓名, 性别, 年龄, 居委会, 标准地址
第 1 至 10 行, 共 22 行
分面: 性别
查询: 高龄　独居 性别:男
分布: 年龄
:more [行数]: 接着列出; 空行也可
END
export LC_ALL=C.UTF-8

# ---- a visit, question by question ----

talk 'a visit is entered by lines' <<'END'
高龄
1
:visit

3
敲门无人应
:previous
-
下午敲门无人应
:previous
?
:nosuch
2026-13-01
:quit
END
answers 'each question tells what there is to choose' <<'END'
outcome of visit: met ... 1 met, 2 reached by phone, 3 not home, 4 refused, 5 moved away, 6 hospital, 7 nursing, 8 deceased, 9 wrong
visit notes:
visit notes: 敲门无人应
visit notes:
visit notes: 下午敲门无人应
END
same 'nothing is written before the end' "$("$mq" -d reg count --from visit visit_detail:敲门无人应 2>&1 | head -n 1 | grep -c '^0')" 1
talk 'a visit is written by an empty line' <<'END'
高龄
1
:visit

3
敲门无人应











:quit
END
answers 'it is told what was done' <<'END'
enter the visit: an empty line does it, :back throws all away
END
grep -q '^visit of ' out
result $? 'and of whom'

# ---- on the rows of boards ----

talk 'a round is planned and ticked off by its lines' <<'END'
:board round sg01
:plan-round 2
:visit
:visit 3
1
3












:again
:plan-round
:quit
END
answers 'by number' <<'END'
2 households are planned for today; a visit ticks its household off; @round is the list
1. [planned for today: 1 of 2 called on]
of which line? say its number behind the command
enter the visit: an empty line does it, :back throws all away
1. [planned for today: 2 of 2 called on]
today's round is planned already; :plan-round anew plans another
END
talk 'what comes is dismissed by its line' <<'END'
:board upcoming
:dismiss 1
:dismiss 1 told by phone
:dismiss x
:dismiss 999 told
:quit
END
answers 'with a reason' <<'END'
it is dismissed with a reason
  hint: say what was done, as: told by phone
'x' is no number
END
grep -q '^dismissed for ' out
result $? 'and it is told for which day'
talk 'a need is led on by its line' <<'END'
:board needs
:answer 2
1
已约好
:back
:answer 2
1
已约好


:again
:quit
END
answers 'by the steps that are possible' <<'END'
what next: ... 1 answer, 2 assign, 3 raise to above, 4 return, 5 more time, 6 put on hold, 7 supervise, 8 close
what was said or why:
nothing was written
lead it on: an empty line does it, :back throws all away
END
grep -q '^need of .*: doing' out
result $? 'and what became of it is told'
same 'what tasks cost is counted in lines, too' \
	"$("$mq" burden -f csv | cut -d , -f 2,3 | grep -E 'need_step|visit')" '"need_step",1
"visit",2'
same 'a character and an Enter are keys: those of :answer 2, 1, the answer and its empty lines' \
	"$("$mq" burden -f csv | grep need_step | cut -d , -f 4)" 18

# ---- a fact that is not known any more ----

talk 'a fact is taken back' <<'END'
name:陈凤芬
1
:visit






phone_mobile
?
marital_status
?








name:陈凤芬 phone_mobile:?
:quit
END
answers 'by the sign that the question tells' <<'END'
+ fact changed: which?
enter the visit: an empty line does it, :back throws all away
visit of 陈凤芬, 2 facts
1 hits, 0 unknown, of 601
END
grep -q '^mobile phone: now: .* (? says it is not known)$' out
result $? 'beside what is known so far'

# ---- a name that would be obeyed ----

printf 'person_id,name,note\nA1,"王\033[2J\033]0;x\007明","前\033[31m后"\n' >bad.csv
rm -rf reg
"$mq" -d reg init -c "$small" >/dev/null
"$mq" -d reg import bad.csv >import.out 2>&1
printf '%s\n' person_id,name "A2,王$(printf '\302\233')2J明" "A3,$(printf '\342\200\256')明" >bad.csv
"$mq" -d reg import bad.csv >>import.out 2>&1
printf '%s\n' '' 1 :copy ':copy row' :back 2 :facets :conditions :saved ":$(printf '\033')[A" \
	"$(printf '\033')[A" ":export no$(printf '\033')[31m.csv" '?' >lines
talk 'hostile names and lines' <lines
tr -d '\n\t' <out | LC_ALL=C grep -q "$(printf '[\001-\037\177]')"
[ $? -eq 1 ]
result $? 'no control character is printed'
! grep -q "$(printf '\342\200\256')" out
result $? 'and nothing turns the line around'

# ---- what the screen has sheets for ----

rm -rf reg "$work/xdg"
"$mq" -d reg demo --residents 600 --seed 7 --config "$config" >/dev/null
talk 'lists are renamed, shared and removed' <<'END'
高龄 独居
:save eighty
:rename eighty
:rename @eighty old
:share old
:share @old
:saved
:remove old
:remove old
:remove old_alone
END
answers 'each by its name' <<'END'
:rename takes two names: the one it has, and the new one
it is @old now
@old is the register's now
this list is shared already
removed @old, which asked: elder_80 lives_alone
no list is called @old; :saved lists them
this list comes with the configuration
END
talk 'a text is found in rows and on other lists, pages are read' <<'END'
:find
sort:age-
:find 薛惠杏
:find
:man tutorial
:find a step
:man nosuch
:man
:find saved
:tutor
:language zh
:language xx
END
answers 'from there on' <<END
find what? a text stands behind it
"薛惠杏" is in no row from here on
no page is called "nosuch"
pages: $(find "$top/man" -maxdepth 1 -name '*.[1-9]' | wc -l)
the tutorial is for the screen: :quit, then minqing tutor; :man tutorial has it to read
命中 601, 未知 0, 共 601
只有 zh 和 en 两种语言
END
talk 'the log' <<END
高龄
:facets sex
2
:copy query
:log
:log $work/lines.log
:log $work/lines.log
:undo
:replay $work/lines.log
:replay nowhere
:quit
END
answers 'has what is not done twice, and is said again' <<END
log: 3
高龄
:facets sex
2
written to $work/lines.log
names that were typed are in it
> 2
query: 高龄 sex:female
END
same 'as it was typed' "$(tr '\n' ' ' <"$work/lines.log")" '高龄 :facets sex 2 '
grep -q 'lines.log.*File exists' out
result $? 'no file is written over'
talk 'in a form' <<'END'
高龄
1
:visit
:facets
:back
END
answers 'other commands wait' <<'END'
other commands wait until this form is done or left
nothing was written
END

# ---- how it is asked for ----

exits 0 'an empty script' "$mq" -d reg --plain
exits 0 'MINQING_PLAIN=on' env MINQING_PLAIN=on "$mq" -d reg
exits 5 'MINQING_PLAIN=off' env MINQING_PLAIN=off "$mq" -d reg
says 'the way out is told' 'with --plain'
exits 2 'neither on nor off' env MINQING_PLAIN=maybe "$mq" -d reg
says 'is told' 'MINQING_PLAIN is on or off'
exits 0 'the option goes before the variable' env MINQING_PLAIN=off "$mq" -d reg --plain
printf ':more' | "$mq" -d reg --plain >out 2>err
prints 'a last line without an end is read' '1. '
yes 王 | head -n 2000 | "$mq" -d reg --plain 2>err | head -n 1 >out
[ ! -s err ]
result $? 'a reader who goes away is no news'
"$mq" -d reg --plain </dev/null >/dev/full 2>err
same 'a full standard output ends in 4' $? 4

# ---- a line that hangs up ----

mkfifo lines.fifo
"$mq" -d reg --plain <lines.fifo >out 2>err &
exec 3>lines.fifo
echo 'age>=81' >&3
while [ "$(grep -c ' hits' out)" -lt 2 ]; do
	sleep 0.05
done
kill -HUP $!
exec 3>&-
wait $!
tail -n 1 "$XDG_STATE_HOME/minqing/history" | grep -qx 'age>=81'
result $? 'SIGHUP loses no query'

finish
