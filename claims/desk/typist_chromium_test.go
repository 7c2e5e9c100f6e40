package desk

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"

	"sourcemark/wasm/browser/chromium"
)

// clock has the page's timers go by a clock of ours, and notes what it sends of a field at which time.
const clock = `window.clock = { now: 0, due: [], sent: [], last: 0,
	tick(ms) {
		for (const end = this.now + ms; ; ) {
			const next = this.due.filter(x => x.at <= end).sort((a, b) => a.at - b.at)[0];
			if (!next) return void (this.now = end);
			this.due = this.due.filter(x => x !== next);
			this.now = next.at;
			next.f(...next.with);
		}
	},
};
window.setTimeout = (f, ms = 0, ...rest) => { clock.due.push({ at: clock.now + ms, f, with: rest, id: ++clock.last }); return clock.last };
window.clearTimeout = id => { clock.due = clock.due.filter(x => x.id !== id) };
window.fetch = async (address, { body }) => {
	clock.sent.push({ at: clock.now, of: Object.fromEntries(body) });
	return new Response(null, { status: 204 });
};`

// Somebody who types without a pause has everything sent within two seconds, in a form that is checked as one types, too.
// (That what was sent is there again after a kill is for TestKilled.)
func TestSteadyTypistInChromium(t *testing.T) {
	const most = 2000 // ms: what is older is never lost
	f := opened(t, both)
	desk := serving(t, f)
	for _, x := range []struct{ path, field, name string }{
		{"dossier/ferry.json?record=%23c01", "#f-why", "why"},
		{"source/ferry.json?record=%23c01&new=", "#s-excerpt", "excerpt"},
	} {
		b := chromium.Open(t, chromium.Window{Width: 1280, Height: 860})
		b.Do(chromium.AtStart(clock), chromedp.Navigate(desk+x.path))
		b.Until(fmt.Sprintf(`document.querySelector(%q)`, x.field))
		got := chromium.Eval[[2]float64](b, fmt.Sprintf(`(() => {
			const f = document.querySelector(%q), typed = [];
			f.value = "";
			for (let i = 0; i < 100; i++) { // a key every 90 ms, for nine seconds
				f.value += "x";
				typed.push(clock.now);
				f.dispatchEvent(new Event("input", { bubbles: true }));
				clock.tick(90);
			}
			clock.tick(%d);
			const late = typed.map((at, i) => (clock.sent.find(s => s.of[%q].length > i)?.at ?? Infinity) - at);
			return [Math.max(...late), clock.sent.length];
		})()`, x.field, most, x.name))
		t.Logf("%s: sent %v times, at most %v ms after it was typed", x.field, got[1], got[0])
		if got[0] > most || got[1] > 12 { // every second, and not with every key
			t.Errorf("%s: sent %v times, at most %v ms after it was typed", x.field, got[1], got[0])
		}
	}
}
