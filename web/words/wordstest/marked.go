// Package wordstest makes a language of the interface for tests, in which every message can be told from what isn't one.
package wordstest

import (
	"reflect"

	"parallax/web/words"
)

// Open and Close stand around each message of the marked language.
const (
	Open  = "⟦"
	Close = "⟧"
)

// Tag is the language that the marked one passes itself off as: one in which no text of the tests is.
const Tag = "id"

// Marked is an interface in English and in the marked language, which is English with marks around each message.
func Marked() *words.Editions {
	w := *words.English()
	mark(reflect.ValueOf(&w).Elem())
	return words.New(words.NewEdition("en", words.English()), words.NewEdition(Tag, &w))
}

func mark(v reflect.Value) {
	switch value := v.Interface().(type) {
	case string:
		v.SetString(Open + value + Close)
	case words.Plural:
		marked := make(words.Plural, len(value))
		for i, form := range value {
			marked[i] = Open + form + Close
		}
		v.Set(reflect.ValueOf(marked))
	default:
		for i := range v.NumField() {
			mark(v.Field(i))
		}
	}
}
