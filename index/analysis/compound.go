package analysis

import (
	"compress/gzip"
	"embed"
	"io"
	"math"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// Compounds are taken apart by how common the parts are, after P. Koehn and K. Knight, "Empirical methods for compound
// splitting" (EACL 2003): of all ways to cut a word into known words, with the letters that join them dropped,
// the one counts whose parts are the commonest on average, and only if they are commoner than the word itself. So
// Wahl finds Präsidentschaftswahl, and Ster doesn't find Minister.
//
// The parts of a word of a text are terms of their own ("de+:wahl"), which a query word reaches by Slot.Loose, so
// that the word itself comes first.

// A compounding is how a language forms compounds.
type compounding struct {
	links        []string        // what may stand between the parts
	tails        []string        // what may be missing at the end of a part in front: Schul, Schule
	endings      []string        // that a last part may have whose stem is too short to tell it apart
	short        map[string]bool // parts of two and three letters; others have four at least
	never        map[string]bool // words that are no parts: endings and prefixes that are spelt like them
	entire       map[string]bool // stems that look like compounds and are none
	lexicon      func() map[string]part
	stemmed      bool  // the last part may have endings that the lexicon lacks
	stemmedFront bool  // so may the others
	minWhole     int   // of a compound, in characters
	common       uint8 // what a part's zipf is at least
}

// A part is what is known of a word: ten times the logarithm of its frequency, and whether it can be part of a compound.
type part struct {
	zipf   uint8
	whole  bool // it is never a part
	ending bool // it is no word, but the stem of one
}

//go:embed words/*.txt.gz
var wordFiles embed.FS

// wordsOf reads the lexicon of a language when it is first needed.
// The stems of short words are as good as those of long ones are.
func wordsOf(name string, stem *stemmer, short map[string]bool) func() map[string]part {
	return sync.OnceValue(func() map[string]part {
		words := map[string]part{}
		whole := false
		for line := range strings.Lines(wordFile(name)) {
			zipf, list, ok := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
			if !ok {
				whole = true
				continue
			}
			z, _ := strconv.Atoi(zipf)
			for _, w := range strings.Fields(list) {
				w = lower(w, false)
				words[w] = part{zipf: uint8(z), whole: whole}
				if s := stem.likely(w); !whole && (utf8.RuneCountInString(s) >= 4 || short[w]) {
					if _, known := words[s]; !known {
						words[s] = part{zipf: uint8(z), ending: true}
					}
				}
			}
		}
		return words
	})
}

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// wordFile is the text of a lexicon. The files are part of the program: one that can't be read is a mistake in it.
func wordFile(name string) string {
	file, err := wordFiles.Open("words/" + name + ".txt.gz")
	if err != nil {
		panic("analysis: " + err.Error())
	}
	defer file.Close()
	r, err := gzip.NewReader(file)
	if err != nil {
		panic("analysis: " + name + ": " + err.Error())
	}
	text, err := io.ReadAll(r)
	if err != nil {
		panic("analysis: " + name + ": " + err.Error())
	}
	return string(text)
}

// parts are the words that a compound is made of, those that are compounds themselves included; none if it is no
// compound.
func (c *compounding) parts(word string, stem *stemmer) []string {
	s := splitter{compounding: c, words: c.lexicon(), stem: stem}
	return s.parts(word, 0)
}

type splitter struct {
	*compounding
	words  map[string]part
	stem   *stemmer
	inside bool // it looks into a part
}

// maxCompound keeps long rows of letters from costing much.
const maxCompound = 60

func (s *splitter) parts(word string, depth int) []string {
	if len(word) > maxCompound || depth > 3 || utf8.RuneCountInString(word) < s.minWhole {
		return nil
	}
	front, last, _ := s.split(word)
	if front == "" {
		return nil
	}
	list := []string{front, last}
	if _, _, at := s.split(front); at > 0 && s.part(word[at:]) > 0 { // Bundestags-wahl-kampf: Wahlkampf
		list = append(list, word[at:])
	}
	list = append(list, s.parts(front, depth+1)...)
	return append(list, s.parts(last, depth+1)...)
}

// lexicalised is how much commoner than its parts a word may be that is taken apart all the same, ten times the
// logarithm: statsminister is a word of the news like few others.
const lexicalised = 8

// split cuts a word in two, before the byte at, or answers nothing.
func (s *splitter) split(word string) (front, last string, at int) {
	if s.entire[word] || s.entire[s.stem.likely(word)] {
		return "", "", 0
	}
	best := s.known(word) - lexicalised
	for i := range word {
		if i == 0 {
			continue
		}
		z := s.last(word[i:])
		if z == 0 {
			continue
		}
		if f, zf := s.front(word[:i]); zf > 0 && (z+zf)/2 > best {
			best, front, last, at = (z+zf)/2, f, word[i:], i
		}
	}
	return front, last, at
}

// known is how common a whole word is, in any of its forms.
func (s *splitter) known(word string) float64 {
	z := float64(s.words[word].zipf)
	return math.Max(z, float64(s.words[s.stem.likely(word)].zipf))
}

// part is how common a word is that may be a part, or 0.
func (s *splitter) part(word string) float64 {
	if n := utf8.RuneCountInString(word); n < 4 && (n < 2 || !s.short[word]) || s.never[word] {
		return 0
	}
	if p, ok := s.words[word]; ok && !p.whole && !p.ending && p.zipf >= s.common {
		return float64(p.zipf)
	}
	return 0
}

// last is how common the last part is, which has the endings of the whole.
func (s *splitter) last(word string) float64 {
	z := s.part(word)
	if z > 0 || !s.stemmed || utf8.RuneCountInString(word) < 5 || s.never[word] {
		return z
	}
	stem := s.stem.likely(word)
	if p, ok := s.words[stem]; ok && !p.whole && p.zipf >= s.common && stem != word && !s.never[stem] && utf8.RuneCountInString(stem) > 2 {
		return float64(p.zipf)
	}
	for _, ending := range s.endings {
		if short, ok := strings.CutSuffix(word, ending); ok {
			z = max(z, s.part(short))
		}
	}
	return z
}

// front is the part in front of another, without what joins it, and how common it is.
func (s *splitter) front(joined string) (string, float64) {
	best, z := joined, s.part(joined)
	for _, link := range s.links {
		if word, ok := strings.CutSuffix(joined, link); ok {
			if zw := s.part(word); zw > z {
				best, z = word, zw
			}
		}
	}
	if z > 0 {
		return best, z
	}
	if stem := s.stem.likely(joined); s.stemmedFront && s.words[stem].ending {
		return joined, float64(s.words[stem].zipf)
	}
	for _, tail := range s.tails {
		if zw := s.part(joined + tail); zw > 0 && utf8.RuneCountInString(joined) >= 4 {
			return joined + tail, zw
		}
	}
	return s.compoundFront(joined)
}

// compoundFront is a part in front that is itself a compound, too rare for the lexicon: Weltgesundheits-organisation.
func (s *splitter) compoundFront(joined string) (string, float64) {
	if utf8.RuneCountInString(joined) < s.minWhole || s.inside {
		return "", 0
	}
	inner := *s
	inner.inside = true
	for _, link := range append([]string{""}, s.links...) {
		word, ok := strings.CutSuffix(joined, link)
		if front, last, _ := inner.split(word); ok && front != "" {
			if z := s.part(last); z > 0 {
				return word, z
			}
		}
	}
	return "", 0
}

var scandinavianLinks = strings.Fields("s e es")

var germanCompounds = &compounding{
	links: strings.Fields("s es n en er e ens ns"), tails: strings.Fields("e en"), stemmed: true, minWhole: 7,
	short: setOf("tag amt hof bau weg rat uhr zug bad tor arm see tee eis hut not tod gas öl tal akt art bus gut bier auto kur los mut rad ruf tür wut zoo tat ost süd"),
	never: setOf(`ende enden ender endes ern erin heit keit schaft schaften lich isch chen lein bar sam voll los
		nahme ring ringe rungen lage lagen einen einer eines enten daten raten eure ober part port sport mini spar mus ion ionen
		tion tium ismus isten ist tem ster sten ten lament bot wirt kern ruhe gier akt ei art weise falls reich reiche reichen reicher
		elle ellen eben ebene anden staben test bart unter gegen wider ab an auf aus bei durch ein ent nach über um vor zu zurück wieder fort
		fest miss hin her fern viel mehr selbst halb ganz gut dies`),
	lexicon: wordsOf("de", rule(germanStem), nil),
}

var dutchCompounds = &compounding{
	links: strings.Fields("s en n er e es ens eren"), tails: strings.Fields("e en"), stemmed: true, minWhole: 7,
	short: setOf("dag weg wet bos zee ijs bus man arm oog tijd stad huis raad zaak kerk gas olie lid bom pers kust dijk bouw"),
	never: setOf(`ster sters ring ringen ling schap schappen heid ende enten daten maten mini ober ader anker sport loos
		lijk baar zaam achtig eren ing gin mees rater zing delde teit iteit isme tie ties king ling omen rijk rijke volle loze
		voor achter boven binnen buiten onder over naar weer door mede tegen neer zelf half halve heren teren veren vers tien eeten`),
	lexicon: wordsOf("nl", dutchStem, nil),
}

var swedishCompounds = &compounding{
	links: strings.Fields("s e"), tails: strings.Fields("a e"), stemmed: true, minWhole: 6,
	short: setOf("val hus man bil bok bro el hav liv hot rån bank snö krig djur eld sjö tåg väg land by ort mord film dåd lov cup"),
	never: setOf(`ster ring ringar skap skapet het heten lig liga ande ende are aren arna erna enter dater ater ober
		lament denten tet sport nor ning ningen ningar för över under från till med som inte den det att och efter mot mellan vid
		utan inom samt eller också bara kan ska skulle hade var blir blev mini ingen inga ingar ting ling lingar enda andra annan alla
		ella ellen elle heter enhet enheten taget tagare orna sann ande samma åter upp uppe fram fort ned nere ner inne inter lika miss
		genom hela mesta mest vara själv full föra före förs dess talet tals stans sättning sätta sätter sätt orter sten`),
	lexicon: wordsOf("sv", swedishStem, nil),
}

var danishCompounds = &compounding{
	links: scandinavianLinks, tails: strings.Fields("e"), stemmed: true, minWhole: 6,
	short: setOf("bil bro hav liv bog mord sag dyr krig land rum sne fod vej hus by"),
	never: setOf(`ster ring ringer skab skabet hed heden lig lige ende ene erne enter dater ater ober lament sport ning ningen
		for over under fra til med som ikke den det og efter mod mellem ved uden eller også kun kan skal skulle havde var bliver blev
		ingen ting inger else elle lede leden ende enden andre anden alle mange same samme sammen mest meste mere hele frem fort fore før
		inde ude hjem ned nede inter nogen gennem igen fuld fine grene eren alen mode ister sted kone rede være vare`),
	lexicon: wordsOf("da", danishStem, nil),
}

var norwegianCompounds = &compounding{
	links: scandinavianLinks, tails: strings.Fields("e"), stemmed: true, minWhole: 6,
	short: setOf("bil bro hav liv bok sak dyr krig land rom snø fot vei hus by ran vær valg drap cup"),
	never: setOf(`ster ring ringer skap skapet het heten lig lige ende ene erne enter dater ater ober lament sport ning ningen
		for over under fra til med som ikke den det og etter mot mellom ved uten eller også kan skal skulle hadde var blir ble
		ingen ting inger else elle ende enden andre annen alle mange same samme sammen mest meste mere hele frem fram fort fore før
		inne ute hjem ned nede inter noen gjennom igjen full fine grene eren alen mote ister sted kone lister samt gene`),
	lexicon: wordsOf("no", norwegianStem, nil),
}

var icelandicCompounds = &compounding{
	links: strings.Fields("s ar ur u a na is"), stemmed: true, minWhole: 6,
	short:   setOf("dag frí jörð hús haf mál"),
	never:   setOf("inn ið arnir urinn ingur ingar legur lega andi undir yfir fyrir eftir með sem ekki það hann hún"),
	lexicon: wordsOf("is", icelandicStem, nil),
}

var finnishCompounds = &compounding{
	links: strings.Fields("n s"), endings: strings.Fields("t n ssa ssä sta stä lla llä lle"), stemmed: true, stemmedFront: true, minWhole: 8, common: 37,
	short: setOf("sota vesi isku maa työ lumi auto raja kesä sää pää"),
	never: setOf(`lainen laiset laisen tuksen minen misen misesta misessa tumaan maan maton kuussa kuun kuuta kuu
		ilman ollut olla ovat että mutta kuin sekä joka jonka mukaan kanssa teri steri tus sti alla alle alta esti isin ansa aan teen
		taisi taakse alainen alaiset ettiin aikaan saan tänyt nnen istyy istyi istää alan ilta iltä uudessa itse teet tuot muut muuta
		mielen vaisuus vaisuuden vaisuudessa laista laisia laisten vasti päin moinen ella allisen uuteen tosi sama muka list kans päät`),
	lexicon: wordsOf("fi", finnishStem, nil),
}

var hungarianParts = setOf(`víz tűz gép adó ház hó bor cég út híd kéz tél szó kő fű nő tej méz gáz jog ügy nap tér fal láb fém hús só
	díj kút név nép cső vér idő lap bér vám jel cél tár`)

var hungarianCompounds = &compounding{
	stemmed: true, minWhole: 6, common: 30,
	short: hungarianParts, entire: setOf("hónap szarvas"),
	never: setOf(`ság ség ban ben nak nek val vel ként hogy nem egy azt ezt volt lesz meg fel össze vissza alatt után
		által szerint miatt között lenni kell lehet bajnok tett tette tettem lett ottam ettem ottak ettek hatni hetni hetünk getünk ében ában
		ának ének anában ebben abban esen kori féle szer ször szor etek eket okat átok ezet kívül minden mind ugyan vala semmi több olyan
		ettől attól erről arról ebből abból ezzel azzal ehhez ahhoz erre arra őrizet telen talan ével ával ének ített ható
		eset elte elem ások ések ását ését ülnek ületek esetre jött első napi olni ának ésének`),
	lexicon: wordsOf("hu", hungarianStem, hungarianParts),
}
