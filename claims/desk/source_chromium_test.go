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
	mouse := func(kind input.DispatchMouseEventType, x, y float64) {
		chromium.Call(h.Tab, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: kind, X: x, Y: y,
			Button: input.MouseButtonLeft, Buttons: 1, ClickCount: 1})
	}
	mouse(input.DispatchMouseEventTypeMousePressed, at[0], at[1])
	mouse(input.DispatchMouseEventTypeMouseMoved, at[2], at[3])
	mouse(input.DispatchMouseEventTypeMouseReleased, at[2], at[3])
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
}
