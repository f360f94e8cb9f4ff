/** Reads the style of the answers that pairwise results are about. */

import { readAnswerTexts } from '../../../store/answers/texts.ts';
import { answersFile } from '../../../store/bench/paths.ts';
import { type Style, type StyleOf, styleOfText } from '../../pairwise/style.ts';

/** The style of every answer of the models, looked up by model, question, choice and turn; no text is kept. */
export async function readStyles(
  models: readonly string[],
  { dataDir, bench }: { dataDir: string; bench: string },
): Promise<StyleOf> {
  const styles = new Map<string, Style>();
  const key = (...place: readonly (string | number | undefined)[]) => JSON.stringify(place);
  for (const model of models) {
    for await (const { question, choice, turn, text } of readAnswerTexts(
      answersFile(dataDir, bench, model),
    )) {
      styles.set(key(model, question, choice, turn), styleOfText(text));
    }
  }
  return (model, { question, choice, turn }) => styles.get(key(model, question, choice, turn));
}
