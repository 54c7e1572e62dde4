-- Every row that evidence rests on, in the order of entering: see docs/evidence.md. `name` is what the
-- SHA-256 of the row's key begins with, `leaf` the row's hash in the Merkle tree (RFC 9162).
CREATE TABLE ledger (
    position UINTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    name UBIGINT NOT NULL,
    made_by VARCHAR NOT NULL,
    leaf BLOB NOT NULL
);

-- Says that rows of an earlier schema are still to be entered; dropped in the transaction that does it.
CREATE TABLE ledger_to_begin (since VARCHAR);
