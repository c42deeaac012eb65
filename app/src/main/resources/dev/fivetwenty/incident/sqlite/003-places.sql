-- Places by the hour, so that a question about a time says where a group was seen then.
CREATE TABLE group_place_hour (
  group_id  TEXT NOT NULL,
  hour      BIGINT NOT NULL,
  kind      TEXT NOT NULL,
  name      TEXT NOT NULL,
  seen      BIGINT NOT NULL,
  PRIMARY KEY (group_id, hour, kind, name)
);

CREATE INDEX group_place_hour_by_time ON group_place_hour (hour);

-- Of what was counted before, only the last time is known.
INSERT INTO group_place_hour (group_id, hour, kind, name, seen)
  SELECT p.group_id, g.last_seen / 3600000, p.kind, p.name, p.seen
  FROM group_place p JOIN incident_group g ON g.id = p.group_id;

DROP TABLE group_place;
