package extract

import (
	"strings"
	"time"
)

// A calendar is what the year and the month of a written date count in.
type calendar uint8

const (
	gregorian calendar = iota
	persian            // the solar calendar of Iran and Afghanistan
	islamic            // the lunar calendar
)

// persianMonths are the months of the solar calendar, in Iran and in Afghanistan.
var persianMonths = byPlace("فروردین|حمل اردیبهشت|ثور خرداد|جوزا تیر|سرطان مرداد|اسد شهریور|سنبله مهر|میزان آبان|عقرب آذر|قوس دی|جدی بهمن|دلو اسفند|حوت")

// islamicMonths are the months of the lunar calendar; those of two words are written as one by joinMonths.
var islamicMonths = byPlace("محرم|المحرم صفر ربيعالأول ربيعالآخر جمادىالأولى جمادىالآخرة رجب شعبان رمضان شوال ذوالقعدة|ذيالقعدة ذوالحجة|ذيالحجة")

// lunarNames writes the lunar months of two words as one, in the forms that the press has.
var lunarNames = strings.NewReplacer("ربيع الأول", "ربيعالأول", "ربيع الاول", "ربيعالأول", "ربيع الآخر", "ربيعالآخر", "ربيع الثاني", "ربيعالآخر", "ربيع الاخر", "ربيعالآخر",
	"جمادى الأولى", "جمادىالأولى", "جمادى الاولى", "جمادىالأولى", "جمادى الآخرة", "جمادىالآخرة", "جمادى الثانية", "جمادىالآخرة", "جمادى الاخرة", "جمادىالآخرة",
	"ذو القعدة", "ذوالقعدة", "ذي القعدة", "ذيالقعدة", "ذو الحجة", "ذوالحجة", "ذي الحجة", "ذيالحجة")

// byPlace gives the place of each name in a list parted by spaces, from 1 on; other forms of a name follow it after "|".
func byPlace(list string) map[string]int {
	m := map[string]int{}
	for i, names := range strings.Fields(list) {
		for name := range strings.SplitSeq(names, "|") {
			m[name] = i + 1
		}
	}
	return m
}

// eras are the reigns and republics that years are counted from: the era's name and the year before its first.
var eras = []struct {
	name string
	zero int
}{{"令和", 2018}, {"平成", 1988}, {"昭和", 1925}, {"民國", 1911}, {"民国", 1911}}

// gregorianDay is the day that a date of another calendar falls on. Lunar months begin when the moon is seen; the
// arithmetic calendar used here differs from what was printed by a day at most.
func gregorianDay(c calendar, year, month, day int) time.Time {
	switch c {
	case persian:
		// The 33-year cycle with eight leap years: right for 1206–1498 (1827–2120).
		leaps := (8*year + 21) / 33
		days := 365*(year-1) + leaps + 30*(month-1) + min(month-1, 6) + day - 1
		return time.Date(622, 3, 21, 0, 0, 0, 0, time.UTC).AddDate(0, 0, days)
	case islamic:
		days := 354*(year-1) + (3+11*year)/30 + (59*(month-1)+1)/2 + day - 1
		return time.Date(622, 7, 19, 0, 0, 0, 0, time.UTC).AddDate(0, 0, days)
	}
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
}
