-- Finds the rarer kinds of requests among a million; chats are most of a log and are met by walking it.
CREATE INDEX request_operation ON request (operation, id) WHERE operation <> 'chat';
