#!/bin/sh
# The pages and the catalogue hold what the program holds: its commands, options
# and keys, examples that run, and every message in Chinese.
# shellcheck disable=SC2013,SC2154
. "$(dirname "$0")/lib.sh"

man=$top/man
page1=$man/minqing.1
page5=$man/minqing-fields.5
keys=$man/minqing-keys.5
page7=$man/minqing-query.7
theme=$man/minqing-theme.5
saved=$man/minqing-saved.5

# Page source to plain text, as far as examples need it.
plain() {
	sed -e "s/\\\\(aq/'/g" -e 's/\\(dq/"/g' -e 's/\\-/-/g' -e 's/\\&//g' -e 's/\\e/\\/g'
}

# missing NAME LIST: nothing stands in the list
missing() {
	same "$1" "$2" ''
}

# ---- minqing(1): commands and options of --help ----

commands=$("$mq" --help | sed -n 's/^  \([a-z][a-z]*\)  *.*/\1/p')
[ "$(echo "$commands" | wc -l)" -ge 8 ]
result $? '--help lists the commands'
lost=
for command in $commands; do
	grep -qE "^\.It Cm $command( |\$)" "$page1" || lost="$lost $command"
done
missing 'every command is in minqing(1)' "$lost"

# The part of the page that tells of a command: from its item to the next; or its own page.
told() {
	if [ -f "$man/minqing-$1.1" ]; then
		cat "$man/minqing-$1.1"
		return
	fi
	awk -v command="$1" '
		inside && depth == 1 && /^\.It Cm / { on = $3 == command }
		/^\.Sh COMMANDS/ { inside = 1 }
		/^\.Sh THE SCREEN/ { inside = 0 }
		inside && /^\.Bl / { depth++ }
		inside && /^\.El/ { depth-- }
		on' "$page1"
}
lost=
for command in $commands; do
	told "$command" >part
	"$mq" "$command" --help | sed -n 's/^  \(-.,\|   \) --\([a-z-]*\).*/\1 \2/p' >options
	[ "$(wc -l <options)" -ge 2 ] || lost="$lost $command has none"
	while read -r letter option; do
		case $letter in
		-d, | -h, | lang) continue ;;
		-?,) item="Fl $(echo "$letter" | tr -d ,-) , -$option" ;;
		*) item="Fl -$letter" ;;
		esac
		grep -q "^\.It $item\( \|\$\)" part || lost="$lost $command: $item;"
	done <options
done
missing 'every option is in minqing(1), under its command, or in a page of the command' "$lost"
lost=
for option in directory help version; do
	grep -q "^\.It Fl . , -$option" "$page1" || lost="$lost $option"
done
grep -q '^\.It Fl -lang ' "$page1" || lost="$lost lang"
missing 'and those of all commands' "$lost"

# ---- minqing-keys(5): commands; minqing(1): the environment, the exit status ----

lost=
for name in $(sed -n 's/^  .*: \([a-z-]*\)$/\1/p' "$config/keys.yaml" | sort -u); do
	grep -q "^\.It Ic $name\$" "$keys" || lost="$lost $name"
done
missing 'every command of keys.yaml is in minqing-keys(5)' "$lost"
lost=
for name in $(sed -n 's/^	{"\([a-z-]*\)", .*/\1/p' "$top/src/ui/command.c"); do
	grep -q "^\.It Ic $name\$" "$keys" || lost="$lost $name"
done
missing 'every command of the screen is' "$lost"
lost=$(sed -n 's/^	{"\([a-z_]*\)", SHAPE_.*/\1/p' "$top/src/ui/settings.c" | while IFS= read -r name; do
	grep -q "^\.It Cm $name : " "$page1" || echo "$name"
done)
missing 'every setting is' "$lost"
lost=
for name in $(sed -n 's/^	{"\([a-z]*\)", .*/\1/p' "$top/src/ui/plain.c"); do
	grep -q "^\.It Ic :$name " "$page1" || lost="$lost :$name"
done
missing 'every command of the plain mode is' "$lost"
lost=
for name in $(grep -ho 'getenv("[A-Z_]*")' "$top"/src/*/*.c | cut -d'"' -f2 | sort -u); do
	grep -q "^\.It Ev.* $name\b\|^\.It Ev $name" "$page1" || lost="$lost $name"
done
missing 'every variable the program reads is' "$lost"
lost=
for status in 0 1 $(sed -n 's/^	EXIT_[A-Z_]* = \([0-9]*\),.*/\1/p' "$top/src/base/err.c" | sort -un); do
	grep -q "^\.It $status\$" "$page1" || lost="$lost $status"
done
missing 'every exit status is' "$lost"

# ---- minqing-query(7): examples run ----

holds 'a small demo' "$mq" -d reg demo --residents 400 --config "$config"
MINQING_DIR=$work/reg
export MINQING_DIR
# run PAGE: its .Dl lines, queries or commands; those that fail are left in failed
run() {
	sed -n 's/^\.Dl //p' "$1" | plain >examples
	: >failed
	while IFS= read -r example; do
		case $example in
		'minqing '*) eval "\"\$mq\" ${example#minqing }" ;;
		*) "$mq" count -- "$example" ;;
		esac >out 2>err </dev/null
		[ $? -le 1 ] || { echo "$example" && head -n 1 err; } >>failed
	done <examples
}
run "$page7"
[ "$(wc -l <examples)" -ge 60 ]
result $? 'minqing-query(7) has examples'
missing 'each of them runs' "$(cat failed)"

# All that is in the source stands in an example that ran. What is full-width is as its twin;
# pieces are what stands between spaces and signs.
sed -e 's/（/(/g' -e 's/）/)/g' -e 's/｛/{/g' -e 's/｝/}/g' -e 's/：/:/g' -e 's/，/,/g' -e 's/、/,/g' \
	-e 's/＝/=/g' -e 's/＞/>/g' -e 's/＜/</g' -e 's/～/~/g' -e 's/＾/^/g' -e 's/＊/*/g' \
	-e 's/＠/@/g' -e 's/　/ /g' examples >ran
sed -e 's/\.\.*/ /g' -e "s/[](){}|,:<>=!~^*\"'#@[]/ /g" ran | tr -s ' ' '\n' >pieces
# wanted NAME FILE N: of the N or more lines WORD, tab, PATTERN of wants each is found in FILE
wanted() {
	[ "$(wc -l <wants)" -ge "$3" ]
	result $? "$1 are found in the source"
	lost=$(while IFS='	' read -r word pattern; do
		grep -qE "$pattern" "$2" || echo "$word"
	done <wants)
	missing "$1 are in examples, each of them" "$lost"
}
operators() {
	sed -n '/^} ops\[\] = {/,/^};/p' "$top/src/query/lex.c" | grep -oE '"[^"]+"' | tr -d '"'
}
operators | while IFS= read -r op; do
	quoted=$(printf '%s' "$op" | sed 's/[*^]/\\&/g')
	printf '%s\t[^]:=!<>~^*[]%s[^:=!<>~]\n' "$op" "$quoted"
done >wants
tr -s '\t' >>wants <<'END'
≠		[^ ]≠
≤		[^ ]≤
≥		[^ ]≥
~~ alone	^~~
!		(^| )![^=~]
-		(^| )-[^-]
|		 \| 
()		(^| )\(.*\)
a..b		[^ .]\.\.[^ .]
a..		[^ .]\.\.( |$)
..b		:\.\.[^ .]
... 0017	(^| )\.\.\.[0-9]
…0017		(^| )…[0-9]
{a b}		[:=]\{[^ }]+ [^}]*\}
{a, b}		[:=]\{[^ }]+, [^}]*\}
:?		:\?
:*		:\*
#tag		(^| )#
@list		(^| )@[^ (]+( |$)
@list()		(^| )@[^ (]+\(
@"list"		(^| )@"
^field		[=<>]\^[a-z]
^^field		[=<>]\^\^
^()		\^\(
"text"		(^| )"[^"]*"
'text		(^| )'
/text/		(^| )/[^ ]*/
/text/i		/i( |$)
END
wanted operators ran 40
words() {
	# shellcheck disable=SC2086
	grep -ohE '\{"[^"]+", '"$1"'_[^}]*\}' "$top"/src/query/$2.c | cut -d'"' -f2
}
{ words '(QUANTIFIER|DIRECTIVE|CONNECTIVE|KEYWORD)' '*' && words UNIT day; } | sed 's/.*/&\t^&$/' >wants
wanted 'words of the language' pieces 70
number='([0-9]+|[一二三四五六七八九十两]+)'
words UNIT part | while IFS= read -r word; do
	printf '%s\t(^|年)%s$|^[0-9]{4}-?%s[0-9]+$|^[0-9]{4}年第?%s%s$\n' "$word" "$word" \
		"$(echo "$word" | tr qhw QHW)" "$number" "$word"
done >wants
grep -ohE '\{"[^"]+", UNIT_[^}]*PLACE_[^}]*\}' "$top/src/query/relative.c" |
	sed 's/PLACE_HAN/PLACE_LATELY PLACE_AGO PLACE_LENGTH/' | while IFS= read -r entry; do
	unit=$(echo "$entry" | cut -d'"' -f2)
	n=$number
	[ "$unit" = 半年 ] && n=
	for place in $(echo "$entry" | grep -o 'PLACE_[A-Z]*'); do
		case $place in
		PLACE_SIGN) printf -- '-1%s\t^-%s%s$\n+1%s\t^\+%s%s$\n' "$unit" "$n" "$unit" "$unit" "$n" "$unit" ;;
		PLACE_LATELY) printf '近1%s\t^近%s%s$\n' "$unit" "$n" "$unit" ;;
		PLACE_AGO) printf '1%s前\t^%s%s[前后]$\n' "$unit" "$n" "$unit" ;;
		PLACE_LENGTH) printf '1%s\t^%s%s$\n' "$unit" "$n" "$unit" ;;
		esac
	done
done >>wants
wanted 'units of dates' pieces 30
{
	grep -ohE 'day_take\([^"]*"[^"]+"' "$top"/src/query/*.c | cut -d'"' -f2
	sed -n 's/.*static const char digits\[\] = "\(.*\)";/\1/p' "$top/src/query/stretch.c" | grep -o .
} | while IFS= read -r sign; do
	case $sign in
	第 | 近) printf '%s\t%s%s\n' "$sign" "$sign" "$number" ;;
	前 | 后) printf '%s\t[天日周月年]%s$\n' "$sign" "$sign" ;;
	年) printf '%s\t^[0-9]{4}年.\n' "$sign" ;;
	-) printf '%s\t^[0-9]{4}-[QW]\n' "$sign" ;;
	*) printf '%s\t%s([一二三四五六七八九十天日周月年季]|个月|$)\n' "$sign" "$sign" ;;
	esac
done >wants
wanted 'signs of dates and numerals' pieces 14
sed -n '/^static enum mq_err read_bool/,/^}/p' "$top/src/schema/cell.c" | grep -oE '\{"[^"]+"' |
	tr -d '{"' | sed 's/.*/&\t^&$/' | tr '[:upper:]' '[:lower:]' >wants
wanted 'words for yes and no' pieces 20

# The grammar names what parser and lexer ask for, and defines what it names.
sed -n '/^\.Ss Grammar/,/^\.Ed/p' "$page7" | plain | sed -e '/^\.Ed/d' -n -e '/:=/,$p' >grammar
sed -n 's/^\([a-z]*\) *:=.*/\1/p' grammar | sort -u >defined
lost=$(sed -e 's/"[^"]*"//g' -e 's/.*:=//' grammar | grep -oE '[a-z]+' | sort -u | comm -23 - defined)
missing 'the grammar defines what it names' "$lost"
lost=$(sed -nE 's/^ \* +([a-z]+) +:=.*/\1/p' "$top"/src/query/*.c | sort -u | comm -23 - defined |
	grep -vx values)
missing 'and each rule of the source' "$lost"
{
	operators
	words '(QUANTIFIER|DIRECTIVE|CONNECTIVE|KEYWORD)' '*' | grep -x '[a-z]*'
	for part in parse connective leaf term caret measure saved argument directive infix value; do
		grep -ohE "(lex_take\([^']*| == |case |take_last\([^']*)'(.|\\\\')'" \
			"$top/src/query/$part.c" | sed -E "s/.*'(.|\\\\')'\$/\1/" | tr -d '\\' | grep -vx "[_0]"
	done
} | sort -u >wants
[ "$(wc -l <wants)" -ge 45 ]
result $? 'signs are found in the source'
lost=$(while IFS= read -r sign; do
	case $sign in
	'"' | "'") set -- "${sign}TEXT" ;;
	, | .) set -- "$sign" ;;
	*) set -- "\"$sign" ;;
	esac
	grep -qF -- "$1" grammar || echo "$sign"
done <wants)
missing 'and each is in the grammar' "$lost"

# ---- minqing-fields(5): the example loads, the keys are told ----

mkdir defs
awk '/^kinds:/ { on = 1 } /^\.Ed/ { on = 0 } on' "$page5" | plain >defs/fields.yaml
exits 0 'the example of minqing-fields(5) is right' "$mq" schema check defs
exits 0 'a register is made with it' "$mq" -d small init --config defs
exits 0 'and its tag is there' "$mq" -d small schema show alone
lost=$(sed -n 's/^	{"\([a-z_]*\)", MQ_NODE_[A-Z]*, [a-z]*},$/\1/p' "$top"/src/schema/load_*.c |
	sort -u | while IFS= read -r key; do
		grep -qE "^\.It Cm .*\b$key\b" "$page5" "$saved" || echo "$key"
	done)
missing 'every key of a definition is told' "$lost"
lost=$(sed -n 's/^	\[MQ_TYPE_[A-Z]*\] = "\([a-z]*\)",$/\1/p' "$top/src/schema/load_field.c" |
	while IFS= read -r type; do
		grep -q "^\.It Cm $type\$" "$page5" || echo "$type"
	done)
missing 'every type is told' "$lost"

# ---- minqing-theme(5): roles, styles, colours, themes ----

{
	sed -n 's/^	\[MQ_ROLE_[A-Z]*\] = "\([a-z]*\)",$/\1/p' "$top/src/ui/theme.c"
	sed -n 's/^	{"\([a-z]*\)", MQ_NODE_SCALAR, false},$/\1/p' "$top/src/ui/theme.c"
	sed -n '/colour_names\[\] = {/,/^};/p' "$top/src/ui/theme.c" | grep -o '"[a-z-]*"' | tr -d '"'
	ls "$config/themes" | sed 's/\.yaml$//'
} >names
[ "$(wc -l <names)" -ge 36 ]
result $? 'names of themes are found in the source'
missing 'each is in minqing-theme(5)' "$(while IFS= read -r name; do
	grep -qE "^\.(It )?Cm (.* )?$name( |\$)" "$theme" || echo "$name"
done <names)"

# ---- minqing-saved(5), minqing(1): examples ----

mkdir -p "$XDG_CONFIG_HOME/minqing/saved"
sed -n '/^saved:/,/^\.Ed/p' "$saved" | plain | sed '/^\.Ed/d' \
	>"$XDG_CONFIG_HOME/minqing/saved/page.yaml"
exits 0 'the lists of minqing-saved(5) are right' "$mq" saved check
run "$saved"
missing 'and can be asked for' "$(cat failed)"
rm -r "$XDG_CONFIG_HOME/minqing"
ln -s reg demo
for page in "$man"/*.1; do
	run "$page"
	missing "the examples of ${page##*/} run" "$(cat failed)"
done

# ---- README: five minutes with one's own sheet ----

mkdir five && ln -s "${mq%/minqing}" five/build
sed -n '/^## Five/,/^## Why/s/^    //p' "$top/README.md" | grep -v '# the screen$' >five/run
[ "$(grep -c '^build/minqing' five/run)" -ge 8 ]
result $? 'the README has commands to run'
(cd five && env -u MINQING_DIR sh -e run) >out 2>err
result $? 'and all of them do what they should'
prints 'they find who is old and alone' '单雄信'
same 'and take everybody out' "$(wc -l <five/everybody.csv)" 6
"$mq" -d five/mine why P002 高龄 独居 >out 2>err
[ $? -eq 1 ] && grep -qF "$(grep -o 'exactly 1 of those in the household  2 of 2: .*' "$top/README.md")" out
result $? 'why says what the README says'

# ---- the pages themselves ----

if command -v mandoc >/dev/null; then
	for page in "$man"/*.[157]; do
		holds "${page##*/} is lint-clean" mandoc -Tlint -Wwarning "$page"
	done
else
	skip 'pages are lint-clean' 'no mandoc'
fi

# ---- the catalogue ----

po=$top/config/locale/zh_CN.po
holds 'zh_CN.po keeps every format' msgfmt --check -o /dev/null "$po"
missing 'nothing in it is fuzzy' "$(msgattrib --only-fuzzy --no-obsolete "$po" | grep -A1 '^msgid')"
(cd "$top" && xgettext --keyword=_ --keyword=N_ --from-code=UTF-8 -o - src/*/*.c src/*.c) >all.pot
msgmerge -q -N "$po" all.pot -o merged.po
missing 'or is no longer said' "$(msgattrib --only-obsolete --no-wrap merged.po | grep '^#~ msgid')"
missing 'every message is in Chinese' \
	"$(msgattrib --untranslated --no-location --no-wrap merged.po | grep '^msgid' | grep -v '^msgid ""$')"
LC_ALL=zh_CN.UTF-8 "$mq" --help >out 2>err
prints 'zh_CN.UTF-8 speaks Chinese, installed or not' '用法'
long=$(for command in '' $commands; do
	# shellcheck disable=SC2086
	LC_ALL=zh_CN.UTF-8 "$mq" $command --help
done | sed -n 's/^  [- ].. --[a-z-]*\( [A-Z=]*\)\{0,1\} *//p' | wc -L)
[ "$long" -le 52 ]
result $? 'and its options fit 80 columns'
LC_ALL=C "$mq" --help >out 2>err
prints 'C speaks English' 'usage'
LC_ALL='' LC_MESSAGES=zh_CN.UTF-8 LANG=C "$mq" --help >out 2>err
prints 'LC_MESSAGES goes before LANG' '用法'
LC_ALL=C "$mq" --lang zh --help >out 2>err
prints '--lang goes before all of them' '用法'
LC_ALL=zh_CN.UTF-8 "$mq" count --lang en --help >out 2>err
prints 'and stands behind a command too' 'usage'
exits 2 'a fault behind it is told in its language' "$mq" --lang zh count --nosuch
says 'as everything else' '没有选项'
exits 2 'a language that is neither' "$mq" --lang fr count
says 'and which there are' "zh or en, not 'fr'"

finish
