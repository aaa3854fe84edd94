#!/bin/sh
# fuzz.sh BUILD SECONDS TARGET...: each target so long, side by side on the cores there are.
# What is found new goes to BUILD/corpus; what fails stays in BUILD as crash-*, and is told.
set -u
build=$1
seconds=$2
shift 2
here=$(cd "$(dirname "$0")" && pwd)
export LC_ALL=C.UTF-8 MINQING_TODAY=2026-03-01

# fuzz TARGET
fuzz() {
	mkdir -p "$build/corpus/$1" "$here/corpus/$1"
	"$build/fuzz_$1" -max_total_time="$seconds" -timeout=10 -max_len=1024 -rss_limit_mb=2048 \
		-dict="$here/query.dict" -artifact_prefix="$build/crash-$1-" -print_final_stats=1 \
		"$build/corpus/$1" "$here/corpus/$1" >"$build/$1.log" 2>&1
	status=$?
	runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$build/$1.log")
	printf '%-8s %10s inputs in %s s: %s\n' "$1" "${runs:-?}" "$seconds" \
		"$([ $status -eq 0 ] && echo clean || echo "FAILED, see $build/$1.log")"
	return $status
}

bad=0
running=
for target in "$@"; do
	fuzz "$target" &
	running="$running $!"
	if [ "$(echo "$running" | wc -w)" -ge "$(nproc)" ]; then
		for job in $running; do wait "$job" || bad=1; done
		running=
	fi
done
for job in $running; do wait "$job" || bad=1; done
exit $bad
