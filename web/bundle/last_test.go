package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestDelta compresses a file with that of the last release: it has the header of RFC 9842, and zstd, to which that is a
// frame to be skipped, makes the file of it again. What is new has none, nor has a page.
func TestDelta(t *testing.T) {
	if _, err := exec.LookPath("zstd"); err != nil {
		t.Skip("zstd is not installed; ./build.sh test installs it and then runs this test")
	}
	last := lastRelease(t.TempDir())
	before := []byte(strings.Repeat("The ferry is late. ", 500))
	for _, name := range []string{"records.json", "index.html"} {
		if err := os.WriteFile(filepath.Join(string(last), name), before, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	now := append([]byte("Today: "), before...)
	d, err := last.delta("records.json", now)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(before)
	if want := ":" + base64.StdEncoding.EncodeToString(sum[:]) + ":"; d.dictionary != want || d.ending != fmt.Sprintf(".%x.dcz", sum[:4]) {
		t.Errorf("the dictionary is %s, the file ends with %s, want %s", d.dictionary, d.ending, want)
	}
	if !bytes.HasPrefix(d.data, append([]byte{0x5e, 0x2a, 0x4d, 0x18, 0x20, 0, 0, 0}, sum[:]...)) || len(d.data) > 100 {
		t.Errorf("%d bytes, which begin %x", len(d.data), d.data[:min(len(d.data), 40)])
	}
	cmd := exec.Command("zstd", "-d", "-c", "--patch-from="+filepath.Join(string(last), "records.json"))
	cmd.Stdin = bytes.NewReader(d.data)
	if back, err := cmd.Output(); err != nil || !bytes.Equal(back, now) {
		t.Errorf("%v: %d bytes come back of %d", err, len(back), len(now))
	}
	for name, data := range map[string][]byte{"new.json": now, "index.html": now} {
		if d, err := last.delta(name, data); d != nil || err != nil {
			t.Errorf("%s has %v, %v", name, d, err)
		}
	}
	if _, err := last.program(); err == nil || !strings.Contains(err.Error(), "LAST: want the dist/ of the last release") {
		t.Errorf("a folder without a program: %v", err)
	}
}
