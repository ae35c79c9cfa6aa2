#!/usr/bin/env python3
"""Raw text of a CoNLL-U file, for scoring what is parsed from it.

usage: ud_text.py GOLD.conllu[.xz] [FROM TO]      (sentences FROM..TO, counted from 1, both included)
Sentences of a paragraph (# newpar, # newdoc) are joined with a blank unless the last token has SpaceAfter=No; without such marks all are one paragraph.
       ud_text.py --cut GOLD.conllu[.xz] FROM TO  the same sentences as CoNLL-U
       ud_text.py --words PREDICTED.conllu        without the lines of ranges, where gold has its words joined by SpaceAfter=No (Arabic)
"""
import lzma, sys

def sentences(path):
    op = lzma.open if path.endswith(".xz") else open
    block = []
    with op(path, "rt", encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if line: block.append(line)
            elif block: yield block; block = []
    if block: yield block

def text(block):
    out, until = "", 0
    for c in (l.split("\t") for l in block if l[0] != "#"):
        if "." in c[0]: continue
        if "-" in c[0]: until = int(c[0].split("-")[1])
        elif int(c[0]) <= until: continue
        out += c[1] + ("" if "SpaceAfter=No" in c[9].split("|") else " ")
    return out

def main():
    args = sys.argv[1:]
    mode = args.pop(0) if args and args[0].startswith("--") else ""
    if not args: sys.exit(__doc__)
    first, last = (int(args[1]), int(args[2])) if len(args) == 3 else (1, 1 << 60)
    for i, block in enumerate(sentences(args[0]), 1):
        if not first <= i <= last: continue
        if mode == "--cut": print("\n".join(block) + "\n")
        elif mode == "--words": print("\n".join(l for l in block if l[0] == "#" or "-" not in l.split("\t")[0]) + "\n")
        else:
            if i > first and any(l.startswith(("# newpar", "# newdoc")) for l in block): sys.stdout.write("\n\n")
            sys.stdout.write(text(block))
main()
