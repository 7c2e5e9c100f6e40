//go:build !js

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sourcemark/wasm/edge/workerd"
)

// The pages that frame a card: as the code does that Datawrapper gives to publishers, as pym.js does itself, and as AMP's
// runtime does, whose listener takes a message for amp-iframe if its sentinel is "amp" and its type "embed-size"
// (https://amp.dev/documentation/components/amp-iframe: iframe resizing). Each page keeps what it heard.
const (
	listens   = `<script>heard = []; addEventListener("message", e => heard.push(e.data))</script>`
	framed    = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Elsewhere</title><p>As they say:</p>` + listens
	cardFrame = `<iframe title="A check" src="/embed/c01" width="400" height="50" style="border: 0"></iframe>`

	byDatawrapper = framed + cardFrame + `<script>
		addEventListener("message", ({data, source}) => {
			const heights = data["datawrapper-height"];
			if (heights === undefined) return;
			for (const f of document.querySelectorAll("iframe"))
				for (const id in heights) if (f.contentWindow === source) f.style.height = heights[id] + "px";
		})</script>`
	byPym = framed + `<div id="check-1" style="width: 400px"></div><script src="/pym.js"></script>
		<script>new pym.Parent("check-1", "/embed/c01", {})</script>`
	byAMP = framed + cardFrame + `<script>
		addEventListener("message", ({data, source}) => {
			if (data.sentinel !== "amp" || data.type !== "embed-size") return;
			const f = document.querySelector("iframe"), height = parseInt(data.height, 10);
			if (f.contentWindow === source && height >= 0) f.style.height = height + "px";
		})</script>`
)

// TestFramesGrow frames a card in each of these ways: the frame becomes as high as the card, and does again when the room
// for it changes.
func TestFramesGrow(t *testing.T) {
	pym, err := os.ReadFile("node_modules/pym.js/dist/pym.v1.min.js")
	if err != nil {
		t.Skip("pym.js is not installed; remove node_modules, and ./build.sh test installs it")
	}
	base := framing(t, map[string]string{"pym.js": string(pym), "datawrapper.html": byDatawrapper, "pym.html": byPym, "amp.html": byAMP})
	for _, page := range []string{"datawrapper", "pym", "amp"} {
		b := open(t, wide, base+"/"+page+".html")
		const fits = `(f => f?.contentDocument?.querySelector("sourcemark-card")?.shadowRoot?.querySelector("link")?.sheet &&
			f.clientHeight > 150 && f.clientHeight === Math.ceil(f.contentDocument.documentElement.getBoundingClientRect().height))(document.querySelector("iframe"))`
		b.until(fits)
		eval[any](b, `(before = document.querySelector("iframe").clientHeight, document.querySelector("#check-1, iframe").style.width = "240px", 0)`)
		b.until(fits + ` && document.querySelector("iframe").clientHeight > before`)
	}
}

// TestFramesTellNothing frames a card in a page that is hostile, and that in another: what the frame says, to the page
// around it alone, is a height; and whatever it is told, it stays what it is.
func TestFramesTellNothing(t *testing.T) {
	base := framing(t, map[string]string{"hostile.html": framed + `<iframe title="A check" src="/embed/c01?childId=x" width="400" height="300"></iframe>`,
		"top.html": framed + `<iframe title="A page" src="/hostile.html" width="500" height="500"></iframe>`})
	b := open(t, wide, base+"/top.html")
	const middle = `frames[0]`
	b.until(middle + `.heard?.length >= 3 && ` + middle + `.frames[0].document.querySelector("sourcemark-card").shadowRoot.querySelector("link").sheet`)
	said := eval[string](b, `[...new Set(`+middle+`.heard.map(m => JSON.stringify(m).replace(/\d+/g, "0")))].sort().join("\n")`)
	const want = `"pymxPYMxxxPYMxheightxPYMx0"` + "\n" + `{"datawrapper-height":{"sourcemark":0}}` + "\n" + `{"sentinel":"amp","type":"embed-size","height":0}`
	if said != want {
		t.Errorf("the frame said\n%s\nwant\n%s", said, want)
	}
	before := eval[string](b, middle+`.frames[0].document.documentElement.outerHTML + `+middle+`.frames[0].location`)
	eval[any](b, `(() => {
		const card = `+middle+`.frames[0], count = `+middle+`.heard.length;
		for (const m of ["pymxPYMxxxPYMxnavigateToxPYMxhttps://hostile.example/", "pymxPYMxxxPYMxwidthxPYMx10", "pymxPYMxxxPYMxheightxPYMx1",
			{"datawrapper-height": {sourcemark: 1}}, {sentinel: "amp", type: "embed-size", height: 1}, {sentinel: "amp", type: "send-intersections"}, "<img src=x onerror=alert(1)>", null])
			card.postMessage(m, "*");
		answered = new Promise(done => card.setTimeout(() => done(`+middle+`.heard.length - count), 0));
		return 0 })()`)
	if n := eval[int](b, `answered`); n != 0 {
		t.Errorf("it answered %d times", n)
	}
	if after := eval[string](b, middle+`.frames[0].document.documentElement.outerHTML + `+middle+`.frames[0].location`); after != before {
		t.Errorf("it is now\n%s\nand was\n%s", after, before)
	}
	if n := eval[int](b, `heard.length`); n != 0 {
		t.Errorf("%d messages came to a page that is not the one around the frame", n)
	}
	if complaints := b.Complaints(); len(complaints) > 0 {
		t.Errorf("the console says %s", strings.Join(complaints, "; "))
	}
}

// framing serves pages in front of which a worker has a card, and returns where.
func framing(t *testing.T, pages map[string]string) string {
	t.Helper()
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "harbour.json"), []byte(harbourRecords(t)), 0o666); err != nil {
		t.Fatal(err)
	}
	return workerd.Start(t, workerd.Options{Root: root, Records: folder, Vars: map[string]string{"ORIGIN": served(t, pages)}}).URL
}
