/** 패널의 한국어 문구: operation. */
import type { Messages } from "../en.ts";

export const operation: Messages["operation"] = {
  chat: "채팅",
  completion: "텍스트 완성",
  messages: "메시지 API",
  responses: "응답 API",
  ollama_chat: "Ollama 채팅",
  ollama_generate: "Ollama 생성",
  embedding: "임베딩",
  count_tokens: "토큰 세기",
  image_generation: "이미지 생성",
  image_edit: "이미지 편집",
  speech: "음성 합성",
  transcription: "음성 인식",
  translation: "음성 번역",
  moderation: "유해성 검사",
  rerank: "재정렬",
  pass_through: "직접 전달",
};
