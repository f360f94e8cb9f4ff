/** Reads how a bench is asked, from its yaml file and its shots. */

import { UserError } from '../errors.ts';
import { type Asking, createAsking } from '../generate/answers/asking/asking.ts';
import type { AnsweringSettings } from '../generate/settings.ts';
import type { Question } from '../records/question.ts';
import { benchFile, loadBench, loadShots, shotsFile } from '../store/bench/bench-file.ts';

interface AskingSettings {
  place: { dataDir: string; bench: string };
  answering: AnsweringSettings;
  /** True in a batch run. */
  batch: boolean;
}

/** Undefined for a bench that does not say. Everything that is wrong with it is a UserError, before anything is sent. */
export async function readAsking(
  questions: readonly Question[],
  { place: { dataDir, bench: name }, answering, batch }: AskingSettings,
): Promise<Asking | undefined> {
  const { method } = answering;
  if (batch && method !== undefined && method !== 'generate') {
    throw new UserError(`--method ${method} needs a request of its own for each question: leave out --batch`);
  }
  const bench = await loadBench(dataDir, name);
  const [file, ofShots] = [await benchFile(dataDir, name), await shotsFile(dataDir, name)];
  const shots = bench ? await loadShots(dataDir, name) : [];
  return createAsking({ bench, file, shotsFile: ofShots, shots, questions }, answering);
}
