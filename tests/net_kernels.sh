#!/bin/sh
# The kernels of this processor, and of 64-bit ARM where a cross compiler and qemu-user stand, give the same bits. A kernel that cannot be run here is skipped. Usage: net_kernels.sh BUILD/quoth
build=$(dirname "$1"); root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
passed=0 failed=0 skipped=0
"$build/tests/net_digest" >"$work/here" || { echo "net_digest does not run"; failed=1; }
arm=aarch64-linux-gnu-gcc qemu=$(command -v qemu-aarch64 || command -v qemu-aarch64-static)
if [ -n "$qemu" ] && command -v $arm >/dev/null; then
  if $arm -std=c11 -D_GNU_SOURCE -Wall -Wextra -Wpedantic -Werror -I"$root/include" -I"$root/src" -O3 -fno-trapping-math -fno-math-errno -ffp-contract=off -static \
      -o "$work/arm" "$root/tests/net_digest.c" $(for f in model graph run score work kernel_c kernel_avx2 kernel_vnni kernel_neon; do printf "%s " "$root/src/net/$f.c"; done) "$root/src/base/error.c" -lm && "$qemu" "$work/arm" >"$work/there"; then
    sed 's/^c /arm-c /' "$work/there" >>"$work/here"
  else echo "the build for ARM fails"; failed=$((failed + 1)); fi
fi
for kernel in avx2 vnni neon arm-c; do
  if ! grep -q "^$kernel " "$work/here"; then skipped=$((skipped + 1)); continue; fi
  for op in round dense scan norm embed pool scores graph; do
    a=$(awk -v k=c -v o=$op '$1 == k && $2 == o { print $3 }' "$work/here"); b=$(awk -v k=$kernel -v o=$op '$1 == k && $2 == o { print $3 }' "$work/here")
    if [ -n "$a" ] && [ "$a" = "$b" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "$op: $kernel gives $b, plain C $a"; fi
  done
done
echo "net_kernels: $passed passed, $failed failed, $skipped skipped"
[ $failed = 0 ]
