#!/bin/sh
# page_width.sh PAGE...: no line of a rendered page is wider than 80 columns.
#
# Neither mandoc nor groff without -mzh breaks a line between Han, so a Chinese page has to
# leave spaces where lines may end, behind punctuation. Each page is rendered by all who are
# there: mandoc, groff with and without -mzh, and man. A line that is too wide is told as
# PAGE:LINE, the line of the source that it comes from; the exit status is 1 then.

columns=80
LC_ALL=C.UTF-8
export LC_ALL
unset MANPAGER PAGER MANOPT
bad=0

# have PROGRAM: it can be run
have() {
	command -v "$1" >/dev/null
}

# render PAGE HOW: the page as lines of text, without letters struck twice or escapes of colour
render() {
	case $2 in
	mandoc) mandoc -Tutf8 -O width=78 "$1" ;;
	groff) groff -Kutf8 -Tutf8 -mdoc "$1" ;;
	groff-zh) groff -Kutf8 -Tutf8 -mzh -mdoc "$1" ;;
	man) MANWIDTH=$columns man -l "$1" ;;
	esac 2>/dev/null | sed -e "s/.$(printf '\b')//g" -e "s/$(printf '\033')\[[0-9;]*m//g"
}

# source_line PAGE TEXT: the number of the line that TEXT stands in, or else its longest word:
# lines are filled, so a line that came out is seldom one that went in
source_line() {
	sed -e "s/\\\\(aq/'/g" -e 's/\\(dq/"/g' -e 's/\\-/-/g' -e 's/\\&//g' -e 's/\\e/\\/g' "$1" |
		awk -v text="$(printf '%s\n' "$2" | sed -e 's/^ *//' -e 's/\\/\\\\/g')" '
			BEGIN {
				for (n = split(text, words, " "); n > 0; n--) {
					if (length(words[n]) > length(word)) {
						word = words[n]
					}
				}
			}
			index($0, text) { whole = NR; exit }
			!part && index($0, word) { part = NR }
			END { print whole ? whole : part ? part : 1 }'
}

# wide PAGE HOW: tells of each line that is too wide. A letter of several bytes is taken for two
# columns first, the most it can have, so that few lines are left to be measured one by one.
wide() {
	render "$1" "$2" | LC_ALL=C awk -v most="$columns" '{
		width = length - gsub(/[\200-\277]/, "&") + gsub(/[\300-\377]/, "&")
		if (width > most) {
			print
		}
	}' | while IFS= read -r line; do
		width=$(printf '%s\n' "$line" | wc -L)
		[ "$width" -le "$columns" ] ||
			echo "$1:$(source_line "$1" "$line"): $width columns in $2: $line"
	done
}

for page in "$@"; do
	for how in mandoc groff groff-zh man; do
		have "${how%-zh}" || continue
		render "$page" "$how" | grep -q . || { bad=1 && echo "$page: nothing comes out of $how"; }
		told=$(wide "$page" "$how")
		[ -z "$told" ] || { bad=1 && printf '%s\n' "$told"; }
	done
done
exit "$bad"
