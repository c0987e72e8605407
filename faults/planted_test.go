package faults_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

// planted are the faults: by triggers in the database, by hand, and by a line that lies.
var planted = []plant{
	{
		name: "an event is lost", trial: pushTrial, says: "the feed is silent about revision",
		before: trigger("INSERT", "feed_events", "NEW.id % 9 = 0", "DELETE FROM feed_events WHERE id = NEW.id"),
	},
	{
		name: "two events change places", trial: pushTrial, says: "the feed goes from version",
		after: statements(
			`UPDATE feed_events SET id = -id WHERE customer_id = `+twiceTold,
			`UPDATE feed_events SET id = (SELECT min(-e.id) + max(-e.id) FROM feed_events e WHERE e.id < 0) + id WHERE id < 0`),
	},
	{
		name: "a saved reply is lost", trial: pushTrial, says: "was answered otherwise the second time",
		before: trigger("INSERT", "replies", "(SELECT count(*) FROM replies) % 5 = 0", "DELETE FROM replies WHERE id = NEW.id"),
	},
	{
		name: "a revision is set back", trial: pushTrial, says: "was acknowledged",
		before: trigger("UPDATE", "identities", "NEW.source_revision > '00000003'",
			"UPDATE identities SET source_revision = OLD.source_revision WHERE id = NEW.id"),
	},
	{
		name: "a contractor has two identities", trial: pushTrial, says: "saved 2 times",
		after: statements(`DROP INDEX identity_source_system_id_external_id`,
			`INSERT INTO identities (id, external_id, content_hash, hash_version, created_at, pushed_at, customer_id, source_system_id)
			 SELECT '00000000-0000-7000-8000-000000000001', external_id, content_hash, hash_version, created_at, pushed_at, customer_id, source_system_id
			 FROM identities WHERE external_id = 'K000002'`),
	},
	{
		name: "history is silent", trial: pushTrial, says: "its history",
		before: trigger("INSERT", "history", "NEW.action = 'CUSTOMER_UPDATED' AND (SELECT count(*) FROM history) % 4 = 0",
			"DELETE FROM history WHERE id = NEW.id"),
	},
	{
		name: "a change is not saved", trial: pushTrial, says: "its name is not that of revision",
		before: trigger("UPDATE", "customers", "NEW.name <> OLD.name AND NEW.version % 3 = 0",
			"UPDATE customers SET name = OLD.name WHERE id = NEW.id"),
	},
	{
		name: "a report is lost", trial: pushTrial, says: "reported 0 times",
		before: trigger("INSERT", "sync_runs", "(SELECT count(*) FROM sync_runs) % 7 = 0", "DELETE FROM sync_runs WHERE id = NEW.id"),
	},
	{
		name: "a change lifts the block by staff", trial: blockTrial, says: "Illegal",
		before: trigger("UPDATE", "customers", "NEW.name <> OLD.name", "UPDATE customers SET blocks = NULL WHERE id = NEW.id"),
	},
	{
		name: "a mark of a snapshot is lost in the sweep", trial: snapshotTrial, says: "is there, and blocked",
		before: trigger("UPDATE", "sync_runs", "NEW.state = 'sweeping' AND OLD.state <> 'sweeping'",
			"DELETE FROM snapshot_entries WHERE external_id = 'S0-0004'"),
	},
	{
		name: "a sweep passes over somebody", trial: snapshotTrial, says: "is absent, and not blocked",
		before: trigger("UPDATE", "sync_runs", "NEW.state = 'sweeping' AND OLD.state <> 'sweeping'",
			"INSERT INTO snapshot_entries (run_id, external_id, received) VALUES (NEW.id, 'S0-0003', TRUE)"),
	},
	{
		name: "a push is acknowledged and not forwarded", trial: pushTrial, says: "reported 0 times",
		line: onPushes(func(_ *line, _ *call, push *apiv1.PushContractorsRequest) *reply {
			answer := &apiv1.PushContractorsResponse{Summary: &apiv1.PushSummary{Created: int32(len(push.GetContractors()))}}
			for _, pushed := range push.GetContractors() {
				answer.Results = append(answer.Results, &apiv1.ContractorResult{
					ExternalId: pushed.GetExternalId(), Outcome: apiv1.Outcome_OUTCOME_CREATED, CustomerId: uuid.NewString(),
				})
			}
			return replyWith(answer)
		}),
	},
	{
		name: "a push is also forwarded under other ids", trial: pushTrial, says: "nobody sent it",
		line: onPushes(func(l *line, call *call, push *apiv1.PushContractorsRequest) *reply {
			twin := proto.CloneOf(push)
			twin.RequestId = uuid.NewString()
			for _, pushed := range twin.GetContractors() {
				pushed.ExternalId, pushed.Email = pushed.GetExternalId()+"-2", nil
			}
			l.deliver(context.Background(), call.with(twin))
			return l.deliver(context.Background(), call)
		}),
	},
	{
		name: "an old reply answers a new push", trial: pushTrial, says: "answered for",
		line: answerWithAnOldReply(),
	},
	{
		name: "a page of changes lacks one", trial: pullTrial, says: "the consumer has",
		line: onPages(func(page *apiv1.PullChangesResponse) {
			if last := len(page.GetChanges()) - 1; last > 0 {
				page.Changes = page.GetChanges()[:last]
			}
		}),
	},
	{
		name: "a page of changes mixes up states", trial: pullTrial, says: "the consumer has version",
		line: onPages(func(page *apiv1.PullChangesResponse) {
			for i, change := range page.GetChanges() {
				if i > 0 {
					change.State = page.GetChanges()[0].GetState()
				}
			}
		}),
	},
}

// twiceTold is a customer with two events.
const twiceTold = `(SELECT customer_id FROM feed_events GROUP BY customer_id HAVING count(*) = 2 ORDER BY min(id) LIMIT 1)`

// trigger makes the database do something more after each row that it is asked to write, if the condition holds.
func trigger(event, table, condition, action string) func(*testing.T, *database.DB) {
	return func(t *testing.T, db *database.DB) {
		t.Helper()
		if !db.IsPostgres() {
			statements(fmt.Sprintf("CREATE TRIGGER planted AFTER %s ON %s WHEN %s BEGIN %s; END", event, table, condition, action))(t, db)
			return
		}
		statements(
			fmt.Sprintf(`CREATE FUNCTION planted() RETURNS trigger LANGUAGE plpgsql AS
				$$ BEGIN IF pg_trigger_depth() = 1 AND %s THEN %s; END IF; RETURN NULL; END $$`, condition, action),
			fmt.Sprintf("CREATE TRIGGER planted AFTER %s ON %s FOR EACH ROW EXECUTE FUNCTION planted()", event, table),
		)(t, db)
	}
}

// statements are executed one after another.
func statements(all ...string) func(*testing.T, *database.DB) {
	return func(t *testing.T, db *database.DB) {
		t.Helper()
		for _, statement := range all {
			_, err := db.Client(t.Context()).ExecContext(t.Context(), statement)
			require.NoError(t, err)
		}
	}
}

// deliver is a line that does nothing else.
func deliver(l *line, call *call) *reply { return l.deliver(context.Background(), call) }

// onPushes lies about one push in five.
func onPushes(lie func(*line, *call, *apiv1.PushContractorsRequest) *reply) func(*line, *call) *reply {
	return func(l *line, call *call) *reply {
		push := &apiv1.PushContractorsRequest{}
		if call.URL.Path != kartotekav1connect.ContractorSyncServicePushContractorsProcedure ||
			proto.Unmarshal(call.body, push) != nil || !l.chance(5) {
			return deliver(l, call)
		}
		return lie(l, call, push)
	}
}

// onPages changes every page of changes.
func onPages(change func(*apiv1.PullChangesResponse)) func(*line, *call) *reply {
	return func(l *line, call *call) *reply {
		answer := deliver(l, call)
		page := &apiv1.PullChangesResponse{}
		if call.URL.Path != kartotekav1connect.ContractorSyncServicePullChangesProcedure || answer == nil ||
			answer.status != http.StatusOK || proto.Unmarshal(answer.body, page) != nil {
			return answer
		}
		change(page)
		return replyWith(page)
	}
}

// answerWithAnOldReply forwards every push, and answers one in five as an earlier one was answered.
func answerWithAnOldReply() func(*line, *call) *reply {
	var old *reply
	return func(l *line, call *call) *reply {
		answer := deliver(l, call)
		if !strings.HasSuffix(call.URL.Path, "/PushContractors") || answer == nil || answer.status != http.StatusOK {
			return answer
		}
		l.mu.Lock()
		defer l.mu.Unlock()
		if old == nil {
			old = answer
		}
		if l.random.IntN(5) == 0 {
			return old
		}
		return answer
	}
}

// with is the same call with another message.
func (c *call) with(message proto.Message) *call {
	body, err := proto.Marshal(message)
	if err != nil {
		return c
	}
	return &call{Request: c.Request, body: body}
}

// replyWith is a good answer with the message.
func replyWith(message proto.Message) *reply {
	body, err := proto.Marshal(message)
	if err != nil {
		return nil
	}
	return &reply{http.StatusOK, http.Header{"Content-Type": {"application/proto"}}, body}
}
