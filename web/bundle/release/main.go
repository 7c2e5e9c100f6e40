// Command release makes dist/release: all that is published of a version. build.sh runs it from the top of the project:
//
//	go run ./web/bundle/release [-quick] [-only SYSTEM/PROCESSOR,…]
//	go run ./web/bundle/release -make COMMIT [-only SYSTEM/PROCESSOR,…]
//
// The first makes it of the last commit, twice, in two clones in folders of their own, and compares them: nothing may depend on
// where or when it is made, nor on what was compiled before, for the second begins with nothing compiled. -quick lets it have
// what the first has compiled, and -only makes programs for some systems: both are for trying. The second form is what runs in each clone, after ./build.sh there has made dist/.
//
// What is in a release:
//
//	sourcemark-VERSION-SYSTEM-PROCESSOR.tar.gz   the command and the server, for Linux, macOS and Windows (.zip)
//	sourcemark-widget-VERSION.tar.gz             the files for a publisher's site, in a folder named after the version
//	sourcemark-worker-VERSION.tar.gz             the Cloudflare worker
//	sourcemark-VERSION.tgz                       the npm package
//	sourcemark-wordpress-VERSION.zip             the plugin
//	sourcemark-server-VERSION.oci.tar            the server as an image, for amd64 and arm64
//	sourcemark-VERSION.cdx.json                  what is inside all these (CycloneDX)
//	sourcemark-tests-VERSION.cdx.json            the npm packages that only tests use
//	SHA256SUMS
package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"sourcemark/web"
)

// folder is where a release is made, in a clone and at last.
const folder = "dist/release"

func main() {
	log.SetFlags(0)
	log.SetPrefix("release: ")
	quick := flag.Bool("quick", false, "let the second build have what the first has compiled")
	commit := flag.String("make", "", "make the release here, once, of what dist/ has; the programs say that they are of this `COMMIT`")
	only := flag.String("only", "", "programs for these systems alone, such as linux/amd64,windows/arm64")
	flag.Parse()
	systems, err := systemsNamed(*only)
	switch {
	case err != nil:
	case *commit != "":
		err = put(folder, *commit, systems)
	default:
		err = twice(*quick, *only)
	}
	if err != nil {
		log.Fatal(err)
	}
}

// twice makes the release of the last commit in two places, and publishes it if both are the same.
func twice(quick bool, only string) error {
	commit, err := output("git", "rev-parse", "HEAD")
	if err != nil {
		return err
	}
	if changed, err := output("git", "status", "--porcelain"); err != nil {
		return err
	} else if changed != "" {
		fmt.Println("What is not committed is not released: the last commit is.")
	}
	top, err := os.MkdirTemp(os.Getenv("TMPDIR"), "sourcemark-release-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(top)
	places := []string{filepath.Join(top, "one"), filepath.Join(top, "another", "with a longer name")}
	for i, place := range places {
		env := os.Environ()
		if i > 0 && !quick {
			env = append(env, "GOCACHE="+filepath.Join(top, "cache"))
		}
		fmt.Printf("\n==> Release %s, build %d of %d\n", web.Version, i+1, len(places))
		for _, c := range []struct {
			dir  string
			args []string
		}{
			{".", []string{"git", "clone", "-q", "--no-hardlinks", "--no-checkout", ".", place}},
			{place, []string{"git", "checkout", "-q", "--detach", commit}}, // whatever is committed meanwhile
			{place, []string{"./build.sh"}},
			{place, []string{"go", "run", "./web/bundle/release", "-make", commit, "-only", only}},
		} {
			cmd := exec.Command(c.args[0], c.args[1:]...)
			cmd.Dir, cmd.Env, cmd.Stderr = c.dir, env, os.Stderr
			if out, err := cmd.Output(); err != nil {
				return fmt.Errorf("%s: %w\n%s", strings.Join(c.args, " "), err, out)
			}
		}
	}
	one, another := filepath.Join(places[0], folder), filepath.Join(places[1], folder)
	if err := same(one, another); err != nil {
		return err
	}
	if err := os.RemoveAll(folder); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(folder), 0o777); err != nil {
		return err
	}
	if err := os.CopyFS(folder, os.DirFS(one)); err != nil {
		return err
	}
	return table(folder)
}

// output returns what a command prints, without the end of its last line.
func output(name string, args ...string) (string, error) {
	var complaints strings.Builder
	cmd := exec.Command(name, args...)
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s %s: %w %s", name, strings.Join(args, " "), err, complaints.String())
	}
	return strings.TrimSuffix(string(out), "\n"), nil
}

// same returns an error that names each file that is not the same in two folders.
func same(one, another string) error {
	files := map[string]bool{}
	for _, dir := range []string{one, another} {
		err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
			if err == nil && !e.IsDir() {
				name, _ := filepath.Rel(dir, path)
				files[name] = true
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	var differ []error
	for name := range files {
		a, errA := os.ReadFile(filepath.Join(one, name))
		b, errB := os.ReadFile(filepath.Join(another, name))
		switch {
		case errA != nil || errB != nil:
			differ = append(differ, errA, errB)
		case !bytes.Equal(a, b):
			differ = append(differ, fmt.Errorf("%s: built twice, it is not the same from byte %d on", name, common(a, b)))
		}
	}
	return errors.Join(differ...)
}

// common returns how many bytes a and b have in common at their beginning.
func common(a, b []byte) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// table prints what is in a release.
func table(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	fmt.Printf("\n%s, built twice, with the same bytes:\n", dir)
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return err
		}
		fmt.Printf("%-44s %10d  %x\n", e.Name(), len(data), sha256.Sum256(data))
	}
	return nil
}
