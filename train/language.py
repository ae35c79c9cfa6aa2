#!/usr/bin/env python3
"""Fits models/language.qm: which of our languages a text is in, or "other". Needs numpy, torch and wordfreq; about five minutes of one core. `make build/train/grams` before.
Usage: language.py --tool build/train/grams --data SHARED/data --sentences FOLDER --out models/language.qm [--seed 1] [--verbose]
FOLDER: sentences of languages that we do not read, a file LANGUAGE.txt each (the sentences folder of pemistahl/lingua's language-testdata). Languages that stand in
SHARED/data/language are left out of it, and of the others only half is fitted: what is left out is for checking alone.
Our own languages are fitted on treebanks whose licence lets a model be sold, all languages on word salads by wordfreq's frequencies.
A linear softmax over hashed letter sequences (src/lang/grams.c), weights of 8 bits; several classes are "other": groups of languages alike."""
import argparse, hashlib, lzma, os, random, re, subprocess, tarfile, unicodedata
import numpy as np
import torch
import wordfreq
import model

OURS = ['en', 'fr', 'de', 'es', 'ru', 'ar']
GROUPS = [['it', 'la', 'eo'], ['pt', 'ca', 'gl'], ['ro'], ['nl', 'af'], ['sv', 'da', 'nb', 'nn', 'no', 'is'], ['pl', 'cs', 'sk', 'sl', 'hr', 'bs', 'sh', 'sr'], ['uk', 'be'],
          ['bg', 'mk', 'sr', 'sh', 'mn', 'kk'], ['fa', 'ur'], []]  # the last: all others
BITS, DAMP, RATE = 15, 8.0, 0.5  # BITS: as in src/lang/grams.h
UD = {'en': ['ud/en_ewt-train'], 'fr': ['ud/fr_sequoia-train', 'ud-silver/fr-silver'], 'de': ['ud/de_gsd-dev'], 'es': ['ud/es_ancora-dev', 'ud/es_ancora-test', 'ud-silver/es-silver'],
      'ru': ['ud/ru_taiga-train'], 'ar': ['ud/ar_pud-first800']}
RUSSIAN = dict(zip('абвгдеёжзийклмнопрстуфхцчшщъыьэюя', "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch ' y ' e yu ya".split()))
ARABIC = dict(zip('ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآؤئء', "a b t th j 7 kh d dh r z s sh s d t z 3 gh f q k l m n h w y a a a i a o e 2".split()))

def group(language, text):
    if language in OURS: return OURS.index(language)
    cyrillic = sum('Ѐ' <= c <= 'ԯ' for c in text) * 2 > len(text.replace(' ', ''))
    rows = [i for i, g in enumerate(GROUPS) if language in g and (i == 7) == (cyrillic and language in GROUPS[7])]
    return len(OURS) + (rows[0] if rows else len(GROUPS) - 1)

def half(s): return hashlib.sha256(s.encode()).digest()[0] & 1

def read_check(data):
    tar = tarfile.open(os.path.join(data, 'language', 'lingua-sentences.tar.xz'))
    return {os.path.basename(m.name)[:-4]: [s for s in tar.extractfile(m).read().decode().split('\n') if s.strip()] for m in tar if m.isfile()}

def read_ud(path):
    with lzma.open(path + '.conllu.xz', 'rt', encoding='utf-8') as f:
        return [x[9:].strip() for x in f if x.startswith('# text = ')]

def made_up(language, count, r):
    """Word salads: words by frequency, the rare ones more often than they come."""
    words = [(w, f) for w, f in wordfreq.get_frequency_dict(language).items() if w.isalpha() or "'" in w]
    if not words: return []
    names = [w for w, _ in words]
    flat, tail = np.cumsum([f for _, f in words]), np.cumsum([f ** 0.5 for _, f in words])
    out = []
    for _ in range(count):
        n, c = r.choice([1, 2, 3, 5, 8, 12, 20, 30]), tail if r.random() < 0.4 else flat
        at = np.searchsorted(c, [r.random() * c[-1] for _ in range(n)])
        out.append(' '.join(names[min(i, len(names) - 1)] for i in at))
    return [worn(s, r) if r.random() < 0.3 else s for s in out]

def worn(s, r):
    """Text as it comes: cut short, joined, without its accents or without the letters that bear them."""
    words = s.split()
    x = r.random()
    if x < 0.35 and len(words) > 2:
        n = r.randint(1, min(len(words), 8))
        i = r.randint(0, len(words) - n)
        s = ' '.join(words[i:i + n])
    if 'a' <= min(s.lower() or ' ', key=lambda c: 'a' > c) <= 'z' or re.search('[a-z]', s):
        y = r.random()
        if y < 0.06: s = ''.join(c for c in unicodedata.normalize('NFD', s) if not unicodedata.combining(c))
        elif y < 0.10: s = ''.join(c for c in s if ord(c) < 0x250 and not (ord(c) > 0x7f and c.isalpha()))
    return s

def corpus(a, r):
    check = read_check(a.data)
    seen = {s.strip() for lines in check.values() for s in lines}
    out, wide = [], {}
    for code in OURS:
        for name in UD[code]:
            lines = [s for s in read_ud(os.path.join(a.data, name)) if s not in seen]
            if name.startswith('ud/ar_pud'): lines = lines[:400]
            out += [(code, worn(s, r)) for s in lines]
            if code in ('ru', 'ar'): out += [('xx', ''.join((RUSSIAN if code == 'ru' else ARABIC).get(c, c) for c in s.lower())) for s in lines[::12]]
        out += [(code, s) for s in made_up(code, 12000, r)]
    for name in sorted(os.listdir(a.sentences)):
        code = name[:-4]
        if code in check: continue
        with open(os.path.join(a.sentences, name), encoding='utf-8') as f: lines = [s.strip() for s in f if s.strip()]
        wide[code] = [s for s in lines if half(s)]
        for s in lines:
            if not half(s): out += [(code, s), (code, worn(s, r))]
    known = wordfreq.available_languages('small')
    for code in sorted(known):
        if code not in OURS and code not in ('zh', 'ja', 'ko', 'he', 'hi', 'bn', 'ta', 'el'): out += [(code, s) for s in made_up(code, 2500 if code in check else 1200, r)]
    r.shuffle(out)
    return out, check, wide

def grams(tool, texts):
    raw = subprocess.run([tool], input=''.join(s.replace('\n', ' ') + '\n' for s in texts).encode(), stdout=subprocess.PIPE, check=True).stdout
    u, at, rows, letters = np.frombuffer(raw, '<u4'), 0, [], []
    for _ in texts:
        letters.append(u[at:at + 4])
        n = int(u[at + 4])
        rows.append(u[at + 5:at + 5 + n])
        at += 5 + n
    return rows, np.array(letters)

def batches(rows, order, size):
    for i in range(0, len(order), size):
        part = [rows[j] for j in order[i:i + size]]
        sizes = np.array([len(x) for x in part])
        yield order[i:i + size], torch.from_numpy(np.concatenate(part).astype(np.int64)), torch.from_numpy(np.concatenate([[0], np.cumsum(sizes)[:-1]])), torch.from_numpy(sizes.astype(np.float32))

def forward(w, b, ids, starts, sizes):
    return torch.nn.functional.embedding_bag(ids, w, starts, mode='sum') / (sizes[:, None] + DAMP) + b

def fit(rows, labels, weights, a):
    torch.manual_seed(a.seed)
    classes = len(OURS) + len(GROUPS)
    w, b = torch.zeros(1 << BITS, classes, requires_grad=True), torch.zeros(classes, requires_grad=True)
    opt = torch.optim.Adam([w, b], lr=RATE)
    labels = torch.from_numpy(labels)
    rng = np.random.default_rng(a.seed)
    for epoch in range(a.epochs):
        total = 0
        for g in opt.param_groups: g['lr'] = RATE * (1 - epoch / a.epochs)
        for which, ids, starts, sizes in batches(rows, rng.permutation(len(rows)), 1024):
            opt.zero_grad()
            loss = torch.nn.functional.cross_entropy(forward(w, b, ids, starts, sizes), labels[which], weight=weights) + a.decay * (w * w).sum() / 1e3
            loss.backward()
            opt.step()
            total += float(loss.detach()) * len(which)
        print('pass %d: loss %.4f' % (epoch + 1, total / len(rows)), flush=True)
    return w.detach(), b.detach()

def rounded(w):
    scale = float(w.abs().max()) / 127
    scale = min(scale, float(np.quantile(w.abs().numpy(), 0.9995)) / 127)
    return torch.clamp(torch.round(w / scale), -127, 127), scale

def save(path, q, scale, b):
    model.write(path, {'classes': ' '.join(OURS + ['other'] * len(GROUPS)), 'grams.s': np.array([scale, DAMP], '<f4'), 'grams.b': b.numpy().astype('<f4'), 'grams.w': q.numpy().astype('i1')})

def decide(w, b, rows, letters):
    best = []
    for which, ids, starts, sizes in batches(rows, np.arange(len(rows)), 1024):
        best.append(forward(w, b, ids, starts, sizes).argmax(1).numpy())
    best = np.concatenate(best)
    foreign = letters.argmax(1) == 3
    return ['other' if foreign[i] or best[i] >= len(OURS) else OURS[best[i]] for i in range(len(best))]

def score(name, w, b, texts, a):
    sums = {}
    for language, lines in sorted(texts.items()):
        rows, letters = grams(a.tool, lines)
        got = decide(w, b, rows, letters)
        want = language if language in OURS else 'other'
        right = sum(c == want for c in got)
        wrong = sorted({c: got.count(c) for c in got if c != want}.items(), key=lambda x: -x[1])
        if a.verbose: print('  %s %s %.1f %s' % (name, language, 100 * right / len(lines), ' '.join('%s %d' % x for x in wrong)))
        s = sums.setdefault('read' if language in OURS else 'other', [0, 0])
        s[0] += right; s[1] += len(lines)
    print('%s: %s' % (name, '; '.join('%s %.2f %% of %d' % (k, 100 * x / n, n) for k, (x, n) in sums.items())), flush=True)

def main():
    p = argparse.ArgumentParser()
    for o in ('tool', 'data', 'sentences', 'out'): p.add_argument('--' + o, required=True)
    p.add_argument('--seed', type=int, default=1)
    p.add_argument('--epochs', type=int, default=4)
    p.add_argument('--decay', type=float, default=1e-6)
    p.add_argument('--verbose', action='store_true')
    a = p.parse_args()
    texts, check, wide = corpus(a, random.Random(a.seed))
    rows, letters = grams(a.tool, [s for _, s in texts])
    labels = np.array([group(code, s) for code, s in texts])
    keep = [i for i in range(len(rows)) if len(rows[i]) and letters[i].argmax() != 3]
    rows, labels = [rows[i] for i in keep], labels[keep]
    counts = np.bincount(labels, minlength=len(OURS) + len(GROUPS))
    print('texts to fit:', ' '.join(map(str, counts)), flush=True)
    w, b = fit(rows, labels, torch.from_numpy((counts.sum() / len(counts) / counts) ** 0.5).float(), a)
    q, scale = rounded(w)
    save(a.out, q, scale, b)
    for n in (1, 8):
        for name, part in ('check', check), ('wide', wide):
            score('%s, %d sentences' % (name, n), q * scale, b, {k: [' '.join(v[i:i + n]) for i in range(0, len(v) - n + 1, n)] for k, v in part.items()}, a)

main()
