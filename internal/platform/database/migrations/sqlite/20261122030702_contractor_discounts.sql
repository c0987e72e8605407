-- +goose Up
-- The ERP's discount of a contractor becomes a discount like any other (DISC-1). Since when it has been is not known: at least since the last change.
INSERT INTO `discounts` (`id`, `version`, `created_at`, `updated_at`, `target_id`, `target_kind`, `scope`, `percent_e2`, `priority`, `origin`, `customer_id`, `source_system_id`, `external_id`)
SELECT lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))), 1, c.`updated_at`, c.`updated_at`, c.`id`, 'customer', '', c.`erp_discount_e2`, 100, 'erp', c.`id`, i.`source_system_id`, 'contractor/' || i.`external_id`
FROM `customers` c
JOIN `identities` i ON i.`id` = (SELECT o.`id` FROM `identities` o WHERE o.`customer_id` = c.`id` ORDER BY o.`created_at`, o.`id` LIMIT 1)
WHERE c.`erp_discount_e2` > 0;
