package analysis

import (
	"strings"
	"unicode/utf8"
)

var catalanStem = steps(
	folding,
	endings(3, "ions io acions acio aments ament ments ment itats itat dors dores dora dor osos oses osa os istes ista"),
	endings(3, "s"),
	endings(3, "e a o i n"),
	replacing("qu", "c", "gu", "g"),
)

// portuguesePlural undoes the plurals of nouns in -ão, -al and -m, which Snowball keeps apart from their singular.
var portuguesePlural = steps(
	replacing("ões", "ão", "ães", "ão", "ãos", "ão", "coes", "cao", "gens", "gem", "uns", "um", "ins", "im"),
	func(word string) string {
		if utf8.RuneCountInString(word) < 5 {
			return word // "mais" is no plural
		}
		return replacing("ais", "al", "éis", "el", "óis", "ol", "uis", "ul")(word)
	},
)

// italianParticiple gives participles in -rsi their singular, for Snowball takes them for infinitives with a pronoun.
var italianParticiple = replacing("spersi", "sperso", "mmersi", "mmerso", "diversi", "diverso", "scomparsi", "scomparso",
	"ricomparsi", "ricomparso", "riapparsi", "riapparso", "cosparsi", "cosparso", "avversi", "avverso")

var galicianStem = steps(
	folding,
	endings(3, "cions cion mentos mento mente dades dade idades idade eiros eiras eiro eira istas ista"),
	endings(3, "es os as ns s a e o n"),
	replacing("qu", "c"),
)

// basqueStem removes case and number, which pile up behind the word.
var basqueStem = steps(
	endings(3, "koak koek tako tarako rako etako"),
	endings(3, `arentzat entzat arekin ekin aren aren en etara etatik etan arik rik tik etik ean an ra era ari ei ak ek
		ok az ez iz a k n`),
)

var afrikaansStem = steps(
	folding,
	endings(3, "heid hede inge ings ing like lik ies tjies tjie jies jie etjie"),
	endings(3, "te es e s"),
	dutchTail,
)

// dutchTail evens out the spelling of long vowels and final consonants: ziekenhuis, ziekenhuizen; brug, bruggen;
// hospitaal, hospitale.
func dutchTail(word string) string {
	word = replacing("z", "s", "v", "f")(undouble(word))
	chars := []rune(word)
	if n := len(chars); n >= 4 && chars[n-2] == chars[n-3] && strings.ContainsRune("aeou", chars[n-2]) {
		return string(chars[:n-2]) + string(chars[n-1])
	}
	return word
}

var icelandicStem = steps(
	endings(3, `arinnar arnar unum inum anna innar inni inna ana arnir urnar irnar anir inn ins ið inu num ina nar
		in ur ir ar um an un us a i u r`),
)

var lithuanianStem = steps(
	endings(2, `iuose uose iose ėse ose yse iams iams ioms ėms oms ims ams ems ais iais omis ėmis imis umis ių ius ius
		iui iai iau iam iame ame oje ėje yje uje ioje ias iąja ųjų ojo iojo asis ieji
		as is ys us ė a ą ę į ų ū o io ui ai ei i e ies ies ės os am u`),
)

var latvianStem = steps(
	endings(2, `ajiem ajām ajam ajai ajos ajās iem ām am ai os ās ēm ēs īm īs im ij ie us ju ja jus jam jos
		as es is u a e i o ā ē ī š s ajā ajo ais ā m`),
)

var estonianStem = steps(
	replacing("mised", "mi", "mine", "mi", "miste", "mi", "mist", "mi", "mise", "mi", "misi", "mi"),
	endings(3, "idega idele idelt idest idesse ides ideks iteni dega dele delt dest desse des deks tega teks tele test tes"),
	endings(3, "sse st ga ks le lt ta na ni ide ite de te id t d s"),
	endings(3, "a e i u o"),
)

var greekStem = steps(
	folding,
	endings(3, `ματων ματα ματοσ μα ειο εια ειασ ειεσ ειου ειων ιο ικησ ικη ικων ικουσ ικοσ ικο ικεσ ικα ικου
		εισ εωσ εων ησ η ων ουσ ου οσ οι ο ασ α εσ ε ισ ι υσ υ ην αν ον ιων ιου ιοσ ια ιεσ`),
)

var albanianStem = steps(
	folding,
	twice(endings(3, "ve eve ave ive ove ine imit imin imi it in at et ut te ne es en er eri esh ish i e a u t n s")),
)

// irishBroad undoes the slender plural and genitive of broad nouns: toghchán, toghcháin.
func irishBroad(word string) string {
	chars := []rune(word)
	if n := len(chars); n >= 4 && chars[n-2] == 'i' && strings.ContainsRune("aáoóuúé", chars[n-3]) {
		return string(chars[:n-2]) + string(chars[n-1])
	}
	return word
}

// armenianStem and georgianStem remove plural, case and article.
var armenianStem = endings(3, "ներում ներին ներով ներից ների ները ներն ներ երին երով երից երի երը երն եր ությունը ությունների ությունների ության ություն ում ով ից ի ը ն ին ու")

var georgianStem = steps(
	endings(3, "ებისთვის ისთვის ებიდან იდან ებთან სთან თან ებში ებზე ში ზე ებმა ებს ების ებით ებად ები ებ"),
	endings(3, "ის ით ად მა ს ი მ ა ო"),
)

// turkishStem takes off, from the end inwards, copula, case, possessive and plural. Snowball's stemmer goes
// further and takes "seçim" (election) for "my choice".
var turkishStem = steps(
	endings(4, "dır dir dur dür tır tir tur tür"),
	endings(3, `ndan nden ından inden undan ünden ndən ında inde unda ünde ındə ində ının inin unun ünün larında lerinde
		nın nin nun nün dan den tan ten dən tən daki deki da de ta te də yla yle ya ye yə yı yi yu yü
		sına sine suna süne sını sini sunu sünü ına ine una üne ını ini unu ünü ın in un ün la le lə`),
	endings(3, "ları leri ləri lar ler lər sı si su sü"),
	endings(3, "a e ə ı i u ü"),
	replacing("b", "p", "c", "ç", "d", "t", "ğ", "k"),
)

var kazakhStem = steps(
	endings(3, "дың дің тың тің ның нің ға ге қа ке ды ді ты ті ны ні да де та те нда нде дан ден тан тен нан нен мен бен пен"),
	endings(3, "лар лер дар дер тар тер"),
	endings(3, "ы і сы сі"),
)

var uzbekStem = steps(
	folding,
	endings(3, "ning ni ga ka qa da dan"),
	endings(3, "lari larini lar imiz ingiz"),
	endings(4, "si i"),
)
