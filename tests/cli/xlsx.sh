#!/bin/sh
# Workbooks coming in: what the program writes itself comes back byte for byte, what others
# write is read as it is seen there, and what is no good is refused with the way out.
. "$(dirname "$0")/lib.sh"

# book FILE KEY=TEXT…: as other programs write them
book() {
	python3 "$top/tests/tools/make_workbook.py" "$@"
}

# cells NUMBER TEXT…: a row of texts
cells() {
	number=$1
	shift
	printf '<row r="%s">' "$number"
	printf '<c t="inlineStr"><is><t>%s</t></is></c>' "$@"
	printf '</row>'
}

# ---- there and back ----

"$mq" -d one demo --config "$config" --residents 300 --seed 7 >/dev/null 2>&1
"$mq" -d two init --config "$config" >/dev/null
exits 0 'a register is written as a workbook' "$mq" -d one export -o all.xlsx --columns all
exits 0 'and comes into another' "$mq" -d two import all.xlsx
prints 'from the sheet that is named' "(sheet 'resident') read, 0 rejected"
dump one >one.csv
dump two >two.csv
[ -s one.csv ] && cmp -s one.csv two.csv
result $? 'which is then the same, byte for byte'
exits 0 'a second time' "$mq" -d two import all.xlsx
prints 'nothing changes' 'nothing changed'
cp all.xlsx all.csv
exits 0 'whatever it is called' "$mq" -d two import all.csv
exits 0 'definitions are proposed' "$mq" schema infer all.xlsx
prints 'from the sheet that is named in them' "sheet 'resident'"

# ---- as others write them ----

"$mq" -d reg init -c "$small" >/dev/null
heads=$(cells 3 person_id name birth_date household_id room_id address)
good=$(cells 5 A1 王晓明 1940/2/3 H1 R1 阳曲路760弄12号302室)
book others.xlsx "sheets=<sheet name='说明' state='hidden' sheetId='2' r:id='rId2'/>
	<sheet name='花名册' sheetId='1' r:id='rId1'/><sheet name='三' sheetId='3' r:id='rId2'/>" \
	"styles=<xf numFmtId='31'/>" "rows=$heads$good
	<row r='7'><c t='str'><v>A2</v></c><c t='str'><f>B5</f><v>李芳</v></c><c s='1'><v>26059</v></c></row>
	<row r='9'><c t='str'><v>A3</v></c><c t='str'><v>赵云</v></c><c s='1'><f>C7+1</f></c></row>
	<row r='12'><c t='str'><v>A4</v></c><c t='str'><v>钱进</v></c><c t='e'><v>#N/A</v></c></row>"
exits 0 'a sheet of another program' "$mq" -d reg import others.xlsx
prints 'is named, and how many more there are' "4 rows (sheet '花名册', 2 more not read) read, 2 rejected"
says 'a row has its number in the workbook' 'others.xlsx:12'
says 'a formula that was never worked out is told of' 'never worked out'
cut -d, -f1-2 others.xlsx.rejects.csv | tr -d '"' | tr '\n' ' ' >out
prints 'so it has among the rejected' 'reject_line,reject_column 9,0 12,3 '
same 'a day is a day' "$("$mq" -d reg query person_id=A2 -f csv -C birth_date | sed 1d)" 1971-05-06

# ---- identity numbers that were kept as numbers ----

"$mq" -d ids init --config "$config" >/dev/null
book ids.xlsx "rows=$(cells 1 person_id name id_number)
	<row r='2'><c t='str'><v>A1</v></c><c t='str'><v>王晓明</v></c><c><v>310101199001011000</v></c></row>
	<row r='3'><c t='str'><v>A2</v></c><c t='str'><v>李芳</v></c><c><v>3.10101199001011E+17</v></c></row>"
exits 3 'a number has lost the last digits of an identity number' "$mq" -d ids import ids.xlsx
says 'which is told' 'its last digits are lost'
says 'with its row' 'ids.xlsx:3:3'
same 'and nobody is in' "$(hits ids '')" 0

# ---- visits ----

who=$("$mq" -d two query '' -f csv -C person_id -n 1 | sed 1d)
export MINQING_DIR=two
book visits.xlsx "styles=<xf numFmtId='22'/>" "sheets=<sheet name='走访' sheetId='1' r:id='rId1'/>" \
	"rows=$(cells 1 key visit_time outcome visit_staff)
	<row r='2'><c t='str'><v>$who</v></c><c s='1'><v>46023.604166666664</v></c><c t='str'><v>见到</v></c>
	<c t='str'><v>李老师</v></c></row>"
exits 0 'visits come in' "$mq" visit import visits.xlsx
prints 'all of them' '1 rows: 1 added'
prints 'from the sheet that is named' "sheet '走访'"
same 'on their day' "$(hits two "person_id=$who visits.any(visit_time=2026-01-01 visit_staff:李老师)")" 1
unset MINQING_DIR

# ---- what is no good ----

# refuses NAME FILE TEXT
refuses() {
	exits 3 "$1" "$mq" -d reg import "$2"
	says "$1: says why" "$3"
	says "$1: names the file" "$2"
	grep -q 'hint:' err
	result $? "$1: has the way out"
}
head -c 3000 all.xlsx >cut.xlsx
refuses 'a workbook that is cut' cut.xlsx 'cut or damaged'
printf '\320\317\021\340\241\261\032\341' >old.xls
refuses 'an old or a locked one' old.xls 'password'
python3 -c 'import zipfile; zipfile.ZipFile("text.docx", "w").writestr("[Content_Types].xml", "<a/>")'
refuses 'another zip file' text.docx 'no workbook'
book empty.xlsx 'rows='
refuses 'one without a row' empty.xlsx 'no row'
book bomb.xlsx 'part:xl/sharedStrings.xml='
python3 - <<'END'
import zipfile
with zipfile.ZipFile("bomb.xlsx", "a", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
    with book.open("xl/sharedStrings.xml", "w") as part:
        for i in range(257):
            part.write(b" " * (1 << 20))
END
refuses 'a bomb' bomb.xlsx 'more than there is room for'
same 'all that changed nothing' "$(hits reg '')" 2
exits 0 'and all is well' "$mq" -d reg verify
finish
