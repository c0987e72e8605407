package main

import "io"

// streams are what a command reads from and writes to.
type streams struct {
	in         io.Reader
	out, err   io.Writer
	isTerminal bool // whether err is a terminal, where progress can be drawn in place
}
