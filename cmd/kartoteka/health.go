package main

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/kartoteka/kartoteka/internal/platform/config"
)

// healthTimeout is less than what orchestrators wait for a check.
const healthTimeout = 3 * time.Second

// healthCommand checks a container that holds nothing but the program.
type healthCommand struct {
	Listen string `default:"localhost:8080" help:"Address that the server listens on (${default})." placeholder:"ADDRESS"`
}

// Run asks the server on this machine.
func (c *healthCommand) Run(ctx context.Context, s *streams) error {
	ctx, cancel := context.WithTimeout(ctx, healthTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, config.Serve{Listen: c.Listen}.Origin()+"/healthz", http.NoBody)
	if err != nil {
		return fmt.Errorf("ask the server: %w", err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("ask the server: %w", err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the server cannot take calls: %s", response.Status)
	}
	fmt.Fprintln(s.out, "serving")
	return nil
}
