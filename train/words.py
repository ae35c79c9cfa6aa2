"""Fits how written words with glued clitics are cut (Arabic): treebanks -> models/words.qm.

usage: words.py SHARED OUT [--free]     SHARED: the folder that holds data/ud and data/ud-silver; --free: only corpora whose licence lets a model be sold
Features and search are C (train/words.c over src/parse/clitics.c); needs build/libquoth.a. The same seed gives the same file. Under a minute.
"""
import lzma, os, subprocess, sys, unicodedata
import numpy as np
import model

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
BITS, ROUNDS = 16, 8
# corpus, sentences from and to, weight; free: its licence lets a model be sold
FIT = [("ud/ar_padt-v1", 0, None, 3, False), ("ud/ar_pud-first800", 0, 400, 3, True), ("ud-silver/ar-silver", 0, None, 1, False)]
CHECK = [("ud/ar_pud-first800", 400, None)]


def letter(c): return unicodedata.category(c) in ("Lo", "Mn", "Lm")


def sentences(path):
    """Written tokens as lists of their words: words without a blank between, where both are of letters."""
    out, glue = [], False
    for line in lzma.open(path, "rt", encoding="utf-8"):
        c = line.rstrip("\n").split("\t")
        if len(c) < 10:
            if not line.strip() and out: yield out; out = []; glue = False
        elif c[0].isdigit():
            if glue and letter(c[1][0]) and letter(out[-1][-1][-1]): out[-1].append(c[1])
            else: out.append([c[1]])
            glue = "SpaceAfter=No" in c[9].split("|")
    if out: yield out


def lines(path, first, last, weight, kind):
    for n, s in enumerate(sentences(path)):
        if n < first or (last is not None and n >= last): continue
        forms = ["".join(t) for t in s]
        for i, t in enumerate(s):
            if not letter(t[0][0]) or any("\t" in x or " " in x for x in t): continue
            yield "%d\t%s\t%s\t%s\t%s\n" % (weight, forms[i - 1] if i else "", " ".join(t), forms[i + 1] if i + 1 < len(s) else "", kind)


def main():
    shared, out = sys.argv[1:3]
    free = "--free" in sys.argv
    work = os.path.join(ROOT, "build", "fit"); os.makedirs(work, exist_ok=True)
    tool = os.path.join(work, "words")
    libs = subprocess.check_output(["pkg-config", "--libs", "sqlite3", "libutf8proc", "uchardet", "jansson", "zlib"], text=True).split()
    subprocess.check_call(["cc", "-std=c11", "-D_GNU_SOURCE", "-O2", "-Wall", "-Wextra", "-ffp-contract=off", "-pthread", f"-I{ROOT}/src", f"-I{ROOT}/include", f"{HERE}/words.c",
                           f"{ROOT}/build/libquoth.a", *libs, "-lm", "-o", tool])
    text = "".join(l for name, a, b, weight, f in FIT if f or not free for l in lines(f"{shared}/data/{name}.conllu.xz", a, b, weight, "f"))
    text += "".join(l for name, a, b in CHECK for l in lines(f"{shared}/data/{name}.conllu.xz", a, b, 1, "c"))
    weights = subprocess.run([tool, f"{ROOT}/lang", "ar", str(BITS), str(ROUNDS)], input=text.encode(), stdout=subprocess.PIPE, check=True).stdout
    os.makedirs(os.path.dirname(os.path.abspath(out)), exist_ok=True)
    model.write(out, {"cut.ar": np.frombuffer(weights, np.int8)})


main()
