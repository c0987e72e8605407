-- +goose Up
-- Trigrams find a fragment anywhere in the folded text.
CREATE INDEX "product_search_text" ON "products" USING gin ("search_text" gin_trgm_ops);
