#!/bin/sh
# page-text.sh PAGE LANG WIDTH: a page of man/ as plain text of that many columns, as :man shows it.
set -e
page=$1 lang=$2 width=$3

# Chinese sources are cut into short lines for readers that only break at spaces; where two end
# and begin with Han characters they are put together again without a space.
joined() {
	LC_ALL=C awk '
		/^\.Bd -literal/ { literal = 1 }
		/^\.Ed/ { literal = 0 }
		NR > 1 { print last (!literal && last ~ /^[^.].*[\200-\377]$/ && /^[\200-\377]/ ? "\\c" : "") }
		{ last = $0 }
		END { print last }'
}

# A table has no room in a narrow text (groff comes to no end with one that is too wide): what
# stands in its further columns goes below the first.
narrow() {
	awk -v width="$width" '
		width >= 64 { print; next }
		/^\.Bl -column/ { table = 1; print ".Bl -tag -width Ds"; next }
		/^\.El/ { table = 0 }
		table && /^\.It / {
			n = split($0, cell, / Ta /)
			print cell[1]
			for (i = 2; i <= n; i++) print (cell[i] ~ /^[A-Z][a-z] / ? "." : "") cell[i]
			next
		}
		{ print }'
}

# The first and the last line name the page; empty ones at the end say nothing.
trimmed() {
	awk 'NR <= 2 { next }
		NF == 0 { empty = 1; next }
		told { print (gap ? "\n" : "") last }
		{ gap = told && empty; told = 1; empty = 0; last = $0 }'
}

# Words stay whole, so that they can be found.
case $lang in
zh_CN) joined <"$page" ;;
*) cat "$page" ;;
esac | narrow | sed 's/^\.Os$/&\n.hla none/' |
	groff -Kutf8 -Tutf8 -mdoc -mzh -rLL="${width}n" -P-cbou 2>/dev/null |
	trimmed | case $lang in
	zh_CN) sed -e 's/^NAME$/名称/' -e 's/\([。、]\) \([^ ]\)/\1\2/g' ;;
	*) cat ;;
	esac
