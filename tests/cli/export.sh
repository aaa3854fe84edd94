#!/bin/sh
# Answers as files: the rows that are shown, in every format, whole or not at all.
. "$(dirname "$0")/lib.sh"

"$mq" -d reg demo -c "$config" --residents 2000 >/dev/null || exit 1
MINQING_DIR=$work/reg
export MINQING_DIR
book() {
	python3 "$top/tests/tools/workbook.py" "$1"
}

# ---- the same rows as query ----

for format in csv tsv json; do
	exits 0 "$format by the ending" "$mq" export -o "people.$format" 高龄 独居
	"$mq" query -f "$format" 高龄 独居 | cmp -s - "people.$format"
	result $? "is what query prints"
	exits 0 "$format by name" "$mq" export -f "$format" -o "named-$format" -C name,age -s age-,name \
		-n 7 -u 'age>=60 income<3000'
	"$mq" query -f "$format" -C name,age -s age-,name -n 7 -u 'age>=60 income<3000' |
		cmp -s - "named-$format"
	result $? "with columns, order, limit, the unknown"
done
same 'it says how much' "$("$mq" export -o told.csv -C name,age 高龄)" \
	"told.csv: $(hits reg 高龄) rows, 2 columns, $(wc -c <told.csv) bytes"
same 'only its owner reads it' "$(stat -c %a told.csv)" 600
"$mq" export -o all.csv -C all '' >out
"$mq" query -f csv -C all | cmp -s - all.csv
result $? 'everybody and everything'
exits 0 'another kind' "$mq" export -o households.csv -k household 'members.any(age>=80)'
same 'has its own columns' "$(head -n 1 households.csv)" "$("$mq" query -f csv -k household -n 1 | head -n 1)"
exits 0 'from: in the query' "$mq" export -o visits.tsv 'from:visit date>=-30d cols:date limit:3'
same 'and cols: and limit:' "$(wc -l <visits.tsv)" 4
exits 1 'nobody' "$mq" export -o nobody.csv 'age>=150'
same 'is a line of heads' "$(wc -l <nobody.csv)" 1

# ---- for people ----

exits 0 'a byte order mark' "$mq" export --bom -o bom.csv -C name 高龄
same 'stands first' "$(head -c 3 bom.csv | od -An -tx1 | tr -d ' ')" efbbbf
same 'and nothing else changes' "$(tail -c +4 bom.csv | md5sum)" "$("$mq" query -f csv -C name 高龄 | md5sum)"
exits 0 'words' env LC_ALL=zh_CN.UTF-8 "$mq" export -w -o words.csv -C name,sex,age,低保 'sex:女 age:80..81'
same 'are heads' "$(head -n 1 words.csv)" '姓名,性别,年龄,低保'
same 'and cells' "$(sed 1d words.csv | cut -d, -f2 | sort -u)" 女
exits 0 'what was written in words' "$mq" -d again init --config "$config"
LC_ALL=zh_CN.UTF-8 "$mq" export -w --bom -o back.csv -C person_id,name,sex,birth_date,低保 高龄 >out
exits 0 'comes in again' "$mq" -d again import back.csv
same 'as it was' "$(dump again | cut -d, -f1-3 | md5sum)" \
	"$("$mq" query 高龄 -f csv -C all -s name | cut -d, -f1-3 | md5sum)"

# ---- workbooks ----

exits 0 'a workbook' "$mq" export -o people.xlsx -C person_id,name,sex,birth_date,age,phone_mobile,低保 高龄
book people.xlsx >rows
same 'has a row for each' "$(sed 1d rows | wc -l)" "$(hits reg 高龄)"
same 'labels as heads' "$(head -n 1 rows | cut -f 2,3)" "$(printf 's:name\ts:sex')"
same 'in the order shown' "$(sed 1d rows | cut -f 1 | cut -c3-)" \
	"$("$mq" query -f csv -C person_id 高龄 | sed 1d)"
same 'days are days' "$(sed 1d rows | cut -f 4 | grep -vc '^n:-\{0,1\}[0-9]*:yyyy-mm-dd$')" 0
same 'numbers are numbers' "$(sed 1d rows | cut -f 5 | grep -vc '^n:[0-9]*:0$')" 0
same 'phones are texts' "$(sed 1d rows | cut -f 6 | grep -vc '^s:1[0-9]\{10\}$\|^$')" 0
same 'ids are texts' "$(sed 1d rows | cut -f 1 | grep -vc '^s:P0')" 0
exits 0 'everything there is' "$mq" export -o all.xlsx -C all -n 100
book all.xlsx >rows
same 'in every column' "$(head -n 1 rows | awk -F'\t' '{ print NF }')" \
	"$(head -n 1 all.csv | awk -F, '{ print NF }')"

# ---- who is called what a spreadsheet would run ----

exits 0 'people with odd names' "$mq" -d odd init --config "$small"
printf 'person_id,name,note,phone\n1,=1+1,"=HYPERLINK(""http://x"")",13900000001\n2,+86,-1,\n3,@x,"a,""b""",\n4,＝1,007,\n' >odd.csv
exits 0 'come in' "$mq" -d odd import odd.csv
exits 0 'and go out' "$mq" -d odd export -o guarded.csv -C person_id,name,note
same 'guarded' "$(sed 1d guarded.csv | sort | tr '\n' '|')" \
	"1,'=1+1,\"'=HYPERLINK(\"\"http://x\"\")\"|2,'+86,'-1|3,'@x,\"a,\"\"b\"\"\"|4,'＝1,007|"
exits 0 'or not' "$mq" -d odd export -r -o raw.csv -C person_id,name,note
same 'where that is wanted' "$(grep -c "'" raw.csv)" 0
exits 0 'a workbook of them' "$mq" -d odd export -o odd.xlsx -C person_id,name,note,phone
same 'has texts' "$(book odd.xlsx | sed 1d | sort | tr '\t\n' ' |')" \
	's:1 s:=1+1 s:=HYPERLINK("http://x") s:13900000001|s:2 s:+86 s:-1|s:3 s:@x s:a,"b"|s:4 s:＝1 s:007|'

# ---- some of them ----

"$mq" query -f csv -C name,person_id -n 5 高龄 >five.csv
exits 0 'those of a sheet' "$mq" export -i five.csv -o five-out.csv -C name,person_id
same 'and nobody else' "$(sort five-out.csv)" "$(sort five.csv)"
exits 0 'those of them that fit' "$mq" export -i five.csv -o five-women.csv -C person_id sex:女
same 'are fewer' "$(sed 1d five-women.csv | sort)" \
	"$("$mq" query -f csv -C person_id "高龄 sex:女" | grep -F "$(cut -d, -f2 five.csv)" | sed '/^person_id$/d' | sort)"
printf 'P00000001\nnobody\n' >keys
exits 3 'keys of nobody' "$mq" export -i keys -o keys-out.csv
says 'are told with their lines' 'keys:2: '
[ ! -e keys-out.csv ]
result $? 'and nothing is written'

# ---- places ----

exits 2 'a file that is there' "$mq" export -o people.csv 低保
says 'is told' "'people.csv'"
"$mq" query -f csv 高龄 独居 | cmp -s - people.csv
result $? 'and stays'
exits 0 'unless it may go' "$mq" export --overwrite -o people.csv 低保
"$mq" query -f csv 低保 | cmp -s - people.csv
result $? 'then it is the new one'
ln -s people.csv link.csv
exits 2 'a symbolic link' "$mq" export --overwrite -o link.csv 高龄
ln -s nowhere dangling.csv
exits 2 'one that leads nowhere' "$mq" export -o dangling.csv 高龄
[ ! -e nowhere ]
result $? 'is not followed'
mkfifo pipe.csv
exits 2 'a pipe' timeout 5 "$mq" export --overwrite -o pipe.csv 高龄
exits 2 'a device' "$mq" export --overwrite -f csv -o /dev/full 高龄
exits 2 'a directory' "$mq" export --overwrite -f csv -o . 高龄
exits 4 'a directory that is not there' "$mq" export -o no/such/a.csv 高龄
says 'has a way out' 'hint: '

# ---- what is not understood ----

exits 2 'no file' "$mq" export 高龄
says 'is told' '-o FILE'
exits 2 'no format' "$mq" export -o people 高龄
says 'is told' 'hint: '
exits 2 'an odd one' "$mq" export -o people.csv -f text 高龄
exits 2 'a mark for json' "$mq" export --bom -o mark.json 高龄
exits 2 'a query that is wrong' "$mq" export -o wrong.csv 'age>='
exits 2 'a column that is not there' "$mq" export -o wrong.csv -C nosuch
[ ! -e wrong.csv ]
result $? 'nothing is written then'

# ---- a write that breaks ----

mkdir full
for name in a.csv a.json a.xlsx; do
	echo old >"full/$name"
	(
		ulimit -f 16
		exec "$mq" export --overwrite -o "full/$name" -C all
	) >out 2>err
	[ $? -eq 4 ]
	result $? "no room for $name"
	says 'has a way out' 'hint: '
	same 'what was there stays' "$(cat "full/$name")" old
done
same 'and nothing beside it' "$(find full -type f | wc -l)" 3
for signal in INT TERM; do
	rm -f full/*
	"$mq" export -o full/slow.xlsx -C all 2>/dev/null &
	sleep 0.05
	kill -$signal $! 2>/dev/null
	wait $!
	status=$?
	case $status in
	130 | 143) [ -z "$(find full -type f)" ] ;;	# 143: it had not begun yet
	0) [ -s full/slow.xlsx ] ;;
	*) false ;;
	esac
	result $? "SIG$signal in the midst leaves all or nothing ($status)"
done

finish
