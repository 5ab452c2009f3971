package analysis_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parallax/index/analysis"
)

// TestWhatIsRememberedIsWhatWasWorkedOut analyses texts with a memo and in a room that are used again and again, and without.
func TestWhatIsRememberedIsWhatWasWorkedOut(t *testing.T) {
	texts := []struct{ lang, text string }{
		{"en", "The e-mails of Jean-Luc cost 1 250 000 euros; the F-16s didn't."},
		{"de", "Die Donaudampfschifffahrtsgesellschaft fuhr nach Überlingen."},
		{"fr", "L’employé a désactivé le compte @president #départ"},
		{"he", "הילדים הלכו לבית הספר"},
		{"zh", "渡轮撞上码头，没有人受伤。"},
		{"en", "die Überlingen " + strings.Repeat("very", 30)}, // of words that another language has met, and one that isn't kept
	}
	memo, room, buffer := &analysis.Memo{}, &analysis.Room{}, []analysis.Token(nil)
	for range 3 {
		for _, c := range texts {
			a := analysis.For(c.lang)
			want := a.Text(c.text, nil)
			if diff := cmp.Diff(want, a.Text(c.text, memo)); diff != "" {
				t.Errorf("%s with a memo (-without +with):\n%s", c.lang, diff)
			}
			buffer = a.AppendText(buffer[:0], "before", memo, room)
			first := len(buffer)
			buffer = a.AppendText(buffer, c.text, memo, room)
			if diff := cmp.Diff(want, buffer[first:]); diff != "" {
				t.Errorf("%s in a room (-without +with):\n%s", c.lang, diff)
			}
			room.Clear()
		}
	}
}
