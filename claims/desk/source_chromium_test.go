package desk

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"sourcemark/claims/records/links"
	"sourcemark/wasm/browser/chromium"
)

// A hand is somebody at the desk, in Chromium, whose clicks and keys are counted; text that is typed or pasted is not.
type hand struct {
	*chromium.Tab
	n int
}

// sits opens an address of the desk of a folder.
func sits(t *testing.T, s func(address string) *Server, path string, w chromium.Window) *hand {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := s(l.Addr().String())
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- server.Serve(ctx, l) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	h := &hand{Tab: chromium.Open(t, w)}
	h.Do(chromedp.Navigate(strings.TrimSuffix(server.URL(), "/") + path))
	return h
}

// shot puts a picture of the window into the folder that SOURCEMARK_PICTURES names, for people to look at.
func (h *hand) shot(name string) {
	h.T.Helper()
	if dir := os.Getenv("SOURCEMARK_PICTURES"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, name+".png"), h.Shot(), 0o666); err != nil {
			h.T.Fatal(err)
		}
	}
}

// click clicks in the middle of what a selector finds.
func (h *hand) click(selector string) {
	h.T.Helper()
	h.n++
	h.Until(fmt.Sprintf("document.querySelector(%q)", selector))
	h.Do(chromedp.Click(selector))
}

// press presses keys, one after the other.
func (h *hand) press(keys ...string) {
	h.T.Helper()
	for _, k := range keys {
		h.n++
		h.Do(chromedp.KeyEvent(k))
	}
}

// with presses a key while others are held: one stroke.
func (h *hand) with(key string, held chromedp.Modifier) {
	h.T.Helper()
	h.n++
	h.Do(chromedp.KeyEvent(key, chromedp.KeyModifiers(held)))
}

// paste puts text where the focus is.
func (h *hand) paste(text string) {
	h.T.Helper()
	chromium.Call(h.Tab, input.InsertText, input.InsertTextParams{Text: text})
}

// drag selects words of the source with the mouse.
func (h *hand) drag(words string) {
	h.T.Helper()
	h.n++
	at := chromium.Eval[[]float64](h.Tab, fmt.Sprintf(`(() => {
		const walk = document.createTreeWalker(document.querySelector(".sentences"), NodeFilter.SHOW_TEXT);
		for (let n; n = walk.nextNode(); ) {
			const i = n.data.indexOf(%q), r = document.createRange();
			if (i < 0) continue;
			n.parentElement.scrollIntoView({ block: "center" });
			r.setStart(n, i);
			r.setEnd(n, i + %d);
			const all = [...r.getClientRects()], a = all[0], z = all.at(-1);
			return [a.left + 1, a.top + a.height / 2, z.right - 1, z.top + z.height / 2];
		}
	})()`, words, len([]rune(words))))
	pull(h.Tab, at)
}

// A source at a new address takes a few clicks, or as few keys. Each way goes from the open check to the check with the
// source in it; half of what one check may take in all.
func TestSourceInChromium(t *testing.T) {
	site := council(t)
	const most = 10
	sit := func(t *testing.T, w chromium.Window) (*hand, *Folder) {
		f := opened(t, both)
		f.Visit(links.Manners{Private: true, Delay: -1})
		h := sits(t, func(address string) *Server { return NewServer(f, address) }, "/dossier/ferry.json?record=%23c01", w)
		h.Until(`document.querySelector("#add-source") && document.querySelector("#page")?.contentDocument?.querySelector("mark")`)
		return h, f
	}
	saved := func(t *testing.T, h *hand, f *Folder, excerpt string) {
		t.Helper()
		h.Until(`document.querySelector("#said").textContent.includes("Added Town council")`)
		if got := f.in(t, "ferry.json"); !strings.Contains(got, `"text": "`+excerpt+`"`) {
			t.Errorf("%s", got)
		}
		if h.n > most {
			t.Errorf("took %d clicks and keys, want %d at most", h.n, most)
		}
		if c := h.Complaints(); len(c) > 0 {
			t.Errorf("complaints: %q", c)
		}
	}
	const near = "The harbour master said that the ferry carried 40,200 passengers in 2021."

	t.Run("mouse", func(t *testing.T) {
		h, f := sit(t, chromium.Window{Width: 1280, Height: 900})
		h.shot("source-record")
		h.click("#add-source")
		h.Until(`document.activeElement.id === "q"`)
		h.shot("source-search")
		h.paste(site.URL + "/minutes")
		h.click(`[formaction*="/fetch/"]`)
		h.Until(`document.querySelector(".sentences")`)
		h.shot("source-form")
		h.drag("the ferry carried 40,200 passengers")
		h.Until(`!document.querySelector("[data-take]").disabled`)
		h.click("[data-take]")
		h.Until(`document.querySelector("#s-excerpt").value === "the ferry carried 40,200 passengers" &&
			document.querySelector("#excerpt-said").textContent.includes("5 of 45")`)
		h.shot("source-taken")
		chromium.Eval[any](h.Tab, `document.querySelector("#s-publisher").select(); document.querySelector("#s-publisher").focus(); 0`)
		h.n++ // a double click
		h.paste("Town council")
		h.click(".edit .main")
		saved(t, h, f, "the ferry carried 40,200 passengers")
		h.shot("source-added")
	})
	t.Run("keys", func(t *testing.T) {
		h, f := sit(t, chromium.Window{Width: 1280, Height: 900, Dark: true})
		h.with("a", chromedp.ModifierAlt)
		h.Until(`document.activeElement.id === "q"`)
		h.paste(site.URL + "/minutes")
		h.press(kb.Enter)
		h.Until(`document.activeElement.id === "near-0"`)
		h.press(kb.Enter)
		h.Until(`document.querySelector("#s-excerpt").value.startsWith("The harbour master") && document.activeElement.id === "near-0"`)
		h.shot("source-keys")
		chromium.Eval[any](h.Tab, `document.querySelector("#s-publisher").select(); document.querySelector("#s-publisher").focus(); 0`)
		h.n += 2 // of the tab key, backwards
		h.paste("Town council")
		h.with("s", chromedp.ModifierCtrl)
		saved(t, h, f, near)
	})
	t.Run("sentences by keys", func(t *testing.T) {
		h, f := sit(t, chromium.Window{Width: 1280, Height: 900})
		h.Do(chromedp.Navigate(strings.Replace(chromium.Eval[string](h.Tab, "location.href"), "/dossier/", "/source/", 1)))
		h.Until(`document.activeElement.id === "q"`)
		h.paste(site.URL + "/minutes")
		h.press(kb.Enter)
		h.Until(`document.querySelectorAll(".sentences input[tabindex='0']").length === 1`)
		h.Do(chromedp.Focus(`.sentences input[tabindex="0"]`)) // the likely one
		h.press(kb.ArrowDown, " ")
		h.Until(`document.querySelector("#s-excerpt").value.startsWith("“We cannot run")`)
		h.press(kb.ArrowUp, " ")
		h.Until(`document.querySelector("#s-excerpt").value.startsWith("The harbour master") &&
			document.activeElement === document.querySelectorAll(".sentences input")[1]`)
		chromium.Eval[any](h.Tab, `document.querySelector("#s-publisher").value = "Town council"; 0`)
		h.with("s", chromedp.ModifierCtrl)
		saved(t, h, f, near+" “We cannot run half-empty boats,” she told the council, which will vote in March on the fare and the timetable.")
	})
	t.Run("finger", func(t *testing.T) {
		h, f := sit(t, chromium.Window{Width: 820, Height: 1180, Touch: true})
		tap := func(selector string) {
			t.Helper()
			h.n++
			at := chromium.Eval[[]float64](h.Tab, fmt.Sprintf(`(() => {
				const e = document.querySelector(%q);
				e.scrollIntoView({ block: "center", behavior: "instant" });
				const r = [...e.getClientRects()].at(-1);
				return [r.x + r.width / 2, r.y + r.height / 2];
			})()`, selector))
			chromium.Call(h.Tab, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: input.DispatchTouchEventTypeTouchStart,
				TouchPoints: []*input.TouchPoint{{X: at[0], Y: at[1]}}})
			chromium.Call(h.Tab, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: input.DispatchTouchEventTypeTouchEnd,
				TouchPoints: []*input.TouchPoint{}})
		}
		tap("#add-source")
		h.Until(`document.activeElement.id === "q"`)
		h.paste(site.URL + "/minutes")
		tap(`[formaction*="/fetch/"]`)
		h.Until(`document.querySelector(".sentences .likely")`)
		tap(".sentences .likely")
		h.Until(`document.querySelector("#s-excerpt").value.startsWith("The harbour master")`)
		h.shot("source-finger")
		chromium.Eval[any](h.Tab, `document.querySelector("#s-publisher").value = "Town council"; 0`)
		h.click(".edit .main")
		saved(t, h, f, near)
	})
}

// An article that cannot be fetched leads to the field for a file; what was typed stays.
func TestFileInChromium(t *testing.T) {
	f := opened(t, map[string]string{})
	h := sits(t, func(address string) *Server { return NewServer(f, address) }, "/", chromium.Window{Width: 1280, Height: 900})
	chromium.Eval[any](h.Tab, `document.querySelector("#start").value = "http://127.0.0.1:1/ferry", document.querySelector("#house").value = "The Harbour Desk",
		document.querySelector("#panel button.main").click(), 0`)
	h.Until(`document.querySelector("[role=alert] a[href='#file']")`)
	chromium.Eval[any](h.Tab, `document.querySelector("[role=alert] a").click(), 0`)
	h.Until(`document.activeElement.id === "file"`)
	if got := chromium.Eval[string](h.Tab, `document.querySelector("#house").value`); got != "The Harbour Desk" {
		t.Errorf("the publisher is %q now", got)
	}
}
