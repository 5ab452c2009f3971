package incident

import "math"

// A vocabulary knows how rare a key is in each language. The background table of the language speaks first, and
// what was filed so far corrects it slowly: an active incident must not make its own names look common.
type vocabulary struct {
	langs   map[string]*langStats
	durable bool // what is observed will be saved
}

type langStats struct {
	articles   float64
	seen       map[uint32]uint32 // by cutKey: how many articles had it
	background *background
	saving     *saving // nil if nothing will be saved
}

const (
	backgroundArticles = 500    // articles that the background table counts as
	rarest             = 0.0001 // chance of a key that the background doesn't know
	maxSeen            = 1 << 20

	// Of a language without a table, what was filed in it is soon the better witness.
	unknownArticles = 20
	unknownChance   = 0.02
)

// allLanguages stands for all of them together.
const allLanguages = "*"

func newVocabulary(durable bool) *vocabulary {
	return &vocabulary{langs: map[string]*langStats{}, durable: durable}
}

func (v *vocabulary) lang(code string) *langStats {
	s := v.langs[code]
	if s == nil {
		s = &langStats{seen: map[uint32]uint32{}, background: backgroundOf(code)}
		if v.durable {
			s.saving = &saving{}
		}
		v.langs[code] = s
	}
	return s
}

// observe counts the keys of one article.
func (s *langStats) observe(keys []uint64) {
	s.articles++
	for _, k := range keys {
		s.seen[cutKey(k)]++
	}
	if s.saving != nil {
		s.saving.observe(keys)
	}
	if len(s.seen) > maxSeen {
		if s.saving != nil {
			s.saving.stale = true
		}
		// What was seen once among a million keys is as good as never seen.
		least := uint32(2)
		for len(s.seen) > maxSeen/2 {
			for k, n := range s.seen {
				if n < least {
					delete(s.seen, k)
				}
			}
			least *= 2
		}
	}
}

// rarity is the inverse document frequency of a key, in nats, at least 0.
func (s *langStats) rarity(k uint64, table map[uint64]float32) float64 {
	chance, articles := math.Min(0.9, float64(table[k])+rarest), float64(backgroundArticles)
	if len(table) == 0 {
		chance, articles = unknownChance, unknownArticles
	}
	p := (articles*chance + float64(s.seen[cutKey(k)])) / (articles + s.articles)
	return math.Max(0, -math.Log(p))
}
