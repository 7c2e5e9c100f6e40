// Package strconv stands in for one file of Go's internal/strconv where the widget is compiled (see build.sh): ftoa.go,
// which writes floating-point numbers. The widget writes lengths in CSS to a tenth of a pixel and no others, and Go's
// own is 20 kB of brotli, made to be fast and to write as few digits as will do. This writes up to three decimals of
// numbers below 2^53, as Go does, and all else in Go's format 'b', which is exact and needs no tables; ftoa_test.go
// compares the two, and TestFloats of package wasm wants nothing of the widget's in format 'b'.
package strconv

import "unsafe"

// The rest of the package asks for these.
type floatInfo struct {
	mantbits, expbits uint
	bias              int
}

const (
	float32MantBits, float32ExpBits, float32Bias = 23, 8, -127
	float64MantBits, float64ExpBits, float64Bias = 52, 11, -1023
)

var (
	float32info = floatInfo{float32MantBits, float32ExpBits, float32Bias}
	float64info = floatInfo{float64MantBits, float64ExpBits, float64Bias}
)

type decimalSlice struct {
	d      []byte
	nd, dp int
}

// FormatFloat returns what AppendFloat appends.
func FormatFloat(f float64, fmt byte, prec, bitSize int) string {
	return string(AppendFloat(nil, f, fmt, prec, bitSize))
}

// AppendFloat appends f with prec digits after the point where fmt is 'f' and prec at most 3, and else in format 'b'.
// The runtime calls it too, to say what a program panicked with. It takes no notice of bitSize: each float32 is a
// float64.
func AppendFloat(dst []byte, f float64, fmt byte, prec, bitSize int) []byte {
	bits := *(*uint64)(unsafe.Pointer(&f)) // package math is out of reach here
	mant, exp, sign := bits&(1<<float64MantBits-1), int(bits>>float64MantBits)&(1<<float64ExpBits-1), byte('+')
	if bits>>63 != 0 {
		sign = '-'
	}
	switch exp {
	case 1<<float64ExpBits - 1:
		if mant != 0 {
			return append(dst, "NaN"...)
		}
		return append(dst, sign, 'I', 'n', 'f')
	case 0:
		exp = 1 // numbers too small for a leading 1
	default:
		mant |= 1 << float64MantBits
	}
	exp += float64Bias - float64MantBits
	if sign == '-' {
		dst = append(dst, sign)
	}
	if fmt == 'f' && prec >= 0 && prec <= 3 && exp <= 0 {
		return fixed(dst, mant, uint(-exp), prec)
	}
	dst = append(decimals(dst, mant, 1), 'p')
	if exp < 0 {
		return decimals(append(dst, '-'), uint64(-exp), 1)
	}
	return decimals(append(dst, '+'), uint64(exp), 1)
}

// fixed appends mant/2^shift with prec digits after the point, the last one rounded, to the even one of two that are as
// near. 2^53 times a thousand is below 2^63.
func fixed(dst []byte, mant uint64, shift uint, prec int) []byte {
	scale := uint64(1)
	for range prec {
		scale *= 10
	}
	n := mant * scale
	whole := n >> shift
	if shift > 0 && shift <= 64 {
		if half, rest := uint64(1)<<(shift-1), n-whole<<shift; rest > half || rest == half && whole&1 != 0 {
			whole++
		}
	}
	dst = decimals(dst, whole/scale, 1)
	if prec > 0 {
		dst = decimals(append(dst, '.'), whole%scale, prec)
	}
	return dst
}

// decimals appends n with at least some digits.
func decimals(dst []byte, n uint64, least int) []byte {
	if n >= 10 || least > 1 {
		dst = decimals(dst, n/10, least-1)
	}
	return append(dst, '0'+byte(n%10))
}
