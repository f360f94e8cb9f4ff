/** `models.yaml`: endpoints, models, prices and parameters, without keys. */

import { z } from 'zod';

export const providerNames = ['openai', 'azure', 'anthropic', 'offline'] as const;

const environmentName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'the name of an environment variable');

/** What a model may be sent, where it differs from the built-in rule of its family. */
const modelRulesSchema = z.strictObject({
  /** False for models that refuse any temperature. */
  temperature: z.boolean().optional(),
  max_tokens_field: z.enum(['max_tokens', 'max_completion_tokens']).optional(),
});

/** US dollars per million tokens. */
const tokenPricesSchema = z.strictObject({
  input: z.number().nonnegative(),
  output: z.number().nonnegative(),
  /** Input that the service has found in its prompt cache; without it, as `input`. */
  cached_input: z.number().nonnegative().optional(),
  /** Input that the service writes to its prompt cache; without it, as `input`. */
  cache_write: z.number().nonnegative().optional(),
});

const priceSchema = tokenPricesSchema.extend({
  /** Through a batch API; without it, the prices above are counted there too. */
  batch: tokenPricesSchema.optional(),
});

/** What the connection itself is made of, or what mt-judge sets by what it sends. */
const reservedHeaders =
  /^(?:host|connection|content-length|content-type|transfer-encoding|expect|upgrade|te|trailer|proxy-authorization)$/i;

/** Headers besides the service's own, as gateways want them; `${NAME}` in a value is a variable of the environment. */
const headersSchema = z.record(
  z
    .string()
    .regex(/^[\w!#$%&'*+.^`|~-]+$/, 'no header may be called so')
    .refine((name) => !reservedHeaders.test(name), 'mt-judge sets this header itself'),
  z.string().regex(/^[\x20-\x7e]*$/, 'must be one line of ASCII characters'),
);

const endpointSchema = z
  .strictObject({
    provider: z.enum(['openai', 'azure', 'anthropic']),
    base_url: z.url(),
    api_key_env: environmentName.optional(),
    headers: headersSchema.optional(),
    /** PEM files, from the folder of models.yaml on: what the server is shown, and the authority that vouches for it. */
    client_cert: z.string().min(1).optional(),
    client_key: z.string().min(1).optional(),
    ca_cert: z.string().min(1).optional(),
    concurrency: z.int().positive().max(65_535).optional(),
    rpm: z.number().positive().optional(),
    tpm: z.number().positive().optional(),
  })
  .refine(({ client_cert, client_key }) => client_key === undefined || client_cert !== undefined, {
    message: 'client_key goes with client_cert',
    path: ['client_key'],
  });

/** What a request is made of; a parameter of that name would be recorded as sent and never be. */
const reservedParameters = ['model', 'messages', 'system', 'stream', 'n'];

const parametersSchema = z
  .looseObject({
    temperature: z.number().min(0).max(2).optional(),
    top_p: z.number().min(0).max(1).optional(),
    max_tokens: z.int().positive().optional(),
    max_completion_tokens: z.int().positive().optional(),
  })
  .catchall(z.json())
  .superRefine((parameters, context) => {
    for (const name of reservedParameters) {
      if (!(name in parameters)) continue;
      const message = `"${name}" is set by mt-judge itself and cannot be a parameter`;
      context.addIssue({ code: 'custom', message, path: [name] });
    }
  });

/** White space around a mark would keep it from being found. */
const mark = z.string().regex(/^\S(?:.*\S)?$/s, 'a mark without white space around it');

export const modelEntrySchema = z.strictObject({
  endpoint: z.string().min(1),
  model: z.string().min(1),
  model_id: z.string().min(1).optional(),
  system_prompt: z.string().min(1).optional(),
  /** Opening and closing marks of its reasoning, where no known family has them. */
  reasoning_marks: z.array(z.tuple([mark, mark])).optional(),
  /** Sent as they are, in addition to what the command line and the bench ask for. */
  parameters: parametersSchema.optional(),
  rules: modelRulesSchema.optional(),
  price: priceSchema.optional(),
  /** False for a model that takes texts alone: a question with an image is refused before the first call. */
  images: z.boolean().optional(),
  /** Of the weights: `compare` puts quantisations of one model in this order. */
  size_gb: z.number().positive().optional(),
});

/** A file of comments alone says nothing, which is fine. */
export const modelsFileSchema = z.preprocess(
  (value) => value ?? {},
  z.strictObject({
    endpoints: z.record(z.string(), endpointSchema).default({}),
    models: z.record(z.string(), modelEntrySchema).default({}),
  }),
);

export type ProviderName = (typeof providerNames)[number];
export type ModelRules = z.infer<typeof modelRulesSchema>;
export type TokenPrices = z.infer<typeof tokenPricesSchema>;
export type Price = z.infer<typeof priceSchema>;
export type Endpoint = z.infer<typeof endpointSchema>;
export type ModelEntry = z.infer<typeof modelEntrySchema>;
export type ModelsFile = z.infer<typeof modelsFileSchema>;
