-- What each table holds and why: docs/schema.md.

-- What the host said about the device, under its identity: the reading of a boot, or the wall time.
CREATE TABLE device_status (
  boot    INTEGER NOT NULL REFERENCES term,
  clock   INTEGER NOT NULL,
  tick_ms INTEGER NOT NULL,
  at_ms   INTEGER NOT NULL,
  record  TEXT NOT NULL,
  PRIMARY KEY (boot, clock, tick_ms)
) STRICT, WITHOUT ROWID;

-- First and last reading of every boot whose name is a number, so that boots can be compared.
CREATE TABLE boot_span (
  number             INTEGER PRIMARY KEY,
  first_at_ms        INTEGER NOT NULL,
  first_monotonic_ms INTEGER NOT NULL,
  last_at_ms         INTEGER NOT NULL,
  last_monotonic_ms  INTEGER NOT NULL
) STRICT;

-- What may have been done to the clock or to the host app.
CREATE TABLE tamper (
  boot     INTEGER NOT NULL REFERENCES term,
  place_ms INTEGER NOT NULL,
  code     TEXT NOT NULL,
  part     TEXT NOT NULL,
  at_ms    INTEGER NOT NULL,
  record   TEXT NOT NULL,
  PRIMARY KEY (boot, place_ms, code, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX tamper_by_time ON tamper (at_ms);

-- What is remembered between batches: the best the device ever was, and the day that retention counts from.
CREATE TABLE memory (
  name   TEXT PRIMARY KEY,
  record TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Kinds of apps that a family sees otherwise than the shipped list.
CREATE TABLE app_category (
  app      INTEGER PRIMARY KEY REFERENCES term,
  category TEXT NOT NULL
) STRICT;
