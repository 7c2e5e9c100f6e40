//go:build unix

package wordpress

import (
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"sourcemark/wasm/browser/chromium"
)

// The article, as an editor has it. Card and shortcodes are in it too.
const article = `<!-- wp:paragraph -->
<p>The harbour ferry carried 41,200 passengers last year, 3.5 per cent fewer than the year before.</p>
<!-- /wp:paragraph -->

<!-- wp:sourcemark/summary /-->

<!-- wp:columns -->
<div class="wp-block-columns"><!-- wp:column -->
<div class="wp-block-column"><!-- wp:paragraph -->
<p>“We cannot run empty boats,” harbour master Jane Miller told the council on Monday.</p>
<!-- /wp:paragraph --></div>
<!-- /wp:column --></div>
<!-- /wp:columns -->

<!-- wp:shortcode -->
[sourcemark_card id="c01"]
<!-- /wp:shortcode -->`

const address = "/harbour-ferry-to-stop-on-sundays/"

// field is that of the dossier, in both editors.
const field = ".sourcemark-field textarea"

// ours matches whatever of the plugin, or of a check, must not be where a post is told by its own words.
var ours = regexp.MustCompile(`(?i)sourcemark[-_/]|<mark|40,200|wrong number|county office|nobody has checked`)

func ferry(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("testdata/ferry.json")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestWordPress goes with a newsroom from the zip file to the day when it uninstalls the plugin.
func TestWordPress(t *testing.T) {
	s := start(t)
	desk := s.login(t)
	step := func(name string, does func(t *testing.T)) {
		t.Helper()
		if !t.Failed() && !t.Run(name, func(t *testing.T) {
			desk.T = t
			defer func() { desk.T = s.T }()
			does(t)
		}) {
			shot(desk, "failed")
		}
	}
	step("installed", func(t *testing.T) {
		zip, err := filepath.Abs(root + "/dist/sourcemark-wordpress.zip")
		if err != nil {
			t.Fatal(err)
		}
		s.visit(desk, "/wp-admin/plugin-install.php?tab=upload")
		desk.Do(chromedp.SetUploadFiles(`input[name=pluginzip]`, []string{zip}), chromedp.Click("#install-plugin-submit"))
		s.says(desk, "Plugin installed successfully")
		s.press(desk, `a[href*="action=activate"]`)
		s.says(desk, "Plugin activated")
		if missing := s.inside(`foreach ( array( 'sourcemark/summary', 'sourcemark/card' ) as $name ) { WP_Block_Type_Registry::get_instance()->is_registered( $name ) || print $name; }`); missing != "" {
			t.Errorf("blocks: %s", missing)
		}
	})
	step("written in the block editor", func(t *testing.T) {
		s.visit(desk, "/wp-admin/post-new.php")
		s.await(desk, `window.wp?.data?.select("core/editor")?.getCurrentPostId() && document.querySelector(".edit-post-header, .editor-header")`)
		chromium.Eval[bool](desk, `(wp.data.dispatch("core/preferences").set("core/edit-post", "welcomeGuide", false), wp.data.dispatch("core/preferences").set("core", "enableChoosePatternModal", false), true)`)
		chromium.Eval[bool](desk, fmt.Sprintf(`(wp.data.dispatch("core/editor").editPost({ title: "Harbour ferry to stop on Sundays" }),
			wp.data.dispatch("core/block-editor").insertBlocks(wp.blocks.parse(%q), undefined, undefined, false), wp.data.dispatch("core/block-editor").clearSelectedBlock(), wp.data.dispatch("core/edit-post").openGeneralSidebar("edit-post/document"), true)`, article))
		open := `[...document.querySelectorAll(".components-panel__body-toggle")].find(b => b.textContent == "Checks")`
		s.await(desk, open)
		chromium.Eval[bool](desk, open+`.click(), true`)
		// A slip, as the widget tells it, with its place. Nothing can be saved, and it is still there.
		broken := strings.Replace(ferry(t), `"citation": [`, `"citaton": [`, 1)
		fill(desk, field, broken)
		s.says(desk, "citaton: unknown name: did you mean citation?")
		s.await(desk, `wp.data.select("core/editor").isPostSavingLocked()`)
		shot(desk, "block-broken")
		// The path of a file, as the desk shows it, is no address of a site.
		fill(desk, field, `C:\checks\public\ferry.json`)
		s.says(desk, "is neither a dossier in JSON nor its address")
		s.says(desk, "If the file is on your computer")
		if label := chromium.Eval[string](desk, `document.querySelector(".sourcemark-field textarea").labels[0]?.textContent ?? ""`); label != "Dossier" {
			t.Errorf("the field is labelled %q", label)
		}
		desk.Do(chromedp.SetUploadFiles(`.sourcemark-panel input[type=file]`, []string{s.testdata("ferry.json")}))
		s.says(desk, "Checks in the article: 1 of 2.")
		s.says(desk, "Not shown: its words are not in the article.")
		s.says(desk, "Readers do not see it.")
		s.await(desk, `!wp.data.select("core/editor").isPostSavingLocked()`)
		shot(desk, "block-panel")
		s.says(desk, "Readers see here that 1 statement was checked")
		chromium.Eval[bool](desk, `document.querySelector(".editor-post-publish-panel__toggle").click(), true`)
		s.await(desk, `document.querySelector(".editor-post-publish-panel .editor-post-publish-button:not([aria-disabled=true])")`)
		chromium.Eval[bool](desk, `document.querySelector(".editor-post-publish-panel .editor-post-publish-button").click(), true`)
		s.await(desk, `wp.data.select("core/editor").isCurrentPostPublished() && !wp.data.select("core/editor").isSavingPost()`)
		shot(desk, "block-published")
	})
	step("read", func(t *testing.T) {
		b := s.open(t, address)
		s.await(b, `window.sourcemark?.ready && (window.sourcemark.ready.then(() => window.done = true), window.done)`)
		if got := chromium.Eval[string](b, `JSON.stringify([sourcemark.items().map(i => i.id), !!document.querySelector("sourcemark-summary").shadowRoot,
			document.querySelector("sourcemark-card[record]").shadowRoot?.textContent.includes("40,200")])`); got != `[["#c01"],true,true]` {
			t.Errorf("the page shows %s", got)
		}
		if page := s.get(address); strings.Contains(page, "nobody has checked") || !strings.Contains(page, `data-records="inline"`) {
			t.Errorf("drafts are in the page, or there is no tag:\n%s", page)
		}
		for _, asked := range b.Requests() {
			if !strings.HasPrefix(asked, s.url) && !strings.HasPrefix(asked, "data:") {
				t.Errorf("it asks for %s", asked)
			}
		}
		shot(b, "page")
		chromium.Eval[bool](b, `sourcemark.open("c01")`)
		shot(b, "page-card")
		quiet(b)
	})
	step("nowhere else", s.nowhereElse)
	step("summary without a block", func(t *testing.T) {
		id := s.inside(`$id = wp_insert_post( array( 'post_title' => 'Boats', 'post_name' => 'boats', 'post_status' => 'publish', 'post_content' => '<!-- wp:paragraph --><p>The harbour ferry carried 41,200 passengers last year, 3.5 per cent fewer than the year before.</p><!-- /wp:paragraph -->' ) );
			update_post_meta( $id, '_sourcemark_dossier', wp_slash( file_get_contents( '` + s.testdata("ferry.json") + `' ) ) ); echo $id;`)
		defer s.inside(`wp_delete_post( ` + id + `, true );`)
		b := s.open(t, "/boats/")
		s.await(b, `document.querySelector("sourcemark-summary")?.shadowRoot?.textContent.length > 20`)
		// In the column of the text, which is not the element of the article in themes made of blocks.
		if got := chromium.Eval[string](b, `(paragraph => JSON.stringify([...document.querySelectorAll("sourcemark-summary")].map(summary => [
			summary.getBoundingClientRect().left - paragraph.getBoundingClientRect().left, summary.compareDocumentPosition(paragraph) & 4])))(
			[...document.querySelectorAll("p")].find(p => p.textContent.includes("41,200")))`); got != "[[0,4]]" {
			t.Errorf("the summaries, each with its distance from the left edge of the text and 4 if it is before it: %s", got)
		}
		shot(b, "summary")
		for at, want := range map[string]string{"top": "<sourcemark-summary></sourcemark-summary></div>", "bottom": "the year before.</p><div><sourcemark-summary>", "none": ""} {
			s.inside(`update_option( 'sourcemark', array( 'summary' => '` + at + `' ) );`)
			if got := s.get("/boats/"); strings.Contains(got, "<sourcemark-summary") != (want != "") || !strings.Contains(got, want) {
				t.Errorf("summary %s: want %q in\n%s", at, want, got)
			}
		}
		s.inside(`delete_option( 'sourcemark' );`)
		if got := s.get("/feed/"); !strings.Contains(got, "Boats") || ours.MatchString(got) {
			t.Errorf("the feed is\n%s", got)
		}
	})
	step("refused", func(t *testing.T) {
		// By the REST API, as programs save posts, and as somebody who may not.
		const save = `wp.apiFetch({ path: "/wp/v2/posts/" + wp.data.select("core/editor").getCurrentPostId(), method: "PUT", data: { title: "Another", meta: { _sourcemark_dossier: %q } } }).then(() => "saved", e => e.message)`
		for dossier, want := range map[string]string{
			"{\n  \"hasPart\": [,]\n}": "Line 2, column 15: the JSON needs a value",
			"[1]":                      "This JSON is not a dossier",
			"ferry":                    "“ferry” is neither a dossier in JSON nor its address",
			"javascript:alert(1)":      "is neither a dossier",
		} {
			if got := chromium.Eval[string](desk, fmt.Sprintf(save, dossier)); !strings.Contains(got, want) {
				t.Errorf("%s: %s", dossier, got)
			}
		}
		if got := s.get("/wp-json/wp/v2/posts?slug=harbour-ferry-to-stop-on-sundays"); strings.Contains(got, "Another") || !strings.Contains(got, "Harbour ferry") {
			t.Errorf("a part of it was saved: %s", got)
		}
		resp, err := http.Post(s.url+"/wp-json/sourcemark/v1/lint", "application/json", strings.NewReader(`{"dossier": "{}"}`))
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != http.StatusUnauthorized {
			t.Errorf("a stranger has a dossier looked at: %s", resp.Status)
		}
	})
	step("edited in the classic editor", func(t *testing.T) {
		id := s.inside(`echo url_to_postid( '` + s.url + address + `' );`)
		s.inside(`update_option( 'desk_classic', 1 );`)
		defer s.inside(`delete_option( 'desk_classic' );`)
		s.visit(desk, "/wp-admin/post.php?action=edit&post="+id)
		s.says(desk, "Checks in the article: 1 of 2.")
		const broken = "{\n  \"hasPart\": [}"
		fill(desk, field, broken)
		s.press(desk, "#publish")
		s.says(desk, "The dossier has mistakes and was not saved. Line 2, column 15: the JSON needs a value")
		s.await(desk, fmt.Sprintf(`document.querySelector(".sourcemark-field textarea").value == %q`, broken))
		shot(desk, "classic-refused")
		if got := s.get(address); !strings.Contains(got, "40,200") {
			t.Error("readers do not see what was saved before")
		}
		fill(desk, field, strings.ReplaceAll(ferry(t), "Wrong number", "Wrong count"))
		s.says(desk, "Wrong count")
		chromium.Eval[bool](desk, `document.querySelector("#sourcemark").scrollIntoView(), true`)
		shot(desk, "classic")
		s.press(desk, "#publish")
		s.says(desk, "Post updated.")
		if got := s.get(address); !strings.Contains(got, "Wrong count") {
			t.Errorf("readers have the old dossier")
		}
		if left := s.inside(`echo get_post_meta( ` + id + `, '_sourcemark_refused', true ) ? 'yes' : 'no';`); left != "no" {
			t.Error("what was refused is still kept")
		}
	})
	step("rendered by a server", func(t *testing.T) {
		server, end := s.renderer()
		s.visit(desk, "/wp-admin/options-general.php?page=sourcemark")
		shot(desk, "settings")
		desk.Do(chromedp.Click(`[name="sourcemark[output]"][value=server]`))
		fill(desk, "#sourcemark-server", "checks.example")
		s.press(desk, "#submit")
		s.says(desk, "must begin with https://")
		desk.Do(chromedp.Click(`[name="sourcemark[output]"][value=server]`))
		fill(desk, "#sourcemark-server", server)
		s.press(desk, "#submit")
		s.says(desk, "Settings saved.")
		if got := s.get(address); strings.Contains(got, "sourcemark.js") || strings.Contains(got, "<mark") || !strings.Contains(got, "41,200") {
			t.Error("it was not rendered yet, and has checks, or is gone")
		}
		id := s.inside(`echo url_to_postid( '` + s.url + address + `' );`)
		save := func() {
			s.visit(desk, "/wp-admin/post.php?action=edit&post="+id)
			s.await(desk, `window.wp?.data?.select("core/editor")?.getCurrentPostId() && document.querySelector(".editor-post-publish-button")`)
			if got := chromium.Eval[string](desk, `wp.data.dispatch("core/editor").savePost().then(() => JSON.stringify(wp.data.select("core/editor").getCurrentPostAttribute("sourcemark")))`); !strings.Contains(got, "rendered") {
				t.Errorf("the editor is told %s", got)
			}
		}
		save()
		b := s.open(t, address)
		page := s.get(address)
		if strings.Contains(page, "sourcemark.js") || !strings.Contains(page, "<mark") || strings.Contains(page, "nobody has checked") {
			t.Errorf("the page is\n%s", page)
		}
		s.await(b, `document.querySelector("sourcemark-card[record]")?.shadowRoot?.textContent.includes("40,200")`)
		s.await(b, `document.querySelector("sourcemark-summary").shadowRoot?.textContent.length > 20`)
		shot(b, "rendered")
		quiet(b)
		s.nowhereElse(t)
		if changed := s.get(address + "?changed"); strings.Contains(changed, "<mark") || !strings.Contains(changed, "48,000") {
			t.Error("other words are shown with what was rendered for these")
		}
		s.inside(`do_action( 'sourcemark_render', ` + id + ` );`)
		if changed := s.get(address + "?changed"); strings.Contains(changed, "<mark") || strings.Contains(changed, "Wrong count") {
			t.Error("a number that nobody has checked has a verdict")
		}
		end()
		save()
		s.visit(desk, "/wp-admin/post.php?action=edit&post="+id)
		s.says(desk, "did not answer")
		shot(desk, "server-gone")
		if got := s.get(address); strings.Contains(got, "<mark") || !strings.Contains(got, "41,200") {
			t.Error("without a server the post has checks, or is gone")
		}
	})
	step("deactivated", func(t *testing.T) {
		s.visit(desk, "/wp-admin/plugins.php")
		s.press(desk, "#deactivate-sourcemark")
		s.says(desk, "Plugin deactivated.")
		got := s.get(address)
		if at := ours.FindStringIndex(strings.ReplaceAll(got, "[sourcemark_card", "")); at != nil || !strings.Contains(got, "41,200") {
			t.Errorf("the page has still %v in\n%s", at, got)
		}
	})
	step("uninstalled", func(t *testing.T) {
		s.visit(desk, "/wp-admin/plugins.php")
		chromium.Eval[bool](desk, `(window.confirm = () => true, document.querySelector("#delete-sourcemark").click(), true)`)
		s.says(desk, "was successfully deleted")
		if _, err := os.Stat(s.in("site/wp-content/plugins/sourcemark")); err == nil {
			t.Error("its files are still there")
		}
		dump := s.run("mariadb-dump", "--no-defaults", "-uroot", "-S", s.socket, "--skip-extended-insert", "wordpress")
		for line := range strings.SplitSeq(dump, "\n") {
			// What WordPress itself keeps is not ours: which plugins were there lately, and which panels somebody has open.
			kept := regexp.MustCompile(`'(recently_activated|_site_transient_update_plugins|wp_persisted_preferences)'`).MatchString(line)
			if strings.Contains(strings.ToLower(line), "sourcemark") && !kept {
				t.Errorf("the database has %.300s", line)
			}
		}
		if got := s.get(address); ours.MatchString(got) || strings.Contains(got, "sourcemark") || !strings.Contains(got, "empty boats") {
			t.Errorf("the page is\n%s", got)
		}
	})
}

// nowhereElse looks where posts are told by their own words: none of ours may be there.
func (s *site) nowhereElse(t *testing.T) {
	t.Helper()
	for _, path := range []string{"/", "/feed/", "/feed/atom/", "/?s=41%2C200", "/author/desk/", "/wp-json/wp/v2/posts", "/wp-json/wp/v2/search?search=ferry",
		address + "embed/", "/wp-json/oembed/1.0/embed?url=" + s.url + address} {
		got := s.get(path)
		if !strings.Contains(got, "Harbour ferry") {
			t.Errorf("%s has no article:\n%.2000s", path, got)
		}
		// Pages of the theme list the styles of all blocks by their names.
		if at := ours.FindStringIndex(got); at != nil {
			t.Errorf("%s has %q", path, got[max(0, at[0]-100):min(len(got), at[1]+100)])
		}
	}
	if got := s.get("/?s=%22county+office%22"); strings.Contains(got, "41,200") {
		t.Error("the post is found by words of a check")
	}
}

// TestPHP has PHP read each file of the plugin, and phpcs look for what is dangerous or out of date. WordPress's own standard is in no
// package of Debian: web/wordpress/phpcs.xml.dist is for those who have it.
func TestPHP(t *testing.T) {
	if os.Getenv("SOURCEMARK_TEST") != "wordpress" {
		t.Skip("it takes PHP; ./build.sh test wordpress installs it and then runs this test")
	}
	plugin := root + "/web/wordpress"
	var files []string
	for _, pattern := range []string{"/*.php", "/includes/*.php"} {
		found, err := filepath.Glob(plugin + pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) < 7 {
		t.Fatalf("the plugin has %q", files)
	}
	for _, file := range files {
		if out, err := exec.Command("php", "-l", file).CombinedOutput(); err != nil {
			t.Errorf("%s", out)
		}
	}
	const sniffs = "Generic.PHP.BacktickOperator,Generic.PHP.DeprecatedFunctions,Generic.PHP.DisallowRequestSuperglobal,Generic.PHP.DiscourageGoto," +
		"Generic.PHP.ForbiddenFunctions,Generic.PHP.NoSilencedErrors,Generic.PHP.Syntax,Generic.CodeAnalysis.AssignmentInCondition," +
		"Generic.CodeAnalysis.EmptyStatement,Generic.CodeAnalysis.UnconditionalIfStatement,Generic.Files.ByteOrderMark,Generic.Strings.UnnecessaryStringConcat," +
		"Squiz.PHP.Eval,Squiz.PHP.NonExecutableCode,Squiz.Operators.ValidLogicalOperators,Squiz.Scope.StaticThisUsage,Zend.Files.ClosingTag"
	args := append([]string{"--standard=Generic,Squiz,Zend", "--sniffs=" + sniffs}, files...)
	if out, err := exec.Command("phpcs", args...).CombinedOutput(); err != nil {
		t.Errorf("phpcs: %v\n%s", err, out)
	}
}
