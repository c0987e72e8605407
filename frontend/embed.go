// Package frontend carries the built admin application inside the binary. Without a build
// it holds an empty directory, so the Go side compiles on a machine without Node.
package frontend

import "embed"

// FS holds the built files under dist/; dist/index.html is absent until the first build.
//
//go:embed all:dist
var FS embed.FS
