#!/bin/sh
# The main job on the example case: statements, claims with their origins, one trace, one difference. Usage: demo.sh QUOTH
quoth=$1
here=$(cd "$(dirname "$0")" && pwd)
case=$(mktemp -d)/bridge.db; trap 'rm -rf "$(dirname "$case")"' EXIT
[ -t 1 ] && color=always || color=never
say() { printf '\n\033[7m %s \033[0m\n\n' "$1" | if [ $color = always ]; then cat; else sed 's/\x1b\[[0-9]*m//g'; fi; }
say "30 reports in six languages, one bridge: quoth add bridge.db examples/bridge"
"$quoth" add "$case" --outlets "$here/outlets.tsv" "$here/bridge"
say "Who says what in one report: quoth show bridge.db harbour-79"
"$quoth" show "$case" harbour-79 --color $color
say "Who accuses: quoth find bridge.db --force accuse"
"$quoth" find "$case" --force accuse --color $color --limit 6
say "Claims, and how many independent origins stand behind each: quoth claims bridge.db --limit 6"
"$quoth" claims "$case" --color $color --limit 6
say "How one report spread: quoth trace bridge.db vw-0303-1"
"$quoth" trace "$case" vw-0303-1 --color $color
say "Where they differ: quoth claims bridge.db --differs --limit 3"
"$quoth" claims "$case" --differs --color $color --limit 3
printf '\nTry it on your own pages: %s add my.db FOLDER; %s claims my.db; %s help\n' "$quoth" "$quoth" "$quoth"
