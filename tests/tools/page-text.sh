#!/bin/sh
# page-text.sh PAGE LANG WIDTH: a page of man/ as plain text of that many columns, as :man shows it.
set -e
page=$1 lang=$2 width=$3

# Chinese sources are cut into short lines for readers that only break at spaces; put together
# again there is no space between Han characters, and the text is filled anew.
joined() {
	if [ "$lang" = en ]; then
		cat
	else
		LC_ALL=C awk '
			/^\.Bd -literal/ { literal = 1 }
			/^\.Ed/ { literal = 0 }
			/^\.br$/ { next }
			NR > 1 { print last (!literal && last ~ /^[^.].*[\200-\377]$/ && /^[\200-\377]/ ? "\\c" : "") }
			{ last = $0 }
			END { print last }'
	fi
}

# Words stay whole, so that they can be found; the first and the last line name the page.
joined <"$page" | sed 's/^\.Os$/&\n.hla none/' |
	groff -Kutf8 -Tutf8 -mdoc -mzh -rLL="${width}n" -P-cbou 2>/dev/null |
	sed -e '1,2d' -e '$d' | case $lang in
	zh_CN) sed -e 's/^NAME$/名称/' -e 's/\([，。；：、]\) \([^ ]\)/\1\2/g' ;;
	*) cat ;;
	esac | sed -e :a -e '/^\n*$/{$d;N;ba' -e '}'
