package desk

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"sourcemark/wasm/browser/chromium"
)

// A file is given, a column put right and a row left out in the page itself, and a table that is pasted keeps its links.
func TestImportInChromium(t *testing.T) {
	b, f := inChromium(t, both, "dossier/ferry.json")
	file := filepath.Join(t.TempDir(), "checks.csv")
	if err := os.WriteFile(file, []byte(sheet), 0o600); err != nil {
		t.Fatal(err)
	}
	b.Do(chromedp.Click(`a[href*="/import/"]`))
	b.Until(`document.querySelector("#file")`)
	b.Do(chromedp.SetUploadFiles("#file", []string{file}), chromedp.Click(`form.edit button`))
	b.Until(`document.querySelector("form.plan")`)
	b.Do(chromedp.Focus("#column-4"))
	const choose = `(s => { s.value = "notes"; s.dispatchEvent(new Event("input", { bubbles: true })) })(document.querySelector("#column-4")), true`
	chromium.Eval[bool](b, choose)
	b.Until(`document.querySelector("#column-4 [selected]")?.value == "notes" && document.activeElement.id == "column-4"`)
	b.Do(chromedp.Click("#take-0"))
	b.Until(`document.querySelector("h2 ~ h2, .plan > h2:last-of-type").textContent == "1 draft"`)
	b.Do(chromedp.Click(`form.plan button.main`))
	b.Until(`document.querySelector("#said").textContent.startsWith("Imported 1 draft from checks.csv")`)
	if got := f.in(t, "ferry.json"); strings.Contains(got, "Die Fähre war voll") || !strings.Contains(got, `"Die Brücke ist zu"`) ||
		!strings.Contains(got, `"description": "Amt"`) {
		t.Errorf("%s", got)
	}
	b.Do(chromedp.Click(`a[href*="/import/"]`))
	b.Until(`document.querySelector("#table")`)
	const paste = `(area => {
		const data = new DataTransfer(), copied = "<table><tr><td>Behauptung<td>Urteil<tr><td><a href='https://county.example/log'>Die Karte ist falsch</a><td>Falsch</table>";
		data.setData("text/html", copied);
		area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
		area.value = "Behauptung\tUrteil\nDie Karte ist falsch\tFalsch\n";
		area.dispatchEvent(new Event("input", { bubbles: true }));
	})(document.querySelector("#table")), true`
	chromium.Eval[bool](b, paste)
	b.Until(`document.querySelector("[name=html]").value`)
	b.Do(chromedp.Click(`form.edit button`))
	b.Until(`document.querySelector("form.plan")`)
	b.Do(chromedp.Click(`form.plan button.main`))
	b.Until(`document.querySelector("#said").textContent.startsWith("Imported 1 draft from the pasted table")`)
	if got := f.in(t, "ferry.json"); !strings.Contains(got, "https://county.example/log") {
		t.Errorf("the link of the pasted cell is not in\n%s", got)
	}
	if got := chromium.Eval[string](b, `location.pathname`); !strings.HasSuffix(got, "/dossier/ferry.json") {
		t.Errorf("the page is at %s", got)
	}
}
