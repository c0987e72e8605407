-- +goose Up
-- Every discount that is written raises the version of its target's price list.
-- +goose StatementBegin
CREATE TRIGGER `discounts_insert` AFTER INSERT ON `discounts` BEGIN
  INSERT INTO `price_lists` (`id`, `version`, `size`) VALUES (new.`target_id`, 1, 1)
  ON CONFLICT (`id`) DO UPDATE SET `version` = `version` + 1, `size` = `size` + 1;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER `discounts_delete` AFTER DELETE ON `discounts` BEGIN
  UPDATE `price_lists` SET `version` = `version` + 1, `size` = `size` - 1 WHERE `id` = old.`target_id`;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER `discounts_update` AFTER UPDATE ON `discounts` BEGIN
  UPDATE `price_lists` SET `version` = `version` + 1, `size` = `size` - 1 WHERE `id` = old.`target_id`;
  INSERT INTO `price_lists` (`id`, `version`, `size`) VALUES (new.`target_id`, 1, 1)
  ON CONFLICT (`id`) DO UPDATE SET `version` = `version` + 1, `size` = `size` + 1;
END;
-- +goose StatementEnd
INSERT INTO `price_lists` (`id`, `version`, `size`) SELECT `target_id`, 1, count(*) FROM `discounts` GROUP BY `target_id`;
-- The list of everyone is always there: whoever prices begins with it.
INSERT INTO `price_lists` (`id`, `version`, `size`) VALUES ('00000000-0000-0000-0000-000000000000', 0, 0) ON CONFLICT DO NOTHING;
