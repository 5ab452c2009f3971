package incident

import (
	"strings"
	"unicode/utf8"
)

// An ending is what a language adds to the stem of a place's name: those of cases, and those that make a name of its people or an adjective.
// In the table "ск+ий ая" stands for "ский" and "ская".
var placeEndings = map[string]string{
	"en": "s n ns an ans ian ians ean eans ese ish i is ite ites er ers",
	"de": "s n en er ern ers erin erinnen e isch+_e_en_em_er_es ianisch+_e_en_em_er_es anisch+_e_en_em_er_es nisch+_e_en_em_er_es esisch+_e_en_em_er_es",
	"nl": "s n se e er ers aan aans aanse ans anse ees ese isch ische sch sche iaan iaans iaanse",
	"sv": "s sk ska skt isk iska iskt ansk anska anskt iansk ianska iansk esisk esiska are aren arna er erna",
	"da": "s sk ske skt isk iske ansk anske iansk ianske esisk esiske er ere erne erens",
	"nb": "s sk ske skt isk iske ansk anske iansk ianske esisk esiske er ere erne eren",
	"is": "s ar ur um i inu na nnar u a skur sk ska sku skt skir skar skra skum",
	"fr": "s n ne nes ns ien+_ne_s_nes en+_ne_s_nes ain+_e_s_es ais+_e_es ois+_e_es ite ites in+_e_s_es on+_ne_s_nes ol+_e_s_es",
	"es": "s n no nos na nas ano+_s ana+_s iano+_s iana+_s es+_a_as_es ense+_s eno+_s ena+_s ino+_s ina+_s i ies ita+_s eco+_s",
	"ca": "s na nes ns a+_ns ana anes ia ians iana ianes es+_a_os_es enc+_a_s eny+_a_s i+_ns",
	"gl": "s no nos na nas ano+_s ana+_s iano+_s iana+_s es+_a_as_es ense+_s",
	"pt": "s no nos na nas ano+_s ana+_s iano+_s iana+_s es+_a_as_es ense+_s enho+_s enha+_s ino+_s ina+_s ita+_s",
	"it": "no+ na ni ne ano ana ani ane iano iana iani iane ese esi ense ino ina ini ine ita iti ota oti",
	"ro": "a ei ul ului i ii iei an+_a_i_e_ul_ii ean+_a_i_e_ul_ii ian+_a_i_e ez+_a_i_e esc easca esti",
	"ru": "а я у ю е и ы ой ей ом ем ии ию ией ям ях ами ями ах ам " + cyrillicAdjectives,
	"be": "а я у ю е і ы ай ой ом ем іі ію ах ах ск+і_ая_ае_ія_ага_аму_ай_ую_ім_іх",
	"uk": "а я у ю е і и ї ою ею єю ом ем ові еві ії ію ах ам ями ами " + ukrainianAdjectives,
	"bg": "а я ия ът та ски ска ско ските ския йски йска йско йските ански анска анско анските ец ци нец нци",
	"mk": "та от ски ска ско ските анец анци ец ци",
	"sr": "а у е и ом ој и ски ска ско ске ског ској ском ских ac ci a u e i om oj ski ska sko ske skog skoj skom skih ac ca ci",
	"hr": "a u e i om oj ski ska sko ske skog skoj skom skih cki cka cko ckog ckoj ckom ac ca ci",
	"sl": "a e i o u om ji jo ski ska sko ske skega ski skem skih cki cka cko ckega cem ec ca ci an ani anski anska ansko anske anskega",
	"pl": "a y i e u o em iem ie owi ow ach om ami ii ej sk+i_a_ie_iego_iej_im_ich_ą ijsk+i_a_ie_iego_iej_im_ich anin ani czyk czycy",
	"cs": "a y e i u o ou em ovi ech um ii sk+y_a_e_eho_em_emu_ych_ou_ym ijsk+y_a_e_eho_em_emu_ych_ou_ym an ane anu ansk+y_a_e_eho_em_emu_ych ec ci",
	"sk": "a y e i u o ou om ovi ach iu sk+y_a_e_eho_om_emu_ych_ou_ym ijsk+y_a_e_eho_om_emu_ych an ania anov ansk+y_a_e_eho_om_emu_ych ec ci",
	"lt": "a as o e oje ui us u ai iai ie iu is ios ia ijos ijoje ija iec+iai_iu",
	"lv": "a as u ai us am is ija ijas iju ijai iesu iski",
	"hu": "t ot et at n on en ban ben nak nek bol rol tol ra re ba be hoz hez val vel nal nel ig i ak ek iak iek ja je ba be ert ot ai bel tel rel",
	"fi": "n a an in ssa sta lla lta lle han seen hon iin en lainen laiset laisen laista laisten lais",
	"et": "s st sse le lt l ga ni lane lased laste lase",
	"tr": "li lu da de dan den ta te tan ten a e ya ye i u nin nun in un yi yu nda nde daki deki lar ler",
	"az": "da de dan den a e ya ye nin i li lu",
	"el": "α ας ες ης η ο ου ος ον ων ους οι ι ικ+ος_η_ο_ου_ης_ων_α_οι_ους_ες ανικ+ος_η_ο_ου_ης_ων_α_οι_ες εζικ+ος_η_ο_ου_ης_ων_α_οι ινικ+ος_η_ο_ου_ης_ων ανος ανοι εζος εζοι ινος ινοι",
	"ar": "ي ية يه يين يون يا يتين يان",
	"fa": "ی یی یان ها های هایی",
	"ur": "ی وں یوں",
	"he": "י ית ים יים יות אי אית אים",
	"hi": "ी ई ीय ाई ियों वासी",
	"mr": "ी ीय ने ला त च्या ात मध्ये",
	"bn": "ের র ে য় তে কে ি ীয়",
	"id": "", "ms": "", "vi": "",
	"hy": "ի ում ից ը ն ին ով",
	"ka": "ს ის ში მა თი დან ის ელი ური",
	"ko": "은 는 이 가 을 를 의 에 도 로 와 과 에서 에게 으로 까지 부터 인 군 측 산 인이 인은 인의 에는 에서는 서 만",
	"ta": "வில் ில் ின் ின ்",
}

const (
	cyrillicAdjectives = "ск+ий_ая_ое_ие_ого_ой_ому_им_ую_ом_их_ими йск+ий_ая_ое_ие_ого_ой_ому_им_ую_ом_их_ими ийск+ий_ая_ое_ие_ого_ой_ому_им_ую_ом_их_ими " +
		"анск+ий_ая_ое_ие_ого_ой_ому_им_ую_ом_их_ими ианск+ий_ая_ое_ие_ого_ой_ому_им_ую_ом_их_ими ьянск+ий_ая_ое_ие_ого_ой_ому_им_ую_ом_их_ими " +
		"янск+ий_ая_ое_ие_ого_ой_ому_им_ую_ом_их_ими ец цы цев цам цами йцы йцев нцы нцев анцы анцев"
	ukrainianAdjectives = "ськ+ий_а_е_і_ого_ої_ій_ому_им_у_их_ими_ою йськ+ий_а_е_і_ого_ої_ій_ому_им_у_их_ими_ою ійськ+ий_а_е_і_ого_ої_ій_ому_им_у_их_ими_ою " +
		"анськ+ий_а_е_і_ого_ої_ій_ому_им_у_их_ими_ою ець ці ців йці йців нці нців анці анців"
	longestEnding = 20 // bytes
)

// endingsOf is the set of a language's endings, folded.
func endingsOf(lang string) map[string]bool {
	switch lang {
	case "no", "nn":
		lang = "nb"
	case "bs", "sh":
		lang = "hr"
	}
	set := map[string]bool{}
	for spec := range strings.FieldsSeq(placeEndings[lang]) {
		stem, ends, inflected := strings.Cut(spec, "+")
		if !inflected {
			set[fold(spec)] = true
			continue
		}
		for end := range strings.SplitSeq(ends, "_") {
			set[fold(stem+end)] = true
		}
	}
	return set
}

// inflectsCities reports whether a language adds endings to the names of cities, and how many vowels those take the place of.
func inflectsCities(lang string) (inflected bool, cuts int) {
	switch lang {
	case "ru", "be", "uk", "bg", "mk", "sr", "hr", "bs", "sl", "pl", "cs", "sk", "lt", "lv", "el":
		return true, 1
	case "de", "sv", "da", "nb", "no", "nn", "is", "hu", "fi", "et", "tr", "az", "ro", "hy", "ka", "ko", "mr", "ta", "bn":
		return true, 0
	}
	return false, 0
}

// countryCuts are what a language takes off the name of a country to speak of its people.
var countryCuts = map[string][]string{
	"de": {"ien", "en", "land"}, "nl": {"ie", "en", "land"}, "sv": {"ien", "land"}, "da": {"ien", "land"}, "nb": {"ia", "land"},
	"en": {"land"}, "is": {"land", "ia"}, "fi": {"nmaa", "ia"},
}

// joinedForms adds, for scripts without capitals, the word without a joined preposition or article.
func joinedForms(word string, script scriptKind) []string {
	forms := []string{word}
	if script != caseless {
		return forms
	}
	first, _ := firstRune(word)
	for _, p := range joinedPrefixes[first] {
		if rest, ok := strings.CutPrefix(word, p); ok && utf8.RuneCountInString(rest) >= 2 {
			forms = append(forms, rest)
		}
	}
	return forms
}

// joinedPrefixes are those of Arabic and Hebrew by their first letter. Arabic names that have an article keep it.
var joinedPrefixes = func() map[rune][]string {
	m := map[rune][]string{}
	for _, p := range strings.Fields("و وال ول وب بال ب لل ل ال ف فال ك كال ל ב ה ו מ ש וב ול ומ וה שב של שה מה לה בה") {
		first, _ := firstRune(p)
		m[first] = append(m[first], p)
	}
	return m
}()
