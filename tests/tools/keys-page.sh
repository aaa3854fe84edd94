#!/bin/sh
# The commands of minqing-keys(5), from the table of the program: `keys-page.sh BUILD` prints
# that part; `keys-page.sh BUILD PAGE` puts it between the markers of the page, in Chinese where
# that is one of man/zh_CN.
set -e
case ${2-} in
*zh_CN*) lang=zh_CN.UTF-8 ;;
*) lang=C ;;
esac
part() {
	XDG_CONFIG_HOME=/nonexistent LC_ALL=$lang "$1/minqing" check keys --format tsv |
		LC_ALL=C awk -F'\t' -v chinese=$([ $lang = C ] || echo 1) '
	function escaped(text) { gsub(/\\/, "\\e", text); gsub(/-/, "\\-", text); return text }
	# A topic as the help sheet calls it.
	function topic_head(id,    n, i, word) {
		if (!chinese) return "Topic: " id
		n = split("ask 提问 rows 列表中的人 columns 列与排序 marks 标记 facets 分面 card 详情 " \
			"saved 名单 work 日常工作 " \
			"out 取出 move 移动 screen 屏幕 edit 编辑", word, " ")
		for (i = 1; i < n; i += 2) if (word[i] == id) return word[i + 1]
		return id
	}
	# "F1 anywhere; ? in results, card": keys that work in the same contexts together
	function told(name,    m, k, key, n_places, places, of, place, i, out) {
		m = split(substr(keys[name], 2), key, "\t")
		n_places = 0
		for (k = 1; k <= m; k++) {
			place = where[name SUBSEP key[k]]
			if (!(place in of)) places[++n_places] = place
			of[place] = of[place] (of[place] == "" ? "" : ", ") "\\fB" escaped(key[k]) "\\fR"
		}
		for (i = 1; i <= n_places; i++) {
			place = places[i]
			out = out (i > 1 ? (chinese ? ";\n" : ";\n") : "") of[place] " " \
				(place == "any" ? (chinese ? "各处" : "anywhere") \
					: (chinese ? "用于 " : "in ") place)
		}
		return out (chinese ? "。" : ".")
	}
	NR == 1 { next }
	{
		if (!($9 in seen)) { seen[$9] = 1; topics[++n_topics] = $9 }
		if (!($3 in help)) { help[$3] = $10; names[++n] = $3; topic[$3] = $9 }
		at = $3 SUBSEP $2
		if (!(at in where)) { keys[$3] = keys[$3] "\t" $2 }
		where[at] = where[at] (where[at] == "" ? "" : ", ") $1
	}
	END {
		for (t = 1; t <= n_topics; t++) {
			printf ".Ss %s\n.Bl -tag -width Ds\n", topic_head(topics[t])
			for (i = 1; i <= n; i++) if (topic[names[i]] == topics[t]) {
				name = names[i]
				printf ".It Ic %s\n%s%s%s\n%s\n", name, toupper(substr(help[name], 1, 1)),
					escaped(substr(help[name], 2)), chinese ? "。" : ".", told(name)
			}
			print ".El"
		}
	}'
}
if [ $# -lt 2 ]; then
	part "$1"
	exit
fi
part "$1" >"$2.new"
awk -v part="$2.new" '
	/^\.\\" end of commands/ { on = 0 }
	!on
	/^\.\\" commands:/ { on = 1; while ((getline line < part) > 0) print line }' "$2" >"$2.page"
mv "$2.page" "$2"
rm "$2.new"
