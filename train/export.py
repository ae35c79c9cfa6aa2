"""Writes a fitted parser.pt as an integer model file.

usage: export.py CORPUS_DIR/parser.pt CORPUS_DIR OUT.qm
"""
import json, math, sys
import numpy as np, torch
import model
from parser import TABLES, ARC, DEFAULT


def main():
    checkpoint, folder, out = sys.argv[1:4]
    k = json.load(open(f"{folder}/classes.json"))
    s = torch.load(checkpoint, weights_only=False)
    p = {n: v.detach().numpy() for n, v in s["mean"].items()}
    layers = s["options"]["layers"]
    blocks = {}
    dense = lambda name, at, scale=1.: blocks.update(model.dense(name, p[at + ".weight"] * scale, p.get(at + ".bias", np.zeros(len(p[at + ".weight"]), np.float32)) * scale))
    norm = lambda name, at: blocks.update(model.norm(name, p[at + ".weight"], p[at + ".bias"]))

    word = ["ids hash %d" % len(TABLES), "v = input piece 512", "p = dense v piece"]
    dense("piece", "piece")
    for i in range(len(TABLES)):
        word.append(f"t{i} = embed hash {i} table{i}")
        blocks.update(model.table(f"table{i}", p[f"tables.{i}.weight"]))
    word += ["w = concat p " + " ".join(f"t{i}" for i in range(len(TABLES))), "output word w"]
    size = p["piece.weight"].shape[0] + sum(d for _, d in TABLES)

    sentence = ["ids context 2", f"w = input word {size}", "s = embed context 0 space", "c = embed context 1 convention", "x0 = concat w s c"]
    blocks.update(model.table("space", p["space.weight"])); blocks.update(model.table("convention", p["conv.weight"]))
    for i in range(layers):
        norm(f"norm{i}", f"norms.{i}")
        sentence.append(f"n{i} = norm x{i} norm{i}")
        dense(f"rnn{i}", f"rnn.{i}.w")
        blocks[f"rnn{i}.v"] = p[f"rnn.{i}.v"]
        if f"rnn.{i}.h.weight" in p: dense(f"rnn{i}.h", f"rnn.{i}.h")
        sentence.append(f"x{i + 1} = sru n{i} rnn{i}" + ("" if f"rnn.{i}.h.weight" in p else f" x{i}"))
    norm("last", f"norms.{layers}")
    for name in ("arc_d", "arc_h", "arc_root", "rel_d", "rel_h", "tag", "upos", "feats", "lemma"): dense(name, name)
    dense("arc_u", "arc_u", 1 / math.sqrt(ARC))
    dense("relation", "rel_out")
    sentence += [f"x = norm x{layers} last", "d = dense x arc_d relu", "u = dense d arc_u", "root = dense d arc_root", "h = dense x arc_h relu", "rd = dense x rel_d", "rh = dense x rel_h",
                 "t = dense x tag relu", "upos = dense t upos", "feats = dense t feats", "xw = concat x w", "lemma = dense xw lemma relu",
                 "output dependent u", "output head h", "output root root", "output relation_dependent rd", "output relation_head rh", "output upos upos", "output features feats", "output lemma lemma"]
    for i, l in enumerate(k["langs"]):
        dense(f"script.{l}", f"lemmas.{i}")
        blocks[f"graph.lemma.{l}"] = f"h = input lemma {p['lemma.weight'].shape[0]}\ns = dense h script.{l}\noutput script s\n"
        blocks[f"scripts.{l}"] = "".join("\t".join(map(str, s)) + "\n" for s in k["scripts"][l])
    texts = {"graph.word": "\n".join(word) + "\n", "graph.sentence": "\n".join(sentence) + "\n",
             "graph.relation": f"r = input sum {p['rel_out.weight'].shape[1]}\ns = dense r relation\noutput relation s\n",
             "upos": "\n".join(k["upos"]) + "\n", "relations": "\n".join(k["relations"]) + "\n",
             "features": "".join(f + "\t" + "\t".join(v[1:]) + "\n" for f, v in k["features"].items()),
             "languages": "".join("%s\t%d\n" % (l, k["conventions"].index(DEFAULT[l])) for l in k["langs"])}
    model.write(out, {**texts, **blocks})


main()
