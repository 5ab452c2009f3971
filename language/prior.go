package language

import (
	"slices"
	"strings"
)

// prior is the rough odds of a language among news pages against an average European one. It matters for
// headlines, where trigrams find Latin and Tagalog everywhere, and fades by itself as the text grows.
func prior(code string) float64 {
	switch code {
	case "en":
		return 10
	case "es", "fr", "de", "pt", "it", "ru", "ar":
		return 3
	case "la", "eo":
		return 0.02
	case "lg", "mi", "nn", "sn", "so", "st", "tn", "ts", "xh", "yo", "zu", "cy", "ga", "tl", "eu", "mr":
		return 0.15
	case "af", "bs", "ms", "is", "sq", "mk", "sk", "sl", "et", "lt", "lv", "ca":
		return 0.5
	}
	return 1
}

// vietnamese are letters that every Vietnamese sentence has some of, and that hardly another language writes.
const vietnamese = "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹàáãèéìíòóõùúý"

// excludes reports whether a text can't be in a language although its trigrams resemble it.
func (s *sample) excludes(code string) bool {
	return code == "vi" && !strings.ContainsAny(strings.ToLower(s.text), vietnamese)
}

// takenFor lists, for languages that the models lack or can't tell from a sibling, what their texts are taken for.
var takenFor = map[string][]string{
	"ast": {"es", "pt", "ca"},
	"bs":  {"hr"},
	"ceb": {"tl"},
	"ckb": {"ar", "fa", "ur"},
	"cnr": {"hr", "bs", "sr"},
	"fo":  {"is", "da", "no", "nn"},
	"fy":  {"nl", "af"},
	"gd":  {"ga"},
	"gl":  {"pt", "es"},
	"hr":  {"bs"},
	"ht":  {"fr"},
	"id":  {"ms"},
	"jv":  {"id", "ms"},
	"ky":  {"kk", "mn"},
	"lb":  {"de", "nl"},
	"mai": {"hi", "mr"},
	"mr":  {"hi"},
	"ms":  {"id"},
	"ne":  {"hi", "mr"},
	"nn":  {"no"},
	"oc":  {"ca", "fr"},
	"ps":  {"fa", "ur", "ar"},
	"sd":  {"ur", "fa", "ar"},
	"sr":  {"hr", "bs"},
	"tg":  {"ru", "bg", "mk", "kk"},
	"tt":  {"kk", "mn"},
	"ug":  {"ar", "fa", "ur"},
	"uz":  {"az", "tr", "kk"},
	"xh":  {"zu"},
	"zu":  {"xh"},
}

// asHinted moves an answer to the language that a hint names, where texts of that language are known to be taken
// for the answer.
func asHinted(code string, h Hints) string {
	for _, hint := range []string{h.Declared, h.Feed, h.Outlet} {
		base := baseOf(hint)
		if base == code {
			return code
		}
		if slices.Contains(takenFor[base], code) {
			return base
		}
	}
	return code
}
