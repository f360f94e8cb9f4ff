/** From a model on the command line to everything that is needed to ask it. */

import { UserError } from '../errors.ts';
import type { Endpoint, ModelEntry, ModelsFile, Price, ProviderName } from '../records/models.ts';
import { type BuiltInEndpoint, builtInEndpoints } from './endpoints.ts';
import { type Rules, rulesFor } from './model-rules.ts';
import type { ReasoningMarks } from './reasoning/split.ts';
import { checkBase } from './route/address-hint.ts';
import { type CertificateFiles, type RouteSettings, resolveRoute } from './route/resolve-route.ts';
import type { Certificates, Route } from './route/route.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface ModelTarget {
  /** Names the model in answers, judgments and files. */
  modelId: string;
  endpoint: string;
  provider: ProviderName;
  baseUrl: string | undefined;
  keyEnv: string | undefined;
  /** A function; no key gets into anything that is printed or written. */
  apiKey: () => string | undefined;
  azureApiVersion: string | undefined;
  /** Extra headers, proxy, certificates. */
  route: Route;
  model: string;
  systemPrompt: string | undefined;
  /** Marks of its reasoning, besides those of the known families. */
  reasoningMarks?: readonly ReasoningMarks[] | undefined;
  parameters: Readonly<Record<string, unknown>>;
  rules: Rules;
  /** Whether it takes images; services are taken to. */
  images?: boolean | undefined;
  price: Price | undefined;
  concurrency: number;
  rpm: number | undefined;
  tpm: number | undefined;
}

export interface ResolveOptions {
  models: ModelsFile;
  env: Environment;
  modelId?: string | undefined;
  baseUrl?: string | undefined;
  apiKeyEnv?: string | undefined;
  concurrency?: number | undefined;
  rpm?: number | undefined;
  tpm?: number | undefined;
  /** What may be named besides models, for messages. */
  orElse?: string | undefined;
  /** False where nothing is sent (`--replay`, `--dry-run`): then a key may be missing. */
  needsKey: boolean;
  /** Reads the certificates of an endpoint; a UserError names a file that is none. */
  readCertificates?: ((files: CertificateFiles, name: string) => Certificates) | undefined;
}

/**
 * Resolves `<endpoint>/<model>` or the name of an entry in models.yaml. An unknown endpoint or entry and a missing
 * key are UserErrors that name it.
 */
export function resolveModel(spec: string, options: ResolveOptions): ModelTarget {
  const entry = findEntry(spec, options.models);
  const slash = spec.indexOf('/');
  const endpointName = entry?.endpoint ?? (slash > 0 ? spec.slice(0, slash) : '');
  const model = entry?.model ?? spec.slice(slash + 1);
  const endpoint = findEndpoint(endpointName, spec, options);
  if (model === '')
    throw new UserError(`the model "${spec}" has no name behind the endpoint: write ${endpointName}/<model>`);
  const keyEnv = checkedKeyEnv(options.apiKeyEnv) ?? endpoint.keyEnv;
  const key = keyEnv === undefined ? undefined : options.env[keyEnv] || undefined;
  const keyOptional = endpoint.keyOptional === true && options.apiKeyEnv === undefined;
  if (options.needsKey) checkKey(key, { spec, keyEnv, isOptional: keyOptional });
  const baseUrl = checkBaseUrl(endpoint, endpointName, options);
  const { env, needsKey: needed, readCertificates } = options;
  return {
    modelId: options.modelId ?? entry?.model_id ?? (entry ? spec : model),
    endpoint: endpointName,
    provider: endpoint.provider,
    baseUrl,
    keyEnv,
    apiKey: () => key,
    azureApiVersion:
      endpoint.provider === 'azure' ? (options.env.OPENAI_API_VERSION ?? '2024-10-21') : undefined,
    route: resolveRoute(endpoint, { name: endpointName, baseUrl, env, needed, readCertificates }),
    model,
    systemPrompt: entry?.system_prompt,
    reasoningMarks: entry?.reasoning_marks,
    parameters: entry?.parameters ?? {},
    rules: rulesFor(model, endpoint.provider, entry?.rules),
    images: endpoint.provider === 'offline' ? false : entry?.images,
    price: entry?.price,
    concurrency: options.concurrency ?? endpoint.concurrency,
    rpm: options.rpm ?? endpoint.rpm,
    tpm: options.tpm ?? endpoint.tpm,
  };
}

/** An entry by its name, or by the id that it gives its model where no other gives the same. */
function findEntry(spec: string, { models }: ModelsFile): ModelEntry | undefined {
  if (Object.hasOwn(models, spec)) return models[spec];
  const named = Object.values(models).filter(({ model_id }) => model_id === spec);
  return named.length === 1 ? named[0] : undefined;
}

function checkKey(
  key: string | undefined,
  { spec, keyEnv, isOptional }: { spec: string; keyEnv: string | undefined; isOptional: boolean },
): void {
  if (keyEnv !== undefined && key === undefined && !isOptional) {
    throw new UserError(
      `no key for ${spec}: set ${shownName(keyEnv)} in the environment or in .env (or name another variable with --api-key-env)`,
    );
  }
  if (key !== undefined && /[^\x21-\x7e]/.test(key)) {
    throw new UserError(
      `the key in ${keyEnv} holds a space, a line break or another character that no header takes: set it again`,
    );
  }
}

/** A key that was pasted in place of the variable's name must not be shown. */
function checkedKeyEnv(name: string | undefined): string | undefined {
  if (name === undefined || /^[A-Z_][A-Z0-9_]{0,47}$/i.test(name)) return name;
  throw new UserError(
    '--api-key-env takes the name of a variable, such as OPENAI_API_KEY, not a key (what was given is not shown)',
  );
}

/** A name that does not look like one may be a key. */
function shownName(keyEnv: string): string {
  return /^[A-Z][A-Z0-9_]{0,39}$/.test(keyEnv)
    ? keyEnv
    : 'the variable of --api-key-env (not shown: is it a key?)';
}

interface KnownEndpoint extends BuiltInEndpoint, RouteSettings {
  rpm?: number | undefined;
  tpm?: number | undefined;
}

function findEndpoint(
  name: string,
  spec: string,
  { models, orElse = '' }: Pick<ResolveOptions, 'models' | 'orElse'>,
): KnownEndpoint {
  const own = Object.hasOwn(models.endpoints, name) ? models.endpoints[name] : undefined;
  if (own && Object.hasOwn(builtInEndpoints, name)) {
    throw new UserError(`models.yaml redefines the built-in endpoint "${name}": give yours another name`);
  }
  if (own) return fromFile(own);
  const builtIn = Object.hasOwn(builtInEndpoints, name) ? builtInEndpoints[name] : undefined;
  if (builtIn) return builtIn;
  const endpoints = [...Object.keys(builtInEndpoints), ...Object.keys(models.endpoints)].join(', ');
  const entries = Object.keys(models.models);
  const named = entries.length > 0 ? `, or an entry of models.yaml (${entries.join(', ')})` : '';
  throw new UserError(
    `unknown model "${spec}": write <endpoint>/<model> with an endpoint of ${endpoints}${named}${orElse}`,
  );
}

function fromFile(own: Endpoint): KnownEndpoint {
  return {
    provider: own.provider,
    baseUrl: own.base_url,
    ...(own.api_key_env === undefined ? {} : { keyEnv: own.api_key_env }),
    headers: own.headers,
    clientCert: own.client_cert,
    clientKey: own.client_key,
    caCert: own.ca_cert,
    concurrency: own.concurrency ?? 16,
    rpm: own.rpm,
    tpm: own.tpm,
  };
}

function checkBaseUrl(endpoint: BuiltInEndpoint, name: string, options: ResolveOptions): string | undefined {
  if (endpoint.provider === 'offline') return undefined;
  const fromEnv = endpoint.baseUrlEnv ? options.env[endpoint.baseUrlEnv] || undefined : undefined;
  const url = options.baseUrl ?? fromEnv ?? endpoint.baseUrl;
  if (url === undefined) {
    throw new UserError(
      `no address for the endpoint "${name}": set ${endpoint.baseUrlEnv} or give --base-url`,
    );
  }
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
    const shown = url.replace(/[^/]*@/, '').replace(/[?#].*$/s, '?…');
    throw new UserError(`the address "${shown}" of the endpoint "${name}" is no http(s) URL`);
  }
  checkBase(publicUrl(url), { name, provider: endpoint.provider });
  return url.replace(/\/+$/, '');
}

/** An address fit for a record: without user name, password, query and fragment, where secrets may stand. */
export function publicUrl(url: string): string {
  // Nothing to take off: it is asked for every call.
  if (/^https?:\/\/[a-z0-9.-]+(?:\/[\w-]+)*$/.test(url)) return url;
  const parsed = new URL(url);
  return `${parsed.origin}${parsed.pathname}`.replace(/\/+$/, '');
}
