#!/bin/sh
# Visits: entered with all that comes of them, once; sheets of paper keyed back; tables whose rows
# are asked when they are not sure.
# shellcheck disable=SC2154
. "$(dirname "$0")/lib.sh"

cat >people.csv <<'END'
person_id,name,birth_date,living_status,id_number,household_id,room_id,standard_address
P1,王芳,1944-05-01,here,,H1,D1,阳曲路760弄12号302室
P2,李强,1941-02-03,here,,H1,D1,阳曲路760弄12号302室
P3,王芳,1985-06-07,here,11010519491231002X,H2,D2,闻喜路251弄3号101室
END
holds 'a register' "$mq" -d reg init --config "$config"
MINQING_DIR=$work/reg
export MINQING_DIR
holds 'with three people' "$mq" import people.csv

# ---- one sitting ----

exits 0 'a visit is entered' "$mq" visit add P1 met staff=王老师 detail=近况好 confirm \
	set:phone=13812345678 need:repair=厨房漏水 service:bath
prints 'under its key' 'H1/2026-03-01/王老师/P1'
prints 'with what came of it' 'facts changed: 1'
prints 'needs too' 'needs: 1'
same 'all of it is found' "$(hits reg 'phone:13812345678 visits.any(visit_detail:近况好) needs.any(need_detail:厨房漏水) services.any(service_item:bath) fact_confirmed_on=2026-03-01')" 1
exits 0 'again it is there' "$mq" visit add P1 met staff=王老师 need:repair=厨房漏水
prints 'and is told' 'there already: H1/2026-03-01/王老师/P1'
same 'nothing is doubled' "$("$mq" count --from need '' | cut -f1)" 1
exits 0 'what it did not say yet' "$mq" visit add P1 met staff=王老师 hours=1.5
prints 'it takes' 'there already, and told more of: H1/2026-03-01/王老师/P1'
exits 0 'for programs' "$mq" visit add P1 met staff=王老师 content=健康 -f json
prints 'too' '"state": "told more"'
exits 0 'what it says otherwise' "$mq" visit add P1 met staff=王老师 hours=2
prints 'is told' 'it says otherwise: hours'
same 'and left as it is' "$(hits reg 'visits.any(elder_visit_hours=1.5 elder_visit_content:health)')" 1
exits 0 'once more, where it is said' "$mq" visit add P1 met staff=王老师 again -f json
prints 'for programs' '"state": "added"'
exits 3 'a word that is none' env LC_ALL=zh_CN.UTF-8 "$mq" visit add P1 met frob
says 'is told in Chinese what may be said' '当场:类别=内容'
exits 0 'a need solved there and then' "$mq" visit add P1 met staff=王老师 spot:cert=开证明
prints 'is told of the visit' 'needs: 1'
same 'and has its record, closed, of that visit' "$(hits reg "from:need need_detail:开证明 need_state:spot_done \
	need_closed=2026-03-01 need_result:solved need_due:? need_visit='H1/2026-03-01/王老师/P1")" 1
exits 0 'once more' "$mq" visit add P1 met staff=王老师 spot:cert=开证明
prints 'it is there' 'there already'
exits 0 'nothing is done to see' "$mq" visit add P2 见到 --dry-run
same 'what would be' "$(hits reg 'person_id=P2 visits.any()')" 0
exits 3 'a wrong value of a fact refuses all of it' "$mq" visit add P2 met set:phone=12 need:repair=x
exits 3 'and so to see' "$mq" visit add P2 met set:phone=12 --dry-run
same 'the visit too' "$(hits reg 'person_id=P2 visits.any()')" 0
exits 3 'an answer that is none' "$mq" visit add P2 met content=frob
says 'has all there are' 'health, mind (comfort), safety'
exits 3 'nobody of that name' "$mq" visit add H1 met met=张三
says 'has those that are there' '李强'
exits 3 'no outcome' "$mq" visit add P2 detail=x
says 'has all there are' 'not_home'
says 'and that one is wanted' "'outcome of visit' has to be said"
exits 3 'a kind of need there is none of' "$mq" visit add P2 met need:repare=x
says 'has the nearest' "did you mean 'repair'"
exits 3 'a service there is none of' "$mq" visit add P2 met service:frob
says 'has where they are listed' 'minqing schema show service_item'
exits 1 'nobody of that key' "$mq" visit add P9 met
exits 2 'a part that is none' "$mq" visit frob
says 'has those there are' 'add KEY'
exits 2 'nobody at all' "$mq" visit add
exits 0 'visits are listed where nothing else is said' "$mq" visit
prints 'all of them' '王芳'
exits 0 'or those that are asked for' "$mq" visit list visit_staff:王老师
prints 'with who was met' '王芳'
exits 1 'where there are any' "$mq" visit list visit_outcome:refused
exits 0 'an outcome suggests' "$mq" visit add P2 deceased
prints 'what it may mean' 'set:李强.living_status=deceased'
same 'and does not do it' "$(hits reg is_deceased)" 0

sed -i "s/{name: 陈建国,/{name: 陈建国, account: $(id -un),/" reg/config/staff.yaml
exits 0 'an account that is of the staff' "$mq" visit add P3 not_home
prints 'visits by its name' 'H2/2026-03-01/陈建国/P3'
exits 0 'which a visit may say otherwise' "$mq" visit add P3 not_home staff=王老师
prints 'as it was' 'H2/2026-03-01/王老师/P3'
sed -i 's/, account: [^,]*,/,/' reg/config/staff.yaml

# ---- what a provider has to do ----

holds 'somebody is paired' "$mq" service pair P2 阳曲家政服务社 item=bath anyway
exits 0 'a service that an officer did' "$mq" visit add P2 met staff=赵老师 service:bath
prints 'is no call of the provider' 'minqing service done P2/bath/2026-03-01'
same 'which still waits' "$(hits reg 'from:service service_next=2026-03-08 service_done:?')" 1
exits 0 'so for the household' "$mq" visit add H1 met staff=钱老师 service:bath
prints 'as a whole' 'minqing service done P2/bath/2026-03-01'
exits 0 'what the provider does not give' "$mq" visit add P2 met staff=孙老师 service:clean
same 'says nothing of it' "$(grep -c 'service done' out)" 0
exits 0 'nor does what is done for another' "$mq" visit add P1 met staff=孙老师 service:bath
same 'of the household' "$(grep -c 'service done' out)" 0
holds 'it ends' "$mq" service end P2/bath/2026-03-01 reason=self
exits 0 'who is not paired any more' "$mq" visit add P2 met staff=周老师 service:bath
same 'waits for nobody' "$(grep -c 'service done' out)" 0

# ---- paper ----

exits 0 'a sheet of paper' "$mq" visit sheet 李强 visit_time=2026-02-20
prints 'for the household' '阳曲路760弄12号302室'
prints 'with its members' ' 2 李强'
prints 'and what they wait for' '厨房漏水'
[ $(($(wc -l <out) % 33)) -eq 0 ] && [ "$(wc -L <out)" -le 76 ]
result $? 'half a page of it'
prints 'with those to be named' 'met met=1,2 detail='
exits 0 'a sheet of one alone' "$mq" visit sheet person_id=P3
prints 'names that one' 'met met=1 detail='
exits 0 'the first one' "$mq" visit sheet 李强 visit_time=2026-02-20
number=$(sed -n '1s/.* \([0-9]*-[0-9]*-[0-9]*\) .*/\1/p' out)
exits 0 'is keyed back' "$mq" visit add "$number" met met=1,2 staff=王老师
prints 'for its day and those ticked' 'H1/2026-02-20/王老师/P1'
exits 0 'twice is once' "$mq" visit add "$number" met met=1,2 staff=王老师
prints 'of paper too' 'there already'
wrong=$(echo "$number" | tr 0123456789 1234567890)
exits 3 'a wrong digit' "$mq" visit add "$wrong" met
says 'is told' 'no sheet'
exits 1 'nobody, no sheet' "$mq" visit sheet name=张三
says 'and that is told' 'no sheet'
exits 2 'sheets of visits' "$mq" visit sheet from:visit
says 'are none' 'residents or households'
exits 2 'what neither has' "$mq" visit sheet frob=1
says 'is told as of residents' 'frob'
exits 2 'no day' "$mq" visit sheet visit_time=frob

# ---- tables ----

cat >visits.csv <<'END'
序号,姓名,household_id,身份证,走访时间,走访结果,走访人,详情,set:phone,need:noise,spot:cert
1,李强,,,2026-01-05,见到,李老师,好,,,
2,王芳,,,2026-01-05,见到,李老师,好,,,
3,王芳,,002X,2026-01-06,电话接通,李老师,好,13912345678,夜里吵,开证明
4,王芳,H1,,2026-01-07,不在家,李老师,,,,
5,李强,,,2026-01-05,见到,李老师,好,,,
6,李强,,,2026-01-08,frob,李老师,,,,
7,张三,,,2026-01-08,见到,李老师,,,,
8,李强,,,2027-01-08,见到,李老师,,,,
END
exits 0 'a table is tried' "$mq" visit import visits.csv --dry-run
same 'and nothing is done' "$(hits reg 'visits.any(visit_staff:李老师)')" 0
exits 0 'a table is brought in' "$mq" visit import visits.csv
prints 'and counted' '8 rows: 3 added, 0 told more of, 1 there already, 4 refused'
prints 'with what says nothing' '序号'
row() { sed -n "$(($1 + 1))p" visits.csv.status.csv; }
row 1 | grep -q '^"added"'
result $? 'each row has its state'
row 2 | grep -q '^"refused","2 have .*阳曲路760弄12号302室 P1.*闻喜路251弄3号101室 P3'
result $? 'namesakes are asked, with who they may be'
row 3 | grep -q '^"added"'
result $? 'the last digits tell them apart'
row 4 | grep -q '^"added"'
result $? 'and so does the household'
row 5 | grep -q '^"there already",".*`again`'
result $? 'what is there is told, and what makes it another'
row 6 | grep -q '^"refused".*frob'
result $? 'and what is wrong'
same 'facts and needs go in with their row' \
	"$(hits reg 'person_id=P3 phone:13912345678 needs.any(need_detail:夜里吵) needs.any(need_detail:开证明 need_state:spot_done)')" 1
sed -i -e 's/frob/拒访/g' -e 's/2027-01-08/2026-01-09/g' visits.csv.status.csv
exits 0 'mended it comes in again' "$mq" visit import visits.csv.status.csv
prints 'and only what was not there' '8 rows: 2 added, 0 told more of, 4 there already, 2 refused'
cat >twice.csv <<'END'
household_id,走访时间,走访结果,走访人,again
H2,2026-02-07,不在家,社工05,
H2,2026-02-07,见到,社工05,
H2,2026-02-07,见到,社工05,yes
END
exits 0 'not at home, and met in the evening' "$mq" visit import twice.csv
prints 'are two visits, and one more where that is said' '3 rows: 3 added'
exits 0 'they are there' "$mq" visit add H2 met staff=社工05 visit_time=2026-02-07
prints 'already' 'there already: H2/2026-02-07.2/社工05/P3'
printf 'a,b\n1,2\n' >bad.csv
exits 3 'a table that says nobody' "$mq" visit import bad.csv
says 'is told what to say' 'household_id'
[ ! -e bad.csv.status.csv ]
result $? 'and leaves nothing'
printf 'name,outcome\n张三,met\n' >bad.csv
exits 3 'where no row is good' "$mq" visit import bad.csv
exits 0 'all is well with the register' "$mq" verify

# ---- what it goes by ----

printf 'questions: {a: {when: "agee>1", ask: [frob]}}\n' >reg/config/visits.yaml
exits 3 'a fault of the questions' "$mq" visit add P1 met visit_time=2026-01-01
says 'has its place' 'visits.yaml:1:'
exits 3 'and is found by the check' "$mq" schema check reg/config
printf 'questions: {a: {when: "age>=60", ask: [visit_minutes], required: true}}\noutcomes: {met: {reached: true}}\n' \
	>reg/config/visits.yaml
exits 3 'a required answer' "$mq" visit add P1 met visit_time=2026-01-01
says 'is asked for' 'visit_minutes='
exits 0 'and given' "$mq" visit add P1 met visit_time=2026-01-01 minutes=20
finish
