#!/bin/sh
# The keymap in force is told, and every fault of one's own with its place; the page holds
# what the table holds.
# shellcheck disable=SC2154
. "$(dirname "$0")/lib.sh"

page=$top/man/minqing-keys.5
own=$XDG_CONFIG_HOME/minqing/keys.yaml

# ---- as it is shipped ----

exits 0 'without a keymap of one'"'"'s own all is well' "$mq" check keys
prints 'each binding is told' 'results     g g'
prints 'and how many there are' '0 of them your own: nothing wrong'
"$mq" check keys --format tsv >shipped
same 'for programs with a head' "$(head -n 1 shipped)" \
	"$(printf 'context\tkeys\tcommand\towner\tfile\tline\tcolumn\thides\ttopic\thelp')"
same 'each line of config/keys.yaml is in force' "$(tail -n +2 shipped | wc -l)" \
	"$(grep -c '^  ' "$config/keys.yaml")"
lost=$(tail -n +2 shipped | while IFS='	' read -r context keys command owner file line rest; do
	sed -n "${line}p" "$config/keys.yaml" | grep -qF "$command" || echo "$context $keys $owner $file $rest"
done)
same 'and stands in the line that is told' "$lost" ''

# ---- one's own ----

mkdir -p "$XDG_CONFIG_HOME/minqing"
cat >"$own" <<'END'
results:
  j: up
  g: bottom
  q: none
any:
  F3: find
END
exits 0 'a keymap of one'"'"'s own' "$mq" check keys
prints 'is told with its place' "$own:2:3"
prints 'as is what it hides' "$own:3:3: \"g\" hides: "
prints 'by name, owner and place' "g g top (shipped, keys.yaml:$(grep -n 'g g: top' "$config/keys.yaml" |
	head -n 1 | cut -d: -f1))"
prints 'as is whose key it has' "$own:2:3: \"j\" hides: j down (shipped, keys.yaml:"
prints 'as no fault' '4 of them your own: no fault, but 2 have keys of others'
prints 'and counted' '4 of them your own'
"$mq" check keys --format tsv >out
same 'what nobody can reach is not in force' "$(grep -c '^results	g ' out)" 0
same 'a key taken away is' "$(grep '^results	q' out | cut -f 3,4)" "$(printf 'none\town')"

# ---- bar 12: one bad line disables one binding ----

cat >"$own" <<'END'
results:
  j: up
  k: dwon
  Foo: up
  x: mark
  x x: find
resluts:
  y: up
facets:
  C-i: up
  Tab: down
END
exits 3 'faults' "$mq" check keys
says 'no such command' "$own:3:6: there is no command \"dwon\""
says 'with the nearest' 'did you mean "down"?'
says 'no such key' "$own:4:3: \"Foo\" names no key"
says 'keys that begin others' "$own:6:3: \"x x\" is already taken: \"x\" means mark in line 5"
says 'no such context' "$own:7:1: keys have no context \"resluts\""
says 'with those there are' 'any, query, conditions, results, facets, card, saved, help'
says 'two names of one key' "$own:11:3: \"Tab\" is already taken: \"Tab\" means up in line 10"
prints 'what is right is in force' "$own:2:3"
"$mq" check keys --format tsv >out 2>err
same 'and nothing else of it' "$(grep -c '	own	' out)" 3
printf 'results: [\n' >"$own"
exits 3 'what is no YAML' "$mq" check keys
"$mq" check keys --format tsv 2>err >out
same 'changes nothing' "$(tail -n +2 out | grep -vc '	shipped	')" 0
exits 2 'nothing else is checked' "$mq" check kyes
exits 2 'in no other format' "$mq" check keys --format yaml
rm -r "$XDG_CONFIG_HOME/minqing"

# ---- minqing-keys(5) ----

sh "$top/tests/tools/keys-page.sh" "${mq%/minqing}" >part
[ "$(grep -c '^\.It Ic' part)" -ge 80 ]
result $? 'the commands are found'
sed -n '/^\.\\" commands:/,/^\.\\" end of commands/p' "$page" | sed '1d;$d' >told
holds 'minqing-keys(5) has every command and key (tests/tools/keys-page.sh renews it)' cmp part told
cp "$top/man/zh_CN/minqing-keys.5" zh_CN.5
sh "$top/tests/tools/keys-page.sh" "${mq%/minqing}" zh_CN.5
holds 'and the Chinese one too' cmp zh_CN.5 "$top/man/zh_CN/minqing-keys.5"
lost=$(tail -n +2 shipped | cut -f 1 | sort -u | while read -r context; do
	grep -q "^\.It Cm $context\$" "$page" || echo "$context"
done)
same 'and every context' "$lost" ''
sed -n '/^\.Sh KEYS/,/^\.Sh PRECEDENCE/p' "$page" | tr -s ' ,' '\n' >names
lost=$(sed -n 's/^	{"\([A-Z][A-Za-z]*\)", .*/\1/p' "$top/src/ui/press.c" | while read -r name; do
	grep -qx "$name" names || echo "$name"
done)
same 'and every name of a key' "$lost" ''
sed -n '/^results:/,/^\.Ed/p' "$page" | sed '/^\.Ed/d' | head -n 6 >example
mkdir -p "$XDG_CONFIG_HOME/minqing" && cp example "$own"
exits 0 'its example is right' "$mq" check keys

finish
