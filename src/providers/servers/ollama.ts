/**
 * Ollama: `GET /api/version`, `GET /api/tags` (digest, size, `details.quantization_level`), `GET /api/ps` (`context_length` of
 * what is loaded), as its API page documents them.
 */

import { countOrNone, type Fields, fieldsOf, textOrNone } from '../fields.ts';
import type { DescribeServer, ServedModel } from './server.ts';

export const describeOllama: DescribeServer = async ({ get }, listed) => {
  const [version, tags, loaded] = await Promise.all([get('/api/version'), get('/api/tags'), get('/api/ps')]);
  const tagged = modelsIn(tags);
  const running = modelsIn(loaded);
  const models = tagged.length > 0 ? tagged.map(({ name }) => name) : listed.map(({ id }) => id);
  return {
    version: textOrNone(version.version),
    models: models.map((name): ServedModel => {
      const tag = tagged.find((each) => each.name === name) ?? {};
      const details = fieldsOf(tag.details);
      return {
        id: String(name),
        context: countOrNone(running.find((each) => each.name === name)?.context_length),
        quantization: textOrNone(details.quantization_level),
        digest: textOrNone(tag.digest),
        size: countOrNone(tag.size),
      };
    }),
  };
};

function modelsIn({ models }: Fields): Fields[] {
  return Array.isArray(models) ? models.map(fieldsOf) : [];
}
