-- +goose Up
-- By hand: the planner would copy the table, which loses the triggers of the full-text index.
ALTER TABLE `customers` ADD COLUMN `tax_office` text NOT NULL DEFAULT '';
ALTER TABLE `customers` ADD COLUMN `tax_office_key` text NOT NULL DEFAULT '';
-- create index "customer_tax_office_key" to table: "customers"
CREATE INDEX `customer_tax_office_key` ON `customers` (`tax_office_key`);
