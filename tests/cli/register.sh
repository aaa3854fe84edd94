#!/bin/sh
# Making and opening registers: every place that is none, and disks that refuse.
. "$(dirname "$0")/lib.sh"

cat >people.csv <<'CSV'
person_id,name,sex,birth_date,household_id,room_id,address
A1,王晓明,1,1940-02-03,H1,R1,阳曲路760弄12号302室
A2,李芳,2,1971-05-06,H1,R1,阳曲路760弄12号302室
A3,单雄信,1,1990-07-08,H2,R2,闻喜路251弄3号101室
CSV

# ---- no register ----

for command in 'query' 'count' 'show X' 'import people.csv' 'verify' 'schema show'; do
	# shellcheck disable=SC2086
	exits 4 "$command: no such directory" "$mq" -d "$work/none" $command
	says "$command: names the directory" "$work/none"
	says "$command: tells the way out" "init"
done
[ ! -e none ]
result $? "looking for a register makes none"

mkdir empty
exits 4 'an empty directory is no register' "$mq" -d empty count
says 'and that is what is said' 'not a register'
mkdir other
echo keep >other/file
exits 4 'a directory of something else is no register' "$mq" -d other query
exits 4 'init refuses a directory that is not empty' "$mq" -d other init -c "$small"
says 'and names it' 'other'
same 'and touches nothing in it' "$(cat other/file)" keep
exits 4 'a file is no register' "$mq" -d people.csv count
exits 4 'init refuses a file' "$mq" -d people.csv init -c "$small"

# ---- init ----

exits 0 'init' "$mq" -d reg init -c "$small"
same 'with definitions alone, and not a word of what is not there' "$(wc -c <err)" 0
exits 4 'init a second time is refused' "$mq" -d reg init -c "$small"
exits 1 'an empty register: nobody' "$mq" -d reg count
exits 0 'a trailing slash names the same' "$mq" -d reg/ verify
exits 3 'definitions that are not there' "$mq" -d r2 init -c "$work/nothing"
[ ! -e r2 ] && [ -z "$(ls -d r2.new* 2>/dev/null)" ]
result $? 'init that fails leaves nothing'
exits 0 'init makes the directories above' "$mq" -d no/such/reg init -c "$small"
same 'the register is for its owner only' "$(stat -c %a reg)" 700
same 'umask 000 or not' "$(umask 000; "$mq" -d r3 init -c "$small" >/dev/null; find r3 -perm /077 | wc -l)" 0
holds 'import fills it' "$mq" -d reg import people.csv
same 'three people are in' "$(hits reg '')" 3
MINQING_DIR=$work/reg
export MINQING_DIR
exits 0 'MINQING_DIR names the register' "$mq" count
unset MINQING_DIR
mkdir data && cp -r reg data/minqing
XDG_DATA_HOME=$work/data
export XDG_DATA_HOME
exits 0 'else XDG_DATA_HOME does' "$mq" count
unset XDG_DATA_HOME

# ---- a newer format ----

cp -r reg newer
sed -i 's/^format .*/format 99/' newer/minqing
before=$(find newer -type f -exec sha256sum {} + | sort)
for command in query count 'import people.csv' verify; do
	# shellcheck disable=SC2086
	exits 4 "a newer format: $command" "$mq" -d newer $command
done
says 'and that is said' 'newer format'
same 'a newer register is never touched' "$(find newer -type f -exec sha256sum {} + | sort)" "$before"

# ---- damage ----

cp -r reg cut
file=$(find cut/data -name data.mdb)
truncate -s 8192 "$file"
exits 4 'a cut data file is refused' "$mq" -d cut count
cp -r reg zero
truncate -s 0 "$(find zero/data -name data.mdb)"
exits 4 'an empty data file is refused' "$mq" -d zero count
cp -r reg noise
head -c 65536 /dev/urandom >"$(find noise/data -name data.mdb)"
exits 4 'noise in its place is refused' "$mq" -d noise count
cp -r reg flipped
python3 - "$(find flipped/data -name data.mdb)" <<'PY'
import sys
path = sys.argv[1]
data = bytearray(open(path, "rb").read())
at = data.find("单雄信".encode())
while at >= 0:
    data[at + 1] ^= 1
    at = data.find("单雄信".encode(), at)
open(path, "wb").write(data)
PY
exits 4 'a changed record is found by verify' "$mq" -d flipped verify
exits 4 'and never shown as right' "$mq" -d flipped query '' --format csv

# ---- disks that refuse ----

small_disk() {
	# A disk of its own, seen by this command alone.
	unshare -m sh -c "mount -t tmpfs -o size=$1 tmpfs '$work/disk' && shift && $2"
}
mkdir disk
if unshare -m mount -t tmpfs -o size=1m tmpfs disk 2>/dev/null; then
	cat >full.sh <<SH
set -u
mount -t tmpfs -o size=6m tmpfs "$work/disk" || exit 99
"$mq" -d disk/reg init -c "$small" >/dev/null || exit 98
"$mq" -d disk/reg import people.csv >/dev/null || exit 97
"$mq" -d disk/reg query '' --format csv --columns all >before
"$mq" -d disk/reg import many.csv --rejects - 2>err >out
echo \$? >status
"$mq" -d disk/reg query '' --format csv --columns all >after 2>/dev/null
"$mq" -d disk/reg verify >/dev/null 2>err2 || exit 96
dd if=/dev/zero of=disk/fill bs=4k 2>/dev/null
"$mq" -d disk/reg count '' >reading 2>&1 || exit 95
SH
	awk 'BEGIN { print "person_id,name,sex,birth_date,note,household_id,room_id,address"
		for (i = 0; i < 40000; i++) printf "B%d,王小%d,1,1950-01-01,长长的备注长长的备注%d,G%d,Q%d,阳曲路%d弄\n", i, i, i, i / 2, i / 2, i / 2 }' >many.csv
	unshare -m sh full.sh
	same 'a full disk: the register is whole and readable after' $? 0
	same 'a full disk ends in 4' "$(cat status)" 4
	grep -qi 'no room left' err
	result $? 'and says so'
	head -n 3 before | cut -d, -f1 >b
	grep -qFf b after
	result $? 'and who was in is in still'
	grep -q '^[0-9]' reading
	result $? 'and reading goes on'
	cat >readonly.sh <<SH
mount --bind "$work/reg" "$work/disk" && mount -o remount,ro,bind "$work/disk" || exit 99
"$mq" -d disk count '' >out 2>err || exit 98
"$mq" -d disk import people.csv >out 2>err
echo \$? >status
"$mq" -d disk/new init -c "$small" >out 2>>err
echo \$? >status2
SH
	unshare -m sh readonly.sh
	same 'a read-only disk can be read' $? 0
	same 'and not imported into' "$(cat status)" 4
	same 'nor init there' "$(cat status2)" 4
	grep -q 'cannot be written' err
	result $? 'and says why'
else
	skip 'a full disk, a read-only disk' 'needs the right to mount'
fi

awk 'BEGIN { print "person_id,name,note"
	for (i = 0; i < 9000; i++) printf "B%d,王小%d,长长的备注长长的备注%d\n", i, i, i }' >many.csv
limited() {
	(ulimit -f 400 && exec "$mq" -d "$1" import many.csv)
}
cp -r reg limited
exits 4 'a file size limit stops a batch' limited limited
says 'and that is told' 'no room left'
holds 'the register is whole' "$mq" -d limited verify
[ "$(hits limited '')" -ge 3 ]
result $? 'with who was in it'
"$mq" -d fresh init -c "$small" >/dev/null
exits 4 'a file size limit stops a first filling' limited fresh
holds 'that register is whole too' "$mq" -d fresh verify
same 'and empty, as it was' "$(hits fresh '')" 0

finish
