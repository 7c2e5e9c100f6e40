//go:build unix

// Package wordpress tests the WordPress plugin in a real WordPress: Debian's, with a database of its own in a folder that is
// gone afterwards, as its administrator, editors and readers meet it. ./build.sh test wordpress installs what that needs.
package wordpress

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"sourcemark/wasm/browser/chromium"
)

const (
	root     = "../../.."
	debians  = "/usr/share/wordpress"
	password = "a ferry on Sundays"
)

func TestMain(m *testing.M) { chromium.Main(m) }

// A site is a WordPress that runs on this machine.
type site struct {
	*testing.T
	url, folder, socket string
}

// start installs WordPress with an administrator, who is called desk.
func start(t *testing.T) *site {
	if os.Getenv("SOURCEMARK_TEST") != "wordpress" {
		t.Skip("it takes a database and a minute; ./build.sh test wordpress installs what it needs and runs it")
	}
	for _, needed := range []string{debians + "/wp-load.php", root + "/dist/sourcemark-wordpress.zip"} {
		if _, err := os.Stat(needed); err != nil {
			t.Fatal(err)
		}
	}
	s := &site{T: t, folder: t.TempDir()}
	s.socket = filepath.Join(s.folder, "db")
	s.run("cp", "-rL", debians, s.in("site"))
	data := s.in("data")
	s.run("mariadb-install-db", "--no-defaults", "--datadir="+data, "--auth-root-authentication-method=normal", "--user="+user(), "--skip-test-db")
	s.Cleanup(func() {
		if log, err := os.ReadFile(s.in("php.log")); s.Failed() && err == nil {
			s.Logf("PHP says\n%s", regexp.MustCompile(`(?m)^.*PHP Deprecated.*\n`).ReplaceAll(log, nil))
		}
	})
	s.launch(exec.Command("mariadbd", "--no-defaults", "--datadir="+data, "--socket="+s.socket, "--skip-networking", "--user="+user(),
		"--pid-file="+s.in("db.pid"), "--innodb-buffer-pool-size=32M", "--skip-log-bin"))
	until(t, "the database answers", func() bool {
		return exec.Command("mariadb", "--no-defaults", "-uroot", "-S", s.socket, "-e", "CREATE DATABASE IF NOT EXISTS wordpress").Run() == nil
	})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	s.url = "http://" + address
	s.write("site/wp-config.php", `<?php
define( 'DB_NAME', 'wordpress' );
define( 'DB_USER', 'root' );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', 'localhost:`+s.socket+`' );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'DB_COLLATE', '' );
define( 'WP_DEBUG', true );
define( 'WP_DEBUG_DISPLAY', false );
define( 'WP_DEBUG_LOG', '`+s.in("php.log")+`' );
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
define( 'WP_ACCESSIBLE_HOSTS', '127.0.0.1' );
define( 'DISABLE_WP_CRON', true );
define( 'FS_METHOD', 'direct' );
$table_prefix = 'wp_';
if ( ! defined( 'ABSPATH' ) ) {
	define( 'ABSPATH', __DIR__ . '/' );
}
require_once ABSPATH . 'wp-settings.php';
`)
	// No way to wordpress.org; and what a site of a newsroom may have: a way to the classic editor, and another plugin that changes what readers see.
	s.write("site/wp-content/mu-plugins/desk.php", `<?php
add_filter( 'pre_http_request', function ( $answer, $args, $url ) { return 0 === strpos( $url, 'http://127.0.0.1' ) ? $answer : array( 'headers' => array(), 'body' => '{"themes":[],"plugins":[],"no_update":[],"translations":[],"offers":[]}', 'response' => array( 'code' => 200, 'message' => 'OK' ), 'cookies' => array(), 'filename' => '' ); }, 10, 3 );
add_filter( 'use_block_editor_for_post', function ( $use ) { return $use && ! get_option( 'desk_classic' ); } );
add_filter( 'the_content', function ( $html ) { return isset( $_GET['changed'] ) ? str_replace( '41,200', '48,000', $html ) : $html; }, 11 );
`)
	s.write("router.php", `<?php
$file = $_SERVER['DOCUMENT_ROOT'] . parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH );
if ( is_file( $file ) || is_file( rtrim( $file, '/' ) . '/index.php' ) ) {
	return false;
}
$_SERVER['SCRIPT_NAME'] = '/index.php';
$_SERVER['PHP_SELF']    = '/index.php';
require $_SERVER['DOCUMENT_ROOT'] . '/index.php';
`)
	php := exec.Command("php", "-d", "upload_max_filesize=64M", "-d", "post_max_size=64M", "-S", address, "-t", s.in("site"), s.in("router.php"))
	php.Env = append(os.Environ(), "PHP_CLI_SERVER_WORKERS=4") // one request asks for another, and a browser for many
	s.launch(php)
	until(t, "PHP answers", func() bool {
		resp, err := http.Get(s.url + "/wp-includes/version.php")
		if err == nil {
			resp.Body.Close()
		}
		return err == nil
	})
	s.php(`$_SERVER['HTTP_HOST'] = '` + address + `'; define( 'WP_INSTALLING', true ); require '` + s.in("site/wp-load.php") + `';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install( 'The Harbour Desk', 'desk', 'desk@news.example', true, '', '` + password + `' );
update_option( 'siteurl', '` + s.url + `' ); update_option( 'home', '` + s.url + `' );
global $wp_rewrite; $wp_rewrite->set_permalink_structure( '/%postname%/' ); $wp_rewrite->flush_rules();`)
	return s
}

// user returns whose processes these are: a database refuses to be root's unless it is told so.
func user() string {
	if os.Getuid() == 0 {
		return "root"
	}
	return os.Getenv("USER")
}

func (s *site) in(name string) string { return filepath.Join(s.folder, name) }

// testdata returns the whole path of a file of testdata, for programs that run elsewhere.
func (s *site) testdata(name string) string {
	s.Helper()
	path, err := filepath.Abs(filepath.Join("testdata", name))
	if err != nil {
		s.Fatal(err)
	}
	return path
}

func (s *site) write(name, text string) {
	s.Helper()
	if err := os.MkdirAll(filepath.Dir(s.in(name)), 0o777); err != nil {
		s.Fatal(err)
	}
	if err := os.WriteFile(s.in(name), []byte(text), 0o666); err != nil {
		s.Fatal(err)
	}
}

// run runs a program to its end and returns what it prints.
func (s *site) run(name string, args ...string) string {
	s.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		s.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

// php runs a script by itself.
func (s *site) php(script string) string { s.Helper(); return s.run("php", "-r", script) }

// inside runs a script in WordPress, as its administrator.
func (s *site) inside(script string) string {
	s.Helper()
	return s.php(`$_SERVER['HTTP_HOST'] = '` + strings.TrimPrefix(s.url, "http://") + `'; require '` + s.in("site/wp-load.php") + `'; wp_set_current_user( 1 ); ` + script)
}

// launch starts a program that ends with the test, with all that it has started.
func (s *site) launch(cmd *exec.Cmd) {
	s.Helper()
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		s.Fatal(err)
	}
	s.Cleanup(func() {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		_ = cmd.Wait()
	})
}

// until waits until something holds.
func until(t testing.TB, what string, holds func() bool) {
	t.Helper()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(chromium.Patience); !holds(); <-tick.C {
		if time.Now().After(end) {
			t.Fatalf("never: %s", what)
		}
	}
}

// renderer starts a server of the project, and returns its address and what ends it.
func (s *site) renderer() (url string, end func()) {
	s.Helper()
	program := s.in("edge")
	s.run("go", "build", "-C", root, "-o", program, "./wasm/edge")
	cmd := exec.Command(program, "-listen", "127.0.0.1:0", "-files", root+"/dist", "-records", root+"/claims/records")
	cmd.Env = append(os.Environ(), "POSTS=off")
	out, err := cmd.StdoutPipe()
	if err != nil {
		s.Fatal(err)
	}
	s.launch(cmd)
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if at := regexp.MustCompile(`http://[\d.:]+`).FindString(lines.Text()); at != "" {
			return at, func() {
				_ = cmd.Process.Signal(syscall.SIGTERM)
				_, _ = io.Copy(io.Discard, out)
			}
		}
	}
	s.Fatal("the server says no address")
	return "", nil
}

// get returns what a reader without a browser is given.
func (s *site) get(path string) string {
	s.Helper()
	resp, err := http.Get(s.url + path)
	if err != nil {
		s.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		s.Fatal(err)
	}
	return string(body)
}

// open opens an address of the site in a new window of somebody who is not logged in.
func (s *site) open(t *testing.T, path string) *chromium.Tab {
	t.Helper()
	b := chromium.Open(t, chromium.Window{Width: 1280, Height: 900})
	b.Do(chromedp.Navigate(s.url + path))
	return b
}

// login opens a window in which the administrator is logged in.
func (s *site) login(t *testing.T) *chromium.Tab {
	t.Helper()
	b := s.open(t, "/wp-login.php")
	fill(b, "#user_login", "desk")
	fill(b, "#user_pass", password)
	b.Do(chromedp.Click("#wp-submit"))
	s.await(b, `location.pathname == "/wp-admin/" && document.readyState == "complete"`)
	return b
}

// visit goes to another address in a window.
func (s *site) visit(b *chromium.Tab, path string) {
	b.T.Helper()
	b.Do(chromedp.Navigate(s.url + path))
}

// await waits until a condition holds, on this page or on the next ones.
func (s *site) await(b *chromium.Tab, condition string) {
	b.T.Helper()
	until(b.T, condition, func() bool {
		holds, err := chromedp.Run(b.Ctx, chromedp.Evaluate[bool]("document.body != null && !!("+condition+")"))
		return err == nil && holds
	})
}

// says waits until a text is on the page, or on the next one.
func (s *site) says(b *chromium.Tab, text string) {
	b.T.Helper()
	s.await(b, fmt.Sprintf(`document.readyState == "complete" && document.body.innerText.includes(%q)`, text))
}

// press clicks what leads to another page, and waits for that.
func (s *site) press(b *chromium.Tab, selector string) {
	b.T.Helper()
	chromium.Eval[bool](b, fmt.Sprintf(`(window.confirm = () => true, window.before = true, setTimeout(() => document.querySelector(%q).click()), true)`, selector))
	s.await(b, `!window.before && document.readyState == "complete"`)
}

// fill puts text into a field as if it had been pasted.
func fill(b *chromium.Tab, selector, text string) {
	b.T.Helper()
	b.Until(fmt.Sprintf(`document.querySelector(%q) != null`, selector))
	chromium.Eval[bool](b, fmt.Sprintf(`(field => {
		Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set.call(field, %q);
		field.dispatchEvent(new Event("input", { bubbles: true }));
		return true;
	})(document.querySelector(%q))`, text, selector))
}

// shot keeps a picture of a window where SOURCEMARK_SHOTS names a folder for them.
func shot(b *chromium.Tab, name string) {
	b.T.Helper()
	if folder := os.Getenv("SOURCEMARK_SHOTS"); folder != "" {
		if err := os.WriteFile(filepath.Join(folder, name+".png"), b.Shot(), 0o666); err != nil {
			b.T.Fatal(err)
		}
	}
}

// quiet wants nothing in the console of a window.
func quiet(b *chromium.Tab) {
	b.T.Helper()
	for _, line := range b.Complaints() {
		b.T.Errorf("the console has %s", line)
	}
}
