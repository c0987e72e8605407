package push

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/erp/contractor"
	"github.com/kartoteka/kartoteka/internal/kit/country"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/revision"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/intake"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
	"github.com/kartoteka/kartoteka/internal/registry/employee"
	"github.com/kartoteka/kartoteka/internal/registry/group"
)

// attempt is one attempt at a push; a transaction that raced with another starts a new one. It first
// reads everything that it needs, one query for each kind of thing. It then drafts each record by itself,
// and writes the accepted drafts, one statement for each kind of thing.
type attempt struct {
	*Service

	request Request
	source  auth.Identity
	shop    uuid.UUID
	home    country.Code
	now     time.Time

	settings settings
	records  []*Record
	results  []*Result

	identities map[string]*Identity // by external id
	linked     map[int]uuid.UUID    // customers that new external ids belong to, by index of the record
	customers  map[uuid.UUID]*customer.Customer
	addresses  map[uuid.UUID][]*customer.Address
	employees  map[uuid.UUID][]employee.Employee
	owners     map[string]uuid.UUID // customers by the e-mail of an employee
	managers   map[string]uuid.UUID // staff by code or e-mail

	drafts      []*draft
	memberships map[uuid.UUID]group.MembershipChange
}

// run does the push. A dry run returns errDryRun with its answer, so that its writes are rolled back.
func (a *attempt) run(ctx context.Context) (Answer, error) {
	if err := a.admit(ctx); err != nil {
		return Answer{}, err
	}
	candidates, err := a.settleEarly(ctx)
	if err != nil {
		return Answer{}, err
	}
	if err := a.link(ctx, candidates); err != nil {
		return Answer{}, err
	}
	for len(candidates) > 0 {
		var wave []int
		wave, candidates = a.wave(candidates)
		if err := a.apply(ctx, wave); err != nil {
			return Answer{}, err
		}
	}
	if a.request.AllOrNothing && a.isRefused() {
		return a.refuseAll()
	}
	runID, err := a.report(ctx)
	if err != nil {
		return Answer{}, err
	}
	if a.request.ValidateOnly {
		return a.answer(uuid.Nil), errDryRun
	}
	return a.answer(runID), nil
}

// admit locks the source system. It refuses a push that is not the next one of its session, and a push
// for a snapshot that is not open.
func (a *attempt) admit(ctx context.Context) (err error) {
	source := a.source.SourceSystemID
	if a.settings, err = a.store.lockSource(ctx, source, a.now); err != nil {
		return err
	}
	sessionID, seq := a.request.SessionID, a.request.SessionSeq
	if err := a.settings.session.admit(sessionID, seq); err != nil {
		return err
	}
	if sessionID != uuid.Nil {
		if err := a.store.saveSession(ctx, source, session{id: sessionID, seq: seq}); err != nil {
			return err
		}
	}
	if a.request.SnapshotRunID == uuid.Nil {
		return nil
	}
	return a.Snapshots.Check(ctx, source, a.request.SnapshotRunID)
}

// wave returns the records that can be drafted together: at most one for each customer, because a second
// record must see what the first one writes. There is rarely more than one wave.
func (a *attempt) wave(candidates []int) (wave, rest []int) {
	seen := map[uuid.UUID]bool{}
	for _, i := range candidates {
		customerID := a.customerOf(i)
		if customerID != uuid.Nil && seen[customerID] {
			rest = append(rest, i)
			continue
		}
		seen[customerID] = true
		wave = append(wave, i)
	}
	return wave, rest
}

// apply reads what the records of a wave affect, drafts each record and writes the accepted drafts.
func (a *attempt) apply(ctx context.Context, wave []int) error {
	a.drafts = nil
	if err := a.read(ctx, wave); err != nil {
		return err
	}
	for _, i := range wave {
		if a.results[i].Outcome != intake.Rejected {
			a.draft(i)
		}
	}
	if err := a.warnOfTwins(ctx); err != nil {
		return err
	}
	err := a.write(ctx)
	if database.IsUniqueViolation(err) {
		return database.ErrRaced // another writer has taken an e-mail or a name since it was read
	}
	return err
}

// settleEarly settles the records whose outcome follows from their own checks, revision and hash, and
// returns the others.
func (a *attempt) settleEarly(ctx context.Context) (candidates []int, err error) {
	a.results = make([]*Result, len(a.records))
	wanted := make([]string, 0, len(a.records))
	for _, r := range a.records {
		if contractor.IsExternalID(r.ExternalID) {
			wanted = append(wanted, r.ExternalID)
		}
	}
	if a.identities, err = a.store.identities(ctx, a.source.SourceSystemID, wanted); err != nil {
		return nil, err
	}
	erased, err := a.Tombstones.Erased(ctx, a.source.SourceSystemID, a.newExternalIDs())
	if err != nil {
		return nil, err
	}
	for i, r := range a.records {
		saved := a.identities[r.ExternalID]
		a.results[i] = &Result{ExternalID: r.ExternalID, Hash: r.Hash}
		a.results[i].warnOfEmptyLists(r)
		if saved != nil {
			a.results[i].CustomerID = saved.CustomerID
		}
		if erased[r.ExternalID] {
			r.Refuse("externalId", "ERASED", "The contractor was erased and cannot be pushed again.")
		} else if r.IsTouch {
			r.touch(saved)
		}
		if a.settleRecord(r, saved, a.results[i]) {
			candidates = append(candidates, i)
		}
	}
	return candidates, nil
}

// newExternalIDs returns the external ids that were never pushed before.
func (a *attempt) newExternalIDs() []string {
	var unknown []string
	for _, r := range a.records {
		if a.identities[r.ExternalID] == nil {
			unknown = append(unknown, r.ExternalID)
		}
	}
	return unknown
}

// settleRecord sets the outcome of a record if it is known without the content, and reports whether the
// content is needed.
func (a *attempt) settleRecord(r *Record, saved *Identity, res *Result) (needsContent bool) {
	if len(r.Violations) > 0 {
		res.reject(r.Violations...)
		return false
	}
	if saved != nil && r.Revision != "" && saved.Revision != "" && !revision.AreAlike(r.Revision, saved.Revision) {
		res.reject(fault.Field{
			Path: "sourceRevision", Reason: "REVISION_FORM_CHANGED",
			Text: "The revisions of this contractor were of another form (numbers or text). Have the revisions of the source system forgotten, then push again.",
		})
		return false
	}
	switch outcome := decide(r, saved); outcome {
	case "":
		return true
	case intake.Conflict:
		res.Outcome = outcome
		res.Violations = append(res.Violations, fault.Field{
			Path: "sourceRevision", Reason: "REVISION_REUSED", Text: "The same revision was pushed before with other content.",
		})
		return false
	default:
		if saved.Absent {
			r.markReturned(saved)
			return true
		}
		res.Outcome, res.Hash = outcome, saved.Hash
		return false
	}
}

// read loads what the candidates affect.
func (a *attempt) read(ctx context.Context, candidates []int) (err error) {
	var ids []uuid.UUID
	var emails, managers []string
	for _, i := range candidates {
		r := a.records[i]
		if customerID := a.customerOf(i); customerID != uuid.Nil {
			ids = append(ids, customerID)
		}
		emails = append(emails, r.Logins()...)
		if r.AccountManager != nil && *r.AccountManager != "" {
			managers = append(managers, *r.AccountManager)
		}
	}
	if a.customers, err = a.Customers.LoadMany(ctx, ids); err != nil {
		return err
	}
	if a.addresses, err = a.Customers.AddressesOf(ctx, ids); err != nil {
		return err
	}
	if a.employees, err = a.Employees.ListByCustomers(ctx, ids); err != nil {
		return err
	}
	if a.owners, err = a.ownersOf(ctx, emails); err != nil {
		return err
	}
	a.managers, err = a.store.managers(ctx, unique(managers))
	return err
}

func (a *attempt) ownersOf(ctx context.Context, emails []string) (map[string]uuid.UUID, error) {
	found, err := a.Employees.FindByEmails(ctx, unique(emails))
	if err != nil {
		return nil, err
	}
	owners := make(map[string]uuid.UUID, len(found))
	for key, owner := range found {
		owners[key] = owner.CustomerID
	}
	return owners, nil
}

func (a *attempt) isRefused() bool {
	return slices.ContainsFunc(a.results, func(r *Result) bool { return !r.isAccepted() })
}

// refuseAll ends a push that is saved completely or not at all.
func (a *attempt) refuseAll() (Answer, error) {
	refusal := &fault.Fault{
		Kind: fault.Conflict, Reason: "BATCH_REJECTED",
		Text: "A record was not accepted, so nothing was saved.",
	}
	for i, r := range a.results {
		if r.isAccepted() {
			*r = Result{ExternalID: r.ExternalID, Outcome: intake.Unprocessed, CustomerID: r.CustomerID}
			continue
		}
		for _, v := range r.Violations {
			v.Path = strings.TrimSuffix(fmt.Sprintf("contractors[%d].%s", i, v.Path), ".") // a violation of the whole record has no path
			refusal.Fields = append(refusal.Fields, v)
		}
	}
	if a.request.ValidateOnly {
		return a.answer(uuid.Nil), errDryRun
	}
	return Answer{}, refusal
}

// answer returns the results without what is not saved: hashes of refused records, and customers that a
// dry run created.
func (a *attempt) answer(runID uuid.UUID) Answer {
	for _, r := range a.results {
		if !r.isAccepted() {
			r.Hash = nil
		}
		if r.Outcome == intake.Created && a.request.ValidateOnly {
			r.CustomerID = uuid.Nil
		}
	}
	return Answer{Results: a.results, RunID: runID}
}

func unique(values []string) []string {
	slices.Sort(values)
	return slices.Compact(values)
}
