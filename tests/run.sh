#!/bin/sh
# All tests of one build folder; the last line sums them. Usage: run.sh BUILD-FOLDER...
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root" || exit 2
QUOTH_DATA=$root; export QUOTH_DATA
log=$(mktemp); trap 'rm -f "$log"' EXIT
passed=0 failed=0 skipped=0
count() { # the runner's closing lines: cmocka's, or "NAME: N passed, N failed, N skipped"
  name=$1; status=$2
  set -- $(awk '/^\[  PASSED  \] [0-9]+ test/ { p += $4 } /^\[  FAILED  \] [0-9]+ test/ { f += $4 } /^\[  SKIPPED \] [0-9]+ test/ { s += $4 }
    /^[a-z_]+: [0-9]+ passed, [0-9]+ failed/ { p += $2; f += $4; s += $6 } END { print p + 0, f + 0, s + 0 }' "$log")
  [ "$status" = 0 ] || [ "$2" != 0 ] || set -- "$1" 1 "$3"
  [ "$status" = 0 ] && [ "$2" = 0 ] || { echo "--- $name (status $status)"; grep -v '^\[       OK\|^\[ RUN' "$log" | tail -60; }
  passed=$((passed + $1)); failed=$((failed + $2)); skipped=$((skipped + $3))
  echo "$name: $1 passed, $2 failed, $3 skipped"
}
for build; do
  for t in "$build"/tests/unit/test_*; do
    [ -x "$t" ] || continue
    case $t in *.d|*.o) continue;; esac
    "$t" >"$log" 2>&1; count "$build $(basename "$t")" $?
  done
  for t in "$build"/fuzz/replay_*; do
    [ -x "$t" ] || continue
    "$t" "fuzz/corpus/${t##*/replay_}" >"$log" 2>&1; count "$build $(basename "$t")" $?
  done
  sh tests/golden.sh "$build" >"$log" 2>&1; count "$build golden" $?
  for t in tests/case_*.sh tests/net_*.sh; do
    [ -f "$t" ] || continue
    sh "$t" "$build/quoth" >"$log" 2>&1; count "$build $(basename "$t")" $?
  done
done
echo "$passed passed, $failed failed, $skipped skipped"
[ $failed = 0 ]
