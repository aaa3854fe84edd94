#!/bin/sh
# Install the Debian packages named as arguments that are not there yet.
# Says so first; as root, or through sudo.
set -eu

missing=
for package in "$@"; do
	dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' ||
		missing="$missing $package"
done
[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" -ne 0 ]; then
	command -v sudo >/dev/null || {
		echo "minqing needs:$missing" >&2
		echo "install them as root: apt-get install$missing" >&2
		exit 1
	}
	as_root=sudo
fi
echo "installing with apt${as_root:+ (through sudo)}:$missing" >&2
# shellcheck disable=SC2086 # the list is meant to split
$as_root apt-get update -qq >&2
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >&2
