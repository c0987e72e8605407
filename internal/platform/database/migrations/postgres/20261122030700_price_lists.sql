-- +goose Up
-- Every discount that is written raises the version of its target's price list.
-- +goose StatementBegin
CREATE FUNCTION "raise_price_list"() RETURNS trigger AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    UPDATE "price_lists" SET "version" = "version" + 1, "size" = "size" - 1 WHERE "id" = OLD."target_id";
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO "price_lists" AS list ("id", "version", "size") VALUES (NEW."target_id", 1, 1)
    ON CONFLICT ("id") DO UPDATE SET "version" = list."version" + 1, "size" = list."size" + 1;
  END IF;
  RETURN NULL;
END
$$ LANGUAGE plpgsql;
-- +goose StatementEnd
CREATE TRIGGER "discounts_written" AFTER INSERT OR UPDATE OR DELETE ON "discounts" FOR EACH ROW EXECUTE FUNCTION "raise_price_list"();
INSERT INTO "price_lists" ("id", "version", "size") SELECT "target_id", 1, count(*) FROM "discounts" GROUP BY "target_id";
-- The list of everyone is always there: whoever prices begins with it.
INSERT INTO "price_lists" ("id", "version", "size") VALUES ('00000000-0000-0000-0000-000000000000', 0, 0) ON CONFLICT DO NOTHING;
