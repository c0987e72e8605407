//go:build ignore

// The generator of gen/ent; its options are code so that they are reviewed.
package main

import (
	"log"

	"entgo.io/ent/entc"
	"entgo.io/ent/entc/gen"
)

func main() {
	err := entc.Generate("./schema", &gen.Config{
		Target:  "../gen/ent",
		Package: "github.com/kartoteka/kartoteka/gen/ent",
		Features: []gen.Feature{
			gen.FeatureExecQuery,          // statements that the generated client cannot write: many rows, counters
			gen.FeatureVersionedMigration, // planned migrations for both databases
		},
	})
	if err != nil {
		log.Fatalf("generate ent client: %v", err)
	}
}
