-- +goose Up
-- Trigrams find a fragment anywhere in the folded text (LIST-3). The index keeps no text of its own.
CREATE VIRTUAL TABLE `customers_fts` USING fts5(`search_text`, content='customers', content_rowid='serial', tokenize='trigram', detail='none');
-- +goose StatementBegin
CREATE TRIGGER `customers_fts_insert` AFTER INSERT ON `customers` BEGIN
  INSERT INTO `customers_fts` (`rowid`, `search_text`) VALUES (new.`serial`, new.`search_text`);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER `customers_fts_delete` AFTER DELETE ON `customers` BEGIN
  INSERT INTO `customers_fts` (`customers_fts`, `rowid`, `search_text`) VALUES ('delete', old.`serial`, old.`search_text`);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER `customers_fts_update` AFTER UPDATE OF `search_text` ON `customers` WHEN old.`search_text` IS NOT new.`search_text` BEGIN
  INSERT INTO `customers_fts` (`customers_fts`, `rowid`, `search_text`) VALUES ('delete', old.`serial`, old.`search_text`);
  INSERT INTO `customers_fts` (`rowid`, `search_text`) VALUES (new.`serial`, new.`search_text`);
END;
-- +goose StatementEnd
-- The change feed begins here; its epoch tells this database from a restored copy.
INSERT INTO `feed_heads` (`id`, `position`, `epoch`) VALUES (1, 0, lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))));
