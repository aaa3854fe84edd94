#!/bin/sh
# What a terminal is sent: every surface of the command line, on a pty, with texts
# that would move its cursor, hide what stands there or turn it around.
. "$(dirname "$0")/lib.sh"

hostile=$(printf '\342\200\256\342\200\213\342\201\246\342\200\250\357\273\277\363\240\201\201\302\255\357\277\277')
python3 - >people.csv <<'PY'
texts = ["\u202e", "\u202d", "\u2066", "\u2067", "\u2069", "\u200b", "\u200c", "\u200d", "\u2060",
         "\ufeff", "\u00ad", "\U000e0041", "\ufe0f", "\ue000", "\uffff", "\U0010ffff", "\u2028",
         "\u2029", "e" + "\u0301" * 40, "\u0301", "=1", "长" * 400, "\u115f", "\U0001f600"]
print("person_id,name,note,address,room_id,household_id")
for i, text in enumerate(texts):
    print(f"A{i:02},王{text}明,前{text}后,路{text}号,R{i},H{i}")
PY
mkdir there
cp people.csv "$(printf 'there/a\033[31m\342\200\256b.csv')"
"$mq" -d reg init -c "$small" >/dev/null
"$mq" -d reg import people.csv >out 2>err
[ "$(hits reg '')" -ge 20 ]
result $? 'texts that do not show are kept as they are'

# on NAME CMD…: the command on a terminal; no byte of it may be obeyed
cat >judge.py <<'PY'
import sys, unicodedata
data = open(sys.argv[1], "rb").read()
text = data.decode("utf-8")
bad = {f"U+{ord(c):04X}" for c in text if c not in "\r\n\t" and (
    unicodedata.category(c) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")
    or c in "\ufe0f\uffff\U0010ffff\u115f")}
runs = max((len(r) for r in "".join("x" if unicodedata.combining(c) else " " for c in text).split()),
           default=0)
if bad or runs > 4:
    sys.exit(f"a terminal would get {sorted(bad)}, {runs} marks on one character")
PY
on() {
	name=$1
	shift
	quoted=
	for word in "$@"; do
		quoted="$quoted '$word'"
	done
	script -qefc "$quoted" /dev/null </dev/null >out 2>/dev/null
	[ -s out ] && python3 judge.py out 2>err
	result $? "$name: nothing a terminal would obey"
}

for format in text csv tsv json; do
	on "query --format $format" "$mq" -d reg query -f $format -C name,note,address -n 0
	on "query --format $format --raw" "$mq" -d reg query -f $format -C name,note -n 0 --raw
	on "count --format $format" "$mq" -d reg count "name:$hostile" -f $format
done
for key in A00 A05 A11 A18 A19; do
	on "show $key" "$mq" -d reg show $key
	on "show $key as json" "$mq" -d reg show $key -f json
done
on 'a question with a fault' "$mq" -d reg count "nosuch$hostile:1"
on 'a command nobody knows' "$mq" "$hostile"
on 'an option nobody knows' "$mq" "--$hostile"
on 'a register that is not there' "$mq" -d "no$hostile" count
on 'a sheet that is not there' "$mq" -d reg import "no$hostile"
printf 'person_id,name,x%s\nA90,"",\n\033[31m,b,c\nA91,"a\033]0;x\007",\n' "$hostile" >bad.csv
on 'rows that are refused' "$mq" -d reg import bad.csv
on 'a sheet whose name a terminal would obey' "$mq" -d reg import "$(printf 'there/a\033[31m\342\200\256b.csv')"
on 'init there' "$mq" -d "new$hostile" init -c "$small"
mkdir defs && printf 'fields:\n  "x%s": {zh: 一}\n' "$hostile" >defs/a.yaml
on 'definitions with a fault' "$mq" schema check defs
on 'a field that is told of' "$mq" -d reg schema show "name$hostile"
on 'a sheet nobody has seen' "$mq" schema infer people.csv
finish
