#!/usr/bin/env bash
# The crate as crates.io would get it: it holds what building and reading need and nothing else, is under 3 MB, and
# builds from the unpacked package.
set -euo pipefail
cd "$(dirname "$0")/.."
say() { echo "crate: $*"; }
fail() { echo "crate: $*" >&2; exit 1; }
target=$(realpath -m "${CARGO_TARGET_DIR:-target}")

# Of what is here, committed or not: that is what you want to know while working.
cargo package --locked --no-verify --allow-dirty --quiet
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | sed -n 1p)
package="$target/package/coeval-$version.crate"
size=$(stat --format %s "$package")
say "$package, $((size / 1000)) kB"
[ "$size" -lt 3000000 ] || fail "is not under 3 MB; see include in Cargo.toml"

files=$(tar --list --file "$package" | cut -d/ -f2-)
for file in README.md CHANGELOG.md LICENSE-MIT LICENSE-APACHE docs/README.md docs/images/overview.png; do
    grep -qxF "$file" <<<"$files" || fail "has no $file"
done
if grep -E '^(tests|fuzz|benches|\.ci|\.github)/' <<<"$files"; then fail "has what only the repository needs"; fi

# With the dependencies that are built already; the program itself is built anew, from the package alone.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tar --extract --file "$package" --directory "$work"
CARGO_TARGET_DIR="$target" cargo check --locked --quiet --manifest-path "$work/$(basename "$package" .crate)/Cargo.toml"
say "passed"
