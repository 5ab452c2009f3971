package words

import (
	"testing"
	"time"
)

func TestFormats(t *testing.T) {
	all := All()
	at := time.Date(2026, 3, 4, 15, 7, 0, 0, time.UTC)
	for _, c := range []struct{ tag, number, percent, long, short, clock, ago, list string }{
		{"en", "12,345,678", "37.5%", "4 March 2026", "4 Mar", "15:07", "3 hours ago", "a, b, c and d"},
		{"de", "12.345.678", "37,5\u00a0%", "4. März 2026", "4. März", "15:07", "vor 3 Stunden", "a, b, c und d"},
		{"fr", "12\u202f345\u202f678", "37,5\u00a0%", "4 mars 2026", "4 mars", "15:07", "il y a 3 heures", "a, b, c et d"},
		{"es", "12.345.678", "37,5\u00a0%", "4 de marzo de 2026", "4 mar", "15:07", "hace 3 horas", "a, b, c y d"},
		{"ru", "12\u00a0345\u00a0678", "37,5\u00a0%", "4 марта 2026\u202fг.", "4 мар.", "15:07", "3 часа назад", "a, b, c и d"},
		{"uk", "12\u00a0345\u00a0678", "37,5%", "4 березня 2026\u202fр.", "4 бер.", "15:07", "3 години тому", "a, b, c і d"},
		{"ar", "12,345,678", "37.5\u200e%\u200e", "4 مارس 2026", "4 مارس", "3:07 م", "قبل 3 ساعات", "a وb وc وd"},
		{"he", "12,345,678", "37.5%", "4 במרץ 2026", "4 במרץ", "15:07", "לפני 3 שעות", "a, b, c וd"},
		{"fa", "۱۲٬۳۴۵٬۶۷۸", "۳۷٫۵٪", "۴ مارس ۲۰۲۶", "۴ مارس", "۱۵:۰۷", "۳ ساعت پیش", "a،\u200f b،\u200f c، و d"},
		{"hi", "1,23,45,678", "37.5%", "4 मार्च 2026", "4 मार्च", "3:07 pm", "3 घंटे पहले", "a, b, c, और d"},
		{"zh-Hans", "12,345,678", "37.5%", "2026年3月4日", "3月4日", "15:07", "3小时前", "a、b、c和d"},
		{"zh-Hant", "12,345,678", "37.5%", "2026年3月4日", "3月4日", "下午3:07", "3 小時前", "a、b、c和d"},
		{"ja", "12,345,678", "37.5%", "2026年3月4日", "3月4日", "15:07", "3 時間前", "a、b、c、d"},
		{"ko", "12,345,678", "37.5%", "2026년 3월 4일", "3월 4일", "오후 3:07", "3시간 전", "a, b, c 및 d"},
	} {
		e := all.Named(c.tag)
		got := []string{e.Number(12345678), e.Percent(.375, 1), e.Long(at), e.MonthDay(at), e.Clock(at), e.Ago(3*time.Hour + time.Minute), e.List([]string{"a", "b", "c", "d"})}
		for i, want := range []string{c.number, c.percent, c.long, c.short, c.clock, c.ago, c.list} {
			if got[i] != want {
				t.Errorf("%s: %q, want %q", c.tag, got[i], want)
			}
		}
	}
	for n, want := range map[int]string{-1234: "−1.234", 0: "0", 999: "999", 1000: "1.000"} {
		if got := all.Named("de").Number(n); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := all.Named("es").Number(1234); got != "1234" {
		t.Errorf("Spanish writes %q, want 1234", got)
	}
}

func TestSpansTakeTheLargestUnit(t *testing.T) {
	e := All().Named("ar")
	for d, want := range map[time.Duration]string{
		0: "دقيقة", 2 * time.Minute: "دقيقتان", 90 * time.Minute: "ساعة", 47 * time.Hour: "47 ساعة", 48 * time.Hour: "يومان", 240 * time.Hour: "10 أيام",
	} {
		if got := e.Span(d); got != want {
			t.Errorf("%v: %q, want %q", d, got, want)
		}
	}
	if got := All().Named("en").Ahead(26 * time.Hour); got != "in 26 hours" {
		t.Errorf("%q", got)
	}
}

// Every language has all that a date or a number needs.
func TestConventionsAreWhole(t *testing.T) {
	for _, e := range All().List() {
		for _, s := range []string{e.point, e.group, e.percent, e.long, e.medium, e.monthDay, e.yearMonth, e.clock, e.longGlue, e.glue, e.periods[0], e.periods[1]} {
			if s == "" {
				t.Errorf("%s lacks a convention", e.Lang())
			}
		}
		for _, by := range [][units]forms{e.ago, e.ahead, e.span, e.brief} {
			for _, unit := range by {
				if unit[len(categories)-1] == "" {
					t.Errorf("%s lacks a phrase for spans of time: %q", e.Lang(), unit)
				}
			}
		}
		for _, names := range e.months {
			for _, name := range names {
				if name == "" {
					t.Errorf("%s lacks the name of a month", e.Lang())
				}
			}
		}
	}
}
