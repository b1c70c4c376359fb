-- The access log: who looked at what, in the order of its hash chain.
CREATE TABLE access (
  seq   INTEGER PRIMARY KEY,
  entry TEXT NOT NULL,
  hash  BLOB NOT NULL
) STRICT;
