package web

import (
	"errors"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"parallax/index"
	"parallax/web/view"
	"parallax/web/words"
)

// Errors of the index come in English, for programs and the command line. A reader gets those that a reader can make in the words
// of the site.

// inWords says in an edition's language what is wrong with a query; ok is false where that has no words but the English ones.
func inWords(e *words.Edition, wrong *index.SyntaxError) (message string, ok bool) {
	form := e.Syntax.Of(wrong.Code)
	if form == "" {
		return wrong.Message, e.Lang() == "en"
	}
	return words.Fill(form, told(e, wrong.Args)...), true
}

// told are the arguments of a message, pairs of names and values, with the values as an edition writes them.
func told(e *words.Edition, pairs []string) []string {
	args := make([]string, len(pairs))
	for i, value := range pairs {
		if args[i] = value; i%2 == 0 {
			continue
		}
		if n, err := strconv.Atoi(value); err == nil {
			args[i] = e.Number(n)
		} else if args[i] = view.Clean(value); view.Dir(e.Lang()) == "rtl" {
			args[i] = isolated(args[i])
		}
	}
	return args
}

// isolated keeps a piece of a query from reordering the sentence around it (UAX #9).
func isolated(s string) string {
	const firstStrongIsolate, popIsolate = "\u2068", "\u2069"
	return firstStrongIsolate + s + popIsolate
}

// placed is a message with the place in the query that it is about.
func placed(e *words.Edition, message string, wrong *index.SyntaxError) string {
	return words.Fill(e.Syntax.Place, "message", message, "n", e.Number(wrong.Pos+1))
}

// troubleOf shows where err says that a query can't be parsed; nil for any other error.
func troubleOf(e *words.Edition, query string, err error) *view.QueryTrouble {
	var wrong *index.SyntaxError
	if !errors.As(err, &wrong) {
		return nil
	}
	chars := []rune(norm.NFC.String(strings.ToValidUTF8(query, "\uFFFD"))) // as the parser counts them
	at := min(max(wrong.Pos, 0), len(chars))
	t := &view.QueryTrouble{Before: string(chars[:at]), At: "␣", Position: at + 1}
	if at < len(chars) {
		t.At, t.After = string(chars[at]), string(chars[at+1:])
	}
	message, ok := inWords(e, wrong)
	t.Message, t.English = message, !ok
	return t
}
