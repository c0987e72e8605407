-- +goose Up
-- Trigrams find a fragment anywhere in the folded text (LIST-3).
CREATE INDEX "customer_search_text" ON "customers" USING gin ("search_text" gin_trgm_ops);
-- The change feed begins here; its epoch tells this database from a restored copy.
INSERT INTO "feed_heads" ("id", "position", "epoch") VALUES (1, 0, gen_random_uuid());
