"""The best tree with one root (Chu and Liu 1965, Edmonds 1967); as src/parse/tree.c."""
import numpy as np


def _best(s):
    """s[d, h] over nodes 0..n, 0 the root: heads of the maximum arborescence."""
    n = len(s)
    head = s.argmax(1); head[0] = -1
    seen = np.zeros(n, int)
    for i in range(1, n):
        if seen[i]: continue
        path, j = [], i
        while j > 0 and not seen[j]: seen[j] = i; path.append(j); j = head[j]
        if j > 0 and seen[j] == i:
            cycle = path[path.index(j):]
            break
    else: return head
    inside = np.zeros(n, bool); inside[cycle] = True
    out = np.nonzero(~inside)[0]
    m = len(out)
    t = np.full((m + 1, m + 1), -1e18)
    t[:m, :m] = s[np.ix_(out, out)]
    gain = s[cycle] - s[cycle, head[cycle]][:, None]
    enter = gain[:, out].argmax(0)
    t[m, :m] = gain[enter, out]
    leave = s[np.ix_(out, cycle)].argmax(1)
    t[:m, m] = s[out, np.array(cycle)[leave]]
    t[np.arange(m + 1), np.arange(m + 1)] = -1e18
    h = _best(t)
    res = head.copy()
    for a in range(1, m):
        res[out[a]] = cycle[leave[a]] if h[a] == m else out[h[a]]
    e = h[m]
    res[cycle[enter[e]]] = out[e]
    return res


def tree(scores):
    """scores[dependent, head], head 0 the root, heads 1-based: heads, exactly one of them 0."""
    n = scores.shape[0]
    s = np.full((n + 1, n + 1), -1e18)
    s[1:] = scores
    s[np.arange(1, n + 1), np.arange(1, n + 1)] = -1e18
    h = _best(s)[1:]
    if (h == 0).sum() == 1: return h
    best, top = None, -np.inf
    for r in np.nonzero(h == 0)[0]:  # the usual trick: each candidate root alone
        t = s.copy(); t[1:, 0] = -1e18; t[r + 1, 0] = s[r + 1, 0]
        g = _best(t)[1:]
        v = s[np.arange(1, n + 1), g].sum()
        if v > top: best, top = g, v
    return best
