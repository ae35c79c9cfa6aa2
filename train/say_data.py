"""Statement corpora -> arrays for say.py, through the library (build/say_rows), so that fitting and running see the same.

usage: say_data.py SHARED OUT [SET...]     writes OUT/SET.npz, OUT/forms.txt and OUT/vectors.npy; run from the project's folder, with models/pieces.qm and models/core.qm"""
import gzip, json, os, subprocess, sys
import numpy as np

SETS = ["polnear-train", "wikinews-de-train", "fakes-dev"] + ["ntrex-%s-dev" % l for l in "en fr es de ru ar".split()] + ["polnear-dev", "wikinews-de-dev"]
ROW = np.dtype([(k, "<i4") for k in "begin end sentence paragraph head upos relation rule".split()] + [("hash", "<u4", 9), ("bits", "u1", 112)])
REACH = 90  # rows on each side of a cue that its own labels look at
CUE = ["O", "B", "I", "J", "Q"]  # J begins a later piece of a cue, Q a statement without a cue
SOURCE = ["O", "B-source", "I-source", "B-addressee", "I-addressee"]
CONTENT = ["O", "B", "I"]


def load(path):
    with gzip.open(path, "rt", encoding="utf-8") as f: return [json.loads(l) for l in f if l.strip()]


def reports(docs):
    feed = "".join(json.dumps({"id": d["id"], "language": d["lang"], "text": d["text"]}, ensure_ascii=False) + "\n" for d in docs)
    data = subprocess.run(["build/say_rows"] + ([os.environ["QUOTH_DATA"]] if "QUOTH_DATA" in os.environ else []), input=feed.encode(), stdout=subprocess.PIPE, check=True).stdout
    at, out = 0, []
    while at < len(data):
        magic, n, segments = np.frombuffer(data, "<i4", 3, at); at += 12
        assert magic == 0x51524F57
        starts = np.frombuffer(data, "<i4", segments + 1, at); at += 4 * (segments + 1)
        rows = np.frombuffer(data, ROW, n, at); at += n * ROW.itemsize
        rules = {}
        while True:
            cue, = np.frombuffer(data, "<i4", 1, at); at += 4
            if cue < 0: break
            first, count = np.frombuffer(data, "<i4", 2, at); at += 8
            rules[int(cue)] = (int(first), np.frombuffer(data, "u1", count, at)); at += count
        out.append((starts, rows, rules))
    assert len(out) == len(docs), (len(out), len(docs))
    return out


def rows_of(rows, spans):
    """Pieces as ranges of rows; a row is in a span if at least half of it is."""
    out = []
    for b, e in sorted(map(tuple, spans or [])):
        i, j = np.searchsorted(rows["end"], b, "right"), np.searchsorted(rows["begin"], e, "left")
        while i < j and 2 * (min(e, rows["end"][i]) - max(b, rows["begin"][i])) < rows["end"][i] - rows["begin"][i]: i += 1
        while i < j and 2 * (min(e, rows["end"][j - 1]) - max(b, rows["begin"][j - 1])) < rows["end"][j - 1] - rows["begin"][j - 1]: j -= 1
        if i < j: out.append((int(i), int(j)))
    return out


def kept(statements):
    """One statement a cue: the one with the longest content; a quotation that is listed again inside another goes."""
    best = {}
    size = lambda s: sum(e - b for b, e in s["content"])
    for i, s in enumerate(statements):
        key = tuple(map(tuple, s.get("cue") or [])) or ("none", i)
        if key[0] == "none" and s.get("nested") and any(t is not s and t["content"][0][0] <= s["content"][0][0] and t["content"][-1][1] >= s["content"][-1][1] for t in statements): continue
        if key not in best or size(s) > size(best[key]): best[key] = s
    return list(best.values())


def one(doc, starts, rows, rules, c):
    """Appends the document's arrays to the columns c."""
    base = len(c["form"])
    text = doc["text"]
    n = len(rows)
    cue = np.zeros(n, np.uint8)
    items = []
    for s in kept(doc["statements"]):
        pieces, content = rows_of(rows, s.get("cue")), rows_of(rows, s["content"])
        if not content: continue
        at = pieces[0][0] if pieces else content[0][0]
        if cue[at] in (1, 4): continue
        if pieces:
            for k, (b, e) in enumerate(pieces): cue[b:e] = 2; cue[b] = 1 if k == 0 else 3
        else: cue[at] = 4
        items.append((at, bool(pieces), pieces, content, rows_of(rows, s.get("source")), rows_of(rows, s.get("addressee"))))
    for at, has, pieces, content, source, addressee in items:
        seg = np.searchsorted(starts, at, "right") - 1
        lo, hi = max(starts[seg], at - REACH), min(starts[seg + 1], at + REACH + 1)
        lab = np.zeros((3, 2 * REACH + 1), np.uint8)  # source, content, in own cue
        full = np.zeros((3, n), np.uint8)
        for b, e in source: full[0, b:e] = 2; full[0, b] = 1
        for b, e in addressee: full[0, b:e] = 4; full[0, b] = 3
        for b, e in content: full[1, b:e] = 2; full[1, b] = 1
        for b, e in pieces: full[2, b:e] = 1
        lab[:, lo - at + REACH:hi - at + REACH] = full[:, lo:hi]
        c["item_row"].append(base + at); c["item_lab"].append(lab); c["item_doc"].append(len(c["docs"]))
    for s in range(len(starts) - 1): c["start"].append(base + int(starts[s])); c["seg_doc"].append(len(c["docs"]))
    for cue_row, (first, lab) in rules.items():
        at = cue_row; out = np.zeros(2 * REACH + 1, np.uint8)
        for k, v in enumerate(lab):
            p = first + k - at + REACH
            if 0 <= p <= 2 * REACH: out[p] = v
        c["rule_row"].append(base + at); c["rule_lab"].append(out)
    c["cue"].append(cue)
    for k in ("begin", "end", "sentence", "paragraph", "upos", "relation", "hash", "bits"): c[k].append(rows[k])
    c["head"].append(np.where(rows["head"] >= 0, rows["head"] + base, rows["head"]))
    c["form"].extend(text[b:e] for b, e in zip(rows["begin"], rows["end"]))
    c["docs"].append(doc["id"])
    return len(items)


def main():
    shared, out = sys.argv[1:3]
    os.makedirs(out, exist_ok=True)
    path = f"{out}/forms.txt"
    forms = open(path, encoding="utf-8").read().split("\n")[:-1] if os.path.exists(path) else []
    index = {f: i for i, f in enumerate(forms)}
    for name in sys.argv[3:] or SETS:
        docs = load(f"{shared}/data/statements/{name}.jsonl.gz")
        c = {k: [] for k in "item_row item_lab item_doc start seg_doc rule_row rule_lab cue begin end sentence paragraph upos relation hash bits head form docs".split()}
        total = 0
        for d, (starts, rows, rules) in zip(docs, reports(docs)): total += one(d, starts, rows, rules, c)
        ids = []
        for f in c["form"]:
            f = f.replace("\n", " ")
            if f not in index: index[f] = len(forms); forms.append(f)
            ids.append(index[f])
        c["form"] = np.array(ids, np.int32)
        c["start"].append(len(ids))
        for k in "cue begin end sentence paragraph upos relation hash bits head".split(): c[k] = np.concatenate(c[k])
        bits = np.packbits(c.pop("bits"), axis=1)
        np.savez(f"{out}/{name}.npz", bits=bits, lang=np.array([d["lang"] for d in docs]), **{k: np.array(v) for k, v in c.items()})
        n = sum(len(kept(d["statements"])) for d in docs)
        print(name, len(docs), "reports", len(ids), "rows", n, "statements", total, "kept", len(c["rule_row"]), "by rule", (c["upos"] > 0).mean().round(3), "with trees", flush=True)
    open(path, "w", encoding="utf-8").write("".join(f + "\n" for f in forms))
    with open(path, "rb") as f: got = subprocess.run(["build/forms", "models"], stdin=f, stdout=subprocess.PIPE, check=True).stdout
    np.save(f"{out}/vectors.npy", np.frombuffer(got, "<f4").reshape(-1, 9 + 512)[:, 9:].astype(np.float16))


if __name__ == "__main__": main()
