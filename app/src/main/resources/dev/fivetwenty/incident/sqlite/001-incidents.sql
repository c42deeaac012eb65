-- Times are milliseconds since 1970, minutes and hours are counted since then. Empty text: none.
-- ${id} and ${octets} are types of the database at hand.

CREATE TABLE incident (
  id        ${id},
  ray       TEXT NOT NULL,
  began     BIGINT NOT NULL,
  why       TEXT NOT NULL,
  cause     TEXT NOT NULL,
  status    INTEGER NOT NULL,
  route     TEXT NOT NULL,
  origin    TEXT NOT NULL,
  group_id  TEXT NOT NULL,
  method    TEXT NOT NULL,
  scheme    TEXT NOT NULL,
  host      TEXT NOT NULL,
  path      TEXT NOT NULL,
  peer      TEXT NOT NULL
);

-- Apart, so that a list reads nothing of them.
CREATE TABLE incident_body (
  id      ${id},
  octets  ${octets} NOT NULL
);

CREATE INDEX incident_by_ray ON incident (ray);
CREATE INDEX incident_by_time ON incident (began);
CREATE INDEX incident_by_cause ON incident (cause, id);
CREATE INDEX incident_by_origin ON incident (origin, id);
CREATE INDEX incident_by_group ON incident (group_id, id);

CREATE TABLE incident_group (
  id           TEXT PRIMARY KEY,
  cause        TEXT NOT NULL,
  origin       TEXT NOT NULL,
  route        TEXT NOT NULL,
  fingerprint  TEXT NOT NULL,
  first_seen   BIGINT NOT NULL,
  last_seen    BIGINT NOT NULL,
  seen         BIGINT NOT NULL
);

CREATE TABLE group_minute (
  group_id  TEXT NOT NULL,
  minute    BIGINT NOT NULL,
  seen      BIGINT NOT NULL,
  PRIMARY KEY (group_id, minute)
);

CREATE INDEX group_minute_by_time ON group_minute (minute);

-- kind: site, the suffix of the Ray; or peer, the connection's other end.
CREATE TABLE group_place (
  group_id  TEXT NOT NULL,
  kind      TEXT NOT NULL,
  name      TEXT NOT NULL,
  seen      BIGINT NOT NULL,
  PRIMARY KEY (group_id, kind, name)
);

CREATE TABLE traffic_minute (
  minute    BIGINT NOT NULL,
  route     TEXT NOT NULL,
  origin    TEXT NOT NULL,
  cause     TEXT NOT NULL,
  requests  BIGINT NOT NULL,
  PRIMARY KEY (minute, route, origin, cause)
);

-- size_class: see SizeClass; most: bytes of the largest section.
CREATE TABLE section_hour (
  hour        BIGINT NOT NULL,
  route       TEXT NOT NULL,
  size_class  INTEGER NOT NULL,
  responses   BIGINT NOT NULL,
  most        INTEGER NOT NULL,
  PRIMARY KEY (hour, route, size_class)
);

CREATE TABLE section_field (
  hour   BIGINT NOT NULL,
  route  TEXT NOT NULL,
  name   TEXT NOT NULL,
  most   INTEGER NOT NULL,
  PRIMARY KEY (hour, route, name)
);

CREATE TABLE loss (
  reason  TEXT PRIMARY KEY,
  lost    BIGINT NOT NULL,
  last    BIGINT NOT NULL
);

CREATE TABLE counter (
  name   TEXT PRIMARY KEY,
  value  BIGINT NOT NULL
);
