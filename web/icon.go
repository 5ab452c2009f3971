package web

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
)

// iconSizes are the sizes in pixels of the site's icon that systems ask for when it is installed or shared as a link.
var iconSizes = map[string]int{"icon-192.png": 192, "icon-512.png": 512}

// drawIcon draws what assets/icon.svg describes, in the same unit of 64, as a square PNG without round corners, since systems cut
// icons to shapes of their own. The rings lie within the middle 80 % that no shape cuts (W3C Web Application Manifest, "maskable").
func drawIcon(size int) ([]byte, error) {
	paper := color.NRGBA{0xfa, 0xf8, 0xf4, 0xff}
	rings := []struct {
		x    float64
		ink  color.NRGBA
		pass float64 // how much of what is under it is hidden
	}{{25, color.NRGBA{0x0b, 0x5d, 0x66, 0xff}, 1}, {39, color.NRGBA{0xb3, 0x40, 0x2a, 0xff}, .85}}
	const y, radius, half = 32, 16, 2.5
	unit := 64 / float64(size)
	img := image.NewNRGBA(image.Rect(0, 0, size, size))
	for py := range size {
		for px := range size {
			c := paper
			for _, r := range rings {
				away := math.Abs(math.Hypot((float64(px)+.5)*unit-r.x, (float64(py)+.5)*unit-y) - radius)
				cover := min(max((half-away)/unit+.5, 0), 1) * r.pass // of this pixel
				c = color.NRGBA{mix(c.R, r.ink.R, cover), mix(c.G, r.ink.G, cover), mix(c.B, r.ink.B, cover), 0xff}
			}
			img.SetNRGBA(px, py, c)
		}
	}
	var b bytes.Buffer
	err := png.Encode(&b, img)
	return b.Bytes(), err
}

// mix is a share of over on what is under it.
func mix(under, over uint8, share float64) uint8 {
	return uint8(math.Round(float64(under) + (float64(over)-float64(under))*share))
}
