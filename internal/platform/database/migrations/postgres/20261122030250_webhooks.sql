-- +goose Up
-- create "webhooks" table
CREATE TABLE "webhooks" ("id" uuid NOT NULL, "version" bigint NOT NULL DEFAULT 1, "created_at" timestamptz NOT NULL, "updated_at" timestamptz NOT NULL, "url" character varying NOT NULL, "enabled" boolean NOT NULL DEFAULT true, "disabled_reason" character varying NOT NULL DEFAULT '', "disabled_at" timestamptz NULL, "secret" bytea NOT NULL, "previous_secret" bytea NULL, "previous_secret_until" timestamptz NULL, "poked_position" bigint NOT NULL, "poked_epoch" uuid NOT NULL, "attempts" integer NOT NULL DEFAULT 0, "failing_since" timestamptz NULL, "retry_at" timestamptz NULL, "source_system_id" uuid NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "webhooks_source_systems_webhooks" FOREIGN KEY ("source_system_id") REFERENCES "source_systems" ("id") ON UPDATE NO ACTION ON DELETE RESTRICT);
-- create index "webhook_source_system_id_id" to table: "webhooks"
CREATE INDEX "webhook_source_system_id_id" ON "webhooks" ("source_system_id", "id");
-- create "webhook_deliveries" table
CREATE TABLE "webhook_deliveries" ("id" uuid NOT NULL, "at" timestamptz NOT NULL, "test" boolean NOT NULL DEFAULT false, "attempt" integer NOT NULL, "status" integer NOT NULL DEFAULT 0, "reason" character varying NOT NULL DEFAULT '', "latency_ms" integer NOT NULL, "webhook_id" uuid NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "webhook_deliveries_webhooks_deliveries" FOREIGN KEY ("webhook_id") REFERENCES "webhooks" ("id") ON UPDATE NO ACTION ON DELETE CASCADE);
-- create index "webhookdelivery_webhook_id_id" to table: "webhook_deliveries"
CREATE INDEX "webhookdelivery_webhook_id_id" ON "webhook_deliveries" ("webhook_id", "id");
