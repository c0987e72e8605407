-- +goose Up
-- create "past_pricings" table
CREATE TABLE "past_pricings" ("id" uuid NOT NULL, "shop_id" uuid NOT NULL, "until" timestamptz NOT NULL, "erp_discounts_off" boolean NOT NULL, "shop_discounts" character varying NOT NULL, "floor_e2" integer NOT NULL, "currency" character varying NOT NULL, "time_zone" character varying NOT NULL, PRIMARY KEY ("id"));
-- create index "pastpricing_shop_id_until" to table: "past_pricings"
CREATE INDEX "pastpricing_shop_id_until" ON "past_pricings" ("shop_id", "until");
-- create "past_products" table
CREATE TABLE "past_products" ("id" uuid NOT NULL, "product_id" uuid NOT NULL, "sku" character varying NOT NULL, "since" timestamptz NOT NULL, "until" timestamptz NOT NULL, "name" character varying NOT NULL, "category" character varying NOT NULL, "brand" character varying NOT NULL, "base_price_e4" bigint NOT NULL, "base_price_currency" character varying NOT NULL, "tax_rate_e2" integer NULL, PRIMARY KEY ("id"));
-- create index "pastproduct_sku_until" to table: "past_products"
CREATE INDEX "pastproduct_sku_until" ON "past_products" ("sku", "until");
-- create "brands" table
CREATE TABLE "brands" ("id" uuid NOT NULL, "name" character varying NOT NULL, "name_key" bytea NOT NULL, "search_text" character varying NOT NULL, PRIMARY KEY ("id"));
-- create index "brand_name" to table: "brands"
CREATE UNIQUE INDEX "brand_name" ON "brands" ("name");
-- create index "brand_name_key_id" to table: "brands"
CREATE INDEX "brand_name_key_id" ON "brands" ("name_key", "id");
-- create "categories" table
CREATE TABLE "categories" ("id" uuid NOT NULL, "path" character varying NOT NULL, "path_key" bytea NOT NULL, "search_text" character varying NOT NULL, PRIMARY KEY ("id"));
-- create index "category_path" to table: "categories"
CREATE UNIQUE INDEX "category_path" ON "categories" ("path");
-- create index "category_path_key_id" to table: "categories"
CREATE INDEX "category_path_key_id" ON "categories" ("path_key", "id");
-- create "past_group_orders" table
CREATE TABLE "past_group_orders" ("id" uuid NOT NULL, "group_id" uuid NOT NULL, "sort_order" integer NOT NULL, "until" timestamptz NOT NULL, PRIMARY KEY ("id"));
-- create index "pastgrouporder_group_id_until" to table: "past_group_orders"
CREATE INDEX "pastgrouporder_group_id_until" ON "past_group_orders" ("group_id", "until");
-- create "price_lists" table
CREATE TABLE "price_lists" ("id" uuid NOT NULL, "version" bigint NOT NULL, "size" bigint NOT NULL, PRIMARY KEY ("id"));
-- create "products" table
CREATE TABLE "products" ("id" uuid NOT NULL, "version" bigint NOT NULL DEFAULT 1, "created_at" timestamptz NOT NULL, "updated_at" timestamptz NOT NULL, "serial" bigint NOT NULL, "sku" character varying NOT NULL, "name" character varying NOT NULL, "name_key" bytea NOT NULL, "category" character varying NOT NULL DEFAULT '', "brand" character varying NOT NULL DEFAULT '', "base_price_e4" bigint NOT NULL, "base_price_currency" character varying NOT NULL, "tax_rate_e2" integer NULL, "active" boolean NOT NULL DEFAULT true, "search_text" character varying NOT NULL DEFAULT '', PRIMARY KEY ("id"));
-- create index "product_brand_sku" to table: "products"
CREATE INDEX "product_brand_sku" ON "products" ("brand", "sku");
-- create index "product_category_sku" to table: "products"
CREATE INDEX "product_category_sku" ON "products" ("category", "sku");
-- create index "product_name_key_sku" to table: "products"
CREATE INDEX "product_name_key_sku" ON "products" ("name_key", "sku");
-- create index "product_serial" to table: "products"
CREATE INDEX "product_serial" ON "products" ("serial");
-- create index "product_sku" to table: "products"
CREATE UNIQUE INDEX "product_sku" ON "products" ("sku");
-- modify "shops" table
ALTER TABLE "shops" ADD COLUMN "erp_discounts_off" boolean NOT NULL DEFAULT false, ADD COLUMN "shop_discounts" character varying NOT NULL DEFAULT 'one', ADD COLUMN "floor_e2" integer NOT NULL DEFAULT 0;
-- create "coupons" table
CREATE TABLE "coupons" ("id" uuid NOT NULL, "version" bigint NOT NULL DEFAULT 1, "created_at" timestamptz NOT NULL, "updated_at" timestamptz NOT NULL, "code" character varying NOT NULL, "code_key" character varying NOT NULL, "name" character varying NOT NULL DEFAULT '', "search_text" character varying NOT NULL DEFAULT '', "percent_e2" integer NOT NULL DEFAULT 0, "amount_e4" bigint NOT NULL DEFAULT 0, "amount_currency" character varying NOT NULL DEFAULT '', "valid_from" character varying NOT NULL DEFAULT '', "valid_to" character varying NOT NULL DEFAULT '', "max_uses" integer NULL, "uses" integer NOT NULL DEFAULT 0, "ended_at" timestamptz NULL, "customer_id" uuid NULL, PRIMARY KEY ("id"), CONSTRAINT "coupons_customers_coupons" FOREIGN KEY ("customer_id") REFERENCES "customers" ("id") ON UPDATE NO ACTION ON DELETE CASCADE);
-- create index "coupon_code_key" to table: "coupons"
CREATE UNIQUE INDEX "coupon_code_key" ON "coupons" ("code_key");
-- create index "coupon_customer_id" to table: "coupons"
CREATE INDEX "coupon_customer_id" ON "coupons" ("customer_id");
-- create "discounts" table
CREATE TABLE "discounts" ("id" uuid NOT NULL, "version" bigint NOT NULL DEFAULT 1, "created_at" timestamptz NOT NULL, "updated_at" timestamptz NOT NULL, "name" character varying NOT NULL DEFAULT '', "target_id" uuid NOT NULL, "target_kind" character varying NOT NULL, "scope" character varying NOT NULL, "percent_e2" integer NOT NULL DEFAULT 0, "fixed_price_e4" bigint NOT NULL DEFAULT 0, "fixed_price_currency" character varying NOT NULL DEFAULT '', "min_quantity_e4" bigint NOT NULL DEFAULT 0, "priority" integer NOT NULL, "valid_from" character varying NOT NULL DEFAULT '', "valid_to" character varying NOT NULL DEFAULT '', "origin" character varying NOT NULL, "ended_at" timestamptz NULL, "search_text" character varying NOT NULL DEFAULT '', "external_id" character varying NULL, "source_revision" character varying NOT NULL DEFAULT '', "customer_id" uuid NULL, "group_id" uuid NULL, "source_system_id" uuid NULL, PRIMARY KEY ("id"), CONSTRAINT "discounts_customer_groups_discounts" FOREIGN KEY ("group_id") REFERENCES "customer_groups" ("id") ON UPDATE NO ACTION ON DELETE RESTRICT, CONSTRAINT "discounts_customers_discounts" FOREIGN KEY ("customer_id") REFERENCES "customers" ("id") ON UPDATE NO ACTION ON DELETE CASCADE, CONSTRAINT "discounts_source_systems_discounts" FOREIGN KEY ("source_system_id") REFERENCES "source_systems" ("id") ON UPDATE NO ACTION ON DELETE RESTRICT);
-- create index "discount_customer_id" to table: "discounts"
CREATE INDEX "discount_customer_id" ON "discounts" ("customer_id");
-- create index "discount_group_id" to table: "discounts"
CREATE INDEX "discount_group_id" ON "discounts" ("group_id");
-- create index "discount_scope" to table: "discounts"
CREATE INDEX "discount_scope" ON "discounts" ("scope");
-- create index "discount_source_system_id_external_id" to table: "discounts"
CREATE UNIQUE INDEX "discount_source_system_id_external_id" ON "discounts" ("source_system_id", "external_id");
-- create index "discount_target_id_scope" to table: "discounts"
CREATE INDEX "discount_target_id_scope" ON "discounts" ("target_id", "scope");
-- create index "discount_valid_to" to table: "discounts"
CREATE INDEX "discount_valid_to" ON "discounts" ("valid_to");
-- create "past_discounts" table
CREATE TABLE "past_discounts" ("id" uuid NOT NULL, "name" character varying NOT NULL DEFAULT '', "target_id" uuid NOT NULL, "target_kind" character varying NOT NULL, "scope" character varying NOT NULL, "percent_e2" integer NOT NULL DEFAULT 0, "fixed_price_e4" bigint NOT NULL DEFAULT 0, "fixed_price_currency" character varying NOT NULL DEFAULT '', "min_quantity_e4" bigint NOT NULL DEFAULT 0, "priority" integer NOT NULL, "valid_from" character varying NOT NULL DEFAULT '', "valid_to" character varying NOT NULL DEFAULT '', "origin" character varying NOT NULL, "ended_at" timestamptz NULL, "since" timestamptz NOT NULL, "until" timestamptz NOT NULL, "discount_id" uuid NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "past_discounts_discounts_past" FOREIGN KEY ("discount_id") REFERENCES "discounts" ("id") ON UPDATE NO ACTION ON DELETE CASCADE);
-- create index "pastdiscount_discount_id" to table: "past_discounts"
CREATE INDEX "pastdiscount_discount_id" ON "past_discounts" ("discount_id");
-- create index "pastdiscount_target_id_scope_until" to table: "past_discounts"
CREATE INDEX "pastdiscount_target_id_scope_until" ON "past_discounts" ("target_id", "scope", "until");
-- create "past_memberships" table
CREATE TABLE "past_memberships" ("id" uuid NOT NULL, "group_id" uuid NOT NULL, "since" timestamptz NOT NULL, "until" timestamptz NOT NULL, "customer_id" uuid NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "past_memberships_customers_past_memberships" FOREIGN KEY ("customer_id") REFERENCES "customers" ("id") ON UPDATE NO ACTION ON DELETE CASCADE);
-- create index "pastmembership_customer_id_until" to table: "past_memberships"
CREATE INDEX "pastmembership_customer_id_until" ON "past_memberships" ("customer_id", "until");
-- create "redemptions" table
CREATE TABLE "redemptions" ("id" uuid NOT NULL, "caller" character varying NOT NULL, "request_id" character varying NOT NULL, "digest" bytea NOT NULL, "customer_id" uuid NULL, "shop_id" uuid NOT NULL, "order_reference" character varying NOT NULL DEFAULT '', "reduction_e4" bigint NOT NULL, "currency" character varying NOT NULL, "redeemed_at" timestamptz NOT NULL, "released_at" timestamptz NULL, "coupon_id" uuid NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "redemptions_coupons_redemptions" FOREIGN KEY ("coupon_id") REFERENCES "coupons" ("id") ON UPDATE NO ACTION ON DELETE CASCADE);
-- create index "redemption_caller_request_id" to table: "redemptions"
CREATE UNIQUE INDEX "redemption_caller_request_id" ON "redemptions" ("caller", "request_id");
-- create index "redemption_coupon_id_id" to table: "redemptions"
CREATE INDEX "redemption_coupon_id_id" ON "redemptions" ("coupon_id", "id");
