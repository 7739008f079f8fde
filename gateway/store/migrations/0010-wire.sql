-- What went over the wire beside the client's bodies: JSON packed with those bodies as its dictionary (stored-wire.ts).
ALTER TABLE request_detail ADD COLUMN wire BLOB;
-- When each piece of a stream passed (stored-timeline.ts).
ALTER TABLE request_detail ADD COLUMN timeline BLOB;
