"""Fits the network of tags, features, lemmas and trees.

usage: parser.py CORPUS_DIR [--passes 14] [--seed 1] [--hidden 192] [--layers 3] [--out NAME] [--minutes 120] [--threads 1]
CORPUS_DIR holds what corpus.py and build/forms wrote (corpus.npz, classes.json, forms.bin). Deterministic given its seed and number of threads; a checkpoint after every pass, from which
the same command goes on. Scores on the checked files are printed after each pass; export.py turns the last checkpoint into the integer model.
Method: piece vectors and hashed parts of the word, simple recurrent units (Lei et al. 2018), biaffine arcs (Dozat and Manning 2017), averaged weights.
"""
import argparse, json, math, time
import numpy as np, torch, torch.nn as nn, torch.nn.functional as F
from layers import SRU, rows_dropout
from passes import Passes, begin_with_components

TABLES = [(32768, 32), (1024, 8), (8192, 16), (16384, 24), (32768, 16), (1024, 4), (4096, 8), (16384, 12), (512, 12)]  # one a hash of q_word_hashes
PIECE, SPACE, CONVENTION = 128, 4, 12
ARC, REL, TAG, LEMMA = 128, 96, 128, 96


class Corpus:
    def __init__(self, folder, part):
        z = np.load(f"{folder}/corpus.npz")
        for k in z.files:
            if k.startswith(part + "_"): setattr(self, k[len(part) + 1:], z[k])
        self.size = np.diff(self.start)

    def batches(self, words, rng=None, share=None):
        """Sentences of like length together, about `words` words a batch; of each sentence's kind only a share, drawn anew for every pass."""
        n = len(self.size)
        order = np.lexsort((rng.random(n) if rng is not None else np.arange(n), self.size + (rng.integers(0, 4, n) if rng is not None else 0)))
        if share is not None: order = order[rng.random(n)[order] < share[order]]
        out, now, total = [], [], 0
        for i in order:
            if now and total + self.size[i] > words: out.append(now); now, total = [], 0
            now.append(i); total += self.size[i]
        if now: out.append(now)
        if rng is not None: rng.shuffle(out)
        return out


class Batch:
    def __init__(self, c, ids, weight):
        sizes = c.size[ids]
        rows = np.concatenate([np.arange(c.start[i], c.start[i] + c.size[i]) for i in ids])
        t = torch.from_numpy
        self.rows, self.ids = rows, ids
        self.starts = t(np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32))
        self.seg = t(np.repeat(np.arange(len(ids)), sizes))
        self.pos = t(np.concatenate([np.arange(s) for s in sizes]))
        self.sizes = sizes
        self.form, self.space = t(c.form[rows].astype(np.int64)), t(c.space[rows].astype(np.int64))
        self.lang = c.lang[ids]
        self.conv = t(c.conv[ids].astype(np.int64))
        self.upos, self.head, self.rel = (t(getattr(c, k)[rows].astype(np.int64)) for k in ("upos", "head", "rel"))
        self.lemma, self.feats = t(c.lemma[rows].astype(np.int64)), t(c.feats[rows].astype(np.int64))
        self.weight = t(weight[ids].astype(np.float32))[self.seg]


class Parser(nn.Module):
    def __init__(self, k, hidden, layers, drop=0.3):
        super().__init__()
        self.k, self.drop = k, drop
        self.piece = nn.Linear(512, PIECE)
        self.tables = nn.ModuleList(nn.Embedding(r, d) for r, d in TABLES)
        for e in self.tables: nn.init.normal_(e.weight, std=0.3)
        self.space = nn.Embedding(4, SPACE)
        self.conv = nn.Embedding(len(k["conventions"]), CONVENTION)
        word = PIECE + sum(d for _, d in TABLES)
        size = word + SPACE + CONVENTION
        self.word_size = word
        self.rnn = nn.ModuleList(SRU(size if i == 0 else 2 * hidden, hidden) for i in range(layers))
        self.norms = nn.ModuleList(nn.LayerNorm(size if i == 0 else 2 * hidden) for i in range(layers + 1))
        self.norms[layers] = nn.LayerNorm(2 * hidden)
        t = 2 * hidden
        self.arc_d, self.arc_h, self.arc_u, self.arc_root = nn.Linear(t, ARC), nn.Linear(t, ARC), nn.Linear(ARC, ARC), nn.Linear(ARC, 1)
        self.rel_d, self.rel_h, self.rel_out = nn.Linear(t, REL), nn.Linear(t, REL, bias=False), nn.Linear(REL, len(k["relations"]))
        self.tag, self.upos = nn.Linear(t, TAG), nn.Linear(TAG, len(k["upos"]))
        self.feats = nn.Linear(TAG, sum(len(v) for v in k["features"].values()))
        self.lemma = nn.Linear(t + word, LEMMA)
        self.lemmas = nn.ModuleList(nn.Linear(LEMMA, len(k["scripts"][l])) for l in k["langs"])

    def words(self, hashes, vectors):
        """Rows of distinct forms."""
        p = self.piece(vectors)
        parts = [e(hashes[:, i] % e.num_embeddings) for i, e in enumerate(self.tables)]
        if self.training:
            keep = lambda q: (torch.rand(len(p), 1) >= q).float()
            p = p * keep(.1)
            parts = [x * keep(.15 if i in (0, 4) else .05) for i, x in enumerate(parts)]
        return torch.cat([p] + parts, 1)

    def trunk(self, b, hashes, vectors):
        forms, at = torch.unique(b.form, return_inverse=True)
        w = self.words(hashes[forms], vectors[forms].float())[at]
        x = torch.cat([w, self.space(b.space), self.conv(b.conv)[b.seg]], 1)
        x = rows_dropout(x, self.drop * .7, b.seg, self.training)
        for i, r in enumerate(self.rnn):
            n = self.norms[i](x)
            x = r(rows_dropout(n, self.drop, b.seg, self.training and i > 0), b.starts, x)
        return self.norms[-1](x), w

    def arcs(self, x, b):
        """Scores [sentence, dependent, head], head 0 the root; padded."""
        drop = lambda t: rows_dropout(t, self.drop, b.seg, self.training)
        d, h = drop(F.relu(self.arc_d(x))), drop(F.relu(self.arc_h(x)))
        n, m = len(b.sizes), int(b.sizes.max())
        D, H = d.new_zeros(n, m, ARC), d.new_zeros(n, m, ARC)
        D = D.index_put((b.seg, b.pos), self.arc_u(d)); H = H.index_put((b.seg, b.pos), h)
        root = d.new_zeros(n, m).index_put((b.seg, b.pos), self.arc_root(d)[:, 0])
        s = torch.bmm(D, H.transpose(1, 2)) / math.sqrt(ARC)
        length = torch.from_numpy(b.sizes.astype(np.int64))
        s = s.masked_fill((torch.arange(m)[None] >= length[:, None])[:, None, :], -1e9)
        return torch.cat([root[:, :, None], s], 2)

    def relations(self, x, b, head):
        """Scores of relations given heads (1-based in the sentence; the root and unknown look at themselves)."""
        drop = lambda t: rows_dropout(t, self.drop, b.seg, self.training)
        own = torch.arange(len(head))
        at = torch.where(head > 0, b.starts.long()[:-1][b.seg] + head - 1, own)
        return self.rel_out(drop(F.relu(self.rel_d(x) + self.rel_h(x)[at])))

    def loss(self, b, hashes, vectors):
        x, w = self.trunk(b, hashes, vectors)
        wt = b.weight
        def ce(scores, gold, weight):
            m = gold >= 0
            return (F.cross_entropy(scores[m], gold[m], reduction="none") * weight[m]).sum() / len(gold) if m.any() else 0.
        arc = ce(self.arcs(x, b)[b.seg, b.pos], b.head, wt)
        rel = ce(self.relations(x, b, b.head), torch.where(b.head > 0, b.rel, -1), wt)
        t = rows_dropout(F.relu(self.tag(x)), self.drop, b.seg, self.training)
        up = ce(self.upos(t), b.upos, wt)
        f, at, ft = self.feats(t), 0, 0.
        for i, v in enumerate(self.k["features"].values()):
            ft = ft + ce(f[:, at:at + len(v)], b.feats[:, i], wt); at += len(v)
        lh = F.relu(self.lemma(torch.cat([rows_dropout(x, self.drop, b.seg, self.training), w], 1)))
        lm, lang = 0., torch.from_numpy(b.lang.astype(np.int64))[b.seg]
        for l in set(b.lang.tolist()):
            m = (lang == l).nonzero()[:, 0]
            lm = lm + ce(self.lemmas[l](lh[m]), b.lemma[m], wt[m]) * (len(m) / len(lang))
        return arc + rel + up * .7 + ft * .4 + lm * .6, (arc, rel, up, ft, lm)

    @torch.no_grad()
    def predict(self, b, hashes, vectors):
        from tree import tree
        x, w = self.trunk(b, hashes, vectors)
        s = self.arcs(x, b).numpy()
        head = torch.from_numpy(np.concatenate([tree(s[i, :n, :n + 1]) for i, n in enumerate(b.sizes)]))
        rel = self.relations(x, b, head)
        rel[:, 0] = -1e9
        rel = rel.argmax(1); rel[head == 0] = 0
        t = F.relu(self.tag(x))
        f, at, ft = self.feats(t), 0, []
        for v in self.k["features"].values(): ft.append(f[:, at:at + len(v)].argmax(1)); at += len(v)
        lh = F.relu(self.lemma(torch.cat([x, w], 1)))
        lang = torch.from_numpy(b.lang.astype(np.int64))[b.seg]
        lm = torch.zeros_like(head)
        for l in set(b.lang.tolist()):
            m = (lang == l).nonzero()[:, 0]; lm[m] = self.lemmas[l](lh[m]).argmax(1)
        return head, rel, self.upos(t).argmax(1), torch.stack(ft, 1), lm


def forms(folder):
    """What build/forms wrote: hashes [form, table], vectors [form, 512] in half precision."""
    raw = np.memmap(f"{folder}/forms.bin", dtype=np.uint32, mode="r").reshape(-1, len(TABLES) + 512)
    return torch.from_numpy(raw[:, :len(TABLES)].astype(np.int64)), torch.from_numpy(raw[:, len(TABLES):].view(np.float32).astype(np.float16))


DEFAULT = {"en": "en_ewt", "fr": "fr_sequoia", "de": "de_gsd", "es": "fr_sequoia", "ru": "ru_taiga", "ar": "ar_pud"}  # the convention that is printed


def score(model, c, hashes, vectors, conv=None):
    """Per checked file: UPOS, UAS, LAS (universal part), features whole, lemma scripts (where gold has one that we know)."""
    model.eval()
    k, out = model.k, {}
    universal = np.array([k["relations"].index(r.split(":")[0]) if r.split(":")[0] in k["relations"] else i for i, r in enumerate(k["relations"])])
    for j, name in enumerate(k["check"]):
        ids = np.nonzero(c.set == j)[0]
        sub = [0] * 6
        order = ids[np.argsort(c.size[ids], kind="stable")]
        at = 0
        while at < len(order):
            end = at + 1
            while end < len(order) and c.size[order[at:end + 1]].sum() < 3000: end += 1
            b = Batch(c, order[at:end], np.ones(len(c.size)))
            b.conv[:] = k["conventions"].index((conv or DEFAULT)[k["langs"][c.lang[ids[0]]]])
            head, rel, up, ft, lm = model.predict(b, hashes, vectors)
            ok = head == b.head
            g = torch.from_numpy(universal)[b.rel.clamp(min=0)]; p = torch.from_numpy(universal)[rel]
            sub[0] += (up == b.upos).sum().item(); sub[1] += ok.sum().item(); sub[2] += (ok & (g == p)).sum().item()
            sub[3] += ((ft == b.feats) | (b.feats < 0)).all(1).sum().item(); sub[4] += (lm == b.lemma).sum().item(); sub[5] += len(head)
            at = end
        out[name] = [100 * v / sub[5] for v in sub[:5]]
    model.train()
    return out


def main():
    a = argparse.ArgumentParser()
    a.add_argument("corpus"); a.add_argument("--passes", type=int, default=14); a.add_argument("--seed", type=int, default=1); a.add_argument("--hidden", type=int, default=192)
    a.add_argument("--layers", type=int, default=3); a.add_argument("--out", default="parser"); a.add_argument("--threads", type=int, default=1); a.add_argument("--rate", type=float, default=2e-3)
    a.add_argument("--words", type=int, default=1500); a.add_argument("--stop", type=int, default=99); a.add_argument("--drop", type=float, default=.3)
    a.add_argument("--begin", help="weights to begin with: the checkpoint of another run"); a.add_argument("--english", type=float, default=.7, help="share of English sentences in a pass")
    o = a.parse_args()
    torch.manual_seed(o.seed); torch.set_num_threads(o.threads)
    k = json.load(open(f"{o.corpus}/classes.json"))
    fit, check = Corpus(o.corpus, "fit"), Corpus(o.corpus, "check")
    hashes, vectors = forms(o.corpus)
    model = Parser(k, o.hidden, o.layers, o.drop)
    begin_with_components(model.piece, vectors, torch.from_numpy(fit.form.astype(np.int64)))
    small = {"de_gsd": 3., "ar_pud": 2., "ru_taiga": 1.5, "fr_sequoia": 1.3}
    weight = np.array([.5 if s else small.get(k["conventions"][c], 1.) for s, c in zip(fit.silver, fit.conv)])
    share = np.array([.6 if s else o.english if l == 0 else 1. for s, l in zip(fit.silver, fit.lang)])
    if o.begin: model.load_state_dict(torch.load(o.begin, weights_only=False)["mean"], strict=False)
    per_pass = len(fit.batches(o.words, np.random.default_rng(0), share))
    run = Passes(model, f"{o.corpus}/{o.out}.pt", per_pass * o.passes, o.rate, warm=400, decay=1e-4, clip=2., average=.9995)
    print("parameters", sum(p.numel() for p in model.parameters()), "batches a pass", per_pass, "from pass", run.done, flush=True)
    t0 = time.time()
    for n in range(run.done, min(o.passes, o.stop)):
        rng = np.random.default_rng(o.seed * 1000 + n)
        sums = np.zeros(5)
        for i, ids in enumerate(fit.batches(o.words, rng, share)):
            loss, parts = model.loss(Batch(fit, np.array(ids), weight), hashes, vectors)
            run.step(loss)
            sums += [float(x.detach()) if torch.is_tensor(x) else x for x in parts]
            if i % 200 == 199: print("pass %d batch %d  %.0f s  arc %.3f rel %.3f upos %.3f feats %.3f lemma %.3f" % ((n + 1, i + 1, time.time() - t0) + tuple(sums / (i + 1))), flush=True)
        run.save(o)
        with run.averaged():
            print("pass %d  %.0f s" % (n + 1, time.time() - t0), "  ".join("%s %.1f/%.1f/%.1f f%.1f l%.1f" % ((f,) + tuple(v)) for f, v in score(model, check, hashes, vectors).items()), flush=True)


if __name__ == "__main__": main()
