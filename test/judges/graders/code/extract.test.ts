/** What is taken of a reply as its code. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { extractCode } from '../../../../src/judges/graders/code/extract.ts';

const f = 'def area(w, h):\n    return w * h';
const codeOf = (reply: string, names = ['area']) => extractCode(reply, names)?.code.trim();

describe('a fenced block', () => {
  test.each(['python', 'py', 'Python3', '', 'text', 'python title="a.py"'])(
    'of the tag %j is read',
    (tag) => {
      expect(codeOf(`Sure:\n\n\`\`\`${tag}\n${f}\n\`\`\`\nIt multiplies.`)).toBe(f);
    },
  );

  test('may be made of tildes, of more backticks, be indented in a list, or never be closed', () => {
    expect(codeOf(`~~~python\n${f}\n~~~`)).toBe(f);
    expect(codeOf(`\`\`\`\`\n${f}\n\`\`\`\`\n`)).toBe(f);
    expect(codeOf(`1. So:\n   \`\`\`py\n   def area(w, h):\n       return w * h\n   \`\`\`\n2. Done`)).toBe(
      f,
    );
    expect(codeOf(`\`\`\`python\n${f}\n`)).toBe(f);
    expect(codeOf('```python def area(w, h): return w * h```')).toBe('def area(w, h): return w * h');
  });

  test('counts that defines the function, the first of them, wherever it stands', () => {
    const wrong = 'def area(w, h):\n    return 0';
    expect(
      codeOf(`\`\`\`sh\npip install x\n\`\`\`\n\`\`\`py\n${f}\n\`\`\`\n\`\`\`py\n${wrong}\n\`\`\``),
    ).toBe(f);
    expect(codeOf(`\`\`\`py\n${wrong}\n\`\`\`\nBetter:\n\`\`\`py\n${f}\n\`\`\``)).toBe(wrong);
    expect(
      codeOf(`Use \`area\`:\n\`\`\`\nprint(area(1, 2))\n\`\`\`\n\`\`\`\narea = lambda w, h: w * h\n\`\`\``),
    ).toBe('area = lambda w, h: w * h');
  });

  test('that holds only a body is a body', () => {
    expect(extractCode('```python\n    return w * h\n```', ['area'])).toMatchObject({
      code: '    return w * h',
      whole: false,
    });
  });

  test('inside the code’s own string is no end of it', () => {
    const code = 'def area(w, h):\n    """Say\n    ~~~\n    so.\n    """\n    return w * h';
    expect(codeOf(`\`\`\`\n${code}\n\`\`\``)).toBe(code);
  });
});

describe('without a fence', () => {
  test('prose around a whole function is left out', () => {
    const helper = 'import math\n\ndef half(x):\n    return x / 2';
    const reply = `Of course! We import math first.\n\n${helper}\n\nWe then use it, don’t we:\n\n${f}\n\nThis returns the area.`;
    expect(codeOf(reply)).toBe(`${helper}\n\n\n${f}`);
  });

  test('a body is read in any indentation, with what follows it', () => {
    expect(codeOf('    return w * h\n')).toBe('return w * h');
    expect(extractCode('\tx = w\n\treturn x * h', ['area'])?.code).toBe('\tx = w\n\treturn x * h');
    const continued = '    return twice(w)\n\ndef twice(x):\n    return 2 * x';
    expect(extractCode(continued, ['area'])).toMatchObject({ code: continued, whole: false });
  });

  test('a body after a line of prose, and before another, is read', () => {
    expect(codeOf('The body is:\n    return w * h\nThat is it.')).toBe('return w * h');
    expect(codeOf('return a * h / 2.0')).toBe('return a * h / 2.0');
    expect(codeOf('return a if a else h')).toBe('return a if a else h');
  });

  test('a continuation may end in a fence, with prose behind it', () => {
    expect(extractCode('    return w * h\n```\nExplanation: it works.', ['area'])).toMatchObject({
      code: '    return w * h\n',
      whole: false,
    });
  });

  test('lines inside strings and brackets are code, whatever they look like', () => {
    const code =
      'def area(w, h):\n    """\nThis is prose, in a string.\n"""\n    return sum([\nw\n  for _ in range(h)])';
    expect(codeOf(code)).toBe(code);
  });

  test('carriage returns and a byte order mark are nothing', () => {
    expect(codeOf(`\uFEFF${f.replaceAll('\n', '\r\n')}`)).toBe(f);
    expect(codeOf(f.replaceAll('\n', '\r'))).toBe(f);
  });

  test.each([
    '',
    '   \n\n',
    'I can’t help with that.',
    'You should return the product of both numbers, for example.',
    'If the list is empty there is nothing to do; import taxes apply.',
    'The answer: w × h',
  ])('no code is found in %j', (reply) => {
    expect(extractCode(reply, ['area'])).toBeUndefined();
  });
});

test('a reply of a model never makes it throw, and what it takes is in the reply', () => {
  const piece = fc.constantFrom(
    '```',
    '```py\n',
    '~~~',
    '\n',
    '    ',
    '\t',
    'def area(',
    '"""',
    "'",
    '(',
    ']',
    '\\',
    '#',
    ':',
    'x = 1',
    'We do',
    '\r',
    '`',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }), (pieces) => {
      const reply = pieces.join('');
      const code = extractCode(reply, ['area'])?.code ?? '';
      const words = new Set(reply.split(/\s+/).flatMap((word) => word.split('`')));
      const own = code.split(/\s+/).flatMap((word) => word.split('`'));
      expect(own.filter((word) => word !== '\uFEFF' && !words.has(word) && !reply.includes(word))).toEqual(
        [],
      );
    }),
  );
});

test('a long reply of one repeated piece is read', () => {
  // Work that grew with the square of the length would not end: 200,000 pieces would be 40,000,000,000 steps.
  for (const unit of [
    '`',
    '```\n',
    ' ',
    '\t',
    '(',
    '"""',
    "'",
    'a.',
    'from ',
    'x,',
    '\\',
    '= ',
    'def area',
    '``` ',
  ]) {
    const long = unit.repeat(200_000);
    expect(() => extractCode(long, ['area'])).not.toThrow();
    expect(() => extractCode(`x${long}y`, ['area'])).not.toThrow();
  }
});
