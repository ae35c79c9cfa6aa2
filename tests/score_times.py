#!/usr/bin/env python3
"""Times against TIMEX3 annotations (TempEval-3): span F1 strict and relaxed, value F1 = relaxed spans with the right value.
Usage: score_times.py TIMEML.jsonl.gz QUOTH [dev|check|all] [-v]. dev: documents 1, 3, 5 ... of the file (rules were written on them), check: the others."""
import gzip, html, json, re, subprocess, sys

def documents(path):
    for line in gzip.open(path, "rt", encoding="utf-8"):
        record = json.loads(line)
        tml = record["tml"]
        published = re.search(r'<DCT>.*?value="([^"]*)"', tml, re.S).group(1)
        text, golds = "", []
        for piece in re.split(r"(<[^>]*>)", re.search(r"<TEXT>(.*?)</TEXT>", tml, re.S).group(1)):
            if piece.startswith("<TIMEX3"):
                golds.append([len(text), None, dict(re.findall(r'(\w+)="([^"]*)"', piece))])
            elif piece == "</TIMEX3>":
                golds[-1][1] = len(text)
            elif not piece.startswith("<"):
                text += html.unescape(piece)
        yield record["id"], published, text, [(b, e, a.get("type", "").lower(), a.get("value", "")) for b, e, a in golds]

def main():
    verbose = "-v" in sys.argv
    args = [a for a in sys.argv[1:] if a != "-v"]
    path, quoth, part = args[0], args[1], args[2] if len(args) > 2 else "all"
    docs = [d for i, d in enumerate(documents(path)) if part == "all" or (i % 2 == 0) == (part == "dev")]
    lines = "".join(json.dumps({"id": d[0], "language": "en", "published": d[1], "text": d[2]}) + "\n" for d in docs)
    out = subprocess.run([quoth, "read", "--json", "--from", "jsonl", "-"], input=lines, capture_output=True, text=True, encoding="utf-8").stdout
    found = {json.loads(line)["report"]["id"]: json.loads(line) for line in out.splitlines()}
    n = dict(gold=0, found=0, strict=0, relaxed=0, value=0, kind=0)
    for ident, published, text, golds in docs:
        times = [(t["span"][0], t["span"][1], t["kind"], t["value"]) for t in found.get(ident, {"times": []})["times"]]
        used, matched = set(), {}
        n["gold"] += len(golds)
        n["found"] += len(times)
        for g in golds:
            over = [i for i, t in enumerate(times) if i not in used and t[0] < g[1] and g[0] < t[1]]
            if not over:
                if verbose: print(f"MISS {ident} [{text[max(0, g[0] - 40):g[0]]!r}] {text[g[0]:g[1]]!r} [{text[g[1]:g[1] + 20]!r}] {g[3]}")
                continue
            i = max(over, key=lambda i: min(times[i][1], g[1]) - max(times[i][0], g[0]))
            used.add(i)
            t = times[i]
            n["relaxed"] += 1
            n["strict"] += t[:2] == g[:2]
            n["value"] += t[3] == g[3]
            n["kind"] += t[2] == g[2]
            if verbose and t[3] != g[3]: print(f"VALUE {ident} {published} [{text[max(0, g[0] - 40):g[0]]!r}] {text[g[0]:g[1]]!r} / {text[t[0]:t[1]]!r} [{text[g[1]:g[1] + 20]!r}] want {g[3]} got {t[3]}")
        if verbose:
            for i, t in enumerate(times):
                if i not in used: print(f"EXTRA {ident} [{text[max(0, t[0] - 40):t[0]]!r}] {text[t[0]:t[1]]!r} [{text[t[1]:t[1] + 20]!r}] {t[3]}")
    for name in ("strict", "relaxed", "value", "kind"):
        p, r = 100 * n[name] / max(n["found"], 1), 100 * n[name] / max(n["gold"], 1)
        print(f"{name:<8} P {p:5.1f}  R {r:5.1f}  F1 {2 * p * r / max(p + r, 1e-9):5.1f}   ({n[name]} of {n['found']} found, {n['gold']} gold)")

main()
