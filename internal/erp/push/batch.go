package push

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/erp/contenthash"
	"github.com/kartoteka/kartoteka/internal/kit/country"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/logging"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
	"github.com/kartoteka/kartoteka/internal/registry/employee"
	"github.com/kartoteka/kartoteka/internal/registry/group"
)

// batch is one push at work in its transaction. Everything that it needs to know is read first, a
// query for each kind of thing; then each record is drafted on its own, and what was accepted is
// written, again a statement for each kind of thing.
type batch struct {
	*Service

	request *apiv1.PushContractorsRequest
	source  auth.Identity
	shop    uuid.UUID
	home    country.Code
	now     time.Time

	uploadRun uuid.UUID // the run of the upload that the batch is a part of; Nil for others

	settings settings
	records  []*record
	results  []*result

	identities map[string]*identity // by external id
	linked     map[int]uuid.UUID    // whom records with a new external id are, by their place in the batch
	customers  map[uuid.UUID]*customer.Customer
	addresses  map[uuid.UUID][]*customer.Address
	employees  map[uuid.UUID][]employee.Employee
	owners     map[string]uuid.UUID // whose employee has the e-mail
	managers   map[string]uuid.UUID // by code or e-mail

	drafts      []*draft
	memberships map[uuid.UUID]group.MembershipChange
}

// run does the push and fills in its answer.
func (b *batch) run(ctx context.Context, answer *apiv1.PushContractorsResponse) error {
	answer.Reset()
	answer.TraceId = logging.RequestID(ctx)
	if err := b.enter(ctx); err != nil {
		return err
	}
	candidates, err := b.sort(ctx)
	if err != nil {
		return err
	}
	if err := b.link(ctx, candidates); err != nil {
		return err
	}
	for len(candidates) > 0 {
		var wave []int
		wave, candidates = b.wave(candidates)
		if err := b.apply(ctx, wave); err != nil {
			return err
		}
	}
	if b.request.GetAllOrNothing() && b.isRefused() {
		return b.refuseAll(answer)
	}
	runID, err := b.report(ctx)
	if err != nil {
		return err
	}
	b.answer(answer)
	if b.request.GetValidateOnly() {
		return errDryRun
	}
	answer.RunId = runID.String()
	return nil
}

// enter takes the source system's turn, and refuses a push that is not the next one of its session
// or belongs to a snapshot that is not open.
func (b *batch) enter(ctx context.Context) (err error) {
	source := b.source.SourceSystemID
	if b.settings, err = b.store.lockSource(ctx, source, b.now); err != nil {
		return err
	}
	sessionID, seq := id.OrNil(b.request.GetSessionId()), b.request.GetSessionSeq()
	if err := b.settings.session.admit(sessionID, seq); err != nil {
		return err
	}
	if sessionID != uuid.Nil {
		if err := b.store.saveSession(ctx, source, session{id: sessionID, seq: seq}); err != nil {
			return err
		}
	}
	if run := id.OrNil(b.request.GetSnapshotRunId()); run != uuid.Nil {
		return b.Snapshots.Check(ctx, source, run)
	}
	return nil
}

// wave takes the records that can be drafted together: no two of one customer, so that the second
// sees what the first has written. Hardly ever is there more than one wave.
func (b *batch) wave(candidates []int) (wave, rest []int) {
	seen := map[uuid.UUID]bool{}
	for _, i := range candidates {
		customerID := b.customerOf(i)
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
func (b *batch) apply(ctx context.Context, wave []int) error {
	b.drafts = nil
	if err := b.read(ctx, wave); err != nil {
		return err
	}
	for _, i := range wave {
		if b.results[i].outcome != apiv1.Outcome_OUTCOME_REJECTED {
			b.draft(i)
		}
	}
	err := b.write(ctx)
	if database.IsUniqueViolation(err) {
		return database.ErrRaced // somebody else took an e-mail or a name since it was read
	}
	return err
}

// sort settles every record that its revision and hash settle, and returns the others.
func (b *batch) sort(ctx context.Context) (candidates []int, err error) {
	b.results = make([]*result, len(b.records))
	wanted := make([]string, 0, len(b.records))
	for _, r := range b.records {
		if r.hasName() {
			wanted = append(wanted, r.externalID)
		}
	}
	if b.identities, err = b.store.identities(ctx, b.source.SourceSystemID, wanted); err != nil {
		return nil, err
	}
	erased, err := b.Tombstones.Among(ctx, b.source.SourceSystemID, b.unknown())
	if err != nil {
		return nil, err
	}
	for i, r := range b.records {
		saved := b.identities[r.externalID]
		b.results[i] = &result{hash: r.hash}
		if saved != nil {
			b.results[i].customerID = saved.customerID
		}
		if erased[r.externalID] {
			r.refuse("externalId", "ERASED", "The contractor was erased for good and is not taken back.")
		} else if r.isTouch {
			r.touch(saved)
		}
		if b.settle(r, saved, b.results[i]) {
			candidates = append(candidates, i)
		}
	}
	return candidates, nil
}

// unknown are the external ids that were never pushed before.
func (b *batch) unknown() []string {
	var unknown []string
	for _, r := range b.records {
		if b.identities[r.externalID] == nil {
			unknown = append(unknown, r.externalID)
		}
	}
	return unknown
}

// settle gives a record the outcome that its revision and hash decide; true leaves it to its content.
func (b *batch) settle(r *record, saved *identity, res *result) (isOpen bool) {
	if len(r.violations) > 0 {
		res.reject(r.violations...)
		return false
	}
	switch outcome := decide(r, saved); outcome {
	case apiv1.Outcome_OUTCOME_UNSPECIFIED:
		return true
	case apiv1.Outcome_OUTCOME_CONFLICT:
		res.outcome = outcome
		res.violations = append(res.violations, violation("sourceRevision", "REVISION_REUSED",
			"The same revision came before with another content."))
		return false
	default:
		if saved.absent {
			r.onlyReturns(saved)
			return true
		}
		res.outcome, res.hash = outcome, saved.hash
		return false
	}
}

// read loads what the candidates touch.
func (b *batch) read(ctx context.Context, candidates []int) (err error) {
	var ids []uuid.UUID
	var emails, managers []string
	for _, i := range candidates {
		r := b.records[i]
		if customerID := b.customerOf(i); customerID != uuid.Nil {
			ids = append(ids, customerID)
		}
		emails = append(emails, r.emails()...)
		if deref(r.accountManager) != "" {
			managers = append(managers, *r.accountManager)
		}
	}
	if b.customers, err = b.Customers.LoadMany(ctx, ids); err != nil {
		return err
	}
	if b.addresses, err = b.Customers.AddressesOf(ctx, ids); err != nil {
		return err
	}
	if b.employees, err = b.Employees.ListByCustomers(ctx, ids); err != nil {
		return err
	}
	if b.owners, err = b.ownersOf(ctx, emails); err != nil {
		return err
	}
	b.managers, err = b.store.managers(ctx, unique(managers))
	return err
}

func (b *batch) ownersOf(ctx context.Context, emails []string) (map[string]uuid.UUID, error) {
	found, err := b.Employees.FindByEmails(ctx, unique(emails))
	if err != nil {
		return nil, err
	}
	owners := make(map[string]uuid.UUID, len(found))
	for key, owner := range found {
		owners[key] = owner.CustomerID
	}
	return owners, nil
}

func (b *batch) isRefused() bool {
	return slices.ContainsFunc(b.results, func(r *result) bool { return !r.isAccepted() })
}

// refuseAll stops a batch that was to be saved whole or not at all.
func (b *batch) refuseAll(answer *apiv1.PushContractorsResponse) error {
	refusal := &fault.Fault{
		Kind: fault.Conflict, Reason: "BATCH_REJECTED",
		Text: "A record was not accepted, so nothing of the batch was saved.",
	}
	for i, r := range b.results {
		if !r.isAccepted() {
			for _, v := range r.violations {
				refusal.Fields = append(refusal.Fields, fault.Field{
					Path: fmt.Sprintf("contractors[%d].%s", i, v.GetField()), Reason: v.GetReason(), Text: v.GetDescription(),
				})
			}
			continue
		}
		*r = result{outcome: apiv1.Outcome_OUTCOME_UNPROCESSED, customerID: r.customerID}
	}
	if b.request.GetValidateOnly() {
		b.answer(answer)
		return errDryRun
	}
	return refusal
}

func (b *batch) answer(answer *apiv1.PushContractorsResponse) {
	answer.Results = make([]*apiv1.ContractorResult, len(b.results))
	for i, r := range b.results {
		api := &apiv1.ContractorResult{
			ExternalId: b.records[i].externalID, Outcome: r.outcome,
			FieldViolations: r.violations, Warnings: r.warnings, ChangedFields: r.changed,
		}
		api.Changes = toAPIChanges(r.changes)
		if r.isAccepted() {
			api.ContentHash = contenthash.Text(r.hash)
		}
		isImaginary := r.outcome == apiv1.Outcome_OUTCOME_CREATED && b.request.GetValidateOnly()
		if r.customerID != uuid.Nil && !isImaginary {
			api.CustomerId = r.customerID.String()
		}
		answer.Results[i] = api
	}
	answer.Summary = summaryOf(b.results)
}

func unique(values []string) []string {
	slices.Sort(values)
	return slices.Compact(values)
}
