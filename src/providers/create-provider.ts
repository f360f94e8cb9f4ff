/** Makes the provider of a target. SDKs are loaded here, on first use, and nowhere else. */

import type { Question } from '../records/question.ts';
import { secretMask } from '../secrets.ts';
import type { ErrorContext } from './errors.ts';
import { readAddress } from './http/address.ts';
import type { Connections } from './http/connection.ts';
import { offlineProvider } from './offline.ts';
import type { OpenAIProviderOptions } from './openai/chat.ts';
import type { Provider, ReadyProvider } from './provider.ts';
import { replayProvider } from './replay.ts';
import type { ModelTarget } from './resolve-model.ts';
import type { Route } from './route/route.ts';

export interface CreateProviderOptions {
  /** True where only cached replies may be used. */
  replay: boolean;
  questions: () => readonly Question[];
  /** Shared by the models of a run; opened for the first that needs them. */
  connections: () => Promise<Connections>;
  now: () => number;
  /** True where nothing is known to be asked: the SDK is then loaded with the first request, if one comes after all. */
  idle?: boolean;
}

export async function createProvider(target: ModelTarget, options: CreateProviderOptions): Promise<Provider> {
  if (target.provider === 'offline') return offlineProvider(target.model, options.questions());
  const name = `${target.endpoint}/${target.model}`;
  if (options.replay) return replayProvider(name);
  const { baseUrl, apiKey, route, context } = connectionOf(target, options.now);
  const load = async () => {
    const connections = await options.connections();
    const shared = { baseUrl, connections, concurrency: target.concurrency, route, context };
    const { ready, ...provider } = await providerOf(target, { ...shared, apiKey });
    await ready(target.model);
    return provider;
  };
  return options.idle ? loadedOnAsk(load) : load();
}

/** Loading an SDK takes as long as all else that a run with nothing to ask does. */
function loadedOnAsk(load: () => Promise<Provider>): Provider {
  let loading: Promise<Provider> | undefined;
  return {
    ask: async (request, options) => {
      loading ??= load();
      return (await loading).ask(request, options);
    },
  };
}

type Shared = Omit<OpenAIProviderOptions, 'azureApiVersion'>;

async function providerOf(target: ModelTarget, shared: Shared): Promise<ReadyProvider> {
  if (target.provider === 'anthropic') {
    const { anthropicProvider } = await import('./anthropic/messages.ts');
    return anthropicProvider({ ...shared, apiKey: shared.apiKey ?? '' });
  }
  const { openaiProvider } = await import('./openai/chat.ts');
  return openaiProvider({ ...shared, azureApiVersion: target.azureApiVersion });
}

/** The key of a target, and what of its address, its headers and its proxy nobody is to see. */
export function secretsOf({ apiKey, baseUrl, route }: ModelTarget): (string | undefined)[] {
  return [apiKey(), ...(baseUrl === undefined ? [] : readAddress(baseUrl).secrets), ...route.secrets()];
}

/** What leads to the service of a target, and what its messages must not repeat. */
export function connectionOf(
  target: ModelTarget,
  now: () => number,
): { baseUrl: string; apiKey: string | undefined; route: Route; context: ErrorContext } {
  const apiKey = target.apiKey();
  const baseUrl = target.baseUrl ?? '';
  return {
    baseUrl,
    apiKey,
    route: target.route,
    context: {
      target: `${target.endpoint}/${target.model}`,
      proxy: target.route.proxy,
      ...(apiKey === undefined ? { missingKey: target.keyEnv } : { keyEnv: target.keyEnv }),
      mask: secretMask(secretsOf(target)),
      reasoningMarks: target.reasoningMarks,
      now,
    },
  };
}
