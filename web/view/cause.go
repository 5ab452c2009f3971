package view

import (
	"time"

	"github.com/a-h/templ"

	"parallax/news"
)

// causeWords says in the reader's language why something failed. It is nil for a cause without a code that the site has words for: then
// there are the English ones of the crawler.
func causeWords(r Reader, c news.Cause) templ.Component {
	message := r.Cause(string(c.Code), int(c.Limit))
	if message == "" {
		return nil
	}
	said := fill(message, parts{
		"host": part(c.Host), "address": part(c.Address), "type": part(c.Type), "size": plain(sizeText(r, c.Limit)),
		"n": plain(r.Number(int(c.Limit))), "from": plain(dayText(r, c.From)), "until": plain(dayText(r, c.Until)),
	})
	if c.Status != 0 {
		said = fill(r.Causes.Status, parts{"reason": said, "status": plain(r.Number(c.Status))})
	}
	switch c.During {
	case news.DuringRobots:
		said = fill(r.Causes.RobotsFile, parts{"reason": said})
	case news.DuringHub:
		said = fill(r.Causes.HubRefused, parts{"reason": said, "host": part(c.Host)})
	}
	if c.Rest <= 0 {
		return said
	}
	form, n := r.Causes.Minutes, int((c.Rest+59)/60)
	if n > 90 {
		form, n = r.Causes.Hours, (n+59)/60
	}
	return fill(r.Form(form, n), parts{"reason": said, "n": plain(r.Number(n))})
}

// sizeText writes a number of bytes. The units are the same in all languages.
func sizeText(r Reader, bytes int64) string {
	for _, unit := range []struct {
		size int64
		name string
	}{{1 << 20, "MiB"}, {1 << 10, "KiB"}} {
		if bytes >= unit.size {
			if bytes%unit.size == 0 {
				return r.Number(int(bytes/unit.size)) + "\u00a0" + unit.name
			}
			return r.Decimal(float64(bytes)/float64(unit.size), 1) + "\u00a0" + unit.name
		}
	}
	return r.Number(int(bytes)) + "\u00a0B"
}

// dayText writes a day of a cause, or as it stands what is none.
func dayText(r Reader, day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return Line(day, clipName, "")
	}
	return r.Medium(t)
}

// advice says what whoever runs the site can do about a feed that failed; nil where nobody knows.
func advice(r Reader, c news.Cause) templ.Component {
	w := r.Causes.Advice
	switch c.Code {
	case news.CauseRobots:
		return plain(w.Leave)
	case news.CauseAddress, news.CauseHost, news.CauseNoHost, news.CauseNotFound, news.CauseFeedPage, news.CauseFeedOther:
		return fill(w.Address, parts{"command": name("parallax feeds add")})
	case news.CauseLookup, news.CauseUnreachable:
		return plain(w.Network)
	case news.CausePrivate:
		return fill(w.Private, parts{"flag": name("--allow-private")})
	case news.CauseExpired, news.CauseCertificate, news.CauseCertificateName, news.CauseCertificateMaker, news.CauseTLS:
		return plain(w.Certificate)
	case news.CauseNoTLS:
		return plain(w.HTTP)
	case news.CauseLogin, news.CausePayment, news.CauseForbidden, news.CauseLegal, news.CauseRequest:
		return fill(w.Ask, parts{"flag": name("--contact")})
	case news.CauseGone:
		return fill(w.Remove, parts{"command": name("parallax feeds rm")})
	case news.CauseRefused, news.CauseSilence, news.CauseSlow, news.CauseTimeout, news.CauseBrokenOff, news.CauseSlowDown, news.CauseBusy, news.CauseServerError:
		return plain(w.Wait)
	case news.CauseHubSilent:
		return fill(w.Callback, parts{"address": part(c.Address)})
	case news.CauseUnreadable, news.CauseTooLarge, news.CauseCoding, news.CauseRedirects, news.CauseCircle, news.CauseNowhere, news.CauseNoContent, news.CauseNotModified,
		news.CauseFeedEmpty, news.CauseFeedPacked, news.CauseFeedDeep, news.CauseFeedBroken:
		return plain(w.Publisher)
	}
	return nil
}

// advised reports whether what to do about a cause stands with a problem. With a feed's own failures it stands above, with the feed; of one
// page there is nothing to be done.
func advised(p news.Problem) bool { return p.Stage == "push" }
