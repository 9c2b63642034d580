import { FluentProvider, webLightTheme } from '@fluentui/react-components';
import { act, cleanup, render, screen } from '@testing-library/react';
import { Profiler } from 'react';
import { I18nextProvider } from 'react-i18next';
import { afterEach, expect, it } from 'vitest';
import { PeopleProvider } from '../../people/PeopleProvider.tsx';
import { createPeople } from '../../people/people.ts';
import type { Phone } from '../../calling/phone.ts';
import { CallProvider, PhoneProvider } from '../../calling/react.tsx';
import type { CallSession } from '../../calling/call/session.ts';
import type { CallSnapshot, ParticipantSnapshot } from '../../calling/call/snapshot.ts';
import { startI18n } from '../../i18n/i18n.ts';
import { createStore } from '../../base/store.ts';
import { ParticipantTile } from './ParticipantTile.tsx';

const i18n = await startI18n();
afterEach(cleanup);

const participant = (id: string): ParticipantSnapshot => ({
  id,
  displayName: `Person ${id}`,
  state: 'Connected',
  isMuted: false,
  isSpeaking: false,
  role: 'Unknown',
  videoStreams: [{ id: 1, mediaStreamType: 'Video', isAvailable: true }],
});

const ids = ['4:+1', '4:+2', '4:+3'];

function show() {
  const call = createStore({ participants: ids.map(participant) } as unknown as CallSnapshot);
  let attached = 0;
  const features = createStore({});
  const session = {
    call,
    features,
    show(_what: unknown, element: HTMLElement) {
      attached += 1;
      const video = document.createElement('video');
      element.append(video);
      return { done: Promise.resolve('shown'), detach: () => video.remove() };
    },
  } as unknown as CallSession;
  const directory = { find: async () => 'unavailable' as const, search: async () => [] };
  const phone = {} as Phone;
  const people = createPeople(directory, {} as never);
  const rendered: string[] = [];
  const tree = (classes: readonly string[]) => (
    <I18nextProvider i18n={i18n}>
      <FluentProvider theme={webLightTheme}>
        <PhoneProvider phone={phone}>
          <PeopleProvider people={people}>
            <CallProvider session={session}>
              {ids.map((id, index) => (
                <Profiler key={id} id={id} onRender={(which) => rendered.push(which)}>
                  <ParticipantTile id={id} what="person" className={classes[index] ?? ''} />
                </Profiler>
              ))}
            </CallProvider>
          </PeopleProvider>
        </PhoneProvider>
      </FluentProvider>
    </I18nextProvider>
  );
  const view = render(tree([]));
  return {
    call,
    rendered,
    attached: () => attached,
    arrange: (classes: string[]) => view.rerender(tree(classes)),
  };
}

it('a change of one participant renders that tile anew, and no other', () => {
  const { call, rendered } = show();
  rendered.length = 0;
  const { participants } = call.get();
  const next = participants.with(1, { ...participant('4:+2'), isMuted: true });
  act(() => call.set({ ...call.get(), participants: next }));
  expect(screen.getByRole('group', { name: 'Person 4:+2, muted' })).toBeDefined();
  expect(rendered).toEqual(['4:+2']);
});

it('another arrangement leaves every video element where it is', () => {
  const { arrange, attached } = show();
  const videos = () => [...document.querySelectorAll('video')];
  const before = videos();
  arrange(['large', 'small', 'small']);
  arrange(['small', 'large', 'small']);
  expect(before).toHaveLength(3);
  expect(videos().every((video, index) => video === before[index])).toBe(true);
  expect(attached()).toBe(3);
});
