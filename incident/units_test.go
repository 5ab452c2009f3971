package incident

import (
	"slices"
	"testing"
)

func TestQuantitiesOfOtherUnits(t *testing.T) {
	units := func(text string) (keys []uint64) {
		for _, f := range figures([]rune(text)) {
			keys = append(keys, f.units...)
		}
		return keys
	}
	share := func(a, b string) bool {
		return slices.ContainsFunc(units(a), func(k uint64) bool { return slices.Contains(units(b), k) })
	}
	for _, same := range [][2]string{
		{"12,000 acres burned", "4 900 hectares ont brûlé"}, {"12,000 acres", "49 km² Wald"}, {"gusts of 92 mph", "Böen von 148 km/h"},
		{"30 miles away", "48 Kilometer entfernt"}, {"104°F in the shade", "bei 40 °C im Schatten"}, {"1.2 million acres", "485.000 гектаров"},
		{"a 330-foot tower", "ein 100 Meter hoher Turm"}, {"2,200 pounds of cocaine", "1000 кг кокаина"},
	} {
		if !share(same[0], same[1]) {
			t.Errorf("%q and %q measure the same", same[0], same[1])
		}
	}
	for _, other := range [][2]string{
		{"12,000 acres burned", "12 000 hectares ont brûlé"}, {"30 miles away", "30 km/h"}, {"40 people", "40 Menschen"}, {"-40°F", "0 °C"},
	} {
		if share(other[0], other[1]) {
			t.Errorf("%q and %q measure something else", other[0], other[1])
		}
	}
}
