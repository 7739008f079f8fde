/** Prices of a deployment: they stand in `litellm_params` or `model_info` and go before the price map's. */
import type { KeyDoc, KeyDocs, KeyUnit } from "./key-doc.ts";

function price(what: string, korean: string, unit: KeyUnit): KeyDoc {
  return {
    en: `Price of ${what}, instead of the one in the price map.`,
    ko: `${korean} 가격입니다. 가격표의 값보다 우선합니다.`,
    unit,
  };
}

export const priceDocs: KeyDocs = {
  input_cost_per_token: price("a prompt token", "프롬프트 토큰 하나의", "usd_per_token"),
  output_cost_per_token: price("a completion token", "생성 토큰 하나의", "usd_per_token"),
  input_cost_per_second: price("a second of input", "입력 1초의", "usd_per_second"),
  output_cost_per_second: price("a second of output", "출력 1초의", "usd_per_second"),
  cache_read_input_token_cost: price(
    "a prompt token read from the provider's cache",
    "제공자 캐시에서 읽은 프롬프트 토큰 하나의",
    "usd_per_token",
  ),
  cache_creation_input_token_cost: price(
    "a prompt token written to the provider's cache",
    "제공자 캐시에 쓴 프롬프트 토큰 하나의",
    "usd_per_token",
  ),
  cache_creation_input_token_cost_above_1hr: price(
    "a prompt token written to the provider's cache for an hour",
    "제공자 캐시에 1시간 동안 쓴 프롬프트 토큰 하나의",
    "usd_per_token",
  ),
  output_cost_per_reasoning_token: price("a reasoning token", "추론 토큰 하나의", "usd_per_token"),
  input_cost_per_character: price("a character of input", "입력 글자 하나의", "usd_per_character"),
  output_cost_per_character: price("a character of output", "출력 글자 하나의", "usd_per_character"),
  input_cost_per_image: price("an image of the input", "입력 이미지 한 장의", "usd_per_image"),
  output_cost_per_image: price("an image that is made", "생성한 이미지 한 장의", "usd_per_image"),
  input_cost_per_query: price("a query, as rerankers bill", "질의 한 건(리랭커의 과금 단위)의", "usd_per_query"),
  input_cost_per_request: price("a request, whatever its size", "크기와 상관없이 요청 한 건의", "usd_per_request"),
  input_cost_per_audio_token: price("an audio token of the input", "입력 오디오 토큰 하나의", "usd_per_token"),
  output_cost_per_audio_token: price("an audio token of the output", "출력 오디오 토큰 하나의", "usd_per_token"),
  input_cost_per_image_token: price("an image token of the input", "입력 이미지 토큰 하나의", "usd_per_token"),
  output_cost_per_image_token: price("an image token of the output", "출력 이미지 토큰 하나의", "usd_per_token"),
};
