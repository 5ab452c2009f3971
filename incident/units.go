package incident

import (
	"fmt"
	"math"
	"strings"
)

// A quantity is what a number and its unit measure, in one unit for each dimension: English papers count in acres, miles and degrees
// Fahrenheit what others tell in hectares, kilometres and degrees Celsius.
type quantity struct {
	dimension byte
	value     float64
}

// units are the words behind a number that measure it, by how they begin; of several that fit, the first. Only those are here
// that papers of different countries exchange for each other.
var units = []struct {
	dimension    byte
	factor, zero float64 // value = factor·(number − zero)
	begins       []string
}{
	{'s', 1, 0, []string{"km/h", "km / h", "kmh", "kph", "kilometres per hour", "kilometers per hour", "kilometres an hour", "kilometers an hour", "kilomètres-heure", "kilomètres à l'heure", "kilomètres à l’heure",
		"kilometer pro stunde", "kilómetros por hora", "quilômetros por hora", "quilómetros por hora", "км/ч", "км/год", "公里/小时", "كيلومتر في الساعة"}},
	{'s', 1.609344, 0, []string{"mph", "miles per hour", "miles an hour"}},
	{'a', 1, 0, []string{"ha ", "hectare", "hectár", "hectàr", "hektar", "hehtaar", "ettar", "hektár", "га ", "гектар", "εκτάρ", "公顷", "公頃", "ヘクタール", "헥타르", "هكتار", "הקטאר", "हेक्टेयर"}},
	{'a', 0.404686, 0, []string{"acre", "акр", "英亩", "エーカー", "에이커"}},
	{'a', 100, 0, []string{"km²", "km2", "sq km", "square kilomet", "quadratkilometer", "kilomètres carrés", "kilómetros cuadrados", "quilômetros quadrados", "chilometri quadrati", "кв. км", "квадратных километр", "平方公里", "平方キロ"}},
	{'a', 258.999, 0, []string{"sq mi", "square mile"}},
	{'l', 1000, 0, []string{"km ", "km.", "km,", "kilomet", "kilómetro", "quilómetro", "quilômetro", "chilometr", "kilomètre", "км ", "километр", "кілометр", "公里", "キロメートル", "킬로미터", "كيلومتر", "ק\"מ", "किलोमीटर"}},
	{'l', 1609.344, 0, []string{"mile", "英里", "マイル", "마일"}},
	{'l', 1, 0, []string{"m ", "metre", "meter", "mètre", "metro", "metri", "метр", "米", "メートル", "미터", "متر", "מטר", "मीटर"}},
	{'l', 0.3048, 0, []string{"ft ", "feet", "foot", "英尺", "フィート"}},
	{'c', 1, 0, []string{"°c", "° c", "℃", "degrees celsius", "celsius", "grad celsius", "degrés celsius", "grados celsius", "graus celsius"}},
	{'c', 5. / 9, 32, []string{"°f", "° f", "℉", "degrees fahrenheit", "fahrenheit"}},
	{'k', 1, 0, []string{"kg", "kilogram", "kilo ", "kilos", "кг", "килограмм", "公斤", "キログラム"}},
	{'k', 0.453592, 0, []string{"lb", "pounds of", "pound "}},
}

// quantityAt reads a unit behind a number that ends at end; ok is false where there is none.
func quantityAt(runes []rune, end int, number float64) (q quantity, ok bool) {
	rest := strings.ToLower(string(runes[end:min(len(runes), end+26)])) + " "
	rest = strings.TrimLeft(rest, " \u00a0\u202f-")
	for i := range units {
		u := &units[i]
		for _, begin := range u.begins {
			if strings.HasPrefix(rest, begin) {
				return quantity{u.dimension, u.factor * (number - u.zero)}, true
			}
		}
	}
	return quantity{}, false
}

// alikeQuantities is how far apart two quantities may be, as the ratio of the larger to the smaller, to have a key in common: what is
// converted is rounded too.
const alikeQuantities = 1.03

// keys are those of a quantity, two of overlapping ranges: what is within half a range of it has one of them.
func (q quantity) keys() [2]uint64 {
	if q.value <= 0 {
		return [2]uint64{}
	}
	at := math.Log(q.value) / math.Log(alikeQuantities) / 2
	return [2]uint64{key('u', fmt.Sprintf("%c%d", q.dimension, int(math.Floor(at)))), key('v', fmt.Sprintf("%c%d", q.dimension, int(math.Floor(at+0.5))))}
}
