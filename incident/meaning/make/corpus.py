"""The texts that the vectors are tuned on.

sentences   the test sentences of lingua's language models (crates lingua-*-language-model 1.3.0, Apache-2.0): a thousand in each
            of 75 languages, most of them from news
pairs       Tatoeba's sentences with their English translations, 112 languages (CC BY 2.0 FR), as "code, sentence, English" lines
words       the commonest words of 42 languages from wordfreq 3.1.1 (CC BY-SA 4.0)
"""

import pathlib

import wordfreq

CRATE = "lingua-*-language-model-1.3.0"

# Languages of more newspapers get more words.
MANY = set("ar ca cs de el en es fa fi fr he hi hu id it ja ko nl pl pt ro ru sv tr uk vi zh".split())
FIRST, MOST, MORE = 60, 14000, 24000  # the first are words of grammar


def sentences(registry):
    """(language, sentence) of all crates below a cargo registry's src folder."""
    for crate in sorted(pathlib.Path(registry).glob("*/" + CRATE)):
        language = crate.name.split("-")[1]
        for line in open(crate / "testdata" / "sentences.txt", encoding="utf-8", errors="ignore"):
            if line.strip():
                yield language, line.strip()


def pairs(path):
    """(language, sentence, English sentence)."""
    for line in open(path, encoding="utf-8"):
        fields = line.rstrip("\n").split("\t")
        if len(fields) == 3:
            yield tuple(fields)


def words():
    """(language, word), each word once."""
    seen = set()
    for language in sorted(wordfreq.available_languages("best")):
        for word in wordfreq.top_n_list(language, MORE if language in MANY else MOST)[FIRST:]:
            short = len(word) < 3 and ord(word[0]) < 0x2E80
            if short or word in seen or not any(c.isalpha() for c in word):
                continue
            seen.add(word)
            yield language, word
