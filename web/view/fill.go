package view

import (
	"context"
	"io"

	"github.com/a-h/templ"

	"parallax/web/words"
)

// parts are the elements that stand at the placeholders of a message.
type parts map[string]templ.Component

// fill writes a message with elements in it, as a sentence does that names a source or holds a link. A placeholder without a
// part is left out.
func fill(message string, p parts) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		for text, name := range words.Pieces(message) {
			if _, err := io.WriteString(w, templ.EscapeString(text)); err != nil {
				return err
			}
			if part := p[name]; part != nil {
				if err := part.Render(ctx, w); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// plain is text as an element of a message.
func plain(text string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := io.WriteString(w, templ.EscapeString(text))
		return err
	})
}
