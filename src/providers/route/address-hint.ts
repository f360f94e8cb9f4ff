/** Finds the address that is probably meant, where the one that was given cannot be right. */

import { UserError } from '../../errors.ts';
import type { ProviderName } from '../../records/models.ts';

/** What stands behind the base of each API, and is added by us. */
const added = /\/(?:v1\/messages|messages|chat\/completions|completions|responses|embeddings|models)$/;

/** A base URL in which more stands than a base is a UserError that names the base. `shown` is without secrets. */
export function checkBase(shown: string, { name, provider }: { name: string; provider: ProviderName }): void {
  const { origin, pathname } = new URL(shown);
  const path = pathname.replace(/\/+$/, '');
  const [, deployment] = /\/openai\/deployments\/([^/]+)/.exec(path) ?? [];
  const end = added.exec(path)?.[0];
  const given = `the address ${shown} of the endpoint "${name}"`;
  if (deployment !== undefined && (provider === 'azure' || end !== undefined)) {
    throw new UserError(
      `${given} is that of one deployment: give ${origin} as AZURE_OPENAI_ENDPOINT, and the model azure/${deployment}`,
    );
  }
  if (provider === 'azure' && /\/openai(?:\/v1)?$/.test(path)) {
    const base = origin + path.replace(/\/openai(?:\/v1)?$/, '');
    throw new UserError(`${given} ends in what mt-judge adds itself: give ${base}`);
  }
  if (end === undefined) return;
  throw new UserError(
    `${given} ends in ${end}, which mt-judge adds itself: give ${origin}${path.slice(0, -end.length)}`,
  );
}

/** A service that does not have the model says so in its own words; all else that is not found is the address. */
const ofModel = /model|deployment/i;

/**
 * What a status that means "not here" says of the address that was called, and of the base that is probably meant.
 * Undefined for other statuses, and where the service speaks of the model.
 */
export function addressHint(
  called: string | undefined,
  { status, said }: { status: number; said: string },
): string | undefined {
  if (called === undefined || (status !== 404 && status !== 405) || ofModel.test(said)) return undefined;
  const base = called.replace(/\/chat\/completions$/, '');
  const at = `nothing takes requests at ${called}`;
  // Anthropic's path has its version by itself, and other paths than these are not known.
  if (base === called) return `${at}: is the address (--base-url) right?`;
  if (/\/v\d+\w*(?:\/|$)/.test(new URL(base).pathname)) return `${at}: is the address (--base-url) right?`;
  return `${at}: is it --base-url ${base}/v1 that is meant?`;
}
