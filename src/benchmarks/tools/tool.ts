/** What another evaluation tool is to the import: its name, and how its files become questions, answers and judgments. */

import type { Answer } from '../../records/answer.ts';
import type { Bench } from '../../records/bench/bench.ts';
import type { SingleJudgment } from '../../records/judgment.ts';
import type { PairJudgment } from '../../records/pair-judgment.ts';
import type { Question } from '../../records/question.ts';

export interface ToolSettings {
  /** A file or folder of the user's. */
  path: string;
  /** Name of the bench here; by default the reader's choice. */
  bench: string | undefined;
  /** The model's id, where the files do not name it or it is to have another. */
  modelId: string | undefined;
  /** The judge of mapped scores that name none. */
  judge: string | undefined;
  /** Of mapped scores: the lowest and the highest. */
  scale: [number, number] | undefined;
  /** Of `import csv` and `import jsonl`: `question=prompt,answer=output`. */
  map: string | undefined;
}

export interface ToolBench {
  name: string;
  /** How it is asked; absent where nothing is known. */
  bench?: Bench;
  questions: Question[];
  answers: Answer[];
  judgments: SingleJudgment[];
  pairs?: PairJudgment[];
}

export interface ToolReading {
  benches: ToolBench[];
  /** What is not carried over, and why, one line each. */
  notes: string[];
}

export type ReadTool = (settings: ToolSettings) => Promise<ToolReading>;
