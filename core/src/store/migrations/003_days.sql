-- What each table holds and why: docs/schema.md.

-- Usage facts lie in the order in which they are read, under their identity: one tree to write instead of two.
ALTER TABLE observation RENAME TO observation_1;
CREATE TABLE observation (
  boot           INTEGER NOT NULL,
  clock          INTEGER NOT NULL,
  tick_ms        INTEGER NOT NULL,
  kind           INTEGER NOT NULL,
  app            INTEGER NOT NULL,
  instance       INTEGER NOT NULL,
  at_ms          INTEGER NOT NULL,
  offset_seconds INTEGER NOT NULL,
  PRIMARY KEY (boot, clock, tick_ms, kind, app, instance)
) STRICT, WITHOUT ROWID;
INSERT INTO observation (boot, clock, tick_ms, kind, app, instance, at_ms, offset_seconds)
  SELECT boot, monotonic_ms IS NOT NULL, coalesce(monotonic_ms, at_ms), kind, app, instance, at_ms, offset_seconds
  FROM observation_1 ORDER BY 1, 2, 3, 4, 5, 6;
DROP TABLE observation_1;

-- What is known of a boot without reading its facts. 0 stands for none.
CREATE TABLE boot (
  boot     INTEGER PRIMARY KEY REFERENCES term,
  from_ms  INTEGER NOT NULL,
  measured INTEGER NOT NULL,
  dated    INTEGER NOT NULL
) STRICT;
INSERT INTO boot (boot, from_ms, measured, dated)
  SELECT boot, min(at_ms), max(clock = 1), max(clock = 0) FROM observation GROUP BY boot;
INSERT INTO meta (key, value) SELECT 'newest_fact_ms', max(at_ms) FROM observation HAVING count(*) > 0;

-- What was derived from the facts, in pieces; each ends at a cut. It can always be derived again.
CREATE TABLE piece (
  place        INTEGER PRIMARY KEY,
  boot         INTEGER REFERENCES term,
  boot_from_ms INTEGER,
  clock        INTEGER,
  tick_ms      INTEGER,
  chain_top_ms INTEGER,
  loose_top_ms INTEGER,
  facts        INTEGER NOT NULL,
  low_ms       INTEGER NOT NULL,
  high_ms      INTEGER NOT NULL,
  open         INTEGER NOT NULL,
  state        BLOB NOT NULL,
  timeline     BLOB NOT NULL
) STRICT;
CREATE INDEX piece_by_time ON piece (high_ms, low_ms);

-- The totals of days that are over, as they were shown. They outlive their facts.
CREATE TABLE day (
  day        TEXT PRIMARY KEY,
  from_ms    INTEGER NOT NULL,
  to_ms      INTEGER NOT NULL,
  rules      INTEGER NOT NULL,
  stale      INTEGER NOT NULL,
  record     TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX day_by_time ON day (to_ms);
