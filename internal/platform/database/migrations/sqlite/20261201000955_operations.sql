-- +goose Up
-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- create "operations" table
CREATE TABLE `operations` (`id` uuid NOT NULL, `version` integer NOT NULL DEFAULT (1), `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `kind` text NOT NULL, `state` text NOT NULL, `actor_kind` text NOT NULL, `actor_id` uuid NULL, `parameters` json NOT NULL, `plan` json NOT NULL, `undoes` uuid NULL, `total` integer NOT NULL, `changed` integer NOT NULL DEFAULT (0), `unchanged` integer NOT NULL DEFAULT (0), `skipped` integer NOT NULL DEFAULT (0), `failed` integer NOT NULL DEFAULT (0), `position` text NOT NULL DEFAULT (''), `reason` text NOT NULL DEFAULT (''), `confirmed_at` datetime NULL, `ended_at` datetime NULL, PRIMARY KEY (`id`));
-- create index "operation_state_id" to table: "operations"
CREATE INDEX `operation_state_id` ON `operations` (`state`, `id`);
-- create index "operation_undoes" to table: "operations"
CREATE INDEX `operation_undoes` ON `operations` (`undoes`);
-- create "operation_outcomes" table
CREATE TABLE `operation_outcomes` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `item_id` uuid NOT NULL, `result` text NOT NULL, `reason` text NOT NULL DEFAULT (''), `at` datetime NOT NULL, `operation_id` uuid NOT NULL, CONSTRAINT `operation_outcomes_operations_outcomes` FOREIGN KEY (`operation_id`) REFERENCES `operations` (`id`) ON DELETE CASCADE);
-- create index "operationoutcome_operation_id_item_id" to table: "operation_outcomes"
CREATE UNIQUE INDEX `operationoutcome_operation_id_item_id` ON `operation_outcomes` (`operation_id`, `item_id`);
-- create index "operationoutcome_operation_id_result_id" to table: "operation_outcomes"
CREATE INDEX `operationoutcome_operation_id_result_id` ON `operation_outcomes` (`operation_id`, `result`, `id`);
-- every sweep so far becomes an operation with the id of its snapshot; one that stands is continued
INSERT INTO `operations` (`id`, `created_at`, `updated_at`, `kind`, `state`, `actor_kind`, `parameters`, `plan`, `total`, `changed`, `unchanged`, `position`, `confirmed_at`, `ended_at`)
SELECT `id`, `started_at`, `started_at`, 'snapshot_sweep', CASE `state` WHEN 'sweeping' THEN 'running' ELSE 'done' END, 'rule',
	json_object('runId', `id`, 'absent', `absent_count`), json_object('change', `absent_count`),
	`absent_count`, `blocked_count`, CASE `state` WHEN 'completed' THEN `absent_count` - `blocked_count` ELSE 0 END,
	`swept_after`, `started_at`, `ended_at`
FROM `sync_runs` WHERE `state` IN ('sweeping', 'completed') AND `absent_count` > 0;
-- create "new_sync_runs" table
CREATE TABLE `new_sync_runs` (`id` uuid NOT NULL, `api_key_id` uuid NULL, `request_id` text NOT NULL DEFAULT (''), `kind` text NOT NULL DEFAULT ('push'), `state` text NOT NULL DEFAULT ('completed'), `started_at` datetime NOT NULL, `last_batch_at` datetime NULL, `ended_at` datetime NULL, `batches` integer NOT NULL DEFAULT (1), `bytes` integer NOT NULL DEFAULT (0), `duration_ms` integer NOT NULL DEFAULT (0), `durations` json NULL, `created` integer NOT NULL DEFAULT (0), `updated` integer NOT NULL DEFAULT (0), `unchanged` integer NOT NULL DEFAULT (0), `stale` integer NOT NULL DEFAULT (0), `conflict` integer NOT NULL DEFAULT (0), `rejected` integer NOT NULL DEFAULT (0), `unprocessed` integer NOT NULL DEFAULT (0), `violations` json NULL, `received_count` integer NOT NULL DEFAULT (0), `absent_count` integer NOT NULL DEFAULT (0), `confirm_token` text NOT NULL DEFAULT (''), `source_system_id` uuid NOT NULL, `operation_id` uuid NULL, PRIMARY KEY (`id`), CONSTRAINT `sync_runs_source_systems_runs` FOREIGN KEY (`source_system_id`) REFERENCES `source_systems` (`id`) ON DELETE RESTRICT, CONSTRAINT `sync_runs_operations_operation` FOREIGN KEY (`operation_id`) REFERENCES `operations` (`id`) ON DELETE RESTRICT);
-- copy rows from old table "sync_runs" to new temporary table "new_sync_runs"
INSERT INTO `new_sync_runs` (`id`, `api_key_id`, `request_id`, `kind`, `state`, `started_at`, `last_batch_at`, `ended_at`, `batches`, `bytes`, `duration_ms`, `durations`, `created`, `updated`, `unchanged`, `stale`, `conflict`, `rejected`, `unprocessed`, `violations`, `received_count`, `absent_count`, `confirm_token`, `source_system_id`, `operation_id`) SELECT `id`, `api_key_id`, `request_id`, `kind`, `state`, `started_at`, `last_batch_at`, `ended_at`, `batches`, `bytes`, `duration_ms`, `durations`, `created`, `updated`, `unchanged`, `stale`, `conflict`, `rejected`, `unprocessed`, `violations`, `received_count`, `absent_count`, `confirm_token`, `source_system_id`, (SELECT `operations`.`id` FROM `operations` WHERE `operations`.`id` = `sync_runs`.`id`) FROM `sync_runs`;
-- drop "sync_runs" table after copying rows
DROP TABLE `sync_runs`;
-- rename temporary table "new_sync_runs" to "sync_runs"
ALTER TABLE `new_sync_runs` RENAME TO `sync_runs`;
-- create index "syncrun_source_system_id_id" to table: "sync_runs"
CREATE INDEX `syncrun_source_system_id_id` ON `sync_runs` (`source_system_id`, `id`);
-- enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;
