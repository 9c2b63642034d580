import { holdRequests } from '../../support/app/appTest.ts';
import { measureTimeUntil } from '../../support/measureTimeUntil.ts';
import { readObservations, restartObservation, waitForObservation } from './arrivals.ts';
import { checkCallThenHangUp, createTimeResult, createYesNoResult, type Row } from './row.ts';

/** @param code the close code that the server sends. Default: the server drops the connection, which browsers report as 1006 */
const createSocketRow = (codeName: string, code?: number): Row => ({
  fault: `signalling closed with ${codeName}`,
  async run(environment) {
    const { alice, bob } = await environment.connectVideoCall();
    await restartObservation(alice.page);
    const closedAt = Date.now();
    await environment.emulator.dropSockets(alice.upn, code);
    const backAfterMs = await waitForObservation(alice.page, 'socketBackAt', closedAt);
    return [
      createTimeResult('time until the app is connected again', backAfterMs, 10_000),
      ...(await checkCallThenHangUp(environment, [alice, bob])),
    ];
  },
});

/** Runs in the page. @returns when the token service's first answer after `since` had arrived; 0 when none has arrived. */
function findFirstAnswerSince(since: number): number {
  const requests = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  return (
    requests
      .filter(({ name }) => name.endsWith('/api/token'))
      .map(({ responseEnd }) => performance.timeOrigin + responseEnd)
      .find((at) => at >= since) ?? 0
  );
}

const tokenExpiredRow: Row = {
  fault: 'signalling closed with 4401, because the token expired before the app could renew it',
  async run(environment) {
    await environment.emulator.setConditions({ tokenLifetimeSeconds: 24 });
    const { alice, bob } = await environment.connectVideoCall();
    const releaseRequests = await holdRequests(alice.page, '**/api/token');
    const closedAfterMs = await measureTimeUntil(
      async () => (await readObservations(alice.page)).socketLostAt > 0,
      60_000,
    );
    await environment.emulator.resetConditions();
    // The server sends `welcome` when it has accepted the token of a socket.
    let hasWelcome = false;
    alice.page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => (hasWelcome ||= String(payload).includes('"t":"welcome"'))),
    );
    const releasedAt = Date.now();
    releaseRequests();
    const backAfterMs = await waitForObservation(alice.page, 'socketBackAt', releasedAt);
    // The socket opens before the server has accepted its token.
    await measureTimeUntil(() => Promise.resolve(hasWelcome), 10_000);
    const { socketBackAt } = await readObservations(alice.page);
    const renewedAt = await alice.page.evaluate(findFirstAnswerSince, releasedAt);
    const isRenewedFirst = renewedAt > 0 && renewedAt <= socketBackAt;
    return [
      createYesNoResult('the server closed the socket', closedAfterMs !== null),
      createYesNoResult(
        'the app renews the token before it connects again',
        isRenewedFirst,
        renewedAt > 0 ? `${Math.round(socketBackAt - renewedAt)} ms before` : 'no',
      ),
      createTimeResult('time until the app is connected again', backAfterMs, 10_000),
      ...(await checkCallThenHangUp(environment, [alice, bob])),
    ];
  },
};

export const signallingRows: readonly Row[] = [
  createSocketRow('1006'),
  createSocketRow('1011', 1011),
  tokenExpiredRow,
];
