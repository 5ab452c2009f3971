package extract

import (
	"strings"
	"testing"
)

// TestBylines gives bylines as the press of many languages writes them and the names in them. They are the same whether
// they stand in a field for authors or in a line of the page, but for what fields alone may hold.
func TestBylines(t *testing.T) {
	for _, c := range []struct{ byline, want string }{
		{"By Jane Doe and John Q. Public, Staff Writers", "Jane Doe;John Q. Public"},
		{"By JANE DOE | Associated Press", "JANE DOE"},
		{"Von Anna Müller und Karl-Heinz Schmidt", "Anna Müller;Karl-Heinz Schmidt"},
		{"Eine Analyse von Anna Müller", "Anna Müller"},
		{"Ein Kommentar von Anna Müller", "Anna Müller"},
		{"Von Anna Müller, Berlin", "Anna Müller"},
		{"Von unserem Korrespondenten Karl Schmidt", "Karl Schmidt"},
		{"Par Élise Dubois avec AFP", "Élise Dubois"},
		{"Propos recueillis par Élise Dubois", "Élise Dubois"},
		{"Par Élise Dubois (à Marseille) et Paul Roy", "Élise Dubois;Paul Roy"},
		{"Por María José García y Luis Pérez", "María José García;Luis Pérez"},
		{"Escrito por: Luis Pérez", "Luis Pérez"},
		{"Redacción: Luis Pérez", "Luis Pérez"},
		{"Por João da Silva — São Paulo", "João da Silva"},
		{"di Giulia Bianchi e Marco Rossi", "Giulia Bianchi;Marco Rossi"},
		{"a cura di Giulia Bianchi", "Giulia Bianchi"},
		{"Door onze redacteur Jan de Vries", "Jan de Vries"},
		{"Jan de Vries en Piet van den Berg", "Jan de Vries;Piet van den Berg"},
		{"Autor: Jan Kowalski, PAP", "Jan Kowalski"},
		{"Opracował: Jan Kowalski", "Jan Kowalski"},
		{"Oprac. Jan Kowalski", "Jan Kowalski"},
		{"Автор: Иван Петров", "Иван Петров"},
		{"Иван Петров, корреспондент", "Иван Петров"},
		{"Текст: Иван Петров и Анна Сидорова", "Иван Петров;Анна Сидорова"},
		{"Автор Олена Коваль", "Олена Коваль"},
		{"Av Kari Nordmann", "Kari Nordmann"},
		{"Af Mette Hansen", "Mette Hansen"},
		{"Tekst: Kari Nordmann Foto: Ola Hansen", "Kari Nordmann"},
		{"Text: Anna Svensson", "Anna Svensson"},
		{"Kirjoittaja: Matti Virtanen", "Matti Virtanen"},
		{"Szerző: Nagy Péter", "Nagy Péter"},
		{"Írta: Nagy Péter", "Nagy Péter"},
		{"Autor: Petr Novák, ČTK", "Petr Novák"},
		{"Piše: Marko Horvat", "Marko Horvat"},
		{"Autor: Ion Popescu", "Ion Popescu"},
		{"de Ion Popescu", "Ion Popescu"},
		{"Γράφει ο Γιώργος Παπαδόπουλος", "Γιώργος Παπαδόπουλος"},
		{"Του Γιώργου Παπαδόπουλου", "Γιώργου Παπαδόπουλου"},
		{"Yazar: Ahmet Yılmaz", "Ahmet Yılmaz"},
		{"Haber: Ahmet Yılmaz", "Ahmet Yılmaz"},
		{"كتب: محمد علي", "محمد علي"},
		{"بقلم: محمد علي", "محمد علي"},
		{"מאת: דני כהן", "דני כהן"},
		{"מאת דני כהן", "דני כהן"},
		{"نویسنده: علی رضایی", "علی رضایی"},
		{"लेखक: राम शर्मा", "राम शर्मा"},
		{"द्वारा राम शर्मा", "राम शर्मा"},
		{"记者 王小明", "王小明"},
		{"本报记者 王小明 李华", "王小明;李华"},
		{"作者：王小明", "王小明"},
		{"文／王小明", "王小明"},
		{"記者王小明／台北報導", "王小明"},
		{"홍길동 기자", "홍길동"},
		{"홍길동 기자 hong@news.kr", "홍길동"},
		{"[서울=뉴시스] 홍길동 기자", "홍길동"},
		{"山田太郎記者", "山田太郎"},
		{"【ワシントン＝山田太郎】", "山田太郎"},
		{"Oleh Budi Santoso", "Budi Santoso"},
		{"Penulis: Budi Santoso", "Budi Santoso"},
		{"Tác giả: Nguyễn Văn An", "Nguyễn Văn An"},
		{"โดย สมชาย ใจดี", "สมชาย ใจดี"},
		{"নিজস্ব প্রতিবেদক", ""},
		{"Autorius: Jonas Jonaitis", "Jonas Jonaitis"},
		{"Autors: Jānis Bērziņš", "Jānis Bērziņš"},
		{"Autor: Mart Tamm", "Mart Tamm"},
		{"Автор: Петър Иванов", "Петър Иванов"},
		{"Скопје: Петар Петров", "Петар Петров"},
		{"Jane Doe, MD, PhD", "Jane Doe"},
		{"Jane Doe @janedoe", "Jane Doe"},
		{"Jane Doe, BBC News", "Jane Doe"},
		{"Jane Doe for CNN", "Jane Doe"},
		{"Jane Doe, political editor", "Jane Doe"},
		{"Jane Doe in Paris", "Jane Doe"},
		{"Jane Doe in Paris and John Roe in Rome", "Jane Doe;John Roe"},
		{"Reporting by Jane Doe; Editing by John Roe", "Jane Doe"},
		{"Words by Jane Doe Photos by John Roe", "Jane Doe"},
		{"Published by Jane Doe on 3 May 2020", "Jane Doe"},
		{"Jane Doe 3 May 2020", "Jane Doe"},
		{"Jane Doe • 5 min read", "Jane Doe"},
		{"JANE DOE", "JANE DOE"},
		{"Sir Jane Doe Jr.", "Sir Jane Doe Jr"},
		{"Dr. Jane Doe", "Dr. Jane Doe"},
		{"O'Brien McDonald", "O'Brien McDonald"},
		{"Jane van der Berg", "Jane van der Berg"},
		{"Jane Doe & John Roe", "Jane Doe;John Roe"},
		{"Jane Doe, John Roe and Ann Poe", "Jane Doe;John Roe;Ann Poe"},
		{"Jane Doe/John Roe", "Jane Doe;John Roe"},
	} {
		if got := strings.Join(personNames([]string{c.byline}, outlet{}), ";"); got != c.want {
			t.Errorf("in a line, %q: %q, want %q", c.byline, got, c.want)
		}
		if got := strings.Join(signers([]string{c.byline}, outlet{}), ";"); got != c.want && c.want != "" {
			t.Errorf("in a field, %q: %q, want %q", c.byline, got, c.want)
		}
	}
	for _, c := range []struct{ field, want string }{
		{"Marsh, Odile", "Odile Marsh"},
		{"Marsh, Odile M.", "Odile M. Marsh"},
		{"Reuters, AP", "Reuters;AP"},
		{"odile_m", "odile_m"},
		{"https://social.example/odile", ""},
		{"Foto: Odile Marsh", ""},
		{"Quelle: dpa", ""},
	} {
		if got := strings.Join(signers([]string{c.field}, outlet{}), ";"); got != c.want {
			t.Errorf("in a field, %q: %q, want %q", c.field, got, c.want)
		}
	}
}
