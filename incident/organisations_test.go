package incident

import (
	"strings"
	"testing"

	"golang.org/x/text/language"
)

func TestOrganisationsAcrossScripts(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"en", "The UN and the World Health Organization met NATO.", "un who nato"},
		{"en", "Who knows what the U.N. Security Council will do", "un unsc"},
		{"fr", "L'ONU, l'OMS et l'OTAN ; un homme, une femme", "un who nato"},
		{"de", "Der Europäischen Union und der EZB", "eu ecb"},
		{"es", "la OMS y el Banco Central Europeo", "who ecb"},
		{"ru", "в ООН и ВОЗ, Европейского союза и Белым домом, Госдепом", "un who eu whitehouse statedept"},
		{"uk", "Верховній Раді та ООН", "rada un"},
		{"pl", "w Białym Domu i ONZ, Unię Europejską", "whitehouse un eu"},
		{"ar", "الأمم المتحدة وحلف شمال الأطلسي وللأمم المتحدة والبيت الأبيض", "un nato whitehouse"},
		{"he", "באו\"ם ובנאטו ובבית הלבן", "un nato whitehouse"},
		{"fa", "سازمان ملل و کاخ سفید", "un whitehouse"},
		{"hi", "संयुक्त राष्ट्र और नाटो", "un nato"},
		{"zh", "联合国与世卫组织及北约", "un who nato"},
		{"ja", "国連と世界保健機関、ホワイトハウス、EU", "un who whitehouse eu"},
		{"ko", "유엔과 세계보건기구는 백악관에서", "un who whitehouse"},
		{"tr", "Beyaz Saray'da Avrupa Birliği'nin", "whitehouse eu"},
		{"en", "an arsenal of weapons, an apple a day", ""},
		{"en", "WHO KNOWS WHAT THE UN DOES", ""}, // in a headline of capitals
	} {
		tokens := markTitleCase(tokenize(c.text, strings.ToUpper(c.text) == c.text && c.lang == "en", 0))
		var got []string
		for _, m := range newOrganisationGazetteer(c.lang).find(tokens) {
			got = append(got, strings.TrimPrefix(m.key, "o"))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s %q: %v, want %s", c.lang, c.text, got, c.want)
		}
	}
}

// A name that stands for two organisations tells of neither.
func TestTheTableOfOrganisationsIsSound(t *testing.T) {
	ids, named := map[string]bool{}, map[string]string{}
	for _, o := range organisations() {
		if ids[o.id] || o.chance <= 0 || len(o.names) < 2 {
			t.Errorf("%s stands there twice, has no chance, or fewer than two names", o.id)
		}
		ids[o.id] = true
		for _, n := range o.names {
			for _, lang := range n.langs {
				if _, err := language.Parse(lang); err != nil && lang != "*" {
					t.Errorf("%s: %q is no language", o.id, lang)
				}
				name := lang + ":" + n.name
				if other, known := named[name]; n.name == "" || known && other != o.id {
					t.Errorf("%q stands for %s and for %s", name, other, o.id)
				}
				named[name] = o.id
			}
		}
	}
}
