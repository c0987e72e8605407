package audit

import (
	"time"

	"github.com/google/uuid"
	"google.golang.org/protobuf/types/known/timestamppb"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

// subjects are the things whose history can be asked for, and what reading each needs.
var subjects = map[apiv1.HistorySubject]struct {
	noun       Noun
	permission apiv1.Permission
}{
	apiv1.HistorySubject_HISTORY_SUBJECT_CUSTOMER:      {Customer, apiv1.Permission_PERMISSION_CUSTOMERS_READ},
	apiv1.HistorySubject_HISTORY_SUBJECT_GROUP:         {Group, apiv1.Permission_PERMISSION_CUSTOMERS_READ},
	apiv1.HistorySubject_HISTORY_SUBJECT_DISCOUNT:      {Discount, apiv1.Permission_PERMISSION_PRICES_READ},
	apiv1.HistorySubject_HISTORY_SUBJECT_COUPON:        {Coupon, apiv1.Permission_PERMISSION_PRICES_READ},
	apiv1.HistorySubject_HISTORY_SUBJECT_SHOP:          {Shop, apiv1.Permission_PERMISSION_SETTINGS_READ},
	apiv1.HistorySubject_HISTORY_SUBJECT_STAFF:         {Staff, apiv1.Permission_PERMISSION_STAFF_WRITE},
	apiv1.HistorySubject_HISTORY_SUBJECT_API_KEY:       {APIKey, apiv1.Permission_PERMISSION_API_KEYS},
	apiv1.HistorySubject_HISTORY_SUBJECT_SOURCE_SYSTEM: {SourceSystem, apiv1.Permission_PERMISSION_SYNC_READ},
	apiv1.HistorySubject_HISTORY_SUBJECT_WEBHOOK:       {Webhook, apiv1.Permission_PERMISSION_SYNC_READ},
}

var actorKinds = map[auth.Kind]apiv1.ActorKind{
	auth.Staff:   apiv1.ActorKind_ACTOR_KIND_STAFF,
	auth.ERP:     apiv1.ActorKind_ACTOR_KIND_ERP,
	auth.APIKey:  apiv1.ActorKind_ACTOR_KIND_API_KEY,
	auth.Program: apiv1.ActorKind_ACTOR_KIND_RULE,
}

func toAPIEntries(entries []Entry) []*apiv1.HistoryEntry {
	api := make([]*apiv1.HistoryEntry, len(entries))
	for i, entry := range entries {
		api[i] = &apiv1.HistoryEntry{
			Id: entry.ID.String(), Time: timestamppb.New(entry.At), Action: entry.Action, SubjectId: entry.SubjectID.String(),
			ActorKind: actorKinds[entry.ActorKind], ActorName: entry.ActorName,
		}
		if entry.ActorID != uuid.Nil {
			api[i].ActorId = entry.ActorID.String()
		}
		if entry.CustomerID != uuid.Nil {
			api[i].Customer = toAPIReference(Customer, entry.CustomerID, entry.CustomerName)
		}
		for _, change := range entry.Changes {
			api[i].Changes = append(api[i].Changes, &apiv1.HistoryChange{
				Field: change.Field, OldValue: ToAPIValue(change.Old), NewValue: ToAPIValue(change.New),
			})
		}
	}
	return api
}

func toAPIReference(noun Noun, id uuid.UUID, name string) *apiv1.HistoryReference {
	return &apiv1.HistoryReference{Noun: string(noun), Id: id.String(), Name: name}
}

// ToAPIValue returns the value as the API has it; nothing for none.
func ToAPIValue(v Value) *apiv1.HistoryValue {
	switch v.Kind {
	case "":
		return nil
	case KindFlag:
		return &apiv1.HistoryValue{Value: &apiv1.HistoryValue_Flag{Flag: v.Text == "true"}}
	case KindNumber:
		return &apiv1.HistoryValue{Value: &apiv1.HistoryValue_Number{Number: v.Text}}
	case KindMoney:
		return &apiv1.HistoryValue{Value: &apiv1.HistoryValue_Money{Money: &apiv1.Money{Amount: v.Text, Currency: v.Currency}}}
	case KindPercent:
		return &apiv1.HistoryValue{Value: &apiv1.HistoryValue_Percent{Percent: v.Text}}
	case KindDay:
		return &apiv1.HistoryValue{Value: &apiv1.HistoryValue_Day{Day: v.Text}}
	case KindTime:
		if at, err := time.Parse(time.RFC3339, v.Text); err == nil {
			return &apiv1.HistoryValue{Value: &apiv1.HistoryValue_Time{Time: timestamppb.New(at)}}
		}
	case KindCode:
		return &apiv1.HistoryValue{Value: &apiv1.HistoryValue_Code{Code: v.Text}}
	case KindCountry:
		return &apiv1.HistoryValue{Value: &apiv1.HistoryValue_Country{Country: v.Text}}
	case KindLanguage:
		return &apiv1.HistoryValue{Value: &apiv1.HistoryValue_Language{Language: v.Text}}
	case KindReference:
		return &apiv1.HistoryValue{Value: &apiv1.HistoryValue_Reference{Reference: toAPIReference(v.Noun, *v.ID, v.Text)}}
	case KindList:
		list := &apiv1.HistoryList{}
		for _, item := range v.Items {
			list.Values = append(list.Values, ToAPIValue(item))
		}
		return &apiv1.HistoryValue{Value: &apiv1.HistoryValue_List{List: list}}
	case KindRecord:
		record := &apiv1.HistoryRecord{}
		for _, part := range v.Parts {
			record.Parts = append(record.Parts, &apiv1.HistoryPart{Name: part.Name, Value: ToAPIValue(part.Value)})
		}
		return &apiv1.HistoryValue{Value: &apiv1.HistoryValue_Record{Record: record}}
	case KindText:
	}
	return &apiv1.HistoryValue{Value: &apiv1.HistoryValue_Text{Text: v.Text}}
}
