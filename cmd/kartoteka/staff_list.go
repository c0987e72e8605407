package main

import (
	"context"
	"fmt"
	"text/tabwriter"

	"github.com/kartoteka/kartoteka/internal/desk/staff"
	"github.com/kartoteka/kartoteka/internal/kit/email"
	"github.com/kartoteka/kartoteka/internal/platform/config"
	"github.com/kartoteka/kartoteka/internal/server"
)

type listStaffCommand struct {
	config.Database
}

// Run prints the staff by name.
func (c *listStaffCommand) Run(ctx context.Context, s *streams) error {
	return onServices(ctx, c.Database, func(ctx context.Context, services *server.Services) error {
		members, err := allStaff(ctx, services)
		if err != nil {
			return err
		}
		table := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(table, "E-MAIL\tNAME\tROLE\tLAST SIGN-IN\tSTATE")
		for _, member := range members {
			state := "active"
			if member.Disabled {
				state = "disabled"
			}
			fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", member.Email.Typed, member.Name, member.Role, shown(member.LastSignInAt), state)
		}
		return table.Flush()
	})
}

type disableStaffCommand struct {
	config.Database

	Email string `arg:"" help:"E-mail by which they sign in." placeholder:"EMAIL"`
}

// Run disables the account and ends its sessions.
func (c *disableStaffCommand) Run(ctx context.Context, s *streams) error {
	return onServices(ctx, c.Database, func(ctx context.Context, services *server.Services) error {
		member, err := staffBy(ctx, services, c.Email)
		if err != nil {
			return err
		}
		if _, err := services.Staff.Update(ctx, member.ID, "", staff.Change{Disabled: new(true)}); err != nil {
			return err
		}
		fmt.Fprintf(s.out, "%s is disabled and signed out.\n", member.Email.Typed)
		return nil
	})
}

type resetPasswordCommand struct {
	config.Database

	Email string `arg:"" help:"E-mail by which they sign in." placeholder:"EMAIL"`
}

// Run gives the account a temporary password and ends its sessions.
func (c *resetPasswordCommand) Run(ctx context.Context, s *streams) error {
	return onServices(ctx, c.Database, func(ctx context.Context, services *server.Services) error {
		member, err := staffBy(ctx, services, c.Email)
		if err != nil {
			return err
		}
		temporary, err := services.Staff.ResetPassword(ctx, member.ID)
		if err != nil {
			return err
		}
		fmt.Fprintf(s.out, "%s is signed out. Temporary password, to be changed at the next sign-in:\n%s\n", member.Email.Typed, temporary)
		return nil
	})
}

func staffBy(ctx context.Context, services *server.Services, typed string) (staff.Member, error) {
	address, err := email.Parse(typed)
	if err != nil {
		return staff.Member{}, err
	}
	members, err := allStaff(ctx, services)
	if err != nil {
		return staff.Member{}, err
	}
	for _, member := range members {
		if member.Email.Key == address.Key {
			return member, nil
		}
	}
	return staff.Member{}, fmt.Errorf("nobody signs in as %s; kartoteka staff list shows who does", typed)
}

func allStaff(ctx context.Context, services *server.Services) (members []staff.Member, err error) {
	for token := ""; ; {
		page, next, err := services.Staff.List(ctx, staff.ListInput{PageToken: token})
		if err != nil {
			return nil, err
		}
		members = append(members, page...)
		if token = next; token == "" {
			return members, nil
		}
	}
}
