package analysis

import (
	"strings"
	"unicode/utf8"
)

var catalanStem = steps(
	folding,
	endings(3, "ions io acions acio aments ament ments ment itats itat dors dores dora dor osos oses osa os istes ista ar er ir at ada ats ades it ida its ides"),
	endings(3, "s ns"),
	endings(3, "e a o i n"),
	replacing("qu", "c", "gu", "g", "ss", "s", "c", "z", "ç", "z"),
)

// spanishSingular undoes plurals that Snowball keeps apart from their singular: jóvenes, luces, años.
var spanishSingular = rule(func(word string) string {
	chars := []rune(word)
	n := len(chars)
	switch {
	case n < 4 || chars[n-1] != 's':
		return word
	case strings.HasSuffix(word, "ces"):
		return word[:len(word)-3] + "z"
	case chars[n-2] == 'e' && strings.ContainsRune("nrldyj", chars[n-3]) && n > 4:
		return fold(string(chars[:n-2]), "ñ")
	case strings.ContainsRune("aeo", chars[n-2]):
		return string(chars[:n-1])
	}
	return word
})

// portuguesePlural undoes the plurals of nouns in -ão, -al and -m, which Snowball keeps apart from their singular.
var portuguesePlural = steps(
	replacing("ões", "ão", "ães", "ão", "ãos", "ão", "coes", "cao", "gens", "gem", "éns", "ém", "ens", "em", "uns", "um", "ins", "im"),
	rule(func(word string) string {
		if utf8.RuneCountInString(word) < 5 {
			return word // "mais" is no plural
		}
		for i := 0; i < len(portugueseL); i += 2 {
			if rest, ok := strings.CutSuffix(word, portugueseL[i]); ok {
				return rest + portugueseL[i+1]
			}
		}
		return word
	}),
)

var portugueseL = []string{"ais", "al", "éis", "el", "óis", "ol", "uis", "ul", "ris", "ril", "nis", "nil", "bis", "bil", "fis", "fil"}

// italianParticiple gives participles in -rsi their singular, for Snowball takes them for infinitives with a pronoun.
var italianParticiple = replacing("spersi", "sperso", "mmersi", "mmerso", "diversi", "diverso", "scomparsi", "scomparso",
	"ricomparsi", "ricomparso", "riapparsi", "riapparso", "cosparsi", "cosparso", "avversi", "avverso", "aio", "ai")

// italianShort takes the last vowel of words that are too short for Snowball: anno, anni.
var italianShort = rule(func(word string) string {
	if n := len(word); n == 4 && isASCII(word) && strings.IndexByte("aeio", word[3]) >= 0 {
		return word[:3]
	}
	return word
})

var galicianStem = steps(
	replacing("óns", "ón", "ois", "ol", "ais", "al", "eis", "el", "ís", "il"),
	folding,
	endings(3, "cions cion mentos mento mente dades dade idades idade eiros eiras eira eiro istas ista ar er ir ado ada ados adas ou aron eu"),
	endings(3, "es os as ns s a e o n"),
	replacing("qu", "c", "c", "z"),
)

// asturianStem is for the plurals in -os and -es of nouns in -u and -a.
var asturianStem = steps(folding, endings(3, "os es as s u a o e"))

// occitanStem is for plurals and genders.
var occitanStem = steps(folding, endings(3, "s es"), endings(3, "a e o"))

// basqueStem removes case and number, which pile up behind the word.
var basqueStem = steps(
	endings(3, "koak koek tako tarako rako etako"),
	endings(3, `arentzat entzat arekin ekin aren aren en etara etatik etan arik rik tik etik ean an ra era ari ei ak ek
		ok az ez iz a k n eko ko etako ren rentzat ekiko`),
	replacing("rr", "r"),
)

// icelandicStem takes case, number and the article behind them, and writes a for the ö that endings make of it: barn,
// börn.
var icelandicStem = steps(
	rule(func(word string) string {
		for _, form := range icelandicMan {
			if rest, ok := strings.CutSuffix(word, form); ok {
				return rest + "mað"
			}
		}
		return word
	}),
	endings(3, `arinnar arnar unum inum anna innar inni inna ana arnir urnar irnar anir inn ins ið inu num ina nar anum
		inar inir in ur ir ar um an un us a i u r nn nni nna ann ans annar na ni`),
	rule(strings.NewReplacer("ö", "a", "ll", "l", "nn", "n").Replace),
)

var icelandicMan = strings.Fields("maðurinn mennirnir mönnunum mannanna mennina manninum mannsins manninn mönnum manns manna manni menn mann maður")

var faroeseStem = steps(
	endings(3, `arnar unum inum anna innar inni ini ina irnir urnar irnar arnir urin inn ins ið inu num nar num
		in ur ir ar um an un a i u r`),
	rule(strings.NewReplacer("ø", "a", "ö", "a").Replace),
)

var lithuanianStem = steps(
	endings(2, `iuose uose iose ėse ose yse iams iams ioms ėms oms ims ams ems ais iais omis ėmis imis umis ių ius ius iuje
		iui iai iau iam iame ame oje ėje yje uje ioje ias iąja ųjų ojo iojo asis ieji es e ėmis ą ą erį eris
		as is ys us aus iaus ė a ą ę į ų ū o io ui ai ei i e ies ies ės os am u ti o ėjo ino`),
	replacing("dž", "d", "č", "t"),
)

var latvianStem = steps(
	endings(2, `ajiem ajām ajam ajai ajos ajās iem ām am ai os ās ēm ēs īm īs im ij ie us ju ja jus jam jos
		as es is u a e i o ā ē ī š s ajā ajo ais ā m ju iem ū jā jās`),
	replacing("ieš", "iet", "šņ", "sn", "ļņ", "ln", "bj", "b", "pj", "p", "mj", "m", "š", "s", "ž", "z", "ņ", "n", "ļ", "l", "č", "c"),
)

// estonianStem removes case and number and writes hard the consonants that soften before them: president, presidendi.
var estonianStem = steps(
	replacing("mised", "mi", "mine", "mi", "miste", "mi", "mist", "mi", "mise", "mi", "misi", "mi", "misele", "mi", "misest", "mi",
		"nesed", "nes", "ne", "ne", "sed", "ne", "st", "st"),
	endings(3, "idega idele idelt idest idesse ides ideks iteni dega dele delt dest desse des deks tega teks tele test tes"),
	endings(3, "sse st ga ks le lt ta na ni ide ite de te id t d s l"),
	endings(3, "a e i u o"),
	replacing("nd", "nt", "ld", "lt", "rd", "rt", "b", "p", "g", "k", "d", "t", "mm", "mp", "nn", "nt", "ll", "lt"),
)

var greekStem = steps(
	folding,
	endings(3, `ματων ματα ματοσ μα ειο εια ειασ ειεσ ειου ειων ιο ικησ ικη ικων ικουσ ικοσ ικο ικεσ ικα ικου
		εισ εωσ εων ησ η ων ουσ ου οσ οι ο ασ α εσ ε ισ ι υσ υ ην αν ον ιων ιου ιοσ ια ιεσ εα εασ`),
)

var albanianStem = steps(
	folding,
	twice(endings(3, "ve eve ave ive ove ine imit imin imi it in at et ut te ne es en er eri esh ish i e a u t n s")),
	rule(func(word string) string { // libër, libra
		if n := len(word); n >= 5 && word[n-2] == 'e' && strings.IndexByte("rlt", word[n-1]) >= 0 && strings.IndexByte("aeiouy", word[n-3]) < 0 {
			return word[:n-2] + word[n-1:]
		}
		return word
	}),
)

// armenianStem and georgianStem remove plural, case and article.
var armenianStem = endings(3, "ներում ներին ներով ներից ների ները ներն ներ երին երով երից երի երը երն եր ությունը ությունների ությունների ության ություն ում ով ից ի ը ն ին ու")

var georgianStem = steps(
	endings(3, "ებისთვის ისთვის ებიდან იდან ებთან სთან თან ებში ებზე ში ზე ებმა ებს ების ებით ებად ები ებ"),
	endings(3, "ის ით ად მა ს ი მ ა ო"),
)

// esperantoStem removes the endings that say what kind of word it is, number and case.
var esperantoStem = endings(2, "ojn ajn oj aj on an en jn o a e i as is os us u int ant ont")

var latinStem = endings(2, `ibus orum arum erum uum ium ae am as is a us i o um os es em e im u ui uum ebus ei
	at it ant unt ent avit verunt erunt isse re tur`)

// A Maltese noun's article is parted from it by a hyphen.
var malteseStem = endings(4, "ijiet iet ijiet in i a")
