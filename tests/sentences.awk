# CoNLL-U -> a sentence a line, tokens as written divided by blanks (a blank inside a token is "_"), an empty line between paragraphs.
BEGIN { FS = "\t" }
/^# newpar/ && lines { print "" }
/^[0-9]+-[0-9]+\t/ { split($1, range, "-"); last = range[2]; add($2); next }
/^[0-9]+\t/ && $1 + 0 > last { add($2) }
/^$/ { if (line != "") { print line; lines++ } line = ""; last = 0 }
function add(form) { gsub(/ /, "_", form); line = line (line == "" ? "" : " ") form }
