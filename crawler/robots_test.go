package crawler

import (
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestRobotsRules(t *testing.T) {
	for _, c := range []struct {
		name, file string
		allowed    []string
		disallowed []string
	}{
		{"empty", "", []string{"/", "/a"}, nil},
		{"all is allowed by an empty disallow", "User-agent: *\nDisallow:\n", []string{"/a"}, nil},
		{"all is disallowed", "User-agent: *\nDisallow: /\n", []string{"/robots.txt"}, []string{"/", "/a"}},
		{"our own group alone counts", "User-agent: *\nDisallow: /\n\nUser-agent: Parallax\nDisallow: /x\n", []string{"/a"}, []string{"/x/y"}},
		{"our name in any case and with a version", "User-agent: PARALLAX/2.0\nDisallow: /x\n", []string{"/a"}, []string{"/x"}},
		{"a name that only begins like ours", "User-agent: parallaxes\nDisallow: /\n", []string{"/a"}, nil},
		{"several agents share a group", "User-agent: other\nUser-agent: parallax\nDisallow: /x\n", []string{"/a"}, []string{"/x"}},
		{"groups of one agent are one", "User-agent: parallax\nDisallow: /x\nUser-agent: other\nDisallow: /o\nUser-agent: parallax\nDisallow: /y\n",
			[]string{"/o"}, []string{"/x", "/y"}},
		{"the longest path decides", "User-agent: *\nDisallow: /a\nAllow: /a/b\n", []string{"/a/b/c"}, []string{"/a/c"}},
		{"allow wins over disallow of the same length", "User-agent: *\nDisallow: /a\nAllow: /a\n", []string{"/a"}, nil},
		{"wildcards", "User-agent: *\nDisallow: /*/print$\nDisallow: /*.pdf$\nDisallow: *session=\n",
			[]string{"/print", "/a/print/x", "/a.pdf?x"}, []string{"/a/print", "/a/b.pdf", "/a?session=1"}},
		{"wildcards are anchored at the start", "User-agent: *\nDisallow: /private/*/x\n", []string{"/a/private/b/x"}, []string{"/private/b/x"}},
		{"bad lines cost nothing but themselves", "Disallow: /before\nnonsense\nUser-agent: *\nCrawl-delay: soon\nDisallow: /x # why\n", []string{"/before"}, []string{"/x"}},
		{"percent-encoding in either", "User-agent: *\nDisallow: /новости\nDisallow: /%7euser\n", []string{"/"},
			[]string{"/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8", "/%d0%bd%d0%be%d0%b2%d0%be%d1%81%d1%82%d0%b8/1", "/~user"}},
		{"byte order mark and old line ends", "\xef\xbb\xbfUser-agent: *\rDisallow: /x\r", []string{"/a"}, []string{"/x"}},
		{"a path without slash", "User-agent: *\nDisallow: x\n", []string{"/a"}, []string{"/x"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := parseRobots([]byte(c.file), robotName)
			for _, path := range slices.Concat(c.allowed, c.disallowed) {
				u, err := url.Parse("https://example.org" + path)
				if err != nil {
					t.Fatal(err)
				}
				if got, want := f.allows(u), slices.Contains(c.allowed, path); got != want {
					t.Errorf("%s: allowed %v, want %v", path, got, want)
				}
			}
		})
	}
}

func TestRobotsDelayAndSitemaps(t *testing.T) {
	f := parseRobots([]byte("Sitemap: https://example.org/news.xml\nUser-agent: *\nCrawl-delay: 1.5\nSitemap: /more.xml\n"), robotName)
	if f.CrawlDelay != 1500*time.Millisecond || !slices.Equal(f.Sitemaps, []string{"https://example.org/news.xml", "/more.xml"}) {
		t.Errorf("delay %v, sitemaps %v", f.CrawlDelay, f.Sitemaps)
	}
}

func TestTheLastRobotsFileHoldsWhileThereIsNoNewOne(t *testing.T) {
	broken := false
	site := serve(t, map[string]http.HandlerFunc{"/robots.txt": func(w http.ResponseWriter, r *http.Request) {
		if broken {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		fmt.Fprint(w, "User-agent: *\nDisallow: /x")
	}})
	robots := crawl(newMemory()).fetch.robots
	u, _ := url.Parse(site + "/x")
	for i := range 2 {
		file, err := robots.of(t.Context(), u)
		if err != nil || file.allows(u) {
			t.Fatalf("time %d: %v, %v; want /x disallowed", i, file, err)
		}
		broken = true
		robots.bySite[site].expires = time.Now().Add(-time.Second)
	}
}

func TestWhatIsWrongWithARobotsFileDecidesWhetherWeAreLetIn(t *testing.T) {
	large := "User-agent: *\nDisallow: /x\n" + strings.Repeat("# padding\n", 1<<20)
	for name, c := range map[string]struct {
		answer  http.HandlerFunc
		allowed bool // /y; /x is disallowed wherever the file says so
		reason  string
	}{
		"a file of ten megabytes":      {text("text/plain", large), true, ""},
		"an endless file":              {endless("User-agent: *\nDisallow: /x\n", "# padding\n"), true, ""},
		"redirects in a circle":        {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/robots.txt", http.StatusFound) }, true, ""},
		"unauthorized":                 {status(http.StatusUnauthorized), true, ""},
		"a web page":                   {page("Not found"), true, ""},
		"a server error":               {status(http.StatusBadGateway), false, "its robots.txt could not be read: the server has an error (502)"},
		"a request to slow down":       {status(http.StatusTooManyRequests), false, "its robots.txt could not be read: the server asks us to slow down (429)"},
		"a connection that breaks off": {hijacked(func(net.Conn) {}), false, "its robots.txt could not be read: the server broke off its answer"},
		"not modified":                 {status(http.StatusNotModified), false, "its robots.txt could not be read: the server says that nothing has changed"},
	} {
		t.Run(name, func(t *testing.T) {
			site := serve(t, map[string]http.HandlerFunc{"/robots.txt": c.answer})
			robots := crawl(newMemory()).fetch.robots
			u, _ := url.Parse(site + "/y")
			file, err := robots.of(t.Context(), u)
			if err != nil {
				if c.allowed || !strings.HasPrefix(err.Error(), c.reason) {
					t.Errorf("kept out: %v", err)
				}
				return
			}
			if !c.allowed || !file.allows(u) {
				t.Error("let in, or kept out by what the file doesn't say")
			}
			if u.Path = "/x"; strings.Contains(name, "file") && file.allows(u) {
				t.Error("the beginning of the file isn't obeyed")
			}
		})
	}
}

func TestAfterAMonthWithoutARobotsFileThereIsNone(t *testing.T) {
	site := serve(t, map[string]http.HandlerFunc{"/robots.txt": status(http.StatusInternalServerError)})
	c := crawl(newMemory())
	u, _ := url.Parse(site + "/x")
	for _, step := range []struct {
		since time.Duration
		in    bool
	}{{0, false}, {robotsGivenUp - time.Hour, false}, {robotsGivenUp, true}} {
		if e := c.fetch.robots.bySite[site]; e != nil {
			e.expires, e.since = time.Now().Add(-time.Second), time.Now().Add(-step.since)
			c.fetch.hosts.wake(hostOf(u))
		}
		if file, err := c.fetch.robots.of(t.Context(), u); (err == nil && file.allows(u)) != step.in {
			t.Errorf("after %v: %v, want let in %v", step.since, err, step.in)
		}
	}
}

func FuzzRobots(f *testing.F) {
	f.Add([]byte("User-agent: *\nDisallow: /*a*b*c$\nAllow: /%zz\n"), "/a%2")
	f.Add([]byte("User-agent: parallax\nDisallow: "+strings.Repeat("*a", 100)), "/"+strings.Repeat("a", 200))
	f.Fuzz(func(t *testing.T, file []byte, path string) {
		parseRobots(file, robotName).allows(&url.URL{Path: path, RawQuery: path})
	})
}
