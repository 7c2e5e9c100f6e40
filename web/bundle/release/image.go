package main

import (
	"bytes"
	"io"
	"maps"
	"os"
	"slices"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/google/go-containerregistry/pkg/v1/types"

	"sourcemark/web"
	"sourcemark/web/bundle/archive"
)

// nobody is the user and group of the server in its image, as images without a system usually have it: no file belongs to
// them.
const nobody = "65532:65532"

// image returns an OCI image of the server for Linux, as a tar of its layout: for each processor one layer with the
// program and the licences, and nothing else. The program brings its own root certificates.
func image(servers map[string][]byte, documents []archive.File, commit string) ([]byte, error) {
	labels := map[string]string{
		"org.opencontainers.image.title":       "Sourcemark server",
		"org.opencontainers.image.description": "Writes a newsroom's checks into the articles of the site that it stands in front of",
		"org.opencontainers.image.version":     web.Version,
		"org.opencontainers.image.revision":    commit,
		"org.opencontainers.image.licenses":    "Apache-2.0",
	}
	index := mutate.IndexMediaType(empty.Index, types.OCIImageIndex)
	for _, processor := range slices.Sorted(maps.Keys(servers)) {
		files := append([]archive.File{{Name: serverName, Data: servers[processor], Program: true}}, documents...)
		img, err := imageFor(processor, files, labels)
		if err != nil {
			return nil, err
		}
		index = mutate.AppendManifests(index, mutate.IndexAddendum{
			Add: img, Descriptor: v1.Descriptor{Platform: &v1.Platform{OS: "linux", Architecture: processor}},
		})
	}
	index = mutate.Annotations(index, labels).(v1.ImageIndex)
	dir, err := os.MkdirTemp("", "sourcemark-image-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	at, err := layout.Write(dir, empty.Index)
	if err != nil {
		return nil, err
	}
	// One index for all processors, under a name that podman and Docker take.
	if err := at.AppendIndex(index, layout.WithAnnotations(map[string]string{
		"org.opencontainers.image.ref.name": web.Version,
		"io.containerd.image.name":          "docker.io/library/" + serverName + ":" + web.Version,
	})); err != nil {
		return nil, err
	}
	files, err := archive.In(dir, "", nil)
	if err != nil {
		return nil, err
	}
	return archive.Tar(files)
}

// imageFor returns the image for one processor.
func imageFor(processor string, files []archive.File, labels map[string]string) (v1.Image, error) {
	data, err := archive.Tar(files)
	if err != nil {
		return nil, err
	}
	open := func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }
	layer, err := tarball.LayerFromOpener(open, tarball.WithMediaType(types.OCILayer))
	if err != nil {
		return nil, err
	}
	img := mutate.ConfigMediaType(mutate.MediaType(empty.Image, types.OCIManifestSchema1), types.OCIConfigJSON)
	if img, err = mutate.AppendLayers(img, layer); err != nil {
		return nil, err
	}
	was, err := img.ConfigFile()
	if err != nil {
		return nil, err
	}
	config := was.DeepCopy()
	config.OS, config.Architecture = "linux", processor
	config.Config = v1.Config{
		User: nobody, WorkingDir: "/", Labels: maps.Clone(labels),
		// The address is in the entry point so that what is added to it, such as -records /checks, need not repeat it.
		Entrypoint:   []string{"/" + serverName, "-listen", ":8080"},
		ExposedPorts: map[string]struct{}{"8080/tcp": {}},
		StopSignal:   "SIGTERM",
	}
	return mutate.ConfigFile(img, config)
}
