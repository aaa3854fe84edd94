#!/bin/sh
# make demo: a register of made-up people, then the screen on it, or, where
# standard output is no terminal, the results of four look-ups.
set -eu

build=$1
minqing=$build/minqing
register=$build/demo

# A register is only there when its first filling was whole.
if ! "$minqing" -d "$register" count '' >/dev/null 2>&1; then
	rm -rf "$register"
	echo "making up 80,000 residents, once (a few seconds) …"
	"$minqing" -d "$register" demo
fi

if [ -t 1 ] && [ -t 0 ]; then
	exec "$minqing" -d "$register"
fi
for query in '高龄 独居 困难' '纯老家庭 age>=75 -长护险享受' 'wxm' 'household.any(重残) and household.none(age:18..59)'; do
	printf '\n$ minqing -d %s query --limit 5 "%s"\n' "$register" "$query"
	"$minqing" -d "$register" query --limit 5 "$query" || [ $? -eq 1 ]
done
