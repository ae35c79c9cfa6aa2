"""Fits the network of statements.

usage: say.py DATA OUT --fit SET[:WEIGHT] ... [--check SET ...] [--from FILE.pt] [--passes N] [--seed 1] [--folds K --fold I]
DATA holds what say_data.py wrote, with vectors.npy (a row of piece means for each line of forms.txt). With --folds, of the sets named ntrex-* and fakes-* the documents of fold I (the same numbers in all
languages) are checked and the others fitted. Deterministic given seed and threads; a checkpoint after every pass, from which the same command goes on.
Method: labelled as in semantic role labelling, cues first, then source and content for each cue by itself; simple recurrent units (Lei et al. 2018), averaged weights."""
import argparse, ctypes, os, subprocess, sys, time
import numpy as np, torch, torch.nn as nn, torch.nn.functional as F
from layers import SRU, rows_dropout, library, HERE
from passes import Passes, begin_with_components
import say_data
REACH = 70  # rows on each side of a cue that its own labels look at

HASHED = [(0, 16384, 32), (1, 512, 6), (2, 4096, 12), (3, 8192, 16), (4, 8192, 12), (7, 4096, 10), (8, 512, 8)]  # column of q_word_hashes, rows, dimensions
PIECE, TRUNK, ROLE, ARG = 96, 128, 64, 48
CONVENTIONS = ["quoth", "polnear", "wikinews"]
LANGUAGES = ["en", "fr", "es", "de", "ru", "ar"]
BITS, RULES, RULES_END = 112, 96, 112
WIDE = 2 * REACH + 1
PATHS, UPOS, RELATIONS, DISTANCES = 82, 18, 38, 21


_path = library("src/say/path.c", "-O2", "-I", os.path.join(HERE, "..", "src"))


def distance():
    d = np.arange(-REACH, REACH + 1)
    steps = np.array([1, 2, 3, 4, 5, 7, 10, 15, 25, 50])
    k = (np.abs(d)[:, None] >= steps).sum(1)
    return np.where(d < 0, 10 - k, 10 + k)


class Set:
    def __init__(self, folder, name):
        z = np.load(f"{folder}/{name}.npz")
        for k in z.files: setattr(self, k, z[k])
        self.name = name
        self.conv = 1 if name.startswith("polnear") else 2 if name.startswith("wikinews") else 0
        order = np.argsort(self.item_row, kind="stable")
        self.item_row, self.item_lab = self.item_row[order], self.item_lab[order]
        c = say_data.REACH - REACH
        self.item_lab, self.rule_lab = self.item_lab[:, :, c:c + WIDE], self.rule_lab[:, c:c + WIDE]
        self.item_seg = np.searchsorted(self.start, self.item_row, "right") - 1
        self.head = self.head.astype(np.int32); self.rel32 = np.ascontiguousarray(self.relation.astype(np.int32)); self.sent32 = np.ascontiguousarray(self.sentence.astype(np.int32) + 100000 * np.searchsorted(self.start, np.arange(len(self.form)), "right").astype(np.int32))
        self.rule_at = {int(r): i for i, r in enumerate(self.rule_row)}
        self.segs = len(self.start) - 1


class Batch:
    """Segments (set, number) one after another."""
    def __init__(self, sets, ids, rng=None, tree_drop=.15, rule_drop=.3):
        rows, starts, seg, off = [], [0], [], 0
        cols = {k: [] for k in "form bits hash upos rel cue conv lang".split()}
        items, self.where = [], []
        for n, (s, g) in enumerate(ids):
            d = sets[s]
            a, b = int(d.start[g]), int(d.start[g + 1])
            m = b - a
            cols["form"].append(d.form[a:b]); cols["hash"].append(d.hash[a:b])
            bits = np.unpackbits(d.bits[a:b], axis=1)[:, :BITS]
            tree = rng is None or rng.random() >= tree_drop
            rule = rng is None or rng.random() >= rule_drop
            if not rule: bits = bits.copy(); bits[:, RULES:RULES_END] = 0
            cols["bits"].append(bits)
            cols["upos"].append(d.upos[a:b] if tree else np.zeros(m, int)); cols["rel"].append(d.relation[a:b] if tree else np.zeros(m, int))
            cols["cue"].append(d.cue[a:b])
            cols["conv"].append(np.full(m, d.conv)); cols["lang"].append(np.full(m, LANGUAGES.index(str(d.lang[d.seg_doc[g]]))))
            self.where.append((s, g, off, a, b, tree, rule))
            starts.append(off + m); seg.append(np.full(m, n)); off += m
        t = lambda x: torch.from_numpy(np.concatenate(x).astype(np.int64))
        self.form, self.upos, self.rel, self.cue, self.conv, self.lang, self.seg = (t(cols[k]) for k in "form upos rel cue conv lang".split()) if False else (t(cols["form"]), t(cols["upos"]), t(cols["rel"]), t(cols["cue"]), t(cols["conv"]), t(cols["lang"]), torch.from_numpy(np.concatenate(seg)))
        self.bits = torch.from_numpy(np.concatenate(cols["bits"]).astype(np.float32))
        self.hash = torch.from_numpy(np.concatenate(cols["hash"]).astype(np.int64))
        self.starts = torch.from_numpy(np.array(starts, np.int32))
        self.rows = off

    def gold_items(self, sets):
        """(batch row, set, item) of every cue of the segments."""
        out = []
        for s, g, off, a, b, tree, rule in self.where:
            d = sets[s]
            for i in range(*np.searchsorted(d.item_seg, [g, g + 1])): out.append((int(d.item_row[i]) - a + off, s, i))
        return out

    def windows(self, sets, at, kind):
        """Rows, segment starts, distances, paths, marks and rule labels of the windows around batch rows `at`; kind: 0 a cue, 1 a statement without one; mark: 1 own cue's first row, 2 another cue's."""
        rows, starts, dist, path, rulelab, own = [], [0], [], [], [], []
        D = distance()
        edges = self.starts.numpy()
        for r in at:
            n = int(np.searchsorted(edges, r, "right") - 1)
            s, g, off, a, b, tree, rule = self.where[n]
            d = sets[s]
            lo, hi = max(off, r - REACH), min(off + b - a, r + REACH + 1)
            rows.append(np.arange(lo, hi)); starts.append(starts[-1] + hi - lo)
            dist.append(D[lo - r + REACH:hi - r + REACH])
            out = np.zeros(hi - lo, np.int32)
            if tree:
                p = lambda x: ctypes.c_void_p(x.ctypes.data)
                _path.q_say_paths(p(d.head), p(d.rel32), p(d.sent32), ctypes.c_int32(lo - off + a), ctypes.c_int32(hi - off + a), ctypes.c_int32(r - off + a), p(out))
            else:
                same = d.sent32[lo - off + a:hi - off + a] == d.sent32[r - off + a]
                out[~same] = 1
            path.append(out)
            i = d.rule_at.get(r - off + a) if rule else None
            rulelab.append(d.rule_lab[i][lo - r + REACH:hi - r + REACH] if i is not None else np.zeros(hi - lo, np.uint8))
            own.append(np.arange(lo, hi) == r)
        t = lambda x: torch.from_numpy(np.concatenate(x).astype(np.int64))
        return t(rows), torch.from_numpy(np.array(starts, np.int32)), t(dist), t(path), t(rulelab), t(own)


class Say(nn.Module):
    def __init__(self, trunk=TRUNK, drop=.3):
        super().__init__()
        self.drop = drop
        self.piece = nn.Linear(512, PIECE)
        self.tables = nn.ModuleList(nn.Embedding(r, d) for _, r, d in HASHED)
        for e in self.tables: nn.init.normal_(e.weight, std=.3)
        self.upos, self.rel = nn.Embedding(UPOS, 10), nn.Embedding(RELATIONS, 14)
        self.conv, self.lang = nn.Embedding(len(CONVENTIONS), 8), nn.Embedding(len(LANGUAGES), 4)
        self.bits = nn.Linear(BITS, 32)
        size = PIECE + sum(d for _, _, d in HASHED) + 10 + 14 + 8 + 4 + 32
        self.norm0, self.norm1, self.norm2 = nn.LayerNorm(size), nn.LayerNorm(2 * trunk), nn.LayerNorm(2 * trunk)
        self.rnn0, self.rnn1 = SRU(size, trunk), SRU(2 * trunk, trunk)
        self.cue_h, self.cue = nn.Linear(2 * trunk, 64), nn.Linear(64, 5)
        self.role_word, self.role_cue = nn.Linear(2 * trunk, ROLE), nn.Linear(2 * trunk, ROLE, bias=False)
        self.dist, self.path, self.rulelab, self.mark = nn.Embedding(DISTANCES, 10), nn.Embedding(PATHS, 14), nn.Embedding(6, 6), nn.Embedding(6, 6)
        a = ROLE + 10 + 14 + 6 + 6
        self.arg = SRU(a, ARG)
        self.arg_norm = nn.LayerNorm(2 * ARG)
        self.source, self.content = nn.Linear(2 * ARG, 5), nn.Linear(2 * ARG, 3)

    def trunk(self, b, vectors):
        forms, at, = torch.unique(b.form, return_inverse=True)
        p = self.piece(vectors[forms].float())
        keep = lambda q, n: (torch.rand(n, 1) >= q).float()
        if self.training: p = p * keep(.1, len(p))
        parts = [p[at]]
        for e, (c, r, _) in zip(self.tables, HASHED):
            v = e(b.hash[:, c] % r)
            if self.training: v = v * keep(.25 if c == 0 else .1, len(v))
            parts.append(v)
        x = torch.cat(parts + [self.upos(b.upos), self.rel(b.rel), self.conv(b.conv), self.lang(b.lang), self.bits(b.bits)], 1)
        x = rows_dropout(self.norm0(x), self.drop * .7, b.seg, self.training)
        x = self.rnn0(x, b.starts)
        x = self.rnn1(rows_dropout(self.norm1(x), self.drop, b.seg, self.training), b.starts, x)
        return rows_dropout(self.norm2(x), self.drop, b.seg, self.training)

    def cues(self, x): return self.cue(F.relu(self.cue_h(x)))

    def roles(self, b, sets, x, at, cue_state, quote=None):
        """Scores of source and content in the windows around rows `at`; cue_state: label of each row by cue head (0 none, 1 B, 2 I, 3 J, 4 Q)."""
        rows, starts, dist, path, rulelab, own = b.windows(sets, at, None)
        w, c = self.role_word(x), self.role_cue(x[torch.tensor(at)])
        seg = torch.repeat_interleave(torch.arange(len(at)), (starts[1:] - starts[:-1]).long())
        mark = cue_state[rows]
        is_quote = torch.from_numpy(np.asarray(quote))[seg] if quote is not None else mark == 4
        mark = torch.where(own == 1, torch.where(is_quote, 5, 4), mark * (mark != 4))
        h = F.relu(w[rows] + c[seg])
        y = torch.cat([h, self.dist(dist), self.path(path), self.rulelab(rulelab), self.mark(mark)], 1)
        y = rows_dropout(y, self.drop * .5, seg, self.training)
        y = self.arg_norm(self.arg(y, starts))
        y = rows_dropout(y, self.drop * .7, seg, self.training)
        return rows, starts, self.source(y), self.content(y)

    def loss(self, b, sets, vectors):
        x = self.trunk(b, vectors)
        weight = torch.tensor([1., 1.2, 1., 1.2, 1.2])
        cue = F.cross_entropy(self.cues(x), b.cue, weight=weight, reduction="sum") / b.rows
        items = b.gold_items(sets)
        if not items: return cue, (float(cue.detach()), 0., 0.)
        rows, starts, src, con = self.roles(b, sets, x, [r for r, _, _ in items], b.cue)
        lab = []
        for k, (r, s, i) in enumerate(items):
            m = int(rows[starts[k]]) - r + REACH
            lab.append(sets[s].item_lab[i][:2, m:m + int(starts[k + 1] - starts[k])])
        lab = torch.from_numpy(np.concatenate(lab, 1).astype(np.int64))
        a, c = F.cross_entropy(src, lab[0], reduction="sum") / b.rows, F.cross_entropy(con, lab[1], reduction="sum") / b.rows
        return cue + .7 * a + .7 * c, (float(cue.detach()), float(a.detach()), float(c.detach()))


# ---- decoding ----

def viterbi(scores, allowed):
    """Best path; allowed[from][to]; I may not begin."""
    n, k = scores.shape
    back = np.zeros((n, k), np.int32)
    best = scores[0] + np.where(allowed[0], 0, -1e4)
    for i in range(1, n):
        m = best[:, None] + np.where(allowed, 0, -1e4)
        back[i] = m.argmax(0); best = m.max(0) + scores[i]
    path = [int(best.argmax())]
    for i in range(n - 1, 0, -1): path.append(int(back[i, path[-1]]))
    return path[::-1]


OK_CONTENT = np.array([[1, 1, 0], [1, 1, 1], [1, 1, 1]], bool)
OK_SOURCE = np.array([[1, 1, 0, 1, 0], [1, 1, 1, 1, 0], [1, 1, 1, 1, 0], [1, 1, 0, 1, 1], [1, 1, 0, 1, 1]], bool)


def runs(path, begin, inside):
    out = []
    for i, y in enumerate(path):
        if y == begin: out.append([i, i + 1])
        elif y == inside and out and out[-1][1] == i: out[-1][1] = i + 1
    return out


@torch.no_grad()
def predict(model, sets, s, vectors, least=.2, segs=None):
    """Statements of every segment of a set: dicts with row spans and the log probabilities that confidence rests on."""
    model.eval()
    d = sets[s]
    out = []
    for g in (range(d.segs) if segs is None else segs):
        b = Batch(sets, [(s, g)])
        a = int(d.start[g])
        x = model.trunk(b, vectors)
        p = F.softmax(model.cues(x), 1).numpy()
        begin, state = p[:, 1] + p[:, 4], p.argmax(1)
        at = np.nonzero((begin >= least) & (state != 2) & (state != 3))[0]
        if not len(at): continue
        quote = p[at, 4] > p[at, 1]
        rows, starts, src, con = model.roles(b, sets, x, at.tolist(), torch.from_numpy(state), quote)
        src, con = F.log_softmax(src, 1).numpy(), F.log_softmax(con, 1).numpy()
        rows = rows.numpy()
        for k, r in enumerate(at):
            lo, hi = int(starts[k]), int(starts[k + 1])
            ys, yc = viterbi(src[lo:hi], OK_SOURCE), viterbi(con[lo:hi], OK_CONTENT)
            base = int(rows[lo])
            span = lambda q: [(base + i + a, base + j + a) for i, j in q]
            content = span(runs(yc, 1, 2))
            cue, q = [], r
            while not quote[k]:  # what follows its beginning, and later pieces in the same sentence before another cue
                e = q + 1
                while e < b.rows and state[e] == 2: e += 1
                cue.append((int(q + a), int(e + a)))
                q = e
                while q < b.rows and d.sent32[q + a] == d.sent32[r + a] and state[q] not in (1, 3): q += 1
                if q >= b.rows or d.sent32[q + a] != d.sent32[r + a] or state[q] != 3: break
            lc = sum(con[lo + i, y] for i, y in enumerate(yc)); ls = sum(src[lo + i, y] for i, y in enumerate(ys))
            rule = d.rule_at.get(int(r + a))
            agree = [0, 0, 0]
            if rule is not None:
                m = int(r) - base
                lab = d.rule_lab[rule]; lab = lab[REACH - m:REACH - m + hi - lo]
                rc, rs = set(np.nonzero(lab == 2)[0]), set(np.nonzero(lab == 3)[0])
                mc = {i for i, y in enumerate(yc) if y}; ms = {i for i, y in enumerate(ys) if y in (1, 2)}
                agree = [1, len(rc & mc) / max(1, len(rc | mc)), 1. if (not rs and not ms) or rs & ms else 0.]
            out.append(dict(row=int(r + a), content=content, cue=cue, source=span(runs(ys, 1, 2)), addressee=span(runs(ys, 3, 4)), p=float(begin[r]), q=int(quote[k]), lc=float(lc), ls=float(ls), agree=agree, seg=g))
    model.train()
    return out


def spans(d, ranges): return [[int(d.begin[i]), int(d.end[j - 1])] for i, j in ranges]


def as_documents(d, found, nested):
    """Found statements as lines that score_statements.py reads."""
    docs = {str(i): dict(id=str(i), statements=[]) for i in d.docs}
    for x in found:
        if not x["content"]: continue
        name = str(d.docs[d.seg_doc[x["seg"]]])
        docs[name]["statements"].append(dict(content=spans(d, x["content"]), cue=spans(d, x["cue"]), source=spans(d, x["source"]), addressee=spans(d, x["addressee"]), confidence=x["p"]))
    return docs


def folds(docs, k):
    """Fold of each document; ids of one document in several languages end alike."""
    import zlib
    return np.array([zlib.crc32(str(i).split("/")[-1].encode()) % k for i in docs])


def batches(sets, which, words, rng):
    order = [(s, g) for s, gs in which for g in gs]
    rng.shuffle(order)
    out, now, total = [], [], 0
    for s, g in order:
        m = int(sets[s].start[g + 1] - sets[s].start[g])
        if now and total + m > words: out.append(now); now, total = [], 0
        now.append((s, g)); total += m
    if now: out.append(now)
    return out


def check(model, sets, s, vectors, shared, tag, segs=None, least=.5):
    import gzip, json
    d = sets[s]
    found = predict(model, sets, s, vectors, .5, segs)
    docs = as_documents(d, found, False)
    only = {str(d.docs[d.seg_doc[g]]) for g in (segs if segs is not None else range(d.segs))}
    gold = [json.loads(l) for l in gzip.open(f"{shared}/data/statements/{d.name}.jsonl.gz", "rt")]
    gp, pp = f"/tmp/quoth-say.{os.getpid()}.gold", f"/tmp/quoth-say.{os.getpid()}.pred"
    with open(gp, "w") as f:
        for g in gold:
            if str(g["id"]) in only: f.write(json.dumps(g) + "\n")
    with open(pp, "w") as f:
        for g in gold:
            if str(g["id"]) in only: f.write(json.dumps(docs[str(g["id"])]) + "\n")
    got = subprocess.run([sys.executable, f"{shared}/eval/score_statements.py", gp, pp], stdout=subprocess.PIPE).stdout.decode()
    v = {}
    for line in got.splitlines():
        w = line.split()
        if w and w[0] in ("exact", "whole", "joint") and "F1" in w: v[" ".join(x for x in w[:2] if x not in ("P",))] = (w[w.index("P") + 1], w[w.index("R") + 1], w[w.index("F1") + 1])
    print(tag, d.name, "  ".join("%s %s" % (k, "/".join(x)) for k, x in v.items()), flush=True)
    for f in (gp, pp): os.unlink(f)


def main():
    a = argparse.ArgumentParser()
    a.add_argument("data"); a.add_argument("out"); a.add_argument("--fit", nargs="+", required=True); a.add_argument("--check", nargs="*", default=[])
    a.add_argument("--from", dest="source"); a.add_argument("--passes", type=int, default=10); a.add_argument("--seed", type=int, default=1); a.add_argument("--rate", type=float, default=2e-3)
    a.add_argument("--folds", type=int, default=0); a.add_argument("--fold", type=int, default=0); a.add_argument("--words", type=int, default=2000); a.add_argument("--drop", type=float, default=.3)
    a.add_argument("--shared", default="../shared"); a.add_argument("--every", type=int, default=2); a.add_argument("--stop", type=int, default=999)
    o = a.parse_args()
    torch.manual_seed(o.seed); torch.set_num_threads(1)
    names = [f.split(":")[0] for f in o.fit]
    share = [float((f.split(":") + ["1"])[1]) for f in o.fit]
    sets = [Set(o.data, n) for n in names + [c for c in o.check if c not in names]]
    at = {d.name: i for i, d in enumerate(sets)}
    vectors = torch.from_numpy(np.load(f"{o.data}/vectors.npy"))
    fit, test = [], [(at[c], None) for c in o.check]
    for i, n in enumerate(names):
        d = sets[i]; g = np.arange(d.segs)
        if o.folds and n.startswith(("ntrex", "fakes")):
            f = folds(d.docs, o.folds)[d.seg_doc]
            fit.append((i, g[f != o.fold])); test = [(s, q) if s != i else (s, g[f == o.fold].tolist()) for s, q in test]
        else: fit.append((i, g))
    model = Say(drop=o.drop)
    if o.source: model.load_state_dict(torch.load(o.source, weights_only=False)["mean"])
    else: begin_with_components(model.piece, vectors, torch.from_numpy(sets[0].form.astype(np.int64)))
    rows = sum(float(w) * sum(int(sets[i].start[x + 1] - sets[i].start[x]) for x in g) for (i, g), w in zip(fit, share))
    total = int(rows / o.words * 1.08) * o.passes + 1
    run = Passes(model, o.out, total, o.rate, warm=200, decay=1e-3, clip=1., average=.998, least=.02)
    print("parameters", sum(p.numel() for p in model.parameters()), "rows a pass", int(rows), "steps", total, "from pass", run.done, flush=True)
    t0 = time.time()
    for n in range(run.done, min(o.passes, o.stop)):
        rng = np.random.default_rng(o.seed * 1000 + n)
        which = []
        for (i, g), w in zip(fit, share):
            k = int(w); r = w - k
            gs = np.concatenate([g] * k + [rng.permutation(g)[:int(round(r * len(g)))]]) if len(g) else g
            which.append((i, gs.astype(int)))
        sums, count = np.zeros(3), 0
        for ids in batches(sets, which, o.words, rng):
            loss, parts = model.loss(Batch(sets, ids, rng), sets, vectors)
            run.step(loss)
            sums += parts; count += 1
            if count % 100 == 0: print("pass %d batch %d  %.0f s  cue %.4f source %.4f content %.4f" % ((n + 1, count, time.time() - t0) + tuple(sums / count)), flush=True)
        run.save(o)
        print("pass %d  %.0f s  cue %.4f source %.4f content %.4f" % ((n + 1, time.time() - t0) + tuple(sums / max(1, count))), flush=True)
        if (n + 1) % o.every == 0 or n + 1 == o.passes:
            with run.averaged():
                for s, segs in test: check(model, sets, s, vectors, o.shared, "pass %d" % (n + 1), segs)


if __name__ == "__main__": main()
