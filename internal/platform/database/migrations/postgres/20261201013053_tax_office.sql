-- +goose Up
-- modify "customers" table
ALTER TABLE "customers" ADD COLUMN "tax_office" character varying NOT NULL DEFAULT '', ADD COLUMN "tax_office_key" character varying NOT NULL DEFAULT '';
-- create index "customer_tax_office_key" to table: "customers"
CREATE INDEX "customer_tax_office_key" ON "customers" ("tax_office_key");
