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

// Marked is English with a mark around each message, as the only language of an interface.
func Marked() *words.Editions {
	w := *words.English()
	mark(reflect.ValueOf(&w).Elem())
	return words.New(words.NewEdition("en", &w))
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
