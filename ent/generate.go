// Package ent holds what is written by hand about the database: the schema of every table and
// the options of the generator. The client that it generates is in gen/ent.
package ent

//go:generate go run -mod=mod entc.go
