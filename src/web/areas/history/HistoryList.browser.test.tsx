import { FluentProvider, webLightTheme } from '@fluentui/react-components';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { I18nextProvider } from 'react-i18next';
import { expect, it, vi } from 'vitest';
import { HistoryProvider } from '../../history/HistoryProvider.tsx';
import { PeopleProvider } from '../../people/PeopleProvider.tsx';
import { createFavourites } from '../../people/favourites.ts';
import { createHistory, type HistoryEntry } from '../../history/history.ts';
import { createPeople } from '../../people/people.ts';
import type { Phone } from '../../calling/phone.ts';
import { PhoneProvider } from '../../calling/react.tsx';
import { startI18n } from '../../i18n/i18n.ts';
import { HistoryList } from './HistoryList.tsx';

const i18n = await startI18n();

/** Creates the entry of a call to a phone number. @param callNumber a call with a higher number is older */
const createEntry = (callNumber: number, changes: Partial<HistoryEntry> = {}): HistoryEntry => ({
  key: `call-${callNumber}`,
  other: `4:+1425555${1000 + callNumber}`,
  name: null,
  target: null,
  outcome: 'placed',
  withVideo: false,
  at: Date.now() - callNumber * 1_000,
  seconds: 5,
  ...changes,
});

function renderList() {
  const account = crypto.randomUUID();
  const history = createHistory(account);
  const favourites = createFavourites(account);
  const directory = { find: async () => 'unavailable' as const, search: async () => [] };
  const photos = { get: () => null, watch: () => () => undefined };
  const placeCall = vi.fn();
  const phone = { placeCall } as unknown as Phone;
  const people = createPeople(directory, { favourites, photos } as never);
  const { container } = render(
    <I18nextProvider i18n={i18n}>
      <FluentProvider theme={webLightTheme}>
        <PhoneProvider phone={phone}>
          <PeopleProvider people={people}>
            <HistoryProvider history={history}>
              <HistoryList />
            </HistoryProvider>
          </PeopleProvider>
        </PhoneProvider>
      </FluentProvider>
    </I18nextProvider>,
  );
  /** Adds calls with the numbers from `from` to `to - 1`. */
  const addCalls = (from: number, to: number) =>
    act(() => {
      for (let callNumber = from; callNumber < to; callNumber += 1) history.add(createEntry(callNumber));
    });
  return { container, history, favourites, placeCall, addCalls };
}

/**
 * Counts the event listeners of the elements that `addElements` adds to the page. React also sets `onclick` of clickable
 * elements, so this function counts `onclick`, too.
 */
function countNewListeners(addElements: () => void): number {
  const elementsBefore = new Set<unknown>(document.querySelectorAll('*'));
  const addedListeners = vi.spyOn(EventTarget.prototype, 'addEventListener');
  const clickProperties = vi.spyOn(HTMLElement.prototype, 'onclick', 'set');
  addElements();
  const isNewElement = (target: unknown) =>
    target instanceof Element && document.body.contains(target) && !elementsBefore.has(target);
  const count = [...addedListeners.mock.contexts, ...clickProperties.mock.contexts].filter(
    isNewElement,
  ).length;
  addedListeners.mockRestore();
  clickProperties.mockRestore();
  return count;
}

it('adds no event listeners for the rows of further calls', () => {
  const { addCalls, container } = renderList();
  addCalls(0, 3);
  expect(countNewListeners(() => addCalls(3, 6))).toBe(0);
  expect(container.querySelectorAll('[data-action=call]')).toHaveLength(6);
});

it('shows the latest 50 calls, and 50 more on request', () => {
  const { addCalls, container } = renderList();
  addCalls(0, 50);
  const elementsBefore = container.querySelectorAll('*').length;
  addCalls(50, 200);
  // Only the button *Show older calls* was added, which has fewer than five elements.
  expect(container.querySelectorAll('*').length - elementsBefore).toBeLessThan(5);
  expect(container.querySelectorAll('[data-action=call]')).toHaveLength(50);
  fireEvent.click(screen.getByRole('button', { name: 'Show older calls' }));
  expect(container.querySelectorAll('[data-action=call]')).toHaveLength(100);
});

it('calls back the person of the pressed row, and adds the person of the pressed star to the favourites', () => {
  const { addCalls, placeCall, favourites } = renderList();
  addCalls(0, 3);
  fireEvent.click(screen.getByRole('button', { name: /^\+1 425 555 1001 Outgoing · 0:05 .*Call back$/ }));
  expect(placeCall).toHaveBeenCalledExactlyOnceWith(
    { kind: 'people', rawIds: ['4:+14255551001'] },
    { video: false },
  );
  const star = screen.getByRole('button', { name: 'Favourite: +1 425 555 1002' });
  fireEvent.click(star);
  expect(favourites.list.get()).toEqual([{ id: '4:+14255551002', name: '+1 425 555 1002' }]);
  expect(star.getAttribute('aria-pressed')).toBe('true');
});

it('W2: a press in the history never calls an emergency number', () => {
  const { history, placeCall } = renderList();
  act(() => history.add(createEntry(0, { other: '4:911' })));
  const rowButton = screen.getByRole('button', { name: /^911 Outgoing/ });
  expect(rowButton.getAttribute('aria-disabled')).toBe('true');
  fireEvent.click(rowButton);
  expect(placeCall).not.toHaveBeenCalled();
  expect(screen.queryByRole('button', { name: /^Favourite/ })).toBeNull();
});

it('W3: groups the digits of every phone number: alone, as a caller’s name and in a group call', () => {
  const { history } = renderList();
  const rawIds = ['4:+14255550100', '4:+4930901820'];
  act(() => {
    history.add(createEntry(0));
    history.add(createEntry(1, { other: null, name: '+442079460958', outcome: 'missed' }));
    history.add(createEntry(2, { other: null, target: { kind: 'people', rawIds } }));
  });
  for (const shownNumber of ['+1 425 555 1000', '+44 20 7946 0958', '+1 425 555 0100, +49 30 901820'])
    expect(screen.getByText(shownNumber)).toBeDefined();
});
