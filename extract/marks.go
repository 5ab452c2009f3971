package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// marks is the set of what an element's tag, class, id and role say of its contents.
type marks uint64

const (
	markArticle marks = 1 << iota // article element
	markMain
	markNav
	markHeader
	markFooter
	markAside
	markForm
	markFigure
	markTable
	markList
	markSection
	markBody // itemprop=articleBody, or a class that only bodies have
	markContent
	markComment
	markRelated
	markShare
	markNewsletter
	markAd
	markSidebar
	markTags
	markByline
	markDate
	markCaption
	markConsent
	markModal
	markHeadline
	markLead
	markTeaser
	markPaywall
	markHidden
	markWidget
	markCopyright
	markGallery
	markBreadcrumb
	markLogin
	markCorrection
	markSubhead
	markQuote
	markPromo
	markInfobox
)

// vocabulary says which parts of class names and ids mean what. A part is found at the start of a word of
// the name ("related-posts", "relatedPosts" and "js_related" have the word "related").
var vocabulary = []struct {
	mark  marks
	words string
}{
	{markBody, "articlebody entrycontent postcontent storybody articletext articlecontent storycontent bodytext newstext fulltext postbody entrytext storytext maincontent textbody articlemain contentbody storycopy"},
	{markContent, "content text article story entry post body paragraph rich copy detail richtext prose page"},
	{markComment, "comment disqus reply replies respond discussion kommentar commentaire comentario komment forum fbcomments komentarz komentarze comentario comentarios commenti commentaires kommentare kommentarer kommentti reactie reacties yorum yorumlar hozzaszolas remark"},
	{markRelated, "related recommend more similar also read suggest popular trending latest mostread most viewed outbrain taboola zergnet next previous prev pagination pager recirc linked links seealso verwandt liste recent top zone bestof ranking relart relatedposts readmore readalso alsoread moreon relacionada relacionadas relacionados correlati correlate powiazane podobne zobacz"},
	{markShare, "share sharing social addthis sharedaddy facebook twitter whatsapp follow like likes print sociallinks bookmark teilen partager compartir condividi udostepnij"},
	{markNewsletter, "newsletter subscribe subscription signup abo mailchimp optin mailing email push notification"},
	{markAd, "ad ads adv advert advertisement advertising sponsor sponsored banner dfp anzeige werbung reklama gpt adslot adsbygoogle"},
	{markPromo, "promo promotion cta marketing affiliate shop product donate donation support campaign offer deal"},
	{markNav, "nav navigation menu navbar topnav submenu sitemap toolbar skip tabs tab"},
	{markBreadcrumb, "breadcrumb breadcrumbs crumb crumbs ariane"},
	{markFooter, "footer foot bottom colophon"},
	{markHeader, "header masthead topbar head"},
	{markSidebar, "sidebar side rail aside secondary right left column rightcol leftcol col1 col3"},
	{markTags, "tag tags topic topics keyword keywords category categories cat label labels etiquetas schlagwort schlagworte tagi emner"},
	{markByline, "byline author authors bio writer autor auteur verfasser contributor profile avatar journalist reporter signature skribent redaktor redactor redakcja periodista giornalista autore forfatter"},
	{markDate, "date time timestamp published dateline publish updated datetime meta info metadata postmeta"},
	{markCaption, "caption credit credits photo image img picture legend wp-caption media photographer copyright bildunterschrift foto thumb thumbnail figure podpis zdjecie didascalia legende leyenda bildtext bildtekst"},
	{markGallery, "gallery slideshow slider carousel slide lightbox galerie swiper video player"},
	{markConsent, "cookie cookies consent gdpr cmp onetrust didomi privacy cookiebar"},
	{markModal, "modal popup overlay dialog lightbox toast tooltip dropdown"},
	{markHeadline, "headline title titel titre h1 heading kicker dachzeile overline rubric"},
	{markSubhead, "subhead subheading subtitle subheadline zwischentitel intertitle crosshead"},
	{markLead, "lead lede standfirst summary intro dek deck excerpt teasertext description chapo chapeau sapo abstract vorspann strapline introduction sommario bajada entradilla zajawka ingress manchete sumario resumen"},
	{markTeaser, "teaser card cards tile promoitem listing item items feed grid river"},
	{markPaywall, "paywall premium piano regwall metered"},
	{markHidden, "hidden hide invisible sr screenreader visuallyhidden offscreen noprint"},
	{markWidget, "widget module block embed plugin poll quiz"},
	{markLogin, "login account register signin user"},
	{markCopyright, "copyright legal disclaimer terms license imprint impressum rights"},
	{markCorrection, "correction editorsnote note footnote footnotes references source sources"},
	{markQuote, "quote pullquote blockquote citation"},
	{markInfobox, "infobox factbox box fact facts aside sidebarbox background callout highlight bullet keypoint takeaways"},
}

// byWord is the vocabulary by its words, and outlines the lengths of those that begin with each pair of letters, a bit for
// each length: most words of names are in no vocabulary, which this tells without a look into the map.
var byWord, outlines = func() (words map[string]marks, lengths [32 * 32]uint32) {
	words = map[string]marks{}
	for _, v := range vocabulary {
		for _, word := range strings.Fields(v.words) {
			words[word] |= v.mark
			lengths[outlineOf(word)] |= 1 << len(word)
		}
	}
	return words, lengths
}()

func outlineOf[S []byte | string](word S) int { return int(word[0]&31)<<5 | int(word[1]&31) }

// wordMarks is what a word of the vocabulary means, 0 for any other.
func wordMarks(word []byte) marks {
	if len(word) < 2 || outlines[outlineOf(word)]>>len(word)&1 == 0 {
		return 0
	}
	return byWord[string(word)]
}

// marksOf is what a block-level element says of its contents.
func (w *walker) marksOf(n *html.Node, class string) marks {
	m := tagMarks(n.DataAtom)
	id := ""
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "id":
			id = a.Val
		case "itemprop":
			switch {
			case strings.EqualFold(a.Val, "articleBody"):
				m |= markBody
			case a.Val == "comment" || a.Val == "review":
				m |= markComment
			}
		case "role":
			m |= roleMarks(a.Val)
		case "hidden":
			m |= markHidden
		case "aria-hidden":
			if a.Val == "true" {
				m |= markHidden
			}
		case "style":
			if isHidingStyle(a.Val) {
				m |= markHidden
			}
		}
	}
	return m | w.named(class) | w.named(id)
}

// named looks a class attribute or an id up, once for each of its values on a page.
func (w *walker) named(name string) marks {
	if name == "" {
		return 0
	}
	m, known := w.marked[name]
	if !known {
		m = nameMarks(name)
		w.marked[name] = m
	}
	return m
}

// nameMarks is what a class attribute or an id says: by each of its words, and by each pair of neighbouring
// words ("article-body"). Words end at white space, at punctuation, and where a capital follows a small letter.
func nameMarks(name string) marks {
	if len(name) > 1000 {
		name = name[:1000]
	}
	var r nameReader
	for i := 0; i < len(name); i++ {
		switch c := name[i]; {
		case isSpaceByte(c):
			r.endWord()
			r.before = r.before[:0]
		case c == '-' || c == '_' || c == ':' || c == '.' || c == '/' || c == '(' || c == ')' || c == '|':
			r.endWord()
		case 'A' <= c && c <= 'Z':
			if i > 0 && 'a' <= name[i-1] && name[i-1] <= 'z' {
				r.endWord()
			}
			r.word = append(r.word, c|0x20)
		default:
			r.word = append(r.word, c)
		}
	}
	r.endWord()
	return r.marks
}

// A nameReader collects the marks of a name's words.
type nameReader struct {
	marks        marks
	word, before []byte // the current word and the one before it in the same class, in lower case
}

func (r *nameReader) endWord() {
	if len(r.word) == 0 {
		return
	}
	m := wordMarks(r.word)
	if n := len(r.word) - 1; m == 0 && n >= 4 && r.word[n] == 's' {
		r.word = r.word[:n]
		m = wordMarks(r.word)
	}
	r.marks |= m
	if len(r.before) > 0 {
		r.before = append(r.before, r.word...)
		r.marks |= wordMarks(r.before)
	}
	r.before, r.word = append(r.before[:0], r.word...), r.word[:0]
}

func tagMarks(tag atom.Atom) marks {
	switch tag {
	case atom.Article:
		return markArticle
	case atom.Main:
		return markMain
	case atom.Nav, atom.Menu:
		return markNav
	case atom.Header:
		return markHeader
	case atom.Footer:
		return markFooter
	case atom.Aside:
		return markAside
	case atom.Form, atom.Fieldset:
		return markForm
	case atom.Figure:
		return markFigure
	case atom.Figcaption:
		return markFigure | markCaption
	case atom.Table:
		return markTable
	case atom.Ul, atom.Ol, atom.Dl:
		return markList
	case atom.Section:
		return markSection
	}
	return 0
}

func roleMarks(role string) marks {
	switch role {
	case "navigation", "menu", "menubar", "tablist", "toolbar":
		return markNav
	case "banner":
		return markHeader
	case "contentinfo":
		return markFooter
	case "complementary":
		return markAside
	case "main":
		return markMain
	case "dialog", "alertdialog":
		return markModal
	case "search", "form":
		return markForm
	}
	return 0
}

func isHidingStyle(style string) bool {
	if len(style) < 11 || !strings.Contains(style, "none") && !strings.Contains(style, "hidden") {
		return false
	}
	style = strings.ReplaceAll(style, " ", "")
	return strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
}

// isByline reports whether a class attribute names the people who wrote an article.
func isByline(class string) bool {
	for i := range len(class) {
		switch class[i] {
		case 'u', 'y', 'a', 'w':
			for _, stem := range bylineStems {
				if strings.HasPrefix(class[i:], stem) {
					return true
				}
			}
		}
	}
	return false
}

// bylineStems are parts of such classes.
var bylineStems = [...]string{"uthor", "yline", "autor", "auteur", "writer"}
