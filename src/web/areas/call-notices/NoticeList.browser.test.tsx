import { screen, within } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import type { EndedCall } from '../../calling/call/snapshot.ts';
import { usePhoneState } from '../../calling/react.tsx';
import { findEndDetail, findEndKind, endReasons } from '../../errors/endReason.ts';
import { i18n } from '../../fixtures/i18n.ts';
import { pressButton, renderApp, runAndRender } from '../../fixtures/render.tsx';
import { bob, carol } from '../../fixtures/testUsers.ts';
import { startConsultation } from '../../transfer/startTransfer.ts';
import { transfer } from '../../transfer/transfer.ts';
import { useTransferOutcome } from '../../transfer/useTransferOutcome.ts';
import { EndedCallNotice, NoticeList } from './NoticeList.tsx';

beforeEach(() => page.viewport(1280, 800));

const OutcomeOfFirstCall = () => {
  const [firstKey = ''] = usePhoneState(({ calls }) => calls);
  return <p>First call: {useTransferOutcome(firstKey)?.text}</p>;
};

/** Renders the notices during a call with Bob, with no panel open. */
async function renderDuringCall() {
  const app = await renderApp(
    <>
      <NoticeList />
      <OutcomeOfFirstCall />
    </>,
  );
  const call = await app.connectCall(bob.rawId);
  const session = app.phone.findSession(app.phone.state.get().front ?? '');
  if (!session) throw new Error('There is no call with Bob.');
  const startTransfer = (kind: 'person' | 'voicemail') =>
    runAndRender(() => session.run(transfer, { kind: 'start', target: { kind, rawId: carol.rawId } }));
  return { ...app, call, session, startTransfer };
}

it('C22: names the person who hung up, and calls the person back with one press', async () => {
  const { call, service } = await renderDuringCall();
  await runAndRender(() => call.end({ code: 0, subCode: 0 }));
  expect(screen.getByRole('status')).toHaveTextContent('The call has ended: Bob Baker hung up.');
  await pressButton('Call back');
  expect(service.startedTargets).toEqual([bob.rawId]);
  expect(screen.queryByRole('status')).toBeNull();
});

it('says in plain words, and without a code, that the other side has ended a call between two for everyone', async () => {
  const { call } = await renderDuringCall();
  await runAndRender(() => call.end({ code: 0, subCode: 4097 }));
  const text = screen.getByRole('status').textContent;
  expect(text).toMatch(/^The call has ended: .*Bob Baker.* hung up\./);
  expect(text).not.toContain('4097');
});

it('cannot call back without a connection, and says so', async () => {
  const { call, service } = await renderDuringCall();
  await runAndRender(() => call.end({ code: 0, subCode: 0 }));
  await runAndRender(() => service.changeConnection('Disconnected'));
  const button = screen.getByRole('button', { name: 'Call back' });
  await expect.poll(() => button.ariaDisabled).toBe('true');
  expect(button).toHaveAccessibleDescription(/^The connection was lost/);
  await pressButton('Call back');
  expect(service.startedTargets).toEqual([]);
  expect(screen.getByRole('status')).toBeVisible();
  await runAndRender(() => service.changeConnection('Connected'));
  await expect.poll(() => button.ariaDisabled).not.toBe('true');
});

it('says that the caller hung up while on hold', async () => {
  const { call, session, connectCall } = await renderDuringCall();
  await connectCall(carol.rawId);
  await expect.poll(() => session.call.get().heldBy).toBe('user');
  await runAndRender(() => call.end({ code: 0, subCode: 0 }));
  expect(screen.getByRole('status')).toHaveTextContent('Bob Baker hung up while on hold.');
});

it('removes the message about a failed transfer once the user has resumed the call', async () => {
  const { call, session, phone, startTransfer } = await renderDuringCall();
  await startTransfer('person');
  await runAndRender(() => call.finishTransfer('Failed', { code: 603, subCode: 0 }));
  expect(screen.getByRole('alert')).toBeVisible();
  await runAndRender(() => phone.switchTo(session.key));
  await expect.poll(() => screen.queryByRole('alert')).toBeNull();
});

it.each([
  [603, 0, 'Declined'],
  [486, 0, 'Busy'],
  [487, 10004, 'No answer'],
  [480, 10037, 'Did not connect'],
])(
  'C21: tells the user that a transfer failed with %i/%i while another call is in front, and why: %s',
  async (code, subCode, reason) => {
    const { call, connectCall, startTransfer, phone } = await renderDuringCall();
    await startTransfer('person');
    expect(screen.getByText('First call: On the way to Carol Chen')).toBeVisible();
    await connectCall();
    await runAndRender(() => call.finishTransfer('Failed', { code, subCode }));
    expect(screen.getByRole('alert')).toHaveTextContent(
      `${reason}. The transfer of Bob Baker to Carol Chen failed. Bob Baker is on hold. Code: ${code}/${subCode}`,
    );
    expect(screen.getByText(`First call: Transfer to Carol Chen failed: ${reason}`)).toBeVisible();
    await pressButton('Resume with Bob Baker');
    expect(call.state).toBe('Connected');
    expect(phone.state.get().front).toBe(phone.state.get().calls[0]);
    expect(screen.queryByRole('alert')).toBeNull();
  },
);

it('names the voicemail whose transfer failed, and keeps the alert until the user dismisses it', async () => {
  const { call, startTransfer } = await renderDuringCall();
  await startTransfer('voicemail');
  await runAndRender(() => call.finishTransfer('Failed', { code: 480, subCode: 0 }));
  expect(screen.getByRole('alert')).toHaveTextContent(
    'Did not connect. The transfer of Bob Baker to the voicemail of Carol Chen failed.',
  );
  await runAndRender(() => call.end({ code: 0, subCode: 0 }));
  expect(screen.queryByRole('button', { name: /Resume/ })).toBeNull();
  await runAndRender(() =>
    within(screen.getByRole('alert')).getByRole('button', { name: 'Dismiss' }).click(),
  );
  expect(screen.queryByRole('alert')).toBeNull();
});

it('tells the user that the consulted person declined, offers no call back to that person, and resumes the call that waits', async () => {
  const { call, phone, service, session } = await renderDuringCall();
  await runAndRender(() => startConsultation(phone, session, carol.rawId));
  expect(screen.getByText('First call: Consulting Carol Chen')).toBeVisible();
  await runAndRender(() => service.calls.at(-1)?.end({ code: 603, subCode: 0 }));
  expect(screen.getByRole('alert')).toHaveTextContent(
    'Carol Chen declined the call. Bob Baker is on hold. Code 603/0',
  );
  expect(screen.queryByRole('status')).toBeNull();
  expect(screen.queryByRole('button', { name: 'Call back' })).toBeNull();
  await pressButton('Resume with Bob Baker');
  expect(call.state).toBe('Connected');
});

/** Renders the notice about an outgoing call that has ended. @returns its sentence about the end, and its whole text */
async function showEndedCall(endCode: string, changes: Partial<EndedCall> = {}) {
  const [code, subCode] = endCode.split('/').map(Number);
  const ended: EndedCall = {
    id: 'call',
    startedAt: 0,
    other: bob.rawId,
    otherName: null,
    target: null,
    kind: findEndKind({ code: code ?? 0, subCode: subCode ?? 0 }),
    code: endCode,
    seconds: null,
    withVideo: false,
    direction: 'Outgoing',
    ...changes,
  };
  await renderApp(<EndedCallNotice ended={ended} onDismiss={() => undefined} />);
  const title = document.querySelector('bdi')?.textContent ?? '';
  return { title, text: document.body.textContent };
}

const toCarol = { rawId: carol.rawId, isVoicemail: false };
const link = 'https://teams.microsoft.com/meet/1';
const documentedCodes = Object.keys(endReasons).map((code) => (code.includes('/') ? code : `${code}/0`));

it.each(documentedCodes.filter((code) => code !== '0/0'))(
  'C15: shows a text and the code for the end code %s',
  async (code) => {
    const { title, text } = await showEndedCall(code);
    expect(title).toMatch(/\w{3,}/);
    // i18next shows the key of a missing text.
    expect(text).not.toMatch(/ended\.\w|unknown|does not know/);
    expect(text).toContain(`Code ${code}`);
    const detail = findEndDetail(code);
    if (detail) expect(text).toContain(i18n.t(`ended.why.${detail}`));
  },
);

it.each([
  ['404/0', {}, 'There is no such person'],
  ['404/0', { other: '4:+14255550199' }, 'This phone number does not exist'],
  ['404/0', { target: { kind: 'meeting', link } }, 'There is no such meeting, or its passcode is wrong'],
  ['0/5854', {}, 'You were not let into the meeting'],
  ['0/5855', {}, 'Nobody let you in from the lobby in time'],
  // X8: whose network broke the call.
  ['410/3101', { failedNetwork: 'own' }, 'Your network failed'],
  ['410/3101', { failedNetwork: 'other' }, 'Your own connection to the calling service worked'],
  ['410/3101', {}, 'on your side or on the other'],
  ['999/0', {}, 'a reason that Switchboard does not know'],
  ['410/3199', {}, 'a reason that Switchboard does not know'],
  ['0/0', {}, 'The call has ended'],
  ['0/0', { seconds: 5 }, 'The call has ended: Bob Baker hung up'],
  ['0/4521', { seconds: 5 }, 'Bob Baker: The call has ended. Their app was closed'],
  ['0/0', { seconds: 5, target: { kind: 'meeting', link } }, 'Teams meeting: The call has ended'],
  ['0/0', { transferredTo: toCarol }, 'Bob Baker is now with Carol Chen'],
  ['0/0', { transferredTo: { ...toCarol, isVoicemail: true } }, 'is now with the voicemail of Carol Chen'],
  ['0/0', { userTransferredTo: carol.rawId }, 'Bob Baker transferred you to Carol Chen'],
  [
    '0/0',
    { unfinishedTransfer: { phase: 'transfer', target: carol.rawId } },
    'hung up on the way to Carol Chen',
  ],
] as const)('C15: says how the call with the end code %s and %o ended: %s', async (code, changes, words) => {
  const { text } = await showEndedCall(code, changes);
  expect(text).toContain(words);
  // An ordinary end shows no code.
  expect(text.includes(`Code ${code}`)).toBe(code !== '0/0');
});

it.each([
  ['4:+14255550100', 1],
  ['4:911', 0],
])('offers to call a phone number back, but no emergency number: %s (buttons: %i)', async (rawId, count) => {
  await showEndedCall('0/0', { other: rawId, target: { kind: 'people', rawIds: [rawId] } });
  expect(screen.queryAllByRole('button', { name: 'Call back' })).toHaveLength(count);
});

it('does not offer to call back a number that does not exist', async () => {
  const rawId = '4:+14255550999';
  const { text } = await showEndedCall('404/0', {
    other: rawId,
    target: { kind: 'people', rawIds: [rawId] },
  });
  expect(text).toContain('This phone number does not exist');
  expect(screen.queryByRole('button', { name: 'Call back' })).toBeNull();
});
