package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"sourcemark/web/gallery"
)

// serve serves dist/, and the gallery under /gallery/, until it is interrupted.
func serve(address string) error {
	if _, err := os.Stat(filepath.Join(dist, "index.html")); err != nil {
		return errors.New("dist/ is not built; run ./build.sh first")
	}
	l, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	mux := http.NewServeMux()
	mux.Handle("/", handler(dist))
	mux.Handle("/gallery/", gallery.Handler("."))
	s := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	go func() {
		<-ctx.Done()
		s.Close()
	}()
	fmt.Printf("Serving the story at http://%[1]s/ and the gallery at http://%[1]s/gallery/ (interrupt to stop)\n", l.Addr())
	if err := s.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// handler serves the files of a folder, compressed where the browser and the folder can.
func handler(dir string) http.Handler {
	files := http.FileServer(http.Dir(dir))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, "/")
		if name == "" {
			name = "index.html"
		}
		w.Header().Set("Cache-Control", "no-cache")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		types := map[string]string{".js": "text/javascript; charset=utf-8", ".wasm": "application/wasm", ".json": "application/json", ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".txt": "text/plain; charset=utf-8"}
		kind, known := types[filepath.Ext(name)]
		packed := filepath.Join(dir, filepath.Clean("/"+name)) + ".br"
		if _, err := os.Stat(packed); err == nil && known && strings.Contains(r.Header.Get("Accept-Encoding"), "br") {
			w.Header().Set("Content-Type", kind)
			w.Header().Set("Content-Encoding", "br")
			w.Header().Add("Vary", "Accept-Encoding")
			http.ServeFile(w, r, packed)
			return
		}
		if known {
			w.Header().Set("Content-Type", kind)
		}
		files.ServeHTTP(w, r)
	})
}
