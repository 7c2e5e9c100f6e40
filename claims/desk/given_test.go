package desk

import "testing"

// What people type for a date, in the language that the interface has; empty where nobody can know the day.
func TestDated(t *testing.T) {
	for _, c := range []struct{ tag, typed, want string }{
		{"en", "2026-11-30", "2026-11-30"}, {"en", "2026-11", "2026-11"}, {"en", "2026", "2026"},
		{"en", "30 Nov 2026", "2026-11-30"}, {"en", "Nov 30, 2026", "2026-11-30"}, {"en", "Nov 2026", "2026-11"},
		{"en", "30.11.2026", "2026-11-30"}, {"en", "30/11/2026", "2026-11-30"}, {"en", "3/4/2026", "3/4/2026"},
		{"fr", "3/4/2026", "2026-04-03"}, {"it", "30/11/2026", "2026-11-30"}, {"it", "30 novembre 2026", "2026-11-30"},
		{"de", "3.4.2026", "2026-04-03"}, {"de", "30. November 2026", "2026-11-30"}, {"pt", "30 de novembro de 2026", "2026-11-30"},
		{"tr", "30 Kasım 2026", "2026-11-30"}, {"vi", "ngày 30 tháng 11 năm 2026", "2026-11-30"}, {"ru", "30 ноября 2026 г.", "2026-11-30"},
		{"ja", "2026年11月30日", "2026-11-30"}, {"ko", "2026. 11. 30.", "2026-11-30"}, {"zh", "3/4/2026", "3/4/2026"},
		{"de", "31/4/2026", "31/4/2026"}, {"en", "last winter", "last winter"}, {"en", "", ""},
	} {
		if got := (&visit{Desk: deskIn(c.tag)}).dated(c.typed); got != c.want {
			t.Errorf("%s: %q: got %q, want %q", c.tag, c.typed, got, c.want)
		}
	}
}

// What people type for a language: its name in any language of the interface, or its tag.
func TestTongueOf(t *testing.T) {
	for typed, want := range map[string]string{
		"French": "fr", "french": "fr", "français": "fr", "francese": "fr", "Französisch": "fr", "프랑스어": "fr", "fr": "fr", "pt-BR": "pt-BR",
		"한국어": "ko", "Tiếng Việt": "vi", "Klingonish": "Klingonish", "": "",
	} {
		if got := tongueOf(typed); got != want {
			t.Errorf("%q: got %q, want %q", typed, got, want)
		}
	}
}

// What was typed is shown as it was understood before anything is saved, and is saved in the form that a dossier has.
func TestSourceAsTyped(t *testing.T) {
	s, f := served(t, map[string]string{"ferry.json": ferry})
	page := s.ask("GET", "/source/ferry.json?record=%23c01&new=", nil).Body.String()
	has(t, page, "such as 30 Nov 2026, Nov 2026 or 2026.", "such as French or fr.")
	form := edited(t, page, "title", "Procès-verbal", "published", "30 Nov 2026", "language", "francese", "excerpt", "40 200 passagers")
	has(t, s.ask("POST", "/source/ferry.json", form).Body.String(), "30 November 2026 · 2026-11-30", "French · fr")
	s.follow(t, s.ask("POST", "/cite/ferry.json", form))
	has(t, f.in(t, "ferry.json"), `"inLanguage": "fr"`, `"datePublished": "2026-11-30"`)
	page = s.ask("GET", "/source/ferry.json?record=%23c01&new=", nil).Body.String()
	w := s.ask("POST", "/cite/ferry.json", edited(t, page, "title", "Minutes", "published", "3/4/2026", "excerpt", "40,200"))
	has(t, w.Body.String(), `value="3/4/2026"`, `aria-invalid="true"`)
}
