package incident_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"parallax/incident"
	"parallax/news"
)

var start = time.Date(2026, 3, 10, 8, 0, 0, 0, time.UTC)

// Reports of one collision in three languages, and of something else.
var (
	ferryEnglish = news.Article{ID: "en", Language: "en", Published: start, Title: "Ferry Aurelia Celeste hits pier in Messina",
		Text: "The Italian ferry Aurelia Celeste struck a pier in Messina on 10 March, injuring 47 of its 612 passengers. Captain Enzo Scalfaro blamed a rudder. " +
			"Coast guard officer Livia Bordone said divers would inspect the hull. The ship sails between Messina and Villa San Giovanni in Italy."}
	ferryFrench = news.Article{ID: "fr", Language: "fr", Published: start.Add(2 * time.Hour), Title: "Messine : un ferry heurte un quai",
		Text: "Le ferry italien Aurelia Celeste a heurté un quai à Messine le 10 mars ; 47 de ses 612 passagers sont blessés. Le capitaine Enzo Scalfaro accuse le gouvernail. " +
			"Pour Livia Bordone, des garde-côtes, des plongeurs inspecteront la coque. Le navire relie Messine à Villa San Giovanni, en Italie."}
	ferryRussian = news.Article{ID: "ru", Language: "ru", Published: start.Add(5 * time.Hour), Title: "В Мессине паром врезался в причал",
		Text: "Итальянский паром «Аурелия Челесте» 10 марта врезался в причал в Мессине, пострадали 47 из 612 пассажиров. Капитан Энцо Скальфаро винит руль. " +
			"Ливия Бордоне из береговой охраны Италии сообщила, что корпус осмотрят водолазы. Судно ходит между Мессиной и Вилла-Сан-Джованни."}
	budget = news.Article{ID: "budget", Language: "en", Published: start.Add(3 * time.Hour), Title: "Council in Rotterdam passes budget",
		Text: "The Dutch city of Rotterdam will spend 890 million euros on its harbour after a vote on Tuesday. Alderman Joost Verhaegen called the plan sober, while Anouk Terpstra of the opposition walked out."}
)

func TestReportsOfOneIncidentJoinAcrossLanguagesAndScripts(t *testing.T) {
	g := incident.New(incident.Options{})
	want := g.File(ferryEnglish).Filing
	if want.Incident != news.IncidentID("en") || want.Evidence[0].Kind != news.EvidenceFounder {
		t.Fatalf("the first report is filed as %+v", want)
	}
	other := g.File(budget).Filing
	if other.Incident == want.Incident {
		t.Errorf("the budget joined the ferry: %+v", other.Evidence)
	}
	for _, a := range []news.Article{ferryFrench, ferryRussian} {
		f := g.File(a).Filing
		if f.Incident != want.Incident {
			t.Errorf("%s is apart", a.ID)
			continue
		}
		shown := map[string][]string{}
		for _, e := range f.Evidence {
			shown[e.Kind] = e.Values
			if e.Weight < 0 || e.Article == "" {
				t.Errorf("%s: evidence %+v", a.ID, e)
			}
		}
		if len(shown[news.EvidenceName]) == 0 || len(shown[news.EvidencePlace]) == 0 || len(shown[news.EvidenceNumber]) == 0 || len(shown[news.EvidenceDate]) == 0 {
			t.Errorf("%s: evidence %v", a.ID, shown)
		}
		if a.ID == "ru" && !strings.Contains(strings.Join(shown[news.EvidenceName], " "), "Скальфаро") {
			t.Errorf("names are not as the article writes them: %v", shown[news.EvidenceName])
		}
	}
}

func TestASharedPostJoinsTwoLanguages(t *testing.T) {
	post := news.Post{ID: "2031666783527794199", Platform: news.Twitter, Handle: "jverhaegen", Text: "Zeventien minuten was ik niet meer van deze wereld."}
	flat := post
	flat.ID = news.UnaddressedPostID(flat.Platform, flat.Handle, flat.Text)
	a := news.Article{ID: "a", Language: "en", Published: start, Title: "Mayor's account vanishes for 17 minutes",
		Text: strings.Repeat("The account of mayor Joost Verhaegen was gone for 17 minutes on Wednesday. ", 5), Posts: []news.Post{post}}
	b := news.Article{ID: "b", Language: "fr", Published: start.Add(time.Hour), Title: "Le maire disparaît du réseau",
		Text: strings.Repeat("Pendant 17 minutes, le compte du maire Joost Verhaegen a disparu mercredi. ", 5), Posts: []news.Post{flat}}
	g := incident.New(incident.Options{})
	g.File(a)
	f := g.File(b).Filing
	if f.Incident != news.IncidentID("a") || f.Evidence[0].Kind != news.EvidencePost {
		t.Errorf("filed as %+v", f)
	}
}

func TestCopies(t *testing.T) {
	g := incident.New(incident.Options{})
	long := ferryEnglish
	long.Text = strings.Repeat(long.Text+" ", 1) + "Hundreds waited in the terminal until noon, some wrapped in blankets, and the harbour master closed two berths for the rest of the day."
	g.File(long)
	wire := long
	wire.ID, wire.Published, wire.Title = "wire", start.Add(time.Hour), "Dozens hurt"
	f := g.File(wire).Filing
	if f.CopyOf != "en" || f.Incident != news.IncidentID("en") {
		t.Errorf("the copy is filed as %+v", f)
	}
	second := long
	second.ID, second.Published = "second", start.Add(2*time.Hour)
	if f := g.File(second).Filing; f.CopyOf != "en" {
		t.Errorf("a copy of a copy is filed as one of %q", f.CopyOf)
	}
	if f := g.File(ferryFrench).Filing; f.CopyOf != "" {
		t.Errorf("a report in another language is a copy of %q", f.CopyOf)
	}
}

func TestFilingAgain(t *testing.T) {
	g := incident.New(incident.Options{})
	g.File(ferryEnglish)
	first := g.File(ferryFrench)
	g.File(ferryRussian)
	again := g.File(ferryFrench)
	if !again.Unchanged || again.Filing.Incident != first.Filing.Incident || again.Filing.Evidence != nil || len(again.Merges) > 0 {
		t.Errorf("an unchanged article is decided anew: %+v", again)
	}
	changed := ferryFrench
	changed.Title = "Messine : 51 blessés après le choc d'un ferry"
	if f := g.File(changed).Filing; f.Incident != first.Filing.Incident {
		t.Errorf("a changed article moved: %+v", f)
	}
	other := budget
	other.ID = "fr"
	if f := g.File(other).Filing; f.Incident != news.IncidentID("fr") {
		t.Errorf("an article that became another stays: %+v", f)
	}
	founder := budget
	founder.ID = "en"
	if f := g.File(founder).Filing; f.Incident != news.IncidentID("en") {
		t.Errorf("a founder left its incident: %+v", f)
	}
}

// bridged are two reports that don't join, and one that makes them one incident.
func bridged() (first, second, bridge news.Article) {
	first = news.Article{ID: "a", Language: "en", Published: start, Title: "Ferry hits pier in Messina",
		Text: "The ferry Aurelia Celeste struck a pier in Messina, Italy. Captain Enzo Scalfaro blamed a rudder that had been repaired in February by a yard in Palermo. " +
			"The owner, Tirrenia Azzurra, promised the 47 injured an inquiry led by the engineer Ugo Brancaleone."}
	second = news.Article{ID: "b", Language: "fr", Published: start.Add(time.Hour), Title: "Scènes de panique en Sicile",
		Text: "« Tout le monde criait », raconte Solveig Lindqvist, touriste suédoise. Livia Bordone, des garde-côtes, parle de 47 blessés en Italie. " +
			"Des enfants avaient perdu leurs parents ; l’hôpital Papardo a ouvert une salle, dit le docteur Nino Cardella."}
	bridge = news.Article{ID: "bridge", Language: "fr", Published: start.Add(2 * time.Hour), Title: "Ferry de Messine : ce que l’on sait",
		Text: second.Text + " Le ferry Aurelia Celeste avait heurté un quai à Messine, en Italie. Le capitaine Enzo Scalfaro accuse un gouvernail réparé à Palerme. " +
			"L’armateur, Tirrenia Azzurra, confie l’enquête à l’ingénieur Ugo Brancaleone."}
	return first, second, bridge
}

func TestABridgeMergesTwoIncidents(t *testing.T) {
	g := incident.New(incident.Options{})
	a, b, bridge := bridged()
	first, second := g.File(a).Filing, g.File(b).Filing
	if first.Incident == second.Incident {
		t.Fatal("the two reports join without a bridge")
	}
	d := g.File(bridge)
	if want := []news.Merge{{From: second.Incident, Into: first.Incident}}; !cmp.Equal(want, d.Merges) {
		t.Fatalf("merges %v, want %v; %+v", d.Merges, want, d.Filing)
	}
	if f := g.File(b).Filing; f.Incident != first.Incident {
		t.Errorf("after the merge the younger article is under %s", f.Incident)
	}
}

func TestRestoreContinuesWhereAGrouperEnded(t *testing.T) {
	g := incident.New(incident.Options{})
	g.Restore(ferryEnglish, "elsewhere")
	g.Restore(budget, news.IncidentID("budget"))
	if f := g.File(ferryFrench).Filing; f.Incident != "elsewhere" {
		t.Errorf("filed as %+v", f)
	}
}

func TestForgottenArticlesTakeNobody(t *testing.T) {
	g := incident.New(incident.Options{})
	g.File(ferryEnglish)
	g.Forget(start.Add(time.Hour))
	if f := g.File(ferryFrench).Filing; f.Incident != news.IncidentID("fr") {
		t.Errorf("joined a forgotten article: %+v", f)
	}
}

func TestTheWindowFollowsTheStreamAndNoAbsurdDate(t *testing.T) {
	g := incident.New(incident.Options{Window: 48 * time.Hour})
	g.File(ferryEnglish)
	for i := range 5 {
		a := budget
		a.ID, a.Published = fmt.Sprint("absurd", i), start.Add(time.Duration(i)*24*365*time.Hour)
		if i == 0 {
			a.Published = time.Time{}
		}
		a.Title, a.Text = fmt.Sprint("Nothing ", i), fmt.Sprint("No word in common with number ", i*17)
		g.File(a)
	}
	for i := range 40 {
		a := budget
		a.ID, a.Title, a.Text = fmt.Sprint("filler", i), "", fmt.Sprint("filler ", i)
		a.Published = start.Add(time.Duration(i) * time.Minute)
		g.File(a)
	}
	if f := g.File(ferryFrench).Filing; f.Incident != news.IncidentID("en") {
		t.Error("a few absurd dates emptied the window")
	}
	for i := range 40 {
		a := budget
		a.ID, a.Title, a.Text = fmt.Sprint("later", i), "", fmt.Sprint("later ", i)
		a.Published = start.Add(96*time.Hour + time.Duration(i)*time.Minute)
		g.File(a)
	}
	late := ferryRussian
	late.Published = start.Add(97 * time.Hour)
	if f := g.File(late).Filing; f.Incident != news.IncidentID("ru") {
		t.Error("an article joined one that left the window")
	}
}

func TestPoorArticles(t *testing.T) {
	g := incident.New(incident.Options{})
	g.File(ferryEnglish)
	for name, a := range map[string]news.Article{
		"nothing at all": {},
		"no title":       {ID: "1", Language: "fr", Text: ferryFrench.Text},
		"no text":        {ID: "2", Language: "fr", Title: ferryFrench.Title},
		"no language":    {ID: "3", Text: ferryFrench.Text},
		"wrong language": {ID: "4", Language: "th", Text: ferryFrench.Text, Published: start},
		"10 MB":          {ID: "5", Language: "en", Text: strings.Repeat("Aurelia Celeste ", 650_000)},
		"one long word":  {ID: "6", Language: "zh", Text: strings.Repeat("罗", 1_000_000)},
		"invalid UTF-8":  {ID: "7", Language: "ru", Title: "\xff\xfe", Text: "\xd0\xd0\xd0"},
		"bad links":      {ID: "8", Links: []string{"::", "http://[", strings.Repeat("x", 10000)}},
		"many posts":     {ID: "9", Posts: make([]news.Post, 5000)},
	} {
		f := g.File(a).Filing
		if f.Article != a.ID || f.Incident == "" || len(f.Evidence) == 0 {
			t.Errorf("%s: filed as %+v", name, f)
		}
	}
}

// TestAFloodSwallowsNothing files thousands of near-identical pages of one host among real reports.
func TestAFloodSwallowsNothing(t *testing.T) {
	g := incident.New(incident.Options{})
	n := 3000
	if testing.Short() {
		n = 500
	}
	for i := range n {
		g.File(news.Article{ID: fmt.Sprint("flood", i), URL: fmt.Sprint("https://weather.example/", i), Language: "en", Published: start.Add(time.Duration(i) * time.Second),
			Title: fmt.Sprintf("Weather for station %d", i),
			Text:  fmt.Sprintf("Weather for station %d in Italy today: sunny with some clouds, wind from the west at %d km/h, highest at %d degrees. Subscribe to our newsletter for the forecast of your town.", i, i%40, i%30)})
	}
	a, b := g.File(ferryEnglish).Filing, g.File(budget).Filing
	if a.Incident != news.IncidentID("en") || b.Incident != news.IncidentID("budget") {
		t.Errorf("the flood took %+v, %+v", a, b)
	}
	if f := g.File(ferryFrench).Filing; f.Incident != a.Incident {
		t.Error("reports no longer meet in the flood")
	}
}

// TestDecisionsAreAFunctionOfTheStream files random streams twice: the order in which maps are walked must not show.
func TestDecisionsAreAFunctionOfTheStream(t *testing.T) {
	pool := newsroom(t)
	rapid.Check(t, func(t *rapid.T) {
		var stream []news.Article
		for range rapid.IntRange(2, 12).Draw(t, "articles") {
			stream = append(stream, pool[rapid.IntRange(0, len(pool)-1).Draw(t, "article")].article)
		}
		file := func() (all []incident.Decision) {
			g := incident.New(incident.Options{})
			for _, a := range stream {
				all = append(all, g.File(a))
			}
			// Filing everything again changes nothing any more.
			for _, a := range stream {
				again := g.File(a)
				if len(again.Merges) > 0 {
					t.Errorf("filing %s again merges %v", a.ID, again.Merges)
				}
			}
			return all
		}
		if diff := cmp.Diff(file(), file()); diff != "" {
			t.Error(diff)
		}
	})
}

func FuzzFile(f *testing.F) {
	f.Add("en", "Ferry hits pier", "The ferry Aurelia struck 3万 piers on 10 March.", int64(1773129600))
	f.Add("ja", "フェリー", "3月10日、フェリーが・・・", int64(-1))
	f.Add("", "\xff", "١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦٧٨٩٠ 10. märz 1.2.3,4", int64(1)<<60)
	g := incident.New(incident.Options{})
	n := 0
	f.Fuzz(func(t *testing.T, lang, title, text string, unix int64) {
		n++
		d := g.File(news.Article{ID: fmt.Sprint(n), Language: lang, Title: title, Text: text, Published: time.Unix(unix, 0)})
		if d.Filing.Incident == "" {
			t.Error("filed nowhere")
		}
	})
}

func BenchmarkFile(b *testing.B) {
	pool := newsroom(b)
	g := incident.New(incident.Options{})
	n := 0
	for b.Loop() {
		a := pool[n%len(pool)].article
		a.ID = fmt.Sprint(n)
		a.Title = fmt.Sprint(a.Title, " ", n)
		a.Published = start.Add(time.Duration(n) * time.Minute)
		g.File(a)
		n++
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "articles/s")
}
