#!/bin/sh
# The process itself: help, options, descriptors that are closed or full, an
# environment that means harm.
. "$(dirname "$0")/lib.sh"

printf '%s\n' 'person_id,name,birth_date' 'A1,王晓明,1940-02-03' 'A2,李芳,1971-05-06' >people.csv
"$mq" -d reg init -c "$small" >/dev/null
"$mq" -d reg import people.csv >/dev/null

# ---- help ----

exits 0 '--help' "$mq" --help
for command in init demo import query count show schema verify; do
	prints "--help lists $command" "  $command"
done
for command in init demo import query count show schema verify; do
	exits 0 "$command --help" "$mq" $command --help
	prints "$command --help: the usage" "usage: minqing [-d DIR] $command"
	grep -q -- '--help  *[a-z]' out && ! grep -q -- '^ .* --[a-z-]*\( [A-Z=]*\)\{0,1\} *$' out
	result $? "$command --help: every option is told of"
	missing=
	for option in $(grep -o -- '--[a-z-]*' out | sort -u); do
		grep -qF -- "-${option#--}" "$top/man/minqing.1" 2>/dev/null || missing="$missing $option"
	done
	if [ -e "$top/man/minqing.1" ]; then
		same "$command: every option is in minqing(1)" "$missing" ''
	else
		skip "$command: every option is in minqing(1)" 'no page'
	fi
done
exits 0 '-h' "$mq" query -h
exits 0 '--version' "$mq" --version
prints 'tells it' 'minqing '
(cd / && "$mq" -d "$work/reg" count) >/dev/null
result $? 'the working directory does not matter'

# ---- the command line ----

exits 2 'an unknown command' "$mq" querry
says 'the nearest is told' "'query'"
exits 2 'an unknown option' "$mq" query --nosuch
exits 2 'an option of another command' "$mq" -d reg count --strict
exits 2 'an option without its argument' "$mq" -d
MINQING_MOUSE=maybe exits 2 'a mouse that is neither on nor off' "$mq" -d reg
exits 2 'a link that is neither slow nor fast' "$mq" -d reg --link=far
says 'and which there are' "slow or fast, not 'far'"
exits 2 'the same of the environment' env MINQING_LINK=far "$mq" -d reg
exits 2 'too few words' "$mq" -d reg import
exits 2 'too many words' "$mq" -d reg import a b
exits 2 'an empty command' "$mq" ''
exits 1 'a query behind --' "$mq" -d reg query -- '-name:*'
cp people.csv ./-x.csv
exits 0 'a file whose name begins with -' "$mq" -d reg import -- -x.csv
exits 2 'an argument of a megabyte' "$mq" -d reg count "$(head -c 120000 /dev/zero | tr '\0' a)"
exits 2 'a number that is none' "$mq" -d new demo -c "$config" --residents 1e3
exits 2 'a number too large' "$mq" -d new demo -c "$config" --residents 99999999999
exits 2 'a negative one' "$mq" -d new demo -c "$config" --seed -1
[ ! -e new ]
result $? 'and no register is made'
printf '%s\n' 'person_id,name' 'B1,张三' >"$(printf 'new\nline\033[31m.csv')"
exits 3 'a file name that a terminal would obey' "$mq" -d reg import "$(printf 'no\nline\033[31m.csv')"
! grep -q "$(printf '\033')" err
result $? 'is not printed as it is'
python3 - "$mq" <<'PY' >out 2>err
import ctypes, os, sys
pid = os.fork()
if pid == 0:
    libc = ctypes.CDLL(None)
    null = (ctypes.c_char_p * 1)(None)
    env = (ctypes.c_char_p * 3)(b"LC_ALL=C.UTF-8", b"MINQING_DIR=/nonexistent", None)
    os.close(0)
    libc.execve(sys.argv[1].encode(), null, env)
    os._exit(99)
_, status = os.waitpid(pid, 0)
sys.exit(0 if os.WIFEXITED(status) and os.WEXITSTATUS(status) in (2, 4, 5) else 1)
PY
result $? 'no argument at all, not even a name'

# ---- the environment ----

exits 2 'MINQING_TODAY that is no day' env MINQING_TODAY=gestern "$mq" -d reg count
says 'says so' 'MINQING_TODAY'
exits 2 'MINQING_TODAY that is no day of the calendar' env MINQING_TODAY=2026-02-30 "$mq" -d reg count
same 'MINQING_TODAY sets the day' "$(MINQING_TODAY=1960-02-03 "$mq" -d reg count 'age=20' | cut -f1)" 1
for locale in ../../etc xx_YY.utf8 C POSIX ''; do
	exits 0 "LC_ALL='$locale'" env LC_ALL="$locale" "$mq" -d reg query name:王
	prints "LC_ALL='$locale': Chinese is shown" 王晓明
done
exits 0 'an environment without anything' env -i "$mq" -d reg count
exits 4 'no home, no directory named' env -i "$mq" count
exits 0 'TERM is nothing to a command' env TERM=../../../x TERMINFO=/nowhere "$mq" -d reg count
exits 0 'COLUMNS and LINES neither' env COLUMNS=-1 LINES=1000000000 "$mq" -d reg query
exits 0 'nor IFS, PATH, BASH_ENV, PAGER' env IFS=x PATH=. BASH_ENV=/etc/passwd PAGER=false "$mq" -d reg query
mkdir gone
(cd gone && rmdir ../gone && "$mq" -d "$work/reg" count >/dev/null)
result $? 'a working directory that is gone'

# ---- descriptors ----

"$mq" -d reg count <&- >out 2>err
result $? 'standard input closed'
"$mq" -d reg count 2>&- >out
result $? 'standard error closed'
"$mq" -d reg query >&- 2>err
case $? in 0 | 4) r=0 ;; *) r=1 ;; esac
result $r 'standard output closed'
"$mq" -d reg count <&- >&- 2>&-
case $? in 0 | 4) r=0 ;; *) r=1 ;; esac
result $r 'all three closed'
"$mq" -d reg verify >out 2>err
result $? 'and the register is whole after'
for command in count query 'query -f csv' 'query -f json' 'show A1' 'schema show' --help verify; do
	# shellcheck disable=SC2086
	"$mq" -d reg $command >/dev/full 2>err
	same "$command: a full standard output ends in 4" $? 4
done
"$mq" -d reg verify >/dev/null 2>&1
"$mq" -d reg query '' -f csv 2>err | head -c 1 >/dev/null
[ ! -s err ]
result $? 'a reader who goes away is no news'
(ulimit -n 8 && exec "$mq" -d reg count) >out 2>err
result $? 'eight descriptors are enough'
(ulimit -n 4 && exec "$mq" -d reg count) >out 2>err
case $? in 0 | 4) r=0 ;; *) r=1 ;; esac
result $r 'four end it well or in 4'
(ulimit -s 256 && "$mq" -d reg count "$(printf '%60s' '' | tr ' ' '(')name:王$(printf '%60s' '' | tr ' ' ')')" >out 2>err)
result $? 'a small stack is enough'
same 'no core, and nobody else reads its memory' "$("$mq" -d reg count >/dev/null; ls core* 2>/dev/null | wc -l)" 0
exits 5 'the screen without a terminal' env TERM=xterm "$mq" -d reg

finish
