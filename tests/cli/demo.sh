#!/bin/sh
# The synthetic subdistrict as the command line makes it.
. "$(dirname "$0")/lib.sh"

make_up() {
	"$mq" -d "$1" demo -c "$config" --residents "$2" --seed "$3" >out 2>err
}
everything() {
	for kind in resident household dwelling visit need service; do
		"$mq" -d "$1" query '' --from $kind --format csv --columns all --raw
	done | sha256sum
}

make_up one 2000 7
result $? 'demo'
make_up two 2000 7
make_up three 2000 8
same 'the same seed makes the same bytes' "$(everything one)" "$(everything two)"
[ "$(everything one)" != "$(everything three)" ]
result $? 'another seed does not'
n=$(hits one '')
[ "$n" -ge 2000 ] && [ "$n" -lt 2010 ]
result $? "as many as were asked for, to within a household ($n)"
holds 'the index equals the records' "$mq" -d one verify
exits 4 'a register with people in it is left alone' "$mq" -d one demo -c "$config" --residents 100
same 'whoever asks' "$(hits one '')" "$n"
mkdir other && echo x >other/file
exits 4 'a directory of something else too' "$mq" -d other demo -c "$config" --residents 100
exits 3 'definitions that are not there' "$mq" -d four demo -c nothing --residents 100
exits 0 'definitions that know only some of the fields' "$mq" -d five demo -c "$small" --residents 500
holds 'make a register as well' "$mq" -d five verify
same 'with the people' "$(hits five 'name:*')" "$(hits five '')"

# ---- who is paired ----

paired=0
while IFS='|' read -r item need; do
	same "who is paired for $item needs it" \
		"$(hits one "from:service service_provider:* service_item:$item not resident.any($need)")" 0
	n=$(hits one "from:service service_open service_provider:* service_item:$item")
	[ "$n" -gt 0 ]
	result $? "and somebody is ($n)"
	paired=$((paired + n))
done <<'END'
meal|lives_alone and age>=75 and committee:{310106021001 310106021002 310106021003 310106021004 310106021005}
clean|aged_alone
bath|frail and living_status:here
chat|special_elder
family_doctor|age>=65 and living_status:here
END
exits 0 'their providers are those of the definitions' "$mq" -d one service providers -f csv
same 'all of them, within what they have a place for' "$(awk -F, 'NR > 1 && $3 > 0 && $3 <= $4 {
	n += $3 } END { print n }' out)" "$paired"
[ "$(hits one 'from:service call_due')" -gt 0 ]
result $? 'some calls are due'
[ "$(hits one 'from:service service_done:* service_next>today')" -gt 0 ]
result $? 'others were made'
same 'nobody is given the same twice' "$(hits one 'from:service service_twice')" 0
"$mq" -d one query 'from:service service_provider:*' -f csv --limit 0 \
	--columns service_from,service_done,service_next,service_to,service_review >out
same 'no call is out of its time' "$(awk -F, -v today="$MINQING_TODAY" 'NR > 1 && ($2 && $2 <= $1 ||
	$2 > today || $4 && ($2 > $4 || $3) || $3 && $3 <= $2 || $3 && $3 <= $1 || $5 <= $1)' out)" ''
key=$("$mq" -d one query 'from:service service_provider:银龄互助志愿队 service_open' -f csv \
	--columns service_id --limit 1 | tail -n 1)
exits 0 'said once more it is there' "$mq" -d one service pair "${key%%/*}" 银龄互助志愿队 "from=${key##*/}"
prints 'under its key' "there already: $key"

# ---- what it exports comes in again ----

"$mq" -d one query '' --format csv --columns all --raw >all.csv
"$mq" -d again init -c "$config" >/dev/null
exits 0 'the export comes in' "$mq" -d again import all.csv
prints 'without one row lost' ' 0 rejected'
same 'and goes out as it was' "$("$mq" -d again query '' --format csv --columns all --raw | sort | sha256sum)" \
	"$(sort all.csv | sha256sum)"
exits 0 'and into where it came from' "$mq" -d one import all.csv
prints 'changes nothing' 'nothing changed'

# ---- faults ----

"$mq" -d wrong demo -c "$config" --residents 6000 --seed 7 --faults >out 2>err
result $? '--faults'
list=wrong/faults.tsv
[ "$(wc -l <$list)" -ge 12 ]
result $? 'lists them'
"$mq" -d wrong query '' --format csv --columns all --raw >wrong.csv
python3 - $list wrong.csv >out 2>err <<'PY'
import csv, datetime, sys
people = {row["person_id"]: row for row in csv.DictReader(open(sys.argv[2], encoding="utf-8"))}
today = "2026-03-01"
def age(p):
    b = p["birth_date"]
    return int(today[:4]) - int(b[:4]) - (today[5:] < b[5:])
def agrees(p):
    return p["id_number"][6:14] == p["birth_date"].replace("-", "")
checks = {
    "X02": lambda p: not agrees(p),
    "X03": lambda p: p["id_number"] == "" or (int(p["id_number"][16]) % 2 == 1) != (p["sex"] == "1"),
    "X15": lambda p: p["care_level"] == "3" and p["care_valid_to"] < today,
    "X16": lambda p: p["old_age_allowance"] == "true" and age(p) < 65,
    "X18": lambda p: p["education"] == "20" and age(p) <= 12,
    "X21": lambda p: p["pregnant"] == "true" and p["sex"] == "1",
}
met = set()
for line in open(sys.argv[1], encoding="utf-8"):
    what, kind, key = line.rstrip("\n").split("\t")
    assert kind == "resident" and key in people, line
    assert checks[what[:3]](people[key]), line
    met.add(what[:3])
assert met == set(checks), met
planted = {line.rstrip("\n").split("\t")[2] for line in open(sys.argv[1], encoding="utf-8")}
for key, p in people.items():
    if key not in planted and p["id_number"] and p["birth_date"]:
        assert agrees(p), key
        assert not checks["X03"](p), key
PY
result $? 'and everyone in the list has the mistake, nobody else'

# ---- the tutorial, where there is no screen ----

mkdir tmp
exits 5 'the tutorial wants a terminal' env TMPDIR="$work/tmp" "$mq" tutor -c "$config"
says 'or else a page' 'minqing-tutorial(7)'
same 'and leaves nothing where there is none' "$(ls tmp)" ''
exits 5 'line by line there is none' env TMPDIR="$work/tmp" MINQING_PLAIN=on "$mq" tutor -c "$config"
says 'but a page' 'minqing-tutorial(7)'
TMPDIR=$work/tmp "$mq" tutor -c "$config" >out 2>err </dev/null &
pid=$!
while kill -0 $pid 2>/dev/null && [ -z "$(ls tmp)" ]; do :; done
kill -HUP $pid 2>/dev/null
wait $pid
same 'a line that hangs up while people are made leaves nothing' "$(ls tmp)" ''
exits 4 'a place that is not there' env TMPDIR="$work/none" "$mq" tutor -c "$config"
says 'is named' "$work/none"

# ---- memory ----

peak() {
	rm -rf "$work/peak"
	python3 - "$@" <<'PY'
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
PY
}
# A sanitizer keeps what is freed, so only the plain build can be held to this.
if ldd "$mq" | grep -q libasan; then
	result 0 'twice the people need no more memory # SKIP under a sanitizer'
	result 0 'which is less than 96 MiB # SKIP under a sanitizer'
else
	hundred=$(peak "$mq" -d "$work/peak" demo -c "$config" --residents 100000)
	twice=$(peak "$mq" -d "$work/peak" demo -c "$config" --residents 200000)
	echo "# 100,000 residents: $hundred KiB; 200,000: $twice KiB"
	[ "$twice" -lt $((hundred * 115 / 100)) ]
	result $? 'twice the people need no more memory'
	[ "$twice" -lt 98304 ]
	result $? 'which is less than 96 MiB'
fi

finish
