//go:build !js

package main

import (
	"fmt"
	"image/color"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgsvg"
)

// A group is the results of one thing that was measured.
type group struct {
	what    string
	results []Result
}

// byWhat puts results into groups, in the order in which they come first; in each they are in the order of what they
// are of.
func byWhat(results []Result) []group {
	var out []group
	for _, r := range results {
		i := slices.IndexFunc(out, func(g group) bool { return g.what == r.What })
		if i < 0 {
			i = len(out)
			out = append(out, group{what: r.What})
		}
		out[i].results = append(out[i].results, r)
	}
	for _, g := range out {
		slices.SortStableFunc(g.results, func(a, b Result) int {
			switch {
			case a.N != b.N:
				return int(math.Copysign(1, a.N-b.N))
			case a.Median < b.Median:
				return -1
			case a.Median > b.Median:
				return 1
			}
			return 0
		})
	}
	return out
}

// number is a figure with as many digits as can be believed: three.
func number(x float64) string {
	digits := 0
	if a := math.Abs(x); a > 0 && a < 100 && a != math.Trunc(a) {
		digits = max(0, 2-int(math.Floor(math.Log10(a))))
	}
	s := strconv.FormatFloat(x, 'f', digits, 64)
	for i := len(strings.TrimPrefix(strings.Split(s, ".")[0], "-")) - 3; i > 0 && digits == 0; i -= 3 {
		at := len(s) - len(strings.TrimPrefix(s, "-")) + i
		s = s[:at] + "," + s[at:]
	}
	return s
}

// A chart is a picture of a group.
type chart struct {
	group
	lines bool // how it grows; else a bar for each
}

// charts returns the results that are worth a picture: those at three sizes and more as lines, those of several
// programs as bars. Counts of what is right and wrong are for the table.
func charts(results []Result) []chart {
	var out []chart
	for _, g := range byWhat(results) {
		sizes, whos := make(map[float64]bool), make(map[string]bool)
		positive := true // a logarithm is drawn
		for _, r := range g.results {
			sizes[r.N], whos[r.Who] = true, true
			positive = positive && r.Median > 0 && r.Low > 0
		}
		switch {
		case len(sizes) >= 3 && positive:
			out = append(out, chart{g, true})
		case len(sizes) == 1 && sizes[0] && len(whos) > 1:
			out = append(out, chart{g, false})
		}
	}
	return out
}

// palette is eight colours that can be told apart with any eyes (Okabe and Ito); ours is the first.
var palette = [...]color.RGBA{
	{0x00, 0x72, 0xb2, 0xff}, {0xd5, 0x5e, 0x00, 0xff}, {0x00, 0x9e, 0x73, 0xff}, {0xcc, 0x79, 0xa7, 0xff},
	{0xe6, 0x9f, 0x00, 0xff}, {0x56, 0xb4, 0xe9, 0xff}, {0x55, 0x55, 0x55, 0xff}, {0x99, 0x44, 0xbb, 0xff},
}

// isOurs reports whether a result is of us.
func isOurs(who string) bool { return strings.HasPrefix(who, "ours") }

var (
	ink   = color.RGBA{0x33, 0x33, 0x33, 0xff}
	faint = color.RGBA{0xe4, 0xe4, 0xe4, 0xff}
)

// draw writes the picture to an SVG.
func (c *chart) draw(file string) error {
	p := plot.New()
	p.Title.Text = strings.ToUpper(c.what[:1]) + c.what[1:]
	p.Title.TextStyle.Font.Size, p.Title.TextStyle.Color, p.Title.Padding = 14, ink, 10
	for _, a := range [...]*plot.Axis{&p.X, &p.Y} {
		a.Color, a.LineStyle.Width, a.Padding = ink, 0, 4
		a.Label.TextStyle.Font.Size, a.Label.TextStyle.Color = 11, ink
		a.Tick.Label.Font.Size, a.Tick.Label.Color, a.Tick.LineStyle.Width = 10, ink, 0
		for _, f := range [...]*font.Font{&p.Title.TextStyle.Font, &a.Label.TextStyle.Font, &a.Tick.Label.Font} {
			f.Variant = "Sans"
		}
	}
	if c.lines {
		return c.growth(p, file)
	}
	return c.bars(p, file)
}

// growth draws a line for each that was measured, on scales on which a power is a straight line, with the power that
// fits it.
func (c *chart) growth(p *plot.Plot, file string) error {
	grid := plotter.NewGrid()
	grid.Horizontal.Color, grid.Vertical.Color = faint, faint
	p.Add(grid)
	p.X.Scale, p.Y.Scale = plot.LogScale{}, plot.LogScale{}
	// beside the last size there are names
	p.X.Tick.Marker, p.Y.Tick.Marker = decades{c.results[len(c.results)-1].N}, decades{math.Inf(1)}
	p.Y.Label.Text = c.results[0].Unit
	var whos []string
	for _, r := range c.results {
		if !slices.Contains(whos, r.Who) {
			whos = append(whos, r.Who)
		}
	}
	type end struct {
		y     float64
		label string
		color color.RGBA
	}
	var ends []end
	us, them := 0, 0
	for _, who := range whos {
		var line plotter.XYs
		for _, r := range c.results {
			if r.Who == who {
				line = append(line, plotter.XY{X: r.N, Y: r.Median})
			}
		}
		l, s, err := plotter.NewLinePoints(line)
		if err != nil {
			return err
		}
		paint := palette[0]
		if isOurs(who) {
			if us++; us > 1 { // the same with something more
				l.Dashes = []vg.Length{vg.Length(8 / us), 3}
			}
		} else {
			paint = palette[1+them%(len(palette)-1)]
			them++
		}
		l.Color, l.Width = paint, 1.6
		s.Color, s.Shape, s.Radius = paint, draw.CircleGlyph{}, 2.4
		p.Add(l, s)
		last := line[len(line)-1]
		label := who
		if len(line) > 2 {
			label += fmt.Sprintf(" · n^%.2f", power(line))
		}
		ends = append(ends, end{last.Y, label, paint})
	}
	// The names stand at the ends of the lines, apart enough to be read.
	low, high := math.Inf(1), 0.0
	for _, r := range c.results {
		low, high = min(low, r.Median), max(high, r.Median)
		p.X.Max = max(p.X.Max, r.N)
	}
	p.Y.Min, p.Y.Max = low/1.5, high*1.5
	const width, height = 18 * vg.Centimeter, 11 * vg.Centimeter
	slices.SortFunc(ends, func(a, b end) int { return int(math.Copysign(1, a.y-b.y)) })
	apart := math.Pow(p.Y.Max/p.Y.Min, 0.052) // a line of text is a twentieth of the height
	for i := 1; i < len(ends); i++ {
		ends[i].y = max(ends[i].y, ends[i-1].y*apart)
	}
	right := p.X.Max
	var labels plotter.XYLabels
	var styles []text.Style
	for _, e := range ends {
		labels.XYs, labels.Labels = append(labels.XYs, plotter.XY{X: right, Y: e.y}), append(labels.Labels, e.label)
		styles = append(styles, text.Style{Color: e.color, Handler: plot.DefaultTextHandler, YAlign: draw.YCenter,
			Font: font.Font{Typeface: "Liberation", Variant: "Sans", Size: 9}})
	}
	names, err := plotter.NewLabels(labels)
	if err != nil {
		return err
	}
	names.TextStyle, names.Offset = styles, vg.Point{X: 7}
	p.Add(names)
	p.Y.Max = max(p.Y.Max, ends[len(ends)-1].y*apart)
	p.X.Max *= math.Pow(right/p.X.Min, 0.78) // room for the names
	return write(p, width, height, file)
}

// write draws p on white, with a margin: browsers may show wider letters than were measured.
func write(p *plot.Plot, width, height vg.Length, file string) error {
	const margin = 12
	svg := vgsvg.New(width, height)
	c := draw.New(svg)
	c.FillPolygon(color.White, []vg.Point{{}, {X: width}, {X: width, Y: height}, {Y: height}})
	p.Draw(draw.Crop(c, margin, -margin, margin, -margin))
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	if _, err := svg.WriteTo(f); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// power is the exponent of the power of x that fits points best, by least squares of the logarithms.
func power(points plotter.XYs) float64 {
	var sx, sy, sxx, sxy float64
	for _, p := range points {
		x, y := math.Log(p.X), math.Log(p.Y)
		sx, sy, sxx, sxy = sx+x, sy+y, sxx+x*x, sxy+x*y
	}
	n := float64(len(points))
	return (n*sxy - sx*sy) / (n*sxx - sx*sx)
}

// decades marks an axis of logarithms at 1, 2 and 5 of each power of ten, up to most.
type decades struct{ most float64 }

func (d decades) Ticks(low, high float64) []plot.Tick {
	var out []plot.Tick
	high = min(high, d.most)
	wide := high/low > 2000 // then only powers of ten are named
	for e := math.Floor(math.Log10(low)); math.Pow(10, e) <= high; e++ {
		for _, digit := range [...]float64{1, 2, 5} {
			if x := digit * math.Pow(10, e); low <= x && x <= high && (digit == 1 || !wide) {
				out = append(out, plot.Tick{Value: x, Label: number(x)})
			}
		}
	}
	return out
}

// bars draws a bar for each, the longest at the top, with its figure behind it.
func (c *chart) bars(p *plot.Plot, file string) error {
	var values plotter.Values
	var names []string
	longest := 0.0
	for _, r := range c.results { // the smallest is the first, and the lowest
		values, names = append(values, r.Median), append(names, r.Who)
		longest = max(longest, r.Median)
	}
	var labels plotter.XYLabels
	for i, v := range values {
		one := make(plotter.Values, len(values))
		one[i] = v
		b, err := plotter.NewBarChart(one, 14)
		if err != nil {
			return err
		}
		b.Horizontal, b.LineStyle.Width, b.Color = true, 0, palette[6]
		if isOurs(names[i]) {
			b.Color = palette[0]
		}
		p.Add(b)
		labels.XYs = append(labels.XYs, plotter.XY{X: v, Y: float64(i)})
		labels.Labels = append(labels.Labels, number(v)+" "+c.results[i].Unit)
	}
	figures, err := plotter.NewLabels(labels)
	if err != nil {
		return err
	}
	for i := range figures.TextStyle {
		figures.TextStyle[i] = text.Style{Color: ink, Handler: plot.DefaultTextHandler, YAlign: draw.YCenter,
			Font: font.Font{Typeface: "Liberation", Variant: "Sans", Size: 10}}
	}
	figures.Offset = vg.Point{X: 5}
	p.Add(figures)
	p.NominalY(names...)
	p.Y.LineStyle.Width, p.Y.Tick.LineStyle.Width = 0, 0
	p.Y.Padding = 14 // for names in wider letters
	p.HideX()
	p.X.Min, p.X.Max = 0, longest*1.18 // room for the figure
	return write(p, 18*vg.Centimeter, vg.Length(len(values))*24+70, file)
}
