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
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/intake"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
	"github.com/kartoteka/kartoteka/internal/registry/employee"
	"github.com/kartoteka/kartoteka/internal/registry/group"
)

// attempt is one try at a push, in a transaction of its own. Everything that it needs to know is read
// first, a query for each kind of thing; then each record is drafted on its own, and what was accepted
// is written, again a statement for each kind of thing.
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
	linked     map[int]uuid.UUID    // whom records with a new external id are, by their place in the batch
	customers  map[uuid.UUID]*customer.Customer
	addresses  map[uuid.UUID][]*customer.Address
	employees  map[uuid.UUID][]employee.Employee
	owners     map[string]uuid.UUID // whose employee has the e-mail
	managers   map[string]uuid.UUID // by code or e-mail

	drafts      []*draft
	memberships map[uuid.UUID]group.MembershipChange
}

// run does the push. A dry run ends with errDryRun besides its answer.
func (a *attempt) run(ctx context.Context) (Answer, error) {
	if err := a.enter(ctx); err != nil {
		return Answer{}, err
	}
	candidates, err := a.sort(ctx)
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

// enter takes the source system's turn, and refuses a push that is not the next one of its session
// or belongs to a snapshot that is not open.
func (a *attempt) enter(ctx context.Context) (err error) {
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

// wave takes the records that can be drafted together: no two of one customer, so that the second
// sees what the first has written. Hardly ever is there more than one wave.
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

// apply reads what the records touch, drafts each and writes what was accepted.
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
	err := a.write(ctx)
	if database.IsUniqueViolation(err) {
		return database.ErrRaced // somebody else took an e-mail or a name since it was read
	}
	return err
}

// sort settles every record that its revision and hash settle, and returns the others.
func (a *attempt) sort(ctx context.Context) (candidates []int, err error) {
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
	erased, err := a.Tombstones.Among(ctx, a.source.SourceSystemID, a.unknown())
	if err != nil {
		return nil, err
	}
	for i, r := range a.records {
		saved := a.identities[r.ExternalID]
		a.results[i] = &Result{ExternalID: r.ExternalID, Hash: r.Hash}
		if saved != nil {
			a.results[i].CustomerID = saved.CustomerID
		}
		if erased[r.ExternalID] {
			r.Refuse("externalId", "ERASED", "The contractor was erased for good and is not taken back.")
		} else if r.IsTouch {
			r.touch(saved)
		}
		if a.settle(r, saved, a.results[i]) {
			candidates = append(candidates, i)
		}
	}
	return candidates, nil
}

// unknown are the external ids that were never pushed before.
func (a *attempt) unknown() []string {
	var unknown []string
	for _, r := range a.records {
		if a.identities[r.ExternalID] == nil {
			unknown = append(unknown, r.ExternalID)
		}
	}
	return unknown
}

// settle gives a record the outcome that its revision and hash decide; true leaves it to its content.
func (a *attempt) settle(r *Record, saved *Identity, res *Result) (isOpen bool) {
	if len(r.Violations) > 0 {
		res.reject(r.Violations...)
		return false
	}
	switch outcome := decide(r, saved); outcome {
	case "":
		return true
	case intake.Conflict:
		res.Outcome = outcome
		res.Violations = append(res.Violations, fault.Field{
			Path: "sourceRevision", Reason: "REVISION_REUSED", Text: "The same revision came before with another content.",
		})
		return false
	default:
		if saved.Absent {
			r.onlyReturns(saved)
			return true
		}
		res.Outcome, res.Hash = outcome, saved.Hash
		return false
	}
}

// read loads what the candidates touch.
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

// refuseAll stops a push that was to be saved whole or not at all.
func (a *attempt) refuseAll() (Answer, error) {
	refusal := &fault.Fault{
		Kind: fault.Conflict, Reason: "BATCH_REJECTED",
		Text: "A record was not accepted, so nothing of the batch was saved.",
	}
	for i, r := range a.results {
		if r.isAccepted() {
			*r = Result{ExternalID: r.ExternalID, Outcome: intake.Unprocessed, CustomerID: r.CustomerID}
			continue
		}
		for _, v := range r.Violations {
			v.Path = strings.TrimSuffix(fmt.Sprintf("contractors[%d].%s", i, v.Path), ".") // without a field, it is the whole record
			refusal.Fields = append(refusal.Fields, v)
		}
	}
	if a.request.ValidateOnly {
		return a.answer(uuid.Nil), errDryRun
	}
	return Answer{}, refusal
}

// answer leaves out what is not saved: hashes of refused records, and customers that a dry run made.
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
