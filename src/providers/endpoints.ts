/** The endpoints that need no configuration: address, key variable, and limits that fit the service. */

import type { ProviderName } from '../records/models.ts';

export interface BuiltInEndpoint {
  provider: ProviderName;
  baseUrl?: string;
  /** Variable that overrides the address. */
  baseUrlEnv?: string;
  keyEnv?: string;
  /** Whether the key may be absent, as on servers of one's own. */
  keyOptional?: true;
  /** Calls at a time unless told otherwise. */
  concurrency: number;
}

const remote = { provider: 'openai', concurrency: 16 } as const;
const local = { provider: 'openai', keyOptional: true } as const;

export const builtInEndpoints: Readonly<Record<string, BuiltInEndpoint>> = {
  openai: {
    ...remote,
    baseUrl: 'https://api.openai.com/v1',
    baseUrlEnv: 'OPENAI_BASE_URL',
    keyEnv: 'OPENAI_API_KEY',
  },
  anthropic: {
    provider: 'anthropic',
    baseUrl: 'https://api.anthropic.com',
    baseUrlEnv: 'ANTHROPIC_BASE_URL',
    keyEnv: 'ANTHROPIC_API_KEY',
    concurrency: 16,
  },
  azure: {
    provider: 'azure',
    baseUrlEnv: 'AZURE_OPENAI_ENDPOINT',
    keyEnv: 'AZURE_OPENAI_API_KEY',
    concurrency: 16,
  },
  openrouter: { ...remote, baseUrl: 'https://openrouter.ai/api/v1', keyEnv: 'OPENROUTER_API_KEY' },
  gemini: {
    ...remote,
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
    keyEnv: 'GEMINI_API_KEY',
  },
  ollama: { ...local, baseUrl: 'http://127.0.0.1:11434/v1', keyEnv: 'OLLAMA_API_KEY', concurrency: 2 },
  vllm: { ...local, baseUrl: 'http://127.0.0.1:8000/v1', keyEnv: 'VLLM_API_KEY', concurrency: 64 },
  lmstudio: { ...local, baseUrl: 'http://127.0.0.1:1234/v1', keyEnv: 'LMSTUDIO_API_KEY', concurrency: 2 },
  llamacpp: { ...local, baseUrl: 'http://127.0.0.1:8080/v1', keyEnv: 'LLAMACPP_API_KEY', concurrency: 2 },
  offline: { provider: 'offline', concurrency: 8 },
};
