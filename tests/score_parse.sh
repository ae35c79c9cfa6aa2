#!/bin/sh
# Sentences, tokens, words from raw text; tags, lemmas, trees on gold tokens (left out where no network is there): rows of scores.tsv on standard output.
# Usage: score_parse.sh QUOTH SHARED. Needs python3. Only files that nothing is fitted on.
quoth=$1 shared=$2
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
network=yes
printf 'Boats.\n' | "$quoth" parse --language en - 2>&1 >/dev/null | grep -q 'no fitted network' && network=
for set in en_ewt-dev fr_gsd-dev de_gsd-test es_gsd-dev ru_gsd-dev ru_taiga-test ar_pud-401-800; do
  language=${set%%_*} gold=$work/gold.conllu
  case $set in
    ar_pud-*) python3 tests/ud_text.py --cut "$shared/data/ud/ar_pud-first800.conllu.xz" 401 800 >"$gold" ;;
    *) xz -dc "$shared/data/ud/$set.conllu.xz" >"$gold" ;;
  esac
  python3 tests/ud_text.py "$gold" >"$work/text.txt"
  "$quoth" parse --quiet --language $language "$work/text.txt" >"$work/raw"
  if [ $language = ar ]; then python3 tests/ud_text.py --words "$work/raw" >"$work/words" && mv "$work/words" "$work/raw"; fi
  python3 "$shared/eval/score_ud.py" "$gold" "$work/raw" >"$work/s" || continue
  kinds='sentences|tokens|words'; [ -z "$network" ] || kinds="$kinds|UPOS|LAS"
  awk -v set="$set" -v kinds="^($kinds)\$" '$1 ~ kinds { print set "\traw text: " $1 " F1\t" $NF }' "$work/s"
  if [ -z "$network" ]; then echo "$set: no network, gold tokens skipped" >&2; continue; fi
  "$quoth" parse --quiet --language $language --tokens "$gold" >"$work/given"
  python3 "$shared/eval/score_ud.py" "$gold" "$work/given" | awk -v set="$set" '/^(UPOS|UAS|LAS)/ { print set "\tgold tokens: " $1 "\t" $NF }'
  printf '%s\tgold tokens: lemmas\t%s\n' "$set" "$(python3 tests/ud_text.py --lemmas "$gold" "$work/given")"
done
for language in en fr de es ru ar; do
  printf 'ntrex-parallel-news %s\traw text: sentences F1\t%s\n' $language "$(python3 tests/ud_text.py --sentences "$shared/data/reuse/ntrex-parallel-news.jsonl.gz" $language "$quoth")"
done
