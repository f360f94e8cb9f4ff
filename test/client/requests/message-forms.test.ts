import { expect, test } from 'vitest';
import { alreadyChanged } from '../../../src/client/parameters.ts';
import { createMessageForms } from '../../../src/client/requests/message-forms.ts';
import type { Message } from '../../../src/providers/provider.ts';

const system: Message = { role: 'system', content: 'Be short.' };
const user: Message = { role: 'user', content: 'A colour?' };
const empty: Message = { role: 'assistant', content: ' ' };

test('messages stay as they are while nothing is refused', () => {
  const messages = [system, user, empty, user];
  expect(createMessageForms().form(messages)).toEqual({ messages, changes: {} });
});

test('a refused system message goes into the first user message, once for all', () => {
  const { form, refuseSystem } = createMessageForms();
  expect(refuseSystem([system, user])).toContain('takes no system message');
  expect(refuseSystem([system, user])).toBe(alreadyChanged);
  expect(refuseSystem([user])).toBeUndefined();
  expect(form([system, user, { role: 'assistant', content: 'Blue.' }, user])).toEqual({
    messages: [
      { role: 'user', content: 'Be short.\n\nA colour?' },
      { role: 'assistant', content: 'Blue.' },
      user,
    ],
    changes: { system_in_user: true },
  });
  expect(form([user])).toEqual({ messages: [user], changes: {} });
});

test('an empty answer that is not taken back is stood for, and the record says by what', () => {
  const { form, refuseEmpty } = createMessageForms();
  expect(refuseEmpty([user])).toBeUndefined();
  expect(refuseEmpty([user, empty, user])).toContain('takes no empty answer back');
  expect(form([user, empty, user])).toEqual({
    messages: [user, { role: 'assistant', content: '(no answer)' }, user],
    changes: { empty_turns_as: '(no answer)' },
  });
});
