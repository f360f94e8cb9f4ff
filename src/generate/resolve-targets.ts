/** From the models of a command line or an API call to everything that is needed to ask them. */

import { UserError } from '../errors.ts';
import { refuseLists } from '../listed-values.ts';
import { secretsOf } from '../providers/create-provider.ts';
import { priceList } from '../providers/price-list.ts';
import { type Environment, type ModelTarget, resolveModel } from '../providers/resolve-model.ts';
import type { CertificateFiles } from '../providers/route/resolve-route.ts';
import { readCertificates } from '../store/bench/certificates.ts';
import { loadEnvironment, loadModels, modelsFileOf } from '../store/bench/config-files.ts';
import type { CallSettings, ModelChoice } from './settings.ts';

export interface ResolveSettings {
  dataDir: string;
  /** Instead of the data directory's models.yaml. */
  configFile: string | undefined;
  env: Environment;
  calls: Pick<CallSettings, 'concurrency' | 'rpm' | 'tpm' | 'maxCost'>;
  /** False where nothing is sent: then a key may be missing. */
  needsKey: boolean;
  /** The flag that has named the models, for messages. */
  flag: '--model' | '--judge';
  /** Told the keys and passwords of the models. */
  onSecrets?: ((secrets: readonly (string | undefined)[]) => void) | undefined;
}

/** Resolves every model before anything is opened or sent; a UserError names what is wrong. */
export async function resolveTargets(
  { specs, modelId, baseUrl, apiKeyEnv }: ModelChoice,
  { dataDir, configFile, env, calls, needsKey, flag, onSecrets }: ResolveSettings,
): Promise<ModelTarget[]> {
  const models = await loadModels(dataDir, configFile);
  refuseLists(flag, specs, (spec) => Object.hasOwn(models.models, spec));
  const environment = loadEnvironment(env, dataDir);
  if (modelId !== undefined && specs.length > 1) {
    throw new UserError(
      `--model-id names one model, but ${specs.length} are given: name them in models.yaml instead`,
    );
  }
  const priceOf = priceList(models);
  const { concurrency, rpm, tpm, maxCost } = calls;
  const resolving = {
    models,
    env: environment,
    modelId,
    baseUrl,
    apiKeyEnv,
    concurrency,
    rpm,
    tpm,
    needsKey,
    orElse: flag === '--judge' ? ', or the name of a grader (docs/graders.md)' : '',
    readCertificates: (files: CertificateFiles, endpoint: string) =>
      readCertificates(files, { modelsFile: modelsFileOf(dataDir, configFile), endpoint }),
  };
  const targets = specs.map((spec) => {
    const target = resolveModel(spec, resolving);
    // A price is the model's, by whatever name it is asked for.
    return target.provider === 'offline' || target.price
      ? target
      : { ...target, price: priceOf(target, target.modelId) };
  });
  onSecrets?.(targets.flatMap(secretsOf));
  const unpriced = targets.find(({ price, provider }) => price === undefined && provider !== 'offline');
  if (maxCost !== undefined && unpriced) {
    throw new UserError(
      `--max-cost needs a price for ${unpriced.endpoint}/${unpriced.model}: give models.yaml an entry with endpoint: ${unpriced.endpoint}, model: ${unpriced.model} and price: { input: …, output: … }, in US dollars per million tokens`,
    );
  }
  return targets;
}
