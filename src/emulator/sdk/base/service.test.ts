import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished, vi } from 'vitest';
import { fetchTiming } from './service.ts';

it('works without delays, and says nothing, if a busy emulator has not sent the whole answer within a second', async () => {
  // Sends the head and the first half of the answer.
  const server = createServer((_request, response) => response.writeHead(200).write('{"agentMs":'));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
    vi.unstubAllGlobals();
  });
  const { port } = server.address() as AddressInfo;
  vi.stubGlobal('__EMULATOR_ORIGIN__', `http://127.0.0.1:${port}`);
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => logged.mockRestore());
  expect(await fetchTiming()).toEqual({ agentMs: 0, deviceManagerMs: 0 });
  expect(logged).not.toHaveBeenCalled();
});
