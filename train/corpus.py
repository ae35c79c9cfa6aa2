"""Reads the treebanks and writes them as arrays (build/fit/corpus.npz, classes.json, forms.txt) for parser.py.

usage: corpus.py SHARED OUT [--free]     SHARED: the folder that holds data/ud and data/ud-silver; --free: only corpora whose licence lets a model be sold
"""
import collections, json, os, sys
import numpy as np
import ud

UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()


def load(shared, free):
    """(name, language, convention, silver, sentences), fitted on and checked on."""
    fit, check = [], []
    pud = ud.read(f"{shared}/data/ud/ar_pud-first800.conllu.xz")
    for name, (lang, conv) in ud.GOLD.items():
        if free and name not in ud.FREE: continue
        s = pud[:400] if name == "ar_pud-first400" else ud.read(f"{shared}/data/ud/{name}.conllu.xz")
        if name == "ar_padt-v1": s = [ud.repair_padt(x) for x in s]
        fit.append((name, lang, conv, 0, s))
    for name, lang in ud.SILVER.items():
        if free and name not in ud.FREE: continue
        fit.append((name, lang, name, 1, ud.read(f"{shared}/data/ud-silver/{name}.conllu.xz")))
    for name, lang in ud.CHECK.items():
        s = pud[400:] if name == "ar_pud-last400" else ud.read(f"{shared}/data/ud/{name}.conllu.xz")
        check.append((name, lang, "", 0, s))
    return fit, check


def relation_classes(fit):
    count = collections.Counter(w.rel for _, _, _, silver, s in fit for x in s for w in x)
    keep = {r for r, c in count.items() if ":" not in r or c >= 300} - {"_", "root"}
    return ["root"] + sorted(keep)


def feature_classes(fit):
    count = collections.Counter(p for *_, s in fit for x in s for w in x if w.feats != "_" for p in w.feats.split("|") if "=" in p)
    values = collections.defaultdict(list)
    for p, c in sorted(count.items()):
        if c >= 100: values[p.split("=")[0]].append(p.split("=", 1)[1])
    return {k: [""] + v for k, v in sorted(values.items())}


def main():
    shared, out = sys.argv[1:3]
    fit, check = load(shared, "--free" in sys.argv)
    os.makedirs(out, exist_ok=True)
    rels, feats = relation_classes(fit), feature_classes(fit)
    langs = ["en", "fr", "de", "es", "ru", "ar"]
    scripts = {l: collections.Counter() for l in langs}
    cache = {}
    def script(w):
        k = (w.form, w.lemma)
        if k not in cache: cache[k] = ud.script(*k)
        return cache[k]
    for name, lang, conv, silver, s in fit:
        if name == "ar-silver": continue
        for x in s:
            for w in x:
                if w.lemma != "_" and (t := script(w)): scripts[lang][t] += 1
    lemma = {l: [s for s, c in scripts[l].most_common(1200) if c >= 3] for l in langs}
    lemma_at = {l: {s: i for i, s in enumerate(v)} for l, v in lemma.items()}
    convs = sorted({f[2] for f in fit})
    forms, form_at = [], {}
    rel_at = {r: i for i, r in enumerate(rels)}
    cols = collections.defaultdict(list)
    for part, sets in (("fit", fit), ("check", check)):
        for k, (name, lang, conv, silver, s) in enumerate(sets):
            has_feats = name not in ("de-silver", "ar-silver")
            has_lemma = lang != "ar" or name in ("ar_padt-v1",) or (part == "check")
            for x in s:
                if len(x) > 120 and part == "fit": continue
                cols[part + "_start"].append(len(cols[part + "_form"]))
                cols[part + "_lang"].append(langs.index(lang))
                cols[part + "_conv"].append(convs.index(conv) if conv in convs else -1)
                cols[part + "_set"].append(k)
                cols[part + "_silver"].append(silver)
                for w in x:
                    if w.form not in form_at: form_at[w.form] = len(forms); forms.append(w.form)
                    cols[part + "_form"].append(form_at[w.form])
                    cols[part + "_space"].append(w.space)
                    cols[part + "_upos"].append(UPOS.index(w.upos) if w.upos in UPOS else -1)
                    cols[part + "_head"].append(w.head)
                    r = w.rel if w.rel in rel_at else w.rel.split(":")[0]
                    cols[part + "_rel"].append(rel_at.get(r, -1))
                    t = script(w) if has_lemma and w.lemma != "_" else None
                    cols[part + "_lemma"].append(lemma_at[lang].get(t, -1) if t else -1)
                    own = dict(p.split("=", 1) for p in w.feats.split("|") if "=" in p) if w.feats != "_" else {}
                    cols[part + "_feats"].append([(v.index(own[f]) if own.get(f) in v else 0 if f not in own else -1) if has_feats else -1 for f, v in feats.items()])
        cols[part + "_start"].append(len(cols[part + "_form"]))
    np.savez(os.path.join(out, "corpus.npz"), **{k: np.array(v, dtype=np.int16 if k.endswith(("feats", "lemma", "rel")) else np.int32) for k, v in cols.items()})
    json.dump({"langs": langs, "upos": UPOS, "relations": rels, "features": feats, "scripts": lemma, "conventions": convs, "fit": [f[0] for f in fit], "check": [c[0] for c in check]},
              open(os.path.join(out, "classes.json"), "w"), ensure_ascii=False, indent=0)
    open(os.path.join(out, "forms.txt"), "w", encoding="utf-8").write("".join(f.replace("\n", " ") + "\n" for f in forms))
    print(len(forms), "forms", len(cols["fit_form"]), "words", "relations", len(rels), "features", sum(len(v) for v in feats.values()), {l: len(v) for l, v in lemma.items()}, convs)


main()
