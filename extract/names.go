package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// byWords are what stands before the names in a byline.
var byWords = regexp.MustCompile(`^(?i)(?:` +
	`(?:von unsere[mnr]|door onze|par notre|por nuestr[oa]) \p{L}+|(?:(?:story|words|text|report|article|analysis|opinion)\s+)?(?:(?:written|published|posted|reported|reporting|edited|compiled)\s+)?by|words|story|` +
	`(?:alles |alle beiträge |alle artikel |eine? \p{L}+ |text |autor |geschrieben |verfasst |interview )?(?:von|vom)|` +
	`(?:écrit |publié |propos recueillis )?par|(?:escrito |publicado |texto )?por|escribe|escriben|(?:scritto |articolo |testo |a cura )?(?:di|da)|(?:geschreven )?door|` +
	`de|av|af|od|przez|autor|autora|autori|autorin|autore|autrice|auteur|auteurs|author|authors|autores|skribent|redaktør|автор|авторы|автори|текст|από|του|της|oleh|penulis|show all articles of|all posts by|view all posts by|more from|more by|about (?:the )?author(?:\s*[-–])?|über den autor|über die autorin|tous les articles de|this (?:post|article|story|piece|blog) (?:was|is) written by|alle artikel von|tekst|text|texte|texto|testo|foto|bởi|γράφει(?: ο| η)?|γράφουν(?: οι)?|oprac\.|โดย|เขียนโดย|` +
	`بقلم|كتب|كتبت|نویسنده|מאת|yazan|haber|द्वारा)` +
	`(?:\s*[:：]\s*|\s+)`)

// byWordsDense are the same in Chinese and Japanese, which put no space after them.
var byWordsDense = regexp.MustCompile(`^(?:[（(【\[]?\s*)(?:本报|本報|新华社)?(?:文\s*[/／:：]\s*)?(?:特约|特派|駐\p{Han}{2,4}|実習)?(?:記者|记者|作者|撰文|文|執筆|取材)\s*[:：/／]?\s*`)

// roleSuffix are roles that follow a name without a comma: "홍길동 기자", "山田太郎記者", "王小明／台北報導".
var roleSuffix = regexp.MustCompile(`(?:\s*(?:기자|특파원|앵커|논설위원|記者|특집|さん)|\s*[／/]\s*\p{Han}*(?:報導|報道|报道))$`)

// andWords part the names of several people.
var andWords = regexp.MustCompile(`\s*(?:[,;|/•·●⋅、，؛،／]|\s(?:and|und|et|y|e|i|og|och|en|ja|и|та|και|&|with|mit|avec|con|com|ve|a|và|dan|و|ו)\s)\s*`)

// dated is a byline's opening that gives the day before the name: "Posted on September 21, 2020 by".
var datedBy = regexp.MustCompile(`(?i)^(?:posted|published|submitted|written|veröffentlicht|publié|publicado|pubblicato)\b.{0,60}?\s(?:by|von|par|por|da)\s+`)

// afterNames begins what follows a name in a byline: when it was published, how long it takes to read, who made the pictures.
var afterNames = regexp.MustCompile(`(?i)\s+(?:(?:le|am|on|el|il|em|den|den|,)?\s*\d|published|updated|posted|last updated|veröffentlicht|aktualisiert|stand:|publié|mis à jour|publicado|actualizado|pubblicato|aggiornato|opublikowano|hace \d|il y a \d|vor \d|\d+\s*(?:min|hours|days|stunden)|follow\b|folgen\b|illustrations?\b|fotos?\b|photos?\b|bilder\b|for the\b|für\b|in rubrik\b|says:|sagt:).*$`)

// personNames cuts bylines into names and drops what isn't one.
func personNames(bylines []string, o outlet) []string {
	var names nameList
	for _, byline := range bylines {
		for _, name := range splitByline(byline) {
			if isPersonName(name, o) && !(len(names) > 0 && isDegree(name)) {
				names.add(name)
			}
		}
	}
	return names.withoutAgencies()
}

// signers are the names in fields that hold nothing but who signs an article. There a desk or a pseudonym of one word
// counts as well, as long as it is neither a bare role nor the outlet itself.
func signers(fields []string, o outlet) []string {
	var names nameList
	for _, field := range fields {
		if m := inverted.FindStringSubmatch(field); m != nil && !agencies[strings.ToLower(m[1])] && !agencies[strings.ToLower(m[2])] {
			field = m[2] + " " + m[1]
		}
		pieces := splitByline(field)
		if len(pieces) > 1 && o.signs(pieces[0]) {
			continue // the outlet and where it sits
		}
		for _, name := range pieces {
			if isPersonName(name, o) && !(len(names) > 0 && isDegree(name)) || len(pieces) == 1 && isSigner(name, o) {
				names.add(name)
			}
		}
	}
	return names.withoutAgencies()
}

// inverted is a name as libraries write it: "Marsh, Odile M."
var inverted = regexp.MustCompile(`^\s*(\p{Lu}[\p{Ll}\p{Lu}'’-]+), (\p{Lu}[\p{Ll}.'-]+(?: \p{Lu}\.?)?)\s*$`)

// A nameList holds names once each.
type nameList []string

func (l *nameList) add(name string) {
	key := fold(name)
	if len(*l) < maxAuthors && !slices.ContainsFunc(*l, func(n string) bool { return fold(n) == key }) {
		*l = append(*l, name)
	}
}

// withoutAgencies drops news agencies where a person is named as well.
func (l nameList) withoutAgencies() []string {
	isAgency := func(n string) bool { return agencies[strings.ToLower(n)] }
	if !slices.ContainsFunc(l, func(n string) bool { return !isAgency(n) }) {
		return l
	}
	return slices.DeleteFunc(l, isAgency)
}

// splitByline cuts a byline into what may be names.
func splitByline(byline string) []string {
	byline = plainOf(tidy(html.UnescapeString(byline)))
	if strings.Contains(byline, "://") || strings.HasPrefix(byline, "www.") || len(byline) > 300 {
		return nil
	}
	chinese := strings.Contains(byline, "记者")
	byline = withoutLabel(byline)
	if byline = datedBy.ReplaceAllString(byline, ""); words(byline) > 2 {
		byline = afterNames.ReplaceAllString(byline, "")
	}
	var out []string
	for _, name := range andWords.Split(withoutByWords(byline), -1) {
		name = strings.Trim(withoutByWords(withoutLabel(name)), " .-–—:*()（）【】[]")
		for _, bracket := range []string{" (", "（", " [", " <", " - ", " – ", " — ", " @"} {
			if before, _, found := strings.Cut(name, bracket); found && words(before) > 0 {
				name = strings.TrimSpace(before)
			}
		}
		name = strings.TrimRight(roleSuffix.ReplaceAllString(name, ""), "0123456789*† \u00a0")
		if isAddress(name) || datelined.MatchString(name) {
			continue
		}
		if head := placeAfter.FindString(name); head != "" && words(name)-words(head) > 1 {
			name = strings.TrimSuffix(name, head)
		}
		if chinese && hanNames.MatchString(name) {
			out = append(out, strings.Fields(name)...)
		} else if name != "" {
			out = append(out, name)
		}
	}
	return withoutPlaces(out)
}

// label is what stands before a colon in a byline, in whatever language: "Opracował:", "Tác giả:", "[서울=뉴시스]"; postal is
// an address behind a name.
var (
	label  = regexp.MustCompile(`^(?:[\p{L}\p{M}.]+(?: [\p{L}\p{M}.]+)?\s?[:：]\s*|\[[^\]]{1,30}\]\s*|【[^】＝]{1,12}＝)`)
	postal = regexp.MustCompile(`\s+<?[\w.+-]+@[\w.-]+>?$`)
)

// withoutLabel cuts off what introduces a name by a colon and the mail address behind it; it is "" where the label says that the
// name had another part in the article.
func withoutLabel(byline string) string {
	byline = postal.ReplaceAllString(byline, "")
	of := label.FindString(byline)
	switch {
	case of == "" || len(of) == len(byline):
		return byline
	case helpers.MatchString(of) || pictured.MatchString(of):
		return ""
	}
	return byline[len(of):]
}

// pictured are labels of who made the pictures and where something comes from.
var pictured = regexp.MustCompile(`^(?i:photos?|fotos?|bild(?:er)?|images?|imagen|grafik|graphics?|illustration|video|kamera|kuva|zdjęcia|fot\.|фото|quelle|source|fuente|fonte|kilde|źródło|источник|copyright)`)

var (
	placeAfter = regexp.MustCompile(` (?:in|for|at|from|aus|à) \p{Lu}[\p{L} .]*$`) // where someone writes from, or for whom
	datelined  = regexp.MustCompile(`^\p{Han}{2,5}(?:報導|報道|报道)$`)                  // the same in Chinese
	hanNames   = regexp.MustCompile(`^\p{Han}{2,4}(?: \p{Han}{2,4})+$`)            // several Chinese names
)

// withoutPlaces drops the places after names: single words where another piece has more than one.
func withoutPlaces(pieces []string) []string {
	if len(pieces) < 2 || !strings.Contains(pieces[0], " ") {
		return pieces
	}
	return slices.DeleteFunc(pieces, func(p string) bool {
		r, _ := utf8.DecodeRuneInString(p)
		return !strings.Contains(p, " ") && unicode.IsUpper(r) && !agencies[strings.ToLower(p)]
	})
}

func withoutByWords(s string) string {
	s = gluedBy.ReplaceAllString(s, "$1")
	for range 2 {
		before := s
		if s = byWordsDense.ReplaceAllString(byWords.ReplaceAllString(s, ""), ""); s == before {
			break
		}
	}
	return s
}

// gluedBy is a "By" whose space the markup lost.
var gluedBy = regexp.MustCompile(`^(?:By|BY)(\p{Lu}\p{Ll}+ \p{Lu})`)

func isAddress(s string) bool { return strings.Contains(s, "@") || strings.Contains(s, "://") }

// isPersonName reports whether a piece of a byline can be a name: one to six words without digits or
// addresses, that is neither a role nor the outlet.
func isPersonName(name string, o outlet) bool {
	n := len(strings.Fields(name))
	if n == 0 || n > 6 || len(name) > 80 || utf8.RuneCountInString(name) < 2 || strings.ContainsAny(name, "@/<>{}[]()=_|\":!?") {
		return false
	}
	if strings.ContainsFunc(name, unicode.IsDigit) || n == 1 && monthByName(strings.ToLower(name), "") > 0 || accounts[strings.ToLower(name)] || o.signs(name) {
		return false
	}
	for w := range strings.FieldsSeq(strings.ToLower(name)) {
		if w = strings.Trim(w, ".,:"); notNames[w] || deskWords[w] {
			return false
		}
	}
	if r, _ := utf8.DecodeRuneInString(name); !unicode.IsLetter(r) {
		return false
	}
	small := 0
	for w := range strings.FieldsSeq(name) {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsLower(r) && n > 1 && !particles[w] && !strings.ContainsAny(w, "'’") {
			small++
		}
	}
	return small == 0
}

// isSigner reports whether a field's whole content can be a desk, a team, a name in small letters or a pseudonym.
func isSigner(name string, o outlet) bool {
	n := len(strings.Fields(name))
	if n == 0 || n > 4 || len(name) < 3 || len(name) > 60 || accounts[strings.ToLower(name)] || strings.ContainsAny(name, "@/<>{}[]=|\":!?") || o.signs(name) {
		return false
	}
	own := false
	for w := range strings.FieldsSeq(strings.ToLower(name)) {
		w = strings.Trim(w, ".,:")
		own = own || !notNames[w] && !deskWords[w] && !particles[w] && w != "the" && !strings.ContainsFunc(w, unicode.IsDigit)
	}
	return own
}

// signs reports whether a name is the outlet's own, alone or with a role: the outlet is no author. A blog that is
// called after its writer is no outlet in this sense.
func (o outlet) signs(name string) bool {
	key := fold(name)
	for _, n := range o.names {
		if rest, ok := strings.CutPrefix(n, key); ok && (rest == "blog" || rest == "sblog" || rest == "sweblog") {
			return false
		}
	}
	if key == "" {
		return true
	}
	if o.is(name) {
		// A writer's own site has the writer's name as its address, and says that it is called something else.
		personal := o.site != "" && key == o.label && strings.Contains(name, " ") && !strings.Contains(fold(o.site), key)
		return !personal
	}
	for _, n := range o.names {
		if len(n) > 4 && strings.Contains(key, n) {
			return true
		}
	}
	return false
}

// fullNames keeps the names of at least two words, or in a script without spaces.
func fullNames(names []string) []string {
	var out []string
	for _, n := range names {
		if r, _ := utf8.DecodeRuneInString(n); strings.Contains(n, " ") || isDense(r) || unicode.Is(unicode.Hangul, r) {
			out = append(out, n)
		}
	}
	return out
}

// isDegree reports whether a piece of a byline is an academic degree or title set after a name ("MD", "Ph.D").
func isDegree(s string) bool {
	letters := strings.ReplaceAll(s, ".", "")
	return len(letters) <= 5 && strings.ToUpper(letters) != strings.ToLower(letters) && !strings.Contains(s, " ") && !agencies[strings.ToLower(s)] &&
		(strings.ToUpper(letters) == letters || letters == "PhD" || letters == "MPhil" || letters == "MSc" || letters == "BSc" || letters == "EdD")
}

// agencies are news agencies as they sign, in lower case.
var agencies = lines(`ap|associated press|the associated press|reuters|afp|agence france-presse|dpa|apa|efe|agencia efe|ansa|sid|kna|epd|pap|tass|тасс|ria|риа новости|
interfax|интерфакс|upi|ani|pti|press trust of india|ians|xinhua|新华社|kyodo|共同|共同通信|時事|時事通信|yonhap|연합뉴스|anp|belga|ntb|tt|ritzau|stt|lusa|mti|čtk|čtk|tasr|hina|tanjug|agerpres|bta|ukrinform|
anadolu|aa|dha|iha|ddp|ots|keystone-sda|sda|ats|press association|pa media|pa|aap|canadian press|the canadian press|cnn|bbc|bloomberg|europa press|ap/reuters|antara|bernama|中央社|中新社|新華社`)

func lines(list string) map[string]bool {
	m := map[string]bool{}
	for name := range strings.SplitSeq(list, "|") {
		m[strings.TrimSpace(name)] = true
	}
	return m
}

// particles are the words in names that are written small.
var particles = set("de del della di da das do dos du des la le el al ul bin ibn bint van von vom zu zur zum der den ter ten te af av y e i san und d'")

// notNames are words that, like deskWords, no name of a person has: roles, dates, and the words around bylines.
var notNames = set(`by name admin administrator editor redaktor correspondent correspondents reporter reporters journalist journaliste periodista
	giornalista dziennikarz журналист корреспондент korrespondent chief news agency contributor contributors writer writers
	columnist guest anonymous unknown webmaster web online magazine website published report reports service services updated
	posted senior today yesterday minutes hours ago share facebook twitter follow subscribe http https com www comments kommentare
	keine categories category january february march april june july august september october november december source quelle
	expert experts автор фото video foto photo image bild bilder view full profile bio skip sign log out letzte aktualisierung
	stand article content digital author's author’s about articles profil managing executive deputy director producer photographer
	fotograf multimedia special correspondance envoyé enviado inviato 编辑 記者 记者 author authors autor autora autorin autore auteur
	verfasser publisher editor-at-large reviewed posts`)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}
