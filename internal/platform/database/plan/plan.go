// Package plan writes the migration that leads from the existing migrations to the schema. Developers and the
// drift test use it; the program does not.
package plan

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"text/template"
	"time"

	"ariga.io/atlas/sql/migrate"
	"ariga.io/atlas/sql/sqltool"
	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	"entgo.io/ent/dialect/sql/schema"
	_ "github.com/lib/pq"  // the driver "postgres"
	_ "modernc.org/sqlite" // the driver "sqlite"

	entmigrate "github.com/kartoteka/kartoteka/gen/ent/migrate"
)

// Database is an empty database of one kind, on which a plan is tried out.
type Database struct {
	Dialect string // dialect.SQLite or dialect.Postgres
	URL     string // data source name of the driver
	Folder  string // where the migrations of this kind are
}

// Scratch is an empty SQLite database in memory.
func Scratch(name, folder string) Database {
	return Database{
		Dialect: dialect.SQLite,
		URL:     "file:" + name + "?mode=memory&cache=shared&_pragma=foreign_keys(1)",
		Folder:  folder,
	}
}

// forward formats a migration without a way back: the planned one is wrong on SQLite, and databases are restored,
// not migrated down.
var forward = migrate.TemplateFormatter{{
	N: template.Must(template.New("").Funcs(template.FuncMap{"now": func() string { return time.Now().UTC().Format("20060102150405") }}).Parse("{{ now }}{{ with .Name }}_{{ . }}{{ end }}.sql")),
	C: template.Must(template.New("").Parse("-- +goose Up\n{{ range .Changes }}{{ with .Comment }}-- {{ . }}\n{{ end }}{{ printf \"%s;\\n\" .Cmd }}{{ end }}")),
}}

// Write adds a migration with the name to the folder if the schema has changed.
func Write(ctx context.Context, name string, on Database) (err error) {
	folder, err := sqltool.NewGooseDir(on.Folder)
	if err != nil {
		return fmt.Errorf("open migrations: %w", err)
	}
	driver, err := entsql.Open(on.Dialect, on.URL)
	if on.Dialect == dialect.SQLite {
		driver, err = openSQLite(on.URL)
	}
	if err != nil {
		return fmt.Errorf("open scratch database: %w", err)
	}
	defer func() { err = errors.Join(err, driver.Close()) }()
	planner, err := schema.NewMigrate(driver,
		schema.WithDir(folder),
		schema.WithFormatter(forward),
		schema.WithMigrationMode(schema.ModeReplay),
		schema.WithDialect(on.Dialect),
	)
	if err != nil {
		return fmt.Errorf("prepare plan: %w", err)
	}
	if err := planner.NamedDiff(ctx, name, entmigrate.Tables...); err != nil {
		return fmt.Errorf("plan migration: %w", err)
	}
	return nil
}

// openSQLite opens an SQLite database under the name of the dialect, which is not that of the driver.
func openSQLite(url string) (*entsql.Driver, error) {
	pool, err := sql.Open("sqlite", url)
	if err != nil {
		return nil, err
	}
	return entsql.OpenDB(dialect.SQLite, pool), nil
}

// Rehash updates the checksums after a migration was written by hand.
func Rehash(folder string) error {
	migrations, err := sqltool.NewGooseDir(folder)
	if err != nil {
		return fmt.Errorf("open migrations: %w", err)
	}
	sum, err := migrations.Checksum()
	if err != nil {
		return fmt.Errorf("hash migrations: %w", err)
	}
	return migrate.WriteSumFile(migrations, sum)
}
