package analysis

import (
	"strings"
	"testing"
)

// cutRun writes a run with "|" where a word surely begins and "/" where it may.
func cutRun(words *charWords, run string) string {
	c := cutter{lexicon: words, units: strings.Split(run, "")}
	c.cut()
	var b strings.Builder
	for i, u := range c.units {
		switch {
		case i == 0 || !c.starts[i]:
		case c.sure[i]:
			b.WriteByte('|')
		default:
			b.WriteByte('/')
		}
		b.WriteString(u)
	}
	return b.String()
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		words func() *charWords
		want  string
	}{
		{chineseWords, "研究|生命|的|起源"},
		{chineseWords, "清华|大学|附属|医院"}, // inside of long words too
		{chineseWords, "乒乓球/拍|卖完|了"},  // the rackets, 球拍, are not lost
		{chineseWords, "總統|選舉"},
		{japaneseWords, "発展|途上国"},
		{japaneseWords, "消費/税率"}, // 消費税 as well as 税率
		{japaneseWords, "大統領|は|議会|で|演説|し|た"},
	} {
		run := strings.NewReplacer("|", "", "/", "").Replace(c.want)
		if got := cutRun(c.words(), run); got != c.want {
			t.Errorf("cut %s, want %s", got, c.want)
		}
	}
}

func TestAlone(t *testing.T) {
	for _, c := range []struct{ tag, text, want string }{
		{"zh", "大桥", "桥"}, {"zh", "秘书", ""}, {"zh", "书籍", "书 籍"}, {"zh", "他买书", "他 买 书"},
		{"ja", "日本人", "人"}, {"ja", "本", "本"}, {"ja", "東京都", ""}, {"ja", "パン", "パ ン"},
	} {
		var got []string
		for _, token := range For(c.tag).Text(c.text, nil) {
			if token.Surface != "" {
				got = append(got, token.Surface)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s is found by %q, want %q", c.text, got, c.want)
		}
	}
}

func BenchmarkCut(b *testing.B) {
	c := cutter{lexicon: chineseWords(), units: strings.Split("清华大学附属医院的护士在研究生命的起源市场供应充足乒乓球拍卖完了", "")}
	for b.Loop() {
		c.cut()
	}
}
