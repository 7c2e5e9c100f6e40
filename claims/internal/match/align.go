package match

// An Edit is one step of an alignment of two word lists a and b: a[A] stands for b[B], or A is -1
// (b[B] was put in), or B is -1 (a[A] was left out).
type Edit struct {
	A, B int  // indices of words; -1 for none
	Same bool // the two words agree wholly
}

// Align aligns all of a with the stretch of b that fits it best: words of b before the first and
// after the last that is used cost nothing, so one sentence is found within a paragraph.
//
// It is the alignment of Needleman and Wunsch with free end gaps in b ("fitting"). same says how far
// a[i] and b[j] agree: 1 is the same word, 0 not at all, between them a variant of it. A step costs
// 1 to leave a word of a out, put to put one of b in, and up to substitute to replace one; less than both
// together, so that a changed word is shown as a change and not as two. Where b is a sentence and a an
// abridgement of it, put is low. Time and memory are n × m. The edits come in order, from the first word
// of a or the first used word of b.
func Align(n, m int, put float32, same func(i, j int) float32) []Edit {
	const gap = 1
	substitute := gap + put/2
	w := m + 1
	cost := make([]float32, (n+1)*w) // cost[i*w+j]: the cheapest way to have used a[:i] ending at b[:j]
	step := make([]uint8, (n+1)*w)
	const (
		stop = iota
		both
		left  // a word of a left out
		right // a word of b put in
	)
	for i := 1; i <= n; i++ {
		cost[i*w], step[i*w] = float32(i)*gap, left
	}
	for i := 1; i <= n; i++ {
		for j := 1; j <= m; j++ {
			best, how := cost[(i-1)*w+j-1]+(1-same(i-1, j-1))*substitute, uint8(both)
			if c := cost[(i-1)*w+j] + gap; c < best {
				best, how = c, left
			}
			if c := cost[i*w+j-1] + put; c < best && i < n {
				best, how = c, right
			}
			cost[i*w+j], step[i*w+j] = best, how
		}
	}
	end := 0
	for j := 1; j <= m; j++ {
		if cost[n*w+j] <= cost[n*w+end] { // of two that fit alike the longer, so that nothing put in is overlooked
			end = j
		}
	}
	var out []Edit
	for i, j := n, end; i > 0; {
		switch step[i*w+j] {
		case both:
			i, j = i-1, j-1
			out = append(out, Edit{i, j, same(i, j) == 1})
		case left:
			i--
			out = append(out, Edit{i, -1, false})
		case right:
			j--
			out = append(out, Edit{-1, j, false})
		}
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out
}
