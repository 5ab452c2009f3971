package incident

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"time"
)

// dayWords are the names of the seven days of the week from Monday on, and then the word for yesterday. A name may have an ending of its language
// unless a point follows it; "+" joins two words, "," other forms, and "-" stands for what means something else as well.
var dayWords = map[string]string{
	"en": "monday tuesday wednesday thursday friday saturday sunday yesterday.",
	"de": "montag dienstag mittwoch donnerstag freitag samstag,sonnabend sonntag gestern.",
	"nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag gisteren.",
	"sv": "måndag tisdag onsdag torsdag fredag lördag söndag igår.,i+går.",
	"da": "mandag tirsdag onsdag torsdag fredag lørdag søndag i+går.",
	"nb": "mandag tirsdag onsdag torsdag fredag lørdag søndag i+går.",
	"is": "mánudag þriðjudag miðvikudag fimmtudag föstudag laugardag sunnudag -",
	"fr": "lundi mardi mercredi jeudi vendredi samedi dimanche hier.",
	"es": "lunes martes miércoles jueves viernes sábado domingo ayer.",
	"pt": "segunda+feira terça+feira quarta+feira quinta+feira sexta+feira sábado domingo ontem.",
	"it": "lunedì martedì mercoledì giovedì venerdì sabato domenica ieri.",
	"ca": "dilluns dimarts dimecres dijous divendres dissabte diumenge ahir.",
	"gl": "luns martes mércores xoves venres sábado domingo onte.",
	"ro": "- marți miercuri joi. vineri sâmbătă duminică ieri.",
	"ru": "понедельник вторник среда.,среду.,среды. четверг пятниц суббот воскресень вчера.",
	"be": "панядзел аўтор серад чацвер,чацвярг пятніц субот нядзел учора.",
	"uk": "понеділ вівтор середа.,середу.,середи. четвер пʼятниц,пятниц субот неділ вчора.,учора.",
	"bg": "понеделник вторник сряда четвъртък петък събота неделя вчера.",
	"mk": "понеделник вторник среда. четврток петок сабота недела вчера.",
	"sr": "понедељ утор среда.,среду.,среде. четвртак.,четвртк петак.,петк субот недељ јуче.",
	"hr": "ponedjelj utorak.,utork srijed četvrtak.,četvrtk petak.,petk subot nedjelj jučer.",
	"sl": "ponedelj torek.,tork sreda.,sredo.,srede. četrtek.,četrtk petek.,petk sobot nedelj včeraj.",
	"pl": "poniedział wtorek.,wtork środa.,środę.,środy. czwartek.,czwartk piątek.,piątk sobot niedziel wczoraj.",
	"cs": "pondělí,pondělk úterý,úterk středa.,středu.,středy. čtvrtek.,čtvrtk,čtvrteč pátek.,pátk,páteč sobot neděl včera.",
	"sk": "pondel utorok.,utork stred. štvrtok.,štvrtk piatok.,piatk sobot nedeľ včera.",
	"lt": "pirmadien antradien trečiadien ketvirtadien penktadien šeštadien sekmadien vakar.",
	"lv": "pirmdien otrdien trešdien ceturtdien piektdien sestdien svētdien vakar.",
	"et": "esmaspäev teisipäev kolmapäev neljapäev reede laupäev pühapäev eile.",
	"hu": "hétfő kedd szerda.,szerdá csütörtök péntek szombat vasárnap tegnap",
	"fi": "maanantai tiistai keskiviik torstai perjantai lauantai sunnuntai eilen.",
	"tr": "pazartesi salı. çarşamba perşembe cuma. cumartesi pazar. dün.",
	"az": "bazar+ertəsi çərşənbə+axşamı çərşənbə. cümə+axşamı cümə. şənbə bazar. dünən.",
	"el": "δευτέρα τρίτη. τετάρτη πέμπτη παρασκευή σάββατο κυριακή χθες.,χτες.",
	"id": "senin selasa rabu kamis jumat sabtu - kemarin.",
	"ms": "isnin selasa rabu khamis jumaat sabtu ahad semalam.",
	"vi": "thứ+hai thứ+ba thứ+tư thứ+năm thứ+sáu thứ+bảy chủ+nhật hôm+qua",
	"ar": "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد أمس.",
	"fa": "دوشنبه,دو+شنبه سهشنبه,سه+شنبه چهارشنبه,چهار+شنبه پنجشنبه,پنج+شنبه جمعه. شنبه. یکشنبه,یک+شنبه دیروز.",
	"he": "יום+שני,ביום+שני יום+שלישי,ביום+שלישי יום+רביעי,ביום+רביעי יום+חמישי,ביום+חמישי יום+שישי,ביום+שישי בשבת. יום+ראשון,ביום+ראשון אתמול.",
	"hi": "सोमवार मंगलवार बुधवार गुरुवार,गुरूवार,बृहस्पतिवार शुक्रवार शनिवार रविवार -",
	"mr": "सोमवार मंगळवार बुधवार गुरुवार शुक्रवार शनिवार रविवार काल.",
	"bn": "সোমবার মঙ্গলবার বুধবার বৃহস্পতিবার শুক্রবার শনিবার রবিবার গতকাল",
	"ko": "월요일 화요일 수요일 목요일 금요일 토요일 일요일 어제",
	"th": "วันจันทร์ วันอังคาร วันพุธ วันพฤหัส วันศุกร์ วันเสาร์ วันอาทิตย์ เมื่อวาน",
	"zh": "周一,星期一,週一 周二,星期二,週二 周三,星期三,週三 周四,星期四,週四 周五,星期五,週五 周六,星期六,週六 周日,星期日,星期天,週日 昨天,昨日",
	"ja": "月曜 火曜 水曜 木曜 金曜 土曜 日曜 -",
}

// A dayWord is a name of a day as texts have it.
type dayWord struct {
	written    string // as in scripts without spaces
	word, next string // folded; next is empty but where the name has two words
	whole      bool   // without an ending
	number     int    // from Monday, 0, on; yesterday is 7
}

const (
	yesterday    = 7
	relativeHead = 150 // words at the beginning of an article where a weekday is that of its incident
	longestCase  = 6   // bytes of an ending
)

// dayWordsOf are the day words of a language, the longest first.
var dayWordsOf = sync.OnceValue(func() map[string][]dayWord {
	all := map[string][]dayWord{}
	for lang, names := range dayWords {
		var list []dayWord
		for n, forms := range strings.Fields(names) {
			for form := range strings.SplitSeq(forms, ",") {
				if form == "-" {
					continue
				}
				form, whole := strings.CutSuffix(form, ".")
				word, next, _ := strings.Cut(form, "+")
				list = append(list, dayWord{word, fold(word), fold(next), whole || next != "", n})
			}
		}
		slices.SortStableFunc(list, func(a, b dayWord) int { return cmp.Compare(len(b.word+b.next), len(a.word+a.next)) })
		all[lang] = list
	}
	return all
})

// relativeDays finds the days that the beginning of an article names by their distance from its publication: the last Sunday, yesterday.
func relativeDays(tokens []token, lang string, published time.Time) (list []day) {
	if lang == "no" || lang == "nn" {
		lang = "nb"
	}
	words := dayWordsOf()[lang]
	if len(words) == 0 || published.IsZero() {
		return nil
	}
	for i := 0; i < min(len(tokens), relativeHead); i++ {
		if t := &tokens[i]; t.word != nil && !t.word.is(opensDay, func() bool { return beginsDay(words, t) }) {
			continue
		}
		w := slices.IndexFunc(words, func(w dayWord) bool { return w.at(tokens, i) })
		if w < 0 {
			continue
		}
		back := 1
		if words[w].number != yesterday {
			back = (int(published.Weekday()) + 6 - words[w].number) % 7
		}
		at := published.AddDate(0, 0, -back)
		d := day{int(at.Month()), at.Day(), tokens[i].text}
		if !slices.ContainsFunc(list, func(o day) bool { return o.month == d.month && o.day == d.day }) {
			list = append(list, d)
		}
		if words[w].next != "" {
			i++
		}
	}
	return list
}

// beginsDay reports whether one of some day words may begin with a token.
func beginsDay(words []dayWord, t *token) bool {
	return slices.ContainsFunc(words, func(w dayWord) bool { return w.begins(t) })
}

// at reports whether a day word stands at token i.
func (w *dayWord) at(tokens []token, i int) bool {
	t := &tokens[i]
	return w.begins(t) && (w.next == "" || t.spaceless() || (i+1 < len(tokens) && tokens[i+1].fold() == w.next))
}

// begins reports whether a token is a day word, or the first of its two.
func (w *dayWord) begins(t *token) bool {
	if t.spaceless() {
		return strings.Contains(t.text, w.written)
	}
	f := t.fold()
	return strings.HasPrefix(f, w.word) && len(f) <= len(w.word)+longestCase && (!w.whole || f == w.word)
}
