import { screen } from '@testing-library/react';
import { useState } from 'react';
import { expect, it, vi } from 'vitest';
import { runAndRender, pressButton, renderApp, renderInCall } from '../fixtures/render.tsx';
import { createSimulatedConsents } from '../fixtures/simulatedConsents.ts';
import { createSimulatedPeople } from '../fixtures/simulatedPeople.ts';
import { bob, carol } from '../fixtures/testUsers.ts';
import { PersonCallButtons } from './CallActions.tsx';
import { PersonDetails } from './PersonDetails.tsx';

it('shows what the directory knows of a person, and their presence', async () => {
  const people = createSimulatedPeople({}, 'DoNotDisturb');
  await renderApp(<PersonDetails rawId={bob.rawId} name={bob.name} />, { people });
  for (const text of [bob.name, bob.jobTitle ?? '', bob.upn, bob.rawId])
    expect(screen.getByText(text)).toBeVisible();
  expect(await screen.findByText('Do not disturb')).toBeVisible();
  expect(screen.getByRole('link', { name: 'Open in Teams' })).toHaveAttribute(
    'href',
    'https://teams.microsoft.com/l/chat/0/0?users=bob%40fabrikam.example',
  );
});

it('shows the numbers and the work of a colleague, and calls a number with one click', async () => {
  const { service } = await renderApp(<PersonDetails rawId={bob.rawId} name={bob.name} />);
  for (const text of ['Support', 'Building 1, room 204', 'Fabrikam', 'Carol Chen', 'Email'])
    expect(screen.getByText(text)).toBeVisible();
  const findFact = (term: string) => screen.getByText(term).nextElementSibling;
  expect(findFact('Work phone')).toHaveTextContent('+1 425 555 0131');
  expect(findFact('Mobile')).toHaveTextContent('+1 425 555 0181');
  await pressButton('Call +1 425 555 0181');
  expect(service.startedTargets).toEqual(['4:+14255550181']);
});

it('keeps the focus on a button when the name in its label changes', async () => {
  let setName: (name: string) => void = () => {};
  function Card() {
    const [name, set] = useState('Bob');
    setName = set;
    return <PersonCallButtons rawId={bob.rawId} name={name} />;
  }
  await renderApp(<Card />);
  screen.getByRole('button', { name: 'Call Bob' }).focus();
  await runAndRender(() => setName('Bob Baker'));
  expect(screen.getByRole('button', { name: 'Call Bob Baker' })).toHaveFocus();
});

it('during a call, transfers the call to a number, or consults it first, and places no further call by itself', async () => {
  const { call, service } = await renderInCall(<PersonDetails rawId={bob.rawId} name={bob.name} />);
  expect(screen.queryByRole('button', { name: /^Call/ })).toBeNull();
  expect(screen.getByRole('button', { name: 'Consult +1 425 555 0181' })).toBeVisible();
  await pressButton('Transfer to +1 425 555 0181');
  await expect
    .poll(() => call.transfer?.to)
    .toMatchObject({ targetParticipant: { phoneNumber: '+14255550181' } });
  expect(service.startedTargets).toEqual([]);
});

it('asks for the consent to profiles, and shows the numbers once the user allows it', async () => {
  const consents = createSimulatedConsents('needed');
  await renderApp(<PersonDetails rawId={bob.rawId} name={bob.name} />, { consents });
  expect(screen.queryByText('Support')).toBeNull();
  expect(screen.getByText(/^To show phone numbers, departments/)).toBeVisible();
  await pressButton('Allow…');
  expect(screen.getByText('Support')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Call +1 425 555 0131' })).toBeVisible();
});

it('says that the directory did not answer', async () => {
  await renderApp(<PersonDetails rawId={carol.rawId} name={carol.name} />);
  expect(screen.getByText(/^The directory cannot be reached/)).toBeVisible();
});

it('adds the person to the favourites, and removes them again', async () => {
  const { people } = await renderApp(<PersonDetails rawId={bob.rawId} name={bob.name} />);
  const starButton = screen.getByRole('button', { name: 'Favourite: Bob Baker' });
  expect(starButton).toHaveAttribute('aria-pressed', 'false');
  await runAndRender(() => starButton.click());
  expect(starButton).toHaveAttribute('aria-pressed', 'true');
  expect(people.favourites.list.get()).toHaveLength(1);
  await runAndRender(() => starButton.click());
  expect(people.favourites.list.get()).toEqual([]);
});

it.each([
  ['allows', () => Promise.resolve(), 'Copied'],
  [
    'refuses',
    () => Promise.reject(new DOMException('', 'NotAllowedError')),
    'The browser did not allow copying.',
  ],
])('shows the result of copying a phone number if the browser %s it', async (_answer, writeText, message) => {
  const writeSpy = vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(writeText);
  await renderApp(<PersonDetails rawId="4:+14255550100" name="+1 425 555 0100" />);
  expect(screen.queryByRole('link')).toBeNull();
  await pressButton('Copy the number');
  expect(writeSpy).toHaveBeenCalledWith('+14255550100');
  expect(screen.getByRole('status')).toHaveTextContent(message);
});
