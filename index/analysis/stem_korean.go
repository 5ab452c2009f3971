package analysis

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// koreanQuery is a run of Korean syllables in a query without what grammar adds to its word, for texts hold the word
// with any other ending as well: 대통령이 and 대통령은, 발견하다 and 발견했다. The alternatives are the syllables that may
// stand in the place of the last one; nil means the last one itself.
func koreanQuery(units []string) (rest, alternatives []string) {
	n := len(units)
	switch {
	case n < 2 || !isHangul(units[n-1]):
		return units, nil
	case units[n-1] == "다":
		return koreanVerb(units[:n-1])
	case n >= 4 && slices.Contains(koreanParticles, units[n-2]+units[n-1]):
		return units[:n-2], nil
	case n >= 3 && strings.Contains("을를은는의에", units[n-1]):
		return units[:n-1], nil
	case n >= 3 && (units[n-1] == "이" && closed(units[n-2]) || units[n-1] == "가" && !closed(units[n-2])) &&
		!slices.Contains(koreanNouns, strings.Join(units, "")):
		return units[:n-1], nil
	}
	return units, nil
}

// koreanVerb is the stem of a verb whose 다 is taken off: what 하다 and 되다 are put behind, or the last syllable in the
// shapes that endings give it.
func koreanVerb(units []string) (rest, alternatives []string) {
	n := len(units)
	switch last := units[n-1]; {
	case n >= 3 && (last == "하" || last == "되"):
		return units[:n-1], nil
	case n == 2 && last == "하":
		return units, []string{"하", "했", "한", "할", "해", "합"}
	case n == 2 && last == "되":
		return units, []string{"되", "됐", "된", "될", "돼", "됩"}
	case strings.Contains("는한된인", last) || closedBy(last) == 20 || n < 2:
		return append(slices.Clone(units), "다"), nil // an inflected form, or too short
	default:
		return units, koreanShapes(last)
	}
}

// koreanShapes are an open syllable with the consonants that endings close it with, and its vowel as the past tense
// contracts it: 달아나, 달아난, 달아났; 던지, 던져.
func koreanShapes(last string) []string {
	r, _ := utf8.DecodeRuneInString(last)
	if closed(last) {
		return nil
	}
	shapes := []string{last}
	add := func(r rune) {
		for _, final := range []rune{0, 4, 8, 16, 17, 20} { // none, ㄴ, ㄹ, ㅁ, ㅂ, ㅆ
			shapes = appendNew(shapes, string(r+final))
		}
	}
	add(r)
	if to, ok := koreanContraction[(r-hangulFirst)/28%21]; ok {
		add(r + (to-(r-hangulFirst)/28%21)*28)
	}
	return shapes
}

// koreanContraction is the vowel that the past tense makes of another, by the number of Unicode: ㅣ ㅕ, ㅜ ㅝ, ㅗ ㅘ, ㅡ ㅓ.
var koreanContraction = map[rune]rune{20: 6, 13: 14, 8: 9, 18: 4}

const hangulFirst = 0xAC00

// closedBy is the number of the consonant that a syllable ends in, 0 for none.
func closedBy(syllable string) rune {
	r, _ := utf8.DecodeRuneInString(syllable)
	if !isHangul(syllable) {
		return 0
	}
	return (r - hangulFirst) % 28
}

// closed reports whether a syllable ends in a consonant.
func closed(syllable string) bool { return closedBy(syllable) != 0 }

var koreanParticles = strings.Fields("에서 에게 으로 까지 부터 께서 에는 에도 이다 한테 에게 이라 처럼 보다 에서 들은 들이 들을 들의 과의 와의")

// koreanNouns end in what looks like a particle.
var koreanNouns = strings.Fields(`전문가 정치가 사업가 예술가 음악가 소설가 자본가 운동가 평론가 건축가 작곡가 법률가 외교가 탐험가 번역가 재평가
	휘발유가 어린이 젊은이 늙은이 고양이 호랑이 원숭이 지팡이 달팽이 떡볶이 돌잔치 길잡이 손잡이 미식가 투자가 활동가 비평가 극작가`)

func isHangul(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r >= hangulFirst && r <= 0xD7A3
}
