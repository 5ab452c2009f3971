package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"net/http"
	"path"

	"github.com/klauspost/compress/gzip"
)

//go:embed assets
var assetFiles embed.FS

// assets are the stylesheet, the scripts, the icon and the map, by name. Their addresses carry a digest of their content
// and may be kept forever.
type assets map[string]asset

type asset struct {
	contentType string
	body        []byte
	zipped      []byte // nil for what is compressed already
	digest      string
}

func loadAssets() (assets, error) {
	entries, err := assetFiles.ReadDir("assets")
	if err != nil {
		return nil, fmt.Errorf("web: reading the bundled assets: %w", err)
	}
	out := assets{}
	zipper := newZipper(gzip.BestCompression) // which is done once
	for _, e := range entries {
		body, err := assetFiles.ReadFile(path.Join("assets", e.Name()))
		if err != nil {
			return nil, fmt.Errorf("web: reading the bundled assets: %w", err)
		}
		sum := sha256.Sum256(body)
		out[e.Name()] = asset{assetType(e.Name()), body, zippedBy(zipper, body), hex.EncodeToString(sum[:6])}
	}
	for name, size := range iconSizes {
		body, err := drawIcon(size)
		if err != nil {
			return nil, fmt.Errorf("web: drawing the icon: %w", err)
		}
		sum := sha256.Sum256(body)
		out[name] = asset{contentType: assetType(name), body: body, digest: hex.EncodeToString(sum[:6])}
	}
	return out, nil
}

func assetType(name string) string {
	switch path.Ext(name) {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".png":
		return "image/png"
	case ".svg":
		return "image/svg+xml"
	}
	return "application/octet-stream"
}

// address is where an asset is served.
func (a assets) address(name string) string { return "/assets/" + name + "?v=" + a[name].digest }

func (a assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	file, ok := a[path.Base(r.URL.Path)]
	if !ok {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", file.contentType)
	h.Set("ETag", `W/"`+file.digest+`"`)
	h.Add("Vary", "Accept-Encoding")
	if r.URL.Query().Get("v") == file.digest {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	} else {
		h.Set("Cache-Control", "no-cache")
	}
	body := file.body
	if file.zipped != nil && acceptsGzip(r) {
		h.Set("Content-Encoding", "gzip")
		body = file.zipped
	}
	_, _ = w.Write(body) // into the answer that is held back
}
