package main

import (
	"bufio"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

const ferryPage = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ferry</title>
<style>body { max-width: 660px; margin: 40px auto; padding: 0 24px; background: #fdfcf9; color: #1d1e20; font: 1.19rem/1.62 Charter, Georgia, serif } h1 { font-size: 2.2rem; line-height: 1.2 } @media print { h1 { color: rgb(0, 0, 255) } }</style>
<script>document.title = "the article's own script ran"</script></head><body><article>
<h1>Harbour ferry to stop on Sundays</h1>
<p>The harbour ferry carried 41,200 passengers last year, 3.5 per cent fewer than the year before.</p>
<p>“We cannot run empty boats,” the harbour master told the council on Tuesday. “Nobody asked me,” said the clerk.</p>
<p>The fare is to rise by 10 per cent in May. <a href="https://news.example/">More about it</a>. The bus is late. The bus is late.</p>
</article></body></html>`

const ferryDossier = `{
  "@context": "https://schema.org", "@type": "Dataset", "@id": "ferry.json", "version": "1", "inLanguage": "en", "dateModified": "2026-11-24",
  "publisher": "The Harbour Desk", "negativeVerdicts": ["Wrong number", "Not in the minutes"],
  "hasPart": [
    {"@type": "Claim", "@id": "#c01", "text": "The ferry carried 41,200 passengers last year",
     "anchor": {"type": "SpecificResource", "selector": {"type": "TextQuoteSelector", "exact": "The harbour ferry carried 41,200 passengers last year", "suffix": ", 3.5 per cent fewer"}},
     "review": {"@type": "ClaimReview", "reviewRating": {"@type": "Rating", "alternateName": "Wrong number", "ratingExplanation": "The county's own figures say 40,200."}},
     "citation": "#s1"},
    {"@type": "Claim", "@id": "#c02", "status": "draft", "text": "The fare rises",
     "anchor": {"type": "SpecificResource", "selector": {"type": "TextQuoteSelector", "exact": "The fare is to rise by 12 per cent in May", "suffix": ". More about it. The bus is late."}}},
    {"@type": "Report", "@id": "#s1", "publisher": "County office", "name": "Ferry traffic", "url": "https://county.example/ferry", "inLanguage": "en", "datePublished": "2022-01-14", "text": "40,200 passengers"}
  ]
}
`

// The command says where the preview is, and ends by Ctrl-C as if all were well.
func TestServeEnds(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot interrupt itself there")
	}
	dir := folder(t, map[string]string{"ferry.html": ferryPage, "ferry.json": ferryDossier})
	page, dossier := filepath.Join(dir, "ferry.html"), filepath.Join(dir, "ferry.json")
	out, in := io.Pipe()
	ended := make(chan int)
	go func() { ended <- run([]string{"serve", page, dossier}, nil, in, io.Discard) }()
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.Get(strings.TrimSpace(address))
	if err != nil || r.StatusCode != 200 {
		t.Errorf("%s: %v, %v", address, r, err)
	}
	us, err := os.FindProcess(os.Getpid())
	if err == nil {
		err = us.Signal(os.Interrupt)
	}
	if code := <-ended; err != nil || code != fine {
		t.Errorf("status %d, %v", code, err)
	}
}

// A record without a place has the command that anchors it, with what the preview was given.
func TestServeAccept(t *testing.T) {
	dir := folder(t, map[string]string{"ferry.html": ferryPage, "it's.json": ferryDossier})
	var where root
	if err := where.Set("article"); err != nil {
		t.Fatal(err)
	}
	p := previewOf(filepath.Join(dir, "ferry.html"), []string{dir}, where)
	if _, err := p.Try(); err != nil {
		t.Fatal(err)
	}
	want := "sourcemark place -accept '#c02=1' -root article " + filepath.Join(dir, "ferry.html") + " 'it'\\''s.json'"
	if got := p.Accept("#c02", 1, "it's.json"); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// Whoever starts a second desk at the port of the first is told what to type next.
func TestListenTaken(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, err = listenAt(l.Addr().String())
	if err == nil || !strings.Contains(err.Error(), "give another port") || !errors.Is(err, syscall.EADDRINUSE) {
		t.Error(err)
	}
}
