-- +goose Up
-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- create "new_feed_heads" table
CREATE TABLE `new_feed_heads` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `position` integer NOT NULL DEFAULT (0), `oldest` integer NOT NULL DEFAULT (1), `epoch` uuid NOT NULL);
-- copy rows from old table "feed_heads" to new temporary table "new_feed_heads"
INSERT INTO `new_feed_heads` (`id`, `position`, `epoch`) SELECT `id`, `position`, `epoch` FROM `feed_heads`;
-- drop "feed_heads" table after copying rows
DROP TABLE `feed_heads`;
-- rename temporary table "new_feed_heads" to "feed_heads"
ALTER TABLE `new_feed_heads` RENAME TO `feed_heads`;
-- create "new_identities" table
CREATE TABLE `new_identities` (`id` uuid NOT NULL, `external_id` text NOT NULL, `code` text NOT NULL DEFAULT (''), `active` bool NOT NULL DEFAULT (true), `source_revision` text NOT NULL DEFAULT (''), `content_hash` blob NOT NULL, `hash_version` integer NOT NULL, `absent` bool NOT NULL DEFAULT (false), `pushed` json NULL, `created_at` datetime NOT NULL, `pushed_at` datetime NOT NULL, `customer_id` uuid NOT NULL, `source_system_id` uuid NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `identities_customers_identities` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`) ON DELETE CASCADE, CONSTRAINT `identities_source_systems_identities` FOREIGN KEY (`source_system_id`) REFERENCES `source_systems` (`id`) ON DELETE RESTRICT);
-- copy rows from old table "identities" to new temporary table "new_identities"
INSERT INTO `new_identities` (`id`, `external_id`, `code`, `active`, `source_revision`, `content_hash`, `hash_version`, `created_at`, `pushed_at`, `customer_id`, `source_system_id`) SELECT `id`, `external_id`, `code`, `active`, `source_revision`, `content_hash`, `hash_version`, `created_at`, `pushed_at`, `customer_id`, `source_system_id` FROM `identities`;
-- drop "identities" table after copying rows
DROP TABLE `identities`;
-- rename temporary table "new_identities" to "identities"
ALTER TABLE `new_identities` RENAME TO `identities`;
-- create index "identity_source_system_id_external_id" to table: "identities"
CREATE UNIQUE INDEX `identity_source_system_id_external_id` ON `identities` (`source_system_id`, `external_id`);
-- create index "identity_external_id" to table: "identities"
CREATE INDEX `identity_external_id` ON `identities` (`external_id`);
-- create index "identity_customer_id" to table: "identities"
CREATE INDEX `identity_customer_id` ON `identities` (`customer_id`);
-- create "new_replies" table
CREATE TABLE `new_replies` (`id` uuid NOT NULL, `caller` text NOT NULL, `request_id` text NOT NULL, `digest` blob NOT NULL, `answer` blob NOT NULL, `run_id` uuid NULL, `created_at` datetime NOT NULL, PRIMARY KEY (`id`));
-- copy rows from old table "replies" to new temporary table "new_replies"
INSERT INTO `new_replies` (`id`, `caller`, `request_id`, `digest`, `answer`, `created_at`) SELECT `id`, `caller`, `request_id`, `digest`, `answer`, `created_at` FROM `replies`;
-- drop "replies" table after copying rows
DROP TABLE `replies`;
-- rename temporary table "new_replies" to "replies"
ALTER TABLE `new_replies` RENAME TO `replies`;
-- create index "reply_caller_request_id" to table: "replies"
CREATE UNIQUE INDEX `reply_caller_request_id` ON `replies` (`caller`, `request_id`);
-- create index "reply_created_at" to table: "replies"
CREATE INDEX `reply_created_at` ON `replies` (`created_at`);
-- create index "reply_run_id_id" to table: "replies"
CREATE INDEX `reply_run_id_id` ON `replies` (`run_id`, `id`);
-- create "new_source_systems" table
CREATE TABLE `new_source_systems` (`id` uuid NOT NULL, `version` integer NOT NULL DEFAULT (1), `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `code` text NOT NULL, `name` text NOT NULL, `last_contact_at` datetime NULL, `ownership` json NULL, `match_by` text NOT NULL DEFAULT ('none'), `unknown_groups` text NOT NULL DEFAULT ('create'), `session_id` uuid NULL, `session_seq` integer NOT NULL DEFAULT (0), `snapshot_run_id` uuid NULL, `pushes` integer NOT NULL DEFAULT (0), PRIMARY KEY (`id`));
-- copy rows from old table "source_systems" to new temporary table "new_source_systems"
INSERT INTO `new_source_systems` (`id`, `version`, `created_at`, `updated_at`, `code`, `name`, `last_contact_at`, `pushes`) SELECT `id`, `version`, `created_at`, `updated_at`, `code`, `name`, `last_contact_at`, `pushes` FROM `source_systems`;
-- drop "source_systems" table after copying rows
DROP TABLE `source_systems`;
-- rename temporary table "new_source_systems" to "source_systems"
ALTER TABLE `new_source_systems` RENAME TO `source_systems`;
-- create index "sourcesystem_code" to table: "source_systems"
CREATE UNIQUE INDEX `sourcesystem_code` ON `source_systems` (`code`);
-- create "new_sync_runs" table
CREATE TABLE `new_sync_runs` (`id` uuid NOT NULL, `api_key_id` uuid NULL, `request_id` text NOT NULL DEFAULT (''), `kind` text NOT NULL DEFAULT ('push'), `state` text NOT NULL DEFAULT ('completed'), `started_at` datetime NOT NULL, `last_batch_at` datetime NULL, `ended_at` datetime NULL, `batches` integer NOT NULL DEFAULT (1), `bytes` integer NOT NULL DEFAULT (0), `duration_ms` integer NOT NULL DEFAULT (0), `durations` json NULL, `created` integer NOT NULL DEFAULT (0), `updated` integer NOT NULL DEFAULT (0), `unchanged` integer NOT NULL DEFAULT (0), `stale` integer NOT NULL DEFAULT (0), `conflict` integer NOT NULL DEFAULT (0), `rejected` integer NOT NULL DEFAULT (0), `unprocessed` integer NOT NULL DEFAULT (0), `violations` json NULL, `received_count` integer NOT NULL DEFAULT (0), `absent_count` integer NOT NULL DEFAULT (0), `blocked_count` integer NOT NULL DEFAULT (0), `swept_after` text NOT NULL DEFAULT (''), `confirm_token` text NOT NULL DEFAULT (''), `source_system_id` uuid NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `sync_runs_source_systems_runs` FOREIGN KEY (`source_system_id`) REFERENCES `source_systems` (`id`) ON DELETE RESTRICT);
-- copy rows from old table "sync_runs" to new temporary table "new_sync_runs"
INSERT INTO `new_sync_runs` (`id`, `api_key_id`, `request_id`, `started_at`, `duration_ms`, `created`, `updated`, `unchanged`, `stale`, `conflict`, `rejected`, `unprocessed`, `source_system_id`) SELECT `id`, `api_key_id`, `request_id`, `started_at`, `duration_ms`, `created`, `updated`, `unchanged`, `stale`, `conflict`, `rejected`, `unprocessed`, `source_system_id` FROM `sync_runs`;
-- drop "sync_runs" table after copying rows
DROP TABLE `sync_runs`;
-- rename temporary table "new_sync_runs" to "sync_runs"
ALTER TABLE `new_sync_runs` RENAME TO `sync_runs`;
-- create index "syncrun_source_system_id_id" to table: "sync_runs"
CREATE INDEX `syncrun_source_system_id_id` ON `sync_runs` (`source_system_id`, `id`);
-- create "erased_identities" table
CREATE TABLE `erased_identities` (`id` uuid NOT NULL, `source_system_id` uuid NOT NULL, `digest` blob NOT NULL, `erased_at` datetime NOT NULL, PRIMARY KEY (`id`));
-- create index "erasedidentity_source_system_id_digest" to table: "erased_identities"
CREATE UNIQUE INDEX `erasedidentity_source_system_id_digest` ON `erased_identities` (`source_system_id`, `digest`);
-- create "feed_consumers" table
CREATE TABLE `feed_consumers` (`id` uuid NOT NULL, `name` text NOT NULL, `position` integer NOT NULL, `epoch` uuid NOT NULL, `acked_at` datetime NOT NULL, `source_system_id` uuid NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `feed_consumers_source_systems_feed_consumers` FOREIGN KEY (`source_system_id`) REFERENCES `source_systems` (`id`) ON DELETE RESTRICT);
-- create index "feedconsumer_source_system_id_name" to table: "feed_consumers"
CREATE UNIQUE INDEX `feedconsumer_source_system_id_name` ON `feed_consumers` (`source_system_id`, `name`);
-- create "held_memberships" table
CREATE TABLE `held_memberships` (`id` uuid NOT NULL, `name` text NOT NULL, `name_key` blob NOT NULL, `customer_id` uuid NOT NULL, `source_system_id` uuid NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `held_memberships_customers_held_memberships` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`) ON DELETE CASCADE, CONSTRAINT `held_memberships_source_systems_held_memberships` FOREIGN KEY (`source_system_id`) REFERENCES `source_systems` (`id`) ON DELETE RESTRICT);
-- create index "heldmembership_customer_id_source_system_id_name_key" to table: "held_memberships"
CREATE UNIQUE INDEX `heldmembership_customer_id_source_system_id_name_key` ON `held_memberships` (`customer_id`, `source_system_id`, `name_key`);
-- create index "heldmembership_source_system_id_name_key" to table: "held_memberships"
CREATE INDEX `heldmembership_source_system_id_name_key` ON `held_memberships` (`source_system_id`, `name_key`);
-- create "secrets" table
CREATE TABLE `secrets` (`id` text NOT NULL, `value` blob NOT NULL, PRIMARY KEY (`id`));
-- create "snapshot_entries" table
CREATE TABLE `snapshot_entries` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `run_id` uuid NOT NULL, `external_id` text NOT NULL, `received` bool NOT NULL);
-- create index "snapshotentry_run_id_external_id" to table: "snapshot_entries"
CREATE UNIQUE INDEX `snapshotentry_run_id_external_id` ON `snapshot_entries` (`run_id`, `external_id`);
-- create "sync_conflicts" table
CREATE TABLE `sync_conflicts` (`id` uuid NOT NULL, `field` text NOT NULL, `shop_value` text NOT NULL, `erp_value` text NOT NULL, `at` datetime NOT NULL, `customer_id` uuid NOT NULL, `source_system_id` uuid NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `sync_conflicts_customers_conflicts` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`) ON DELETE CASCADE, CONSTRAINT `sync_conflicts_source_systems_conflicts` FOREIGN KEY (`source_system_id`) REFERENCES `source_systems` (`id`) ON DELETE RESTRICT);
-- create index "syncconflict_source_system_id_customer_id_field" to table: "sync_conflicts"
CREATE UNIQUE INDEX `syncconflict_source_system_id_customer_id_field` ON `sync_conflicts` (`source_system_id`, `customer_id`, `field`);
-- create index "syncconflict_source_system_id_id" to table: "sync_conflicts"
CREATE INDEX `syncconflict_source_system_id_id` ON `sync_conflicts` (`source_system_id`, `id`);
-- create index "syncconflict_customer_id" to table: "sync_conflicts"
CREATE INDEX `syncconflict_customer_id` ON `sync_conflicts` (`customer_id`);
-- enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;
