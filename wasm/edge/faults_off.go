//go:build !faults

package main

// fault is where a test makes a program fail; see faults_on.go.
func fault(string) {}
