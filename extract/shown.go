package extract

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// shownDate is when the article was published as its time elements, its address or its visible lines say, or else the
// data that its scripts work with.
func (s *survey) shownDate(title, base, language string, body []byte) time.Time {
	for _, t := range []time.Time{s.timeElement(language), dateInURL(base), s.visibleDate(title, language, base)} {
		if !t.IsZero() {
			return t
		}
	}
	return scriptDate(body)
}

// timeElement is the time of the first time element that has one and isn't another article's; those marked as
// publication come first, those marked as a change don't count.
func (s *survey) timeElement(language string) time.Time {
	var any time.Time
	for i, n := range s.times {
		if i >= 50 {
			break
		}
		class := strings.ToLower(attr(n, "class") + " " + attr(n, "itemprop"))
		t := parseTime(first(attr(n, "datetime"), attr(n, "content")), language)
		if t.IsZero() || isForeign(n) {
			continue
		}
		if attr(n, "pubdate") != "" || strings.Contains(class, "ublish") || strings.Contains(class, "entry-date") {
			return t
		}
		if !strings.Contains(class, "modif") && !strings.Contains(class, "update") && !strings.Contains(class, "actualiza") {
			any = firstTime(any, t)
		}
	}
	return any
}

// The day in an address: /2017/11/03/slug, /20171103-slug, /03-11-2017.
var (
	urlDate    = regexp.MustCompile(`(?:^|[/\-_=.])((?:19|20)\d\d)[/\-_.]?(0[1-9]|1[0-2]|[1-9])[/\-_.]?(0[1-9]|[12]\d|3[01])(?:[^\d]|$)`)
	urlDateDMY = regexp.MustCompile(`[/\-_=.](0[1-9]|[12]\d|3[01])[/\-_.](0[1-9]|1[0-2])[/\-_.]((?:19|20)\d\d)(?:[^\d]|$)`)
)

// dateInURL is the day in an address, zero if there is none.
func dateInURL(address string) time.Time {
	if m := urlDate.FindStringSubmatch(address); m != nil {
		return digitsDate(m[1], m[2], m[3])
	}
	if m := urlDateDMY.FindStringSubmatch(address); m != nil {
		return digitsDate(m[3], m[2], m[1])
	}
	return time.Time{}
}

// digitsDate is the day of a year, a month and a day in digits of any script, zero if there is no such day.
func digitsDate(year, month, day string) time.Time {
	y, m, d := number(year), number(month), number(day)
	in := gregorian
	switch {
	case y >= 2400 && y < 2700:
		y -= 543 // of the Buddhist era
	case y >= 1300 && y < 1400 || y >= 1400 && y < 1420:
		in = persian
	case y >= 1420 && y < 1500:
		in = islamic
	}
	t := gregorianDay(in, y, m, d)
	if m < 1 || m > 12 || d < 1 || d > 31 || in == gregorian && t.Day() != d {
		return time.Time{}
	}
	return sane(t)
}

// visibleDate reads the date out of lines that stand where dates do: around the headline, in time elements, in lines
// that say "published", in elements whose class speaks of a date; then in lines that speak of a change, and in any short
// line.
func (s *survey) visibleDate(title, language, base string) time.Time {
	d := dateLines{language: datesAs(language, base)}
	from := s.headlineBlock(title)
	for i := max(0, from-2); from > 0 && i < len(s.blocks) && i < from+12; i++ {
		if b := &s.blocks[i]; i != from && b.words > 0 && b.words < 16 && b.kind != kindCaption && b.kind != kindHeading {
			d.add(b.text)
		}
	}
	for i := 0; i < len(s.times) && i < 50; i++ {
		if n := s.times[i]; !isForeign(n) {
			d.add(tidy(visible(n)))
		}
	}
	for i := 0; i < len(s.blocks) && i < 500 && !d.full(); i++ {
		b := &s.blocks[i]
		if b.words == 0 || !hasNumber(b.text) {
			continue
		}
		if at := mentions(around(b.text, 70), publishedWords); at >= 0 && (b.words < 40 || at < 3) {
			d.add(around(b.text, at))
		}
	}
	for i := range s.boxes {
		if b := &s.boxes[i]; b.marks&markDate != 0 && b.node.DataAtom != atom.Body && b.last-b.first <= 3 && !d.full() {
			d.add(tidy(visible(b.node)))
		}
	}
	if t := firstTime(d.published, d.changed); !t.IsZero() {
		return t
	}
	for i := range s.blocks {
		if b := &s.blocks[i]; i < 200 && b.words > 0 && b.words < 16 {
			d.add(b.text)
		}
	}
	return firstTime(d.published, d.changed)
}

// around is the part of a line from some words before i to some words after.
func around(line string, i int) string {
	i = min(i, len(line))
	from, to := max(0, i-70), min(len(line), i+90)
	for from > 0 && !utf8.RuneStart(line[from]) {
		from--
	}
	for to < len(line) && !utf8.RuneStart(line[to]) {
		to--
	}
	return line[from:to]
}

// dateLines takes up lines that may give the day of publication, the likely ones first.
type dateLines struct {
	language           string
	published, changed time.Time // the first of each kind
}

func (d *dateLines) full() bool { return !d.published.IsZero() }

func (d *dateLines) add(line string) {
	if d.full() || len(line) > 160 || !hasDigit(line) {
		return
	}
	t := dateInside(line, d.language)
	switch {
	case t.IsZero():
	case mentions(line, changeWords) >= 0:
		d.changed = firstTime(d.changed, t)
	default:
		d.published = t
	}
}

// The words of lines that say when an article was published, and when it was changed, in small letters, in the larger
// languages of the press.
var (
	publishedWords = stems(`published|posted|veröffentlicht|erstellt am|erschienen|gepostet|pressemitteilung vom|meldung vom|publié|publicado|publicada|pubblicato|geplaatst|gepubliceerd|opublikowano|
dodano|publicerad|publisert|udgivet|julkaistu|yayın|objavljeno|publikováno|közzétéve|diterbitkan|опубликован|дата публикации|опубліковано|публикувано|δημοσιεύ|نشر في|تاريخ النشر|تاریخ انتشار|
פורסם|发布时间|發布時間|发表于|発表|公開|掲載|등록|입력|प्रकाशित|প্রকাশ|เผยแพร่`)
	changeWords = stems(`updated|modified|aktualisiert|geändert|stand:|mis à jour|modifié|actualizado|atualizado|aggiornato|bijgewerkt|laatst gewijzigd|zaktualizowano|aktualizacja|uppdaterad|
oppdatert|opdateret|päivitetty|güncelle|aktualizováno|ažurirano|frissítve|diperbarui|обновлен|оновлен|ενημερώ|تحديث|روزرسانی|עודכן|更新|수정|अपडेट|আপডেট`)
)

func stems(list string) []string { return strings.Split(strings.ReplaceAll(list, "\n", ""), "|") }

// mentions is about where the first of the stems that a text has begins (small letters may be longer than capitals), -1
// if it has none.
func mentions(text string, stems []string) int {
	lower := strings.ToLower(text)
	for _, stem := range stems {
		if i := strings.Index(lower, stem); i >= 0 {
			return i
		}
	}
	return -1
}

// datesAs is the language to read a date's digits in. English says nothing of their order by itself; a site under no
// country's domain is taken to be American.
func datesAs(language, base string) string {
	if strings.EqualFold(language, "en") {
		host := hostOf(base)
		if i := strings.LastIndexByte(host, '.'); i >= 0 && len(host)-i > 3 {
			return "en-US"
		}
	}
	return language
}

// hasNumber reports whether two digits stand together in the first 200 bytes of s.
func hasNumber(s string) bool {
	before := false
	for _, r := range s[:min(len(s), 200)] {
		digit := isDecimal(r)
		if digit && before {
			return true
		}
		before = digit
	}
	return false
}

func hasDigit(s string) bool { return strings.ContainsFunc(s, isDecimal) }

// isDecimal reports whether a rune is a digit of a script that dates are written in: Arabic, those of India and
// South-East Asia, and the wide digits of East Asia count beside our own.
func isDecimal(r rune) bool {
	return r >= '0' && r <= '9' || r >= 0x660 && (r < 0x1a00 && unicode.IsDigit(r) || r >= 0xff10 && r <= 0xff19)
}

var numericDate = regexp.MustCompile(`(?:^|[^\p{Nd}.:/-])(?:(\p{Nd}{4})[-/.] ?(\p{Nd}{1,2})[-/.] ?(\p{Nd}{1,2})|(\p{Nd}{1,2})([./-])(\p{Nd}{1,2})[./-](\p{Nd}{4})|(\p{Nd}{2})([./])(\p{Nd}{2})[./](\p{Nd}{2}))(?:[^\p{Nd}]|$)`)

// dateInside is the first date in a short text: with a month's name from any of its words on, or in digits
// with the day first unless that can't be, or Americans wrote it.
func dateInside(s, language string) time.Time {
	for _, m := range numericDate.FindAllStringSubmatch(s, 3) {
		y, month, day := m[1], m[2], m[3]
		if y == "" {
			parts := m[4:8]
			if parts[0] == "" {
				parts = m[8:12] // two digits for each
			}
			y, month, day = parts[3], parts[2], parts[0]
			if number(month) > 12 || strings.HasPrefix(language, "en-US") && parts[1] != "." && number(day) <= 12 {
				month, day = day, month
			}
		}
		if n := number(y); n < 100 && n >= 90 {
			y = strconv.Itoa(1900 + n)
		} else if n < 100 {
			y = strconv.Itoa(2000 + n)
		}
		if t := digitsDate(y, month, day); !t.IsZero() {
			return t
		}
	}
	for rest := s; rest != ""; {
		if t, _, ok := scanDate(rest, language); ok {
			return sane(t)
		}
		_, rest = nextWord(rest)
	}
	return time.Time{}
}

// scriptKeys are the names under which scripts keep the time of publication.
var scriptKeys = [...]string{"datePublished", "publishedAt", "published_at", "publishDate", "publishedDate", "datePublish", "first_published_at", "publicationDate", "publication_date", "pubDate", "pubdate", "publishTime", "createdAt"}

// scriptDate is the time that stands under one of scriptKeys in the page's scripts as they came.
func scriptDate(page []byte) time.Time {
	for k, i := range keyPlaces(page) {
		if i < 0 || i > 0 && !bytes.ContainsRune([]byte(`"'_- `), rune(page[i-1])) {
			continue
		}
		after := page[i+len(scriptKeys[k]):]
		value := scriptValue.FindSubmatch(after[:min(len(after), 80)])
		if value == nil {
			continue
		}
		if t := parseTime(string(value[1]), ""); !t.IsZero() {
			return t
		}
	}
	return time.Time{}
}

// keyPlaces are where each of scriptKeys stands first in a page, -1 for nowhere. The page is searched for what the keys
// have in common, once instead of for each of them.
func keyPlaces(page []byte) (places [len(scriptKeys)]int) {
	for k := range places {
		places[k] = -1
	}
	for _, common := range []string{"ub", "createdAt"} {
		for at := 0; ; at++ {
			i := bytes.Index(page[at:], []byte(common))
			if i < 0 {
				break
			}
			at += i
			for k, key := range scriptKeys {
				from := at - strings.Index(key, common)
				if places[k] < 0 && from >= 0 && from <= at && bytes.HasPrefix(page[from:], []byte(key)) {
					places[k] = from
				}
			}
		}
	}
	return places
}

// scriptValue is the quoted value after a key, with or without escaped quotes.
var scriptValue = regexp.MustCompile(`^\\?["']?\s*[:=]\s*\\?["']([0-9][^"'\\]{7,40})\\?["']`)
