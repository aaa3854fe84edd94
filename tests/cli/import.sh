#!/bin/sh
# Sheets of every sort coming in: what is taken, what is refused and why, and that
# a refusal changes nothing.
. "$(dirname "$0")/lib.sh"

"$mq" -d blank init -c "$small" >/dev/null

# A register of its own for one case: sets $reg.
fresh() {
	rm -rf reg
	cp -r blank reg
	reg=reg
}

# takes NAME SHEET ROWS [OPTION…]: into a fresh register, all rows
takes() {
	name=$1 sheet=$2 rows=$3
	shift 3
	fresh
	exits 0 "$name" "$mq" -d reg import "$sheet" "$@"
	same "$name: rows" "$(hits reg '')" "$rows"
}

# refuses NAME SHEET TEXT: in 3, telling TEXT and the sheet, and nothing is in
refuses() {
	fresh
	exits 3 "$1" "$mq" -d reg import "$2"
	says "$1: says why" "$3"
	says "$1: names the sheet" "$2"
	same "$1: nothing is in" "$(hits reg '')" 0
}

# The value of a field of a resident, as stored.
value() {
	"$mq" -d "$1" query "person_id=$2" --format csv --columns "$3" --raw 2>/dev/null | sed 1d
}

head='person_id,name,sex,birth_date,household_id,room_id,address'
row1='A1,王晓明,1,1940-02-03,H1,R1,阳曲路760弄12号302室'
row2='A2,李芳,2,1971-05-06,H1,R1,阳曲路760弄12号302室'
printf '%s\n' "$head" "$row1" "$row2" >people.csv

# ---- encodings, delimiters, line ends ----

takes 'plain UTF-8' people.csv 2
printf '\357\273\277' | cat - people.csv >bom.csv
takes 'a byte order mark' bom.csv 2
for encoding in GB18030 UTF-16LE UTF-16BE; do
	iconv -f UTF-8 -t "$encoding" people.csv >"$encoding.csv"
	case $encoding in
	UTF-16LE) printf '\377\376' | cat - "$encoding.csv" >mark.csv ;;
	UTF-16BE) printf '\376\377' | cat - "$encoding.csv" >mark.csv ;;
	*) cp "$encoding.csv" mark.csv ;;
	esac
	takes "$encoding is recognised" mark.csv 2
	prints "$encoding: is named" "$encoding"
	same "$encoding: the name is right" "$(value reg A1 name)" 王晓明
done
takes 'UTF-16LE without a mark' UTF-16LE.csv 2
takes 'GB18030 said to be so' GB18030.csv 2 --encoding gb18030

# 刘䶮 as an old system wrote her, in private use, and as Unicode has her
old=$(printf '刘\356\241\243')
printf '%s\n%s\n%s\n' "$head" "A1,$old,2,,,," 'A2,刘䶮,2,,,,' >yan.csv
takes 'characters of GBK in private use' yan.csv 2
same 'they are kept as they came' "$(value reg A1 name)" "$old"
for name in "$old" 刘䶮 liuyan ly; do
	same "$name finds both" "$(hits reg "$name")" 2
done
"$mq" -d reg query -f text -C name -n 0 >out 2>err
same 'both are shown as Unicode has them' "$(grep -c 刘䶮 out)" 2

fresh
exits 3 'GB18030 said to be UTF-8' "$mq" -d reg import GB18030.csv --encoding utf-8
says 'tells the byte' 'byte'
fresh
exits 2 'an encoding nobody knows' "$mq" -d reg import people.csv --encoding klingon
for delimiter in ';' '|' '	'; do
	sed "s/,/$delimiter/g" people.csv >parted.csv
	takes "parted by '$delimiter'" parted.csv 2
done
sed 's/,/;/g' people.csv >parted.csv
takes "a delimiter that is told" parted.csv 2 --delimiter ';'
exits 2 'a delimiter of two characters' "$mq" -d reg import people.csv --delimiter ';;'
tr ',' '\t' <people.csv >tabs.csv
takes 'a tab told by name' tabs.csv 2 --delimiter tab
sed 's/$/\r/' people.csv >crlf.csv
takes 'CRLF' crlf.csv 2
tr '\n' '\r' <people.csv >cr.csv
takes 'CR alone' cr.csv 2
{ printf '%s\r\n' "$head"; printf '%s\r' "$row1"; printf '%s\n\r\n\n' "$row2"; } >mixed.csv
takes 'line ends of every sort, and empty lines' mixed.csv 2
printf '%s' "$(cat people.csv)" >noend.csv
takes 'no line end at the end' noend.csv 2
{ echo 'person_id,name,note'; printf 'A1,"王 ""小"" 明","一行\n二行, 三"\nA2,"李芳",\n'; } >quoted.csv
takes 'quotes, delimiters and line ends in cells' quoted.csv 2
same 'quotes come undone' "$(value reg A1 name)" '"王 ""小"" 明"'
same 'the line end in a cell is kept' "$(value reg A1 note | tr '\n' '/')" '"一行/二行, 三"/'

# ---- headers ----

printf '%s\n' '人员编号,名字,sex' 'A1,王晓明,女' >labels.csv
takes 'headers by label, alias and id' labels.csv 1
same 'the label of a code is read' "$(value reg A1 sex)" 2
printf '%s\n' '编号,Name ,多余' 'A1,王晓明,x' >map.csv
fresh
exits 3 'no column for the key' "$mq" -d reg import map.csv
says 'names the field' 'person'
says 'tells of --map' '--map'
exits 0 '--map' "$mq" -d reg import map.csv --map 编号=person_id --map 多余=-
same 'reads the column so' "$(value reg A1 name)" 王晓明
exits 2 '--map of a column that is not there' "$mq" -d reg import map.csv --map 无=person_id
exits 3 '--map to a field that is not there' "$mq" -d reg import map.csv --map 编号=nosuch
exits 2 '--map without =' "$mq" -d reg import map.csv --map 编号
fresh
exits 0 'a column no field is called' "$mq" -d reg import map.csv --map 编号=person_id
prints 'is left out, and that is told' '多余'
printf '%s\n' 'person_id,name,姓名' 'A1,王,李' >twice.csv
refuses 'two columns of one meaning' twice.csv 'both mean'
printf '%s\n' 'person_id,name,name' 'A1,王,王' >twice.csv
refuses 'a header that is there twice' twice.csv 'both mean'
printf '%s\n' "$head" >header.csv
fresh
exits 0 'a header alone' "$mq" -d reg import header.csv
prints 'is no row' '0 rows'

# ---- no sheet at all ----

: >empty.csv
refuses 'an empty file' empty.csv 'empty'
printf '\n\n\r\n' >blank.csv
refuses 'empty lines alone' blank.csv 'no row'
refuses 'a file that is not there' none.csv 'No such file'
mkfifo fifo.csv
refuses 'a FIFO' fifo.csv 'not a file'
refuses 'a directory' "$work" 'not a file'
refuses 'a device' /dev/zero 'not a file'
printf 'PK\003\004aaaa' >x.csv
refuses 'an xlsx file' x.csv 'xlsx'
gzip -c people.csv >gz.csv
refuses 'a gzip file' gz.csv 'gzip'
ln -s people.csv link.csv
takes 'a link to a sheet' link.csv 2
printf '%s\n' "$head" "$row1" '"A2,李芳' >open.csv
awk 'BEGIN { for (i = 0; i < 20000; i++) print "some text, that goes on" }' >>open.csv
refuses 'a quote that is never closed' open.csv 'never closed'
says 'the row it opens on is named' 'open.csv:3'
{ printf 'person_id,name,note\nA1,王,'; head -c 20000000 /dev/zero | tr '\0' x; printf '\n'; } >huge.csv
refuses 'a cell of 20 MB' huge.csv 'larger'
awk 'BEGIN { for (i = 0; i < 1000000; i++) printf "c%d,", i; print "x" }' >wide.csv
refuses 'a million columns' wide.csv 'columns'

# ---- bad bytes ----

printf 'person_id,name\nA1,\346\235\216\nA2,\377\376\n' >ff.csv
fresh
exits 3 'bytes that are no text' "$mq" -d reg import ff.csv
same 'nothing is in' "$(hits reg '')" 0
{ printf 'person_id,name\n'; for i in 1 2 3 4 5 6 7 8 9; do printf 'A%s,王晓明\n' $i; done; printf 'B,\346\235\n'; } >cut.csv
fresh
exits 3 'a character cut off, said to be UTF-8' "$mq" -d reg import cut.csv --encoding utf-8
says 'the byte is told' 'byte'
printf 'person_id,name\nA1,\202\065\220\067\n' >gb.csv
fresh
exits 3 'no character of GB18030' "$mq" -d reg import gb.csv --encoding gb18030
printf 'person_id,name\nA1,王\000明\nA2,李芳\n' >nul.csv
fresh
exits 0 'a NUL inside a cell' "$mq" -d reg import nul.csv
same 'keeps that row out' "$(hits reg '')" 1
says 'and tells its line' 'nul.csv:2:2'
printf 'person_id,name\nA1,\033]0;x\007王\nA2,李\342\200\256芳\n' >esc.csv
fresh
exits 0 'control characters in a name' "$mq" -d reg import esc.csv
same 'keep that row out' "$(hits reg '')" 1
! grep -q "$(printf '\033')" err && ! grep -q "$(printf '\342\200\256')" err
result $? 'are not printed as they are'

# ---- rows that fail, and the others ----

cat >bad.csv <<'CSV'
person_id,name,sex,birth_date,id_number,phone,children,plate,income,dibao
A1,王晓明,1,1940-02-03,,13800000000,2,沪A12345,1200.50,是
A2,李芳,3,,,,,,,
A3,李四,,1900-02-29,,,,,,
A4,李五,,99999-01-01,,,,,,
A5,李六,,,11010519491231002X,,,,,
A6,李七,,,110105194912310021,,,,,
A7,李八,,,11010519491231002x,,,,,
A8,李九,,,,12345,,,,
A9,李十,,,,,21,,,
A10,赵一,,,,,,京A12345,,
A11,赵二,,,,,,,1e999,
A12,赵三,,,,,,,0x10,
A13,赵四,,,,,,,,maybe
A14,赵五,,
,赵六,,,,,,,,
A1,赵七,,,,,,,,
A15,赵八,,1900-02-28,１１０１０５１９４９１２３１００２Ｘ,,,,-0,N
A16,赵"九,,,,,,,,
A17,赵十,,二〇二四年,,,,,,
A18,赵百,,,,,١٢,,,
CSV
fresh
exits 0 'bad rows among good ones' "$mq" -d reg import bad.csv
prints 'are counted' '20 rows'
prints 'and those that stay out' '16 rejected'
same 'the good ones are in' "$("$mq" -d reg query '' --format csv --columns person_id | tr '\n' ' ')" \
	'person_id A7 A5 A1 A15 '
for place in 3:3 4:4 5:4 7:5 9:6 10:7 11:8 12:9 13:9 14:10 20:4 21:7; do
	says "line and column: $place" "bad.csv:$place: "
done
says 'too few cells' 'bad.csv:15: 4 cells'
says 'no key' 'bad.csv:16:'
says 'the same key again' 'bad.csv:17: the same'
says 'a quote inside a cell' 'bad.csv:19: '
same 'full-width digits are digits' "$(value reg A15 id_number)" 11010519491231002X
same 'a small x is a great one' "$(value reg A7 id_number)" 11010519491231002X
same 'decimals keep their digits' "$(value reg A1 income)" 1200.50
rejects=bad.csv.rejects.csv
same 'the rejects file has every one' "$(sed 1d $rejects | wc -l)" 16
same 'the first column is its line' "$(sed 1d $rejects | cut -d, -f1 | tr -d '"' | tr '\n' ' ')" \
	'3 4 5 7 9 10 11 12 13 14 15 16 17 19 20 21 '
grep -q '李芳' $rejects
result $? 'with its cells'
same 'it is for its owner only' "$(stat -c %a $rejects)" 600
python3 - $rejects mended.csv <<'PY'
import csv, sys
rows = list(csv.reader(open(sys.argv[1], newline="", encoding="utf-8")))
with open(sys.argv[2], "w", newline="", encoding="utf-8") as f:
    out = csv.writer(f)
    out.writerow(rows[0])
    n = 0
    for row in rows[1:]:
        row = row[:3] + [f"M{n}", row[4] if len(row) > 4 else "王", "1"] + [""] * 7
        out.writerow(row)
        n += 1
PY
exits 0 'the mended rejects come in again' "$mq" -d reg import mended.csv
same 'all of them' "$(hits reg '')" 20
! grep -q 'left out' out
result $? 'and the reasons beside them are no news'
fresh
exits 0 '--rejects FILE' "$mq" -d reg import bad.csv --rejects other.csv
[ -s other.csv ]
result $? 'names another place'
rm -f $rejects
fresh
exits 0 '--rejects -' "$mq" -d reg import bad.csv --rejects -
[ ! -e $rejects ]
result $? 'writes none'
fresh
exits 4 'a rejects file that cannot be written' "$mq" -d reg import bad.csv --rejects no/such/file
same 'stops the first filling whole' "$(hits reg '')" 0
printf '%s\n' 'person_id,name,sex' 'A1,王,9' 'A2,李,8' >allbad.csv
fresh
exits 3 'not one row is right' "$mq" -d reg import allbad.csv
same 'nobody is in' "$(hits reg '')" 0
printf '%s\n' 'person_id,name,household_id,room_id,address' 'A1,王,H1,R1,一号' 'A2,李,H1,R2,二号' 'A3,张,H2,R1,三号' 'A4,孙,,R1,' >differ.csv
fresh
exits 0 'rows that contradict each other' "$mq" -d reg import differ.csv
same 'the first is believed' "$(hits reg '')" 1
says 'the others are told of: another dwelling' 'differ.csv:3: '
says 'another address' 'differ.csv:4: '
says 'a dwelling and nobody between' 'differ.csv:5: '

# ---- strict, dry ----

fresh
exits 3 '--strict' "$mq" -d reg import bad.csv --strict
says 'tells how many' '16 of 20'
says 'and where' 'bad.csv:3:3'
same 'and writes nothing' "$(hits reg '')" 0
[ ! -e $rejects ]
result $? 'no rejects file either'
exits 0 '--strict of a good sheet' "$mq" -d reg import people.csv --strict
same 'brings it in' "$(hits reg '')" 2

numbers() {
	sed -e 's/would be //' -e '/the rejected rows/d' out
}
fresh
before=$(find reg -name data.mdb -exec sha256sum {} +)
exits 0 '--dry-run' "$mq" -d reg import bad.csv --dry-run
dry=$(numbers)
dry_err=$(cat err)
same 'writes nothing' "$(find reg -name data.mdb -exec sha256sum {} +)" "$before"
[ ! -e $rejects ]
result $? 'and no rejects file'
exits 0 'the same for good' "$mq" -d reg import bad.csv
same 'the numbers were the same' "$(numbers)" "$dry"
same 'and so were the reasons' "$(cat err)" "$dry_err"

# ---- again ----

takes 'a sheet' people.csv 2
before=$(dump reg)
exits 0 'the same sheet again' "$mq" -d reg import people.csv
prints 'nothing changed' 'nothing changed'
same 'and nothing did' "$(dump reg)" "$before"
exits 0 'and again, dry' "$mq" -d reg import people.csv --dry-run
prints 'nothing would' 'nothing changed'
printf '%s\n' "$head,note" "$row1,新" 'A3,单雄信,1,,H1,R1,阳曲路760弄12号302室,' 'A2,,,,,,,' >more.csv
exits 0 'a sheet that says more' "$mq" -d reg import more.csv --dry-run
dry=$(numbers)
exits 0 'for good' "$mq" -d reg import more.csv
same 'the numbers were the same' "$(numbers)" "$dry"
prints 'one more, one other, one as it was' '1 added, 1 changed, 1 as they were'
same 'what is new is there' "$(value reg A1 note)" 新
same 'an empty cell took nothing away' "$(value reg A2 name)" 李芳
same 'the household has three now' "$(hits reg 'household.count(not name:?)=3')" 3
holds 'the index equals the records' "$mq" -d reg verify
awk 'BEGIN { print "person_id,name,household_id"; for (i = 0; i < 9000; i++) printf "B%d,王小%d,G%d\n", i, i, i / 3 }' >many.csv
exits 0 'more rows than a batch has' "$mq" -d reg import many.csv
same 'all are in' "$(hits reg '')" 9003
exits 0 'and again' "$mq" -d reg import many.csv
prints 'changed nothing' 'nothing changed'
holds 'the index equals the records still' "$mq" -d reg verify

# ---- formulas ----

{ echo 'person_id,name,note'; printf '%s\n' 'A1,一,"=HYPERLINK(""x"")"' 'A2,二,+1' 'A3,三,-2' 'A4,四,@x' 'A5,五,＝1' 'A6,六,ok'; } >formula.csv
takes 'cells that are formulas' formula.csv 6
same 'stay as they are' "$(value reg A2 note)" +1
"$mq" -d reg query '' --format csv --columns note --sort name >out
same 'and are kept from spreadsheets' "$(tr '\n' ' ' <out)" "note '+1 ok '-2 '@x '＝1 \"'=HYPERLINK(\"\"x\"\")\" "
"$mq" -d reg query '' --format csv --columns note --sort name --raw >out
same 'but for --raw' "$(tr '\n' ' ' <out)" 'note +1 ok -2 @x ＝1 "=HYPERLINK(""x"")" '
finish
