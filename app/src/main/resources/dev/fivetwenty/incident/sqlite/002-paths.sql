-- For a path that few incidents have, or none: without it that takes a look at all of them.
CREATE INDEX incident_by_path ON incident (path, id);
