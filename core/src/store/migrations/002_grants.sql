-- The ledger of extra time, its public JSON. `day` is the limit day, YYYY-MM-DD; `seq` keeps the order of arrival.
CREATE TABLE ledger (
  seq    INTEGER PRIMARY KEY,
  id     TEXT NOT NULL UNIQUE,
  day    TEXT NOT NULL,
  record TEXT NOT NULL
) STRICT;
CREATE INDEX ledger_by_day ON ledger (day);

-- What the check of offline parent codes remembers, one row, its JSON. The shared secret is never here.
CREATE TABLE parent_code (
  id     INTEGER PRIMARY KEY CHECK (id = 1),
  record TEXT NOT NULL
) STRICT;
