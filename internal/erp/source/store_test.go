package source_test

import (
	"encoding/json"
	"strconv"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/gen/ent"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/audit/audittest"
	"github.com/kartoteka/kartoteka/internal/platform/intake"
)

// history is what was written down about a source system, oldest first.
func (b bundle) history(systemID uuid.UUID) []audit.Entry {
	b.Helper()
	return audittest.About(b.Context(), b, b.db, systemID)
}

// pushed plays the part of a push that changed what is known of a source system besides its name.
func (b bundle) pushed(systemID uuid.UUID, at time.Time) {
	b.Helper()
	err := b.db.Client(b.Context()).SourceSystem.UpdateOneID(systemID).SetLastContactAt(at).AddPushes(1).Exec(b.Context())
	require.NoError(b, err)
}

// addCustomer makes a customer that the source system knows by the external id.
func (b bundle) addCustomer(systemID uuid.UUID, serial int64, externalID string) uuid.UUID {
	b.Helper()
	client := b.db.Client(b.Context())
	customer, err := client.Customer.Create().
		SetSerial(serial).SetNumber(strconv.FormatInt(serial, 10)).SetKind("company").SetName("Łódź-Tex").SetNameKey([]byte("lodz-tex")).
		SetTaxStatus("domestic").SetAccountState("registered").SetApproval("approved").SetStatus("active").SetOrigin("erp").
		SetCreatedAt(noon).SetUpdatedAt(noon).Save(b.Context())
	require.NoError(b, err)
	err = client.Identity.Create().SetCustomerID(customer.ID).SetSourceSystemID(systemID).SetExternalID(externalID).
		SetContentHash([]byte{1}).SetHashVersion(1).SetCreatedAt(noon).SetPushedAt(noon).Exec(b.Context())
	require.NoError(b, err)
	return customer.ID
}

func (b bundle) addRun(systemID uuid.UUID, at time.Time) *ent.SyncRun {
	b.Helper()
	run, err := b.db.Client(b.Context()).SyncRun.Create().
		SetSourceSystemID(systemID).SetAPIKeyID(uuid.New()).SetRequestID("request").SetStartedAt(at).SetDurationMs(1500).
		SetCreated(1).SetUpdated(2).SetUnchanged(3).SetStale(4).SetConflict(5).SetRejected(6).SetUnprocessed(7).Save(b.Context())
	require.NoError(b, err)
	return run
}

func (b bundle) addReject(systemID uuid.UUID, externalID string, at time.Time, violations ...fault.Field) *ent.SyncReject {
	b.Helper()
	encoded, err := json.Marshal(append([]fault.Field{}, violations...))
	require.NoError(b, err)
	rejected, err := b.db.Client(b.Context()).SyncReject.Create().
		SetID(id.New()).SetSourceSystemID(systemID).SetExternalID(externalID).SetRunID(id.New()).SetOutcome(string(intake.Rejected)).
		SetViolations(encoded).SetTimes(3).SetRejectedAt(at).Save(b.Context())
	require.NoError(b, err)
	return rejected
}

func (b bundle) addConflict(systemID, customerID uuid.UUID, field string) {
	b.Helper()
	require.NoError(b, b.db.Client(b.Context()).SyncConflict.Create().SetSourceSystemID(systemID).SetCustomerID(customerID).
		SetField(field).SetShopValue("").SetErpValue("").SetAt(noon).Exec(b.Context()))
}

// hold has a customer wait for a group.
func (b bundle) hold(systemID, customerID uuid.UUID, name string) {
	b.Helper()
	require.NoError(b, b.db.Client(b.Context()).HeldMembership.Create().SetSourceSystemID(systemID).SetCustomerID(customerID).
		SetName(name).SetNameKey(fold.Key(name)).Exec(b.Context()))
}

// openSnapshot plays the part of a snapshot that waits for confirmation.
func (b bundle) openSnapshot(systemID uuid.UUID) uuid.UUID {
	b.Helper()
	client := b.db.Client(b.Context())
	run, err := client.SyncRun.Create().SetSourceSystemID(systemID).SetKind("snapshot").SetState("awaiting_confirmation").
		SetStartedAt(noon).SetReceivedCount(10).SetAbsentCount(5).SetConfirmToken("token").Save(b.Context())
	require.NoError(b, err)
	require.NoError(b, client.SourceSystem.UpdateOneID(systemID).SetSnapshotRunID(run.ID).Exec(b.Context()))
	return run.ID
}

// addReply plays the part of a push that was answered.
func (b bundle) addReply(runID uuid.UUID, answer string) {
	b.Helper()
	require.NoError(b, b.db.Client(b.Context()).Reply.Create().SetID(id.New()).SetCaller("caller").SetRequestID(uuid.NewString()).
		SetDigest([]byte{1}).SetAnswer([]byte(answer)).SetRunID(runID).SetCreatedAt(noon).Exec(b.Context()))
}
