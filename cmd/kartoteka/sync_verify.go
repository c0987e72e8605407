package main

import (
	"context"
	"fmt"
)

// shownDifferences is how many differences are listed; the rest are counted.
const shownDifferences = 1_000

type verifyCommand struct {
	toServer
	fromFile
}

// Run compares both sides.
func (c *verifyCommand) Run(ctx context.Context, s *streams) error {
	input, err := openInput(c.File, s.in)
	if err != nil {
		return notDone(err)
	}
	defer input.Close()
	client, err := newReader(c.toServer, s)
	if err != nil {
		return notDone(err)
	}
	equal, differences, err := client.Verify(ctx, c.reader(input))
	if err != nil {
		return notDone(c.located(err))
	}
	for i, difference := range differences {
		if i == shownDifferences {
			fmt.Fprintf(s.out, "… and %d more\n", len(differences)-i)
			break
		}
		fmt.Fprintf(s.out, "%-8s %s\n", difference.Kind, printable(difference.ExternalID))
	}
	fmt.Fprintf(s.out, "%d contractors equal, %d different.\n", equal, len(differences))
	if len(differences) > 0 {
		return &exitError{status: statusDiffers, err: fmt.Errorf("the two sides differ in %d contractors", len(differences))}
	}
	return nil
}
