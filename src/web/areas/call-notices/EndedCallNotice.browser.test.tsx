import { cleanup, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { EndedCall } from '../../calling/call/snapshot.ts';
import { findEndDetail, findEndKind, endReasons } from '../../errors/endReason.ts';
import { i18n } from '../../fixtures/i18n.ts';
import { renderApp } from '../../fixtures/render.tsx';
import { bob } from '../../fixtures/testUsers.ts';
import { EndedCallNotice } from './NoticeList.tsx';

/**
 * Renders the notice about an outgoing call that has ended.
 * @param endCode for example `487/10004`
 * @param changes replaces properties of the ended call
 * @returns the sentence that says how the call ended, and the whole text of the notice
 */
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
] as const)('C15: says how the call with the end code %s and %o ended: %s', async (code, changes, words) => {
  const { text } = await showEndedCall(code, changes);
  expect(text).toContain(words);
  // An ordinary end shows no code.
  expect(text.includes(`Code ${code}`)).toBe(code !== '0/0');
});

it('offers to call a phone number back, but no emergency number', async () => {
  const offersToCallBack = async (rawId: string) => {
    await showEndedCall('0/0', { other: rawId, target: { kind: 'people', rawIds: [rawId] } });
    const isOffered = screen.queryByRole('button', { name: 'Call back' }) !== null;
    cleanup();
    return isOffered;
  };
  expect(await offersToCallBack('4:+14255550100')).toBe(true);
  expect(await offersToCallBack('4:911')).toBe(false);
});
