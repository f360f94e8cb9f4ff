/** Requests to one model in the form that its service takes: what it cannot take is made otherwise for the rest of the run. */

import type { ProviderError } from '../../errors.ts';
import type { Message } from '../../providers/provider.ts';
import type { ModelTarget } from '../../providers/resolve-model.ts';
import type { SentChanges } from '../../records/calls/call.ts';
import { alreadyChanged, createParameters, type Wanted } from '../parameters.ts';
import { createMessageForms } from './message-forms.ts';
import { type AskedFor, createReplyLimits } from './reply-limits.ts';

/** A request as it goes to the service. */
interface Formed {
  messages: readonly Message[];
  parameters: Record<string, unknown>;
  /** How it differs from what was wanted, for the record. */
  changes: SentChanges;
}

export interface Requests {
  wanted: (asked: Wanted) => Record<string, unknown>;
  form: (asked: AskedFor) => Formed;
  /**
   * Notes what the service says of a request. Says what changes for the run ("refuses temperature: leaving it out"),
   * `alreadyChanged` where the request needs only to be sent again, or undefined where nothing is left to change.
   */
  adapt: (error: ProviderError, formed: Formed, asked: AskedFor) => string | undefined;
  /** The error of a request that cannot be made otherwise: it names the setting that is in the way. */
  explain: (error: ProviderError, asked: AskedFor) => ProviderError;
}

export function createRequests(target: Pick<ModelTarget, 'rules' | 'parameters'>): Requests {
  const parameters = createParameters(target);
  const forms = createMessageForms();
  const limits = createReplyLimits(parameters);
  return {
    wanted: parameters.wanted,
    form: (asked) => {
      const { messages, changes } = forms.form(asked.messages);
      const cap = limits.capOf(asked);
      return {
        messages,
        parameters: parameters.accepted(asked, cap),
        changes: { ...parameters.changes(asked, cap), ...changes },
      };
    },
    adapt: ({ parameter, rejection }, sent, asked) => {
      if (parameter !== undefined) return refusal(parameter, parameters.refuse(parameter, sent.parameters));
      if (rejection?.what === 'system role') return forms.refuseSystem(sent.messages);
      if (rejection?.what === 'empty turn') return forms.refuseEmpty(sent.messages);
      if (rejection?.what === 'temperature 0')
        return refusal('a temperature of 0', parameters.refuseZero(sent.parameters));
      return rejection?.what === 'context' ? limits.adjust(rejection, sent.parameters, asked) : undefined;
    },
    explain: (error, asked) => {
      const { rejection } = error;
      return rejection?.what === 'context' ? limits.explain(error, rejection, asked) : error;
    },
  };
}

function refusal(what: string, change: string | undefined): string | undefined {
  return change === undefined || change === alreadyChanged ? change : `refuses ${what}: ${change}`;
}
