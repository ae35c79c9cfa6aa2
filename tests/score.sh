#!/bin/sh
# Quality on ../shared/data by the independent scorers there, into tests/scores.tsv (committed, so that a loss shows in a diff).
# Usage: score.sh QUOTH SHARED. Needs python3.
quoth=$1 shared=$2
[ -d "$shared/eval" ] || { echo "no $shared/eval: nothing to score"; exit 0; }
out=tests/scores.tsv; tmp=$(mktemp); work=$(mktemp -d); trap 'rm -rf "$tmp" "$work"' EXIT
printf '# set\tmeasure\tvalue; made by make score\n' >"$tmp"
rows() { # SET: the scorer's lines as rows
  awk -v set="$1" '
    /^(exact|overlap|whole|joint|force macro)/ {
      name = $1 (($2 ~ /^(P|F1)$/) ? "" : " " $2)
      for (i = 1; i < NF; i++) if ($i ~ /^(P|R|F1)$/) print set "\t" name " " $i "\t" $(i + 1)
    }
    $2 == "right" { print set "\t" $1 " right\t" $3 }
    /^confidence/ { sub(/^confidence +/, ""); print set "\tconfidence\t" $0 }'
}
# The network of statements has seen these sets: what it does on documents that it has not is in statements_cross.tsv (made by train/say_cross.py).
for gold in fakes-dev ntrex-en-dev ntrex-fr-dev ntrex-de-dev ntrex-es-dev ntrex-ru-dev ntrex-ar-dev; do
  python3 "$shared/eval/score_statements.py" "$shared/data/statements/$gold.jsonl.gz" -- "$quoth" read --json --from jsonl - >"$work/s"
  rows "$gold (seen in fitting)" <"$work/s" >>"$tmp"
  echo "$gold: $(grep '^joint' "$work/s") $(grep '^speaker' "$work/s")"
done
for gold in polnear-dev wikinews-de-dev; do # in their own conventions, never seen
  guide=${gold%-dev}; guide=${guide%-de}
  python3 "$shared/eval/score_statements.py" "$shared/data/statements/$gold.jsonl.gz" -- "$quoth" read --json --from jsonl --guide "$guide" - >"$work/s"
  rows "$gold" <"$work/s" >>"$tmp"
  echo "$gold: $(grep '^joint' "$work/s")"
done
cat tests/statements_cross.tsv >>"$tmp"
if python3 "$shared/eval/score_claims.py" "$shared/data/claims/fakes-dev.jsonl.gz" "$quoth" >"$work/c"; then
  cat "$work/c"
  sed -E 's/^([a-z:]+( [a-z]+)?)  +/claims\t\1\t/' "$work/c" >>"$tmp"
fi
times=$shared/data/times/tempeval3-timeml.jsonl.gz
for half in dev check; do # the rules of lang/en/times.txt were written on dev
  [ -f "$times" ] && python3 tests/score_times.py "$times" "$quoth" $half >"$work/t" || continue
  echo "times, $half: $(grep '^value' "$work/t")"
  awk -v half=$half '{ print "times (tempeval3, " half ")\t" $1 " F1\t" $7 }' "$work/t" >>"$tmp"
done
if [ -n "${COPIES-1}" ]; then
  mkdir "$work/pan" && tar -xJf "$shared/data/reuse/pan13-text-alignment.tar.xz" -C "$work/pan"
  pan=$(dirname "$(find "$work/pan" -name susp -type d | head -1)")
  python3 "$shared/eval/score_copies.py" "$pan" --every 5 -- "$quoth" compare >"$work/p" && cat "$work/p"
  awk '/^(0|entire)/ { print "copies (every 5th pair)\t" $1 " plagdet\t" $6; print "copies (every 5th pair)\t" $1 " precision\t" $3; print "copies (every 5th pair)\t" $1 " recall\t" $4 }' "$work/p" >>"$tmp"
fi
if [ -f "$shared/data/language/lingua-sentences.tar.xz" ]; then # beside CLD2 where the Python has pycld2
  "${PYTHON:-python3}" bench/peers_language.py "$quoth" "$shared/data/language/lingua-sentences.tar.xz" --tsv >"$work/l" && cat "$work/l" && cat "$work/l" >>"$tmp"
fi
if [ -n "${PARSE-1}" ]; then sh tests/score_parse.sh "$quoth" "$shared" >"$work/u"; cat "$work/u" >>"$tmp"; fi
mv "$tmp" "$out"; chmod 644 "$out"; tmp=$(mktemp)
echo "written to $out"
