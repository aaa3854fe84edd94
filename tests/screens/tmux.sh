#!/bin/sh
# A short walk in real tmux at 80x24: another emulator than libvterm, which disagrees with
# it about rare characters. Prints TAP.
set -u

program=${BUILD:-build}/minqing
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
sees 'leave minqing'
report $? '? shows the keys'
tm send-keys q
sees '[facets]'
tm send-keys q
sees 'left 0'
report $? 'q leaves'
echo "1..$n"
