import { createIdentifierFromRawId } from '@azure/communication-common';
import { screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { PermissionRequestContext } from '../../consent/openPermissions.tsx';
import type { ProblemCode } from '../../errors/catalogue.ts';
import { addRetry, fail, type Problem } from '../../errors/problem.ts';
import { translateSdkError } from '../../errors/translateSdkError.ts';
import { pressButton, renderApp, runAndRender, type AppParts } from '../../fixtures/render.tsx';
import { bob } from '../../fixtures/testUsers.ts';
import { createSimulatedConsents, permissionRequest } from '../../fixtures/simulatedConsents.ts';
import { createSimulatedParticipant } from '../../fixtures/simulatedParticipant.ts';
import { ProblemList } from './ProblemList.tsx';

async function renderProblem(problem: Problem, parts: AppParts = {}) {
  const onRetry = vi.fn();
  const { phone, service } = await renderApp(
    <PermissionRequestContext value={permissionRequest}>
      <ProblemList onSignIn={vi.fn()} onCheckSetUp={vi.fn()} onRetry={onRetry} />
    </PermissionRequestContext>,
    parts,
  );
  await runAndRender(() => phone.reportProblem(problem));
  const listCodes = () => phone.state.get().problems.map(({ code }) => code);
  return { onRetry, service, listCodes };
}

const commandFailed = translateSdkError(
  new TypeError('undefined is not a function'),
  'call-command-failed',
).problem;
const callMissed = fail('call-missed', { person: '4:+14255550100' }).problem;

it('C16: after an unforeseen error, Try again repeats the failed command and renews no token', async () => {
  const repeat = vi.fn();
  const { onRetry } = await renderProblem(addRetry(commandFailed, repeat));
  await pressButton('Try again');
  expect(repeat).toHaveBeenCalledTimes(1);
  expect(onRetry).not.toHaveBeenCalled();
});

it('C16: offers only to dismiss the message if the failed command cannot be repeated', async () => {
  const { onRetry, listCodes } = await renderProblem(commandFailed);
  await pressButton('Dismiss');
  expect(listCodes()).toEqual([]);
  expect(onRetry).not.toHaveBeenCalled();
});

it('C16: after a failed renewal of the token, Try again renews the token', async () => {
  const { onRetry } = await renderProblem(fail('service-unreachable').problem);
  await pressButton('Try again');
  expect(onRetry).toHaveBeenCalledTimes(1);
});

it.each([
  ['Call back', 1],
  ['Dismiss', 0],
])('closes the message about a missed call on %s, and places %i calls', async (name, callCount) => {
  const { service, listCodes } = await renderProblem(callMissed);
  await pressButton(name);
  expect(service.calls).toHaveLength(callCount);
  expect(listCodes()).toEqual([]);
});

it('shows one message for twelve missed calls, about the last of them, and closes it with one press', async () => {
  const { phone } = await renderApp(
    <ProblemList onSignIn={vi.fn()} onCheckSetUp={vi.fn()} onRetry={vi.fn()} />,
  );
  const callers = Array.from({ length: 11 }, (_caller, index) => `4:+142555501${10 + index}`);
  const report = (code: ProblemCode, person: string) => phone.reportProblem(fail(code, { person }).problem);
  await runAndRender(() => report('call-not-answered-here', bob.rawId));
  await runAndRender(() => phone.reportProblem(commandFailed));
  await runAndRender(() => callers.forEach((caller) => report('call-missed', caller)));
  const [failure, missed] = screen.getAllByRole('alert');
  expect(failure).toHaveTextContent(commandFailed.code);
  expect(missed).toHaveTextContent('Missed call (+11): +1 425 555 0120.');
  expect(screen.getAllByRole('alert')).toHaveLength(2);
  // *Dismiss* stands outside the alert.
  await runAndRender(() => screen.getAllByRole('button', { name: 'Dismiss' })[1]?.click());
  expect(phone.state.get().problems).toEqual([commandFailed]);
});

it('names the caller of a missed call as the card did', async () => {
  const { service } = await renderApp(
    <ProblemList onSignIn={vi.fn()} onCheckSetUp={vi.fn()} onRetry={vi.fn()} />,
  );
  const identifier = createIdentifierFromRawId('4:+14255550100');
  const incoming = service.ringIncomingCall({ identifier, displayName: 'Ada Lovelace' });
  await runAndRender(() => incoming.endRinging({ code: 487, subCode: 0 }));
  expect(screen.getByRole('alert')).toHaveTextContent('Missed call: Ada Lovelace.');
});

it('removes the message about a missed call as soon as the user talks to the caller', async () => {
  const { phone, connectCall } = await renderApp(
    <ProblemList onSignIn={vi.fn()} onCheckSetUp={vi.fn()} onRetry={vi.fn()} />,
  );
  await runAndRender(() => phone.reportProblem(fail('call-missed', { person: bob.rawId }).problem));
  await connectCall('4:+14255550100');
  expect(screen.getByRole('alert')).toHaveTextContent('Missed call: Bob Baker.');
  await connectCall(bob.rawId);
  expect(screen.queryByRole('alert')).toBeNull();
});

it('removes the message about a call that could not be started as soon as there is another call', async () => {
  const { phone, connectCall } = await renderApp(
    <ProblemList onSignIn={vi.fn()} onCheckSetUp={vi.fn()} onRetry={vi.fn()} />,
  );
  await connectCall(bob.rawId);
  await runAndRender(() => phone.reportProblem(fail('microphone-needed').problem));
  expect(screen.getByRole('alert')).toBeVisible();
  await connectCall('4:+14255550100');
  expect(screen.queryByRole('alert')).toBeNull();
});

it('keeps the message about a call missed while the user already talks to somebody with the same number', async () => {
  const { phone, connectCall } = await renderApp(
    <ProblemList onSignIn={vi.fn()} onCheckSetUp={vi.fn()} onRetry={vi.fn()} />,
  );
  const call = await connectCall('4:+14255550100');
  await runAndRender(() => phone.reportProblem(callMissed));
  const muted = createSimulatedParticipant('4:+14255550100', { isMuted: true });
  await runAndRender(() => call.setParticipants(muted));
  expect(screen.getByRole('alert')).toHaveTextContent('Missed call: +1 425 555 0100.');
});

it('keeps the message about a missed call with a withheld number while the user talks to another such caller', async () => {
  const { phone, connectCall } = await renderApp(
    <ProblemList onSignIn={vi.fn()} onCheckSetUp={vi.fn()} onRetry={vi.fn()} />,
  );
  await runAndRender(() => phone.reportProblem(fail('call-missed', { person: '4:anonymous' }).problem));
  await connectCall('4:anonymous');
  expect(screen.getByRole('alert')).toHaveTextContent('Missed call: Number withheld.');
});

it('places a group call once the user has allowed its chat', async () => {
  const retry = vi.fn();
  const consents = createSimulatedConsents('needed');
  await renderProblem(fail('group-call-consent-needed', { retry }).problem, { consents });
  await pressButton('Allow…');
  await vi.waitFor(() => expect(retry).toHaveBeenCalledOnce());
});

it('cannot call back without a connection, and says so', async () => {
  const { service } = await renderProblem(callMissed);
  await runAndRender(() => service.changeConnection('Disconnected'));
  const button = screen.getByRole('button', { name: 'Call back' });
  await expect.poll(() => button.ariaDisabled).toBe('true');
  expect(button).toHaveAccessibleDescription(/^The connection was lost/);
});

it('says who can allow the chat of a group call after a refusal, and opens the permissions', async () => {
  const retry = vi.fn();
  const consents = createSimulatedConsents('denied', async () => fail('consent-refused'));
  const { listCodes } = await renderProblem(fail('group-call-consent-needed', { retry }).problem, {
    consents,
  });
  await pressButton('Allow…');
  await expect.poll(listCodes).toEqual(['group-call-not-allowed']);
  expect(retry).not.toHaveBeenCalled();
  // The dialog is a chunk of its own, which React waits for.
  await pressButton('Ask an administrator…');
  await expect.poll(() => screen.queryByRole('dialog', { name: 'Permissions' })).toBeVisible();
});
