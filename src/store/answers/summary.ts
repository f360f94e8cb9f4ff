/** What is kept in memory of an answer. */

import type { Method } from '../../records/bench/bench.ts';

export interface AnswerSummary {
  modelId: string;
  /**
   * The usable choices; `hashes` holds, turn by turn, the content hash of the answers up to that turn. `unanswered` counts
   * the turns at the end that are recorded as not answered; absent where there are none.
   */
  choices: { index: number; hashes: string[]; unanswered?: number }[];
  /** By which it was had. */
  method: Method;
  questionHash: string | undefined;
  /** Endpoint and model that were asked, where the record says so. */
  sentTo: string | undefined;
  /** The settings that its calls were made with (`textOfSettings`); undefined where the record does not say. */
  askedWith: string | undefined;
  /** How the question was asked (`textOfAsked`); undefined where its bench did not say how, or the record does not. */
  asked: string | undefined;
}
