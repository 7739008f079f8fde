-- What went over the wire beside the client's bodies: JSON and the bodies of each attempt (stored-wire.ts).
ALTER TABLE request_detail ADD COLUMN wire BLOB;
-- When each piece of a stream passed (stored-timeline.ts).
ALTER TABLE request_detail ADD COLUMN timeline BLOB;
