// Package tls stands in for crypto/tls where the worker is compiled (see build.sh). On Cloudflare the platform does
// TLS; net/http asks for it by name all the same, and with it come certificates, curves and their tests at start: a
// seventh of the worker, gzipped. Here is what net/http asks for, and none of it does anything.
package tls

import (
	"context"
	"net"
)

// none is what everything here comes to.
type none struct{}

func (none) Error() string { return "no TLS in this program" }

type (
	Config struct {
		ServerName         string
		NextProtos         []string
		Certificates       []Certificate
		GetCertificate     func(*ClientHelloInfo) (*Certificate, error)
		GetConfigForClient func(*ClientHelloInfo) (*Config, error)
	}
	Certificate     struct{}
	ClientHelloInfo struct{}
	ConnectionState struct {
		NegotiatedProtocol         string
		NegotiatedProtocolIsMutual bool
	}
	RecordHeaderError struct {
		Msg          string
		RecordHeader [5]byte
		Conn         net.Conn
	}
	Conn struct{ net.Conn }
)

func (c *Config) Clone() *Config { return c }

func (RecordHeaderError) Error() string { return none{}.Error() }

func (*Conn) ConnectionState() ConnectionState       { return ConnectionState{} }
func (*Conn) Handshake() error                       { return none{} }
func (*Conn) HandshakeContext(context.Context) error { return none{} }
func (*Conn) VerifyHostname(string) error            { return none{} }
func (*Conn) NetConn() net.Conn                      { return nil }

func Client(c net.Conn, _ *Config) *Conn { return &Conn{c} }

func NewListener(l net.Listener, _ *Config) net.Listener { return l }

func Listen(string, string, *Config) (net.Listener, error) { return nil, none{} }

func LoadX509KeyPair(string, string) (Certificate, error) { return Certificate{}, none{} }
