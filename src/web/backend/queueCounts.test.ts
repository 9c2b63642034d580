import { expect, it, vi } from 'vitest';
import { createQueueSource } from './queueCounts.ts';

const counts = { waiting: 2, longestWaitSeconds: 75, agentsAvailable: 1 };

it.each([
  ['numbers', Response.json(counts), counts],
  ['a negative number', Response.json({ ...counts, waiting: -1 }), null],
  ['no JSON', new Response('<html>'), null],
  ['an error', Response.json(counts, { status: 500 }), null],
])(
  'reads %s of the server application, which gets neither a token nor a cookie',
  async (_what, response, answer) => {
    const request = vi.fn<typeof fetch>(async () => response);
    vi.stubGlobal('fetch', request);
    expect(await createQueueSource('/queue')()).toEqual(answer);
    const [, options] = request.mock.calls[0] ?? [];
    expect(options).toMatchObject({ credentials: 'omit' });
    expect(options).not.toHaveProperty('headers');
  },
);
