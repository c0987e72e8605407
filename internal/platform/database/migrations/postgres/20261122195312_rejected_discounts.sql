-- +goose Up
-- modify "sync_rejects" table
ALTER TABLE "sync_rejects" ALTER COLUMN "run_id" DROP NOT NULL, ADD COLUMN "kind" character varying NOT NULL DEFAULT 'contractor';
-- drop index "syncreject_source_system_id_external_id" from table: "sync_rejects"
DROP INDEX "syncreject_source_system_id_external_id";
-- create index "syncreject_source_system_id_kind_external_id" to table: "sync_rejects"
CREATE UNIQUE INDEX "syncreject_source_system_id_kind_external_id" ON "sync_rejects" ("source_system_id", "kind", "external_id");
