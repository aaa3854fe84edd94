#!/bin/sh
# make lint: warnings are errors; rooms see only what is below them; each library
# stays in its room; a short list of clang-tidy checks; man pages.
set -u

build=$1
bad=0
fail() {
	printf 'lint: %s\n' "$*" >&2
	bad=1
}

# ---- every warning is an error ----
make --no-print-directory BUILD="$build/lint" OPT='-O2' WERROR=-Werror \
	"$build/lint/minqing" || fail 'the build warns'

# ---- what a room may see: <minqing/…> of itself and of these ----
sees() {
	case $1 in
	base) echo ;;
	conf | text | store) echo base ;;
	schema) echo base conf ;;
	index) echo base schema store text ;;
	query) echo base schema text index ;;
	access) echo base schema index query ;;
	register) echo base conf schema text store index query access ;;
	work) echo base conf schema text store index query access register ;;
	sample) echo base schema ;;
	session) echo base conf schema text store index query access register work sample ;;
	# What is said of an officer's work are plain values, the same for all above.
	ui | cli) echo base conf schema work session ;;
	esac
}
# Some rooms have more doors than the one that is called as they are.
room_of() {
	case $1 in
	answer) echo query ;;
	duty | need | policy | report | upcoming | visit) echo work ;;
	board | burden | card | facets | office | saved | sheets) echo session ;;
	*) echo "$1" ;;
	esac
}
for room in src/*/; do
	room=${room#src/}
	room=${room%/}
	for file in src/"$room"/*.[ch]; do
		[ -f "$file" ] || continue
		for door in $(sed -n 's|^#include <minqing/\([a-z]*\)\.h>.*|\1|p' "$file"); do
			case " $room $(sees "$room") " in
			*" $(room_of "$door") "*) ;;
			*) fail "$file includes <minqing/$door.h>, which $room does not see" ;;
			esac
		done
	done
done

# ---- one library, one room ----
owner() {
	grep -rlE "#include <($1)" src include | grep -v "^src/$2/" | while read -r file; do
		echo "$file"
	done
}
for pair in 'lmdb.h:store' 'roaring/:index' 'yaml.h:conf' 'pcre2.h:text' 'unicode/:text' \
	'sodium.h:access' 'csv.h:register' 'xlsxwriter.h:register' 'zlib.h:register' 'utf8proc.h:base'; do
	strays=$(owner "${pair%:*}" "${pair#*:}")
	[ -z "$strays" ] || fail "<${pair%:*}> outside src/${pair#*:}: $strays"
done
[ "$(grep -lE '#include <(ncurses|curses|term)\.h>' src/*/*.[ch] | wc -l)" -le 1 ] ||
	fail 'curses is included by more than one file'
strays=$(grep -rnwE 'TODO|FIXME|XXX' src include | head -n 3)
[ -z "$strays" ] || fail "left to do: $strays"

# ---- clang-tidy: few checks, each worth its noise ----
checks='-*,bugprone-*,-bugprone-easily-swappable-parameters,-bugprone-reserved-identifier'
# A size argument that is a product, and assignments in conditions, are idioms here.
checks="$checks,-bugprone-implicit-widening-of-multiplication-result,-bugprone-narrowing-conversions"
checks="$checks,-bugprone-assignment-in-if-condition,-bugprone-branch-clone"
# Arrays of pointers are what sizeof(*pointers) is for.
checks="$checks,-bugprone-sizeof-expression"
checks="$checks,clang-analyzer-core.*,clang-analyzer-unix.*,clang-analyzer-deadcode.*"
checks="$checks,readability-misleading-indentation,readability-redundant-declaration"
# Loops over kinds and fields count in their own small types, bounded when they are read;
# what Malloc sees in lists that shrink is not there (the sanitizers look for real).
checks="$checks,-bugprone-too-small-loop-variable,-clang-analyzer-unix.Malloc"
find src -name '*.c' | sort | xargs -P 2 -n 8 sh -c '
	checks=$1; flags=$2; shift 2
	clang-tidy --quiet --warnings-as-errors="*" --checks="$checks" "$@" -- \
		-std=c11 -D_GNU_SOURCE -Iinclude $flags \
		-DMQ_VERSION=\"x\" -DMQ_PREFIX=\"/usr\" 2>/dev/null
' tidy "$checks" "-I$build/lint/gen $(pkg-config --cflags ncursesw icu-uc)" ||
	fail 'clang-tidy has something to say'

# ---- pages ----
for page in man/*.[157] man/*/*.[157]; do
	[ -f "$page" ] || continue
	# mandoc asks for a date in its own form only; everything else counts.
	mandoc -Tlint -Wwarning "$page" || fail "$page"
done

[ "$bad" -eq 0 ] && echo 'lint: clean'
exit "$bad"
