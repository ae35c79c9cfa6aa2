"""Writes a fitted say.pt as an integer model file.

usage: say_export.py SAY.pt OUT.qm [CONFIDENCE.npy]      CONFIDENCE: 3 (guides) x (11 + 2 x languages): weights and limits, as say_sure.py fits them
"""
import sys
import numpy as np, torch
import model
from say import HASHED, PIECE, ROLE, BITS, LANGUAGES

SURE = 11


def graphs(p):
    size = PIECE + sum(d for _, _, d in HASHED)
    word = ["ids hash 9", "v = input piece 512", "p = dense v piece"] + [f"t{c} = embed hash {c} table{c}" for c, _, _ in HASHED] + ["w = concat p " + " ".join(f"t{c}" for c, _, _ in HASHED), "output word w"]
    trunk = ["ids context 4", f"w = input word {size}", f"f = input bits {BITS}", "b = dense f bits"]
    trunk += [f"{n} = embed context {i} {n}" for i, n in enumerate(("upos", "rel", "conv", "lang"))]
    trunk += ["x0 = concat w upos rel conv lang b", "n0 = norm x0 norm0", "x1 = sru n0 rnn0", "n1 = norm x1 norm1", "x2 = sru n1 rnn1 x1", "x = norm x2 norm2",
              "c = dense x cue_h relu", "cue = dense c cue", "rw = dense x role_word", "rc = dense x role_cue", "output cue cue", "output word rw", "output own rc"]
    role = ["ids place 4", f"s = input sum {ROLE}"] + [f"{n} = embed place {i} {n}" for i, n in enumerate(("dist", "path", "rulelab", "mark"))]
    role += ["a = concat s dist path rulelab mark", "y = sru a arg", "n = norm y arg_norm", "source = dense n source", "content = dense n content", "output source source", "output content content"]
    return {"graph." + n: "\n".join(t) + "\n" for n, t in (("word", word), ("trunk", trunk), ("role", role))}


def main():
    s = torch.load(sys.argv[1], weights_only=False)
    p = {n: v.detach().numpy() for n, v in s["mean"].items()}
    blocks = {**graphs(p), "languages": "".join(l + "\n" for l in LANGUAGES)}
    blocks["confidence"] = (np.load(sys.argv[3]) if len(sys.argv) > 3 else np.array([[0, 1] + [0] * (SURE - 2 + len(LANGUAGES)) + [.5] * len(LANGUAGES)] * 3)).astype(np.float32)
    for n in ("piece", "bits", "cue_h", "cue", "role_word", "role_cue", "source", "content"): blocks.update(model.dense(n, p[n + ".weight"], p.get(n + ".bias")))
    for i, (c, _, _) in enumerate(HASHED): blocks.update(model.table(f"table{c}", p[f"tables.{i}.weight"]))
    for n in ("upos", "rel", "conv", "lang", "dist", "path", "rulelab", "mark"): blocks.update(model.table(n, p[n + ".weight"]))
    for n in ("norm0", "norm1", "norm2", "arg_norm"): blocks.update(model.norm(n, p[n + ".weight"], p[n + ".bias"]))
    for n in ("rnn0", "rnn1", "arg"):
        blocks.update(model.sru(n, p[n + ".w.weight"], p[n + ".w.bias"], p[n + ".v"]))if n + ".h.weight" not in p else blocks.update({**model.dense(n, p[n + ".w.weight"], p[n + ".w.bias"]), n + ".v": p[n + ".v"], **model.dense(n + ".h", p[n + ".h.weight"], p[n + ".h.bias"])})
    model.write(sys.argv[2], blocks)


main()
