package view

import "parallax/news"

// The states of a feed, and of a source by its feeds. They are classes of the stylesheet.
const (
	stateGood    = "good"
	stateWaiting = "waiting" // not fetched yet
	stateTrouble = "trouble" // the last attempt failed
	stateGone    = "gone"
	stateNone    = "none" // no feeds
)

func feedState(f news.Feed) string {
	switch {
	case f.Gone:
		return stateGone
	case f.LastError != "" || f.Failures > 0:
		return stateTrouble
	case f.LastFetch.IsZero():
		return stateWaiting
	}
	return stateGood
}

func feedStateText(r Reader, f news.Feed) string {
	switch feedState(f) {
	case stateGone:
		return "Gone for good"
	case stateTrouble:
		return "Failed " + r.Count(max(f.Failures, 1), "time", "times") + " in a row"
	case stateWaiting:
		return "Not fetched yet"
	}
	return "Works"
}

// sourceState is the worst state among a source's feeds that still leaves something to hope for.
func sourceState(s news.SourceHealth) string {
	if len(s.Feeds) == 0 {
		return stateNone
	}
	worst := stateGood
	for _, f := range s.Feeds {
		switch state := feedState(f); state {
		case stateTrouble, stateGone:
			return stateTrouble
		case stateWaiting:
			worst = state
		}
	}
	return worst
}

func sourceStateText(r Reader, s news.SourceHealth) string {
	failing := 0
	for _, f := range s.Feeds {
		if state := feedState(f); state == stateTrouble || state == stateGone {
			failing++
		}
	}
	switch sourceState(s) {
	case stateNone:
		return "No feeds"
	case stateTrouble:
		return r.Number(failing) + " of " + r.Count(len(s.Feeds), "feed fails", "feeds fail")
	case stateWaiting:
		return "Not fetched yet"
	}
	return r.Count(len(s.Feeds), "feed works", "feeds work")
}

// stageName says at which step a problem arose.
func stageName(stage string) string {
	switch stage {
	case "feed":
		return "Feed"
	case "fetch":
		return "Page not fetched"
	case "extract":
		return "Page not understood"
	}
	return Line(stage, clipName, "Problem")
}
