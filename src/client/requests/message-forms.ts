/** The messages of a request in another form, for services that cannot take what they hold. */

import type { Message } from '../../providers/provider.ts';
import type { SentChanges } from '../../records/calls/call.ts';
import { alreadyChanged } from '../parameters.ts';

/** Stands for an answer that is empty, where a service takes no empty message. */
const emptyTurnText = '(no answer)';

type Messages = readonly Message[];

/** What the run has learnt of the messages that a model's service takes. */
export function createMessageForms() {
  let [foldsSystem, fillsEmpty] = [false, false];
  return {
    form: (wanted: Messages): { messages: Messages; changes: SentChanges } => {
      const folds = foldsSystem && wanted.some(isSystem);
      const fills = fillsEmpty && wanted.some(isEmptyTurn);
      const folded = folds ? systemInUser(wanted) : wanted;
      return {
        messages: fills ? folded.map(filled) : folded,
        changes: {
          ...(folds ? { system_in_user: true as const } : {}),
          ...(fills ? { empty_turns_as: emptyTurnText } : {}),
        },
      };
    },
    /** The service takes no system message. Says what changes, or undefined when none was sent. */
    refuseSystem: (sent: Messages): string | undefined => {
      if (!sent.some(isSystem)) return undefined;
      if (foldsSystem) return alreadyChanged;
      foldsSystem = true;
      return 'takes no system message: putting its text into the first user message';
    },
    /** The same of empty messages of the model. */
    refuseEmpty: (sent: Messages): string | undefined => {
      if (!sent.some(isEmptyTurn)) return undefined;
      if (fillsEmpty) return alreadyChanged;
      fillsEmpty = true;
      return `takes no empty answer back: sending "${emptyTurnText}" instead`;
    },
  };
}

function isSystem({ role }: Message): boolean {
  return role === 'system';
}

function isEmptyTurn({ role, content }: Message): boolean {
  return role === 'assistant' && content.trim() === '';
}

function filled(message: Message): Message {
  return isEmptyTurn(message) ? { ...message, content: emptyTurnText } : message;
}

/** The texts of the system messages before that of the first user message. */
function systemInUser(messages: Messages): Message[] {
  const others = messages.filter((message) => !isSystem(message));
  const first = others.findIndex(({ role }) => role === 'user');
  const texts = messages.filter(isSystem).map(({ content }) => content);
  return others.map((message, index) =>
    index === first ? { ...message, content: [...texts, message.content].join('\n\n') } : message,
  );
}
