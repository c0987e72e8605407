package main

import (
	"fmt"

	"github.com/kartoteka/kartoteka/internal/server"
)

type versionCommand struct{}

// Run prints the version, and the commit and its date where they are known.
func (versionCommand) Run(s *streams) error {
	line := "kartoteka " + server.Version()
	if built := server.Built(); built != "" {
		line += " (" + built + ")"
	}
	_, err := fmt.Fprintln(s.out, line)
	return err
}
