package web

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parallax/news"
)

func TestSentences(t *testing.T) {
	for text, want := range map[string][]string{
		"One. Two! “Three?” Four.\n\nFive": {"One.", "Two!", "“Three?”", "Four.", "Five"},
		"It fell by 3.5 percent. So what?": {"It fell by 3.5 percent.", "So what?"},
		"大坝守住了。市长说：“没事。”没有人受伤。":            {"大坝守住了。", "市长说：“没事。”", "没有人受伤。"},
		"صمد السد. هل انتهى الخطر؟ لا.":    {"صمد السد.", "هل انتهى الخطر؟", "لا."},
		"बाँध टिका रहा। मेयर ने यही कहा।":  {"बाँध टिका रहा।", "मेयर ने यही कहा।"},
		"เขื่อนยังอยู่ นายกเทศมนตรีกล่าว":  {"เขื่อนยังอยู่ นายกเทศมนตรีกล่าว"},
		"…": {"…"},
		"":  nil,
	} {
		if d := cmp.Diff(want, sentences(text)); d != "" {
			t.Errorf("%s (-want +got):\n%s", text, d)
		}
	}
}

// shown writes changes with a sign before each: - taken out, + added.
func shown(before, after string) string {
	var out []string
	for _, c := range changes(sentences(before), sentences(after)) {
		out = append(out, [...]string{" ", "-", "+", "⋯"}[c.Kind]+c.Text)
	}
	return strings.Join(out, "|")
}

func TestChanges(t *testing.T) {
	for _, c := range []struct{ before, after, want string }{
		{"A. B. C.", "A. B. C.", ""},
		{"A. B. C. D. E.", "A. B. X. D. E.", "⋯| B.|-C.|+X.| D.|⋯"},
		{"A. B.", "A. B. C.", "⋯| B.|+C."},
		{"A. B. C. D. E. F.", "B. C. D. E. X. F.", "-A.| B.|⋯| E.|+X.| F."},
		{"", "A.", "+A."},
		{"A.", "", "-A."},
	} {
		if got := shown(c.before, c.after); got != c.want {
			t.Errorf("%q to %q: %s, want %s", c.before, c.after, got, c.want)
		}
	}
	var long, other strings.Builder
	for n := range 3000 {
		fmt.Fprintf(&long, "Sentence %d. ", n)
		fmt.Fprintf(&other, "Sentence %d. ", 2*n)
	}
	if got := shown(long.String(), other.String()); strings.Count(got, "|") < 5000 {
		t.Errorf("two long texts differ in %d changes", strings.Count(got, "|"))
	}
}

func TestRevisionsComeLatestFirst(t *testing.T) {
	at := time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)
	a := news.Article{Title: "C", Text: "Three.", Revised: at.Add(2 * time.Hour), Versions: []news.Version{
		{Seen: at, Title: "A", Text: "One."}, {Seen: at.Add(time.Hour), Title: "A", Text: "Two."}}}
	got := revisions(&a)
	if len(got) != 2 || !got[0].Seen.Equal(a.Revised) || got[0].Before != "A" || got[0].After != "C" || got[1].Before != "" || got[1].Text[0].Text != "One." {
		t.Errorf("revisions: %+v", got)
	}
	if got := revisions(&news.Article{Title: "A"}); got != nil {
		t.Errorf("an article that never changed has %+v", got)
	}
}
