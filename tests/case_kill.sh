#!/bin/sh
# Killed with -9 at random moments of an add: the case is sound every time, and the next add completes it. Usage: case_kill.sh BUILD/quoth [TIMES]
quoth=$(cd "$(dirname "$1")" && pwd)/quoth; tool=$(dirname "$quoth")/tests/case_tool; root=$(cd "$(dirname "$0")/.." && pwd)
case $1 in *-san*) times=${2:-10};; *) times=${2:-100};; esac
QUOTH_DATA=$root; export QUOTH_DATA
dir=$(mktemp -d) || exit 2
trap 'rm -rf "$dir"' EXIT
passed=0 failed=0 midway=0
# Small reports with little in common, so that the time goes into storing.
awk 'BEGIN { for (i = 1; i <= 400; i++) { w = sprintf("%c%c%c", 97 + i % 26, 97 + int(i / 26) % 26, 97 + (i * 7) % 26)
  printf "{\"id\": \"%d\", \"outlet\": \"Outlet %d\", \"text\": \"Mayor O%s said that the %sum in Sk%sa was %sive. The k%so lies %s%sen.\"}\n", i, i % 9, w, w, w, w, w, w, w } }' > "$dir/feed.jsonl"
cd "$dir" || exit 2
full=$(awk 'END { print NR }' feed.jsonl)
at=1
while [ $at -le $times ]; do
  rm -f c.db*
  "$quoth" add c.db feed.jsonl --quiet >/dev/null 2>&1 & pid=$!
  # Between a few milliseconds and more than a run takes; the steps are a golden section, so that no moment is left out for long.
  sleep "$(awk -v i=$at 'BEGIN { x = i * 0.6180339887; printf "%.3f", 0.01 + 0.5 * (x - int(x)) }')"
  kill -9 $pid 2>/dev/null; wait $pid 2>/dev/null
  if [ -f c.db ]; then
    if [ -s c.db ] || [ -s c.db-wal ]; then
      stored=$("$tool" count c.db 2>/dev/null || echo 0)
      [ "${stored:-0}" -gt 0 ] && [ "$stored" -lt "$full" ] && midway=$((midway + 1))
      [ "${stored:-0}" = 0 ] || "$tool" check c.db || { failed=$((failed + 1)); echo "FAILED: unsound after kill $at"; at=$((at + 1)); continue; }
    fi
  fi
  passed=$((passed + 1))
  at=$((at + 1))
  # Completing takes a whole run: done for one in ten, and the result is held against a run that nobody killed.
  [ $((at % 10)) = 0 ] || continue
  "$quoth" add c.db feed.jsonl --quiet >/dev/null 2>errors || { failed=$((failed + 1)); echo "FAILED: the next add: $(cat errors)"; continue; }
  "$tool" check c.db && "$tool" dump c.db > completed || failed=$((failed + 1))
  [ -f whole ] || { "$quoth" add whole.db feed.jsonl --quiet >/dev/null 2>&1; "$tool" dump whole.db > whole; }
  cmp -s completed whole || { failed=$((failed + 1)); echo "FAILED: completed after kill $at, but otherwise than in one run"; }
  [ ! -e c.db-wal ] || { failed=$((failed + 1)); echo "FAILED: the case is not one file"; }
done
echo "killed with a part stored: $midway of $times"
echo "case_kill: $passed passed, $failed failed"
[ $failed = 0 ]
