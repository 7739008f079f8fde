/**
 * Plausible prompts and answers, Korean and English: real words at the head of a long tail of made-up ones, so that an
 * index of them has the shape that an index of real text has.
 */

/** A generator of numbers in [0, 1) that gives the same ones for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface TextMaker {
  /** Sentences of about this many characters in one of the two languages. */
  text(characters: number): string;
}

export function createTextMaker(random: () => number): TextMaker {
  const english = [...headEnglish.split(" "), ...tail(12_000, () => madeUpEnglish(random))];
  const korean = [...headKorean.split(" "), ...tail(8000, () => madeUpKorean(random))];
  const pick = (words: readonly string[]): string => {
    // Zipf-like: the n-th word is met about 1/n as often as the first.
    const rank = Math.floor(Math.exp(random() * Math.log(words.length + 1))) - 1;
    return words[Math.min(rank, words.length - 1)] ?? "";
  };
  const koreanWord = (): string => withParticle(pick(korean), random);
  const sentence = (isKorean: boolean): string => {
    const count = 5 + Math.floor(random() * 12);
    const words = Array.from({ length: count }, () => (isKorean && random() < 0.88 ? koreanWord() : pick(english)));
    if (random() < 0.12)
      words.push(`${pick(english)}_${pick(english)}.${extensions[Math.floor(random() * 5)] ?? "ts"}`);
    if (random() < 0.08) words.push(String(Math.floor(random() * 100_000)));
    return `${words.join(" ")}${isKorean ? (endings[Math.floor(random() * endings.length)] ?? ".") : "."}`;
  };
  return {
    text(characters) {
      const isKorean = random() < 0.5;
      let text = "";
      while (text.length < characters) text += (text === "" ? "" : random() < 0.2 ? "\n" : " ") + sentence(isKorean);
      return text;
    },
  };
}

function tail(count: number, make: () => string): string[] {
  return Array.from({ length: count }, make);
}

function madeUpEnglish(random: () => number): string {
  const parts = 2 + Math.floor(random() * 3);
  let word = "";
  for (let part = 0; part < parts; part++) {
    word += (consonants[Math.floor(random() * consonants.length)] ?? "") + "aeiouy".charAt(Math.floor(random() * 6));
  }
  return word + (random() < 0.5 ? (consonants[Math.floor(random() * consonants.length)] ?? "") : "");
}

function madeUpKorean(random: () => number): string {
  const length = 2 + Math.floor(random() * random() * 3);
  return Array.from({ length }, () => syllables.charAt(Math.floor(random() * syllables.length))).join("");
}

/** A particle comes in two forms: after a closed syllable and after an open one. */
function withParticle(word: string, random: () => number): string {
  const [closed = "", open = ""] = (particles[Math.floor(random() * particles.length)] ?? "").split("/");
  return word + ((word.charCodeAt(word.length - 1) - 0xac00) % 28 > 0 ? closed : open);
}

const syllables =
  "가각간감강개거건검결경계고공과관교구국권규근금급기길나난남내년노논능다단달담당대도독동등라락래량력련로론류리마만말명모목무문물미민" +
  "반발방배법변별보복본부분비사산상색생서선설성세소속수순술시식신실심안양어언업역연열영예오온완외용우운원위유육음의이인일임입자작장재저적전" +
  "절점정제조종주준중증지직진질집차착참책처천청체초총최출취층치친타통투특파판편평포표품풍하학한합해행향현형호화확환활회효후";
const consonants = "b c d f g h j k l m n p r s t v w z ch sh th st tr pl gr".split(" ");
const extensions = ["ts", "py", "yaml", "md", "sql"];
const particles = "/ / 을/를 이/가 은/는 에/에 에서/에서 으로/로 의/의 과/와 도/도 까지/까지 만/만".split(" ");
const endings = ["해 주세요.", "합니다.", "인가요?", "했습니다.", "하는 방법을 알려 주세요.", "되지 않습니다."];
const headEnglish =
  "the to a of and in is for that with this it on as be are you can request error model function return type code " +
  "data file gateway server client stream token response timeout value string list key user message test use when " +
  "from not if but all will which there what how why should index query table column database search filter time " +
  "cost price budget alias route retry fallback provider cache memory thread worker queue write read delete update " +
  "insert build deploy docker config yaml json schema parse encode decode language korean translate summary explain";
const headKorean =
  "요청 오류 모델 함수 코드 데이터 파일 게이트웨이 서버 클라이언트 스트림 토큰 응답 시간 값 문자열 목록 키 사용자 메시지 시험 로그 " +
  "검색 필터 비용 가격 예산 별칭 경로 재시도 대체 제공자 캐시 메모리 스레드 작업 대기열 쓰기 읽기 삭제 수정 배포 설정 번역 요약 설명 " +
  "결제 실패 연결 한도 초과 문서 회의 일정 보고서 분석 결과 그래프 화면 버튼 색상 글자 한국어 영어 문장 단어 질문 답변 예제 버전 환경 변수";
