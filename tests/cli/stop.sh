#!/bin/sh
# Imports that are stopped: killed outright, or asked to end. What is left is the
# register as it was, or whole batches, and the index equals the records.
. "$(dirname "$0")/lib.sh"

batch=2000
rows=12000
awk -v n=$rows 'BEGIN { print "person_id,name,birth_date,note,household_id,room_id,address"
	for (i = 0; i < n; i++) {
		printf "B%06d,王小%d,%d-01-0%d,备注%d,G%d,Q%d,阳曲路%d弄%d号\n", i, i % 97, \
			1930 + i % 90, 1 + i % 9, i, i / 2, i / 4, i / 4, i / 400
	} }' >many.csv
sed 's/备注/又一个备注/' many.csv >other.csv
"$mq" -d blank init -c "$small" >/dev/null

# stop SIGNAL FRACTION SHEET: import into reg, stopped after a part of $usual seconds
stop() {
	"$mq" -d reg import "$3" --rejects - >out 2>err &
	pid=$!
	sleep "$(awk -v u="$usual" -v f="$2" 'BEGIN { printf "%.3f", u * f }')"
	kill -s "$1" "$pid" 2>/dev/null
	wait "$pid" 2>/dev/null
	status=$?
}

seconds() {
	start=$(date +%s%N)
	"$@" >/dev/null 2>&1
	end=$(date +%s%N)
	awk -v t=$((end - start)) 'BEGIN { printf "%.3f", t / 1e9 }'
}

# ---- killed in a first filling: everybody or nobody ----

cp -r blank timing
usual=$(seconds "$mq" -d timing import many.csv)
cut=0
bad=0
for fraction in 0.02 0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9 0.95 1.0; do
	rm -rf reg
	cp -r blank reg
	stop KILL $fraction many.csv
	[ "$status" -eq 137 ] && cut=$((cut + 1))
	n=$(hits reg '')
	case $n in
	0 | $rows) ;;
	*) bad=$((bad + 1)) && echo "# $n residents after $fraction" ;;
	esac
	"$mq" -d reg verify >out 2>err || bad=$((bad + 1))
done
same 'killed in a first filling: all or nothing, twelve times' "$bad" 0
[ "$cut" -ge 1 ]
result $? "and the kill came in time ($cut of 12)"
"$mq" -d reg import many.csv >/dev/null 2>&1
same 'the next import goes through' "$(hits reg '')" "$rows"
same 'and clears what the killed ones left' "$(ls reg/data | wc -l)" 1

# ---- killed in batches: whole ones ----

cp -r reg full
usual=$(seconds "$mq" -d full import other.csv)
bad=0
cut=0
parts=0
for fraction in 0.05 0.15 0.25 0.35 0.45 0.55 0.65 0.75 0.85 0.95; do
	rm -rf full
	cp -r reg full
	mv reg kept && mv full reg
	stop KILL $fraction other.csv
	mv reg full && mv kept reg
	[ "$status" -eq 137 ] && cut=$((cut + 1))
	n=$(hits full 'note:又一个')
	[ $((n % batch)) -eq 0 ] || { bad=$((bad + 1)) && echo "# $n changed after $fraction"; }
	[ "$n" -gt 0 ] && [ "$n" -lt "$rows" ] && parts=$((parts + 1))
	[ "$(hits full '')" = "$rows" ] || bad=$((bad + 1))
	"$mq" -d full verify >out 2>err || bad=$((bad + 1))
done
same 'killed in batches: whole ones, ten times' "$bad" 0
[ "$cut" -ge 1 ]
result $? "and the kill came in time ($cut of 10, $parts between batches)"
exits 0 'the sheet again goes on' "$mq" -d full import other.csv
same 'to the end' "$(hits full 'note:又一个')" "$rows"

# ---- asked to stop ----

# A machine that is busy with other things may be early or late: then once more.
parts_of_time='0.5 0.4 0.6 0.3 0.7 0.2 0.8 0.5 0.4 0.6'

for signal in INT TERM; do
	rm -rf reg
	cp -r blank reg
	usual=$(seconds "$mq" -d timing import many.csv --dry-run)
	for fraction in $parts_of_time; do
		stop $signal "$fraction" many.csv
		[ "$status" -eq 0 ] || break
		rm -rf reg
		cp -r blank reg
	done
	same "SIG$signal in a first filling ends in 130" "$status" 130
	says "SIG$signal: it is said what is in" 'as it was'
	same "SIG$signal: nothing is" "$(hits reg '')" 0
	holds "SIG$signal: the register is whole" "$mq" -d reg verify
done
"$mq" -d reg import many.csv >/dev/null 2>&1
cp -r reg kept
# Stopped as soon as somebody else can see the first batch; where the last one was
# faster, once more.
for try in 1 2 3 4 5 6 7 8 9 10; do
	rm -rf reg
	cp -r kept reg
	"$mq" -d reg import other.csv --rejects - >out 2>err &
	pid=$!
	while kill -0 "$pid" 2>/dev/null && [ "$(hits reg 'note:又一个')" -eq 0 ]; do
		:
	done
	kill -s INT "$pid" 2>/dev/null
	wait "$pid" 2>/dev/null
	status=$?
	n=$(hits reg 'note:又一个')
	[ "$status" -ne 0 ] && [ "$n" -gt 0 ] && break
	echo "# try $try: exit $status, $n in"
done
same 'SIGINT in batches ends in 130' "$status" 130
same 'whole batches are in' $((n % batch)) 0
[ "$n" -gt 0 ] && [ "$n" -lt "$rows" ]
result $? "some of them ($n)"
says 'and it says how many' "stopped; $((n / batch)) whole batches"
holds 'the register is whole' "$mq" -d reg verify

finish
