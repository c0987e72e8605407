// Package migrations holds the steps that lead to the schema: in SQL, in a folder for each kind of
// database, and in Go where SQL cannot take them.
package migrations

import (
	"embed"

	"github.com/pressly/goose/v3"
)

// Files are the migrations in SQL.
//
//go:embed */*.sql
var Files embed.FS

// InGo returns the others.
func InGo() []*goose.Migration {
	return []*goose.Migration{
		goose.NewGoMigration(typedHistory, &goose.GoFunc{RunTx: TypeHistory}, nil),
		goose.NewGoMigration(renewedKeys, &goose.GoFunc{RunTx: RenewKeys}, nil),
	}
}
