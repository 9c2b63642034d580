import { screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { renderApp } from '../fixtures/render.tsx';
import { bob, carol } from '../fixtures/testUsers.ts';
import { CalleeBox } from './CalleeBox.tsx';
import { usePeoplePicker } from './usePeoplePicker.ts';

const onEnter = vi.fn();

function Picker() {
  const { rawIds, clear: _clear, ...picker } = usePeoplePicker();
  return (
    <>
      <CalleeBox label="People" placeholder="Name" {...picker} onEnter={() => onEnter(rawIds)} />
      <button type="button">After</button>
    </>
  );
}

const box = () => screen.getByRole('combobox', { name: 'People' });
const options = () => screen.queryAllByRole('option').map(({ textContent }) => textContent);
const chosen = () =>
  screen.queryAllByRole('button', { expanded: false }).map(({ textContent }) => textContent);

/** The user types a text that Bob and Carol match. */
async function show(text = 'a') {
  onEnter.mockClear();
  await renderApp(<Picker />);
  box().focus();
  await userEvent.keyboard(text);
  if (text === 'a') await expect.poll(options).toHaveLength(2);
}

it('suggests people who match, but never the user', async () => {
  await show();
  expect(box()).toHaveAttribute('aria-expanded', 'true');
  expect(options()).toEqual([
    expect.stringContaining('Bob BakerBaker'),
    expect.stringContaining('Carol Chencarol@fabrikam.example'),
  ]);
});

it('chooses a suggestion by the arrow keys and Enter, and keeps the focus for the next one', async () => {
  await show();
  await userEvent.keyboard('{ArrowDown}{Enter}');
  await expect.poll(chosen).toEqual(['Carol Chen']);
  expect(onEnter).not.toHaveBeenCalled();
  expect(box()).toHaveValue('');
  expect(box()).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect(onEnter).toHaveBeenCalledWith([carol.rawId]);
});

it('closes the suggestions on Escape and keeps the text', async () => {
  await show();
  await userEvent.keyboard('{Escape}');
  await expect.poll(options).toEqual([]);
  expect(box()).toHaveAttribute('aria-expanded', 'false');
  expect(box()).toHaveValue('a');
});

it('chooses a suggestion that is pressed', async () => {
  await show();
  await userEvent.click(screen.getByRole('option', { name: /Bob Baker/ }));
  expect(chosen()).toEqual(['Bob Baker']);
});

it('removes the last chosen person on Backspace in the empty box', async () => {
  await show();
  await userEvent.keyboard('{Enter}carol');
  await expect.poll(options).toHaveLength(1);
  await userEvent.keyboard('{Enter}');
  await expect.poll(chosen).toEqual(['Bob Baker', 'Carol Chen']);
  await userEvent.keyboard('{Backspace}');
  await expect.poll(chosen).toEqual(['Bob Baker']);
});

it('gives the focus back to the box when the user removes a person', async () => {
  await show();
  await userEvent.keyboard('{Enter}');
  await userEvent.click(await screen.findByRole('button', { name: /Remove Bob Baker/ }));
  expect(chosen()).toEqual([]);
  expect(box()).toHaveFocus();
});

it.each([
  ['https://teams.microsoft.com/meet/2345678901234?p=abc', 'A meeting link does not work here.'],
  ['112', /^An emergency number cannot be added/],
  ['8:orgid:123', /^This id is not complete\./],
])('says in its description why %s cannot be added', async (text, reason) => {
  await show(text);
  await expect.element(box()).toHaveAccessibleDescription(reason);
  await userEvent.keyboard('{Enter}');
  expect(onEnter).toHaveBeenLastCalledWith([]);
});

it('means the person whose id is entered', async () => {
  await show(bob.rawId);
  await userEvent.keyboard('{Escape}{Enter}');
  expect(onEnter).toHaveBeenLastCalledWith([bob.rawId]);
});
