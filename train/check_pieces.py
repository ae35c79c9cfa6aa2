"""Holds the C cutting of text into pieces against the sentencepiece package.

  check_pieces.py PIECES-PROGRAM MODELS-FOLDER BUILD-FOLDER DATA-FOLDER [WORDS]      e.g. build/pieces models build/vectors ../shared/data

BUILD-FOLDER is that of `make vectors`. The reference is the package itself, run on pruned.model: the original SentencePiece model without the pieces that pieces.qm
leaves out, all else equal. So ids must be the same one by one, unknown ones included; what was left out is unknown, or cut into smaller pieces, on both sides.
Checked: texts of six languages up to WORDS words (default a million, in equal shares while a language has enough), as they stand, sentence by sentence or text by text; each of their
words alone; every code point alone and between letters; random strings of what makes normal forms hard. Exit 1 at any difference."""
import glob
import gzip
import json
import lzma
import random
import subprocess
import sys
import tarfile
import unicodedata

import sentencepiece

LANGUAGES = "en fr de es ru ar".split()
LINGUA = dict(en="english", fr="french", de="german", es="spanish", ru="russian", ar="arabic")


def one_line(text):
    return text.replace("\r", " ").replace("\n", " ")


def texts(data, language):
    """Statements and parallel news first, then treebanks, then the machine-parsed rest."""
    for path in sorted(glob.glob(f"{data}/statements/*.jsonl.gz") + glob.glob(f"{data}/reports/*.jsonl.gz")):
        for line in gzip.open(path, "rt", encoding="utf-8"):
            record = json.loads(line)
            if record.get("lang", "en") == language and isinstance(record.get("text"), str):
                yield one_line(record["text"])
    for path in sorted(glob.glob(f"{data}/ud/{language}_*.xz")) + sorted(glob.glob(f"{data}/ud-silver/{language}-*.xz")):
        for line in lzma.open(path, "rt", encoding="utf-8"):
            if line.startswith("# text = "):
                yield line[9:].rstrip("\n")
    with tarfile.open(f"{data}/language/lingua-sentences.tar.xz") as tar:
        for member in tar:
            if member.isfile() and LINGUA[language] in member.name.lower():
                yield from tar.extractfile(member).read().decode("utf-8").splitlines()


def share(data, language, words):
    kept, count = [], 0
    for t in texts(data, language):
        kept.append(t)
        count += len(t.split())
        if count >= words:
            break
    return kept, count


def hard_strings(count):
    r = random.Random(1)
    kinds = [lambda: chr(r.randrange(0x20, 0x7F)), lambda: chr(r.randrange(0xA0, 0x250)), lambda: chr(r.randrange(0x300, 0x370)), lambda: chr(r.randrange(0x400, 0x530)),
             lambda: chr(r.randrange(0x600, 0x700)), lambda: chr(r.randrange(0xFB50, 0xFE00)), lambda: chr(r.randrange(0x2000, 0x2070)), lambda: chr(r.randrange(0x1100, 0x1200)),
             lambda: r.choice("  \u00a0\u3000\u2581\u200b\ufeff\t\u00ad"), lambda: chr(r.choice([r.randrange(0x2100, 0xD800), r.randrange(0x10000, 0x110000), r.randrange(1, 0xD800)])), lambda: r.choice("éèàüöñйё")]
    return ["".join(r.choice(kinds)() for _ in range(r.randrange(1, 40))) for _ in range(count)]


def compare(what, lines, program, models, reference):
    lines = [l for l in lines if "\n" not in l and "\0" not in l]
    made = subprocess.run([program, models], input="\n".join(lines).encode() + b"\n", stdout=subprocess.PIPE, check=True).stdout.decode().split("\n")[:-1]
    assert len(made) == len(lines), (len(made), len(lines))
    pieces = unknown = wrong = 0
    for i, line in enumerate(lines):
        want, got = reference.encode(line), [int(x) for x in made[i].split()]
        pieces += len(want)
        unknown += want.count(0)
        if want != got:
            wrong += 1
            if wrong <= 3:
                print("  differs:", repr(line[:200]), "\n    package", want[:40], "\n    C      ", got[:40])
    print(f"{what}: {len(lines)} lines, {sum(len(l.split()) for l in lines)} words, {pieces} pieces, {unknown} unknown; {wrong} lines differ", flush=True)
    return wrong


def main(program, models, build, data, words="1000000"):
    reference = sentencepiece.SentencePieceProcessor(model_file=f"{build}/pruned.model")
    wrong, distinct, left, total = 0, set(), int(words), 0
    for done, language in enumerate(sorted(LANGUAGES, key=lambda l: sum(len(t.split()) for t in texts(data, l)))):
        kept, count = share(data, language, left // (len(LANGUAGES) - done))
        left -= count
        total += count
        wrong += compare(language, kept, program, models, reference)
        distinct.update(w for t in kept for w in t.split())
    wrong += compare(f"distinct words of these {total}, alone", sorted(distinct), program, models, reference)
    points = [chr(c) for c in range(1, 0x110000) if not 0xD800 <= c < 0xE000 and (unicodedata.category(chr(c)) not in ("Cn", "Co") or c % 16 == 0) and c != 10]
    wrong += compare("every code point, alone", points, program, models, reference)
    wrong += compare("and between letters", ["e" + c + "\u0301a " + c + "\u0430" for c in points], program, models, reference)
    wrong += compare("random strings", hard_strings(200000), program, models, reference)
    print("all equal" if not wrong else f"{wrong} lines differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    if not 5 <= len(sys.argv) <= 6:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
