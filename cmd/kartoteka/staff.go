package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/kartoteka/kartoteka/internal/desk/staff"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/config"
	"github.com/kartoteka/kartoteka/internal/server"
)

// longestPassword bounds what is read from standard input, in bytes.
const longestPassword = 4096

var errNoPassword = errors.New("--password-stdin: standard input holds no password in its first line")

// staffCommand manages the people who use the admin.
type staffCommand struct {
	Create        createStaffCommand   `cmd:"" help:"Add a staff member. Without --password-stdin they get a temporary password, which is printed once and must be changed at the first sign-in."`
	List          listStaffCommand     `cmd:"" help:"List the staff."`
	Disable       disableStaffCommand  `cmd:"" help:"Disable a staff member, who is signed out at once."`
	ResetPassword resetPasswordCommand `cmd:"" help:"Give a staff member a temporary password, which is printed once."`
}

type createStaffCommand struct {
	config.Database

	Email         string    `help:"E-mail by which they sign in."                                       placeholder:"EMAIL"                 required:""`
	Role          auth.Role `enum:"owner,manager,support,viewer"                                        help:"owner, manager, support or viewer." placeholder:"ROLE"  required:""`
	Name          string    `help:"Name; what stands before the @ of the e-mail when it is not given." placeholder:"NAME"`
	PasswordStdin bool      `help:"Read the password from the first line of standard input."`
}

// Run adds the staff member.
func (c *createStaffCommand) Run(ctx context.Context, s *streams) (err error) {
	name, password := c.Name, ""
	if name == "" {
		name, _, _ = strings.Cut(c.Email, "@")
	}
	if c.PasswordStdin {
		if password, err = readPassword(s.in); err != nil {
			return err
		}
	}
	db, services, err := server.Open(ctx, c.Database.Database)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	created, temporary, err := services.Staff.Create(auth.With(ctx, auth.System()), staff.Change{Email: &c.Email, Role: &c.Role, Name: &name}, password)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%s can sign in as %s.\n", created.Email.Typed, created.Role)
	if temporary != "" {
		fmt.Fprintf(s.out, "Temporary password, to be changed at the first sign-in:\n%s\n", temporary)
	}
	return nil
}

func readPassword(from io.Reader) (string, error) {
	line, err := bufio.NewReader(io.LimitReader(from, longestPassword)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("read the password: %w", err)
	}
	password := strings.TrimRight(line, "\r\n")
	if password == "" {
		return "", errNoPassword
	}
	return password, nil
}
