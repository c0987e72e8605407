package customer

import (
	"context"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/country"
	"github.com/kartoteka/kartoteka/internal/kit/email"
)

// Login is what a customer's default employee is made of (EMPL-1).
type Login struct {
	CustomerID uuid.UUID
	Email      email.Address
	FirstName  string
	LastName   string
	Phone      string
}

// Employees is what customers need of employees.
type Employees interface {
	// CreateDefault adds the default employee of a new customer in the caller's transaction.
	// It returns EMAIL_TAKEN when another employee has the e-mail.
	CreateDefault(ctx context.Context, login Login) error
	// CheckDefault refuses what CreateDefault would, and writes nothing.
	CheckDefault(ctx context.Context, login Login) error
}

// Shops is what customers need of shops.
type Shops interface {
	// Home is the first shop: the one that customers belong to when none is named, and its country.
	Home(ctx context.Context) (shopID uuid.UUID, home country.Code, err error)
}
