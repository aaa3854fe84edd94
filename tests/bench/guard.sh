#!/bin/sh
# guard.sh BUILD COMPILER: instructions instead of seconds. Counts those of fixed pieces of
# work under callgrind and compares with guard.tsv; more than 3 % above what is recorded
# fails. With MINQING_RENEW=1 records anew. Made by another compiler, C library or
# valgrind than the record, the same source has other counts: they are told, nothing fails.
set -eu

build=$1
compiler=$2
here=$(dirname "$0")
record=$here/guard.tsv
work=$build/bench-guard
minqing=$build/minqing
permille=30

sh "$here/../tools/packages.sh" valgrind

# What a count depends on besides the source: what made it, and what the processor can do.
toolchain() {
	# shellcheck disable=SC2086 # a command and its options
	printf '%s -%s, %s, %s, %s%s\n' "$(${compiler%% -*} --version | sed -n '1{s/^[^ ]* (\(.*\)) .*/\1/;p}')" \
		"${compiler#* -}" "$(getconf GNU_LIBC_VERSION)" "$(valgrind --version)" "$(uname -m)" \
		"$(grep -qw avx2 /proc/cpuinfo && echo ' avx2')"
}

# The same surroundings for everybody: what is longer in one home is slower there.
alone() {
	env -i PATH="$PATH" HOME=/nonexistent LC_ALL=C.UTF-8 TERM=xterm-256color TZ=UTC \
		MINQING_TODAY=2026-03-01 MINQING_USER=guard "$@"
}

rows() { # FIRST LAST: rows of the demo as a sheet
	sed -n "1p; $(($1 + 1)),$(($2 + 1))p" "$work/all.csv"
}

prepare() {
	rm -rf "$work"
	mkdir -p "$work"
	alone "$minqing" -d "$work/demo" demo -n 5000 --config "$here/../../config" >/dev/null
	alone "$minqing" -d "$work/demo" query '' --format csv --columns all >"$work/all.csv"
	rows 1 2000 >"$work/sheet.csv"
	rows 2001 4000 >"$work/others.csv"
	alone "$minqing" -d "$work/empty" init --config "$here/../../config" >/dev/null
	alone "$minqing" -d "$work/filled" init --config "$here/../../config" >/dev/null
	alone "$minqing" -d "$work/filled" import "$work/others.csv" >/dev/null
}

under_callgrind() { # FILE PROGRAM ARG…
	file=$1
	shift
	alone valgrind --tool=callgrind --callgrind-out-file="$file" "$@" \
		>"$file.out" 2>"$file.log" || {
		cat "$file.log" >&2
		exit 1
	}
}

# NAME, instructions: each dump of callgrind says why it was made and what it has in all.
counts() {
	awk '/^(summary|totals):/ { n = $2 } END { printf "process: a query of three tags\t%d\n", n }' \
		"$work/process"
	for dump in $(find "$work" -name 'guard.*[0-9]' | sort -t. -k2n); do
		awk '/^desc: Trigger: Client Request: / { sub(/^desc: Trigger: Client Request: /, ""); name = $0 }
			/^(summary|totals):/ { n = $2 }
			END { if (name != "") printf "%s\t%d\n", name, n }' "$dump"
	done
}

# guard.tsv and the counts, side by side.
compare() { # SAME: is it the toolchain of the record
	awk -F '\t' -v permille="$permille" -v same="$1" '
		/^#/ { next }
		NR == FNR { recorded[$1] = $2; next }
		{
			seen[$1] = 1
			said = ""
			if (!($1 in recorded)) {
				said = "NOT RECORDED"
				bad++
			} else if ($2 * 1000 > recorded[$1] * (1000 + permille)) {
				said = "GREW"
				bad++
			} else if ($2 * 1000 < recorded[$1] * (1000 - permille)) {
				said = "fell"
				fell++
			}
			before = recorded[$1]
			change = before > 0 ? sprintf("%+.2f %%", ($2 / before - 1) * 100) : "-"
			printf "%-42s %13d %13d %10s %s\n", $1, before, $2, change, said
		}
		END {
			for (name in recorded) {
				if (!(name in seen)) {
					printf "%-42s %13d %13s %10s NOT COUNTED\n", name, recorded[name], "-", "-"
					bad++
				}
			}
			if (fell > 0) {
				print "bench-guard: less work than recorded; keep it: make bench-guard RENEW=1"
			}
			if (bad > 0 && same) {
				print "bench-guard: more than 3 % above tests/bench/guard.tsv, or another list of work."
				print "Mend it; where the work is meant to grow, say so in the commit: make bench-guard RENEW=1"
			}
			exit same && bad > 0
		}' "$record" "$work/counts.tsv"
}

prepare
under_callgrind "$work/process" "$minqing" -d "$work/demo" query '高龄 独居 困难'
under_callgrind "$work/guard" "$build/tests/bench/guard" "$work/demo" "$work/sheet.csv" \
	"$work/empty" "$work/filled"
counts >"$work/counts.tsv"

if [ -n "${MINQING_RENEW:-}" ]; then
	{
		echo "# Instructions under callgrind; written by make bench-guard RENEW=1."
		echo "# $(toolchain)"
		cat "$work/counts.tsv"
	} >"$record"
	echo "bench-guard: recorded in $record"
	exit 0
fi
printf '%-42s %13s %13s %10s\n' work recorded now change
if grep -qxF "# $(toolchain)" "$record"; then
	compare 1
	echo 'bench-guard: within 3 % of what is recorded'
else
	compare 0
	echo "bench-guard: another toolchain than the record's: told, not judged ($(toolchain))"
fi
