package server

import (
	"runtime/debug"
	"strings"
)

// What the build is told by -ldflags "-X …" where it cannot see the repository, as in a container.
var version, commit, date string

// Version is the version of the program: the tag or the commit that it was built from.
func Version() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "development"
}

// Built is the commit and its date, as far as they are known.
func Built() string {
	revision, at := commit, date
	if info, ok := debug.ReadBuildInfo(); ok && revision == "" {
		for _, setting := range info.Settings {
			switch setting.Key {
			case "vcs.revision":
				revision = setting.Value
			case "vcs.time":
				at = setting.Value
			}
		}
	}
	return strings.TrimSpace(revision + " " + at)
}
