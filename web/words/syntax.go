package words

// Syntax says what is wrong with a query, in place of the English messages of the index.
type Syntax struct {
	OpenQuote       string
	NoField         string // {field} {fields}
	TooLong         string // {n} {most}
	StrayClose      string
	NoWord          string
	OrBefore        string
	OrBehind        string
	AndSides        string
	NotWord         string
	TooDeep         string // {most}
	FieldInside     string // {inner} {outer}
	NoValue         string // {field} {example}
	OpenParenthesis string
	TooManyWords    string // {most}
	StarInside      string
	StarAlone       string
	StarShort       string // {word} {least}
	StarWide        string // {word} {most}
	BadDistance     string // {most}
	NoCountry       string // {value}
	NoLanguage      string // {value}
	NoDate          string // {value} {example}
	NoContext       string
	TooManySteps    string // {most}
	Place           string // {message} and {n}, the number of the character that it is about
}

// Of is the message for a code of index.SyntaxError, or empty for one that nobody has put into words here.
func (s Syntax) Of(code string) string {
	switch code {
	case "open-quote":
		return s.OpenQuote
	case "no-field":
		return s.NoField
	case "too-long":
		return s.TooLong
	case "stray-close":
		return s.StrayClose
	case "no-word":
		return s.NoWord
	case "or-before":
		return s.OrBefore
	case "or-behind":
		return s.OrBehind
	case "and-sides":
		return s.AndSides
	case "not-word":
		return s.NotWord
	case "too-deep":
		return s.TooDeep
	case "field-inside":
		return s.FieldInside
	case "no-value":
		return s.NoValue
	case "open-parenthesis":
		return s.OpenParenthesis
	case "too-many-words":
		return s.TooManyWords
	case "star-inside":
		return s.StarInside
	case "star-alone":
		return s.StarAlone
	case "star-short":
		return s.StarShort
	case "star-wide":
		return s.StarWide
	case "bad-distance":
		return s.BadDistance
	case "no-country":
		return s.NoCountry
	case "no-language":
		return s.NoLanguage
	case "no-date":
		return s.NoDate
	case "no-context":
		return s.NoContext
	case "too-many-steps":
		return s.TooManySteps
	}
	return ""
}
