import { FluentProvider, webLightTheme } from '@fluentui/react-components';
import { cleanup, render, screen } from '@testing-library/react';
import { I18nextProvider } from 'react-i18next';
import { expect, it } from 'vitest';
import { PeopleProvider } from '../../people/PeopleProvider.tsx';
import { createPeople } from '../../people/people.ts';
import type { Phone } from '../../calling/phone.ts';
import { PhoneProvider } from '../../calling/react.tsx';
import type { EndedCall } from '../../calling/call/snapshot.ts';
import { findEndDetail, findEndKind, endReasons } from '../../errors/endReason.ts';
import { i18n } from '../../fixtures/i18n.ts';
import { EndedCallNotice } from './EndedCallNotice.tsx';

const calleeRawId = '8:orgid:b0000000-0000-4000-8000-00000000000b';

/**
 * Renders the notice about an outgoing call that has ended.
 * @param endCode for example `487/10004`
 * @param changes replaces properties of the ended call
 * @returns the sentence that says how the call ended, and the whole text of the notice
 */
function showEndedCall(endCode: string, changes: Partial<EndedCall> = {}) {
  const [code, subCode] = endCode.split('/').map(Number);
  const ended: EndedCall = {
    id: 'call',
    startedAt: 0,
    other: calleeRawId,
    otherName: null,
    target: null,
    kind: findEndKind({ code: code ?? 0, subCode: subCode ?? 0 }),
    code: endCode,
    seconds: null,
    withVideo: false,
    direction: 'Outgoing',
    ...changes,
  };
  const directory = { find: async () => 'unavailable' as const, search: async () => [] };
  const photos = { get: () => null, watch: () => () => undefined };
  const phone = {} as Phone;
  const people = createPeople(directory, { photos, numberNames: { request: () => undefined } } as never);
  const { container } = render(
    <I18nextProvider i18n={i18n}>
      <FluentProvider theme={webLightTheme}>
        <PhoneProvider phone={phone}>
          <PeopleProvider people={people}>
            <EndedCallNotice ended={ended} onDismiss={() => undefined} />
          </PeopleProvider>
        </PhoneProvider>
      </FluentProvider>
    </I18nextProvider>,
  );
  return { title: container.querySelector('bdi')?.textContent ?? '', text: container.textContent ?? '' };
}

const documentedCodes = Object.keys(endReasons).map((code) => (code.includes('/') ? code : `${code}/0`));

it.each(documentedCodes.filter((code) => code !== '0/0'))(
  'C15: shows a text and the code for the end code %s',
  (code) => {
    const { title, text } = showEndedCall(code);
    expect(title).toMatch(/\w{3,}/);
    // i18next shows the key of a missing text.
    expect(text).not.toMatch(/ended\.\w|unknown|does not know/);
    expect(text).toContain(`Code ${code}`);
    const detail = findEndDetail(code);
    if (detail) expect(text).toContain(i18n.t(`ended.why.${detail}`));
  },
);

it.each([
  ['own', 'Your network failed'],
  ['other', 'Your own connection to the calling service worked'],
  [undefined, 'on your side or on the other'],
] as const)('X8: names the network that broke the call: %s', (failedNetwork, words) => {
  expect(showEndedCall('410/3101', failedNetwork && { failedNetwork }).text).toContain(words);
});

it('C15: shows different titles for a rejection in the lobby, a timeout in the lobby and an ordinary end', () => {
  const titles = ['0/5854', '0/5855', '0/0'].map((code) => {
    const { title } = showEndedCall(code);
    cleanup();
    return title;
  });
  expect(titles).toEqual([
    expect.stringContaining('You were not let into the meeting'),
    expect.stringContaining('Nobody let you in from the lobby in time'),
    expect.stringContaining('The call has ended'),
  ]);
});

it.each(['0/9999', '487/77', '999/0', '410/3199'])(
  'C15: says that Switchboard does not know the code %s',
  (code) => {
    expect(showEndedCall(code).text).toMatch(/a reason that Switchboard does not know.*Code/);
    expect(screen.getByText(`Code ${code}`)).toBeDefined();
  },
);

it('C15: shows no code when a call ends in the ordinary way', () => {
  expect(showEndedCall('0/0').text).not.toContain('Code');
});

it.each([
  ['a person', {}, 'There is no such person'],
  ['a phone number', { other: '4:+14255550199' }, 'This phone number does not exist'],
  [
    'a meeting',
    { target: { kind: 'meeting', link: 'https://teams.microsoft.com/meet/1' } },
    'There is no such meeting, or its passcode is wrong',
  ],
] as const)('C15: when ACS does not find %s (404), the title says so', (_targetKind, changes, title) => {
  expect(showEndedCall('404/0', changes).title).toContain(title);
});

it('offers to call a phone number back, but no emergency number', () => {
  const offersToCallBack = (rawId: string) => {
    showEndedCall('0/0', { other: rawId, target: { kind: 'people', rawIds: [rawId] } });
    const isOffered = screen.queryByRole('button', { name: 'Call back' }) !== null;
    cleanup();
    return isOffered;
  };
  expect(offersToCallBack('4:+14255550100')).toBe(true);
  expect(offersToCallBack('4:911')).toBe(false);
});
