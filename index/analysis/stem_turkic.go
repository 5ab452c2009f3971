package analysis

import "strings"

// turkishStem takes off, from the end inwards, copula, case, possessive and plural. Snowball's stemmer goes
// further and takes "seçim" (election) for "my choice".
var turkishStem = steps(
	endings(4, "dır dir dur dür tır tir tur tür"),
	endings(2, `ndan nden ından inden undan ünden ndən ında inde unda ünde ındə ində unda ündə ının inin unun ünün larında lerinde
		nın nin nun nün dan den tan ten dən tən daki deki da de ta te də yla yle ya ye yə yı yi yu yü
		sına sine suna süne sınə sinə sını sini sunu sünü ına ine una üne ınə inə unə ünə ını ini unu ünü ın in un ün la le lə
		lar ler lər nu nü nı ni a ə e sında sinde sindən sından`),
	endings(2, "ları leri ləri lar ler lər"), endings(3, "sı si su sü lık lik"),
	endings(3, "a e ə ı i u ü"),
	replacing("b", "p", "c", "ç", "d", "t", "ğ", "k"),
)

// kazakhStem is for the Turkic languages that are written in Cyrillic, Kazakh, Kyrgyz and Tatar: case, possessive,
// plural.
var kazakhStem = steps(
	endings(3, `дың дің тың тің ның нің дин дын дун дүн тин тын нын нин нүн нун ға ге қа ке го гө ко кө га ды ді ты ті ны ні ди ти ни ду дү ну нү
		да де та те до дө нда нде дан ден тан тен нан нен дон дөн мен бен пен менен дә тә ләр лар гә кә нә на нең ниң тың не ына іне ында інде ынан інен`),
	endings(3, "ларын лерін лары лері ларда ы і сы сі и си ын ін ын ен сын сен е ү у"),
	endings(2, "лар лер дар дер тар тер лор лөр дор дөр тор төр ләр нар нәр"),
	endings(4, "ы і и"),
	rule(func(word string) string { return turkicHard.Replace(word) }),
)

// turkicHard writes as one the consonants that alternate before a vowel: кітап, кітабы; көк, көгі.
var turkicHard = strings.NewReplacer("б", "п", "ғ", "қ", "г", "к")

var uzbekStem = steps(
	folding,
	endings(3, "ning ni ga ka qa da dan dagi nan"),
	endings(2, "lari larini lar"), endings(3, "imiz ingiz larining larida i si im ing"),
	endings(2, "lar"),
)

// uzbekLatin writes Uzbek in its Latin letters, without the apostrophes that part of the readers leave out.
func uzbekLatin(lowered string) string {
	if strings.HasPrefix(lowered, "е") {
		lowered = "ye" + lowered[len("е"):]
	}
	return uzbekLetters.Replace(lowered)
}

var uzbekLetters = strings.NewReplacer(
	"а", "a", "б", "b", "в", "v", "г", "g", "д", "d", "е", "e", "ё", "yo", "ж", "j", "з", "z", "и", "i", "й", "y", "к", "k",
	"л", "l", "м", "m", "н", "n", "о", "o", "п", "p", "р", "r", "с", "s", "т", "t", "у", "u", "ф", "f", "х", "x", "ц", "ts",
	"ч", "ch", "ш", "sh", "ъ", "", "ь", "", "э", "e", "ю", "yu", "я", "ya", "ў", "o", "қ", "q", "ғ", "g", "ҳ", "h")

// mongolianStem removes case and plural, and the vowel that comes and goes before them: цэрэг, цэргүүд.
var mongolianStem = steps(
	endings(3, "ын ийн ны ний ы ий н ийг ыг г д т аас ээс оос өөс аар ээр оор өөр тай тэй той руу рүү луу лүү аа ээ оо өө"),
	endings(3, "нууд нүүд иуд ууд үүд чууд чүүд д нар нэр ь"),
	withoutFleeting("э", mongolianVowels), withoutFleeting("а", mongolianVowels), withoutFleeting("о", mongolianVowels), withoutFleeting("ө", mongolianVowels),
)

const mongolianVowels = "аэиоуөүыеёюя"

// tajikStem removes what Tajik writes behind the noun: object, link, plural.
var tajikStem = steps(
	folding,
	endings(3, "ро"),
	endings(3, "и ам ат аш амон атон ашон е"),
	endings(3, "ҳо ҳои гон ён он"),
)
