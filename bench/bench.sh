#!/bin/bash
# Speed and memory as a table, into bench/results.tsv. CPU seconds are the median of five runs on one core. Usage: bench.sh QUOTH [JSONL]
quoth=$(realpath "$1"); here=$(cd "$(dirname "$0")" && pwd); root=$(dirname "$here")
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
text=${2:-$root/../shared/data/reports/fa-kes.jsonl.gz}
if [ -f "$text" ]; then zcat -f "$text" >"$work/in.jsonl"; else "$quoth" --version >/dev/null; cat "$root"/examples/bridge/wires.jsonl >"$work/in.jsonl"; fi
for i in 1 2 3 4 5; do cat "$work/in.jsonl"; done | awk '{ sub(/"id": "/, "\"id\": \"" NR "-"); print }' >"$work/five.jsonl"
words=$(wc -w <"$work/five.jsonl")
cpu() { # median CPU seconds of five runs
  for i in 1 2 3 4 5; do ( TIMEFORMAT='%U %S'; { time "$@" >/dev/null 2>&1; } 2>&1 ) | awk '{ print $1 + $2 }'; done | sort -n | sed -n 3p
}
peak() { "$@" >/dev/null 2>&1 & pid=$!; top=0; while kill -0 $pid 2>/dev/null; do m=$(awk '/VmHWM/ { print $2 }' /proc/$pid/status 2>/dev/null); [ "${m:-0}" -gt "$top" ] && top=$m; sleep 0.02; done; wait $pid; echo "$((top / 1024))"; }
printf '# what\tvalue\tunit\n' >"$work/out"
row() { printf '%s\t%s\t%s\n' "$1" "$2" "$3" | tee -a "$work/out"; }
s=$(cpu "$quoth" read --json --from jsonl "$work/five.jsonl"); row "read, statements by rule" "$(awk -v w="$words" -v s="$s" 'BEGIN { printf "%d", w / s }')" "words a CPU second"
echo "One line." >"$work/one.txt"
row "start-up and one line" "$(for i in 1 2 3 4 5 6 7 8 9; do a=$(date +%s%N); "$quoth" read --json "$work/one.txt" >/dev/null; b=$(date +%s%N); echo $(((b - a) / 10000)); done | sort -n | sed -n 5p | awk '{ print $1 / 100 }')" ms
row "peak memory of read" "$(peak "$quoth" read --json --from jsonl "$work/five.jsonl")" MB
add() { rm -f "$work/c.db"; "$quoth" add --quiet --from jsonl "$work/c.db" "$work/in.jsonl"; }
row "add $(wc -l <"$work/in.jsonl") reports" "$(cpu add)" "CPU seconds"
again() { "$quoth" add --quiet --from jsonl "$work/c.db" "$work/in.jsonl"; }
row "add them again" "$(cpu again)" "CPU seconds"
row "peak memory of add" "$(rm -f "$work/d.db"; peak "$quoth" add --quiet --from jsonl "$work/d.db" "$work/in.jsonl")" MB
for q in "find:army" "claims:--limit=50"; do
  row "${q%%:*} on that case" "$(for i in 1 2 3 4 5; do a=$(date +%s%N); "$quoth" ${q%%:*} "$work/c.db" ${q#*:} >/dev/null; b=$(date +%s%N); echo $(((b - a) / 10000)); done | sort -n | sed -n 3p | awk '{ print $1 / 100 }')" ms
done
cp "$work/out" "$here/results.tsv"
