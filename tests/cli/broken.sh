#!/bin/sh
# Files that are broken, one fault each as a rule: tests/data/broken. What is said of each is
# tests/data/broken/said.txt, place, line, caret and hint; with MINQING_RENEW=1 that is written
# anew, to be read before it is kept.
#
#     schema  definitions beside those of tests/data/small: refused, all of them
#     alone   definitions that stand for themselves: the same
#     own     what a person set up; the name begins as that of the file it is put in
#     saved   one's own saved lists
# shellcheck disable=SC2154
. "$(dirname "$0")/lib.sh"

broken=$top/tests/data/broken
own=$XDG_CONFIG_HOME/minqing
export XDG_STATE_HOME="$work/state" XDG_DATA_HOME="$work/data" MINQING_DIR="$work/reg"
kept=$XDG_STATE_HOME/minqing
mkdir -p "$own/saved" "$kept" defs alone

# tell NAME CMD…: what is said of it, and how it ends
tell() {
	echo "==== $1"
	shift
	"$@" >/dev/null 2>told </dev/null
	status=$?
	sed "s:$work/::g" told
	echo "exit $status"
}

# where NAME: the file of one's own that it is put in
where() {
	case $1 in
	screen-*) echo "$kept/screen.yaml" ;;
	*) echo "$own/${1%%-*}.yaml" ;;
	esac
}

cp "$small"/*.yaml defs
"$mq" init -c "$small" >/dev/null
{
	for file in "$broken"/schema/*.yaml; do
		cp "$file" defs && tell "schema/$(basename "$file")" "$mq" schema check defs
		rm "defs/$(basename "$file")"
	done
	for file in "$broken"/alone/*.yaml; do
		cp "$file" alone && tell "alone/$(basename "$file")" "$mq" schema check alone
		rm "alone/$(basename "$file")"
	done
	for file in "$broken"/own/*.yaml; do
		name=$(basename "$file")
		cp "$file" "$(where "$name")" && tell "own/$name" "$mq" check
		rm "$(where "$name")"
	done
	for file in "$broken"/saved/*.yaml; do
		cp "$file" "$own/saved" && tell "saved/$(basename "$file")" "$mq" saved check
		rm "$own/saved/$(basename "$file")"
	done
} >said

if [ -n "${MINQING_RENEW:-}" ]; then
	cp said "$broken/said.txt"
fi
same 'sixty files and more' "$([ "$(grep -c '^====' said)" -ge 60 ]; echo $?)" 0
diff "$broken/said.txt" said >out 2>err
result $? 'of each is said what tests/data/broken/said.txt has'

# ---- what no file can hold, or no repository ----

# odd NAME TEXT: what stands in the place of the settings is refused, and why
odd() {
	exits "$3" "$1" timeout 5 "$mq" check
	says "$1: it is said how" "settings.yaml: $2"
	grep -q '^  hint: ' err
	result $? "$1: and what to do"
	rm -r "$own/settings.yaml"
}

mkdir "$own/settings.yaml"
odd 'a directory' 'cannot read: Is a directory' 4
ln -s settings.yaml "$own/settings.yaml"
odd 'a link to itself' 'cannot read: Too many levels of symbolic links' 4
ln -s nowhere.yaml "$own/settings.yaml"
odd 'a link that leads nowhere' 'cannot read: No such file' 4
mkfifo "$own/settings.yaml"
odd 'a pipe' 'cannot read: Invalid argument' 4
awk 'BEGIN { printf "lang: "; for (i = 0; i < 1100000; i++) printf "a" }' >"$own/settings.yaml"
odd 'a text of more than a megabyte' 'the file is larger than' 3
: >"$own/settings.yaml"
exits 0 'an empty file is none' "$mq" check
rm "$own/settings.yaml"
exits 0 'nothing is nothing wrong' "$mq" check
head -c 1000 /dev/zero | tr '\0' '[' >defs/deep.yaml
exits 3 'brackets without end' timeout 5 "$mq" schema check defs
says 'are told where they are too many' 'deep.yaml:1:17: maps and lists stand too deep'
awk 'BEGIN { printf "groups: {a: {zh: "; for (i = 0; i < 100000; i++) printf "字"; print "}}" }' \
	>defs/deep.yaml
exits 3 'a label without end' timeout 5 "$mq" schema check defs
says 'is told too' 'deep.yaml:1:18: the name is longer than 200 bytes'
[ "$(wc -c <err)" -lt 2000 ]
result $? 'in few words'

# ---- each has all that helps ----

same 'each is refused' "$(grep '^exit' said | sort -u)" 'exit 3'
# A fault begins with its place; then come its line, a caret below, and a hint. A file in
# another encoding has no line that could be shown, and what is missing stands nowhere.
awk '
	function close_fault() {
		if (fault != "" && (!hint || (!caret && fault !~ /the file is |there is no kind .resident/)))
			print name ": " fault
		fault = ""
	}
	/^====/ { close_fault(); name = $2; n = 0; next }
	/^exit/ { close_fault(); if (n == 0) print name ": nothing is said"; next }
	/^[^ ]/ {
		close_fault(); fault = $0; hint = caret = 0; n++
		if ($0 !~ /^[^ ]+:[0-9]+:[0-9]+: / && $0 !~ /there is no kind .resident/) print name ": " $0
	}
	/^  hint: / { hint = 1 }
	/^ +\| +\^$/ { caret = 1 }
' said >lacking
same 'each has file, line and column, the line with a caret, and a hint' "$(cat lacking)" ''

finish
