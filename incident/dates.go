package incident

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A day is a date that a text names: month and day, for news leaves the year out.
type day struct {
	month, day int
	surface    string
}

func (d day) String() string { return fmt.Sprintf("%02d-%02d", d.month, d.day) }

const maxDays = 12

// months are how the names of the twelve months begin, in the order of the year: language families share a line.
// A name of another language can't disturb, for it stands beside a number only by being a month.
var months = [][12]string{
	{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"},                                     // en
	{"januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember"},  // de no da
	{"janv", "févr", "mars", "avr", "mai", "juin", "juil", "août", "sept", "octob", "nov", "déc"},                            // fr
	{"enero", "feb", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "dic"},      // es
	{"janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "nov", "dezembro"}, // pt
	{"genn", "febbr", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "nov", "dicembre"},  // it
	{"gener", "febrer", "març", "abril", "maig", "juny", "juliol", "agost", "setembre", "octubre", "nov", "desembre"},        // ca
	{"ianuar", "februar", "martie", "april", "mai", "iunie", "iulie", "august", "sept", "octombr", "noiembr", "decembr"},     // ro
	{"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "sept", "oktober", "nov", "december"},       // nl id sv
	{"stycz", "lut", "mar", "kwie", "maj", "czerw", "lip", "sierp", "wrze", "paźdz", "listop", "grud"},                       // pl
	{"led", "únor", "břez", "dub", "květ", "červn", "července", "srp", "září", "říj", "listop", "prosin"},                    // cs
	{"янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"},                                     // ru bg mk sr
	{"січ", "лют", "берез", "квіт", "трав", "черв", "лип", "серп", "верес", "жовт", "листоп", "груд"},                        // uk
	{"ιαν", "φεβ", "μαρ", "απρ", "μαΐ", "ιουν", "ιουλ", "αυγ", "σεπ", "οκτ", "νοε", "δεκ"},                                   // el
	{"ocak", "şubat", "mart", "nisan", "mayıs", "haziran", "temmuz", "ağustos", "eylül", "ekim", "kasım", "aralık"},          // tr
	{"január", "február", "márc", "ápr", "máj", "júni", "júli", "aug", "szept", "okt", "nov", "dec"},                         // hu sk is
	{"tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka", "marras", "joulu"},                // fi
	{"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"},          // ar
	{"كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول"},
	{"ינואר", "פברואר", "מרץ", "אפריל", "מאי", "יוני", "יולי", "אוגוסט", "ספטמבר", "אוקטובר", "נובמבר", "דצמבר"},                       // he
	{"जनवरी", "फरवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर"},                       // hi
	{"ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن", "ژوئیه", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر"},                         // fa
	{"sausi", "vasari", "kov", "baland", "geguž", "birž", "liep", "rugpj", "rugsėj", "spal", "lapkri", "gruod"},                        // lt
	{"janvār", "februār", "mart", "aprīl", "maij", "jūnij", "jūlij", "august", "septembr", "oktobr", "novembr", "decembr"},             // lv
	{"jaanuar", "veebruar", "märts", "aprill", "mai", "juuni", "juuli", "august", "septemb", "oktoob", "novemb", "detsemb"},            // et
	{"siječ", "veljač", "ožuj", "trav", "svib", "lip", "srp", "kolovoz", "ruj", "listopad", "studen", "prosin"},                        // hr
	{"студз", "лют", "сакав", "красав", "мая", "чэрв", "ліпе", "жні", "верас", "кастрыч", "лістап", "снеж"},                            // be
	{"urtarril", "otsail", "martxo", "apiril", "maiatz", "ekain", "uztail", "abuztu", "irail", "urri", "azaro", "abendu"},              // eu
	{"জানুয়ারি", "ফেব্রুয়ারি", "মার্চ", "এপ্রিল", "মে", "জুন", "জুলাই", "আগস্ট", "সেপ্টেম্বর", "অক্টোবর", "নভেম্বর", "ডিসেম্বর"},     // bn
	{"იანვ", "თებერ", "მარტ", "აპრილ", "მაის", "ივნის", "ივლის", "აგვისტ", "სექტემბ", "ოქტომბ", "ნოემბ", "დეკემბ"},                     // ka
	{"հունվար", "փետրվար", "մարտ", "ապրիլ", "մայիս", "հունիս", "հուլիս", "օգոստոս", "սեպտեմբեր", "հոկտեմբեր", "նոյեմբեր", "դեկտեմբեր"}, // hy
	{"มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"},
}

// days finds the dates of a text that have a day and a month, each once, in order.
func days(runes []rune) []day {
	var list []day
	for i := 0; i < len(runes) && len(list) < maxDays; i++ {
		if !isDigit(runes[i]) || (i > 0 && isDigit(runes[i-1])) {
			continue
		}
		d, end, ok := dayAt(runes, i)
		if !ok {
			continue
		}
		known := false
		for _, k := range list {
			known = known || (k.month == d.month && k.day == d.day)
		}
		if !known {
			list = append(list, d)
		}
		i = end - 1
	}
	return list
}

// dayAt reads a date whose first number stands at i.
func dayAt(runes []rune, i int) (d day, end int, ok bool) {
	n, end := smallNumber(runes, i)
	if n == 0 {
		return d, i + 1, false
	}
	// 3月10日, 3월 10일
	if end < len(runes) && (runes[end] == '月' || runes[end] == '월') && n <= 12 {
		start := end + 1
		for start < len(runes) && runes[start] == ' ' {
			start++
		}
		if m, after := smallNumber(runes, start); m > 0 && m <= 31 && after < len(runes) && strings.ContainsRune("日号號일", runes[after]) {
			return day{n, m, string(runes[i : after+1])}, after + 1, true
		}
		return d, end, false
	}
	if n > 31 {
		return d, end, false
	}
	// tháng 9 follows the day in Vietnamese
	if rest := strings.ToLower(string(runes[end:min(len(runes), end+10)])); strings.HasPrefix(rest, " tháng ") {
		if m, after := smallNumber(runes, end+7); m >= 1 && m <= 12 {
			return day{m, n, string(runes[i:after])}, after, true
		}
	}
	if m, after := monthAfter(runes, end); m > 0 {
		return day{m, n, string(runes[i:after])}, after, true
	}
	if m, start := monthBefore(runes, i); m > 0 {
		return day{m, n, string(runes[start:end])}, end, true
	}
	return d, end, false
}

func smallNumber(runes []rune, i int) (n, end int) {
	for end = i; end < len(runes) && isDigit(runes[end]) && end < i+3; end++ {
		n = 10*n + digitOf(runes[end])
	}
	if end == i+3 {
		return 0, end
	}
	return n, end
}

// monthAfter reads a month's name behind a day: "10 March", "10. März", "10 de março", "10-го марта".
func monthAfter(runes []rune, end int) (month, after int) {
	i := end
	for i < len(runes) && i < end+2 && strings.ContainsRune(".ºªº ", runes[i]) {
		i++
	}
	for _, joint := range []string{"de ", "d'", "d’", "st of ", "th of ", "of ", "th ", "st ", "nd ", "rd ", "er ", "-го ", " "} {
		if strings.HasPrefix(string(runes[i:min(len(runes), i+len(joint))]), joint) {
			i += len([]rune(joint))
			break
		}
	}
	wordEnd := i
	for wordEnd < len(runes) && wordEnd < i+16 && (unicode.IsLetter(runes[wordEnd]) || unicode.IsMark(runes[wordEnd])) {
		wordEnd++
	}
	if month := monthOf(string(runes[i:wordEnd])); month > 0 {
		return month, wordEnd
	}
	// The Levant's months have names of two words.
	for _, name := range []string{"كانون الثاني", "تشرين الأول", "تشرين الثاني", "كانون الأول"} {
		if rest := string(runes[i:min(len(runes), i+len(name))]); strings.HasPrefix(rest, name) {
			return monthOf(name), i + utf8.RuneCountInString(name)
		}
	}
	return 0, wordEnd
}

// monthBefore reads a month's name before a day: "March 10", "március 10".
func monthBefore(runes []rune, i int) (month, start int) {
	end := i
	for end > 0 && (runes[end-1] == ' ' || runes[end-1] == '.') && i-end < 2 {
		end--
	}
	start = end
	for start > 0 && end-start < 16 && (unicode.IsLetter(runes[start-1]) || unicode.IsMark(runes[start-1])) {
		start--
	}
	if end == i {
		return 0, i
	}
	return monthOf(string(runes[start:end])), start
}

func monthOf(word string) int {
	if len(word) < 3 {
		return 0
	}
	// Hebrew joins its "in" to the month.
	word = strings.TrimPrefix(strings.ToLower(word), "ב")
	for _, names := range months {
		for i, name := range names {
			if strings.HasPrefix(word, name) && len(word) <= len(name)+9 {
				return i + 1
			}
		}
	}
	return 0
}
