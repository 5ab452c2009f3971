package analysis

import (
	"strings"

	"github.com/blevesearch/snowballstem/russian"
)

// russianStem evens out the vowels that come and go before the endings: рынок, рынки; отец, отцы; котёнок, котята.
var russianStem = steps(
	rule(snowball(russian.Stem)),
	replacing("енок", "ят", "онок", "ат", "енк", "ят", "онк", "ат", "йц", "ец"),
	replacing("ец", "ц", "ок", "к", "ек", "к"),
)

var ukrainianStem = steps(
	endings(3, "ся сь"),
	endings(3, `ами ями ах ях ів їв ам ям ом ем єм ою ею єю ові еві єві ова ову овом ого його ому йому ий ій ими іми
		их іх ої єї а я о е є и і ї у ю ь й ість ості істю остей остям остях
		ати ити іти ути яти ав ив ів ув яв ала ила іла ула яла али или іли ули яли ало ило іло уло яло
		ає яє ують юють ить ять ать уть ють уватиме уватимуть`),
	endings(4, "ість ост"),
	replacing("ок", "к", "ец", "ц"),
	replacing("нн", "н", "лл", "л", "тт", "т", "дд", "д", "сс", "с", "ц", "к", "ч", "к", "з", "г", "ж", "г", "с", "х", "ш", "х"),
	rule(ukrainianVowel),
)

// ukrainianVowel evens out the vowel that changes when a syllable closes: повінь, повені; Київ, Києва.
func ukrainianVowel(word string) string {
	chars := []rune(word)
	if n := len(chars); n >= 4 && strings.ContainsRune("іїоеє", chars[n-2]) {
		chars[n-2] = 'о'
		return string(chars)
	}
	return word
}

var belarusianStem = steps(
	endings(3, "ся цца"),
	endings(3, `амі ямі ах ях аў яў оў ёў ам ям ом ем ай яй ой ёй аю яю ою ёю ага яга ога аму яму ому ы і ых іх ымі імі
		ая яя ое ае яе ую юю а я о е э у ю ь й асць асці ый ій ага аў іў яў ыў аць іць яць ыць уць ала іла яла ыла алі ілі ялі ылі
		ае яе уць юць іць аць яць`),
	replacing("нн", "н", "ц", "к", "дз", "д", "з", "г", "с", "х"),
	rule(strings.NewReplacer("о", "а", "ё", "я", "е", "я", "э", "а").Replace), // дом, дамы; лес, лясы
)

var bulgarianStem = steps(
	endings(3, "ищата ият ът та то те ят а я"),
	endings(3, "ове еве ища ите ния ният ията ието ия ие ий ии ям ял а я о е и ъ у ю ета й"),
	replacing("ец", "ц", "ър", "р", "ъл", "л", "ък", "к", "ен", "н"),
	replacing("ц", "к", "з", "г", "с", "х", "ч", "к", "ж", "г", "ш", "х"),
	rule(strings.NewReplacer("я", "е").Replace), // място, места
)

var macedonianStem = steps(
	endings(3, "овите евите иите от та то те ов ва во ве он на но не"),
	endings(3, "ови еви ишта иња ија ии а е и о у иња"),
	replacing("ец", "ц", "ок", "к", "ар", "р", "ер", "р"),
	replacing("ц", "к", "з", "г", "с", "х", "ч", "к", "ж", "г", "ш", "х"),
)

// serbianLatin writes Serbian in Latin letters, one way of two that mean the same.
func serbianLatin(lowered string) string { return serbianLetters.Replace(lowered) }

var serbianLetters = strings.NewReplacer(
	"а", "a", "б", "b", "в", "v", "г", "g", "д", "d", "ђ", "đ", "е", "e", "ж", "ž", "з", "z", "и", "i", "ј", "j", "к", "k",
	"л", "l", "љ", "lj", "м", "m", "н", "n", "њ", "nj", "о", "o", "п", "p", "р", "r", "с", "s", "т", "t", "ћ", "ć", "у", "u",
	"ф", "f", "х", "h", "ц", "c", "ч", "č", "џ", "dž", "ш", "š")

var serbianStem = steps(
	replacing("ijenom", "enom", "ijeni", "eni", "ao", "l"),
	endings(3, `ovima evima ama ima ovi evi ove eve ova eva ovu ovom evom om em oga ega og eg omu emu oj im ih iji ija ije iju
		a e i o u ski ska ske sko skog skom skih skim sku ata ta ti la lo li le ao io eo ala alo ali ale ila ilo ili ile ati iti
		aju uju je ujem`),
	replacing("ac", "c", "ak", "k", "tar", "tr", "dar", "dr", "ovac", "ovc", "ec", "c"),
	replacing("c", "k", "č", "k", "z", "g", "ž", "g", "š", "h", "đ", "d"),
	rule(serbianJat),
)

// serbianJat writes e for what the west of the language writes ije and je: rijeka, reka; predsjednik, predsednik.
func serbianJat(word string) string {
	word = strings.ReplaceAll(word, "ije", "e")
	for i := 1; i+1 < len(word); i++ {
		if word[i] == 'j' && word[i+1] == 'e' && strings.IndexByte("bcdfghkmprstvz", word[i-1]) >= 0 {
			return word[:i] + word[i+1:]
		}
	}
	return word
}

var slovenianStem = steps(
	endings(3, `ovoma ovih ovim ovi ova ove ovom evi ami ama emi ema imi ima oma om em ah eh ih im ega emu ga mu oma
		ev ov ij a e i o u ja je jo ju ski ska ske sko skega skem skih ti la lo li l`),
	replacing("ec", "c", "ek", "k", "er", "r", "ev", "v", "en", "n", "elj", "lj"),
	replacing("c", "k", "č", "k", "z", "g", "ž", "g", "š", "h"),
)

// czechStem follows L. Dolamic and J. Savoy, "Indexing and stemming approaches for the Czech language"
// (Information Processing & Management 45, 2009), light form: case endings, possessives, palatal consonants.
var czechStem = steps(
	endings(3, `atech ětem etem atům ech ich ích ého ěmi emi ému ěte ete ěti eti ího iho ími ímu imu ách ata aty ých ama
		ami ové ovi ými em es ém ím ům at ám os us ým mi ou a e i o u y á é í ů ý ě
		al ala alo ali aly il ila ilo ili ily el ela eli ely ěl ěla ěli ět it at ují uje ován ována ovány ovat um`),
	endings(4, "ov in ův"),
	withoutFleeting("e", "aeiouyáéíóúůýě"),
	replacing("čt", "ck", "št", "sk", "ci", "k", "c", "k", "č", "k", "z", "h", "ž", "h", "ř", "r", "š", "ch", "ň", "n", "ť", "t", "ď", "d"),
	rule(strings.NewReplacer("ů", "o").Replace), // dům, domy
)

var slovakStem = steps(
	endings(3, `atách ách ích ých ého eho iho ému emu imu ami emi ými ími ovi ové ov ej ou om ám iam iach am em ým ím ia ie iu
		a á e é i í o ô u ú y ý ä al ala alo ali il ila ilo ili ať iť ieť ujú uje um`),
	endings(4, "ov in"),
	withoutFleeting("e", "aeiouyáäéíóôúý"),
	withoutFleeting("o", "aeiouyáäéíóôúý"),
	replacing("čt", "ck", "c", "k", "č", "k", "z", "h", "ž", "h", "ň", "n", "ť", "t", "ď", "d", "ľ", "l"),
	rule(strings.NewReplacer("ie", "e", "ô", "o", "ĺ", "l", "ŕ", "r").Replace), // miest, mesto; kôň, kone
)

// polishStem removes case endings and evens out what they do to the stem: miasto, mieście; rzeka, rzece;
// wybory, wyborów; książka, książek; student, studenci.
var polishStem = steps(
	replacing("ściami", "st", "ściach", "st", "ście", "st", "dzie", "d", "cie", "t", "rze", "r", "sie", "s", "zie", "z",
		"nci", "nt", "rci", "rt", "ści", "st", "yci", "yt", "aci", "at", "eci", "et", "dzi", "d", "dź", "d"),
	endings(3, `owie iami iach iom ami ach om ów owi iem em ego iego emu iemu ymi imi ych ich iej ej ią ym im ie ia iu io
		ię ą ę y i a e o u ał ała ało ali ały ił iła iło ili iły ać ić yć eć uje ują owano owany owana`),
	replacing("rz", "r", "cz", "k", "sz", "ch", "dź", "d", "ść", "st", "ć", "t", "ś", "s", "ź", "z", "ń", "n", "dz", "d", "c", "k", "ż", "g", "l", "ł"),
	withoutFleeting("e", "aeiouyąęó"),
	rule(polishVowels.Replace),
)

var polishVowels = strings.NewReplacer("ó", "o", "ą", "ę", "ia", "ie")
