# What the command line's tests stand on: TAP lines, a directory that goes when
# the test ends, the program at $mq. A test closes with `finish`.
# shellcheck shell=sh

here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
case ${BUILD:-build} in
/*) mq=$BUILD/minqing ;;
*) mq=$top/${BUILD:-build}/minqing ;;
esac
config=$top/config
small=$top/tests/data/small
work=$(mktemp -d "${TMPDIR:-/tmp}/mq-cli-XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
cd "$work" || exit 1
export MINQING_TODAY=2026-03-01 LC_ALL=C.UTF-8 XDG_CONFIG_HOME="$work/xdg"
unset MINQING_DIR XDG_DATA_HOME LANGUAGE COLUMNS

tests=0
failures=0

# result NAME: by the status before it
result() {
	if [ "$1" -eq 0 ]; then
		tests=$((tests + 1))
		echo "ok $tests - $2"
		return
	fi
	tests=$((tests + 1))
	failures=$((failures + 1))
	echo "not ok $tests - $2"
	for file in out err; do
		[ -s "$work/$file" ] && head -n 12 "$work/$file" | cut -c1-300 | sed "s/^/# $file: /"
	done
	return 0
}

# holds NAME CMD…: the command ends well
holds() {
	name=$1
	shift
	if "$@" >"$work/out" 2>"$work/err" </dev/null; then
		result 0 "$name"
	else
		result 1 "$name"
	fi
}

# exits STATUS NAME CMD…: what it printed is left in $work/out and $work/err
exits() {
	wanted=$1
	name=$2
	shift 2
	"$@" >"$work/out" 2>"$work/err" </dev/null
	status=$?
	[ "$status" -eq "$wanted" ]
	result $? "$name (exit $status)"
}

# says NAME TEXT: the last command's standard error holds the text
says() {
	grep -qF -- "$2" "$work/err"
	result $? "$1"
}

# prints NAME TEXT: its standard output does
prints() {
	grep -qF -- "$2" "$work/out"
	result $? "$1"
}

# same NAME GOT WANTED: what an earlier command complained of is not shown, it is not to blame
same() {
	tests=$((tests + 1))
	if [ "$2" = "$3" ]; then
		echo "ok $tests - $1"
		return
	fi
	failures=$((failures + 1))
	echo "not ok $tests - $1"
	printf '%s\n' "got: $2" "wanted: $3" | head -n 12 | cut -c1-300 | sed 's/^/# /'
}

skip() {
	tests=$((tests + 1))
	echo "ok $tests - $1 # SKIP $2"
}

# The number of hits of a query.
hits() {
	"$mq" -d "$1" count "$2" 2>/dev/null | cut -f1
}

# Everything a register holds, in its own words.
dump() {
	"$mq" -d "$1" query '' --format csv --columns all --sort name
}

finish() {
	echo "1..$tests"
	[ "$failures" -eq 0 ]
	exit
}
