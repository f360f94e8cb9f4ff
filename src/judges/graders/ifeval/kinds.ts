/**
 * The table of IFEval's 25 kinds of instruction (Zhou et al. 2023, "Instruction-Following Evaluation for Large Language
 * Models", arXiv:2311.07911): what arguments each takes, and what following it means.
 */

import { formatKinds } from './formats.ts';
import { keywordKinds } from './keywords.ts';
import type { Kind } from './kind.ts';
import { lengthKinds } from './lengths.ts';
import { wholeTextKinds } from './whole-texts.ts';

/** By the dataset's `instruction_id`. */
export const ifevalKinds: ReadonlyMap<string, Kind> = new Map<string, Kind>(
  Object.entries({ ...keywordKinds, ...lengthKinds, ...formatKinds, ...wholeTextKinds }),
);
