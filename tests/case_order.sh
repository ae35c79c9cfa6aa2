#!/bin/sh
# The same reports in any order, at once or in pieces, with any number of threads: the same case but for row ids. Usage: case_order.sh BUILD/quoth
quoth=$(cd "$(dirname "$1")" && pwd)/quoth; tool=$(dirname "$quoth")/tests/case_tool; root=$(cd "$(dirname "$0")/.." && pwd)
QUOTH_DATA=$root; export QUOTH_DATA
dir=$(mktemp -d) || exit 2
trap 'rm -rf "$dir"' EXIT
passed=0 failed=0
verdict() { if [ "$1" = 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: $2"; fi; }

# The feed has one name everywhere, for the name is part of what is stored.
awk -v N=60 -f "$root/bench/reports.awk" > "$dir/all" && cat "$root"/examples/bridge/*.jsonl >> "$dir/all" 2>/dev/null
shuffle() { awk -v s="$1" 'BEGIN { srand(s) } { printf "%.9f\t%s\n", rand(), $0 }' "$dir/all" | sort | cut -f 2-; }
add() { (cd "$1" && "$quoth" add "$dir/$2" feed.jsonl --from jsonl --quiet --threads "$3") >/dev/null 2>"$dir/errors" || { cat "$dir/errors"; return 1; }; }
same() { "$tool" check "$dir/$1" && "$tool" dump "$dir/$1" > "$dir/$1.txt" && { cmp -s "$dir/model.db.txt" "$dir/$1.txt" || { diff "$dir/model.db.txt" "$dir/$1.txt" | head -10; false; }; }; }

mkdir "$dir/in" && cp "$dir/all" "$dir/in/feed.jsonl"
add "$dir/in" model.db 1 && "$tool" check "$dir/model.db" && "$tool" dump "$dir/model.db" > "$dir/model.db.txt"; verdict $? "the case is made and sound"
add "$dir/in" model.db 2 && "$tool" dump "$dir/model.db" | cmp -s - "$dir/model.db.txt"; verdict $? "the same input again changes nothing"
for round in 1 2 3; do
  shuffle $round > "$dir/in/feed.jsonl"
  add "$dir/in" "shuffled$round.db" $((round * 2)) && same "shuffled$round.db"; verdict $? "order $round"
done
shuffle 4 > "$dir/mixed"
lines=$(wc -l < "$dir/mixed")
for part in 0 1 2 3; do # four runs, the later ones link with the earlier
  awk -v p=$part -v n="$lines" 'int((NR - 1) * 4 / n) == p' "$dir/mixed" > "$dir/in/feed.jsonl"
  add "$dir/in" pieces.db 2 || failed=$((failed + 1))
done
same pieces.db; verdict $? "in four pieces"
"$quoth" refresh "$dir/pieces.db" --quiet >/dev/null && same pieces.db; verdict $? "refresh changes nothing"
head -1 "$dir/mixed" > "$dir/in/feed.jsonl"
id=$(sed 's/.*"id": "\([^"]*\)".*/\1/' "$dir/in/feed.jsonl")
"$quoth" forget "$dir/pieces.db" "$id" && ! "$tool" dump "$dir/pieces.db" | cmp -s - "$dir/model.db.txt" && "$tool" check "$dir/pieces.db"; verdict $? "forget $id"
cp "$dir/all" "$dir/in/feed.jsonl"
add "$dir/in" pieces.db 2 && same pieces.db; verdict $? "what was forgotten comes back with the next add"
echo "case_order: $passed passed, $failed failed"
[ $failed = 0 ]
