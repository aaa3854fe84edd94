#!/bin/sh
# Definitions that are broken, all their faults in one run; definitions proposed
# for sheets nobody has seen, and what becomes of them end to end.
. "$(dirname "$0")/lib.sh"

# ---- check ----

exits 0 'the shipped definitions' "$mq" schema check "$config"
exits 0 'those of the tests' "$mq" schema check "$small"
exits 3 'a directory that is not there' "$mq" schema check nothing
mkdir none
exits 3 'a directory without definitions' "$mq" schema check none

# broken NAME PLACE TEXT: the file on standard input is refused at PLACE
broken() {
	rm -rf defs
	cp -r "$small" defs
	cat >defs/more.yaml
	exits 3 "$1" timeout 5 "$mq" schema check defs
	says "$1: the place" "more.yaml:$2: "
	[ $# -lt 3 ] || says "$1: the reason" "$3"
}

broken 'a key that is there twice' 2:1 'groups' <<'Y'
groups: {a: {zh: 一}}
groups: {b: {zh: 二}}
Y
broken 'a key nobody knows' 2:23 'typ' <<'Y'
fields:
  x: {kind: resident, typ: text, zh: 一}
Y
grep -q 'hint: .*type' err
result $? 'the nearest is hinted at'
broken 'a type nobody knows' 2:29 'texd' <<'Y'
fields:
  x: {kind: resident, type: texd, zh: 一}
Y
broken 'a kind nobody knows' 2:13 'residend' <<'Y'
fields:
  x: {kind: residend, type: text, zh: 一}
Y
broken 'codes that are nowhere' 2:42 'nolist' <<'Y'
fields:
  x: {kind: resident, type: code, codes: nolist, zh: 一}
Y
broken 'yes where true is meant' 2:42 'yes' <<'Y'
fields:
  x: {kind: resident, type: text, facet: yes, zh: 一}
Y
broken 'a number that is none' 2:39 <<'Y'
fields:
  x: {kind: resident, type: int, max: viele, zh: 一}
Y
broken 'a field defined twice' 2:3 'name' <<'Y'
fields:
  name: {kind: resident, type: text, zh: 又名}
Y
broken 'an alias bomb' 1:4 <<'Y'
a: &a [x, x]
b: [*a, *a]
Y
broken 'two documents' 2:1 <<'Y'
groups: {a: {zh: 一}}
---
groups: {b: {zh: 二}}
Y
broken 'a tag' 1:9 <<'Y'
groups: !evil {a: {zh: 一}}
Y
broken 'a bracket that is not closed' 2:6 <<'Y'
fields:
  x: {kind: resident, type: text
Y
broken 'a list where a map is wanted' 1:1 <<'Y'
fields: [a, b]
Y
broken 'an expression about a field that is not there' 2:35 'agee' <<'Y'
derived:
  x: {zh: 甲, kind: resident, is: 'agee>=80'}
Y
broken 'tags that lean on one another' 3:35 'x → y → x' <<'Y'
derived:
  x: {zh: 甲, kind: resident, is: 'y'}
  y: {zh: 乙, kind: resident, is: 'x'}
Y
broken 'a pattern that is none' 2:46 'pattern' <<'Y'
fields:
  x: {kind: resident, type: text, pattern: '(', zh: 甲}
Y
broken 'an id that is a sign of the language' 2:3 <<'Y'
fields:
  "a>b": {kind: resident, type: text, zh: 甲}
Y
printf 'groups: {a: {zh: "\\0"}}\n' >bad
broken 'a NUL in a label' 1:18 <bad
printf 'groups: {a: {zh: "\\e[31m"}}\n' >bad
broken 'an ESC in a label' 1:18 <bad
printf 'groups:\n\ta: {zh: 一}\n' >bad
broken 'a tab for an indent' 2:1 <bad
printf 'groups: {a: {zh: \377}}\n' >bad
broken 'bytes that are no text' 1:18 <bad
head -c 100000 /dev/zero | tr '\0' '[' >bad
broken 'a hundred thousand brackets' 1:17 <bad
awk 'BEGIN { printf "groups: {x: {zh: "; for (i = 0; i < 1200000; i++) printf "a"; print "}}" }' >bad
rm -rf defs
cp -r "$small" defs
cp bad defs/more.yaml
exits 3 'a file larger than a megabyte' "$mq" schema check defs
says 'is named' 'more.yaml: the file is larger'

rm -rf defs
cp -r "$small" defs
cat >defs/one.yaml <<'Y'
fields:
  a1: {kind: resident, type: texd, zh: 一}
  a2: {kind: residend, type: text, zh: 二}
  a3: {kind: resident, type: text, zh: 三, facet: 是}
derived:
  a4: {zh: 四, kind: resident, is: 'agee>1'}
Y
mkdir defs/fields
echo 'codes: {c: {valuse: {}}}' >defs/fields/two.yaml
exits 3 'five faults in two files' "$mq" schema check defs
for place in one.yaml:2 one.yaml:3 one.yaml:4 two.yaml:1; do
	says "told in one run: $place" "$place"
done
[ "$(grep -c 'hint:' err)" -ge 3 ]
result $? 'with hints'
exits 3 'init refuses them' "$mq" -d reg init -c defs
[ ! -e reg ]
result $? 'and makes nothing'

# ---- show ----

"$mq" -d reg init -c "$small" >/dev/null
exits 0 'schema show' "$mq" -d reg schema show
prints 'has the fields' birth_date
exits 0 'schema show FIELD by its label' "$mq" -d reg schema show 出生日期
prints 'tells its type' date
exits 1 'schema show of a field that is not there' "$mq" -d reg schema show birth_dat3
says 'the nearest are told' birth_date
exits 2 'a part that is not there' "$mq" schema shw

# ---- infer, end to end ----

# unseen NAME SHEET ROWS: infer → init → import; the register is in ./reg
unseen() {
	rm -rf reg defs
	mkdir defs
	exits 0 "$1: infer" "$mq" schema infer "$2"
	cp out defs/fields.yaml
	grep -q '# .*%' defs/fields.yaml
	result $? "$1: guesses are told with their share of rows"
	exits 0 "$1: the proposal loads" "$mq" schema check defs
	exits 0 "$1: init" "$mq" -d reg init -c defs
	exits 0 "$1: import" "$mq" -d reg import "$2"
	same "$1: everybody is in" "$(hits reg '')" "$3"
	holds "$1: the index equals the records" "$mq" -d reg verify
}

python3 - <<'PY'
import csv, datetime, random
random.seed(3)
names = "王晓明 李芳 张伟 单雄信 陈静 赵丽 孙刚 周洁 吴磊 郑敏".split()
def check_digit(s):
    return "10X98765432"[sum(int(c) * w for c, w in
        zip(s, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])) % 11]
rows = []
for i in range(300):
    house = i // 3
    birth = datetime.date(1930, 1, 1) + datetime.timedelta(days=random.randrange(33000))
    sex = random.choice("男女")
    number = "310108" + birth.strftime("%Y%m%d") + f"{random.randrange(50):02}{random.randrange(5) * 2 + (sex == '男')}"
    rows.append({"证件号码": number + check_digit(number), "姓名": random.choice(names), "性别": sex,
        "出生日期": birth.strftime("%Y/%m/%d"), "户号": f"H{house:04}", "住址": f"阳曲路{760 + house % 7}弄{house % 12 + 1}号{house}室",
        "居委会": ["阳曲", "闻喜", "岭南"][house % 3], "楼栋": house % 12 + 1, "手机": f"13{random.randrange(10**9):09}",
        "是否低保": random.choice(["是", "否", ""]), "月收入": f"{random.randrange(2000, 9000)}.50", "与户主关系": ["户主", "配偶", "子"][i % 3],
        "慢性病": random.choice(["", "高血压", "糖尿病", "高血压、糖尿病"]), "备注": random.choice(["", "轮椅出行，需上门", "子女在外地"])})
def write(path, rows, **kw):
    encoding = kw.pop("encoding", "utf-8")
    with open(path, "w", newline="", encoding=encoding) as f:
        out = csv.DictWriter(f, rows[0].keys(), **kw)
        out.writeheader()
        out.writerows(rows)
write("office.csv", rows)
write("office-gb.csv", rows, encoding="gb18030", delimiter=";")
english = [{"Resident ID": f"R{i:05}", "Full Name": r["姓名"], "Sex": "M" if r["性别"] == "男" else "F",
    "Date of birth": r["出生日期"].replace("/", "-"), "Household ID": r["户号"], "Building": r["楼栋"], "Floor": i % 6 + 1,
    "Lives alone": random.choice(["yes", "no"]), "Income (yuan)": r["月收入"], "Remarks": r["备注"]} for i, r in enumerate(rows)]
write("english.csv", english, delimiter="\t")
write("narrow.csv", [{"编号": i, "姓名": r["姓名"]} for i, r in enumerate(rows)])
open("females.txt", "w").write(str(sum(r["性别"] == "女" for r in rows)))
PY
unseen 'a sheet of an office' office.csv 300
same 'a code counts' "$(hits reg '性别:女')" "$(cat females.txt)"
[ "$(hits reg '出生日期<1950-01-01')" -gt 10 ]
result $? 'dates are dates'
[ "$(hits reg '月收入>=5000')" -gt 50 ]
result $? 'numbers are numbers'
[ "$(hits reg 'wxm')" -gt 0 ] && [ "$(hits reg wxm)" = "$(hits reg 姓名:王晓明)" ]
result $? 'a name is found by its initials'
[ "$(hits reg '居委会:阳曲')" -gt 50 ]
result $? 'columns of the dwelling answer for residents'
same 'households are made' "$("$mq" -d reg count --from household | cut -f1)" 100
exits 0 'the same sheet again' "$mq" -d reg import office.csv
prints 'changes nothing' 'nothing changed'
unseen 'the same in GB18030 with ;' office-gb.csv 300
same 'counts the same' "$(hits reg '性别:女')" "$(cat females.txt)"
unseen 'an English one with tabs' english.csv 300
[ "$(hits reg 'lives_alone')" -gt 50 ]
result $? 'yes and no are read'
unseen 'two columns' narrow.csv 300
printf 'a\n' >poor.csv
"$mq" schema infer poor.csv >out 2>err
[ $? -le 3 ]
result $? 'a header without rows ends without a crash'
: >empty.csv
exits 3 'an empty sheet' "$mq" schema infer empty.csv
exits 3 'a sheet that is not there' "$mq" schema infer none.csv
exits 2 'no sheet named' "$mq" schema infer
exits 4 'a full disk for the proposal' sh -c "'$mq' schema infer office.csv >/dev/full"

finish
