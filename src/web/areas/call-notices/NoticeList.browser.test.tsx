import { FluentProvider, webLightTheme } from '@fluentui/react-components';
import { render, screen } from '@testing-library/react';
import { I18nextProvider } from 'react-i18next';
import { expect, test, vi } from 'vitest';
import type { PhoneSnapshot } from '../../calling/phoneState.ts';
import { PeopleProvider } from '../../people/PeopleProvider.tsx';
import type { CallNotice } from '../../calling/call/notice.ts';
import { createPeople } from '../../people/people.ts';
import type { Phone } from '../../calling/phone.ts';
import { PhoneProvider } from '../../calling/react.tsx';
import { i18n } from '../../fixtures/i18n.ts';
import { createStore } from '../../base/store.ts';
import { NoticeList } from './NoticeList.tsx';

const bobId = '8:orgid:b0000000-0000-4000-8000-00000000000b';

const endedNotice: CallNotice = {
  id: 'ended-notice',
  kind: 'ended',
  ended: {
    id: 'call',
    startedAt: 0,
    other: bobId,
    otherName: null,
    target: null,
    kind: 'hungUp',
    code: '0/0',
    seconds: 12,
    withVideo: true,
    direction: 'Incoming',
  },
};
async function renderNotices(notices: readonly CallNotice[], calls: readonly string[] = []) {
  const directory = {
    find: async (oid: string) => ({
      oid,
      name: oid.startsWith('b') ? 'Bob Baker' : 'Carol Chen',
      upn: null,
      jobTitle: null,
    }),
    search: async () => [],
  };
  const people = createPeople(directory, { numberNames: { request: () => undefined } } as never);
  const phone = {
    state: createStore<Partial<PhoneSnapshot>>({ notices, calls }),
    placeCall: vi.fn(async () => {}),
    switchTo: vi.fn(async () => {}),
    dismissNotice: vi.fn(),
  };
  render(
    <I18nextProvider i18n={i18n}>
      <FluentProvider theme={webLightTheme}>
        <PhoneProvider phone={phone as unknown as Phone}>
          <PeopleProvider people={people}>
            <NoticeList />
          </PeopleProvider>
        </PhoneProvider>
      </FluentProvider>
    </I18nextProvider>,
  );
  await screen.findAllByText(/Bob Baker/);
  return phone;
}

test('C22: shows a status with the name of the person who hung up, and calls the person back with one press', async () => {
  const phone = await renderNotices([endedNotice]);
  expect(screen.getByRole('status').textContent).toContain('Bob Baker: The call has ended.');
  screen.getByRole('button', { name: 'Call back' }).click();
  expect(phone.placeCall).toHaveBeenCalledWith({ kind: 'people', rawIds: [bobId] }, { video: true });
  expect(phone.dismissNotice).toHaveBeenCalledWith('ended-notice');
});
