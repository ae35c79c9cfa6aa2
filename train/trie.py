"""A double-array trie over bytes (Aoe 1989) in the layout of darts-clone (Yata 2008), which SentencePiece's map of the normaliser has too.

One u32 a slot: bits 0-7 the byte that leads here; bit 8 a key ends here and its value stands at the children's base; bits 10-30 the base, as the slot's own
number XOR the base (bit 9: shifted by 8 more); bit 31 set: no node but a value, or free. A node's children stand at base ^ byte. Two nodes never share a
base, so the byte alone tells whether a slot is the child that was asked for. Slot 0 is the root."""
import numpy as np

VALUE, ENDS, ALL = 1 << 31, 1 << 8, (1 << 256) - 1
SWAP = [sum(1 << i for i in range(256) if not i >> b & 1) for b in range(8)]     # bits whose number lacks bit b


def _moved(bits, c):
    """Bit i of the result is bit i ^ c."""
    for b in range(8):
        if c >> b & 1:
            bits = (bits & SWAP[b]) << (1 << b) | bits >> (1 << b) & SWAP[b]
    return bits


def _families(keys):
    """Prefix -> sorted bytes that follow it; 0 stands for the value of a key that ends there. In the order in which the keys bring them."""
    after = {b"": set()}
    for k in keys:
        for i in range(len(k)):
            after.setdefault(k[:i], set()).add(k[i])
        after.setdefault(k, set()).add(0)
    return {p: sorted(c) for p, c in after.items()}


def _bases(after):
    """Large families first, tried in the blocks (256 slots) opened last; lone children then fill what is left anywhere."""
    free, unused, bases, start = [], [], {}, [0] * 256     # start: blocks before it have no place for a lone child with this byte
    for prefix, family in sorted(after.items(), key=lambda item: -len(item[1])):
        block = start[family[0]] if len(family) == 1 else max(0, len(free) - 24)
        while True:
            if block == len(free):
                free.append(ALL if block else ALL - 1)
                unused.append(ALL)
            fits = unused[block]
            for c in family:
                fits &= _moved(free[block], c)
            if fits:
                break
            block += 1
        if len(family) == 1:
            start[family[0]] = block
        low = (fits & -fits).bit_length() - 1
        unused[block] ^= 1 << low
        for c in family:
            free[block] ^= 1 << (low ^ c)
        bases[prefix] = block << 8 | low
    return bases, len(free) * 256


def build(keys):
    """keys: dict of bytes (not empty, no byte 0) -> value below 2^31."""
    assert all(0 <= v < VALUE and k and 0 not in k for k, v in keys.items())
    after = _families(keys)
    bases, slots = _bases(after)
    assert slots <= 1 << 21
    unit = np.full(slots, VALUE, np.uint32)
    unit[0] = bases[b""] << 10
    for prefix, family in after.items():
        for c in family:
            slot, key = bases[prefix] ^ c, prefix + bytes([c])
            unit[slot] = (slot ^ bases[key]) << 10 | (ENDS if key in keys else 0) | c if c else VALUE | keys[prefix]
    return unit


def find(unit, key):
    """The value of a key, None if it is not there: as the C does it, for checking."""
    at, u = 0, int(unit[0])
    for c in key:
        at ^= (u >> 10) << ((u & 512) >> 6) ^ c
        u = int(unit[at])
        if u & (VALUE | 255) != c:
            return None
    return int(unit[at ^ (u >> 10) << ((u & 512) >> 6)]) & ~VALUE if u & ENDS else None
