-- Requests by the hour and without their causes: over days there are many minutes to add up.
CREATE TABLE traffic_hour (
  hour      BIGINT NOT NULL,
  route     TEXT NOT NULL,
  origin    TEXT NOT NULL,
  requests  BIGINT NOT NULL,
  PRIMARY KEY (hour, route, origin)
);

INSERT INTO traffic_hour (hour, route, origin, requests)
  SELECT minute / 60, route, origin, sum(requests) FROM traffic_minute
  GROUP BY minute / 60, route, origin;
