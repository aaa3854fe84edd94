#!/bin/sh
# scale.sh BUILD SIZE…: how figures grow with the register. Registers of so many residents
# are kept in BUILD/bench-scale and made where they are not there yet; each figure is fitted
# as a power of the size (least squares of the logarithms), and it is told whether it is at a
# million within twelve times what it is at 80,000.
set -eu

build=$(cd "$1" && pwd)
shift
here=$(cd "$(dirname "$0")" && pwd)
minqing=$build/minqing
drivers=$build/tests/bench
work=$build/bench-scale
figures=$work/figures.tsv
# While it is made a register takes its sorted runs beside itself, in bytes a resident; a
# sheet and a register made of it come on top for sizes that are imported.
room_made=2600
room_imported=4000
import_max=1000000
export MINQING_TODAY=2026-03-01 TERM=xterm-256color LC_ALL=C.UTF-8

need_room() { # BYTES
	free=$(df --output=avail -B1 "$work" | tail -n 1)
	[ "$free" -gt "$1" ] || {
		echo "bench-scale: $1 bytes of disk are needed in $work, $free are free" >&2
		exit 1
	}
}

# One of an older format cannot be read any more.
make_register() { # SIZE
	if "$minqing" -d "$work/$1" count '' >/dev/null 2>&1; then
		return
	fi
	rm -rf "${work:?}/$1"
	need_room $(($1 * room_made))
	rm -rf "$work/$1.part"
	nice "$minqing" -d "$work/$1.part" demo -n "$1" --config "$here/../../config" >/dev/null
	mv "$work/$1.part" "$work/$1"
}

tell() { # SIZE: figures of a driver, NAME VALUE UNIT, get the size in front
	sed "s/^/$1	/" >>"$figures"
}

value() { # NAME-OF-THE-DRIVER FIGURE UNIT
	awk -v name="screen_80x24_$1" -v figure="$2" -v unit="$3" \
		'$1 == name { print figure "\t" $2 "\t" unit }' "$work/values"
}

# The median of a row of timing.h: the task is 58 wide.
median() { # FIGURE UNIT
	awk -v figure="$1" -v unit="$2" '{ split(substr($0, 59), n, " "); print figure "\t" n[1] "\t" unit }'
}

megabytes() { # FILE
	echo "$(($(stat -c %s "$1") / 1000000))"
}

time_import() { # SIZE
	[ "$1" -le "$import_max" ] || return 0
	need_room $(($1 * room_imported))
	rm -rf "$work/import" "$work/import.csv"
	"$minqing" -d "$work/$1" query '' --format csv --columns all >"$work/import.csv"
	"$minqing" -d "$work/import" init --config "$here/../../config" >/dev/null
	"$drivers/process" import 1 0 "$minqing" -d "$work/import" import "$work/import.csv" |
		awk -v size="$1" '{ split(substr($0, 59), n, " ")
			printf "import, rows a second\t%.0f\t/s\n", size / n[1] * 1000 }' | tell "$1"
	rm -rf "$work/import" "$work/import.csv"
}

time_size() { # SIZE
	register=$work/$1
	printf 'size on disk\t%s\tMB\n' "$(megabytes "$(find "$register/data" -name data.mdb)")" | tell "$1"
	"$drivers/scale" "$register" | tell "$1"
	"$drivers/process" process 15 0 "$minqing" -d "$register" query 'limit:50 高龄 独居' |
		median 'process start to 50 rows' ms | tell "$1"
	rm -f "$work/values"
	"$drivers/screen" -o "$work/values" 80 24 "$here/keys.txt" "$minqing" -d "$register" >"$work/screen"
	value start_ms_median 'process start to first frame' ms | tell "$1"
	value key_ms_median 'key to frame, median' ms | tell "$1"
	value key_ms_p99 'key to frame, p99' ms | tell "$1"
	value key_soon_median 'key to frame within 30 ms' % | tell "$1"
	value key_last_ms_p99 'key to the last byte, p99' ms | tell "$1"
	# A key that changes nothing has none.
	sed -n 's/^key to frame, \([0-9]*\) of \([0-9]*\) keys.*/keys with a frame, of \2	\1	-/p' \
		"$work/screen" | tell "$1"
	value private_mb_median 'private memory of the screen' MB | tell "$1"
	"$drivers/scale_edit" "$register" | tell "$1"
	time_import "$1"
}

# One line a figure: its value at each size, the exponent, and a million beside 80,000.
table() {
	awk -F '\t' '
		!($1 in seen_size) { seen_size[$1] = 1; sizes[++n_sizes] = $1 }
		!($2 in unit) { names[++n_names] = $2; unit[$2] = $4 }
		{ value[$2, $1] = $3 }
		function exponent(name,    i, n, x, y, sx, sy, sxx, sxy) {
			for (i = 1; i <= n_sizes; i++) {
				if ((name, sizes[i]) in value && value[name, sizes[i]] > 0) {
					x = log(sizes[i]); y = log(value[name, sizes[i]])
					n++; sx += x; sy += y; sxx += x * x; sxy += x * y
				}
			}
			return n > 1 ? sprintf("%.2f", (n * sxy - sx * sy) / (n * sxx - sx * sx)) : "-"
		}
		function twelve(name,    small, large) {
			if (unit[name] == "/s" || unit[name] == "-" || !((name, 80000) in value) || !((name, 1000000) in value)) {
				return "-"
			}
			small = value[name, 80000]; large = value[name, 1000000]
			return sprintf("%.1f × %s", large / small, large <= 12 * small ? "yes" : "NO")
		}
		END {
			printf "%-44s %-4s", "figure", "unit"
			for (i = 1; i <= n_sizes; i++) { printf " %12d", sizes[i] }
			printf " %9s  %s\n", "exponent", "1,000,000 : 80,000, at most 12 ×"
			for (k = 1; k <= n_names; k++) {
				printf "%-44s %-4s", names[k], unit[names[k]]
				for (i = 1; i <= n_sizes; i++) {
					v = value[names[k], sizes[i]]
					printf " %12s", v == "" ? "-" : v
				}
				printf " %9s  %s\n", exponent(names[k]), twelve(names[k])
			}
		}' "$figures"
}

mkdir -p "$work"
: >"$figures"
for size; do
	make_register "$size"
	time_size "$size"
done
table
