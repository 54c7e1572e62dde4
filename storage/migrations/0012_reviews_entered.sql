-- Reviews, and words that a page shows struck out, are entered in the ledger from here on, and those that
-- are there by the program that makes this migration: dropped in the transaction that does it.
CREATE TABLE IF NOT EXISTS ledger_to_begin (since VARCHAR);
