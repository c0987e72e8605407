package main

import (
	"bytes"
	"fmt"
	"io"
	"os"

	"github.com/kartoteka/kartoteka/internal/erp/client/contractorfile"
)

const stdinName = "standard input"

// openInput opens a file that can be read twice. What comes through a pipe is kept in
// memory and so may not be longer than contractorfile.MaxBytes.
func openInput(name string, stdin io.Reader) (io.ReadSeekCloser, error) {
	if name == "-" {
		return readInput(stdinName, stdin)
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err == nil && info.Mode().IsRegular() {
		return file, nil
	}
	defer file.Close()
	return readInput(name, file)
}

func readInput(name string, in io.Reader) (io.ReadSeekCloser, error) {
	text, err := io.ReadAll(contractorfile.Limit(in))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return nothingToClose{bytes.NewReader(text)}, nil
}

type nothingToClose struct{ *bytes.Reader }

// Close implements io.Closer.
func (nothingToClose) Close() error { return nil }
