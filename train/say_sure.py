"""Confidence of statements: a logistic model over what label.c knows of one, fitted on texts that the network has not seen.

usage: say_sure.py DATA SHARED OUT.npy MODEL.pt:SET[:FOLD/FOLDS] ...     prints how often statements in each band are right, and what a limit costs"""
import sys, os
import numpy as np, torch
from say import Set, Say, predict, folds, spans, LANGUAGES, CONVENTIONS
from say_data import load

SURE = 11


def scorer(shared):
    code = open(f"{shared}/eval/score_statements.py").read().rsplit("\nmain()", 1)[0]
    names = {}
    exec(compile(code, "score_statements", "exec"), names)
    return names


def features(x):
    p = min(x["p"], .9999)
    return [1, np.log(p / (1 - p)), max(-12, x["lc"]), max(-12, x["ls"]), x["q"], len(x["source"]) > 0, *x["agree"], len(x["content"]) > 1, np.log(1 + sum(e - b for b, e in x["content"]))]


def right(K, text, gold, found):
    """Which of the found statements are right as to content and source (the scorer's joint measure)."""
    pieces, inter, length = K["pieces"], K["inter"], K["length"]
    G = [(pieces(text, s["content"]), pieces(text, s.get("source") or [])) for s in gold]
    P = [(pieces(text, s["content"]), pieces(text, s["source"])) for s in found]
    cand = []
    for i, (g, _) in enumerate(G):
        for j, (p, _) in enumerate(P):
            x = inter(g, p)
            if x and x / (length(g) + length(p) - x) >= .5: cand.append((x / (length(g) + length(p) - x), found[j]["p"], i, j))
    ug, up, ok = set(), set(), np.zeros(len(P), bool)
    for _, _, i, j in sorted(cand, reverse=True):
        if i in ug or j in up: continue
        ug.add(i); up.add(j)
        ok[j] = (not G[i][1] and not P[j][1]) or inter(G[i][1], P[j][1]) > 0
    return ok


def fit(X, y, lang, l2=1., rounds=40):
    """Logistic regression by Newton's method; a weight a language, held near 0."""
    Z = np.concatenate([X, np.eye(len(LANGUAGES))[lang]], 1)
    w = np.zeros(Z.shape[1])
    reg = np.full(len(w), .3 * l2); reg[0] = 1e-3; reg[SURE:] = 2 * l2
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-Z @ w))
        w -= np.linalg.solve(Z.T @ (Z * (p * (1 - p))[:, None]) + np.diag(reg), Z.T @ (p - y) + reg * w)
    return w


def limits(conv, lang, y, sure, names, totals):
    """Ours: the least limit from .3 on at which 76 % are right in the language; the others' guides: where F1 is best."""
    out = np.full((3, len(LANGUAGES)), .4)
    steps = np.arange(.2, .8, .01)
    for l in range(len(LANGUAGES)):
        m = (conv == 0) & (lang == l)
        good = [t for t in steps if t >= .3 and (m & (sure >= t)).any() and y[m & (sure >= t)].mean() >= .76]
        if m.any() and good: out[0, l] = good[0]
    for c in (1, 2):
        m = conv == c
        if not m.any(): continue
        n = sum(totals[x] for x in dict.fromkeys(names[m]))
        out[c] = max(steps, key=lambda t: 2 * y[m & (sure >= t)].sum() / (n + (m & (sure >= t)).sum()))
    print("limits", out.round(2).tolist())
    return out


def main():
    data, shared, out = sys.argv[1:4]
    torch.set_num_threads(1)
    vectors = torch.from_numpy(np.load(f"{data}/vectors.npy"))
    K = scorer(shared)
    rows, models = [], {}
    totals = {}
    for spec in sys.argv[4:]:
        m, name, *part = spec.split(":")
        if m not in models:
            models[m] = Say(); models[m].load_state_dict(torch.load(m, weights_only=False)["mean"])
        d = Set(data, name)
        segs = None
        if part:
            i, k = map(int, part[0].split("/")); segs = np.nonzero(folds(d.docs, k)[d.seg_doc] == i)[0].tolist()
        found = predict(models[m], [d], 0, vectors, .2, segs)
        by = {}
        for x in found:
            if x["content"]: by.setdefault(str(d.docs[d.seg_doc[x["seg"]]]), []).append(x)
        only = {str(d.docs[d.seg_doc[g]]) for g in (segs if segs is not None else range(d.segs))}
        for g in load(f"{shared}/data/statements/{name}.jsonl.gz"):
            if str(g["id"]) not in only: continue
            mine = by.get(str(g["id"]), [])
            gold = [s for s in g["statements"] if not (d.conv == 2 and s.get("nested") and s["kind"] == "direct")]
            totals[name] = totals.get(name, 0) + len(gold)
            ok = right(K, g["text"], gold, [dict(content=spans(d, x["content"]), source=spans(d, x["source"]), p=x["p"]) for x in mine])
            for x, o in zip(mine, ok): rows.append((name, d.conv, LANGUAGES.index(g["lang"]), features(x), bool(o), g["id"]))
    X, y = np.array([r[3] for r in rows], float), np.array([r[4] for r in rows], float)
    conv, lang, names = np.array([r[1] for r in rows]), np.array([r[2] for r in rows]), np.array([r[0] for r in rows])
    half = np.array([hash_of(r[5]) for r in rows])
    W = np.zeros((3, SURE + len(LANGUAGES)))
    sure = np.zeros(len(y))
    for c in range(3):
        m = conv == c
        if not m.any(): continue
        W[c] = fit(X[m], y[m], lang[m])
        for h in (0, 1):  # honest: fitted on the other half of the documents
            w = fit(X[m & (half != h)], y[m & (half != h)], lang[m & (half != h)])
            t = m & (half == h)
            sure[t] = 1 / (1 + np.exp(-(np.concatenate([X[t], np.eye(len(LANGUAGES))[lang[t]]], 1) @ w)))
    if not (conv == 0).any(): W[0] = W[1]
    np.save(out, np.concatenate([W, limits(conv, lang, y, sure, names, totals)], 1))
    for c in range(3): print(CONVENTIONS[c], W[c].round(2).tolist())
    for n in dict.fromkeys(names):
        m = names == n
        print(n, "bands", "  ".join(".%d: %d%% of %d" % (b, 100 * y[m & (np.minimum(9, (sure * 10).astype(int)) == b)].mean(), (m & (np.minimum(9, (sure * 10).astype(int)) == b)).sum()) for b in range(10) if (m & (np.minimum(9, (sure * 10).astype(int)) == b)).any()))
        for least in (.2, .25, .3, .35, .4, .45, .5, .55, .6):
            k = m & (sure >= least)
            p, r = y[k].mean() if k.any() else 0, y[k].sum() / totals[n]
            print("   least %.2f  P %.1f R %.1f F1 %.1f  (%d)" % (least, 100 * p, 100 * r, 200 * p * r / max(1e-9, p + r), k.sum()))


def hash_of(s):
    import zlib
    return zlib.crc32((str(s).split("/")[-1] + "half").encode()) & 1


if __name__ == "__main__": main()
