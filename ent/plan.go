//go:build ignore

// Plans one migration for each database: what separates the migrations written so far from the
// schema, hand-written migrations included. Usage, from the root: go run ent/plan.go NAME. Without a
// difference nothing is written.
package main

import (
	"context"
	"log"
	"os"

	"entgo.io/ent/dialect"

	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/platform/database/plan"
)

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: go run ent/plan.go NAME")
	}
	url, stop, err := databasetest.StartPostgres()
	if err != nil {
		log.Fatal(err)
	}
	defer stop()
	for _, on := range []plan.Database{
		plan.Scratch("plan", "internal/platform/database/migrations/sqlite"),
		{Dialect: dialect.Postgres, URL: url, Folder: "internal/platform/database/migrations/postgres"},
	} {
		if err := plan.Rehash(on.Folder); err != nil {
			log.Print(on.Dialect, ": ", err)
		}
		if err := plan.Write(context.Background(), os.Args[1], on); err != nil {
			log.Print(on.Dialect, ": ", err)
		}
	}
}
