"""Model files as doc/models.md describes them: write, read, verify; numpy only.

  write("x.model", {"graph": "x = input x 4\\noutput y x\\n", **dense("tag", w, b)})
  blocks = read("x.model")            name -> array (text stays an array of u8: text(blocks["graph"]))

As a program: model.py FILE... lists the blocks and checks the sum."""
import struct
import sys

import numpy as np

MAGIC, VERSION, ORDER = b"QUOTHMDL", 1, 0x01020304
TYPES = [np.dtype(t) for t in ("u1", "i1", "<u2", "<i2", "<u4", "<i4", "<f4")]
HEADER, ENTRY, ALIGN, NAME = 64, 96, 64, 48
LIMIT_BLOCKS, LIMIT_IN = 1024, 8192


def checksum(data):
    """FNV-1a, 64 bits, over little-endian words of 8 bytes; the tail is padded with zeros."""
    h, mask = 0xCBF29CE484222325, 0xFFFFFFFFFFFFFFFF
    data = bytes(data) + b"\0" * (-len(data) % 8)
    for word in np.frombuffer(data, "<u8").tolist():
        h = ((h ^ word) * 0x100000001B3) & mask
    return h


def _array(name, value):
    if isinstance(value, str):
        value = value.encode("utf-8")
    if isinstance(value, (bytes, bytearray)):
        value = np.frombuffer(bytes(value), "u1")
    a = np.ascontiguousarray(value)
    a = a.astype(a.dtype.newbyteorder("<"), copy=False)
    if a.dtype not in TYPES:
        raise ValueError(f"{name}: type {a.dtype} has no place in a model file (u8 i8 u16 i16 u32 i32 f32 have)")
    if not 1 <= a.ndim <= 4 or a.size == 0:
        raise ValueError(f"{name}: shape {a.shape}: one to four dimensions, none of them 0")
    if a.dtype.kind == "f" and not np.isfinite(a).all():
        raise ValueError(f"{name}: holds a number that is not finite")
    return a


def write(path, blocks):
    """blocks: name -> array, str or bytes. Blocks stand in the file in the order given."""
    arrays = {name: _array(name, value) for name, value in blocks.items()}
    if not 1 <= len(arrays) <= LIMIT_BLOCKS:
        raise ValueError(f"{len(arrays)} blocks: 1 to {LIMIT_BLOCKS}")
    at = HEADER + ENTRY * len(arrays)
    entries, body = [], bytearray()
    for name, a in arrays.items():
        raw = name.encode("ascii")
        if not 1 <= len(raw) < NAME or not all(33 <= c < 127 for c in raw):
            raise ValueError(f"{name!r}: a name is 1 to {NAME - 1} visible ASCII characters")
        offset = -(-(at + len(body)) // ALIGN) * ALIGN
        body += b"\0" * (offset - at - len(body)) + a.tobytes()
        dim = list(a.shape) + [1] * (4 - a.ndim)
        entries.append(struct.pack("<48sII4IQQQ", raw, TYPES.index(a.dtype), a.ndim, *dim, offset, a.nbytes, 0))
    rest = b"".join(entries) + bytes(body)
    header = struct.pack("<8sIIQQI28x", MAGIC, VERSION, ORDER, HEADER + len(rest), checksum(rest), len(arrays))
    with open(path, "wb") as f:
        f.write(header + rest)


def read(path, verify=False):
    with open(path, "rb") as f:
        data = f.read()
    magic, version, order, size, sum_, count = struct.unpack_from("<8sIIQQI", data)
    if (magic, version, order) != (MAGIC, VERSION, ORDER) or size != len(data):
        raise ValueError(f"{path}: no model file of version {VERSION}, or cut short")
    if verify and checksum(data[HEADER:]) != sum_:
        raise ValueError(f"{path}: the checksum is wrong")
    blocks = {}
    for i in range(count):
        raw, kind, rank, d0, d1, d2, d3, offset, nbytes, _ = struct.unpack_from("<48sII4IQQQ", data, HEADER + ENTRY * i)
        shape = (d0, d1, d2, d3)[:rank]
        a = np.frombuffer(data, TYPES[kind], int(np.prod(shape)), offset)
        if a.nbytes != nbytes:
            raise ValueError(f"{path}: {raw}: size does not fit the shape")
        blocks[raw.rstrip(b"\0").decode("ascii")] = a.reshape(shape)
    return blocks


def text(block):
    return block.tobytes().decode("utf-8")


# ---- layers ----

def quantise(w):
    """Rows of floats -> (i8 rows, f32 scale of each): symmetric, -127..127."""
    w = np.asarray(w, np.float32)
    s = np.abs(w).max(axis=1) / np.float32(127)
    s[s == 0] = 1
    q = np.clip(np.rint(w / s[:, None]), -127, 127).astype(np.int8)
    return q, s.astype(np.float32)


def pack_dense(w):
    """i8 (out, in) -> (ceil(out/16), ceil(in/2), 16, 2), padded with zeros."""
    w = np.asarray(w)
    if w.dtype != np.int8 or w.ndim != 2:
        raise ValueError("pack_dense wants an int8 matrix (out, in)")
    out, in_ = w.shape
    if in_ > LIMIT_IN:
        raise ValueError(f"{in_} inputs: more than {LIMIT_IN}, sums could overflow")
    full = np.zeros((-(-out // 16) * 16, -(-in_ // 2) * 2), np.int8)
    full[:out, :in_] = w
    return np.ascontiguousarray(full.reshape(full.shape[0] // 16, 16, full.shape[1] // 2, 2).transpose(0, 2, 1, 3))


def unpack_dense(packed, n):
    out, in_ = int(n[0]), int(n[1])
    ob, ip = packed.shape[:2]
    return packed.transpose(0, 2, 1, 3).reshape(ob * 16, ip * 2)[:out, :in_]


def dense_int(name, q, s, b):
    """Blocks of a dense layer whose rows are rounded already: q i8 (out, in), s f32 (out), b f32 (out)."""
    return {f"{name}.w": pack_dense(q), f"{name}.s": np.asarray(s, np.float32), f"{name}.b": np.asarray(b, np.float32),
            f"{name}.n": np.array(q.shape, np.uint32)}


def dense(name, w, b=None):
    """Blocks of a dense layer from float weights (out, in)."""
    q, s = quantise(w)
    return dense_int(name, q, s, np.zeros(len(s), np.float32) if b is None else b)


def table(name, rows):
    """Blocks of an embedding table from float rows."""
    q, s = quantise(rows)
    return {f"{name}.q": q, f"{name}.s": s}


def norm(name, g, b):
    return {f"{name}.g": np.asarray(g, np.float32), f"{name}.b": np.asarray(b, np.float32)}


def sru(name, w, b, v, highway=None):
    """w (6H, in): direction 0 u f r, direction 1 u f r; v (2, 2, H): direction, (vf, vr); highway (2H, in) where in != 2H."""
    v = np.asarray(v, np.float32)
    h = v.shape[2]
    if v.shape[:2] != (2, 2) or len(w) != 6 * h or (np.shape(w)[1] != 2 * h) != (highway is not None):
        raise ValueError(f"{name}: shapes do not fit")
    return {**dense(name, w, b), f"{name}.v": v, **(dense(f"{name}.h", highway) if highway is not None else {})}


def main():
    for path in sys.argv[1:]:
        for name, a in read(path, verify=True).items():
            print(f"{path}\t{name}\t{a.dtype}\t{'x'.join(map(str, a.shape))}\t{a.nbytes}")


if __name__ == "__main__":
    main()
