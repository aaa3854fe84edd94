#!/bin/sh
# cost.sh BUILD REGISTER: what a key of the screen costs beside time, by the recorded keys:
# allocations (cost.c), and system calls where there is strace.
set -eu

build=$(cd "$1" && pwd)
register=$2
here=$(cd "$(dirname "$0")" && pwd)
export MINQING_TODAY=2026-03-01 TERM=xterm-256color LC_ALL=C.UTF-8

press() {
	"$@" "$build/tests/bench/cost" "$build/tests/bench/allocations.so" 80 24 "$here/keys.txt" \
		"$build/minqing" -d "$register"
}
press env

command -v strace >/dev/null || exit 0
log=$(mktemp)
trap 'rm -f "$log"' EXIT
press strace -f -e signal=none -o "$log" >/dev/null
pid=$(sed -n 's|^\([0-9]*\) .*execve("[^"]*/minqing",.*|\1|p' "$log" | head -n 1)
echo 'system calls a key, all keys but the first 100:'
awk -v pid="$pid" '
	$1 == pid && $2 !~ /^</ {
		if ($2 ~ /^read\(0,/) keys++
		split($2, call, "(")
		if (keys >= 100) n[call[1]]++
	}
	END { for (name in n) if (n[name] >= (keys - 100) / 100)
		printf "%-24s %6.2f\n", name, n[name] / (keys - 100) }' "$log" | sort -k2 -nr
