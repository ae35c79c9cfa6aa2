"""Treebanks (CoNLL-U) as arrays for fitting: sentences, and the classes that the network chooses from.

Arabic PADT as of 2016 makes a sentence-initial "wa-" the root in half of its sentences; it is hung under its predicate here, as PUD has it.
"""
import lzma, collections

# file: (language, convention). A convention is a treebank's own habit of annotation (Stymne et al. 2018).
GOLD = {
    "en_ewt-train": ("en", "en_ewt"), "en_gum-train": ("en", "en_gum"), "en_gum-dev": ("en", "en_gum"), "en_partut-train": ("en", "en_partut"),
    "fr_sequoia-train": ("fr", "fr_sequoia"), "fr_sequoia-dev": ("fr", "fr_sequoia"), "fr_partut-train": ("fr", "fr_partut"),
    "de_gsd-dev": ("de", "de_gsd"), "es_ancora-dev": ("es", "es_ancora"), "es_ancora-test": ("es", "es_ancora"),
    "ru_taiga-train": ("ru", "ru_taiga"), "ru_taiga-dev": ("ru", "ru_taiga"), "ar_padt-v1": ("ar", "ar_padt"), "ar_pud-first400": ("ar", "ar_pud"),
}
SILVER = {"fr-silver": "fr", "de-silver": "de", "es-silver": "es", "ru-silver": "ru", "ar-silver": "ar"}
CHECK = {"en_ewt-dev": "en", "fr_gsd-dev": "fr", "de_gsd-test": "de", "es_gsd-dev": "es", "ru_gsd-dev": "ru", "ru_taiga-test": "ru", "ar_pud-last400": "ar"}
FREE = {"en_ewt-train", "de_gsd-dev", "es_ancora-dev", "es_ancora-test", "ru_taiga-train", "ru_taiga-dev", "ar_pud-first400", "es-silver", "fr_sequoia-train", "fr_sequoia-dev"}

Word = collections.namedtuple("Word", "form lemma upos feats head rel space")


def bare(lemma):
    """Arabic lemmas without vowel signs, as newspapers write."""
    return "".join(c for c in lemma if not (0x64b <= ord(c) <= 0x652 or ord(c) in (0x670, 0x640))) or lemma


def read(path):
    """Sentences as lists of Word; heads are 0 for the root, else 1-based. space: 1 blank before, 2 blank after."""
    out, rows, until, before = [], [], 0, 1
    for line in lzma.open(path, "rt", encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("#"): continue
        if line: rows.append(line.split("\t")); continue
        words, before, until = [], 1, 0
        for c in rows:
            if "-" in c[0]:
                until = int(c[0].split("-")[1]); blank = "SpaceAfter=No" not in c[9]; continue
            if "." in c[0]: continue
            i = int(c[0])
            after = (blank if i == until else False) if i <= until else "SpaceAfter=No" not in c[9]
            words.append(Word(c[1], bare(c[2]), c[3], c[5], int(c[6]) if c[6] != "_" else -1, c[7], before + 2 * after))
            before = int(after)
        if words: out.append(words)
        rows = []
    return out


def repair_padt(sentence):
    """A first "wa-" that is the root hands its place to its predicate: the dependent that the others hang on, a verb if there is one."""
    if sentence[0].head != 0 or len(sentence) < 3 or sentence[0].form not in ("و", "ف"): return sentence
    deps = [i for i, w in enumerate(sentence) if w.head == 1 and w.upos != "PUNCT"]
    if not deps: return sentence
    size = lambda i: sum(1 for w in sentence if w.head == i + 1)
    top = next((i for i in deps if sentence[i].upos in ("VERB", "AUX")), max(deps, key=size))
    out = list(sentence)
    for i, w in enumerate(out):
        if w.head == 1: out[i] = w._replace(head=top + 1)
    out[top] = out[top]._replace(head=0, rel="root")
    out[0] = out[0]._replace(head=top + 1, rel="cc", upos="CCONJ")
    return out


def script(form, lemma):
    """The edit that makes the lemma of the form: (case, delete at the start, put at the start, delete at the end, put at the end).

    After Straka (2018), with the longest common part in lower case kept; case "u" keeps capitals as written, "l" lowers all, "t" capitalises the first."""
    low, goal = form.lower(), lemma.lower()
    if len(low) != len(form): return None
    best = (0, 0, 0)
    for i in range(len(low)):
        for j in range(len(goal)):
            k = 0
            while i + k < len(low) and j + k < len(goal) and low[i + k] == goal[j + k]: k += 1
            if k > best[0]: best = (k, i, j)
    k, i, j = best
    if k == 0: return ("=", 0, "", 0, lemma) if len(lemma) <= 12 else None
    for case in "lut":
        s = (case, i, goal[:j], len(low) - i - k, goal[j + k:])
        if edit(form, s) == lemma: return s
    return None


def edit(form, s):
    case, i, put, k, end = s
    if case == "=": return end
    if i + k > len(form): return form
    keep = form[i:len(form) - k] if k else form[i:]
    out = put + (keep if case == "u" else keep.lower()) + end
    return out[:1].upper() + out[1:] if case == "t" else out
