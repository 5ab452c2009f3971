package store

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"parallax/news"
)

// richer merges two copies of one post, field by field, into the record that says most; it doesn't matter which
// comes first. The longer text wins and brings its language; a time to the second wins over a day.
func richer(a, b news.Post) news.Post {
	if moreText(b, a) {
		a, b = b, a
	}
	if unknownLanguage(a.Language) && !unknownLanguage(b.Language) {
		a.Language = b.Language
	}
	if b.Addressed() && (!a.Addressed() || b.ID < a.ID) {
		a.ID = b.ID
	}
	a.Platform = cmp.Or(a.Platform, b.Platform)
	a.URL = longer(a.URL, b.URL)
	a.Author = longer(a.Author, b.Author)
	a.Handle = longer(a.Handle, b.Handle)
	if betterDate(b, a) {
		a.Published, a.DateOnly = b.Published, b.DateOnly
	}
	if len(b.Media) > len(a.Media) || len(b.Media) == len(a.Media) && slices.Compare(b.Media, a.Media) < 0 {
		a.Media = b.Media
	}
	return a
}

func moreText(a, b news.Post) bool {
	if c := cmp.Compare(utf8.RuneCountInString(a.Text), utf8.RuneCountInString(b.Text)); c != 0 {
		return c > 0
	}
	if a.Text != b.Text {
		return a.Text < b.Text
	}
	return !unknownLanguage(a.Language) && (unknownLanguage(b.Language) || a.Language < b.Language)
}

func betterDate(a, b news.Post) bool {
	switch {
	case a.Published.IsZero() || b.Published.IsZero():
		return !a.Published.IsZero()
	case a.DateOnly != b.DateOnly:
		return !a.DateOnly
	}
	return a.Published.Before(b.Published)
}

func unknownLanguage(tag string) bool { return tag == "" || tag == news.Undetermined }

// longer returns the longer string, of two equally long ones the first in order.
func longer(a, b string) string {
	if len(a) > len(b) || len(a) == len(b) && a < b {
		return a
	}
	return b
}
