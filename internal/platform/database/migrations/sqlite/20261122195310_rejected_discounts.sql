-- +goose Up
-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- create "new_sync_rejects" table
CREATE TABLE `new_sync_rejects` (`id` uuid NOT NULL, `kind` text NOT NULL DEFAULT ('contractor'), `external_id` text NOT NULL, `run_id` uuid NULL, `outcome` text NOT NULL, `violations` json NOT NULL, `times` integer NOT NULL DEFAULT (1), `rejected_at` datetime NOT NULL, `source_system_id` uuid NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `sync_rejects_source_systems_rejects` FOREIGN KEY (`source_system_id`) REFERENCES `source_systems` (`id`) ON DELETE RESTRICT);
-- copy rows from old table "sync_rejects" to new temporary table "new_sync_rejects"
INSERT INTO `new_sync_rejects` (`id`, `external_id`, `run_id`, `outcome`, `violations`, `times`, `rejected_at`, `source_system_id`) SELECT `id`, `external_id`, `run_id`, `outcome`, `violations`, `times`, `rejected_at`, `source_system_id` FROM `sync_rejects`;
-- drop "sync_rejects" table after copying rows
DROP TABLE `sync_rejects`;
-- rename temporary table "new_sync_rejects" to "sync_rejects"
ALTER TABLE `new_sync_rejects` RENAME TO `sync_rejects`;
-- create index "syncreject_source_system_id_kind_external_id" to table: "sync_rejects"
CREATE UNIQUE INDEX `syncreject_source_system_id_kind_external_id` ON `sync_rejects` (`source_system_id`, `kind`, `external_id`);
-- create index "syncreject_source_system_id_rejected_at_id" to table: "sync_rejects"
CREATE INDEX `syncreject_source_system_id_rejected_at_id` ON `sync_rejects` (`source_system_id`, `rejected_at`, `id`);
-- enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;
