#!/bin/sh
# Golden tests: tests/golden/*.txt, blocks divided by a line "===". A block: a title line, shell lines, a line "---", what they print (both outputs).
# A title that begins with "? " is a known miss: run, counted as skipped when it fails. Usage: golden.sh BUILD-FOLDER [FILE...]
build=$(cd "$1" && pwd); shift
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
passed=0 failed=0 skipped=0
[ $# -gt 0 ] || set -- "$root"/tests/golden/*.txt
for file; do
  [ -f "$file" ] || continue
  rm -rf "$work/blocks"; mkdir "$work/blocks"
  awk -v dir="$work/blocks" 'BEGIN { n = 1; part = "title" }
    /^===$/ { n++; part = "title"; next }
    part == "title" { if ($0 == "") next; print > (dir "/" sprintf("%03d", n) ".title"); part = "script"; next }
    part == "script" && /^---$/ { part = "expected"; printf "" > (dir "/" sprintf("%03d", n) ".expected"); next }
    { print > (dir "/" sprintf("%03d", n) "." part) }' "$file"
  for title in "$work"/blocks/*.title; do
    block=${title%.title}
    rm -rf "$work/run"; mkdir "$work/run"
    (cd "$work/run" && PATH="$build:$PATH" NO_COLOR=1 QUOTH_DATA="$root" EXAMPLES="$root/examples" TESTS="$root/tests" sh "$block.script" >"$block.got" 2>&1 </dev/null
     status=$?; [ $status = 0 ] || echo "exit $status" >>"$block.got")
    if cmp -s "$block.expected" "$block.got"; then passed=$((passed + 1))
    elif grep -q '^? ' "$title"; then skipped=$((skipped + 1))
    else
      failed=$((failed + 1))
      echo "FAILED $(basename "$file"): $(cat "$title")"
      diff "$block.expected" "$block.got" | head -20
    fi
  done
done
echo "golden: $passed passed, $failed failed, $skipped skipped"
[ $failed = 0 ]
