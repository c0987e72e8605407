// Command withpostgres runs a command that starts many test processes, with one PostgreSQL for them all:
// a throw-away cluster that ends with the command.
//
//	withpostgres go test ./...
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

func main() {
	status, err := run(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(status)
}

func run(arguments []string) (status int, err error) {
	if len(arguments) == 0 {
		return 2, errors.New("usage: withpostgres COMMAND [ARGUMENT…]")
	}
	// Whoever interrupts the command interrupts this program too, which then waits for the command's end.
	interrupted := make(chan os.Signal, 1)
	signal.Notify(interrupted, os.Interrupt, syscall.SIGTERM)
	url, stop, err := databasetest.StartPostgres()
	if err != nil {
		return 1, err
	}
	defer stop()
	command := exec.Command(arguments[0], arguments[1:]...)
	command.Env = append(os.Environ(), databasetest.ServerVariable+"="+url)
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := command.Start(); err != nil {
		return 1, err
	}
	go func() {
		for received := range interrupted {
			_ = command.Process.Signal(received)
		}
	}()
	if err := command.Wait(); err != nil {
		return max(1, command.ProcessState.ExitCode()), nil // the command has said what is wrong
	}
	return 0, nil
}
