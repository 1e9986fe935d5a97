#!/usr/bin/env bash
# Makes the Debian package and prints its path. Needs cargo-deb (cargo install cargo-deb --locked) and Debian's
# dpkg-dev and cmark-gfm. An argument is handed to cargo deb.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v cargo-deb >/dev/null || { echo "There is no cargo-deb: cargo install cargo-deb --locked" >&2; exit 1; }

cargo build --release --locked >&2
program=target/release/coeval
made=target/packaging
rm -rf "$made"
mkdir -p "$made/man"
"$program" manual --all "$made/man"
"$program" completions bash >"$made/coeval.bash"
"$program" completions zsh >"$made/_coeval"
"$program" completions fish >"$made/coeval.fish"
gzip -9n <CHANGELOG.md >"$made/changelog.gz"
packaging/guide.sh "$made/guide"
# What is left of symbols is no use in a package, and lintian holds it against one.
cargo deb --no-build --strip --locked "$@" | tail -n 1
