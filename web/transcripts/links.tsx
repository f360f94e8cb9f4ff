/** Ways from a name to what was said by it or of it. */

import { type Address, formatAddress, start } from '../state/address.ts';
import { usePage } from '../state/page-context.ts';
import { Plain } from '../text/plain.tsx';

/** To a model's answers, the lowest rated first. */
export function ModelLink({ model }: { model: string }) {
  const href = formatAddress({ ...start, page: 'transcripts', list: 'lowest', model });
  return (
    <a class="name" href={href}>
      <Plain text={model} />
    </a>
  );
}

/** To a question, with these models on it; the filters stay as they are. */
export function useQuestionHref(): (question: number, change?: Partial<Address>) => string {
  const { overview, address } = usePage();
  return (question, change = {}) =>
    formatAddress({
      ...address,
      left: '',
      right: '',
      page: 'question',
      question: overview.questions[question]?.key ?? '',
      ...change,
    });
}
