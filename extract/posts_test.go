package extract

import (
	"testing"
	"time"

	"parallax/news"
)

func TestScanDate(t *testing.T) {
	day := time.Date(2017, 11, 3, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct{ in, language, rest string }{
		{"November 3, 2017", "", ""}, {"Nov. 3, 2017 and on", "en", " and on"}, {"3 novembre 2017", "fr", ""},
		{"3. November 2017", "de", ""}, {"3 de noviembre de 2017", "es", ""}, {"3 de novembro de 2017", "pt", ""},
		{"3 ноября 2017 г.", "ru", ""}, {"3 листопада 2017 р.", "uk", ""}, {"3 listopada 2017", "pl", ""},
		{"3. studenoga 2017.", "hr", ""}, {"3 Νοεμβρίου 2017", "el", ""}, {"2017年11月3日", "ja", ""},
		{"2017년 11월 3일", "ko", ""}, {"3 Kasım 2017", "tr", ""}, {"٣ نوفمبر ٢٠١٧", "ar", ""}, {"3 تشرين الثاني 2017", "ar", ""},
		{"۳ نوامبر ۲۰۱۷", "fa", ""}, {"3 בנובמבר 2017", "he", ""}, {"3 नवंबर 2017", "hi", ""}, {"3 พฤศจิกายน 2560", "th", ""},
		{"2017. november 3.", "hu", ""}, {"2017 m. lapkričio 3 d.", "lt", ""}, {"3 tháng 11, 2017", "vi", ""},
		{"6:45 PM - Nov 3, 2017", "", ""}, {"3 marraskuuta 2017", "fi", ""}, {"৩ নভেম্বর ২০১৭", "bn", ""},
	} {
		got, rest, ok := scanDate(c.in, c.language)
		if !ok || !got.Equal(day) || rest != c.rest {
			t.Errorf("scanDate(%q) = %v, %q, %v; want %v, %q", c.in, got, rest, ok, day, c.rest)
		}
	}
	if got, _, _ := scanDate("3 listopada 2017", "hr"); got.Month() != time.October {
		t.Errorf("listopad in Croatian is %v, want October", got.Month())
	}
	for _, in := range []string{"", "November", "on the third of May", "31 February 2017", "99 November 2017", "room 12, floor 3, 2017"} {
		if got, _, ok := scanDate(in, ""); ok {
			t.Errorf("scanDate(%q) found %v", in, got)
		}
	}
}

func TestPostAddresses(t *testing.T) {
	for _, c := range []struct{ address, id, platform string }{
		{"https://x.com/a/status/1720868212712612345?s=20", "1720868212712612345", news.Twitter},
		{"https://twitter.com/#!/a/status/17208682127126123", "17208682127126123", news.Twitter},
		{"http://mobile.twitter.com/a/statuses/1720868212712612345", "1720868212712612345", news.Twitter},
		{"https://twitter.com/i/web/status/1720868212712612345", "1720868212712612345", news.Twitter},
		{"//platform.twitter.com/embed/index.html?id=1720868212712612345", "1720868212712612345", news.Twitter},
		{"https://youtu.be/AbCdEfGhIj0?t=3", "youtube:AbCdEfGhIj0", news.YouTube},
		{"https://www.youtube.com/watch?list=x&v=AbCdEfGhIj0", "youtube:AbCdEfGhIj0", news.YouTube},
		{"https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fp%2Fposts%2F12345678", "facebook:12345678", news.Facebook},
		{"at://name.bsky.example/app.bsky.feed.post/3kdz5abcdef2x", "bluesky:name.bsky.example:3kdz5abcdef2x", news.Bluesky},
		{"https://sea.example/users/bruno/statuses/111350123456789012", "mastodon:sea.example:111350123456789012", news.Mastodon},
		{"https://twitter.com/a", "", ""}, {"https://twitter.com/share?url=x", "", ""}, {"https://www.youtube.com/user/x", "", ""},
		{"https://example.org/a/status/1720868212712612345", "", ""}, {"javascript:alert(1)", "", ""},
	} {
		e, ok := addressed(c.address)
		if ok != (c.id != "") || e.post.ID != c.id || e.post.Platform != c.platform {
			t.Errorf("addressed(%q) = %+v, %v; want %q", c.address, e.post, ok, c.id)
		}
	}
}

func TestPlayers(t *testing.T) {
	const prose = "<p>The harbour ferry Alma lost power in thick fog on Tuesday evening and drifted for forty minutes before a tug reached her, the port authority of Greyhaven said.</p>"
	for _, c := range []struct{ markup, id string }{
		{`<iframe src="https://www.youtube.com/embed/AbCdEfGhIj0?rel=0&enablejsapi=1"></iframe>`, "youtube:AbCdEfGhIj0"},
		{`<iframe src="about:blank" data-src-cmplz="https://www.youtube-nocookie.com/embed/AbCdEfGhIj0"></iframe>`, "youtube:AbCdEfGhIj0"},
		{`<iframe data-consent-src="//www.youtube.com/embed/AbCdEfGhIj0"></iframe>`, "youtube:AbCdEfGhIj0"},
		{`<lite-youtube videoid="AbCdEfGhIj0" playlabel="Play: Fog over the quay"></lite-youtube>`, "youtube:AbCdEfGhIj0"},
		{`<amp-youtube data-videoid="AbCdEfGhIj0" layout="responsive"></amp-youtube>`, "youtube:AbCdEfGhIj0"},
		{`<div class="youtube-player" data-id="AbCdEfGhIj0"></div>`, "youtube:AbCdEfGhIj0"},
		{`<div class="consent-box" data-provider="youtube" data-video-id="AbCdEfGhIj0"><p>Accept to watch.</p></div>`, "youtube:AbCdEfGhIj0"},
		{`<div data-youtube-id="AbCdEfGhIj0"></div>`, "youtube:AbCdEfGhIj0"},
		{`<figure class="wp-block-embed is-provider-youtube"><div class="wp-block-embed__wrapper">https://youtu.be/AbCdEfGhIj0</div></figure>`, "youtube:AbCdEfGhIj0"},
		{`<amp-instagram data-shortcode="Cz1Yx2Wv3Ut"></amp-instagram>`, "instagram:Cz1Yx2Wv3Ut"},
		{`<iframe src="https://www.instagram.com/reel/Cz1Yx2Wv3Ut/embed/captioned/"></iframe>`, "instagram:Cz1Yx2Wv3Ut"},
		{`<iframe src="https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fportgh%2Fvideos%2F10158912345678901%2F"></iframe>`, "facebook:10158912345678901"},
		{`<div class="fb-video" data-href="https://www.facebook.com/watch/?v=10158912345678901"></div>`, "facebook:10158912345678901"},
		{`<div class="gallery" data-id="AbCdEfGhIj0"></div>`, ""},
		{`<a href="https://www.youtube.com/watch?v=AbCdEfGhIj0">Watch</a>`, ""},
	} {
		page := "<html><body><article><h1>Ferry drifts</h1>" + prose + c.markup + prose + "</article><aside><iframe src=\"https://www.youtube.com/embed/ZzZzZzZzZz0\"></iframe></aside></body></html>"
		a, err := Article(news.Page{URL: "https://ledger.example/x", Body: []byte(page), ContentType: "text/html"})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, p := range a.Posts {
			got += p.ID
		}
		if got != c.id {
			t.Errorf("%s: posts %q, want %q", c.markup, got, c.id)
		}
	}
}

func TestSnowflake(t *testing.T) {
	got, ok := snowflake("1212092628029698048") // the example of Twitter's own documentation, of the last day of 2019
	if want := time.Date(2019, 12, 31, 19, 26, 16, 0, time.UTC); !ok || !got.Equal(want) {
		t.Errorf("got %v, %v, want %v", got, ok, want)
	}
	if got, ok := snowflake("12345678901"); ok {
		t.Errorf("a number from before Snowflake holds %v", got)
	}
}

func TestFlatTweetsNeedEveryPart(t *testing.T) {
	for _, prose := range []string{
		"The master — who is called Ivo (@ivo_karlan) — said nothing on November 3, 2017.",
		"Write to Ivo (@ivo_karlan) before November 3, 2017.",
		"He said so — twice (see page 4) November 3, 2017.",
		"One thing is sure — Ivo Karlan (@ivo_karlan) knows the harbour.",
	} {
		got, _ := liftFlat([]block{{kind: kindParagraph, text: prose}}, nil, "en")
		if len(got) != 1 || got[0].embed != nil || got[0].text != prose {
			t.Errorf("%q was taken for a tweet: %+v", prose, got)
		}
	}
}

func TestSeveralFlatTweetsInOneParagraph(t *testing.T) {
	got, moved := liftFlat([]block{
		{kind: kindParagraph, text: "Prose before:"},
		{kind: kindParagraph, text: "First. — A (@aaaa) November 3, 2017 Second. — B (@bbbb) 4 novembre 2017 Prose after."},
		{kind: kindParagraph, text: "More prose."},
	}, nil, "en")
	if len(got) != 5 || got[1].embed == nil || got[2].embed == nil || got[3].text != "Prose after." {
		t.Fatalf("got %+v", got)
	}
	if got[1].embed.post.Text != "First." || got[2].embed.post.Text != "Second." || got[2].embed.post.Handle != "bbbb" {
		t.Errorf("texts: %q, %q", got[1].embed.post.Text, got[2].embed.post.Text)
	}
	if want := []int{0, 1, 4, 5}; len(moved) != 4 || moved[1] != want[1] || moved[2] != want[2] || moved[3] != want[3] {
		t.Errorf("moved %v, want %v", moved, want)
	}
}

func TestTextIsCutBetweenCharacters(t *testing.T) {
	for _, c := range []struct {
		in, want string
		n        int
	}{
		{"short", "short", 10},
		{"one two three four", "one two three…", 14},
		{"e\u0301e\u0301e\u0301e\u0301", "e\u0301e\u0301…", 2},
		{"👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", "👩‍👩‍👧…", 1},
	} {
		if got := cut(c.in, c.n); got != c.want {
			t.Errorf("cut(%q, %d) = %q, want %q", c.in, c.n, got, c.want)
		}
	}
}
