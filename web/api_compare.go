package web

import (
	"context"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"parallax/index"
	"parallax/news"
	"parallax/web/view"
)

type comparedWordBody struct {
	Word          string  `json:"word"`
	Times         int     `json:"times" doc:"In the articles compared"`
	Articles      int     `json:"articles" doc:"Articles compared that have it"`
	Elsewhere     int     `json:"articles_elsewhere" doc:"Other articles that have it"`
	LogLikelihood float64 `json:"log_likelihood" doc:"G² of the two counts among all articles of the language (Dunning 1993)"`
}

type comparedLanguageBody struct {
	Language string             `json:"language"`
	Articles int                `json:"articles" doc:"Articles compared, copies left out"`
	Indexed  int                `json:"articles_indexed" doc:"Of the language in all"`
	First    *news.Headline     `json:"first,omitempty" doc:"The first report in it"`
	Later    *int               `json:"seconds_after_the_first,omitempty" doc:"How much later it came than the very first report; absent where a time isn't known"`
	Words    []comparedWordBody `json:"words" doc:"Words that these articles have and others of the language don't, or less"`
}

type mentionFormBody struct {
	Language string `json:"language"`
	Text     string `json:"form"`
	Articles int    `json:"articles"`
}

type mentionBody struct {
	Text  string            `json:"text"`
	Forms []mentionFormBody `json:"forms" doc:"One for each language that has it"`
}

type quotedBody struct {
	Post      news.Post      `json:"post"`
	Languages map[string]int `json:"languages" doc:"How many articles of each language embed it"`
}

type comparisonBody struct {
	Incident  string                 `json:"incident"`
	Compared  int                    `json:"compared" doc:"Articles compared, the newest of the incident, copies among them"`
	Languages []comparedLanguageBody `json:"languages"`
	Names     []mentionBody          `json:"names" doc:"Named by at least two articles; spellings in different scripts are brought together by how they sound"`
	Numbers   []mentionBody          `json:"numbers"`
	Posts     []quotedBody           `json:"posts"`
}

// compareOperation is the operation that compares the languages of an incident.
func (s *site) compareOperation(api huma.API) {
	get(s, api, operation{"compare", "/api/v1/incidents/{id}/compare", "How the languages tell one incident"}, s.apiCompare)
}

func (s *site) apiCompare(ctx context.Context, in *idInput) (comparisonBody, error) {
	i, err := s.incidentOf(ctx, in.ID, "/compare")
	if err != nil {
		return comparisonBody{}, err
	}
	if s.search == nil {
		return comparisonBody{}, errNoIndex
	}
	p, err := s.comparison(ctx, i)
	if err != nil {
		return comparisonBody{}, err
	}
	body := comparisonBody{
		Incident: i.ID, Compared: p.Compared, Languages: []comparedLanguageBody{},
		Names: mentionsOf(p.Comparison.Names), Numbers: mentionsOf(p.Comparison.Numbers), Posts: []quotedBody{},
	}
	for _, l := range p.Comparison.Languages {
		row := comparedLanguageBody{Language: l.Language, Articles: l.Articles, Indexed: l.Indexed, Words: []comparedWordBody{}}
		for _, d := range l.Words {
			row.Words = append(row.Words, comparedWordBody(d))
		}
		if at := slices.IndexFunc(p.Firsts, func(f view.FirstReport) bool { return f.Headline.Language == l.Language }); at >= 0 {
			row.First = &p.Firsts[at].Headline
			if p.Firsts[at].Timed {
				seconds := int(p.Firsts[at].Later / time.Second)
				row.Later = &seconds
			}
		}
		body.Languages = append(body.Languages, row)
	}
	for _, post := range p.Posts {
		body.Posts = append(body.Posts, quotedBody{post.Post, post.Languages})
	}
	return body, nil
}

func mentionsOf(mentions []index.Mention) []mentionBody {
	out := []mentionBody{}
	for _, m := range mentions {
		b := mentionBody{Text: m.Text, Forms: []mentionFormBody{}}
		for _, f := range m.Forms {
			b.Forms = append(b.Forms, mentionFormBody(f))
		}
		out = append(out, b)
	}
	return out
}
