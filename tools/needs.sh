# shellcheck shell=sh disable=SC2034 # the lists are for the callers
# What Coeval needs from the machine, and how to get it: ./run, ./test and .ci/run source this file, so that there is
# one list. It finds and installs on Debian and Ubuntu (apt); elsewhere it says what is missing and stops.
#
# The caller has changed to the root of the checkout, names what it needs (need_packages, need_rust, need_dialog) and
# then calls get_needs, which asks once and installs. With yes=1 it does not ask.

# The window opens these libraries when it starts (src/app/window/libraries.rs); a dynamic linker never looks for them.
window_packages="libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0 libgl1 libgl1-mesa-dri"
build_packages="gcc libc6-dev"
# The tests that drive the built program: a display, a hand, a window manager, a dialog and a screen reader's bus.
end_to_end_packages="xvfb xdotool openbox zenity"
# Published pages are looked at in a browser.
browser_packages="chromium chromium-driver fonts-noto-core python3"
paper_packages="poppler-utils qpdf libreoffice-impress"
screen_reader_packages="dbus dbus-daemon at-spi2-core python3 python3-gi gir1.2-atspi-2.0"

yes=${yes:-0}
missing=""      # Debian packages
lacks=""        # the same for people, one line each
rust_by=""      # how Rust is to be had: apt, apt-rustup, rustup or rustup.rs; empty where it is there

# The oldest Rust that builds this, as Cargo.toml says.
rust_needed=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

has() {
    command -v "$1" >/dev/null 2>&1
}

is_installed() {
    [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# Whether version $1 is at least $2; both are numbers with dots.
at_least() {
    [ "$(printf '%s\n%s\n' "$2" "$1" | sort -t. -k1,1n -k2,2n -k3,3n | sed -n 1p)" = "$2" ]
}

lack() {
    lacks="$lacks  $1
"
}

# need_packages "what they are for" PACKAGE...
need_packages() {
    need_for=$1
    need_these=""
    shift
    if has dpkg-query; then
        for package in "$@"; do
            is_installed "$package" || need_these="$need_these $package"
        done
    elif [ "$need_for" = "a C compiler" ]; then
        has cc || need_these=" $*"
    fi
    if [ -n "$need_these" ]; then
        missing="$missing$need_these"
        lack "$need_for:$need_these"
    fi
}

# A file dialog: a desktop portal brings it, else zenity.
need_dialog() {
    if ! has zenity && ! has kdialog && ! { has dpkg-query && is_installed xdg-desktop-portal; }; then
        need_packages "a file dialog" zenity
    fi
}

# Puts a toolchain that was installed in the usual place on the path.
find_cargo() {
    if ! has cargo && [ -r "${CARGO_HOME:-$HOME/.cargo}/env" ]; then
        # shellcheck source=/dev/null
        . "${CARGO_HOME:-$HOME/.cargo}/env"
    fi
    has cargo || return 1
    rust_found=$(cargo --version 2>/dev/null | sed -n 's/^cargo \([0-9.]*\).*/\1/p')
    [ -n "$rust_found" ] && at_least "$rust_found" "$rust_needed"
}

# The version of a package that apt would install, without Debian's revision; empty where there is none.
apt_version() {
    apt-cache policy "$1" 2>/dev/null | sed -n 's/^  Candidate: \([0-9.]*\).*/\1/p'
}

need_rust() {
    rust_found=""
    find_cargo && return
    if has rustup; then
        rust_by=rustup
        lack "Rust $rust_needed or later${rust_found:+ (here is $rust_found)}: the stable toolchain, by the rustup that is here"
    elif ! has apt-get; then
        fail "There is no Rust $rust_needed or later${rust_found:+ (only $rust_found)}. Install it from https://rustup.rs, then call this again."
    else
        refresh_lists
        if at_least "$(apt_version cargo)" "$rust_needed" 2>/dev/null && [ -n "$(apt_version cargo)" ]; then
            rust_by=apt
            missing="$missing cargo"
            lack "Rust $rust_needed or later: cargo"
        elif [ -n "$(apt_version rustup)" ]; then
            rust_by=apt-rustup
            missing="$missing rustup ca-certificates"
            replaces=""
            if is_installed cargo; then replaces=", in place of the package cargo"; fi
            lack "Rust $rust_needed or later${rust_found:+ (here is $rust_found)}: rustup$replaces, and with it the stable toolchain from static.rust-lang.org"
        else
            rust_by=rustup.rs
            has curl || missing="$missing curl ca-certificates"
            lack "Rust $rust_needed or later${rust_found:+ (here is $rust_found)}: rustup from https://rustup.rs, into your home folder"
        fi
    fi
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif has sudo; then
        if [ -t 0 ]; then sudo "$@"; else sudo -n "$@"; fi || fail "This needs root: $*"
    else
        fail "This needs root, and there is no sudo. As root, run: $*"
    fi
}

# A bare machine has no lists of packages, and without them nothing is known of any.
refresh_lists() {
    [ -z "$(apt-cache policy gcc 2>/dev/null | sed -n '/Candidate: [0-9]/p')" ] || return 0
    echo "Fetching the lists of packages."
    as_root apt-get -qq update || fail "apt-get update failed; without the lists of packages nothing can be installed."
}

fetch() {
    curl --proto '=https' --tlsv1.2 -sSfL "$1" -o "$2"
}

install_rust() {
    case $rust_by in
    rustup | apt-rustup)
        rustup toolchain install stable --profile minimal --component rustfmt --component clippy ||
            fail "rustup could not fetch Rust. It needs to reach https://static.rust-lang.org; behind a proxy set https_proxy.
Where that is not possible, install Rust $rust_needed or later in another way and call this again."
        ;;
    rustup.rs)
        rustup_script=$(mktemp)
        # The second address is where the first leads to.
        fetch https://sh.rustup.rs "$rustup_script" || fetch https://static.rust-lang.org/rustup/rustup-init.sh "$rustup_script" ||
            fail "rustup cannot be fetched from https://sh.rustup.rs, and this system has no Rust $rust_needed of its own.
Install Rust $rust_needed or later in another way (https://forge.rust-lang.org/infra/other-installation-methods.html)
and call this again."
        sh "$rustup_script" -y --profile minimal --component rustfmt --component clippy || fail "rustup could not install Rust."
        rm -f "$rustup_script"
        ;;
    esac
}

# Says what is missing, asks, installs.
get_needs() {
    [ -n "$lacks" ] || return 0
    printf 'Coeval needs what this machine does not have yet:\n%s' "$lacks"
    if [ -n "$missing" ] && ! has apt-get; then
        fail "There is no apt here. Install what corresponds to these packages of Debian, then call this again:$missing"
    fi
    if [ "$yes" -ne 1 ]; then
        [ -t 0 ] || fail "Nothing was installed. Call this with --yes to install it without a question."
        printf 'Install it now? [Y/n] '
        read -r answer || answer=n
        case $answer in
        "" | [Yy]*) ;;
        *) fail "Nothing was installed." ;;
        esac
    fi
    if [ -n "$missing" ]; then
        DEBIAN_FRONTEND=noninteractive
        export DEBIAN_FRONTEND
        as_root apt-get update -qq || echo "apt-get update failed; trying with the lists that are here." >&2
        # shellcheck disable=SC2086 # a list of names without spaces
        as_root apt-get install --yes --no-install-recommends $missing || fail "apt-get could not install:$missing"
    fi
    install_rust
    if [ -n "$rust_by" ]; then
        hash -r
        find_cargo || fail "Rust was installed, but cargo${rust_found:+ $rust_found} is not $rust_needed or later. Is an older one first on your PATH?"
    fi
}
