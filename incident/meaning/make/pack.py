"""Writes the table of vectors in the format that ../table.go draws."""

import struct

import numpy as np

MAGIC = b"PXVEC\x00\x00\x02"


def quantise(vectors, rows=4096):
    """Float vectors (n, dims) → steps (n,) as uint16 in units of 2⁻¹⁶, and nibbles (n, dims) 0–15, value = (nibble − 8) × step.

    Of several steps for each row the one with the smallest squared error is taken.
    """
    steps = np.zeros(len(vectors), np.uint16)
    nibbles = np.full(vectors.shape, 8, np.uint8)
    for at in range(0, len(vectors), rows):
        v = vectors[at : at + rows].astype(np.float32)
        top = np.abs(v).max(1, keepdims=True)
        best = np.full(len(v), np.inf, np.float32)
        for cut in (1.0, 0.9, 0.8, 0.7, 0.6, 0.5):
            step = np.clip(np.round(top * cut / 7.5 * 65536), 1, 65535)
            q = np.clip(np.round(v / step * 65536), -8, 7)
            error = ((q * step / 65536 - v) ** 2).sum(1)
            better = error < best
            best[better] = error[better]
            steps[at : at + rows][better] = step[better, 0]
            nibbles[at : at + rows][better] = (q[better] + 8).astype(np.uint8)
    return steps, nibbles


def dequantise(steps, nibbles):
    return (nibbles.astype(np.float32) - 8) * (steps.astype(np.float32)[:, None] / 65536)


def write(path, pieces, scores, steps, nibbles, centres):
    """pieces: bytes, at most 255 each; scores: log probabilities, at most 0; centres: directions (m, dims)."""
    text = b"".join(pieces)
    with open(path, "wb") as f:
        f.write(MAGIC + struct.pack("<IIII", len(pieces), len(text), nibbles.shape[1], len(centres)))
        f.write(bytes(len(p) for p in pieces))
        f.write(text)
        f.write(np.clip(np.round(-np.asarray(scores) * 2048), 0, 65535).astype("<u2").tobytes())
        f.write(steps.astype("<u2").tobytes())
        f.write((nibbles[:, 0::2] | nibbles[:, 1::2] << 4).astype(np.uint8).tobytes())
        scale = 127 / (8 * np.sqrt((centres**2).mean(1, keepdims=True)))
        f.write(np.clip(np.round(centres * scale), -127, 127).astype(np.int8).tobytes())
