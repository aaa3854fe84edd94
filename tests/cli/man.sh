#!/bin/sh
# The pages in both languages: lint-clean, as wide as a terminal whoever renders them, a Chinese
# one for each, which tells of the same things in the same order; and the texts made of them,
# which the screen shows.
# shellcheck disable=SC2154
. "$(dirname "$0")/lib.sh"

man=$top/man
pages=${mq%/minqing}/pages

# missing NAME LIST: nothing stands in the list
missing() {
	same "$1" "$2" ''
}

# ---- a Chinese page for each ----

lost=
for page in "$man"/*.[157]; do
	[ -f "$man/zh_CN/${page##*/}" ] || lost="$lost ${page##*/}"
done
missing 'each page is there in Chinese' "$lost"

# ---- the same things in the same order ----

# Sections and items of a page, without words of a language: items that are no macros, and what
# makes a full stop follow without a space.
shape() {
	sed -n -e 's/ Ns [^ -~]*$//' -e 's/ Ta .*//' -e 's/^\.\(S[hs]\) .*/\1/p' -e '/^\.It [0-9]*$/p' \
		-e '/^\.It \(Cm\|Fl\|Ic\|Ev\|Pa\) /p' "$1"
}
# What is named in the text: files and variables.
named() {
	sed -n -e 's/ Ns [^ -~]*$//' -e 's/ [,.;:]$//' -e 's/^\.\(Ev\|Pa\) /\1 /p' "$1" | sort -u
}
for page in "$man"/zh_CN/*.[157]; do
	name=${page##*/}
	shape "$man/$name" >english
	shape "$page" >chinese
	missing "$name has the same sections and items" "$(diff english chinese)"
	named "$man/$name" >english
	named "$page" >chinese
	missing "$name names the same files and variables" "$(diff english chinese)"
done

# ---- lint, widths ----

for page in "$man"/*.[157] "$man"/zh_CN/*.[157]; do
	if command -v mandoc >/dev/null; then
		holds "${page#"$man"/} is lint-clean" mandoc -Tlint -Wwarning "$page"
	else
		skip "${page#"$man"/} is lint-clean" 'no mandoc'
	fi
done
missing 'groff has nothing to warn of' \
	"$(groff -Kutf8 -Tutf8 -mdoc -mzh -ww -z "$man"/*.[157] "$man"/zh_CN/*.[157] 2>&1 | grep -v '/tmac/')"
missing 'no line is over 80 columns, whoever renders it' \
	"$(sh "$top/tests/tools/page_width.sh" "$man"/*.[157] "$man"/zh_CN/*.[157])"

# ---- texts for the screen ----

for width in 38 78; do
	for page in "$man"/*.[157]; do
		name=${page##*/}
		for lang in en zh_CN; do
			source=$man/$name
			[ $lang = en ] || source=$man/zh_CN/$name
			[ -f "$source" ] || continue
			text=$pages/$lang/$width/$name.txt
			[ -s "$text" ]
			result $? "$lang/$width/$name.txt is made"
			missing 'no byte of it formats' "$(LC_ALL=C tr -d '\n\040-\176\200-\377' <"$text")"
			# An example, or a long path, stays as wide as it is; the screen cuts it.
			[ "$(wc -L <"$text")" -le 80 ]
			result $? 'no line of it is over 80'
			[ "$(grep -cE '^ {0,5}[^ ].{60}' "$text")" -eq 0 ] || [ "$width" -eq 78 ]
			result $? 'and what is filled is as wide as it is made for'
			missing 'each page it refers to is named whole' \
				"$(sed -n 's/^\.Xr \([a-z-]*\) \([157]\).*/\1(\2)/p' "$source" | sort -u |
					while IFS= read -r other; do
						grep -qF "$other" "$text" || echo "$other"
					done)"
		done
	done
done

finish
