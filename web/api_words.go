package web

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"parallax/index"
	"parallax/news"
)

type concordanceInput struct {
	PageInput
	Q     string `query:"q" doc:"A query with at least one word" required:"true"`
	Sort  string `query:"sort" enum:"date,left,right" doc:"By date, or by what stands before or after the match"`
	Whole string `query:"whole" enum:"1" doc:"Sorts and counts the lines of all articles that the query finds, and not only of the newest 2,500; each page then takes as long as all. All lines at once are in /concordance.csv?table=lines&whole=1"`
}

type frequenciesInput struct {
	request
	Q     string `query:"q" doc:"A query with at least one word" required:"true"`
	Whole string `query:"whole" enum:"1" doc:"Reads all articles that the query finds, however many and long that takes, and not only the newest 2,500"`
}

type collocatesInput struct {
	request
	Q      string     `query:"q" doc:"A query with at least one word" required:"true"`
	Sort   string     `query:"sort" enum:"likelihood,dice,count"`
	Window string     `query:"window" doc:"Words on each side, 1 to 10; 5 where it is missing"`
	Least  string     `query:"least" doc:"Leaves out what comes together less often, 1 to 1000; 3 where it is missing"`
	Limit  countParam `query:"limit" doc:"Words of each language"`
	Whole  string     `query:"whole" enum:"1" doc:"Reads all articles that the query finds, however many and long that takes, and not only the newest 2,500"`
}

type kwicBody struct {
	Article string      `json:"article" doc:"ID of the article"`
	Title   string      `json:"title,omitempty"`
	Lang    string      `json:"language,omitempty" doc:"Of the line, which may be from an embedded post"`
	InPost  bool        `json:"in_post,omitempty" doc:"Whether the line is from an embedded post"`
	Embeds  int         `json:"embedded_by,omitempty" doc:"How many of the articles that were read embed that post; its lines are given once, with the newest"`
	Source  news.Source `json:"source,omitzero"`
	Time    time.Time   `json:"time,omitzero"`
	Left    string      `json:"left" doc:"What stands before the match, in reading order"`
	Match   string      `json:"match"`
	Right   string      `json:"right"`
}

type concordanceBody struct {
	listBody[kwicBody]
	Understood string `json:"understood,omitempty"`
	Articles   int    `json:"articles" doc:"Articles that the query finds"`
	Examined   int    `json:"examined" doc:"How many were read: all with whole=1; otherwise those that this page needed, or the newest where lines are sorted by their context"`
	Estimated  bool   `json:"total_estimated,omitempty" doc:"Whether total is an estimate from the articles of the first page"`
}

type examinedBody struct {
	Understood string `json:"understood,omitempty"`
	Articles   int    `json:"articles" doc:"Articles that the query finds"`
	Examined   int    `json:"examined" doc:"Those of them that were read: all with whole=1, the newest otherwise"`
}

type frequencyBody struct {
	Value      string  `json:"value" doc:"The language or the source's ID"`
	Name       string  `json:"name,omitempty" doc:"Of the source"`
	Hits       int     `json:"occurrences"`
	Texts      int     `json:"articles" doc:"Articles read that have them"`
	Words      int     `json:"words" doc:"Of the texts read; in scripts without spaces, pairs of characters"`
	PerMillion float64 `json:"per_million_words"`
	Found      int     `json:"articles_found,omitempty" doc:"Articles that the query finds; absent where it isn't known"`
	All        int     `json:"articles_in_all,omitempty" doc:"Articles that meet the conditions of the query; absent where it isn't known"`
}

type formBody struct {
	Language string `json:"language"`
	Text     string `json:"form"`
	Hits     int    `json:"occurrences"`
}

type frequenciesBody struct {
	examinedBody
	Hits      int             `json:"occurrences"`
	Words     int             `json:"words"`
	Languages []frequencyBody `json:"languages"`
	Sources   []frequencyBody `json:"sources"`
	Forms     []formBody      `json:"forms" doc:"How the words are written"`
}

type collocateBody struct {
	Word          string  `json:"word"`
	Together      int     `json:"together" doc:"f(x,y): times within the window"`
	Left          int     `json:"left" doc:"Those of them before the words of the query"`
	Right         int     `json:"right"`
	Frequency     int     `json:"frequency" doc:"f(y): times in all texts read"`
	LogLikelihood float64 `json:"log_likelihood" doc:"G² (Dunning 1993)"`
	LogDice       float64 `json:"log_dice" doc:"14 + log2(2 f(x,y) / (f(x) + f(y))) (Rychlý 2008)"`
}

type companyBody struct {
	Language string          `json:"language"`
	Hits     int             `json:"occurrences" doc:"f(x)"`
	Words    int             `json:"words" doc:"Of the texts read, the occurrences left out"`
	Near     int             `json:"words_near" doc:"Those of them within the window"`
	Rows     []collocateBody `json:"collocates"`
}

type collocatesBody struct {
	examinedBody
	Uncounted int           `json:"uncounted_words,omitempty" doc:"Words of the texts that are in no row, since a million different ones had been counted before they came"`
	Window    int           `json:"window"`
	Least     int           `json:"least"`
	Languages []companyBody `json:"languages"`
}

// wordOperations are the operations about words in their context.
func (s *site) wordOperations(api huma.API) {
	get(s, api, operation{"concordance", "/api/v1/concordance", "The words of a query in their context"}, s.apiConcordance)
	get(s, api, operation{"frequencies", "/api/v1/frequencies", "How often the words of a query occur, by language, source and form"}, s.apiFrequencies)
	get(s, api, operation{"collocates", "/api/v1/collocates", "The words that stand near those of a query"}, s.apiCollocates)
}

func (s *site) apiConcordance(ctx context.Context, in *concordanceInput) (concordanceBody, error) {
	q := in.query()
	w := in.window(q)
	ask := kwicOf(q, kwicSorts)
	ask.limit = min(w.Limit, maxHits)
	if q.err != nil {
		return concordanceBody{}, q.err
	}
	if s.search == nil {
		return concordanceBody{}, errNoIndex
	}
	done, err := s.turnFor(ctx, ask.whole)
	if err != nil {
		return concordanceBody{}, err
	}
	defer done()
	result, err := s.search.Concordance(ctx, ask.lines())
	if err != nil {
		return concordanceBody{}, err
	}
	body := concordanceBody{Understood: result.Understood, Articles: result.Articles, Examined: result.Examined, Estimated: result.Estimated}
	body.Total, body.NextCursor, body.Items = result.Total, result.Next, []kwicBody{}
	for _, line := range result.Lines {
		a := line.Article
		body.Items = append(body.Items, kwicBody{a.ID, a.Title, line.Language, line.InPost, line.Embedded, a.Source, a.Time(), line.Left, line.Match, line.Right})
	}
	return body, nil
}

func (s *site) apiFrequencies(ctx context.Context, in *frequenciesInput) (frequenciesBody, error) {
	q := in.query()
	query, whole := q.text("q", maxQuery), q.choice("whole", "", "1") == "1"
	if q.err != nil {
		return frequenciesBody{}, q.err
	}
	if s.search == nil {
		return frequenciesBody{}, errNoIndex
	}
	done, err := s.turnFor(ctx, whole)
	if err != nil {
		return frequenciesBody{}, err
	}
	defer done()
	f, err := s.search.Frequencies(ctx, index.FrequenciesRequest{Query: query, Extent: index.Extent{Whole: whole}})
	if err != nil {
		return frequenciesBody{}, err
	}
	body := frequenciesBody{
		examinedBody: examinedBody{f.Understood, f.Articles, f.Examined}, Hits: f.Hits, Words: f.Words,
		Languages: []frequencyBody{}, Sources: []frequencyBody{}, Forms: []formBody{},
	}
	for _, row := range f.Languages {
		body.Languages = append(body.Languages, frequencyBody(row))
	}
	for _, row := range f.Sources {
		body.Sources = append(body.Sources, frequencyBody(row))
	}
	for _, form := range f.Forms {
		body.Forms = append(body.Forms, formBody(form))
	}
	return body, nil
}

func (s *site) apiCollocates(ctx context.Context, in *collocatesInput) (collocatesBody, error) {
	q := in.query()
	ask := kwicOf(q, companySorts)
	ask.limit = q.number("limit", apiRows, 1, maxAPIRows)
	if q.err != nil {
		return collocatesBody{}, q.err
	}
	if s.search == nil {
		return collocatesBody{}, errNoIndex
	}
	done, err := s.turnFor(ctx, ask.whole)
	if err != nil {
		return collocatesBody{}, err
	}
	defer done()
	c, err := s.search.Collocates(ctx, ask.company())
	if err != nil {
		return collocatesBody{}, err
	}
	body := collocatesBody{examinedBody: examinedBody{c.Understood, c.Articles, c.Examined}, Uncounted: c.Uncounted, Window: c.Window, Least: c.Least, Languages: []companyBody{}}
	for _, l := range c.Languages {
		company := companyBody{Language: l.Language, Hits: l.Hits, Words: l.Words, Near: l.Near, Rows: []collocateBody{}}
		for _, row := range l.Rows {
			company.Rows = append(company.Rows, collocateBody{row.Word, row.Together(), row.Left, row.Right, row.Frequency, row.LogLikelihood, row.LogDice})
		}
		body.Languages = append(body.Languages, company)
	}
	return body, nil
}
