"""Writes words.txt.gz: the 8,000 commonest words of each language of wordfreq.

    pip install wordfreq==3.1.1
    python3 make.py words.txt.gz

A language is a line "=CODE" and then one line for each step of frequency: the step (ten times the Zipf value, the
logarithm to base ten of the uses among 10^9 words), a blank, and the words separated by blanks.
"""
import gzip
import itertools
import math
import sys

import wordfreq

KEPT = 8000


def step(frequency):
    return round((math.log10(frequency) + 9) * 10)


with open(sys.argv[1], "wb") as file, gzip.GzipFile("", "wb", 9, file, 0) as out:
    for lang in sorted(wordfreq.available_languages("best")):
        table = wordfreq.get_frequency_dict(lang, "best").items()
        rows = sorted(table, key=lambda row: (-row[1], row[0]))[:KEPT]
        rows = [r for r in rows if " " not in r[0] and any(c.isalpha() for c in r[0])]
        out.write(f"={lang}\n".encode())
        for z, group in itertools.groupby(rows, key=lambda row: step(row[1])):
            out.write(f"{z} {' '.join(word for word, _ in group)}\n".encode())
