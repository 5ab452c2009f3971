package extract

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"parallax/news"
)

// headlinesOfADay are what the lists below list: headlines with the first sentence of each story.
var headlinesOfADay = [][2]string{
	{"Ferry drifts for forty minutes in fog", "The harbour ferry Alma lost power in thick fog on Tuesday evening, and a tug reached her only after forty minutes."},
	{"Inspectors find that no log was kept", "The papers of the generator end in March, the inspectors write, and nobody on board could say why that is so."},
	{"Fog to stay over the coast until Friday", "The weather service expects no wind before the end of the week, and warns of fog in the early mornings."},
	{"New tug for the outer harbour ordered", "The authority has ordered a second tug, which is to be stationed by the mole from the spring onwards."},
	{"Fishermen ask for a horn on the mole", "A horn on the eastern mole would have told the Alma where she was, the fishermen of Greyhaven say."},
	{"Swing bridge closed for a whole week", "The swing bridge will not open to road traffic until its bearings have been seen to, the council said."},
	{"School choir wins the cup of the islands", "Forty children from the harbour school sang against nine other choirs, and were asked for an encore."},
	{"Herring is back in the outer basin", "After eleven years without a catch worth the name, the boats came home with full holds on Monday."},
}

// list is a list of stories, each as layout has it: %[1]s is the headline, %[2]s the sentence, %[3]d a number.
func list(layout string) string {
	var b strings.Builder
	for i, h := range headlinesOfADay {
		fmt.Fprintf(&b, layout, h[0], h[1], i)
	}
	return b.String()
}

// story is the text of an article.
func story() string {
	return "<p>" + strings.Join([]string{
		"Nobody on the quay had seen the ferry leave, and nobody saw her come back, for the fog stood over the basin like a wall.",
		"The harbour master heard her first: a bell, three strokes, then nothing, then three strokes again, somewhere off the mole.",
		"He sent out the tug with two men, a lamp and the old chart, and told them to keep the engine slow and their ears open.",
		"Forty minutes later they had her on the line, with all of her passengers on the upper deck, singing to keep warm.",
		"What had gone wrong will be for the inspectors to say, who took the log and the keys with them on the same evening.",
	}, "</p><p>") + "</p>"
}

const furniture = `<nav><ul><li><a href="/">Home</a></li><li><a href="/ships">Ships</a></li><li><a href="/harbour">Harbour</a></li></ul></nav>`

func document(head, body string) []byte {
	return []byte(`<!DOCTYPE html><html><head>` + head + `</head><body>` + furniture + body + `<footer><p>© The Ledger</p></footer></body></html>`)
}

// TestWhatPagesAre gives pages of many kinds and the reasons why they are no article: "" for those that are one.
func TestWhatPagesAre(t *testing.T) {
	const (
		teaser  = `<div class="item"><h3><a href="/n/%[3]d">%[1]s</a></h3><p>%[2]s</p></div>`
		dated   = `<article><h3><a href="/n/%[3]d">%[1]s</a></h3><time datetime="2025-11-0%[3]dT10:00:00Z">10:00</time><p>%[2]s</p></article>`
		microd  = `<div itemscope itemtype="https://schema.org/NewsArticle"><h3 itemprop="headline"><a href="/n/%[3]d">%[1]s</a></h3><meta itemprop="datePublished" content="2025-11-0%[3]dT10:00:00Z"><p itemprop="description">%[2]s</p></div>`
		bare    = `<li><a href="/n/%[3]d">%[1]s</a></li>`
		around  = `<a class="card" href="/n/%[3]d"><h3>%[1]s</h3><p>%[2]s</p></a>`
		below   = `<div class="card"><p>%[2]s</p><h4><a href="/n/%[3]d">%[1]s</a></h4></div>`
		site    = `<title>The Greyhaven Ledger</title><meta property="og:type" content="website">`
		ships   = `<title>Ships - The Ledger</title>`
		article = `<title>Ferry drifts in fog - The Ledger</title><meta property="og:type" content="article"><meta property="article:published_time" content="2025-11-04T20:00:00Z">`
		locked  = `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry drifts in fog","isAccessibleForFree":false}</script>`
	)
	first := "<p>" + headlinesOfADay[0][1] + "</p>"
	for _, c := range []struct{ name, address, head, body, want string }{
		{"front page of teasers", "/", site, list(teaser), "front page"},
		{"front page of dated teasers", "/", site, list(dated), "front page"},
		{"front page with microdata", "/", site, list(microd), "front page"},
		{"front page of headlines alone", "/", site, "<ul>" + list(bare) + "</ul>", "front page"},
		{"front page whose cards are links", "/", site, list(around), "front page"},
		{"front page with the headline below", "/", site, list(below), "front page"},
		{"front page that lists its articles", "/", site + `<script type="application/ld+json">{"@type":"ItemList","itemListElement":[{"@type":"ListItem","item":{"@type":"NewsArticle","headline":"x"}}]}</script>`, list(teaser), "front page"},
		{"front page that says when it was made", "/", site + `<script type="application/ld+json">{"@graph":[{"@type":"WebPage","datePublished":"2019-11-04T20:00:00Z","name":"The Ledger"}]}</script>`, list(teaser), "front page"},
		{"front page in a language", "/pt-br/", site, list(teaser), "front page"},
		{"section page", "/ships/", ships, "<h1>Ships</h1>" + list(teaser), "section page"},
		{"section page of dated teasers", "/ships/", ships, "<h1>Ships</h1>" + list(dated), "section page"},
		{"section page with microdata", "/ships/", ships, "<h1>Ships</h1>" + list(microd), "section page"},
		{"section page whose cards are links", "/ships/", ships, "<h1>Ships</h1>" + list(around), "section page"},
		{"section page of headlines alone", "/ships/", ships, "<h1>Ships</h1><ul>" + list(bare) + "</ul>", "section page"},
		{"section page that says what it is", "/ships/", ships + `<script type="application/ld+json">{"@type":"CollectionPage","name":"Ships"}</script>`, "<h1>Ships</h1>" + first + list(below), "section page"},
		{"results of a search", "/search?q=fog", "<title>fog - The Ledger</title>" + `<script type="application/ld+json">{"@type":"SearchResultsPage"}</script>`, list(dated), "section page"},
		{"an author's page", "/author/odile-marsh", "<title>Odile Marsh</title>" + `<script type="application/ld+json">{"@type":"ProfilePage","mainEntity":{"@type":"Person","name":"Odile Marsh"}}</script>`, "<h1>Odile Marsh</h1><p>Odile Marsh writes on ships and the sea, and has done so since 2009.</p>" + list(dated), "section page"},
		{"an article", "/n/1", article, "<article><h1>Ferry drifts in fog</h1>" + story() + "</article>", ""},
		{"an article above a long list", "/n/1", article, "<article><h1>Ferry drifts in fog</h1>" + first + first[:60] + "</p></article><h2>More</h2>" + list(teaser), ""},
		{"an article without any markup above a long list", "/n/1", "<title>Ferry drifts in fog</title>", "<h1>Ferry drifts in fog</h1>" + story() + "<h2>More</h2>" + list(teaser), ""},
		{"a digest of the day", "/n/1", article, "<article><h1>What happened today</h1>" + list(`<h3><a href="/n/%[3]d">%[1]s</a></h3><p>%[2]s</p>`) + "</article>", ""},
		{"an article with links between its paragraphs", "/n/1", "<title>Ferry drifts in fog</title>", "<h1>Ferry drifts in fog</h1>" + strings.ReplaceAll(story(), "</p>", `</p><p>See also: <a href="/n/2">Fishermen ask for a horn on the mole</a></p>`), ""},
		{"an article on the front page's address", "/", article + `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry drifts in fog"}</script>`, "<article><h1>Ferry drifts in fog</h1>" + story() + "</article>", ""},

		{"page not found", "/n/9", "<title>Page not found - The Ledger</title>", "<h1>Oops!</h1><p>The page that you were looking for isn't here any more.</p>" + list(bare), "error page"},
		{"page not found, in French", "/n/9", "<title>Le Grand Livre</title>", "<h1>Page introuvable</h1><p>Cette page n'existe pas ou plus.</p>", "error page"},
		{"page not found, as the text says", "/n/9", "<title>The Ledger</title>", "<h2>Sorry</h2><p>The page you requested could not be found.</p><p>Try the search, or go back to the front page.</p>", "error page"},
		{"page not found, in Japanese", "/n/9", "<title>港新聞</title>", "<h1>お探しのページは見つかりませんでした</h1><p>移動または削除された可能性があります。</p>", "error page"},
		{"page not found, in Russian", "/n/9", "<title>Портовая газета</title>", "<h1>404</h1><p>Запрашиваемая страница не найдена.</p>", "error page"},
		{"page not found, in Spanish", "/n/9", "<title>El Diario del Puerto</title>", "<h1>Lo sentimos</h1><p>La página que busca no existe o ha sido movida.</p>", "error page"},
		{"not to be had in a country", "/n/9", "<title>451: Unavailable due to legal reasons</title>", "<h1>451: Unavailable due to legal reasons</h1><p>We recognize you are attempting to access this website from a country belonging to the European Economic Area.</p>", "error page"},
		{"an article about pages not found", "/n/1", "<title>Page not found: how a library lost its catalogue - The Ledger</title>", "<h1>Page not found: how a library lost its catalogue</h1>" + story() + story(), ""},

		{"a wall that asks for consent", "/n/1", "<title>The Ledger</title>", "<h1>We and our 842 partners value your privacy</h1><p>We and our partners store and access information on a device, such as cookies, and process personal data with your consent.</p><p>You can withdraw your consent at any time in our cookie settings.</p><button>Accept all</button>", "consent wall"},
		{"the same in German", "/n/1", "<title>Hafenbote</title>", "<h1>Willkommen</h1><p>Wir und unsere 842 Partner nutzen Cookies und brauchen dafür Ihre Einwilligung.</p><p>Ihre Einwilligung können Sie jederzeit in den Cookie-Einstellungen widerrufen.</p>", "consent wall"},
		{"the same in French", "/n/1", "<title>Le Grand Livre</title>", "<h1>Le respect de votre vie privée est notre priorité</h1><p>Avec votre consentement, nos partenaires et nous utilisons des cookies pour stocker et consulter vos données personnelles.</p>", "consent wall"},
		{"pay or consent", "/n/1", "<title>Hafenbote</title>", "<h2>Mit Werbung lesen oder Pur-Abo abschließen</h2><p>Mit Ihrer Einwilligung nutzen wir und unsere Partner Cookies, um Ihnen Werbung zu zeigen.</p><p>Oder lesen Sie ohne Tracking mit dem Pur-Abo für 2,99 Euro im Monat, ganz ohne Einwilligung in Cookies.</p>", "consent wall"},

		{"the beginning of what must be paid for", "/n/1", article, "<article><h1>Ferry drifts in fog</h1>" + first + "<div class=wall><h3>This article is for subscribers only</h3><p>Four weeks for one crown.</p></div></article>", "paywall stub"},
		{"the same in Norwegian", "/n/1", article, "<article><h1>Ferge drev i tåke</h1><p>Havnefergen Alma mistet strømmen i tett tåke tirsdag kveld.</p><p>Denne saken er for abonnenter. Logg inn eller kjøp abonnement.</p></article>", "paywall stub"},
		{"the same in Swedish", "/n/1", article, "<article><h1>Färja drev i dimma</h1><p>Hamnfärjan Alma tappade kraften i tät dimma på tisdagskvällen.</p><p>Det här är en låst artikel. Logga in som prenumerant för att läsa vidare.</p></article>", "paywall stub"},
		{"the same in Spanish", "/n/1", article, "<article><h1>Un ferry a la deriva</h1><p>El ferry Alma se quedó sin energía en una densa niebla el martes por la noche.</p><p>Contenido exclusivo para suscriptores. Suscríbete para seguir leyendo.</p></article>", "paywall stub"},
		{"the same in Polish", "/n/1", article, "<article><h1>Prom dryfował we mgle</h1><p>Prom Alma stracił zasilanie w gęstej mgle we wtorek wieczorem.</p><p>Dostęp do treści jest płatny. Ten artykuł jest dostępny tylko dla subskrybentów.</p></article>", "paywall stub"},
		{"what must be paid for, by its markup", "/n/1", article + locked, "<article><h1>Ferry drifts in fog</h1>" + first + "</article>", "paywall stub"},
		{"what must be paid for, and is here", "/n/1", article + locked, "<article><h1>Ferry drifts in fog</h1>" + story() + "</article>", ""},
		{"what must be paid for, and stands in the markup", "/n/1", article + `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry drifts in fog","isAccessibleForFree":false,"articleBody":"` + strings.ReplaceAll(story()+story(), `"`, `\"`) + `"}</script>`,
			"<article><h1>Ferry drifts in fog</h1>" + first + "<p>Subscribe to read the full story.</p></article>", ""},

		{"a video with a line below it", "/video/alma", `<title>Watch: Alma drifts</title><meta property="og:type" content="video.other">`, "<h1>Watch: Alma drifts</h1><video src=v.mp4></video><p>Passengers filmed the ferry as she drifted past the mole.</p>", "video stub"},
		{"a player page that calls itself an article", "/watch/alma", `<title>Watch: Alma drifts</title><meta property="og:type" content="article"><script type="application/ld+json">{"@type":"VideoObject","name":"Alma drifts"}</script>`, "<h1>Watch: Alma drifts</h1><div class=player><iframe src=/embed/1></iframe></div><p>Passengers filmed the ferry as she drifted past the mole.</p>", "video stub"},
		{"a report on a video", "/n/1", article + `<script type="application/ld+json">[{"@type":"NewsArticle","headline":"x"},{"@type":"VideoObject","name":"x"}]</script>`, "<article><h1>Ferry drifts in fog</h1><video src=v.mp4></video>" + story() + "</article>", ""},
		{"a check for robots", "/n/1", "<title>ledger.example</title>", "<h2>Checking if the site connection is secure</h2><p>Enable JavaScript and cookies to continue</p>", "check for robots"},
		{"a page for browsers with scripts", "/n/1", "<title>The Ledger</title>", "<p>You need to enable JavaScript to run this app.</p>", "needs scripts"},
		{"a page that sends on", "/n/1", "<title>Redirecting…</title><meta http-equiv=refresh content='0; url=/n/2'>", "<p>You are being redirected. If nothing happens, <a href=/n/2>click here</a>.</p>", "redirection"},
		{"a door", "/login", "<title>Log in - The Ledger</title>", "<h1>Log in</h1><form><p>Email address</p><input name=email><p>Password</p><input type=password></form><p>Forgot your password? We will send you a link.</p>", "login page"},
	} {
		t.Run(c.name, func(t *testing.T) {
			address := "https://ledger.example" + c.address
			a, err := Article(news.Page{URL: address, FinalURL: address, Status: 200, ContentType: "text/html", Body: document(c.head, c.body)})
			got := ""
			var not *NotArticle
			if errors.As(err, &not) {
				got = not.Reason
			}
			if got != c.want {
				t.Errorf("%q, want %q; text: %s", got, c.want, cut(a.Text, 200))
			}
		})
	}
}
