#!/usr/bin/env python3
"""Language identification beside CLD2 (pycld2, where it is installed): single sentences and texts of eight sentences.
Usage: peers_language.py QUOTH SENTENCES [--tsv]   SENTENCES: a tar or a folder of files LANGUAGE.txt, one sentence a line.
Right is: the language itself for a language that quoth reads; not one of those for any other ("other", "und", CLD2's "un" or another language)."""
import json, os, subprocess, sys, tarfile, unicodedata

def sentences(path):
    if os.path.isdir(path):
        files = {f: open(os.path.join(path, f), 'rb') for f in sorted(os.listdir(path))}
    else:
        tar = tarfile.open(path)
        files = {os.path.basename(m.name): tar.extractfile(m) for m in sorted(tar, key=lambda m: m.name) if m.isfile()}
    for name, file in files.items():
        if name.endswith('.txt'):
            yield name[:-4], [s for s in file.read().decode('utf-8').split('\n') if s.strip()]

def ours(quoth, texts):
    lines = ''.join(json.dumps({'id': str(i), 'text': t}) + '\n' for i, t in enumerate(texts))
    out = subprocess.run([quoth, 'read', '--json', '--quiet', '--from', 'jsonl', '-'], input=lines.encode(), stdout=subprocess.PIPE).stdout
    codes = ['refused'] * len(texts)
    for line in out.split(b'\n'):
        if line:
            report = json.loads(line)['report']
            codes[int(report['id'])] = report['language']
    return codes

def cld2(texts):
    """Control characters, at which pycld2 gives up, are taken out before."""
    import pycld2
    texts = [''.join(c for c in t if c == '\n' or unicodedata.category(c) not in ('Cc', 'Cs', 'Cn', 'Co')) for t in texts]
    codes = []
    for t in texts:
        try:
            codes.append(pycld2.detect(t.encode())[2][0][1])
        except pycld2.error:
            codes.append('un')
    return codes

def main():
    quoth, path = sys.argv[1:3]
    read = sorted(d for d in os.listdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'lang')) if len(d) == 2)
    who = {'quoth': lambda t: ours(quoth, t)}
    try:
        import pycld2  # noqa: F401
        who['CLD2'] = cld2
    except ImportError:
        print('pycld2 is not installed: quoth alone', file=sys.stderr)
    sums = {}
    corpus = list(sentences(path))
    for size, what in (1, 'sentence'), (8, 'text of eight'):
        for language, lines in corpus:
            texts = lines if size == 1 else ['\n'.join(lines[i:i + size]) for i in range(0, len(lines) - size + 1, size)]
            row = [language, what]
            for name, identify in who.items():
                codes = identify(texts)
                right = sum(c == language if language in read else c not in read for c in codes)
                group = 'read' if language in read else 'other'
                for key in ((what, name, group), (what, name, 'all')):
                    s = sums.setdefault(key, [0, 0])
                    s[0] += right
                    s[1] += len(texts)
                wrong = {}
                for c in codes:
                    if c != language and (language in read or c in read): wrong[c] = wrong.get(c, 0) + 1
                row.append('%s %.1f (%s)' % (name, 100 * right / max(1, len(texts)), ' '.join('%s %d' % x for x in sorted(wrong.items(), key=lambda x: -x[1])[:5])))
            if '--tsv' not in sys.argv: print('\t'.join(row))
    for (what, name, group), (right, count) in sums.items():
        if count: print('language, %s\t%s, %s\t%.2f' % (what, name, group, 100 * right / count))

main()
