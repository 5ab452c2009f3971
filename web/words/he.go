package words

// Hebrew. Forms of a Plural: one (1), two (2), many (20, 30), other.
var hebrew = Words{
	Name: "עברית",
	Nav: Nav{
		Tagline:     "{site}: אירוע אחד, כל השפות",
		Skip:        "דילוג לתוכן",
		AboutSite:   "על האתר הזה",
		Main:        "ניווט ראשי",
		Now:         "עכשיו",
		Search:      "חיפוש",
		Concordance: "קונקורדנציה",
		Trends:      "מגמות",
		Sources:     "מקורות",
		Export:      "ייצוא",
		About:       "אודות",
		Everything:  "הכול",
		SearchAll:   "חיפוש בכל השפות",
		Language:    "שפה",
		Pages:       "עמודים",
		ToStart:     "להתחלה",
		More:        "עוד",
	},
	Foot: Foot{
		Rights:    "הכותרות והטקסטים שייכים למוציאים לאור שלהם, וכל אחד מקשר למקום שבו פורסם.",
		Times:     "השעות לפי {zone}.",
		TimesHere: "השעות לפי אזור הזמן שלכם.",
		Clean:     "בלי עוגיות, בלי מעקב, ושום דבר לא נטען ממקום אחר.",
		Method:    "על האתר והשיטה",
		API:       "API",
		Data:      "נתונים",
		Theme:     "בהיר או כהה",
	},
}
