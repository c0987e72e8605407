package main

import (
	"fmt"

	"github.com/kartoteka/kartoteka/internal/server"
)

type versionCommand struct{}

// Run prints the version.
func (versionCommand) Run(s *streams) error {
	_, err := fmt.Fprintln(s.out, "kartoteka", server.Version())
	return err
}
