package coupon

import (
	"errors"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

// reader reads what staff wrote and collects what is wrong with it.
type reader struct{ wrong []fault.Field }

func (r *reader) refuse(field, reason, description string) {
	r.wrong = append(r.wrong, fault.Field{Path: "coupon." + field, Reason: reason, Text: description})
}

func (r *reader) reduction(d Draft) (money.Percent, money.Money) {
	switch {
	case d.HasAmount:
		return money.Percent{}, r.amount(d)
	case d.Percent == "":
		r.refuse("percent", "AMOUNT_REQUIRED", "A percentage or an amount is required.")
		return money.Percent{}, money.Money{}
	}
	percent, err := money.ParsePercent(d.Percent)
	if err != nil || percent.E2() == 0 {
		r.refuse("percent", "PERCENT_INVALID", "A percentage is above 0 to 100 with at most two decimals.")
	}
	return percent, money.Money{}
}

func (r *reader) amount(d Draft) money.Money {
	amount, err := money.ParseWhole(d.Amount, d.Currency)
	switch {
	case errors.Is(err, money.ErrCurrency):
		r.refuse("amount.currency", "CURRENCY_UNKNOWN", "There is no such currency.")
	case errors.Is(err, money.ErrDecimals):
		r.refuse("amount.amount", "TOO_MANY_DECIMALS", "The amount has more decimals than the currency.")
	case err != nil || !amount.Amount.IsPositive():
		r.refuse("amount.amount", "AMOUNT_INVALID", "An amount is a plain decimal above 0.")
	}
	return amount
}

func (r *reader) day(field, typed string) engine.Day {
	day, ok := engine.ParseDay(typed)
	if !ok {
		r.refuse(field, "DATE_INVALID", "A day is written as 2026-11-22.")
		return ""
	}
	return day
}

func (r *reader) customer(typed string) uuid.UUID {
	if typed == "" {
		return uuid.Nil
	}
	parsed, err := id.Parse(typed)
	if err != nil {
		r.refuse("customerId", "ID_INVALID", "This is not an id.")
	}
	return parsed
}
