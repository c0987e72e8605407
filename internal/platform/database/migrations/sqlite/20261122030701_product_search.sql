-- +goose Up
-- Trigrams find a fragment anywhere in the folded text. The index keeps no text of its own.
CREATE VIRTUAL TABLE `products_fts` USING fts5(`search_text`, content='products', content_rowid='serial', tokenize='trigram', detail='none');
-- +goose StatementBegin
CREATE TRIGGER `products_fts_insert` AFTER INSERT ON `products` BEGIN
  INSERT INTO `products_fts` (`rowid`, `search_text`) VALUES (new.`serial`, new.`search_text`);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER `products_fts_delete` AFTER DELETE ON `products` BEGIN
  INSERT INTO `products_fts` (`products_fts`, `rowid`, `search_text`) VALUES ('delete', old.`serial`, old.`search_text`);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER `products_fts_update` AFTER UPDATE OF `search_text` ON `products` WHEN old.`search_text` IS NOT new.`search_text` BEGIN
  INSERT INTO `products_fts` (`products_fts`, `rowid`, `search_text`) VALUES ('delete', old.`serial`, old.`search_text`);
  INSERT INTO `products_fts` (`rowid`, `search_text`) VALUES (new.`serial`, new.`search_text`);
END;
-- +goose StatementEnd
