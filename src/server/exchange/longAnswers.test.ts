import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTestService, type TestService } from '../fixtures/service.ts';

let testService: TestService;
beforeAll(async () => {
  testService = await startTestService();
});
afterAll(() => testService.close());

/** Lets ACS answer with a body that never ends. @returns what has happened so far */
function answerEndlessly(chunk: Buffer, pauseMs: number): { sentBytes: number; isClosed: boolean } {
  const state = { sentBytes: 0, isClosed: false };
  testService.acs.answer = (_request, response) => {
    response.on('close', () => (state.isClosed = true));
    response.writeHead(200, { 'content-type': 'application/json' });
    const sendChunk = () => {
      if (response.destroyed) return;
      state.sentBytes += chunk.length;
      response.write(chunk, () => setTimeout(sendChunk, pauseMs));
    };
    sendChunk();
  };
  return state;
}

test('the service stops reading an answer of ACS that is far longer than a token', async () => {
  const acs = answerEndlessly(Buffer.alloc(65_536, ' '), 0);
  const response = await testService.exchange({ body: '{"teamsUserAadToken":"long"}' });
  expect([response.status, await response.json()]).toMatchObject([
    502,
    { error: { code: 'acs_answer_invalid' } },
  ]);
  await vi.waitFor(() => expect(acs.isClosed).toBe(true), 2_000);
  // The limit is 64 KiB. The buffers of the sockets may contain a few MB more.
  expect(acs.sentBytes).toBeLessThan(20_000_000);
});

test(
  'the service ends the connection to ACS when an answer does not end in time',
  { timeout: 15_000 },
  async () => {
    const acs = answerEndlessly(Buffer.from(' '), 100);
    const response = await testService.exchange({ body: '{"teamsUserAadToken":"slow"}' });
    expect([response.status, await response.json()]).toMatchObject([503, { error: { code: 'acs_timeout' } }]);
    await vi.waitFor(() => expect(acs.isClosed).toBe(true), 2_000);
  },
);
