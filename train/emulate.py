"""The arithmetic of src/net once more, in numpy: slow, and equal to the bit. doc/models.md describes it.

  outputs = run(blocks, "graph", {"x": floats, "words": ids}, starts)      name -> float32 matrix

As a program: emulate.py NET_RUN holds it against the C program (build/tests/net_run) on drawn graphs."""
import os
import subprocess
import sys
import tempfile

import numpy as np

import model

F = np.float32


def tanh(x):
    x = np.clip(x, F(-7.99881172), F(7.99881172))
    s = x * x
    p = s * F(-2.76076847742355e-16) + F(2.00018790482477e-13)
    for c in (-8.60467152213735e-11, 5.12229709037114e-08, 1.48572235717979e-05, 6.37261928875436e-04, 4.89352455891786e-03):
        p = s * p + F(c)
    q = s * F(1.19825839466702e-06) + F(1.18534705686654e-04)
    for c in (2.26843463243900e-03, 4.89352518554385e-03):
        q = s * q + F(c)
    return x * p / q


def sigmoid(x):
    return F(0.5) + F(0.5) * tanh(F(0.5) * x)


def round_rows(x):
    """Rows of floats -> integers of -2047..2047 and the scale of each row."""
    top = np.abs(x).max(axis=1)
    live = (top >= F(1e-30)) & np.isfinite(top)
    top = np.where(live, top, F(1)).astype(F)
    q = np.rint(x * (F(2047) / top)[:, None])
    return np.where(live[:, None], q, 0).astype(np.int32), np.where(live, top / F(2047), F(0)).astype(F)


def dense(blocks, name, x, curve="none"):
    w = model.unpack_dense(blocks[f"{name}.w"], blocks[f"{name}.n"])
    q, scale = round_rows(x)
    y = (q.astype(np.int64) @ w.T.astype(np.int64)).astype(F) * (scale[:, None] * blocks[f"{name}.s"]) + blocks[f"{name}.b"]
    return {"none": lambda v: v, "relu": lambda v: np.where(v > 0, v, F(0)), "tanh": tanh}[curve](y)


def sum8(x):
    x = np.pad(x, ((0, 0), (0, -x.shape[1] % 8)))
    part = np.zeros((len(x), 8), F)
    for i in range(0, x.shape[1], 8):
        part = part + x[:, i:i + 8]
    half = part[:, :4] + part[:, 4:]
    return (half[:, 0] + half[:, 2]) + (half[:, 1] + half[:, 3])


def norm(blocks, name, x):
    n = F(x.shape[1])
    e = x - (sum8(x) / n)[:, None]
    inverse = F(1) / np.sqrt(sum8(e * e) / n + F(1e-5))
    return e * inverse[:, None] * blocks[f"{name}.g"] + blocks[f"{name}.b"]


def sru(blocks, name, x, segments):
    v = blocks[f"{name}.v"]
    h = v.shape[2]
    gates = dense(blocks, name, x)
    z = dense(blocks, f"{name}.h", x) if x.shape[1] != 2 * h else x
    out = np.zeros((len(x), 2 * h), F)
    for begin, end in segments:
        for d in (0, 1):
            c = np.zeros(h, F)
            for t in (range(begin, end), range(end - 1, begin - 1, -1))[d]:
                u, f, r = gates[t, 3 * h * d:3 * h * (d + 1)].reshape(3, h)
                f, r = sigmoid(f + v[d, 0] * c), sigmoid(r + v[d, 1] * c)
                c = u + f * (c - u)
                zt = z[t, h * d:h * (d + 1)]
                out[t, h * d:h * (d + 1)] = zt + r * (tanh(c) - zt)
    return out


def embed(blocks, name, ids):
    q, s = blocks[f"{name}.q"], blocks[f"{name}.s"]
    good = (ids >= 0) & (ids < len(q))
    at = np.where(good, ids, 0)
    return np.where(good[:, None], q[at].astype(F) * s[at][:, None], F(0)).astype(F)


def window(x, low, high, segments):
    out = np.zeros((len(x), high - low + 1, x.shape[1]), F)
    for begin, end in segments:
        for t in range(begin, end):
            for k in range(low, high + 1):
                if begin <= t + k < end:
                    out[t, k - low] = x[t + k]
    return out.reshape(len(x), -1)


def pool(x, how, segments):
    out = np.zeros((len(segments), x.shape[1]), F)
    for i, (begin, end) in enumerate(segments):
        for t in range(begin, end):
            out[i] = out[i] + x[t]
        if end > begin:
            out[i] = out[i] / (np.sqrt(F(end - begin)) if how == "sqrt" else F(end - begin))
    return out


def run(blocks, block, feed, starts):
    rows = len(next(iter(feed.values())))
    segments = list(zip(starts, list(starts[1:]) + [rows]))
    made, outputs = {}, {}
    for line in model.text(blocks[block]).split("\n"):
        words = line.split("#")[0].split()
        if not words or words[0] == "ids":
            continue
        if words[0] == "output":
            outputs[words[1]] = made[words[2]]
            continue
        op, a = words[2], words[3:]
        made[words[0]] = {
            "input": lambda: np.asarray(feed[a[0]], F),
            "embed": lambda: embed(blocks, a[2], np.asarray(feed[a[0]])[:, int(a[1])]),
            "concat": lambda: np.concatenate([made[n] for n in a], axis=1),
            "add": lambda: made[a[0]] + made[a[1]],
            "dense": lambda: dense(blocks, a[1], made[a[0]], *a[2:]),
            "norm": lambda: norm(blocks, a[1], made[a[0]]),
            "sru": lambda: sru(blocks, a[1], made[a[0]], segments),
            "window": lambda: window(made[a[0]], int(a[1]), int(a[2]), segments),
            "pool": lambda: pool(made[a[0]], a[1], segments),
        }[op]()
    return outputs


# ---- against the C program ----

def drawn_case(seed):
    r = np.random.default_rng(seed)
    n = [int(r.integers(1, 40)) for _ in range(6)]
    h, rows = int(r.integers(1, 30)), int(r.integers(1, 50))
    v = lambda k: r.normal(size=(2, 2, k)).astype(F)
    m = lambda out, in_: r.normal(size=(out, in_)) / np.sqrt(in_)
    total = n[0] + n[1] + n[2]
    graph = (f"ids w 2\nx = input x {n[0]}\na = embed w 0 a\nb = embed w 1 b\nin = concat x a b\nnear = window in -1 2\nc = dense near c relu\nc2 = dense c c2 tanh\nn = norm c2 n\ns = sru n s\n"
             f"t = sru s t\nu = add s t\ny = dense u y\np = pool u {'sqrt' if seed % 2 else 'mean'}\noutput y y\noutput p p\noutput n n\n")
    blocks = {"graph": graph, **model.table("a", r.normal(size=(20, n[1]))), **model.table("b", r.normal(size=(7, n[2]))), **model.dense("c", m(n[3], 4 * total), r.normal(size=n[3])),
              **model.dense("c2", m(n[4], n[3])), **model.norm("n", r.normal(size=n[4]), r.normal(size=n[4])),
              **model.sru("s", 2 * m(6 * h, n[4]), r.normal(size=6 * h), v(h), None if n[4] == 2 * h else m(2 * h, n[4])), **model.sru("t", m(6 * h, 2 * h), np.zeros(6 * h), v(h)),
              **model.dense("y", m(n[5], 2 * h), r.normal(size=n[5]))}
    feed = {"x": r.normal(size=(rows, n[0])).astype(F), "w": r.integers(-2, 24, size=(rows, 2)).astype(np.int32)}
    starts = np.unique(np.concatenate([[0], r.integers(0, rows, size=3)])).astype(np.int32)
    return blocks, feed, starts


def main():
    failed, trials = 0, 25
    with tempfile.TemporaryDirectory() as place:
        paths = [os.path.join(place, name) for name in ("m.model", "feed.model")]
        for seed in range(trials):
            blocks, feed, starts = drawn_case(seed)
            model.write(paths[0], blocks)
            model.write(paths[1], {**feed, "starts": starts})
            told = subprocess.run([sys.argv[1], paths[0], "graph", paths[1]], stdout=subprocess.PIPE, check=True).stdout
            mine = b"".join(y.tobytes() for y in run(model.read(paths[0]), "graph", feed, starts.tolist()).values())
            failed += told != mine
    print(f"emulate: {trials - failed} passed, {failed} failed, 0 skipped")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
