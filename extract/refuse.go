package extract

import (
	"net/url"
	"regexp"
	"strings"

	"parallax/news"
)

// errorTitle begins the titles of pages that a server sends instead of what was asked for, in the larger
// languages of the press; with status 200 more often than not.
var errorTitle = regexp.MustCompile(`(?i)^(?:(?:error )?(?:403|404|410|500|502|503)(?:[ :\-–|.!]|$)|page not found|not found|file not found|access denied|forbidden|just a moment|attention required|are you a robot|service unavailable|bad gateway|internal server error|site (?:is )?under maintenance|seite nicht gefunden|fehler 404|page (?:non trouvée|introuvable|inexistante)|erreur 404|página no encontrada|pagina no encontrada|error 404|página não encontrada|pagina non trovata|errore 404|pagina niet gevonden|strona nie (?:została )?(?:znaleziona|istnieje)|nie znaleziono|страница не найдена|ошибка 404|сторінку не знайдено|sayfa bulunamadı|sidan (?:kunde inte hittas|hittades inte)|siden (?:ble|blev) ikke funnet|η σελίδα δεν βρέθηκε|הדף לא נמצא|الصفحة غير موجودة|页面不存在|找不到网页|您访问的页面|ページが見つかりません|페이지를 찾을 수 없습니다)`)

// consentTitle begins the titles of pages that ask for consent before they show anything.
var consentTitle = regexp.MustCompile(`(?i)^(?:before you continue|cookie (?:consent|settings|wall)|your (?:privacy|data)|we value your privacy|privacy (?:settings|center|gate)|consent|zustimmung|datenschutz-?einstellungen|cookie-einstellungen|gestion des cookies|vos choix|configuración de cookies|impostazioni (?:della )?privacy|privacy-instellingen|ustawienia prywatności)`)

// notArticle says why a page is none, "" where it may be one. It speaks up only where it can be sure: what it
// lets pass wrongly is a poor article, what it refuses wrongly is lost.
func (s *survey) notArticle(m *metadata, body []block, p news.Page) string {
	text := 0
	for i := range body {
		text += body[i].words
	}
	u, err := url.Parse(first(p.FinalURL, p.URL))
	if err != nil {
		u = &url.URL{}
	}
	title := first(s.title, m.title)
	switch {
	case text < 150 && errorTitle.MatchString(title):
		return "error page"
	case strings.HasPrefix(u.Hostname(), "consent.") || strings.HasPrefix(u.Hostname(), "privacy-gate.") ||
		text < 250 && consentTitle.MatchString(title):
		return "consent wall"
	case text == 0:
		return ""
	case strings.Trim(u.Path, "/") == "" && s.isList(m, body, 3):
		return "front page"
	case s.isList(m, body, 5):
		return "section page"
	}
	return ""
}

// isList reports whether a page is a list of at least so many other pages: nothing on it claims to be an article, and most of
// what was taken for its body are short pieces that each follow a linked headline, as many others on the page do.
func (s *survey) isList(m *metadata, body []block, teasing int) bool {
	if m.claimed || m.dated || strings.HasPrefix(m.kind, "article") {
		return false
	}
	pieces := map[string]bool{}
	for i := range body {
		b := &body[i]
		if b.embed != nil || b.isLinkedHeadline() {
			continue
		}
		if b.words > longestTeaser {
			return false
		}
		pieces[b.text] = true
	}
	teasers, ofBody, adjacent := 0, 0, 0
	for i := range s.blocks {
		b := &s.blocks[i]
		if b.words < 5 || b.words > longestTeaser || b.linked*2 > b.words {
			continue
		}
		follows := i > 0 && s.blocks[i-1].isLinkedHeadline()
		if !follows && !(i > 1 && s.blocks[i-2].isLinkedHeadline()) {
			continue
		}
		teasers++
		if pieces[b.text] {
			ofBody++
			if follows {
				adjacent++
			}
		}
	}
	// One piece with a date between it and the headline is as well a notice whose title links to itself.
	return teasers >= teasing && (ofBody > 1 || adjacent > 0) && ofBody*3 >= len(pieces)*2
}

// longestTeaser is how many words the teasers of other pages have at most.
const longestTeaser = 80

func (b *block) isLinkedHeadline() bool { return b.words >= 3 && b.linked*5 >= b.words*4 }
