package extract

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

func TestPrune(t *testing.T) {
	const tweet = `<blockquote class="twitter-tweet">`
	for name, c := range map[string]struct{ page, want string }{
		"scripts and styles":      {`<p>a<script>if (a<b) "</p>"</script>b<STYLE type=x>p > a {}</STYLE >c`, `<p>abc`},
		"data stays":              {`<script type="application/LD+json">{"a":"<p>"}</script>`, `<script type="application/LD+json">{"a":"<p>"}</script>`},
		"escaped posts stay":      {`<script>x = '` + tweet + `'</script>`, `<script>x = '` + tweet + `'</script>`},
		"a script in an address":  {`<a href="<script>">b</a>`, `<a href="<script>">b</a>`},
		"an unquoted address":     {`<a href=/x>y>b</a>`, `<a href=/x>y>b</a>`},
		"comments":                {`a<!-- <p>x --y > -->b<!-->c<!---->d<!--x--!>e<!--f--->g`, `abcdeg`},
		"an open comment":         {`a<!-- <p>x`, `a`},
		"an open script":          {`a<script>b<p>c`, `a`},
		"a script in a script":    {`<p>a<script><!-- <script>b</script> --></script>c`, `<p>a<script><!-- <script>b</script> --></script>c`},
		"markup in a text field":  {`<textarea><script></textarea>a<script>b</script>`, `<textarea><script></textarea>a`},
		"drawings":                {`a<svg viewBox=x><g><path d="M0"/><title>x</title></g><svg/></svg>b`, `ab`},
		"a drawing never closed":  {`<svg><path><p>text</p>`, `<svg><path><p>text</p>`},
		"controls":                {`a<button x><span>b</span><svg><path/></svg></button><select><option>c<option>d</select>e`, `ae`},
		"a button with a tail":    {`<button>a</button!>b</button>`, `<button>a</button!>b</button>`},
		"a list never closed":     {`<select><option>a<p>text`, `<select><option>a<p>text`},
		"custom elements":         {`<script-x>a</script-x><style-guide>b</style-guide>`, `<script-x>a</script-x><style-guide>b</style-guide>`},
		"attributes of browsers":  {`<p onclick='a>"b' class="x" STYLE = "color:red" data-n=1>a`, `<p  class="x"  >a`},
		"attributes in capitals":  {`<A HREF="/x" TARGET=_blank>a</A>`, `<A HREF="/x" >a</A>`},
		"hiding styles":           {`<p style="display: none">a`, `<p style="display: none">a`},
		"escaped posts in a data": {`<div data-html="&lt;blockquote class=twitter-tweet">a`, `<div data-html="&lt;blockquote class=twitter-tweet">a`},
		"half a tag":              {`<p>a<a href="x`, `<p>a<a href="x`},
		"less than":               {`<p>1 < 2 <3 </p><`, `<p>1 < 2 <3 </p><`},
		"a comment in an end tag": {`<p>a</p<!-- x>b<!doctype "<p>">c</ x<!--y>d`, `<p>a</p<!-- >b<!doctype "<p>">c</ x<!--y>d`},
		"white space":             {"<div>\n <p> <b>a</b> <i>b</i> </p>\n</div> c <h2> d", "<div><p><b>a</b> <i>b</i></p></div> c <h2> d"},
		"a stray end tag":         {"<b>a</b> </div> <b>b</b> </td> c <td> <i>d", "<b>a</b></div> <b>b</b> </td> c <td> <i>d"},
		"spans":                   {`a<span>b<span class="author">c</span>d</span>e<span style="x">f</span><h1>g<span>h</span></h1>`, `ab<span class="author">c</span>def<h1>g<span>h</span></h1>`},
		"white space at metadata": {"<html>\n<head> <meta content=x> <title>x</title>\n</head> <b>a</b> <meta content=y> b", "<html><head><meta content=x><title>x</title></head> <b>a</b> <meta content=y> b"},
		"white space in tables":   {"<table> <tr>\n<td> a </td> <td> b", "<table><tr><td> a </td><td> b"},
		"a tag not yet made":      {"<div>< <!-- -->p>a<<script></script>p>", "<div>< p>a<<script></script>p>"},
		"elements of browsers":    {`a<img src="x"><link rel=icon href=y>b<link rel=canonical href=y><input value=z>c<img itemprop=image src=x>`, `ab<link rel=canonical href=y>c<img itemprop=image >`},
		"noscript":                {`<noscript><img src=x></noscript><noscript>` + tweet + `</noscript>`, `<noscript>` + tweet + `</noscript>`},
	} {
		t.Run(name, func(t *testing.T) {
			if got, _ := prune([]byte(c.page), nil); string(got) != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// TestReadAttributesAreKept looks for the attributes that this package's code names and has prune judge them.
func TestReadAttributesAreKept(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile(`(?:attr\(\w+, |AttrOr\()"([^"]+)"|"((?:data|aria)-[a-z-]+)"`)
	found := 0
	for _, file := range files {
		code, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range named.FindAllStringSubmatch(string(code), -1) {
			if key := m[1] + m[2]; !strings.HasSuffix(file, "_test.go") && !isRead(tagName{}, []byte(key), []byte("author")) {
				t.Errorf("%s reads the attribute %q, which isRead drops", file, key)
			}
			found++
		}
	}
	if found < 30 {
		t.Errorf("no more than %d attributes found: the expression no longer fits the code", found)
	}
}

// FuzzPrune holds prune to what it promises: the walk finds the same in what is left of a page, but for white space at
// end tags that close nothing.
func FuzzPrune(f *testing.F) {
	for _, name := range []string{"furniture.html", "live-tweet.html", "escaped-tweet.html", "other-platforms.html"} {
		f.Add(string(fixture(f, name)))
	}
	f.Add(`a<b c='d"e' f=g/>h<!-- i --!>j<script k>l</scrip></script m>n<i> <div> </i>o <p> q </p> r`)
	f.Fuzz(func(t *testing.T, page string) {
		lower := strings.ToLower(page)
		for _, word := range []string{"<svg", "<math", "<select", "<frameset", "<noframes", "<plaintext", "<template", "<noscript", "\x00"} {
			if strings.Contains(lower, word) {
				t.Skip("where the parser reads contents by other rules")
			}
		}
		kept, _ := prune([]byte(page), nil)
		if before, after := walked(page), walked(string(kept)); before != after {
			t.Errorf("%q\nbecame %q\ntext %q\nbecame %q", page, kept, before, after)
		}
	})
}

// walked is what walk finds in a page: its blocks and the elements with metadata.
func walked(page string) string {
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return ""
	}
	s := walk(goquery.NewDocumentFromNode(root))
	found := fmt.Sprintln(s.title, len(s.metas), len(s.times), len(s.headings), len(s.props))
	for i := range s.blocks {
		found += fmt.Sprintln(s.blocks[i].kind, strings.ReplaceAll(s.blocks[i].text, " ", ""))
	}
	return found
}
