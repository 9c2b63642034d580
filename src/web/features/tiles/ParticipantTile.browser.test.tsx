import { FluentProvider, webLightTheme } from '@fluentui/react-components';
import { act, render, screen } from '@testing-library/react';
import { Profiler } from 'react';
import { I18nextProvider } from 'react-i18next';
import { expect, it } from 'vitest';
import { PeopleProvider } from '../../people/PeopleProvider.tsx';
import { createPeople } from '../../people/people.ts';
import type { Phone } from '../../calling/phone.ts';
import { CallProvider, PhoneProvider } from '../../calling/react.tsx';
import type { CallSession } from '../../calling/call/session.ts';
import type { CallSnapshot, ParticipantSnapshot } from '../../calling/call/snapshot.ts';
import { i18n } from '../../fixtures/i18n.ts';
import { createStore } from '../../base/store.ts';
import { ParticipantTile } from './ParticipantTile.tsx';

const createParticipant = (rawId: string): ParticipantSnapshot => ({
  id: rawId,
  displayName: `Person ${rawId}`,
  state: 'Connected',
  isMuted: false,
  isSpeaking: false,
  role: 'Unknown',
  videoStreams: [{ id: 1, mediaStreamType: 'Video', isAvailable: true }],
});

const rawIds = ['4:+1', '4:+2', '4:+3'];

/** Renders the tiles of three participants, and records which tiles render and how many videos are attached. */
function renderTiles() {
  const call = createStore({ participants: rawIds.map(createParticipant) } as unknown as CallSnapshot);
  let attachedCount = 0;
  const features = createStore({});
  const session = {
    call,
    features,
    showVideo(_stream: unknown, element: HTMLElement) {
      attachedCount += 1;
      const video = document.createElement('video');
      element.append(video);
      return { done: Promise.resolve('shown'), detach: () => video.remove() };
    },
  } satisfies Partial<CallSession> as unknown as CallSession;
  const directory = { find: async () => 'unavailable' as const, search: async () => [] };
  const phone = {} as Phone;
  const people = createPeople(directory, { numberNames: { request: () => undefined } } as never);
  const renderedIds: string[] = [];
  const renderTree = (classes: readonly string[]) => (
    <I18nextProvider i18n={i18n}>
      <FluentProvider theme={webLightTheme}>
        <PhoneProvider phone={phone}>
          <PeopleProvider people={people}>
            <CallProvider session={session}>
              {rawIds.map((rawId, index) => (
                <Profiler key={rawId} id={rawId} onRender={(profilerId) => renderedIds.push(profilerId)}>
                  <ParticipantTile rawId={rawId} content="person" className={classes[index] ?? ''} />
                </Profiler>
              ))}
            </CallProvider>
          </PeopleProvider>
        </PhoneProvider>
      </FluentProvider>
    </I18nextProvider>
  );
  const rendering = render(renderTree([]));
  return {
    call,
    renderedIds,
    readAttachedCount: () => attachedCount,
    setTileClasses: (classes: string[]) => rendering.rerender(renderTree(classes)),
  };
}

it('re-renders only the tile of the participant who has changed', () => {
  const { call, renderedIds } = renderTiles();
  renderedIds.length = 0;
  const { participants } = call.get();
  const changedParticipants = participants.with(1, { ...createParticipant('4:+2'), isMuted: true });
  act(() => call.set({ ...call.get(), participants: changedParticipants }));
  expect(screen.getByRole('group', { name: 'Person 4:+2, muted' })).toBeDefined();
  expect(renderedIds).toEqual(['4:+2']);
});

it('shows who speaks by an icon with a name, not by the colour of a frame alone', () => {
  const { call } = renderTiles();
  expect(screen.queryByRole('img', { name: 'Speaking' })).toBeNull();
  const { participants } = call.get();
  const speaker = { ...createParticipant('4:+2'), isSpeaking: true };
  act(() => call.set({ ...call.get(), participants: participants.with(1, speaker) }));
  const tile = screen.getByRole('group', { name: 'Person 4:+2' });
  expect(screen.getByRole('img', { name: 'Speaking' })).toBeVisible();
  expect(tile).toContainElement(screen.getByRole('img', { name: 'Speaking' }));
});

it('keeps every video element when the arrangement changes', () => {
  const { setTileClasses, readAttachedCount } = renderTiles();
  const listVideos = () => [...document.querySelectorAll('video')];
  const videosBefore = listVideos();
  setTileClasses(['large', 'small', 'small']);
  setTileClasses(['small', 'large', 'small']);
  expect(videosBefore).toHaveLength(3);
  expect(listVideos().every((video, index) => video === videosBefore[index])).toBe(true);
  expect(readAttachedCount()).toBe(3);
});
