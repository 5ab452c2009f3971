package view

import (
	"parallax/news"
	"parallax/web/words"
)

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
		return r.Sources.Gone
	case stateTrouble:
		return r.N(r.Sources.Failing, max(f.Failures, 1))
	case stateWaiting:
		return r.Sources.Unfetched
	}
	return r.Sources.Works
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
		return r.Sources.NoFeeds
	case stateTrouble:
		return words.Fill(r.Form(r.Sources.FeedsFail, len(s.Feeds)), "failing", r.Number(failing), "n", r.Number(len(s.Feeds)))
	case stateWaiting:
		return r.Sources.Unfetched
	}
	return r.N(r.Sources.FeedsWork, len(s.Feeds))
}

// stageName says at which step a problem arose.
func stageName(r Reader, stage string) string {
	switch stage {
	case "feed":
		return r.Sources.StageFeed
	case "fetch":
		return r.Sources.StageFetch
	case "extract":
		return r.Sources.StageExtract
	case "visit":
		return r.Sources.StageVisit
	case "push":
		return r.Sources.StagePush
	}
	return Line(stage, clipName, r.Sources.StageOther)
}
