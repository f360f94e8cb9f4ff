/** What a report page is given: figures at once, texts question by question, from wherever they lie. */

import type { PairJson } from '../pairwise/output.ts';
import type { BoardJson } from '../render/json.ts';

/** Everything but the texts. What cannot be computed is null. */
export interface Overview {
  bench: string;
  title: string;
  demo: boolean;
  /** Of mt-judge. */
  version: string;
  /** Seconds since 1970 of the first and the last judgment; null where no record tells. */
  judged: [first: number, last: number] | null;
  /** What `show-results --by judge --health --format json` prints. */
  single: BoardJson | null;
  /** What `show-results --mode pairwise-all --format json` prints, or pairwise-baseline. */
  pairwise: PairJson | null;
  /** Who has met whom, by the matches that count. */
  meetings: Meeting[];
  questions: QuestionEntry[];
  /** Best first; the columns below name models, judges and questions by their place here. */
  models: string[];
  judges: string[];
  scores: ScoreColumns;
  games: GameColumns;
  /** The lines that show-results prints below its tables. */
  notes: { single: string[]; pairwise: string[] };
  /** The places of the questions that come with their texts, in ascending order; absent where all do. */
  withTexts?: number[];
}

export interface QuestionEntry {
  key: string;
  id: number | string;
  /** Null for a question that the bench does not have any more. */
  category: string | null;
  /** How many; 0 where the question is not available. */
  turns: number;
  /** The beginning of the first turn. */
  opening: string;
}

/** Wins, losses and ties of `model` against `opponent`: each two models once. */
export interface Meeting {
  model: string;
  opponent: string;
  win: number;
  loss: number;
  tie: number;
}

/** One place a row of the judgments files, the superseded ones included. */
export interface ScoreColumns {
  model: number[];
  question: number[];
  judge: number[];
  turn: number[];
  choice: number[];
  repeat: number[];
  /** −1 where unparsed. */
  score: number[];
  /** Bits of `flagNames`. */
  flags: number[];
}

/** One place a pair judgment, or a vote on a known question. */
export interface GameColumns {
  model_1: number[];
  model_2: number[];
  question: number[];
  /** −1 for a voter whom nobody names. */
  judge: number[];
  /** 0 where the vote is on a whole conversation. */
  turn: number[];
  choice: number[];
  repeat: number[];
  /** Places in `winnerNames`. */
  first: number[];
  /** The same for the second game; −1 for a vote. */
  second: number[];
  flags: number[];
}

/** All that was said about one question. */
export interface QuestionTexts {
  key: string;
  turns: string[];
  /** Data URLs of the pictures of each turn; absent where there are none. */
  pictures?: string[][];
  /** One per turn; null where the question has none. */
  reference: string[] | null;
  answers: AnswerTexts[];
  scores: ScoreTexts[];
  games: GameTexts[];
  /** True where a page goes without the texts, to stay of a size that opens. */
  omitted?: true;
}

export interface AnswerTexts {
  model: string;
  choice: number;
  turns: TurnText[];
}

/** An answer to one turn. FastChat's records know its text only. */
export interface TurnText {
  text: string;
  reasoning?: string;
  finish_reason?: string;
  usage?: TokenUsage;
  latency_ms?: number;
  /** The model that the service says has answered. */
  reported?: string;
}

export interface TokenUsage {
  input_tokens: number;
  output_tokens: number;
  cached_input_tokens?: number | undefined;
  reasoning_tokens?: number | undefined;
}

export interface ScoreTexts {
  model: string;
  judge: string;
  /** The name of the judge prompt. */
  prompt: string;
  turn: number;
  choice: number;
  repeat: number;
  /** −1 where unparsed. */
  score: number;
  /** The judge's whole reply. */
  reply: string;
  unparsed?: string;
  /** What a grader read out of the answer, where that stands in it, and what it compared that with. */
  extracted?: string;
  at?: [start: number, end: number];
  target?: string;
  usage?: TokenUsage;
  flags: number;
}

export interface GameTexts {
  model_1: string;
  model_2: string;
  /** Null for a voter whom nobody names. */
  judge: string | null;
  turn: number;
  choice: number;
  repeat: number;
  /** Names of `winnerNames`: two games, or the one vote. */
  winners: string[];
  /** One per game; none for a vote. */
  replies: string[];
  /** Why a game has no winner, one per game. */
  unparsed: (string | null)[];
  flags: number;
}

/** Where a page gets its data from: the file that it is itself, or a server that follows a run. */
export interface Source {
  overview(): Promise<Overview>;
  /** Of the question at this place of `overview().questions`. */
  texts(question: number): Promise<QuestionTexts>;
  /** Calls the listener whenever the overview has changed; gives a way to stop that. */
  onChange?(listener: () => void): () => void;
  /** Questions in whose texts the words stand, as they are found. Without it the page looks through `texts` itself. */
  search?(words: string, signal: AbortSignal): AsyncIterable<SearchHit>;
}

export interface SearchHit {
  question: number;
  /** Where: `question`, `reference`, or a model's or a judge's name. */
  where: string;
  /** Some words around the find. */
  excerpt: string;
}
