//go:build !js

package engines

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"

	"sourcemark/wasm/browser/chromium"
)

// startWebKit starts WebKitGTK's small browser by its WebDriver, on a screen of its own: it has no headless mode.
func startWebKit(t *testing.T) Browser {
	Needed(t, "WebKitWebDriver", "Xvfb")
	address := freeAddress(t)
	host, port, _ := net.SplitHostPort(address)
	cmd := exec.Command("WebKitWebDriver", "--host="+host, "--port="+port)
	cmd.Env = append(os.Environ(),
		"DISPLAY="+virtualScreen(t),
		"HOME="+t.TempDir(),                          // where it keeps what it remembers
		"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS=1", // which needs rights that containers do not give; only pages of ours are opened
		"JSC_useOMGJIT=0",                            // its last compiler took half of all processor time for pages that are gone in seconds
	)
	started(t, cmd)
	top := webdriver("http://" + address)
	Eventually(t, "WebKit's driver listens", func() bool {
		_, err := top.send(http.MethodGet, "/status", nil)
		return err == nil
	})
	raw, err := top.send(http.MethodPost, "/session", map[string]any{"capabilities": map[string]any{}})
	if err != nil {
		t.Fatal(err)
	}
	var answer struct{ Value struct{ SessionID string } }
	if err := json.Unmarshal(raw, &answer); err != nil {
		t.Fatal(err)
	}
	session := top + "/session/" + webdriver(answer.Value.SessionID)
	t.Cleanup(func() { _, _ = session.send(http.MethodDelete, "", nil) })
	return driver{t: t, wire: session.webdriver}
}

// virtualScreen is the name of a display that nobody sees, larger than any window of the tests with its bars.
func virtualScreen(t *testing.T) string {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	cmd := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1400x1000x24", "-nolisten", "tcp")
	cmd.ExtraFiles = []*os.File{w} // where it writes, as descriptor 3, the number of the display it found free
	started(t, cmd)
	w.Close()
	number, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb does not start: %v", err)
	}
	return ":" + strings.TrimSpace(number)
}

// freeAddress is an address on this machine that nobody listens at: the driver cannot look for one itself. It is none
// of those that the system gives to whoever asks for any, so that none of the tests that run beside this one gets it
// first.
func freeAddress(t *testing.T) string {
	t.Helper()
	for port := 9000; port < 20_000; port++ { // Linux gives those from 32768 on, others from 49152
		if l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port)); err == nil {
			defer l.Close()
			return l.Addr().String()
		}
	}
	t.Fatal("no port is free")
	return ""
}

// webdriver is the address of a session of W3C WebDriver: https://www.w3.org/TR/webdriver2/#endpoints
type webdriver string

// endpoints are the methods and paths of the commands that tests use.
var endpoints = map[string]struct{ method, path string }{
	"Navigate":           {http.MethodPost, "/url"},
	"SetWindowRect":      {http.MethodPost, "/window/rect"},
	"ExecuteAsyncScript": {http.MethodPost, "/execute/async"},
	"PerformActions":     {http.MethodPost, "/actions"},
	"TakeScreenshot":     {http.MethodGet, "/screenshot"},
	"GetWindowHandles":   {http.MethodGet, "/window/handles"},
	"SwitchToWindow":     {http.MethodPost, "/window"},
}

func (d webdriver) webdriver(command string, parameters any) (json.RawMessage, error) {
	e, ok := endpoints[command]
	if !ok {
		return nil, fmt.Errorf("no endpoint")
	}
	return d.send(e.method, e.path, parameters)
}

func (d webdriver) send(method, path string, parameters any) (json.RawMessage, error) {
	var body io.Reader
	if method == http.MethodPost {
		data, err := json.Marshal(parameters)
		if err != nil {
			return nil, err
		}
		body = bytes.NewReader(data)
	}
	r, err := http.NewRequest(method, string(d)+path, body)
	if err != nil {
		return nil, err
	}
	client := http.Client{Timeout: chromium.Patience}
	answer, err := client.Do(r)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", answer.Status, data)
	}
	return data, err
}
