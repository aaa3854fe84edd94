#!/bin/sh
# The pages in both languages: lint-clean, as wide as a terminal whoever renders them, a Chinese
# one for each, which tells of the same things in the same order; and the texts made of them,
# which the screen shows.
# shellcheck disable=SC2154
. "$(dirname "$0")/lib.sh"

man=$top/man
pages=${mq%/minqing}/pages
# Nobody has translated these yet; what is not named here has to be there.
awaited='minqing-fields.5 minqing-query.7'

# missing NAME LIST: nothing stands in the list
missing() {
	same "$1" "$2" ''
}

# ---- a Chinese page for each ----

lost=
for page in "$man"/*.[157]; do
	case " $awaited " in
	*" ${page##*/} "*) [ -f "$man/zh_CN/${page##*/}" ] && awaited_no_more="${page##*/}" ;;
	*) [ -f "$man/zh_CN/${page##*/}" ] || lost="$lost ${page##*/}" ;;
	esac
done
missing 'each page is there in Chinese' "$lost"
missing 'but for those that are waited for' "${awaited_no_more-}"

# ---- the same things in the same order ----

# Sections and items of a page, without words of a language: items that are no macros, and what
# makes a full stop follow without a space.
shape() {
	sed -n -e 's/ Ns [^ -~]*$//' -e 's/^\.\(S[hs]\) .*/\1/p' -e '/^\.It [A-Z][a-z] /p' -e '/^\.It [0-9]/p' "$1"
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

# over N FILE: lines that are wider
over() {
	[ "$(wc -L <"$2")" -le "$1" ] || while IFS= read -r line; do
		[ "$(printf %s "$line" | wc -L)" -le "$1" ] || printf '%s\n' "$line"
	done <"$2"
}
for page in "$man"/*.[157] "$man"/zh_CN/*.[157]; do
	name=${page#"$man"/}
	groff -Kutf8 -Tutf8 -mdoc -ww -P-cbou "$page" >rendered 2>err
	missing "$name has no line over 80 in groff" "$(over 80 rendered)"
	missing "$name gives groff nothing to warn of" "$(grep -v 'doc.tmac\|/tmac/' err)"
	if command -v mandoc >/dev/null; then
		holds "$name is lint-clean" mandoc -Tlint -Wwarning "$page"
		mandoc -Kutf-8 -Tutf8 "$page" | sed "s/.$(printf '\b')//g" >rendered
		missing "$name has no line over 80 in mandoc" "$(over 80 rendered)"
	else
		skip "$name in mandoc" 'no mandoc'
	fi
	if command -v man >/dev/null && man --version 2>/dev/null | grep -q '^man 2'; then
		MANWIDTH=80 man -E UTF-8 -l "$page" 2>/dev/null | sed "s/.$(printf '\b')//g" >rendered
		[ -s rendered ] && missing "$name has none in man-db" "$(over 80 rendered)"
	else
		skip "$name in man-db" 'no man-db'
	fi
done

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
			missing 'no line of it is over 78' "$(over 78 "$text")"
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
