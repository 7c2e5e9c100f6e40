package match

// Grams counts the pieces of four letters of a text, so that two texts can be compared letter by letter:
// "super-predator" and "superpredators" are two different terms of an index and share nearly all their
// letters. The zero Grams is that of an empty text.
type Grams struct {
	counts [1 << gramBits]uint8
	n      int
}

const (
	gram = 4 // letters; three are shared by chance too often, five miss what an ending changes

	// gramBits is how many bits of a piece's hash are kept. A sentence has some 150 pieces, so that few of
	// 4,096 places are taken twice.
	gramBits = 12

	gramHash = 2654435761 // Knuth's multiplicative hash: 2³² divided by the golden ratio
)

func gramAt(s string, i int) uint32 {
	h := uint32(s[i]) | uint32(s[i+1])<<8 | uint32(s[i+2])<<16 | uint32(s[i+3])<<24
	return h * gramHash >> (32 - gramBits)
}

// Count sets g to the pieces of s, which must have been folded.
func (g *Grams) Count(s string) {
	clear(g.counts[:])
	g.n = max(0, len(s)-gram+1)
	for i := range g.n {
		if c := &g.counts[gramAt(s, i)]; *c < 255 {
			*c++
		}
	}
}

// Share returns how much of s and of the text of g is the same: twice the pieces they share, of all the pieces of
// both (Dice's coefficient), 0 to 1.
func (g *Grams) Share(s string) float32 {
	n := max(0, len(s)-gram+1)
	if n == 0 || g.n == 0 {
		return 0
	}
	var seen [1 << gramBits]uint8
	both := 0
	for i := range n {
		h := gramAt(s, i)
		if seen[h] < g.counts[h] {
			seen[h]++
			both++
		}
	}
	return 2 * float32(both) / float32(n+g.n)
}
