-- +goose Up
-- create index "discount_target_id_scope_origin_min_quantity_e4" to table: "discounts"
CREATE INDEX `discount_target_id_scope_origin_min_quantity_e4` ON `discounts` (`target_id`, `scope`, `origin`, `min_quantity_e4`);
-- drop index "discount_target_id_scope", which the new one begins with
DROP INDEX `discount_target_id_scope`;
