-- What each table holds and why: docs/schema.md.

-- Small facts about the store itself (newest time seen, schema notes).
CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Records that are read whole and never searched inside: their public JSON form.
CREATE TABLE profile (
  id     INTEGER PRIMARY KEY CHECK (id = 1),
  record TEXT NOT NULL
) STRICT;

CREATE TABLE consent (
  id       INTEGER PRIMARY KEY,
  given_ms INTEGER NOT NULL,
  record   TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE limits (
  set_ms INTEGER PRIMARY KEY,
  record TEXT NOT NULL
) STRICT;

-- Names of apps, instances, boots and tokens, each once. 0 stands for none.
CREATE TABLE term (
  id   INTEGER PRIMARY KEY,
  text TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO term (id, text) VALUES (0, '');

-- A contact is known by a keyed hash of the host's id; its state holds numbers only.
CREATE TABLE contact (
  id           INTEGER PRIMARY KEY,
  handle       BLOB NOT NULL UNIQUE,
  app          INTEGER NOT NULL REFERENCES term,
  display_name TEXT,
  relation     TEXT NOT NULL,
  saved        INTEGER NOT NULL,
  state        BLOB NOT NULL
) STRICT;

-- Group conversations, by keyed hash, for aggression that comes from several senders.
CREATE TABLE conversation (
  handle BLOB PRIMARY KEY,
  state  BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Keyed hashes of messages, calls and requests already counted.
CREATE TABLE counted (
  mark  BLOB PRIMARY KEY,
  at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE alert (
  id      INTEGER PRIMARY KEY,
  at_ms   INTEGER NOT NULL,
  contact INTEGER NOT NULL REFERENCES contact,
  record  TEXT NOT NULL
) STRICT;
CREATE INDEX alert_by_time ON alert (at_ms);

-- The incident record: entries in the order of their hash chain.
CREATE TABLE incident (
  seq   INTEGER PRIMARY KEY,
  entry TEXT NOT NULL,
  hash  BLOB NOT NULL
) STRICT;

-- Usage facts as they came. Derived totals are never stored here.
CREATE TABLE observation (
  id             INTEGER PRIMARY KEY,
  at_ms          INTEGER NOT NULL,
  offset_seconds INTEGER NOT NULL,
  kind           INTEGER NOT NULL,
  app            INTEGER NOT NULL REFERENCES term,
  instance       INTEGER NOT NULL REFERENCES term,
  boot           INTEGER NOT NULL REFERENCES term,
  monotonic_ms   INTEGER
) STRICT;
CREATE UNIQUE INDEX observation_by_boot ON observation (boot, monotonic_ms, kind, app, instance)
  WHERE monotonic_ms IS NOT NULL;
CREATE UNIQUE INDEX observation_by_time ON observation (at_ms, kind, app, instance, boot)
  WHERE monotonic_ms IS NULL;

-- Lower bounds of use, as they came (iOS thresholds).
CREATE TABLE checkpoint (
  day    TEXT NOT NULL,
  record TEXT NOT NULL,
  PRIMARY KEY (day, record)
) STRICT, WITHOUT ROWID;
