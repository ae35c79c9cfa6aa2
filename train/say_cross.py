"""Cross-validated scores of statements: each document read by the command with a network that has not seen it, in any language.

usage: say_cross.py SHARED QUOTH DATA_DIR CONFIDENCE.npy WORK FOLD0.pt FOLD1.pt ... [-- options of quoth read]
DATA_DIR holds lang/ and the other models. Prints rows as in tests/scores.tsv, named "SET (cross-validated)"."""
import gzip, json, os, subprocess, sys
from say import folds
from say_data import load

SETS = ["fakes-dev"] + ["ntrex-%s-dev" % l for l in "en fr de es ru ar".split()]


def rows(name, text):
    for line in text.splitlines():
        w = line.split()
        if not w: continue
        if w[0] in ("exact", "overlap", "whole", "joint", "force") and "F1" in w:
            key = w[0] if w[1] in ("P", "F1") else " ".join(w[:2])
            for i, x in enumerate(w[:-1]):
                if x in ("P", "R", "F1"): print(f"{name}\t{key} {x}\t{w[i + 1]}")
        elif len(w) > 2 and w[1] == "right": print(f"{name}\t{w[0]} right\t{w[2]}")
        elif w[0] == "confidence": print(f"{name}\tconfidence\t" + line.split(None, 1)[1])


def main():
    args = sys.argv[1:]
    extra = args[args.index("--") + 1:] if "--" in args else []
    args = args[:args.index("--")] if "--" in args else args
    shared, quoth, data, sure, work, *models = args
    dirs = []
    for i, m in enumerate(models):
        d = f"{work}/fold{i}"
        os.makedirs(f"{d}/models", exist_ok=True)
        for target, link in [(f"{data}/lang", f"{d}/lang")] + [(f"{data}/models/{f}", f"{d}/models/{f}") for f in os.listdir(f"{data}/models") if f.endswith(".qm") and f != "say.qm"]:
            if os.path.lexists(link): os.unlink(link)
            os.symlink(os.path.abspath(os.path.realpath(target)), link)
        if m != "none": subprocess.check_call([sys.executable, os.path.join(os.path.dirname(__file__), "say_export.py"), m, f"{d}/models/say.qm"] + ([sure] if sure != "-" else []))
        dirs.append(d)
    for name in SETS:
        gold = f"{shared}/data/statements/{name}.jsonl.gz"
        docs = load(gold)
        part = folds([d["id"] for d in docs], len(models))
        out = []
        for i, d in enumerate(dirs):
            feed = "".join(json.dumps(dict(id=x["id"], language=x["lang"], text=x["text"]), ensure_ascii=False) + "\n" for x, p in zip(docs, part) if p == i)
            out += subprocess.run([quoth, "read", "--data", d, "--json", "--from", "jsonl", *extra, "-"], input=feed.encode(), stdout=subprocess.PIPE, check=True).stdout.decode().splitlines()
        with open(f"{work}/{name}.jsonl", "w") as f: f.write("\n".join(out) + "\n")
        got = subprocess.run([sys.executable, f"{shared}/eval/score_statements.py", gold, f"{work}/{name}.jsonl"], stdout=subprocess.PIPE, check=True).stdout.decode()
        rows(name + " (cross-validated)", got)
        sys.stdout.flush()


main()
