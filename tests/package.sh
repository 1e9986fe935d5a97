#!/usr/bin/env bash
# The Debian package, made, checked and installed: what desktop files, metadata and package say is held to the
# validators, then the package is installed with its dependencies in a clean Debian (debootstrap, in a folder that goes
# again), and the command line and the window are run from there.
#
# Needs root (chroot), the network for Debian's packages, and cargo-deb, dpkg-dev, cmark-gfm, debootstrap, lintian, desktop-file-utils,
# appstream, shared-mime-info, xvfb and xdotool. Takes a package to test as its argument; else makes one.
set -euo pipefail
cd "$(dirname "$0")/.."
say() { echo "package: $*"; }
fail() { echo "package: $*" >&2; exit 1; }

for tool in debootstrap lintian desktop-file-validate appstreamcli update-mime-database Xvfb xdotool dpkg-deb; do
    command -v "$tool" >/dev/null || PATH="$PATH:/usr/sbin" command -v "$tool" >/dev/null || fail "there is no $tool"
done
[ "$(id -u)" -eq 0 ] || fail "needs root, for the chroot"

work=$(mktemp -d)
root="$work/root"
pids=()
finish() {
    status=$?
    [ "$status" -eq 0 ] || { echo "package: FAILED" >&2; tail -n 40 "$work"/log* >&2 2>/dev/null || true; }
    for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
    wait 2>/dev/null || true
    rm -rf --one-file-system "$work"
    exit "$status"
}
trap finish EXIT

deb=${1:-$(packaging/deb.sh)}
[ -s "$deb" ] || fail "no package was made: $deb"
say "$deb, $(du -h "$deb" | cut -f1)"

desktop-file-validate packaging/coeval.desktop
appstreamcli validate --no-net packaging/io.github.coeval.coeval.metainfo.xml
lintian --fail-on error,warning --tag-display-limit 0 "$deb"
say "validated"

# The type is for our double endings and for no other .ron.
mkdir -p "$work/data/mime/packages"
cp packaging/coeval.mime.xml "$work/data/mime/packages/"
update-mime-database "$work/data/mime" 2>/dev/null
grep -q ':\*\.coeval\.ron$' "$work/data/mime/globs2" || fail "no type for *.coeval.ron"
grep -q ':\*\.timeline\.ron$' "$work/data/mime/globs2" || fail "no type for *.timeline.ron"
if grep -q ':\*\.ron$' "$work/data/mime/globs2"; then fail "all .ron files are taken"; fi

suite=$(. /etc/os-release && echo "${VERSION_CODENAME:-bookworm}")
mirror=$(sed -n 's/^URIs: *\(http[^ ]*debian\/*\)$/\1/p; s/^deb \(http[^ ]*\) .*/\1/p' \
    /etc/apt/sources.list.d/*.sources /etc/apt/sources.list 2>/dev/null | sed -n 1p || true)
say "a clean $suite"
PATH="$PATH:/usr/sbin" debootstrap --variant=minbase "$suite" "$root" \
    "${mirror:-http://deb.debian.org/debian}" >"$work/log.debootstrap" 2>&1
cp /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true
cp "$deb" "$root/tmp/coeval.deb"
inside() {
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
        DISPLAY="${DISPLAY:-}" LIBGL_ALWAYS_SOFTWARE=1 chroot "$root" "$@"
}
# With what the package recommends, as people install it: a software GL is among it.
inside apt-get install --yes --no-install-recommends /tmp/coeval.deb libgl1-mesa-dri >"$work/log.install" 2>&1
say "installed: $(inside coeval --version)"
inside coeval check /usr/share/doc/coeval/examples/azerbaijani_rope.ron
# shellcheck disable=SC2016 # the shell inside fills it in
inside sh -c 'for file in applications/coeval.desktop thumbnailers/coeval.thumbnailer mime/packages/coeval.xml man/man1/coeval.1.gz \
    icons/hicolor/48x48/apps/coeval.png bash-completion/completions/coeval \
    doc/coeval/guide/index.html doc/coeval/guide/guide/window.html doc/coeval/guide/images/overview.png; do test -s "/usr/share/$file" || exit 1; done' ||
    fail "a file is missing from the package"

exec 3<>"$work/display"
Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp >/dev/null 2>&1 &
pids+=($!)
for _ in $(seq 100); do [ -s "$work/display" ] && break; sleep 0.2; done
DISPLAY=":$(tr -d '[:space:]' <"$work/display")"
export DISPLAY
mkdir -p "$root/tmp/.X11-unix"
ln -f "/tmp/.X11-unix/X${DISPLAY#:}" "$root/tmp/.X11-unix/" 2>/dev/null || true
inside coeval /usr/share/doc/coeval/examples/azerbaijani_rope.ron >"$work/log.window" 2>&1 &
pids+=($!)
for _ in $(seq 900); do
    xdotool search --onlyvisible --name 'azerbaijani_rope.ron' >/dev/null 2>&1 && break
    sleep 0.2
done
xdotool search --onlyvisible --name 'azerbaijani_rope.ron' >/dev/null || fail "no window"
say "the window is there"
inside apt-get remove --yes coeval >>"$work/log.install" 2>&1
[ ! -e "$root/usr/bin/coeval" ] || fail "removing leaves the program"
say "passed"
