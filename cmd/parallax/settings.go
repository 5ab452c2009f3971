package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// settingsVariable names the file of settings where --config doesn't.
const settingsVariable = "PARALLAX_CONFIG"

// settingsOfEnvironment are those of the file that the environment names, nil if it names none.
func settingsOfEnvironment() (kong.Resolver, error) {
	name := os.Getenv(settingsVariable)
	if name == "" {
		return nil, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("$%s: %w", settingsVariable, err)
	}
	defer f.Close()
	return readSettings(f)
}

// settings are the flags that a file sets, by name. A line of it is "name = value"; what follows a # at the beginning of a line is a
// comment. deploy/parallax.conf lists and explains all of them. A flag on the command line goes before the environment, and that
// before the file.
type settings struct {
	values map[string]string
	lines  map[string]int
}

func readSettings(in io.Reader) (kong.Resolver, error) {
	s := settings{map[string]string{}, map[string]int{}}
	lines := bufio.NewScanner(in)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, value, ok := strings.Cut(line, "=")
		if name = strings.TrimSpace(name); !ok || name == "" {
			return nil, fmt.Errorf("line %d of the settings is %.60q: write name = value", n, line)
		}
		if before := s.lines[name]; before > 0 {
			return nil, fmt.Errorf("line %d of the settings sets %s once more, after line %d", n, name, before)
		}
		s.values[name], s.lines[name] = strings.TrimSpace(value), n
	}
	return s, lines.Err()
}

// Validate refuses settings that no command has.
func (s settings) Validate(app *kong.Application) error {
	known := map[string]bool{}
	err := kong.Visit(app, func(node kong.Visitable, next kong.Next) error {
		if flag, ok := node.(*kong.Flag); ok {
			known[flag.Name] = true
		}
		return next(nil)
	})
	if err != nil {
		return err
	}
	for name := range s.values {
		if !known[name] {
			return fmt.Errorf("line %d of the settings names %q, which is no flag of any command", s.lines[name], name)
		}
	}
	return nil
}

// Resolve returns what the file says of a flag, nil where it says nothing or the environment goes before it. Of a flag that no variable
// sets the file says nothing either.
func (s settings) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	value, ok := s.values[flag.Name]
	isSet := func(name string) bool { _, set := os.LookupEnv(name); return set }
	if !ok || len(flag.Envs) == 0 || slices.ContainsFunc(flag.Envs, isSet) {
		return nil, nil
	}
	return value, nil
}
