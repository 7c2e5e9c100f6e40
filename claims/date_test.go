package claims

import (
	"testing"
	"time"

	"sourcemark/claims/internal/match"
)

// Every day of four centuries is what the standard library, which a reader need not load, says it is.
func TestDays(t *testing.T) {
	for at := time.Date(1800, 1, 1, 0, 0, 0, 0, time.UTC); at.Year() < 2200; at = at.AddDate(0, 0, 1) {
		d := dayOf(at.Format("2006-01-02"))
		y, m, n := d.civil()
		if y != at.Year() || m != int(at.Month()) || n != at.Day() || d.weekday() != (int(at.Weekday())+6)%7 {
			t.Fatalf("%v is %d-%d-%d, day %d of the week", at, y, m, n, d.weekday())
		}
	}
	for _, none := range []string{"", "2022", "2022-09", "2022-13-01", "2022-09-00", "yesterday", "2022/09/15"} {
		if d := dayOf(none); d != 0 {
			t.Errorf("%q is day %d", none, d)
		}
	}
}

func TestWhen(t *testing.T) {
	const published = "2022-09-16" // a Friday
	for text, want := range map[string]string{
		"yesterday": "15 september", "today": "16 september", "tomorrow": "17 september",
		"on Thursday": "15 september", "on Friday": "16 september", "on Saturday": "10 september",
		"last year": "2021 ", "this year": "2022 ", "last month": "august ", "next Monday": " ", "a year": " ", "on Sundays": " ",
	} {
		words := match.Words(match.Fold(text))
		first, second := dayOf(published).when(readerIn("en"), words, len(words)-1)
		if got := first + " " + second; got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
		if first, _ := day(0).when(readerIn("en"), words, len(words)-1); first != "" {
			t.Errorf("%q is %q on no day", text, first)
		}
	}
}

// Yesterday has a date in every language.
func TestYesterday(t *testing.T) {
	for _, c := range [...]struct{ tag, text, want string }{
		{"de", "gestern", "15 september"}, {"fr", "hier", "15 septembre"}, {"es", "ayer", "15 septiembre"},
		{"pt", "ontem", "15 setembro"}, {"it", "ieri", "15 settembre"}, {"ru", "вчера", "15 сентября"},
		{"ar", "أمس", "15 سبتمبر"}, {"ko", "어제는", "15 9"}, {"ko", "어제", "15 9"}, {"zh", "昨天", "15 9"}, {"ja", "昨日", "15 9"},
		{"ko", "어제나", " "}, {"zh", "昨", " "},
	} {
		words := match.Words(match.Fold(c.text))
		first, second := dayOf("2022-09-16").when(readerIn(c.tag), words, 0)
		if got := first + " " + second; got != c.want {
			t.Errorf("%s is %q, want %q", c.text, got, c.want)
		}
	}
}
