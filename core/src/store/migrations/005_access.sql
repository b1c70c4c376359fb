-- The access log: who looked at what, in the order of its hash chain.
CREATE TABLE access (
  seq   INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  entry TEXT NOT NULL,
  hash  BLOB NOT NULL
) STRICT;
CREATE INDEX access_by_time ON access (at_ms);
