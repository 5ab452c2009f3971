package crawler

import (
	"encoding/binary"
	"hash/fnv"
	"time"

	"parallax/news"
)

// An imprint is what is remembered of a feed from one fetch to the next: its wishes, which an answer "not modified" doesn't
// repeat, and which items it had. By the items it shows how often the feed changes, even where nothing in it is dated, and whether
// it gives its articles new addresses each time.
type imprint struct {
	every time.Duration
	quiet Quiet
	full  time.Time // when the feed was last fetched whatever its validators said
	day   uint32    // days since 1970, in UTC
	taken uint32    // new items on that day
	items []trace
}

// A trace is what is left of an item: hashes of its address and of its words. The latter is 0 for an item without any.
type trace struct{ address, words uint32 }

const (
	// maxTraces is how many items are remembered of one feed.
	maxTraces = 500
	// maxDaily is how many new items one feed may name in a day. The busiest agencies stay below.
	maxDaily = 5_000
	// fewItems is the number of items from which new addresses for all of them can't be chance.
	fewItems = 5
)

func traceOf(it news.Item) trace {
	t := trace{address: hash32(news.ArticleID(it.URL))}
	if it.Title != "" {
		t.words = hash32(it.Title+"\x00"+it.Published.UTC().Format(time.RFC3339)) | 1
	}
	return t
}

func hash32(s string) uint32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(s)) // never fails
	return h.Sum32()
}

// A comparison says what is new in a feed.
type comparison struct {
	known       bool // there was something to compare with
	fresh       int  // items that weren't there last time
	readdressed int  // items that were, but at other addresses
	surplus     int  // new items beyond what a feed may name in a day
}

// compare returns the items without those that the feed merely gives another address, and without those that are too many, and
// takes note of the others. now tells the day.
func (im *imprint) compare(items []news.Item, now time.Time) ([]news.Item, comparison) {
	addresses, words := map[uint32]bool{}, map[uint32]bool{}
	for _, t := range im.items {
		addresses[t.address], words[t.words] = true, true
	}
	delete(words, 0)
	traces := make([]trace, len(items))
	c := comparison{known: len(im.items) > 0}
	same := 0
	for i, it := range items {
		traces[i] = traceOf(it)
		if words[traces[i].words] {
			if same++; !addresses[traces[i].address] {
				c.readdressed++
			}
		}
	}
	if c.readdressed < fewItems || c.readdressed*5 < same*4 {
		c.readdressed = 0 // two articles may well share a headline
	}
	today := uint32(now.Unix() / (24 * 60 * 60))
	if today != im.day {
		im.day, im.taken = today, 0
	}
	var kept []news.Item
	for i, it := range items {
		isNew := !addresses[traces[i].address]
		switch {
		case isNew && c.readdressed > 0 && words[traces[i].words]:
			continue
		case isNew && im.taken >= maxDaily:
			c.surplus++
			continue
		case isNew:
			im.taken++
			c.fresh++
		}
		kept = append(kept, it)
	}
	im.items = traces[:min(len(traces), maxTraces)]
	return kept, c
}

// complaint says what is wrong with a feed's items; it is empty if nothing is.
func (c comparison) complaint() news.Reason {
	switch {
	case c.readdressed > 0:
		return news.Reason{
			Text:  "the feed gives other addresses to articles that it has named before; they are taken to be the same articles",
			Cause: news.Cause{Code: news.CauseFeedReaddressed},
		}
	case c.surplus > 0:
		return news.Reason{
			Text:  "the feed has named thousands of new articles today; the rest of them is left out until tomorrow",
			Cause: news.Cause{Code: news.CauseFeedSurplus},
		}
	}
	return news.Reason{}
}

// imprintVersion is the first byte of an encoded imprint. What is of another version is forgotten.
//
//	1  interval in seconds, hours, days, full in seconds since 1970, day, taken, each a uvarint; then two little-endian uint32 for each item
const imprintVersion = 1

// headLen is how many numbers come before the items.
const headLen = 6

func (im *imprint) encode() []byte {
	b := []byte{imprintVersion}
	head := [headLen]uint64{
		uint64(im.every / time.Second), uint64(im.quiet.Hours), uint64(im.quiet.Days), uint64(max(im.full.Unix(), 0)), uint64(im.day), uint64(im.taken),
	}
	for _, n := range head {
		b = binary.AppendUvarint(b, n)
	}
	for _, t := range im.items {
		b = binary.LittleEndian.AppendUint32(b, t.address)
		b = binary.LittleEndian.AppendUint32(b, t.words)
	}
	return b
}

// decodeImprint reads what encode wrote, and nothing out of anything else.
func decodeImprint(b []byte) imprint {
	if len(b) == 0 || b[0] != imprintVersion {
		return imprint{}
	}
	b = b[1:]
	var head [headLen]uint64
	for i := range head {
		n, size := binary.Uvarint(b)
		if size <= 0 {
			return imprint{}
		}
		head[i], b = n, b[size:]
	}
	im := imprint{
		every: time.Duration(min(head[0], 366*24*60*60)) * time.Second,
		quiet: Quiet{Hours: uint32(head[1]), Days: uint8(head[2])},
		full:  time.Unix(int64(head[3]), 0),
		day:   uint32(head[4]), taken: uint32(head[5]),
	}
	for ; len(b) >= 8 && len(im.items) < maxTraces; b = b[8:] {
		im.items = append(im.items, trace{binary.LittleEndian.Uint32(b), binary.LittleEndian.Uint32(b[4:])})
	}
	return im
}
