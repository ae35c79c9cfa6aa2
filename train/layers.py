"""Layers of src/net in PyTorch: the same computation in floats, rows of words, segments one after another."""
import ctypes, os, subprocess, torch, torch.nn as nn

HERE = os.path.dirname(os.path.abspath(__file__))


def library(source, *flags):
    """A C file as a shared library in build/, made anew when the file is newer. source: from the project's folder."""
    src = os.path.join(HERE, "..", source)
    so = os.path.join(HERE, "..", "build", os.path.basename(source)[:-2] + ".so")
    os.makedirs(os.path.dirname(so), exist_ok=True)
    if not os.path.exists(so) or os.path.getmtime(so) < os.path.getmtime(src):
        subprocess.check_call(["cc", *flags, "-shared", "-fPIC", "-o", so + ".%d" % os.getpid(), src])
        os.replace(so + ".%d" % os.getpid(), so)
    return ctypes.CDLL(so)


_lib = library("train/scan.c", "-O3", "-march=native", "-ffast-math")
_p = lambda t: ctypes.c_void_p(t.data_ptr())


class Scan(torch.autograd.Function):
    @staticmethod
    def forward(ctx, u, z, v, starts):
        u, z, v = u.contiguous(), z.contiguous(), v.contiguous()
        n, H = z.shape[0], z.shape[1] // 2
        h, c, f, r = (torch.empty_like(z) for _ in range(4))
        _lib.scan_forward(_p(u), _p(z), _p(v), _p(starts), len(starts) - 1, H, _p(h), _p(c), _p(f), _p(r))
        ctx.save_for_backward(u, z, v, starts, c, f, r)
        return h

    @staticmethod
    def backward(ctx, dh):
        u, z, v, starts, c, f, r = ctx.saved_tensors
        dh = dh.contiguous()
        du, dz, dv = torch.empty_like(u), torch.empty_like(z), torch.zeros_like(v)
        H = z.shape[1] // 2
        carry = torch.empty(H)
        _lib.scan_backward(_p(u), _p(z), _p(v), _p(starts), len(starts) - 1, H, _p(c), _p(f), _p(r), _p(dh), _p(du), _p(dz), _p(dv), _p(carry))
        return du, dz, dv, None


class SRU(nn.Module):
    """Bidirectional simple recurrent unit with highway; a dense highway where sizes differ."""
    def __init__(self, inputs, hidden):
        super().__init__()
        self.w = nn.Linear(inputs, 6 * hidden)
        self.h = nn.Linear(inputs, 2 * hidden) if inputs != 2 * hidden else None
        self.v = nn.Parameter(torch.empty(2, 2, hidden).uniform_(-0.3, 0.3))
        nn.init.uniform_(self.w.weight, -(3 / inputs) ** .5, (3 / inputs) ** .5); nn.init.zeros_(self.w.bias)

    def forward(self, x, starts, z=None):
        z = self.h(x) if self.h is not None else (x if z is None else z)
        return Scan.apply(self.w(x), z, self.v, starts)


def rows_dropout(x, p, segment, training):
    """One mask a segment (Gal and Ghahramani 2016)."""
    if not training or p == 0: return x
    mask = (torch.rand(int(segment[-1]) + 1, x.shape[1]) >= p).float() / (1 - p)
    return x * mask[segment]
