import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { publicUrl, type ResolveOptions, resolveModel } from '../../src/providers/resolve-model.ts';
import { modelsFileSchema } from '../../src/records/models.ts';

const models = modelsFileSchema.parse({
  endpoints: {
    own: {
      provider: 'openai',
      base_url: 'http://127.0.0.1:9/v1/',
      api_key_env: 'OWN_KEY',
      rpm: 30,
      concurrency: 2,
    },
    open: { provider: 'anthropic', base_url: 'http://127.0.0.1:8' },
  },
  models: {
    short: {
      endpoint: 'own',
      model: 'org/long-name',
      parameters: { top_p: 0.5 },
      price: { input: 1, output: 2 },
    },
    named: { endpoint: 'own', model: 'm', model_id: 'other', rules: { temperature: false } },
  },
});
const env = { OPENAI_API_KEY: 'sk-openai-secret', ANTHROPIC_API_KEY: 'sk-ant-secret', OWN_KEY: 'own-secret' };
const resolve = (spec: string, change: Partial<ResolveOptions> = {}) =>
  resolveModel(spec, { models, env, needsKey: true, ...change });

test('`resolveModel()` takes what stands behind the endpoint for the model and its id', () => {
  expect(resolve('openai/gpt-4.1-mini')).toMatchObject({
    modelId: 'gpt-4.1-mini',
    endpoint: 'openai',
    provider: 'openai',
    baseUrl: 'https://api.openai.com/v1',
    keyEnv: 'OPENAI_API_KEY',
    model: 'gpt-4.1-mini',
  });
  expect(resolve('own/meta-llama/llama-3')).toMatchObject({
    modelId: 'meta-llama/llama-3',
    model: 'meta-llama/llama-3',
  });
  expect(resolve('ollama/llama3.2:3b')).toMatchObject({ model: 'llama3.2:3b', concurrency: 2 });
});

test('`resolveModel()` takes an entry of models.yaml by its name', () => {
  expect(resolve('short')).toMatchObject({
    modelId: 'short',
    endpoint: 'own',
    model: 'org/long-name',
    baseUrl: 'http://127.0.0.1:9/v1',
    parameters: { top_p: 0.5 },
    price: { input: 1, output: 2 },
    concurrency: 2,
    rpm: 30,
  });
  expect(resolve('named')).toMatchObject({ modelId: 'other', rules: { temperature: false } });
});

test('`resolveModel()` lets the command line override file and defaults', () => {
  const change = { modelId: 'mine', baseUrl: 'http://127.0.0.1:7/v1', concurrency: 1, rpm: 2, tpm: 3 };
  expect(resolve('named', change)).toMatchObject(change);
});

test('`resolveModel()` takes the address of an endpoint from its variable', () => {
  const change = {
    env: { ...env, OPENAI_BASE_URL: 'http://127.0.0.1:6/v1', ANTHROPIC_BASE_URL: 'http://127.0.0.1:5' },
  };
  expect(resolve('openai/m', change).baseUrl).toBe('http://127.0.0.1:6/v1');
  expect(resolve('anthropic/m', change).baseUrl).toBe('http://127.0.0.1:5');
  expect(resolve('openai/m', { ...change, baseUrl: 'http://127.0.0.1:4' }).baseUrl).toBe(
    'http://127.0.0.1:4',
  );
});

test('`resolveModel()` names the variable of a missing key, and needs none where nothing is sent', () => {
  expect(() => resolve('openai/m', { env: {} })).toThrow(UserError);
  expect(() => resolve('openai/m', { env: { OPENAI_API_KEY: '' } })).toThrow(
    /^no key for openai\/m: set OPENAI_API_KEY /,
  );
  expect(() => resolve('openai/m', { apiKeyEnv: 'MY_KEY' })).toThrow(/set MY_KEY /);
  expect(resolve('openai/m', { env: {}, needsKey: false }).apiKey()).toBeUndefined();
});

test('`resolveModel()` needs no key for servers of one’s own, unless a variable is named', () => {
  for (const endpoint of ['ollama', 'vllm', 'lmstudio', 'llamacpp', 'open', 'offline']) {
    expect(resolve(`${endpoint}/m`, { env: {} }).apiKey()).toBeUndefined();
  }
  expect(resolve('vllm/m', { env: { VLLM_API_KEY: 'k' } }).apiKey()).toBe('k');
  expect(() => resolve('vllm/m', { env: {}, apiKeyEnv: 'MY_KEY' })).toThrow(/set MY_KEY /);
});

test.each(['sk-with\nbreak', 'sk-with space', '“sk-quoted”', 'sk-żółw'])(
  '`resolveModel()` refuses a key that no header takes, and does not show it',
  (key) => {
    const resolving = () => resolve('openai/m', { env: { OPENAI_API_KEY: key } });
    expect(resolving).toThrow(UserError);
    expect(resolving).toThrow(/^the key in OPENAI_API_KEY holds /);
    expect(resolving).not.toThrow(/sk-/);
  },
);

test('a target shows no key, however it is printed or written', () => {
  const target = resolve('openai/m');
  expect(target.apiKey()).toBe('sk-openai-secret');
  expect(JSON.stringify(target) + inspect(target, { depth: 9, showHidden: true })).not.toContain(
    'sk-openai-secret',
  );
});

test.each(['gpt-4.1', 'nowhere/m', 'constructor/m', '__proto__', '/m', ''])(
  '`resolveModel()` names the unknown model %j, the endpoints and the entries',
  (spec) => {
    expect(() => resolve(spec)).toThrow(UserError);
    expect(() => resolve(spec)).toThrow(
      /^unknown model ".*": .* openai, anthropic, .*own, open.* \(short, named\)$/,
    );
  },
);

test('`resolveModel()` names a model without a name', () => {
  expect(() => resolve('openai/')).toThrow(
    'the model "openai/" has no name behind the endpoint: write openai/<model>',
  );
});

test.each(['127.0.0.1:8000/v1', 'ftp://a.example', 'http://', 'http://user:pass word@'])(
  '`resolveModel()` refuses the address %j',
  (baseUrl) => {
    expect(() => resolve('openai/m', { baseUrl })).toThrow(/the endpoint "openai" is no http\(s\) URL$/);
  },
);

test('`resolveModel()` asks for the address of an endpoint that has none', () => {
  expect(() => resolve('azure/m', { env: { AZURE_OPENAI_API_KEY: 'k' } })).toThrow(
    'no address for the endpoint "azure": set AZURE_OPENAI_ENDPOINT or give --base-url',
  );
});

test('`publicUrl()` shows an address without user, password, query and fragment', () => {
  expect(publicUrl('https://user:secret@a.example:8443/v1/?key=secret#secret')).toBe(
    'https://a.example:8443/v1',
  );
});
