import { screen } from '@testing-library/react';
import { expect, it, onTestFinished, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { renderApp, type AppParts } from '../fixtures/render.tsx';
import { createSimulatedPeople } from '../fixtures/simulatedPeople.ts';
import { bob, carol } from '../fixtures/testUsers.ts';
import type { SearchResult } from '../people/people.ts';
import { CalleeBox } from './CalleeBox.tsx';
import { usePeoplePicker } from './usePeoplePicker.ts';

const onEnter = vi.fn();

/** A callee box in which several people can be chosen, and a button after it. */
function Picker() {
  const { rawIds, clear: _clear, ...boxProps } = usePeoplePicker();
  return (
    <>
      <CalleeBox label="People" placeholder="Name" {...boxProps} onEnter={() => onEnter(rawIds)} />
      <button type="button">After</button>
    </>
  );
}

const findBox = () => screen.getByRole('combobox', { name: 'People' });
const readOptions = () => screen.queryAllByRole('option').map(({ textContent }) => textContent);
const readChosenPeople = () =>
  screen.queryAllByRole('button', { expanded: false }).map(({ textContent }) => textContent);

/** Renders the box and types a text into it. Bob and Carol match the default text. */
async function renderAndType(text = 'a', parts: AppParts = {}) {
  onEnter.mockClear();
  await renderApp(<Picker />, parts);
  findBox().focus();
  await userEvent.keyboard(text);
  if (text === 'a') await expect.poll(readOptions).toHaveLength(2);
}

it('suggests the people who match the text, but not the user, until the user presses Escape', async () => {
  await renderAndType();
  expect(findBox()).toHaveAttribute('aria-expanded', 'true');
  // Each option contains a name, directly followed by the job title (Bob's is “Baker”, too) or else the sign-in name.
  expect(readOptions()).toEqual([
    expect.stringContaining('Bob BakerBaker'),
    expect.stringContaining('Carol Chencarol@fabrikam.example'),
  ]);
  await userEvent.keyboard('{Escape}');
  await expect.poll(readOptions).toEqual([]);
  expect(findBox()).toHaveAttribute('aria-expanded', 'false');
  expect(findBox()).toHaveValue('a');
});

it('chooses a suggestion when the user presses arrow keys and Enter, and keeps the focus in the box', async () => {
  await renderAndType();
  await userEvent.keyboard('{ArrowDown}{Enter}');
  await expect.poll(readChosenPeople).toEqual(['Carol Chen']);
  expect(onEnter).not.toHaveBeenCalled();
  expect(findBox()).toHaveValue('');
  expect(findBox()).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect(onEnter).toHaveBeenCalledWith([carol.rawId]);
});

it('adds the people whom the directory finds below the numbers that the user sees already', async () => {
  let answer: (people: SearchResult) => void = () => {};
  const search = () => new Promise<SearchResult>((resolve) => (answer = resolve));
  const contacts = new Map([['+14255550199', 'Jürgen Bäcker']]);
  const people = createSimulatedPeople({ search }, 'Available', undefined, contacts);
  await renderAndType('ba', { people });
  await expect.poll(readOptions).toEqual([expect.stringContaining('Jürgen Bäcker')]);
  await expect
    .poll(() => {
      answer([bob]);
      return readOptions();
    })
    .toEqual([expect.stringContaining('Jürgen Bäcker'), expect.stringContaining('Bob Baker')]);
});

it('writes a phone number from left to right in a page that runs from right to left', async () => {
  document.documentElement.dir = 'rtl';
  onTestFinished(() => void (document.documentElement.dir = 'ltr'));
  await renderAndType('+1 425');
  expect(getComputedStyle(findBox()).direction).toBe('ltr');
});

it('removes the last chosen person when the user presses Backspace in the empty box', async () => {
  await renderAndType();
  await userEvent.keyboard('{Enter}carol');
  await expect.poll(readOptions).toHaveLength(1);
  await userEvent.keyboard('{Enter}');
  await expect.poll(readChosenPeople).toEqual(['Bob Baker', 'Carol Chen']);
  await userEvent.keyboard('{Backspace}');
  await expect.poll(readChosenPeople).toEqual(['Bob Baker']);
});

it('chooses a suggestion that the user clicks, and moves the focus back to the box when the user removes the person', async () => {
  await renderAndType();
  await userEvent.click(screen.getByRole('option', { name: /Bob Baker/ }));
  expect(readChosenPeople()).toEqual(['Bob Baker']);
  await userEvent.click(await screen.findByRole('button', { name: 'Remove Bob Baker' }));
  expect(readChosenPeople()).toEqual([]);
  expect(findBox()).toHaveFocus();
});

it.each([
  ['https://teams.microsoft.com/meet/2345678901234?p=abc', 'A meeting link does not work here.'],
  ['112', /^An emergency number cannot be added/],
  ['8:orgid:123', /^Paste the whole Teams ID\./],
])('says in the description of the box why %s cannot be added', async (text, reason) => {
  await renderAndType(text);
  await expect.element(findBox()).toHaveAccessibleDescription(reason);
  await userEvent.keyboard('{Enter}');
  expect(onEnter).toHaveBeenLastCalledWith([]);
});
