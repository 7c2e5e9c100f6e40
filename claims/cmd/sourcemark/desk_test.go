package main

import (
	"net"
	"testing"
)

// Two desks of one machine do not need to be told of each other; an address that is asked for is that or none.
func TestSecondDesk(t *testing.T) {
	first, err := deskListener("127.0.0.1:0", true)
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	address := first.Addr().String()
	second, err := deskListener(address, false)
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	if host, _, _ := net.SplitHostPort(second.Addr().String()); host != "127.0.0.1" || second.Addr().String() == address {
		t.Errorf("the second desk is at %s", second.Addr())
	}
	if l, err := deskListener(address, true); err == nil {
		t.Errorf("%s was asked for, and it is %s", address, l.Addr())
	}
}
