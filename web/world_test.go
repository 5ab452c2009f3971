package web_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"parallax/news"
)

// noon is when the invented world of these tests is looked at.
var noon = time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)

// outlets of the invented world: ID, name, country, language.
var outlets = [][4]string{
	{"harbourpost.example", "The Harbour Post", "GB", "en"},
	{"tidewater.example", "Tidewater Ledger", "US", "en"},
	{"lephare.example", "Le Phare", "FR", "fr"},
	{"mirador.example", "El Mirador", "ES", "es"},
	{"hafenbote.example", "Der Hafenbote", "DE", "de"},
	{"corrieredelmare.example", "Corriere del Mare", "IT", "it"},
	{"mayak.example", "Маяк", "RU", "ru"},
	{"almanara.example", "المنارة", "EG", "ar"},
	{"hamigdalor.example", "המגדלור", "IL", "he"},
	{"todai.example", "灯台新聞", "JP", "ja"},
	{"dipstambh.example", "दीपस्तंभ", "IN", "hi"},
	{"deungdae.example", "등대일보", "KR", "ko"},
	{"prapakhan.example", "ประภาคาร", "TH", "th"},
	{"dengta.example", "灯塔时报", "CN", "zh"},
}

// told is one article of the world, written short.
type told struct {
	incident, outlet string
	hours            float64 // before noon
	title, lead      string
	posts            []string
	copyOf           string
}

var tellings = []told{
	{"ferry", "corrieredelmare.example", 30, "Scontro tra traghetto e mercantile nello Stretto, quaranta feriti",
		"Il traghetto Aurelia con 312 persone a bordo è stato urtato nella nebbia poco dopo le sei.", []string{"2030001", "2030002"}, ""},
	{"ferry", "lephare.example", 29, "Collision en mer dans le détroit de Messine : 312 passagers évacués",
		"Le ferry Aurelia a été heurté par un cargo dans une brume épaisse, peu après six heures.", []string{"2030001"}, ""},
	{"ferry", "harbourpost.example", 28.5, "Ferry carrying 312 struck by cargo ship off Messina",
		"All passengers of the Aurelia were brought ashore by noon, the coast guard said; forty were treated for injuries.", []string{"2030001", "2030002"}, ""},
	{"ferry", "tidewater.example", 27, "Cargo ship hits ferry in Strait of Messina fog", "Forty people were hurt.", nil, ""},
	{"ferry", "mirador.example", 27.5, "Un carguero embiste a un ferri con 312 personas en el estrecho de Mesina",
		"La guardia costera evacuó a todos los pasajeros antes del mediodía.", []string{"2030001"}, ""},
	{"ferry", "hafenbote.example", 26, "Frachter rammt Fähre vor Messina – Kapitän berichtet von dichtem Nebel",
		"An Bord der Aurelia waren 312 Menschen. Die Küstenwache holte alle von Bord.", []string{"2030002"}, ""},
	{"ferry", "mayak.example", 25, "В Мессинском проливе сухогруз протаранил паром: 40 пострадавших", "На борту «Аурелии» находились 312 человек.", nil, ""},
	{"ferry", "almanara.example", 24, "تصادم عبّارة وسفينة شحن في مضيق ميسينا وإجلاء 312 راكبًا",
		"قال خفر السواحل إن جميع ركاب العبّارة «أوريليا» نُقلوا إلى البر قبل الظهر.", []string{"2030001"}, ""},
	{"ferry", "hamigdalor.example", 23, "מעבורת ובה 312 נוסעים נפגעה מספינת משא במצר מסינה", "כל הנוסעים פונו עד הצהריים, ארבעים טופלו בפציעות.", []string{"2030001"}, ""},
	{"ferry", "todai.example", 22, "メッシーナ海峡でフェリーと貨物船が衝突、312人全員避難", "濃霧の中、午前6時すぎに衝突した。40人がけがの手当てを受けた。", nil, ""},
	{"ferry", "dipstambh.example", 21, "मेसीना जलडमरूमध्य में मालवाहक जहाज़ से टकराई नौका, 312 यात्री सुरक्षित", "तटरक्षक बल ने दोपहर तक सभी यात्रियों को बाहर निकाला।", nil, ""},
	{"ferry", "deungdae.example", 20, "메시나 해협서 여객선·화물선 충돌…승객 312명 전원 대피", "짙은 안개 속에서 오전 6시가 조금 넘어 충돌했다.", nil, ""},
	{"ferry", "prapakhan.example", 19, "เรือเฟอร์รีชนเรือสินค้าในช่องแคบเมสซีนา อพยพผู้โดยสาร 312 คน", "หน่วยยามฝั่งนำผู้โดยสารทั้งหมดขึ้นฝั่งก่อนเที่ยง", nil, ""},
	{"ferry", "dengta.example", 18, "墨西拿海峡渡轮与货轮相撞 312名乘客全部撤离", "事故发生在清晨六时许，当时海面大雾。", nil, ""},
	{"ferry", "harbourpost.example", 4, "Fog, a blind corner and eleven minutes: how the Aurelia was hit", "A reconstruction from the harbour radio.", []string{"2030001"}, ""},
	{"ferry", "tidewater.example", 28, "Ferry carrying 312 struck by cargo ship off Messina", "All passengers of the Aurelia were brought ashore by noon.", nil, "harbourpost.example"},
	{"dam", "dipstambh.example", 12, "बाँध में दरार के बाद नौ गाँव ख़ाली कराए गए", "ज़िला प्रशासन ने रात भर राहत अभियान चलाया।", nil, ""},
	{"dam", "harbourpost.example", 10, "Nine villages emptied after crack is found in hill dam", "Engineers lowered the reservoir by two metres overnight.", []string{"mastodon:social.example:77"}, ""},
	{"dam", "almanara.example", 9, "إخلاء تسع قرى بعد اكتشاف تصدّع في سد جبلي", "خفّض المهندسون منسوب الخزّان مترين خلال الليل.", []string{"mastodon:social.example:77"}, ""},
	{"dam", "hafenbote.example", 8, "Riss in der Staumauer: neun Dörfer geräumt", "", nil, ""},
	{"museum", "lephare.example", 6, "Vol au musée : trois esquisses disparues en plein jour", "Les voleurs seraient entrés par l’échafaudage.", nil, ""},
	{"museum", "mirador.example", 5, "Roban tres bocetos de un museo a plena luz del día", "", nil, ""},
	{"chess", "mayak.example", 3, "Шестнадцатилетняя шахматистка выиграла турнир в Бергене", "Решающая партия длилась семь часов.", []string{"youtube:abcdefghijk"}, ""},
	{"election", "todai.example", 2, "町長選、無効票が得票数を上回る", "選挙管理委員会は再投票を検討している。", nil, ""},
}

var embedded = map[string]news.Post{
	"2030001": {ID: "2030001", Platform: news.Twitter, URL: "https://twitter.com/gc_stretto/status/2030001", Author: "Guardia Costiera Stretto", Handle: "gc_stretto",
		Text: "Collisione nello Stretto alle 6.11. Tutti i 312 passeggeri dell’Aurelia sono in salvo. Seguiranno aggiornamenti.", Language: "it", Published: noon.Add(-31 * time.Hour)},
	"2030002": {ID: "2030002", Platform: news.Twitter, URL: "https://twitter.com/nadir_reyes/status/2030002", Author: "نادر رييس", Handle: "nadir_reyes",
		Text: "كنّا على متن العبّارة حين ظهر جدار من الحديد وسط الضباب. الجميع بخير والحمد لله.", Language: "ar", Published: noon.Add(-30 * time.Hour), Media: []string{"https://pbs.twimg.example/media/x.jpg"}},
	"mastodon:social.example:77": {ID: "mastodon:social.example:77", Platform: news.Mastodon, URL: "https://social.example/@hydro/77", Author: "Hydro Watch", Handle: "hydro@social.example",
		Text: "Seepage at the hill dam rose from 4 to 11 litres a second between midnight and three.\n\nWe have the graphs.", Language: "en", Published: noon.Add(-11 * time.Hour)},
	"youtube:abcdefghijk": {ID: "youtube:abcdefghijk", Platform: news.YouTube, Author: "Bergen Open", Text: "Final round, board 1", Language: "en", Published: noon.Add(-5 * time.Hour), DateOnly: true},
}

func articleID(t told, n int) string {
	return news.ArticleID(fmt.Sprintf("https://%s/%s-%d", t.outlet, t.incident, n))
}

// ferryStory is the story of the world's ferry and of the inquiry into what happened to it.
var ferryStory = news.StoryID(news.IncidentID("ferry"))

// storyWorld is the world and an inquiry that makes a story with one of its incidents.
func storyWorld() *memory {
	m := worldOf(append(slices.Clone(tellings),
		told{"inquiry", "harbourpost.example", 2, "Captain of the Aurelia tells inquiry that he had no pilot", "The first day of hearings in Messina.", nil, ""},
		told{"inquiry", "almanara.example", 1, "قبطان «أوريليا» أمام لجنة التحقيق: لم يكن معي مرشد", "اليوم الأول من جلسات الاستماع في ميسينا.", nil, ""}))
	m.merged["storyaway"] = ferryStory
	m.stories = map[string][]string{ferryStory: {news.IncidentID("ferry"), news.IncidentID("inquiry")}}
	return m
}

// world is 24 articles of 6 incidents in 13 languages.
func world() *memory { return worldOf(tellings) }

func worldOf(tellings []told) *memory {
	m := &memory{merged: map[string]string{"mergedaway": news.IncidentID("ferry")}}
	byID := map[string]news.Source{}
	for n, o := range outlets {
		source := news.Source{ID: o[0], Name: o[1], Host: "www." + o[0], Country: o[2], Language: o[3]}
		byID[o[0]] = source
		m.sources = append(m.sources, news.SourceHealth{Source: source, Feeds: []news.Feed{feedOf(source, n)}, Waiting: n % 3})
	}
	trouble := &m.sources[3]
	trouble.Failed = 1
	trouble.Problems = []news.Problem{{
		Source: trouble.ID, URL: "https://mirador.example/vacío", Stage: "extract", Reason: "no paragraph of text was found", Time: noon.Add(-time.Hour),
	}}
	firsts := map[string]string{}
	ids := map[string]string{} // by incident and outlet
	for n, t := range tellings {
		id := articleID(t, n)
		if ids[t.incident+t.outlet] == "" {
			ids[t.incident+t.outlet] = id
		}
		a := articleOf(t, byID[t.outlet], n)
		a.Incident = &news.Place{ID: news.IncidentID(t.incident), Evidence: evidenceOf(t, firsts[t.incident])}
		if firsts[t.incident] == "" {
			firsts[t.incident] = id
		}
		if t.copyOf != "" {
			a.CopyOf = ids[t.incident+t.copyOf]
		}
		m.articles = append(m.articles, a)
	}
	return m
}

func feedOf(s news.Source, n int) news.Feed {
	f := news.Feed{
		URL: "https://" + s.Host + "/rss.xml", Source: s.ID, Title: s.Name, Language: s.Language,
		LastFetch: noon.Add(-time.Duration(n) * time.Minute), LastSuccess: noon.Add(-time.Duration(n) * time.Minute), NextFetch: noon.Add(20 * time.Minute),
	}
	switch n {
	case 3:
		f.Failures, f.LastError = 4, "the host did not answer within 20 seconds"
		f.LastCause = news.Cause{Code: news.CauseSilence, Limit: 20}
	case 9:
		f.LastFetch, f.LastSuccess, f.NextFetch = time.Time{}, time.Time{}, time.Time{}
	}
	return f
}

func articleOf(t told, source news.Source, n int) news.Article {
	a := news.Article{
		ID: articleID(t, n), URL: fmt.Sprintf("https://%s/%s-%d", t.outlet, t.incident, n), Source: source, Title: t.title, Lead: t.lead,
		Language: source.Language, Confidence: .99, Authors: []string{"A. Reporter"}, Published: noon.Add(-time.Duration(t.hours * float64(time.Hour))),
		Fetched: noon.Add(-time.Duration((t.hours - .2) * float64(time.Hour))), Schema: news.SchemaVersion,
	}
	a.CanonicalURL = a.URL
	paragraphs := []string{t.title + ".", t.lead, "„" + t.title + "“"}
	a.Text = strings.Join(paragraphs, "\n\n")
	a.Blocks = []news.Block{{Type: news.BlockParagraph, Text: paragraphs[0]}}
	for _, id := range t.posts {
		a.Posts = append(a.Posts, embedded[id])
		a.Blocks = append(a.Blocks, news.Block{Type: news.BlockPost, Post: id})
	}
	a.Blocks = append(a.Blocks,
		news.Block{Type: news.BlockHeading, Text: paragraphs[0]},
		news.Block{Type: news.BlockParagraph, Text: paragraphs[1]},
		news.Block{Type: news.BlockQuote, Text: paragraphs[2]},
		news.Block{Type: news.BlockList, Text: "312\n40"})
	return a
}

func evidenceOf(t told, first string) []news.Evidence {
	if first == "" {
		return []news.Evidence{{Kind: news.EvidenceFounder, Weight: 1}}
	}
	out := []news.Evidence{
		{Kind: news.EvidenceNumber, Values: []string{"312", "40"}, Article: first, Weight: 1.5},
		{Kind: news.EvidenceName, Values: []string{"Aurelia", "Messina"}, Article: first, Weight: 3.25},
		{Kind: news.EvidenceTime, Values: []string{"1.5"}, Article: first, Weight: .5},
		{Kind: news.EvidenceQuote, Values: []string{"We lost the engine in the strait"}, Article: first, Weight: .75},
		{Kind: news.EvidenceOrganisation, Values: []string{"Coast Guard"}, Article: first, Weight: .25},
	}
	if len(t.posts) > 0 {
		out = append(out, news.Evidence{Kind: news.EvidencePost, Values: t.posts[:1], Article: first, Weight: 4})
	}
	return out
}
