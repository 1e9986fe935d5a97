#!/usr/bin/env bash
# Makes an archive for Linux without a package manager of its own and prints its path: the program, what its desktop
# needs, man pages, completions, guide and samples, laid out as below /usr. Call packaging/deb.sh first, which makes them.
#
#     tar --extract --file coeval-….tar.gz --directory ~/.local --strip-components 1
set -euo pipefail
cd "$(dirname "$0")/.."
made=target/packaging
[ -x target/release/coeval ] && [ -d "$made/guide" ] || { echo "Call packaging/deb.sh first." >&2; exit 1; }
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | sed -n 1p)
name=coeval-$version-$(uname -m)-linux
root=$made/$name
rm -rf "$root"
put() { install -D --mode "$1" --target-directory "$root/$2" "${@:3}"; }
put 755 bin target/release/coeval
strip "$root/bin/coeval"
put 644 share/applications packaging/coeval.desktop
put 644 share/thumbnailers packaging/coeval.thumbnailer
put 644 share/metainfo packaging/io.github.coeval.coeval.metainfo.xml
install -D --mode 644 packaging/coeval.mime.xml "$root/share/mime/packages/coeval.xml"
put 644 share/icons/hicolor/scalable/apps packaging/icons/coeval.svg
for size in 16 24 32 48 64 128 256 512; do
    install -D --mode 644 "packaging/icons/coeval-$size.png" "$root/share/icons/hicolor/${size}x$size/apps/coeval.png"
done
put 644 share/man/man1 "$made"/man/*.1
install -D --mode 644 "$made/coeval.bash" "$root/share/bash-completion/completions/coeval"
put 644 share/zsh/site-functions "$made/_coeval"
put 644 share/fish/vendor_completions.d "$made/coeval.fish"
put 644 share/doc/coeval CHANGELOG.md LICENSE-MIT LICENSE-APACHE packaging/deb/copyright
put 644 share/doc/coeval/examples sample_data/*.ron
cp -r "$made/guide" "$root/share/doc/coeval/guide"
tar --create --gzip --owner 0 --group 0 --sort name --file "$made/$name.tar.gz" --directory "$made" "$name"
echo "$made/$name.tar.gz"
