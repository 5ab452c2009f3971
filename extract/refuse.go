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
var consentTitle = regexp.MustCompile(`(?i)^(?:before you continue|cookie (?:consent|settings|wall)|your (?:privacy|data)|we value your privacy|privacy (?:settings|center|gate)|consent|(?:we and our \d* ?partners|we care about your privacy)|le respect de votre vie privée|votre vie privée|valoramos su privacidad|la tua privacy|zustimmung|datenschutz-?einstellungen|cookie-einstellungen|gestion des cookies|vos choix|configuración de cookies|impostazioni (?:della )?privacy|privacy-instellingen|ustawienia prywatności)`)

// notArticle says why a page is none, "" where it may be one. It speaks up only where it can be sure: what it
// lets pass wrongly is a poor article, what it refuses wrongly is lost.
func (s *survey) notArticle(m *metadata, body []block, p news.Page) news.CauseCode {
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
	case text < 150 && (errorTitle.MatchString(title) || errorTitle.MatchString(s.topHeading())) || text < 60 && !m.claimed && !m.dated && s.says(errorWords):
		return news.CauseErrorPage
	case strings.HasPrefix(u.Hostname(), "consent.") || strings.HasPrefix(u.Hostname(), "privacy-gate.") ||
		text < 250 && (consentTitle.MatchString(title) || consentTitle.MatchString(s.topHeading()) || isConsent(body)) || len(body) == 0 && isConsent(s.blocks):
		return news.CauseConsent
	case text < 80 && s.says(robotWords):
		return news.CauseRobotCheck
	case text < 120 && s.endsWith(body, paywallWords), text > 0 && text < 60 && s.closed():
		return news.CausePaywall
	case text < 60 && s.isVideo(m, u):
		return news.CauseVideo
	case text < 40 && s.sendsOn():
		return news.CauseRedirection
	case text < 40 && s.says(scriptWords):
		return news.CauseScripts
	case text < 60 && isDoor(u):
		return news.CauseLoginPage
	case text == 0 && (len(body) > 0 || !s.listsHeadlines()):
		return ""
	case isRoot(u) && (text == 0 || s.isList(m, body, 3)):
		return news.CauseFrontPage
	case text == 0 || s.isList(m, body, 5):
		return news.CauseSectionPage
	}
	return ""
}

// refusals are the words for what notArticle finds.
var refusals = map[news.CauseCode]string{
	news.CauseErrorPage:   "error page",
	news.CauseConsent:     "consent wall",
	news.CauseRobotCheck:  "check for robots",
	news.CausePaywall:     "paywall stub",
	news.CauseVideo:       "video stub",
	news.CauseRedirection: "redirection",
	news.CauseScripts:     "needs scripts",
	news.CauseLoginPage:   "login page",
	news.CauseFrontPage:   "front page",
	news.CauseSectionPage: "section page",
}

// isDoor reports whether an address is that of a page to log in at.
func isDoor(u *url.URL) bool {
	for part := range strings.SplitSeq(strings.ToLower(u.Path), "/") {
		if doorPaths[strings.TrimSuffix(strings.TrimSuffix(part, ".php"), ".html")] {
			return true
		}
	}
	return false
}

var doorPaths = set("login log-in signin sign-in register signup sign-up anmelden anmeldung registrieren connexion inscription acceso registro entrar accedi registrazione inloggen logowanie rejestracja logga-in logg-inn giris вход")

// sendsOn reports whether a page has browsers go to another one at once.
func (s *survey) sendsOn() bool {
	for _, n := range s.metas {
		if strings.EqualFold(attr(n, "http-equiv"), "refresh") {
			wait, to, _ := strings.Cut(attr(n, "content"), ";")
			if wait = strings.TrimSpace(wait); len(wait) == 1 && wait <= "5" && strings.Contains(strings.ToLower(to), "url") {
				return true
			}
		}
	}
	return false
}

// topHeading is the first h1.
func (s *survey) topHeading() string {
	if len(s.headings) == 0 {
		return ""
	}
	return tidy(visible(s.headings[0]))
}

// isRoot reports whether an address is that of a front page: no path, or one that names a language or the index alone.
func isRoot(u *url.URL) bool {
	path := strings.Trim(strings.ToLower(u.Path), "/")
	region := len(path) == 5 && (path[2] == '-' || path[2] == '_') // "pt-br"
	return path == "" || len(path) == 2 || region || rootPages[path]
}

var rootPages = set("index index.html index.htm index.php default.aspx home home.html start startseite")

// says reports whether a short line of the page has one of the stems.
func (s *survey) says(words []string) bool {
	for i := range s.blocks {
		if b := &s.blocks[i]; b.embed == nil && b.words > 1 && b.words < 60 && mentions(b.text, words) >= 0 {
			return true
		}
	}
	return false
}

// endsWith reports whether one of the stems stands in the body or in the few lines after it: outlets offer their
// subscription at the head of every page.
func (s *survey) endsWith(body []block, words []string) bool {
	const few = 8
	last := -1
	for i := range s.blocks {
		if len(body) > 0 && s.same(&s.blocks[i], &body[len(body)-1]) {
			last = i
		}
	}
	for i := max(0, last-len(body)); i < len(s.blocks) && i <= last+few; i++ {
		if b := &s.blocks[i]; b.embed == nil && b.words > 1 && b.words < 60 && mentions(b.text, words) >= 0 {
			return true
		}
	}
	return false
}

// closed reports whether JSON-LD says that the article must be paid for.
func (s *survey) closed() bool {
	for _, data := range s.data {
		if i := strings.Index(data, "\"isAccessibleForFree\""); i >= 0 {
			value := strings.ToLower(data[i+len("\"isAccessibleForFree\""):])
			value = strings.TrimLeft(value[:min(len(value), 20)], " \":\n\t")
			if strings.HasPrefix(value, "false") {
				return true
			}
		}
	}
	return false
}

// isVideo reports whether a page calls itself a video and no article.
func (s *survey) isVideo(m *metadata, u *url.URL) bool {
	if strings.HasPrefix(m.kind, "video") {
		return true
	}
	if m.claimed {
		return false
	}
	for _, data := range s.data {
		if strings.Contains(data, "\"VideoObject\"") {
			return true
		}
	}
	for _, part := range strings.Split(strings.ToLower(u.Path), "/") {
		if videoPaths[part] {
			return true
		}
	}
	return false
}

var videoPaths = set("video videos videa vidéo vidéos wideo watch tv mediathek bideo filmy")

// isConsent reports whether most of what was taken for a body speaks of cookies and consent.
func isConsent(body []block) bool {
	all, about := 0, 0
	for i := range body {
		if b := &body[i]; b.embed == nil && b.words > 5 {
			all += b.words
			if mentions(b.text, consentWords) >= 0 {
				about += b.words
			}
		}
	}
	return all > 0 && about*3 >= all*2
}

// What pages say that are no article, in small letters, in the larger languages of the press.
var (
	errorWords = stems(`page you requested could not be found|page you were looking for|page you are looking for|page you're looking for|page cannot be found|page can't be found|page could not be found|this page doesn't exist|this page does not exist|
requested page|gesuchte seite|seite wurde nicht gefunden|seite existiert nicht|seite konnte nicht gefunden|page demandée|page que vous cherchez|page que vous recherchez|cette page n'existe|cette page n’existe|página que busca|página que está buscando|página no existe|
página solicitada|página que procura|página não existe|pagina che cerchi|pagina richiesta|pagina non esiste|pagina die je zoekt|pagina die u zoekt|pagina bestaat niet|strona, której szukasz|strona nie istnieje|nie można znaleźć|sidan du söker|sidan finns inte|siden du leter|siden du leder|sivua ei löyty|
запрашиваемая страница|страница не найдена|страницы не существует|сторінку не знайдено|страницата не е намерена|η σελίδα δεν βρέθηκε|aradığınız sayfa|sayfa bulunamadı|الصفحة التي تبحث|الصفحة غير موجودة|הדף שחיפשת|ページは見つかりません|ページが見つかりません|页面不存在|頁面不存在|您访问的页面|페이지를 찾을 수 없습니다|
unavailable due to legal reasons|unavailable in your region|not available in your region|not available in your country|unavailable for legal reasons`)
	scriptWords = stems(`need to enable javascript|please enable javascript|javascript is disabled|javascript is required|requires javascript|aktivieren sie javascript|javascript aktivieren|activer javascript|habilite javascript|active javascript|attivare javascript|включите javascript|javascriptを有効`)
	robotWords  = stems(`enable javascript and cookies to continue|checking your browser|verify you are human|verifying you are human|are you a robot|you are a human|unusual traffic|please complete the security check|
pardon our interruption|press & hold to confirm|bestätigen sie, dass sie ein mensch|vérifiez que vous êtes humain|no soy un robot|подтвердите, что вы не робот|access to this page has been denied`)
	paywallWords = stems(`subscribe to continue reading|subscribe to read|subscribe now to read|subscribe to keep reading|continue reading with a subscription|for subscribers only|subscribers only|already a subscriber|
this article is for subscribers|to read the full article|to read the full story|register to continue|log in to continue reading|sign in to read|weiterlesen mit|jetzt weiterlesen|diesen artikel weiterlesen|mit abo weiterlesen|exklusiv für abonnenten|
nur für abonnenten|für abonnenten|réservé aux abonnés|réservée aux abonnés|article abonné|abonnez-vous pour lire|pour lire la suite|suscríbete para|solo para suscriptores|exclusivo para suscriptores|exclusivo para assinantes|assine para continuar|
per gli abbonati|riservato agli abbonati|abbonati per leggere|alleen voor abonnees|lees verder met|artykuł dostępny dla|aby przeczytać cały|dla prenumeratorów|för prenumeranter|for abonnenter|kun for abonnenter|vain tilaajille|låst artikel|logga in för att läsa|bare for abonnenter|tylko dla subskrybentów|tylko dla prenumeratorów|dostęp do treści jest płatny|только для подписчиков|доступно по подписке|оформите подписку|тільки для передплатників|само за абонати|μόνο για συνδρομητές|abonelere özel|للمشتركين فقط|למנויים בלבד|会員限定|有料会員|この記事は会員|订阅后阅读|訂閱後|구독자 전용|유료회원`)
	consentWords = stems(`cookie|our partners|your consent|unseren partnern|unsere partner|einwilligung|vos données|nos partenaires|consentement|nuestros socios|consentimiento|i nostri partner|consenso|onze partners|toestemming|naszymi partnerami|zgod|
согласи|куки|samtycke|samtykke|suostumus|partenerii noștri|çerez|συγκατάθεση|ملفات تعريف الارتباط|העוגיות|クッキー|쿠키`)
)
