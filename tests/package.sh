#!/usr/bin/env bash
# package.sh BUILD: the .deb has what belongs into it, lintian finds no error, and it is the same
# bytes when it is made again.
set -euo pipefail
build=$1
box=$(mktemp -d)
trap 'rm -rf "$box"' EXIT

for time in first second; do
  (cd "$build" && cpack -B "$box/$time" >"$box/cpack.log" 2>&1) || { cat "$box/cpack.log"; exit 1; }
done
first=$(echo "$box"/first/*.deb)
cmp "$first" "$box"/second/*.deb
lintian --allow-root --fail-on error --tag-display-limit 0 "$first"

depends=$(dpkg-deb -f "$first" Depends)
[[ $depends == *tzdata* && $depends == *libc6* ]] || { echo "it depends on $depends"; exit 1; }
dpkg-deb -c "$first" | awk '{print $6}' >"$box/contents"
missing=0
for file in bin/msp share/bash-completion/completions/msp share/zsh/vendor-completions/_msp \
  share/fish/vendor_completions.d/msp.fish share/man/man1/msp.1.gz share/man/man1/msp-order.1.gz \
  share/doc/msp/schema.sql share/doc/msp/examples/month.sh share/doc/msp/copyright; do
  grep -qx "./usr/$file" "$box/contents" || { echo "it has no /usr/$file"; missing=1; }
done
exit $missing
