package faults_test

import (
	"fmt"
	"time"

	"github.com/anishathalye/porcupine"
)

// operation is what a client asks of one contractor.
type operation struct {
	kind     operationKind
	revision int  // of a push
	active   bool // of a push
}

type operationKind string

const (
	pushes   operationKind = "push"
	reads    operationKind = "read"
	blocks   operationKind = "block"   // by staff
	unblocks operationKind = "unblock" // by staff
)

// standing is what there is to know of one contractor: the newest revision and the set of blocks.
type standing struct {
	revision     int
	staff, byERP bool
}

// outcome is what a client was told. A read tells the standing, everything else what came of it.
type outcome struct {
	said    string
	read    standing
	unknown bool // there was no answer: it may have happened, and may happen later
}

// apply is what the program promises: the standing after an operation and what is said of it.
func (s standing) apply(asked operation) (standing, outcome) {
	switch asked.kind {
	case pushes:
		switch {
		case asked.revision <= s.revision:
			return s, outcome{said: "OUTCOME_STALE"}
		default:
			return standing{revision: asked.revision, staff: s.staff, byERP: !asked.active}, outcome{said: "OUTCOME_UPDATED"}
		}
	case blocks:
		if s.staff {
			return s, outcome{said: "ALREADY_BLOCKED"}
		}
		s.staff = true
		return s, outcome{}
	case unblocks:
		switch {
		case s.staff:
			s.staff = false
			return s, outcome{}
		case s.byERP:
			return s, outcome{said: "BLOCKED_BY_ERP"}
		default:
			return s, outcome{said: "NOT_BLOCKED"}
		}
	default:
		return s, outcome{read: s}
	}
}

// promise is apply as porcupine takes it. Every history begins at revision 1, active and not blocked.
var promise = porcupine.Model{
	Init: func() any { return standing{revision: 1} },
	Step: func(state, input, output any) (bool, any) {
		told := output.(outcome)
		next, expected := state.(standing).apply(input.(operation))
		return told.unknown || told == expected, next
	},
	DescribeOperation: func(input, output any) string { return fmt.Sprintf("%+v → %+v", input, output) },
	DescribeState:     func(state any) string { return fmt.Sprintf("%+v", state) },
}

// longestCheck bounds how long one history may take to be judged.
const longestCheck = time.Minute

// judge reports whether the operations can have happened one after another, each at a moment between
// its call and its answer.
func judge(operations []porcupine.Operation) porcupine.CheckResult {
	return porcupine.CheckOperationsTimeout(promise, operations, longestCheck)
}
