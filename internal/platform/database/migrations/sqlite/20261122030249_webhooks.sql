-- +goose Up
-- create "webhooks" table
CREATE TABLE `webhooks` (`id` uuid NOT NULL, `version` integer NOT NULL DEFAULT (1), `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `url` text NOT NULL, `enabled` bool NOT NULL DEFAULT (true), `disabled_reason` text NOT NULL DEFAULT (''), `disabled_at` datetime NULL, `secret` blob NOT NULL, `previous_secret` blob NULL, `previous_secret_until` datetime NULL, `poked_position` integer NOT NULL, `poked_epoch` uuid NOT NULL, `attempts` integer NOT NULL DEFAULT (0), `failing_since` datetime NULL, `retry_at` datetime NULL, `source_system_id` uuid NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `webhooks_source_systems_webhooks` FOREIGN KEY (`source_system_id`) REFERENCES `source_systems` (`id`) ON DELETE RESTRICT);
-- create index "webhook_source_system_id_id" to table: "webhooks"
CREATE INDEX `webhook_source_system_id_id` ON `webhooks` (`source_system_id`, `id`);
-- create "webhook_deliveries" table
CREATE TABLE `webhook_deliveries` (`id` uuid NOT NULL, `at` datetime NOT NULL, `test` bool NOT NULL DEFAULT (false), `attempt` integer NOT NULL, `status` integer NOT NULL DEFAULT (0), `reason` text NOT NULL DEFAULT (''), `latency_ms` integer NOT NULL, `webhook_id` uuid NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `webhook_deliveries_webhooks_deliveries` FOREIGN KEY (`webhook_id`) REFERENCES `webhooks` (`id`) ON DELETE CASCADE);
-- create index "webhookdelivery_webhook_id_id" to table: "webhook_deliveries"
CREATE INDEX `webhookdelivery_webhook_id_id` ON `webhook_deliveries` (`webhook_id`, `id`);
