#!/bin/sh
# A short walk in real tmux at 80x24: another emulator than libvterm, which disagrees with
# it about rare characters. Prints TAP.
set -u

program=${BUILD:-build}/minqing
absolute=$(realpath "$program")
home=$(mktemp -d "${TMPDIR:-/tmp}/minqing.XXXXXX")
server=minqing-$$
n=0

tm() {
	tmux -f /dev/null -L "$server" "$@" 2>/dev/null
}

finish() {
	tm kill-server
	rm -rf "$home"
}
trap finish EXIT
trap 'exit 1' HUP INT TERM

# page: what is on the screen, a border as "|" whichever tmux got
page() {
	tm capture-pane -p | sed 's/│/|/g'
}

# sees TEXT: it comes onto the screen within ten seconds
sees() {
	for _ in $(seq 100); do
		page | grep -qF -- "$1" && return 0
		sleep 0.1
	done
	page | sed 's/^/# /'
	return 1
}

report() {
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $n - $2"
	else
		echo "not ok $n - $2"
	fi
}

if ! command -v tmux >/dev/null; then
	echo "ok 1 - # skip tmux is not here"
	exit 0
fi

MINQING_TODAY=2026-03-01
export MINQING_TODAY HOME="$home"
"$program" -d "$home/reg" demo --config config --residents 600 --seed 7 >/dev/null || exit 1
printf '人员编号,姓名\nZ01,𱍐阿明\nZ02,蔡阿明\nZ03,蔡根元\n' > "$home/rare.csv"
"$program" -d "$home/reg" import "$home/rare.csv" >/dev/null || exit 1

tm new-session -d -x 80 -y 24 \
	"env LC_ALL=en_US.UTF-8 TERM=tmux-256color '$program' -d '$home/reg'; echo left \$?; sleep 60"

sees 'unknown  of'
report $? 'the first screen comes'
tm send-keys '高龄 独居'
sees 'query> 高龄 独居' && sees '| '
report $? 'Chinese is typed and the borders stand'
x=$(tm display -p '#{cursor_x},#{cursor_y}')
[ "$x" = 16,0 ]
report $? "the cursor is at the insertion point ($x)"
tm send-keys Enter
sees '[card]'
report $? 'Enter opens the card'
tm send-keys Escape
sees '[query]'
report $? 'Esc goes back'
tm send-keys Tab
sees '[facets]'
report $? 'Tab goes to the facets'
tm send-keys Enter
sees 'sex:'
report $? 'Enter narrows'
tm send-keys Escape
sees '[query]'
tm send-keys C-e C-u 蔡
sees 'query> 蔡' && sees '蔡根元'
tm send-keys C-u 阿明
sees 'query> 阿明' && sees ' 2 hits'
[ "$(page | grep -c '|.*蔡阿明')" = 1 ]
report $? 'a surname tmux cannot draw is no one else'"'"'s'
tm send-keys C-u 𱍐
sees 'query> 〔U+31350〕' && sees '|>〓阿明'
report $? 'it is shown by its number, or as a mark'
tm send-keys C-u
sees ' 604 hits'
tm send-keys Tab
sees '[facets]'
tm resize-window -x 40 -y 20
sees '[facets]'
report $? 'a smaller window shows the facets alone'
tm resize-window -x 120 -y 40
sees 'chart: sex'
report $? 'a larger window shows four panes'
tm send-keys '?'
sees 'narrow to this value'
report $? '? shows the keys'
tm send-keys q
sees '[facets]'
tm send-keys q
sees 'left 0'
report $? 'q leaves'

# The work of a morning on a phone: test_tasks.c has it at other sizes.
tm kill-server
server=$server-phone
tm new-session -d -x 40 -y 20 \
	"cd '$home' && env LC_ALL=en_US.UTF-8 TERM=tmux-256color '$absolute' -d '$home/reg'; sleep 60"
sees 'query>'
tm send-keys cao
sees '曹彩素'
report $? 'at 40x20 somebody is found by pinyin'
tm send-keys Escape
sees '[results]'
tm send-keys BTab
sees '[facets]'
tm send-keys j Enter
sees '>*female'
report $? 'a facet narrows'
tm send-keys Escape
sees '[query]'
tm send-keys Enter
sees '[card]'
report $? 'the card opens'
tm send-keys '}' '}' Enter
sees '陈荣生'
report $? 'a member of the household is walked to'
tm send-keys j y f
sees 'sent 9 bytes to the clipboard'
report $? 'a value is copied'
tm send-keys Escape
sees '曹彩素'
tm send-keys Escape
sees '[query]'
tm send-keys F6
sees 'export the hits to'
tm send-keys cao.csv Enter
sees 'rows, '
[ -s "$home/cao.csv" ]
report $? 'the list is exported'
tm send-keys F2
sees 'name'
tm send-keys 曹家 Enter
sees 'saved as @'
report $? 'the list is saved'
tm send-keys F7
sees '> 曹家'
report $? 'and stands among the saved ones'
echo "1..$n"
