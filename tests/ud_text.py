#!/usr/bin/env python3
"""Raw text of a CoNLL-U file, for scoring what is parsed from it.

usage: ud_text.py GOLD.conllu[.xz] [FROM TO]      (sentences FROM..TO, counted from 1, both included)
Sentences of a paragraph (# newpar, # newdoc) are joined with a blank unless the last token has SpaceAfter=No; without such marks all are one paragraph.
       ud_text.py --cut GOLD.conllu[.xz] FROM TO  the same sentences as CoNLL-U
       ud_text.py --words PREDICTED.conllu        without the lines of ranges, where gold has its words joined by SpaceAfter=No (Arabic)
       ud_text.py --lemmas GOLD.conllu[.xz] PREDICTED.conllu   per cent of lemmas right on gold tokens, case of proper nouns left out
       ud_text.py --sentences DOCUMENTS.jsonl.gz LANGUAGE QUOTH   F1 of sentences of news documents; the first is a headline, the others are one paragraph
"""
import gzip, json, lzma, subprocess, sys

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

def lemmas(gold, predicted):
    right = count = 0
    for a, b in zip(sentences(gold), sentences(predicted)):
        rows = [[l.split("\t") for l in x if l[0] != "#" and l.split("\t")[0].isdigit()] for x in (a, b)]
        for g, p in zip(*rows):
            if g[2] == "_" and g[1] != "_": continue
            count += 1
            right += g[2] == p[2] or (g[3] == "PROPN" and g[2].lower() == p[2].lower())
    return 100 * right / max(count, 1)

def news(path, language, quoth):
    docs = [d for d in map(json.loads, gzip.open(path, "rt", encoding="utf-8")) if d["lang"] == language]
    feed = "".join(json.dumps({"id": str(i), "language": language, "text": d["sentences"][0] + "\n\n" + " ".join(d["sentences"][1:])}) + "\n" for i, d in enumerate(docs))
    out = subprocess.run([quoth, "parse", "--quiet", "--from", "jsonl", "-"], input=feed.encode(), stdout=subprocess.PIPE, check=True).stdout.decode()
    def spans(lengths):
        at, found = 0, set()
        for n in lengths: found.add((at, at + n)); at += n
        return found
    bare = lambda s: len("".join(s.split()))
    got = {i: [] for i in range(len(docs))}
    for line in out.split("\n"):
        if line.startswith("# newdoc id = "): doc = int(line[14:])
        elif line.startswith("# text = "): got[doc].append(bare(line[9:]))
    hits = gold = found = 0
    for i, d in enumerate(docs):
        a, b = spans(map(bare, d["sentences"])), spans(got[i])
        hits += len(a & b); gold += len(a); found += len(b)
    return 200 * hits / (gold + found)

def main():
    args = sys.argv[1:]
    mode = args.pop(0) if args and args[0].startswith("--") else ""
    if not args: sys.exit(__doc__)
    if mode == "--lemmas": print("%.1f" % lemmas(*args)); return
    if mode == "--sentences": print("%.1f" % news(*args)); return
    first, last = (int(args[1]), int(args[2])) if len(args) == 3 else (1, 1 << 60)
    for i, block in enumerate(sentences(args[0]), 1):
        if not first <= i <= last: continue
        if mode == "--cut": print("\n".join(block) + "\n")
        elif mode == "--words": print("\n".join(l for l in block if l[0] == "#" or "-" not in l.split("\t")[0]) + "\n")
        else:
            if i > first and any(l.startswith(("# newpar", "# newdoc")) for l in block): sys.stdout.write("\n\n")
            sys.stdout.write(text(block))
main()
