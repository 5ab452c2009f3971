package analysis_test

import (
	"strings"
	"testing"

	"parallax/index/analysis"
)

// terms writes the terms of a text, tokens separated by spaces, alternatives by "|".
func terms(lang, text string) string {
	var out []string
	for _, t := range analysis.For(lang).Text(text, nil) {
		out = append(out, strings.Join(t.Terms, "|"))
	}
	return strings.Join(out, " ")
}

func TestText(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"fr", "Les élections de l’État", "fr:le fr:elect fr:de fr:etat"},
		{"tr", "İstanbul'da IŞIK ılık", "tr:istanbul tr:ışık|tr~:isik tr:ılık|tr~:ilik"},
		{"en", "Don't RUN, Jean-Luc's O'Brien!", "en:dont en:run en:jean|en:jeanluc en:luc en:obrien"},
		{"en", "in Киев and выборы", "en:in x:киев en:and x:выборы"},
		{"ru", "На выборах с ней", "ru:на ru:выбор ru:с ru:не"},
		{"zh", "选举结果。好", "选举 举|结 结果 果 好"},
		{"ja", "ﾄﾖﾀは1,250台", "ト|ヨ ヨタ タは は 1250 台"},
		{"ko", "선거를 치렀다", "선거 거를 를 치렀 렀다 다"},
		{"th", "การเลือกตั้ง", "กา าร รเ เลื ลือ อก กตั้ ตั้ง ง"},
		{"en", "#Brexit by @Real_Name 😀", "#brexit|en:brexit en:by @real_name|en:real_nam 😀"},
		{"en", "1,250 1.250 3,5 12.03.2017 ١٢٥٠ 20th G20", "1250 1250 3.5 12 03 2017 1250 20th g20"},
		{"de", "Straße STRASSE Häuser", "de:strass de:strass de:häus|de^:haus|de~:hauser"},
		{"ar", "الانتخابات اِنتِخَابَات إنتخابات", "ar:انتخاب|ar:انتخابا|ar:انتخابات ar:انتخاب|ar:انتخابا|ar:انتخابات ar:انتخاب|ar:انتخابا|ar:انتخابات"},
		{"he", "וְהַבְּחִירוֹת צה״ל", "he:והבחיר|he:הבחיר|he:בחיר he:צהל"},
		{"fa", "کتاب\u200cها كتابي می\u200cخواهم", "fa:کتاب fa:کتاب|fa:کتابی fa:خوا|fa:خواه|fa:خواهم"},
		{"el", "Εκλογές ΕΚΛΟΓΕΣ εκλογών", "el:εκλογ|el:εκλογεσ el:εκλογ|el:εκλογεσ el:εκλογ|el:εκλογων"},
		{"sr", "Избори izbora изборима", "sr:izbor|sr:izbori sr:izbor|sr:izbora sr:izbor|sr:izborim|sr:izborima"},
		{"uk", "вибори виборах виборів об'єднання об’єднань", "uk:вибор|uk:вибори uk:вибор|uk:виборах uk:вибор|uk:виборов uk:обєднан|uk:обєднання uk:обєднан|uk:обєднань"},
		{"en", "He said the U.S. bought F-16s and 1 250 trucks", "en:he en:said|en:say en:the en:us en:bought|en:buy en:f|f16s 16s en:and 1|1250 250 en:truck"},
		{"de", "Präsidentschaftswahlen", "de:präsidentschaftswahl|de+:präsidentschaft|de+^:prasidentschaft|de+:wahl|de~:prasidentschaftswahlen"},
	} {
		if got := terms(c.lang, c.text); got != c.want {
			t.Errorf("%s %q:\n got %s\nwant %s", c.lang, c.text, got, c.want)
		}
	}
}
