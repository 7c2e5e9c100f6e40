#!/usr/bin/env bash
# The only script of the project: each thing it does is one function below.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

usage() {
  cat <<'END'
./build.sh          build everything into dist/, and say what to open (DOSSIERS=FOLDER: the worker carries those dossiers)
                    (LAST=FOLDER: the dist/ of the last release; who has it loads what is new. See web/README.md)
./build.sh serve    build, then serve dist/ and the gallery on this machine and print the address
./build.sh test     install what the tests need, then run all of them but those that take minutes, which have names:
                    ./build.sh test release looks into what ./build.sh release has made, ./build.sh test recipes tries
                    the examples in web/recipes, ./build.sh test channels asks AMP's own validator and caniemail.com's data,
                    ./build.sh test wordpress tries the plugin in Debian's WordPress, and ./build.sh test npm the npm package
                    in the projects of web/npm/examples
./build.sh release  make dist/release, all that is published of the last commit, twice, and compare (LAST=FOLDER: as above;
                    -quick -only linux/amd64: for trying)
./build.sh fresh    do both with the last commit on a bare Debian, made for it in a folder: what does a new machine lack?
./build.sh bench    measure, side by side with the peers: time, bytes, growth (RECORDS=FILE: with a newsroom's records too)
./build.sh clean    remove what was built
END
}

say() { printf '\n==> %s\n' "$*"; }
die() { printf 'build.sh: %s\n' "$*" >&2; exit 1; }

need_go() {
  command -v go >/dev/null || die "Go is not installed. It is needed in version $(awk '$1 == "go" {print $2}' go.mod) or later: https://go.dev/dl/"
  case "$(go env GOROOT)" in
    "$(go env GOMODCACHE)"/*) die "this Go, $(go env GOVERSION), was fetched as a toolchain, for the one installed is older than go.mod asks for, and in fetched" \
      "ones no file can stand in for another. Install it: https://go.dev/dl/" ;;
  esac
}

# program FOLDER FILE [FLAG]...: compiles a program of wasm/ to WebAssembly. The flags keep paths and times out of it, so that
# two builds are the same.
program() {
  local from=$1 to=$2
  shift 2
  GOOS=js GOARCH=wasm go build "$@" -trimpath -buildvcs=false -ldflags='-s -w -buildid=' -o "$to" "./wasm/$from"
}

# overlay PLACE FILE [PLACE FILE]...: prints what makes Go's -overlay compile each FILE in the place of another of Go, or of
# all that a package of Go has.
overlay() {
  local from f separator='' to
  printf '{"Replace": {'
  while [ $# -gt 0 ]; do
    from=$(go env GOROOT)/src/$1 to=$PWD/$2
    if [ -d "$from" ]; then
      for f in "$from"/*.go; do
        printf '%s"%s": ""' "$separator" "$f"
        separator=', '
      done
      from+=/sourcemark.go
    fi
    printf '%s"%s": "%s"' "$separator" "$from" "$to"
    separator=', '
    shift 2
  done
  printf '}}'
}

# without: the overlay of the widget, for the tests of what it links too. It has as much of package fmt as safejs calls,
# for the whole would be 85 kB more to load; it writes floating-point numbers in its own way, 20 kB less, and quotes strings
# in its own, 7 kB less, sorts in one way only, 7 kB less, and embeds files as strings alone, 10 kB less. Its runtime is without
# what never happens there (see web/bundle/prune): 38 kB less, coded.
without() {
  local runtime
  runtime=$(go run ./web/bundle/prune -to dist/.runtime) || exit 1
  # shellcheck disable=SC2086 # is words
  overlay fmt wasm/dom/nofmt/fmt.go internal/strconv/ftoa.go wasm/dom/noftoa/ftoa.go strconv/quote.go wasm/dom/noquote/quote.go \
    slices/zsortanyfunc.go wasm/dom/nosort/sort.go embed wasm/dom/noembed/embed.go $runtime
}

# widget FILE: compiles the widget. Without inlining it is 6 % shorter. The collector of Go 1.24 is 7 kB less to load than the one that
# came after it, and as fast on one thread with some megabytes; when a Go no longer knows "nogreenteagc", take it out here.
widget() {
  without >dist/.overlay.widget.json
  GOEXPERIMENT=nogreenteagc program browser "$1" -overlay dist/.overlay.widget.json -gcflags=all=-l ||
    die "the widget does not compile. If something of fmt or strconv is undefined above, or is there twice, Go or safejs ask for" \
      "other things than what stands in for them has: see wasm/dom/nofmt, wasm/dom/noftoa, wasm/dom/noquote, wasm/dom/nosort and wasm/dom/noembed"
}

# worker FILE [TAGS]: compiles the edge worker, without three parts of net/http that it never calls: HTTP/2, which is
# 47 kB of it, gzipped, TLS, 290 kB (see wasm/edge/notls), and hosts that are not in ASCII, 13 kB (see
# wasm/edge/noidna). It sorts in one way only, 30 kB less, and has the collector of Go 1.24, 11 kB less. Inlining
# makes it a quarter faster; without it in the packages that grow most by it, ours above all, it is 170 kB shorter; in
# others, such as os and io, it is longer without.
worker() {
  local idle=() p
  for p in sourcemark/claims/... sourcemark/web sourcemark/web/article sourcemark/web/lang sourcemark/web/linked fmt strconv strings bytes bufio \
    unicode/... time reflect sync syscall sort encoding/... net/url net/textproto log path/... mime/... internal/stringslite \
    internal/byteorder golang.org/x/net/... crypto/internal/fips140/...; do
    idle+=("-gcflags=$p=-l")
  done
  overlay crypto/tls wasm/edge/notls/tls.go vendor/golang.org/x/net/idna wasm/edge/noidna/idna.go embed wasm/dom/noembed/embed.go \
    slices/zsortanyfunc.go wasm/dom/nosort/sort.go slices/zsortordered.go wasm/dom/nosort/ordered.go >dist/.overlay.worker.json
  GOEXPERIMENT=nogreenteagc program edge "$1" -overlay dist/.overlay.worker.json -tags "nethttpomithttp2,worker,${2:-}" "${idle[@]}" ||
    die "the worker does not compile. If tls.… or idna.… is undefined above, net/http calls more of them than what stands" \
      "in for them has: see wasm/edge/notls and wasm/edge/noidna; if something of slices or embed is, or is there twice, see" \
      "wasm/dom/nosort and wasm/dom/noembed"
}

compile() {
  need_go
  say "Compiling the widget and the worker to WebAssembly"
  mkdir -p dist
  widget dist/.browser.wasm
  worker dist/.edge.wasm
}

build() {
  compile
  say "Putting dist/ together"
  go run ./web/bundle -wasm dist/.browser.wasm -edge dist/.edge.wasm -goroot "$(go env GOROOT)" -dossiers "${DOSSIERS:-}" -last "${LAST:-}"
  printf '\nDone. Open index.html in a browser, or mail dist/story.html to somebody.\n'
}

# modules FOLDER: what a folder's package-lock.json names, from npm. Nothing runs while it is installed, and nothing of it
# goes into dist/.
modules() {
  [ -d "$1/node_modules" ] && return
  say "Fetching the npm packages of $1"
  (cd "$1" && npm ci --ignore-scripts --no-audit --no-fund --silent) || die "npm ci failed in $1"
}

serve() {
  build
  if command -v npm >/dev/null; then modules web/gallery; else say "Without npm the gallery does without React and Vue"; fi
  say "Serving"
  # The program itself and not "go run", so that an interrupt ends it and nothing is left behind.
  go build -o dist/.serve ./wasm/edge
  printf 'The story is at /, the same without JavaScript, rendered on its way, at /plain.html, and the gallery at /gallery/.\n'
  PAGES=/plain.html exec dist/.serve -files dist -records claims/records -listen "${ADDRESS:-127.0.0.1:8080}"
}

# has NEED: whether this machine has a command, a file, or a font for a language, which is called lang=LANGUAGE.
has() {
  case "$1" in
    /*) [ -e "$1" ] ;;
    lang=*) [ -n "$(fc-list ":$1" 2>/dev/null)" ] ;;
    *) command -v "$1" >/dev/null ;;
  esac
}

# need_packages NEED:PACKAGE...: installs the Debian packages of what is missing, all at once.
need_packages() {
  local need packages=() root=()
  for need; do
    has "${need%%:*}" || packages+=("${need#*:}")
  done
  [ ${#packages[@]} -gt 0 ] || return 0
  mapfile -t packages < <(printf '%s\n' "${packages[@]}" | sort -u)
  local byhand="Install ${packages[*]} by hand, then run ./build.sh again"
  command -v apt-get >/dev/null || die "this is no Debian. $byhand"
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || die "only root can install packages. $byhand"
    root=(sudo)
  fi
  say "Installing ${packages[*]}"
  ( # Nothing that a package brings is started, unless the machine itself says what is: tests start what they need.
    policy=/usr/sbin/policy-rc.d
    if [ ! -e "$policy" ]; then
      trap '"${root[@]}" rm -f "$policy"' EXIT
      printf '#!/bin/sh\nexit 101\n' | "${root[@]}" install -m 755 /dev/stdin "$policy"
    fi &&
      "${root[@]}" apt-get update -qq &&
      "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
  ) || die "apt-get failed. $byhand"
  for need; do
    has "${need%%:*}" || die "${need#*:} is installed, and ${need%%:*} is still missing"
  done
}

# fonts are needed where pages are printed and looked at: a letter that no font has is not on paper. TestFonts says which
# letters our pages have.
fonts=(fc-list:fontconfig lang=ar:fonts-dejavu-core lang=ru:fonts-dejavu-core lang=vi:fonts-dejavu-core lang=ja:fonts-wqy-zenhei lang=ko:fonts-wqy-zenhei
  lang=zh-cn:fonts-wqy-zenhei lang=zh-tw:fonts-wqy-zenhei)

test_all() {
  need_go
  need_packages chromium:chromium chromium-headless-shell:chromium-headless-shell firefox-esr:firefox-esr \
    WebKitWebDriver:webkit2gtk-driver Xvfb:xvfb pdftotext:poppler-utils npm:npm git:git zstd:zstd "${fonts[@]}"
  { # comes while Go compiles
    modules web/gallery
    modules wasm/browser
    modules wasm/browser/hydrated
    modules wasm/edge
    modules wasm/bench
    modules web/bundle/splitstream
  } &
  local fetched=$!
  build
  wait "$fetched" || exit 1 # it has said why
  { worker dist/.faults.wasm faults && # what is published is what fails
    go run ./web/bundle -edge dist/.faults.wasm -goroot "$(go env GOROOT)" -to .faults; } &
  local faults=$!
  say "Looking over the code"
  local unformatted
  unformatted=$(gofmt -l claims wasm web)
  [ -z "$unformatted" ] || die "not formatted: $unformatted (run gofmt -w on them)"
  go vet ./...
  GOOS=js GOARCH=wasm go vet ./wasm/...
  # jsguard, which comes with safejs, finds calls of syscall/js that panic. The worker makes some, of what our own
  # worker.mjs gives it.
  go build -o dist/.jsguard github.com/hack-pad/safejs/jsguard/cmd/jsguard
  GOOS=js GOARCH=wasm dist/.jsguard ./wasm/dom ./wasm/browser
  wait "$faults" || die "the worker that fails on purpose is not built: see above"
  say "Running the tests: what becomes of all is printed in the end"
  # Anew, for Chromium reads dist/ unseen by the cache. No test goes by a clock, so packages run side by side, one more than there
  # are processors, since browsers are waited for, and on a busy machine take as long as they need; an hour is for what hangs.
  # The packages that take longest begin, so that others run beside them to the end. "go vet" has looked already.
  go test -count=1 -timeout 60m -vet=off -p $(($(nproc) + 1)) ./wasm/browser ./claims/desk ./wasm/edge ./...
}

# test_named NAME...: runs tests that take minutes. Those of NAME are the function test_NAME, and skip without it.
test_named() {
  local name
  for name; do
    declare -F "test_$name" >/dev/null || die "no tests are called $name"
    say "Running the tests of $name"
    SOURCEMARK_TEST=$name "test_$name"
  done
}

test_npm() {
  need_go
  need_packages chromium-headless-shell:chromium-headless-shell npm:npm
  modules web/npm
  build
  go test ./web/npm -count=1 -timeout 60m -v
}

test_release() {
  need_go
  need_packages git:git
  [ -f dist/release/SHA256SUMS ] || release
  go test ./web/bundle/release -count=1 -v
}

test_recipes() {
  need_go
  need_packages chromium-headless-shell:chromium-headless-shell npm:npm hugo:hugo php:php-cli /usr/share/php/Twig:php-twig nginx:nginx-light caddy:caddy
  modules web/recipes
  modules wasm/edge
  build
  go test ./web/recipes -count=1 -v
}

# test_channels asks AMP's validator, which comes with Next.js, 30 MB, and the data of caniemail.com.
test_channels() {
  need_go
  need_packages npm:npm
  modules web/channel/validators
  go test ./web/channel -run 'TestAMPValidator|TestMailPrograms' -count=1 -v
}

# test_wordpress: Debian's database is only installed; the test starts one of its own.
test_wordpress() {
  need_go
  need_packages chromium-headless-shell:chromium-headless-shell php:php-cli /usr/share/wordpress/wp-load.php:wordpress mariadbd:mariadb-server mariadb:mariadb-client \
    phpcs:php-codesniffer /var/lib/dpkg/info/php-mysql.list:php-mysql
  local themes=/usr/share/wordpress/wp-content/themes theme # each release of Debian has another one
  if [ -z "$(ls "$themes" 2>/dev/null)" ]; then
    theme=$(apt-cache depends wordpress | awk '/Recommends: wordpress-theme-/ {print $2; exit}')
    need_packages "$themes/${theme#wordpress-theme-}:$theme"
  fi
  build
  go test ./wasm/browser/wordpress -count=1 -v
}

# release [FLAG]...: see web/bundle/release.
release() {
  need_go
  need_packages git:git
  [ -z "${LAST:-}" ] || { LAST=$(realpath "$LAST"); export LAST; need_packages zstd:zstd; }
  go run ./web/bundle/release "$@"
}

# fresh proves that both commands of the README work on a machine that has never seen the project: in a Debian as small as
# debootstrap makes it, with nothing of this machine but Go, Node, and its way to the network. Mounts and processes live in a
# namespace, so that they are gone before the folder is removed, however it ends.
fresh() {
  need_go
  [ "$(id -u)" = 0 ] || die "only root can make a root: sudo ./build.sh fresh"
  need_packages debootstrap:debootstrap git:git
  [ -z "$(git status --porcelain)" ] || say "What is not committed is not tried: the last commit is"
  folder=$(mktemp -d -p "${TMPDIR:-/var/tmp}" sourcemark.XXXXXX) # 4 GB in the end, too much for a /tmp in memory
  trap 'rm -rf --one-file-system "$folder"' EXIT
  unshare --mount --pid --fork --kill-child bash -euo pipefail -c \
    "$(declare -f say die has bare network inside); bare '$folder' '$(go env GOROOT)'"
}

# bare FOLDER GOROOT: makes the Debian in a folder, and runs both commands there.
bare() {
  local root=$1/root release mirror npm base settings took=()
  # shellcheck disable=SC1091
  release=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' "Codename: $release" | head -n 1)
  [ -n "$mirror" ] || die "this is no Debian, so it has no packages to make a bare one of"
  say "Making a bare Debian, $release"
  debootstrap --variant=minbase "$release" "$root" "$mirror" >"$1/log" || die "debootstrap failed: $(tail -n 3 "$1/log")"
  mount -t proc proc "$root/proc"
  mount --rbind /sys "$root/sys"
  mount --rbind /dev "$root/dev"
  mount -t tmpfs tmpfs "$root/dev/shm"
  # Go and Node can only be read there: nothing changes what is this machine's.
  mkdir -p "$root/opt/go" "$root/opt/node/bin" "$root/opt/node/lib/node_modules/npm"
  mount --bind "$2" "$root/opt/go" && mount -o remount,bind,ro "$root/opt/go"
  npm=$(readlink -f "$(command -v npm || true)") && npm=${npm%/bin/npm-cli.js}
  if [ -d "$npm/node_modules" ]; then # or it is Debian's, in many packages, and the test installs it
    touch "$root/opt/node/bin/node"
    mount --bind "$(node -p process.execPath)" "$root/opt/node/bin/node" && mount -o remount,bind,ro "$root/opt/node/bin/node"
    mount --bind "$npm" "$root/opt/node/lib/node_modules/npm" && mount -o remount,bind,ro "$root/opt/node/lib/node_modules/npm"
    ln -s ../lib/node_modules/npm/bin/npm-cli.js "$root/opt/node/bin/npm"
  fi
  git clone -q --depth 1 "file://$PWD" "$root/sourcemark"
  mapfile -t settings < <(network "$root")
  base=$(chroot "$root" apt-mark showmanual)
  inside ./build.sh
  inside ./build.sh test
  say "Both commands work on a bare Debian"
  printf '%s\n' "${took[@]}" "Missing at first: $(chroot "$root" apt-mark showmanual | grep -Fxv "$base" | tr '\n' ' ')"
}

# network ROOT: takes along how this machine gets to its network: files into a root, and VARIABLE=VALUE on a line each.
network() {
  local name value
  cp /etc/resolv.conf /etc/hosts "$1/etc/"
  apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 'Origin: Debian' >"$1/etc/apt/sources.list"
  apt-config dump | grep -E '^Acquire::(https?|Check)' >"$1/etc/apt/apt.conf.d/network" || true
  # Whom it trusts: in the file where programs look, and where Debian's package of certificates takes more from.
  mkdir -p "$1/etc/ssl/certs" "$1/usr/local/share/ca-certificates"
  tee "$1/etc/ssl/certs/ca-certificates.crt" "$1/usr/local/share/ca-certificates/network.crt" \
    <"${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}" >/dev/null
  echo NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt
  for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY; do
    [ -z "${!name:-}" ] || echo "$name=${!name}"
  done
  for name in GOPROXY GONOPROXY GOPRIVATE GOSUMDB GONOSUMDB; do
    echo "$name=$(go env "$name")"
  done
  for name in registry proxy https-proxy; do
    value=$(npm config get "$name" 2>/dev/null) || continue
    [ "$value" = null ] || echo "npm_config_${name//-/_}=$value"
  done
}

# inside COMMAND...: runs a command in the bare Debian, in an environment as bare, and notes how long it took.
inside() {
  local begun=$SECONDS
  say "On a bare Debian: $*"
  chroot "$root" env -i HOME=/root PATH=/opt/go/bin:/opt/node/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    "${settings[@]}" bash -c 'cd /sourcemark && "$@"' bash "$@" </dev/null || die "$* failed on a bare Debian, after $((SECONDS - begun)) s"
  took+=("$* took $((SECONDS - begun)) s")
}

# bench [NAME]...: RECORDS=FILE names a newsroom's records, one JSON object with "id" and "text" a line, for what is measured
# with real ones.
bench() {
  need_packages chromium-headless-shell:chromium-headless-shell npm:npm
  modules wasm/edge
  modules wasm/bench
  build
  [ -z "${RECORDS:-}" ] || { SOURCEMARK_RECORDS=$(realpath "$RECORDS"); export SOURCEMARK_RECORDS; }
  mkdir -p dist/bench
  local names=("$@") name
  [ $# -gt 0 ] || names=(Place Story Weight Start Language Cost Edge Hostile Engine D1)
  for name in "${names[@]}"; do
    say "Measuring: $name"
    SOURCEMARK_BENCH="$PWD/dist/bench" go test ./wasm/bench -run "^Test$name" -count=1 -timeout 60m -v | grep -v '^==='
  done
  say "A folder of 300 dossiers and 27,600 records in the desk"
  go test ./claims/desk -run '^$' -bench . -count 5
  if [ -n "${RECORDS:-}" ]; then
    say "Index of all records, a check of the story against 10,000 of them, and lint and fmt of all"
    go test ./claims/cmd/sourcemark -run '^$' -bench . -count 5
    say "The same in Chromium"
    go test ./wasm/browser -run Newsroom -count=1 -v | grep -v '^==='
  fi
  say "All figures; plots are in dist/bench/"
  go run ./wasm/bench dist/bench
}

clean() { rm -rf dist; }

case "${1:-build}" in
  build) build ;;
  serve) serve ;;
  test) shift && if [ $# -eq 0 ]; then test_all; else test_named "$@"; fi ;;
  release) shift && release "$@" ;;
  fresh) fresh ;;
  bench) shift && bench "$@" ;;
  clean) clean ;;
  without) without ;; # for wasm/imports_test.go
  -h | --help | help) usage ;;
  *) usage >&2; exit 2 ;;
esac
