//go:build !js

package engines

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"sourcemark/wasm/browser/chromium"
)

// quiet is a profile that takes any free port and talks to nobody: what is not on this machine would go through a proxy
// that is not there.
const quiet = `user_pref("marionette.port", 0);
user_pref("network.proxy.type", 1);
user_pref("network.proxy.http", "127.0.0.1");
user_pref("network.proxy.http_port", 9);
user_pref("network.proxy.ssl", "127.0.0.1");
user_pref("network.proxy.ssl_port", 9);
`

// startFirefox starts Firefox without geckodriver, which Debian does not have: the driver only translates WebDriver
// into Marionette, the protocol that Firefox itself speaks, and its commands have the same names and parameters.
func startFirefox(t *testing.T) Browser {
	Needed(t, "firefox-esr")
	profile := t.TempDir()
	if err := os.WriteFile(filepath.Join(profile, "user.js"), []byte(quiet), 0o666); err != nil {
		t.Fatal(err)
	}
	started(t, exec.Command("firefox-esr", "--headless", "--marionette", "--no-remote", "--profile", profile))
	port := ""
	Eventually(t, "Firefox listens", func() bool {
		data, err := os.ReadFile(filepath.Join(profile, "MarionetteActivePort"))
		port = strings.TrimSpace(string(data))
		return err == nil && port != ""
	})
	c, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", port))
	if err != nil {
		t.Fatal(err)
	}
	m := &marionette{c: c, r: bufio.NewReader(c)}
	t.Cleanup(m.quit)
	if _, err := m.read(); err != nil { // it introduces itself
		t.Fatal(err)
	}
	d := driver{t: t, wire: m.webdriver}
	d.do("NewSession", map[string]any{})
	return d
}

// marionette is a connection to Firefox. A message either way is its length in bytes, a colon, and JSON; a command is
// [0, id, name, parameters] and its answer [1, id, error, result]. One is sent at a time, so nothing looks at the ids.
// https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
type marionette struct {
	c   net.Conn
	r   *bufio.Reader
	ids int
}

func (m *marionette) webdriver(command string, parameters any) (json.RawMessage, error) {
	return m.send("WebDriver:"+command, parameters)
}

func (m *marionette) send(command string, parameters any) (json.RawMessage, error) {
	m.ids++
	message, err := json.Marshal([]any{0, m.ids, command, parameters})
	if err != nil {
		return nil, err
	}
	if err := m.c.SetDeadline(time.Now().Add(chromium.Patience)); err != nil {
		return nil, err
	}
	if _, err := fmt.Fprintf(m.c, "%d:%s", len(message), message); err != nil {
		return nil, err
	}
	raw, err := m.read()
	if err != nil {
		return nil, err
	}
	var answer [4]json.RawMessage
	if err := json.Unmarshal(raw, &answer); err != nil {
		return nil, err
	}
	if wrong := string(answer[2]); wrong != "null" {
		return nil, fmt.Errorf("%s", wrong)
	}
	return answer[3], nil
}

func (m *marionette) read() (json.RawMessage, error) {
	length, err := m.r.ReadString(':')
	if err != nil {
		return nil, err
	}
	n, err := strconv.Atoi(strings.TrimSuffix(length, ":"))
	if err != nil {
		return nil, err
	}
	message := make([]byte, n)
	_, err = io.ReadFull(m.r, message)
	return message, err
}

func (m *marionette) quit() {
	_, _ = m.send("Marionette:Quit", map[string]any{"flags": []string{"eForceQuit"}})
	m.c.Close()
}
