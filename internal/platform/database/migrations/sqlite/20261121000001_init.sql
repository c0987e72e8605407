-- +goose Up
-- create "api_keys" table
CREATE TABLE `api_keys` (`id` uuid NOT NULL, `key_id` text NOT NULL, `secret_hash` blob NOT NULL, `name` text NOT NULL, `scopes` json NOT NULL, `created_at` datetime NOT NULL, `used_at` datetime NULL, `expires_at` datetime NULL, `revoked_at` datetime NULL, `source_system_id` uuid NULL, PRIMARY KEY (`id`), CONSTRAINT `api_keys_source_systems_api_keys` FOREIGN KEY (`source_system_id`) REFERENCES `source_systems` (`id`) ON DELETE RESTRICT);
-- create index "apikey_key_id" to table: "api_keys"
CREATE UNIQUE INDEX `apikey_key_id` ON `api_keys` (`key_id`);
-- create "addresses" table
CREATE TABLE `addresses` (`id` uuid NOT NULL, `version` integer NOT NULL DEFAULT (1), `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `type` text NOT NULL, `is_default` bool NOT NULL DEFAULT (false), `label` text NOT NULL DEFAULT (''), `recipient` text NOT NULL DEFAULT (''), `company` text NOT NULL DEFAULT (''), `street` text NOT NULL DEFAULT (''), `postal_code` text NOT NULL DEFAULT (''), `city` text NOT NULL DEFAULT (''), `region` text NOT NULL DEFAULT (''), `country` text NOT NULL, `phone` text NOT NULL DEFAULT (''), `pickup_point` text NOT NULL DEFAULT (''), `customer_id` uuid NOT NULL, `source_system_id` uuid NULL, PRIMARY KEY (`id`), CONSTRAINT `addresses_customers_addresses` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`) ON DELETE CASCADE, CONSTRAINT `addresses_source_systems_addresses` FOREIGN KEY (`source_system_id`) REFERENCES `source_systems` (`id`) ON DELETE RESTRICT);
-- create index "address_customer_id" to table: "addresses"
CREATE INDEX `address_customer_id` ON `addresses` (`customer_id`);
-- create index "address_country_customer_id" to table: "addresses"
CREATE INDEX `address_country_customer_id` ON `addresses` (`country`, `customer_id`);
-- create index "address_one_default" to table: "addresses"
CREATE UNIQUE INDEX `address_one_default` ON `addresses` (`customer_id`, `type`) WHERE is_default;
-- create "counters" table
CREATE TABLE `counters` (`id` text NOT NULL, `value` integer NOT NULL DEFAULT (0), PRIMARY KEY (`id`));
-- create "customers" table
CREATE TABLE `customers` (`id` uuid NOT NULL, `version` integer NOT NULL DEFAULT (1), `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `serial` integer NOT NULL, `number` text NOT NULL, `kind` text NOT NULL, `name` text NOT NULL, `name_key` blob NOT NULL, `first_name` text NOT NULL DEFAULT (''), `last_name` text NOT NULL DEFAULT (''), `email` text NOT NULL DEFAULT (''), `email_key` text NOT NULL DEFAULT (''), `phone` text NOT NULL DEFAULT (''), `phone_key` text NOT NULL DEFAULT (''), `tax_id` text NOT NULL DEFAULT (''), `tax_country` text NOT NULL DEFAULT (''), `tax_key` text NOT NULL DEFAULT (''), `registration_number` text NOT NULL DEFAULT (''), `tax_status` text NOT NULL, `account_state` text NOT NULL, `approval` text NOT NULL, `status` text NOT NULL, `blocks` json NULL, `has_default_employee` bool NOT NULL DEFAULT (false), `needs_default_employee` bool NOT NULL DEFAULT (false), `price_level` text NOT NULL DEFAULT (''), `payment_terms_days` integer NULL, `credit_limit_e4` integer NULL, `credit_limit_currency` text NOT NULL DEFAULT (''), `payment_methods` json NULL, `language` text NOT NULL DEFAULT (''), `currency` text NOT NULL DEFAULT (''), `origin` text NOT NULL, `note` text NOT NULL DEFAULT (''), `erp_discount_e2` integer NULL, `search_text` text NOT NULL DEFAULT (''), `account_manager_id` uuid NULL, PRIMARY KEY (`id`), CONSTRAINT `customers_staff_customers` FOREIGN KEY (`account_manager_id`) REFERENCES `staff` (`id`) ON DELETE SET NULL, CONSTRAINT `customer_name_not_empty` CHECK (name <> ''));
-- create index "customer_serial" to table: "customers"
CREATE UNIQUE INDEX `customer_serial` ON `customers` (`serial`);
-- create index "customer_number" to table: "customers"
CREATE UNIQUE INDEX `customer_number` ON `customers` (`number`);
-- create index "customer_name_key_id" to table: "customers"
CREATE INDEX `customer_name_key_id` ON `customers` (`name_key`, `id`);
-- create index "customer_created_at_id" to table: "customers"
CREATE INDEX `customer_created_at_id` ON `customers` (`created_at`, `id`);
-- create index "customer_updated_at_id" to table: "customers"
CREATE INDEX `customer_updated_at_id` ON `customers` (`updated_at`, `id`);
-- create index "customer_email_key_id" to table: "customers"
CREATE INDEX `customer_email_key_id` ON `customers` (`email_key`, `id`);
-- create index "customer_tax_key_id" to table: "customers"
CREATE INDEX `customer_tax_key_id` ON `customers` (`tax_key`, `id`);
-- create index "customer_phone_key" to table: "customers"
CREATE INDEX `customer_phone_key` ON `customers` (`phone_key`);
-- create index "customer_account_manager_id" to table: "customers"
CREATE INDEX `customer_account_manager_id` ON `customers` (`account_manager_id`);
-- create index "customer_status_name_key_id" to table: "customers"
CREATE INDEX `customer_status_name_key_id` ON `customers` (`status`, `name_key`, `id`);
-- create index "customer_needs_default_employee" to table: "customers"
CREATE INDEX `customer_needs_default_employee` ON `customers` (`name_key`, `id`) WHERE needs_default_employee;
-- create "employees" table
CREATE TABLE `employees` (`id` uuid NOT NULL, `version` integer NOT NULL DEFAULT (1), `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `email` text NOT NULL, `email_key` text NOT NULL, `first_name` text NOT NULL DEFAULT (''), `last_name` text NOT NULL DEFAULT (''), `phone` text NOT NULL DEFAULT (''), `role` text NOT NULL, `is_default` bool NOT NULL DEFAULT (false), `blocked` bool NOT NULL DEFAULT (false), `password_hash` text NOT NULL DEFAULT (''), `customer_id` uuid NOT NULL, `source_system_id` uuid NULL, PRIMARY KEY (`id`), CONSTRAINT `employees_customers_employees` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`) ON DELETE CASCADE, CONSTRAINT `employees_source_systems_employees` FOREIGN KEY (`source_system_id`) REFERENCES `source_systems` (`id`) ON DELETE RESTRICT);
-- create index "employee_email_key" to table: "employees"
CREATE UNIQUE INDEX `employee_email_key` ON `employees` (`email_key`);
-- create index "employee_customer_id" to table: "employees"
CREATE INDEX `employee_customer_id` ON `employees` (`customer_id`);
-- create index "employee_one_default" to table: "employees"
CREATE UNIQUE INDEX `employee_one_default` ON `employees` (`customer_id`) WHERE is_default;
-- create "feed_events" table
CREATE TABLE `feed_events` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `event_id` uuid NOT NULL, `customer_id` uuid NOT NULL, `version` integer NOT NULL, `kind` text NOT NULL, `changed_fields` json NULL, `actor_kind` text NOT NULL, `source_system_id` uuid NULL, `source_revision` text NOT NULL DEFAULT (''), `at` datetime NOT NULL);
-- create index "feedevent_customer_id_id" to table: "feed_events"
CREATE INDEX `feedevent_customer_id_id` ON `feed_events` (`customer_id`, `id`);
-- create "feed_heads" table
CREATE TABLE `feed_heads` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `position` integer NOT NULL DEFAULT (0), `epoch` uuid NOT NULL);
-- create "customer_groups" table
CREATE TABLE `customer_groups` (`id` uuid NOT NULL, `version` integer NOT NULL DEFAULT (1), `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `name` text NOT NULL, `name_key` blob NOT NULL, `search_text` text NOT NULL DEFAULT (''), `description` text NOT NULL DEFAULT (''), `sort_order` integer NOT NULL DEFAULT (0), `approval_required` bool NOT NULL DEFAULT (false), `color` text NOT NULL DEFAULT (''), PRIMARY KEY (`id`));
-- create index "group_name_key" to table: "customer_groups"
CREATE UNIQUE INDEX `group_name_key` ON `customer_groups` (`name_key`);
-- create index "group_sort_order_name_key_id" to table: "customer_groups"
CREATE INDEX `group_sort_order_name_key_id` ON `customer_groups` (`sort_order`, `name_key`, `id`);
-- create "group_codes" table
CREATE TABLE `group_codes` (`id` uuid NOT NULL, `code` text NOT NULL, `group_id` uuid NOT NULL, `source_system_id` uuid NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `group_codes_customer_groups_codes` FOREIGN KEY (`group_id`) REFERENCES `customer_groups` (`id`) ON DELETE CASCADE, CONSTRAINT `group_codes_source_systems_group_codes` FOREIGN KEY (`source_system_id`) REFERENCES `source_systems` (`id`) ON DELETE RESTRICT);
-- create index "groupcode_source_system_id_code" to table: "group_codes"
CREATE UNIQUE INDEX `groupcode_source_system_id_code` ON `group_codes` (`source_system_id`, `code`);
-- create index "groupcode_group_id" to table: "group_codes"
CREATE INDEX `groupcode_group_id` ON `group_codes` (`group_id`);
-- create "history" table
CREATE TABLE `history` (`id` uuid NOT NULL, `customer_id` uuid NULL, `subject_id` uuid NOT NULL, `action` text NOT NULL, `actor_kind` text NOT NULL, `actor_id` uuid NULL, `at` datetime NOT NULL, `changes` json NULL, PRIMARY KEY (`id`));
-- create index "historyentry_customer_id_id" to table: "history"
CREATE INDEX `historyentry_customer_id_id` ON `history` (`customer_id`, `id`);
-- create index "historyentry_subject_id_id" to table: "history"
CREATE INDEX `historyentry_subject_id_id` ON `history` (`subject_id`, `id`);
-- create "identities" table
CREATE TABLE `identities` (`id` uuid NOT NULL, `external_id` text NOT NULL, `code` text NOT NULL DEFAULT (''), `active` bool NOT NULL DEFAULT (true), `source_revision` text NOT NULL DEFAULT (''), `content_hash` blob NOT NULL, `hash_version` integer NOT NULL, `created_at` datetime NOT NULL, `pushed_at` datetime NOT NULL, `customer_id` uuid NOT NULL, `source_system_id` uuid NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `identities_customers_identities` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`) ON DELETE CASCADE, CONSTRAINT `identities_source_systems_identities` FOREIGN KEY (`source_system_id`) REFERENCES `source_systems` (`id`) ON DELETE RESTRICT);
-- create index "identity_source_system_id_external_id" to table: "identities"
CREATE UNIQUE INDEX `identity_source_system_id_external_id` ON `identities` (`source_system_id`, `external_id`);
-- create index "identity_external_id" to table: "identities"
CREATE INDEX `identity_external_id` ON `identities` (`external_id`);
-- create index "identity_customer_id" to table: "identities"
CREATE INDEX `identity_customer_id` ON `identities` (`customer_id`);
-- create "memberships" table
CREATE TABLE `memberships` (`id` uuid NOT NULL, `origin` text NOT NULL, `source_key` text NOT NULL DEFAULT (''), `source_code` text NOT NULL DEFAULT (''), `since` datetime NOT NULL, `customer_id` uuid NOT NULL, `group_id` uuid NOT NULL, `source_system_id` uuid NULL, PRIMARY KEY (`id`), CONSTRAINT `memberships_customers_memberships` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`) ON DELETE CASCADE, CONSTRAINT `memberships_customer_groups_memberships` FOREIGN KEY (`group_id`) REFERENCES `customer_groups` (`id`) ON DELETE RESTRICT, CONSTRAINT `memberships_source_systems_memberships` FOREIGN KEY (`source_system_id`) REFERENCES `source_systems` (`id`) ON DELETE RESTRICT);
-- create index "membership_customer_id_group_id_origin_source_key" to table: "memberships"
CREATE UNIQUE INDEX `membership_customer_id_group_id_origin_source_key` ON `memberships` (`customer_id`, `group_id`, `origin`, `source_key`);
-- create index "membership_group_id_customer_id" to table: "memberships"
CREATE INDEX `membership_group_id_customer_id` ON `memberships` (`group_id`, `customer_id`);
-- create "replies" table
CREATE TABLE `replies` (`id` uuid NOT NULL, `caller` text NOT NULL, `request_id` text NOT NULL, `digest` blob NOT NULL, `answer` blob NOT NULL, `created_at` datetime NOT NULL, PRIMARY KEY (`id`));
-- create index "reply_caller_request_id" to table: "replies"
CREATE UNIQUE INDEX `reply_caller_request_id` ON `replies` (`caller`, `request_id`);
-- create index "reply_created_at" to table: "replies"
CREATE INDEX `reply_created_at` ON `replies` (`created_at`);
-- create "setup_tokens" table
CREATE TABLE `setup_tokens` (`id` uuid NOT NULL, `token_hash` blob NOT NULL, `expires_at` datetime NOT NULL, PRIMARY KEY (`id`));
-- create index "setuptoken_token_hash" to table: "setup_tokens"
CREATE UNIQUE INDEX `setuptoken_token_hash` ON `setup_tokens` (`token_hash`);
-- create "shops" table
CREATE TABLE `shops` (`id` uuid NOT NULL, `version` integer NOT NULL DEFAULT (1), `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `code` text NOT NULL, `name` text NOT NULL, `domain` text NOT NULL DEFAULT (''), `country` text NOT NULL, `language` text NOT NULL, `currency` text NOT NULL, `time_zone` text NOT NULL, `approval_required` bool NOT NULL DEFAULT (false), PRIMARY KEY (`id`));
-- create index "shop_code" to table: "shops"
CREATE UNIQUE INDEX `shop_code` ON `shops` (`code`);
-- create "sign_in_throttles" table
CREATE TABLE `sign_in_throttles` (`id` uuid NOT NULL, `key_hash` blob NOT NULL, `attempts` integer NOT NULL DEFAULT (0), `window_ends_at` datetime NOT NULL, PRIMARY KEY (`id`));
-- create index "signinthrottle_key_hash" to table: "sign_in_throttles"
CREATE UNIQUE INDEX `signinthrottle_key_hash` ON `sign_in_throttles` (`key_hash`);
-- create index "signinthrottle_window_ends_at" to table: "sign_in_throttles"
CREATE INDEX `signinthrottle_window_ends_at` ON `sign_in_throttles` (`window_ends_at`);
-- create "source_systems" table
CREATE TABLE `source_systems` (`id` uuid NOT NULL, `version` integer NOT NULL DEFAULT (1), `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `code` text NOT NULL, `name` text NOT NULL, `last_contact_at` datetime NULL, `pushes` integer NOT NULL DEFAULT (0), PRIMARY KEY (`id`));
-- create index "sourcesystem_code" to table: "source_systems"
CREATE UNIQUE INDEX `sourcesystem_code` ON `source_systems` (`code`);
-- create "staff" table
CREATE TABLE `staff` (`id` uuid NOT NULL, `version` integer NOT NULL DEFAULT (1), `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `email` text NOT NULL, `email_key` text NOT NULL, `name` text NOT NULL, `name_key` blob NOT NULL, `search_text` text NOT NULL DEFAULT (''), `role` text NOT NULL, `code` text NOT NULL DEFAULT (''), `code_key` text NOT NULL DEFAULT (''), `disabled` bool NOT NULL DEFAULT (false), `password_hash` text NOT NULL, `must_change_password` bool NOT NULL DEFAULT (false), `preferences` json NULL, `last_sign_in_at` datetime NULL, PRIMARY KEY (`id`));
-- create index "staff_email_key" to table: "staff"
CREATE UNIQUE INDEX `staff_email_key` ON `staff` (`email_key`);
-- create index "staff_code_key" to table: "staff"
CREATE UNIQUE INDEX `staff_code_key` ON `staff` (`code_key`) WHERE code_key <> '';
-- create index "staff_name_key_id" to table: "staff"
CREATE INDEX `staff_name_key_id` ON `staff` (`name_key`, `id`);
-- create "staff_sessions" table
CREATE TABLE `staff_sessions` (`id` uuid NOT NULL, `token_hash` blob NOT NULL, `created_at` datetime NOT NULL, `seen_at` datetime NOT NULL, `expires_at` datetime NOT NULL, `ip` text NOT NULL DEFAULT (''), `user_agent` text NOT NULL DEFAULT (''), `staff_id` uuid NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `staff_sessions_staff_sessions` FOREIGN KEY (`staff_id`) REFERENCES `staff` (`id`) ON DELETE CASCADE);
-- create index "staffsession_token_hash" to table: "staff_sessions"
CREATE UNIQUE INDEX `staffsession_token_hash` ON `staff_sessions` (`token_hash`);
-- create index "staffsession_staff_id" to table: "staff_sessions"
CREATE INDEX `staffsession_staff_id` ON `staff_sessions` (`staff_id`);
-- create index "staffsession_expires_at" to table: "staff_sessions"
CREATE INDEX `staffsession_expires_at` ON `staff_sessions` (`expires_at`);
-- create "sync_rejects" table
CREATE TABLE `sync_rejects` (`id` uuid NOT NULL, `external_id` text NOT NULL, `run_id` uuid NOT NULL, `outcome` text NOT NULL, `violations` json NOT NULL, `times` integer NOT NULL DEFAULT (1), `rejected_at` datetime NOT NULL, `source_system_id` uuid NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `sync_rejects_source_systems_rejects` FOREIGN KEY (`source_system_id`) REFERENCES `source_systems` (`id`) ON DELETE RESTRICT);
-- create index "syncreject_source_system_id_external_id" to table: "sync_rejects"
CREATE UNIQUE INDEX `syncreject_source_system_id_external_id` ON `sync_rejects` (`source_system_id`, `external_id`);
-- create index "syncreject_source_system_id_rejected_at_id" to table: "sync_rejects"
CREATE INDEX `syncreject_source_system_id_rejected_at_id` ON `sync_rejects` (`source_system_id`, `rejected_at`, `id`);
-- create "sync_runs" table
CREATE TABLE `sync_runs` (`id` uuid NOT NULL, `api_key_id` uuid NULL, `request_id` text NOT NULL DEFAULT (''), `started_at` datetime NOT NULL, `duration_ms` integer NOT NULL DEFAULT (0), `created` integer NOT NULL DEFAULT (0), `updated` integer NOT NULL DEFAULT (0), `unchanged` integer NOT NULL DEFAULT (0), `stale` integer NOT NULL DEFAULT (0), `conflict` integer NOT NULL DEFAULT (0), `rejected` integer NOT NULL DEFAULT (0), `unprocessed` integer NOT NULL DEFAULT (0), `source_system_id` uuid NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `sync_runs_source_systems_runs` FOREIGN KEY (`source_system_id`) REFERENCES `source_systems` (`id`) ON DELETE RESTRICT);
-- create index "syncrun_source_system_id_id" to table: "sync_runs"
CREATE INDEX `syncrun_source_system_id_id` ON `sync_runs` (`source_system_id`, `id`);
-- create "customer_shops" table
CREATE TABLE `customer_shops` (`customer_id` uuid NOT NULL, `shop_id` uuid NOT NULL, PRIMARY KEY (`customer_id`, `shop_id`), CONSTRAINT `customer_shops_customer_id` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`) ON DELETE CASCADE, CONSTRAINT `customer_shops_shop_id` FOREIGN KEY (`shop_id`) REFERENCES `shops` (`id`) ON DELETE CASCADE);
