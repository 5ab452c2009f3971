package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

func settingsFile(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "parallax.conf")
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

// A flag goes before the environment, that before the file, and the file before the default.
func TestWhereSettingsComeFrom(t *testing.T) {
	name := settingsFile(t, "# where\naddr = file:1\n\ndelay=7s\nno-crawl = true\n")
	for _, c := range []struct {
		why         string
		environment map[string]string
		args        []string
		addr        string
	}{
		{"the default", nil, []string{"serve"}, "127.0.0.1:8080"},
		{"the file", nil, []string{"serve", "--config", name}, "file:1"},
		{"the file, named first", nil, []string{"--config", name, "serve"}, "file:1"},
		{"the file of the environment", map[string]string{settingsVariable: name}, []string{"serve"}, "file:1"},
		{"the environment", map[string]string{settingsVariable: name, "PARALLAX_ADDR": "environment:1"}, []string{"serve"}, "environment:1"},
		{"the flag", map[string]string{settingsVariable: name, "PARALLAX_ADDR": "environment:1"}, []string{"serve", "--addr", "flag:1"}, "flag:1"},
	} {
		t.Run(c.why, func(t *testing.T) {
			for name, value := range c.environment {
				t.Setenv(name, value)
			}
			var cli commands
			parser, err := newParser(&cli, streams{}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := parser.Parse(c.args); err != nil {
				t.Fatal(err)
			}
			if cli.Serve.Addr != c.addr {
				t.Errorf("the site stands at %s, want %s", cli.Serve.Addr, c.addr)
			}
			if fromFile := c.why != "the default"; cli.Serve.NoCrawl != fromFile || (cli.Serve.Delay.Seconds() == 7) != fromFile {
				t.Errorf("no-crawl is %v and delay %v", cli.Serve.NoCrawl, cli.Serve.Delay)
			}
		})
	}
}

// The demo fills a folder with what is invented: not the one that the settings and the environment name, which has the real news.
func TestTheDemoKeepsOutOfTheRealFolder(t *testing.T) {
	name := settingsFile(t, "data = real\naddr = file:1\n")
	t.Setenv("PARALLAX_DATA", "real")
	t.Setenv(settingsVariable, name)
	for _, c := range []struct {
		args []string
		data string
	}{{[]string{"demo"}, ""}, {[]string{"demo", "--data", "invented"}, "invented"}} {
		var cli commands
		parser, err := newParser(&cli, streams{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := parser.Parse(c.args); err != nil || cli.Demo.Data != c.data || cli.Demo.Addr != "file:1" {
			t.Errorf("%q takes the folder %q and the address %q (%v), want the folder %q", c.args, cli.Demo.Data, cli.Demo.Addr, err, c.data)
		}
	}
}

func TestBadSettingsAreSaid(t *testing.T) {
	for text, want := range map[string]string{
		"adr = x":               `line 1 of the settings names "adr"`,
		"# a\naddr":             `line 2 of the settings is "addr": write name = value`,
		"addr = x\naddr = y":    `line 2 of the settings sets addr once more, after line 1`,
		"delay = soon":          `delay`,
		"log-format = telegram": `log-format`,
	} {
		if code, _, errs := command(t, "serve", "--config", settingsFile(t, text)); code != exitUsage || !strings.Contains(errs, want) {
			t.Errorf("%q: exit status %d, saying %s", text, code, errs)
		}
	}
	t.Setenv(settingsVariable, filepath.Join(t.TempDir(), "nosuch.conf"))
	if code, _, errs := command(t, "serve"); code != exitUsage || !strings.Contains(errs, "nosuch.conf") {
		t.Errorf("a file that isn't there: exit status %d, saying %s", code, errs)
	}
}

// The documented file names every setting of serve with its default, and nothing else.
func TestTheDocumentedSettingsAreThoseThereAre(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "deploy", "parallax.conf"))
	if err != nil {
		t.Fatal(err)
	}
	documented := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^# ([a-z-]+) =(.*)$`).FindAllStringSubmatch(string(text), -1) {
		documented[m[1]] = strings.TrimSpace(m[2])
	}
	var cli commands
	parser, err := newParser(&cli, streams{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	flags := parser.Model.Flags
	for _, node := range parser.Model.Children {
		if node.Name == "serve" {
			flags = append(flags, node.Flags...)
		}
	}
	for _, flag := range flags {
		if flag.Name == "help" || flag.Name == "config" {
			continue
		}
		value, ok := documented[flag.Name]
		if !ok {
			t.Errorf("deploy/parallax.conf doesn't name %s", flag.Name)
		} else if want := defaultOf(flag); value != want {
			t.Errorf("deploy/parallax.conf has %s = %s, its default is %q", flag.Name, value, want)
		}
		delete(documented, flag.Name)
	}
	for name := range documented {
		t.Errorf("deploy/parallax.conf names %s, which is no setting", name)
	}
}

func defaultOf(flag *kong.Flag) string {
	if flag.IsBool() && flag.Default == "" {
		return "false"
	}
	return flag.Default
}
