#!/bin/sh
# The names of tests/data/names.tsv in a register, asked for by what officers type: a name
# answers to every word of its row, and to none that is marked as wrong.
# shellcheck disable=SC2154
. "$(dirname "$0")/lib.sh"

names=$top/tests/data/names.tsv
grep -v '^#' "$names" | awk -F '\t' 'BEGIN { print "person_id,name" } { print NR "," $1 }' >names.csv
grep -v '^#' "$names" | awk -F '\t' '{
	n = split($2, words, " ")
	for (i = 1; i <= n; i++) print NR, words[i]
}' >asked
n_names=$(($(wc -l <names.csv) - 1))

exits 0 'a register' "$mq" -d reg init -c "$small"
exits 0 'gets the names' "$mq" -d reg import names.csv
same 'all of them' "$(hits reg '')" "$n_names"

# together MARKED: a hundred words in one query, each with its name, behind the number of hits
# it should have: no name is there twice
together() {
	awk -v marked="$1" '
	function flush() { if (n > 0) print n, query; n = 0; query = "" }
	{
		if (($2 ~ /^!/) != marked) next
		sub(/^!/, "", $2)
		round[$1]++
		line[round[$1]] = line[round[$1]] $1 " " $2 "\n"
		if (round[$1] > rounds) rounds = round[$1]
	}
	END {
		for (r = 1; r <= rounds; r++) {
			k = split(line[r], pairs, "\n")
			for (i = 1; i < k; i++) {
				split(pairs[i], pair, " ")
				query = query (n > 0 ? " OR " : "") "(person_id=" pair[1] " py:\"" pair[2] "\")"
				if (++n == 100) flush()
			}
			flush()
		}
	}' asked
}

# ask MARKED: each query that finds other than it should
ask() {
	while read -r n query; do
		[ "$1" -eq 0 ] || n=0
		found=$(hits reg "$query")
		[ "$found" = "$n" ] || echo "$n, but $found: $query"
	done
}

together 0 >right
together 1 >wrong
same 'every word is asked' "$(awk '{ n += $1 } END { print n }' right wrong)" "$(wc -l <asked)"
same 'each name is found by what is typed' "$(ask 0 <right)" ''
same 'and by nothing else' "$(ask 1 <wrong)" ''

# ---- bare words, as they are typed ----

for pair in '单雄信 shan' '单雄信 dan' '单雄信 sxx' '覃海洋 qin' '覃海洋 tan' '厦门路 xiamen' \
	'重阳路 chongyang' '吕绿漪 lv' '吕绿漪 lu' '吕绿漪 lü' '张三 zs' '六安路 luan'; do
	[ "$(hits reg "name=${pair% *} ${pair#* }")" -gt 0 ]
	result $? "${pair#* } finds ${pair% *}"
done

finish
