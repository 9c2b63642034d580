import { screen, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { fail } from '../../errors/problem.ts';
import { runAndRender, pressButton, renderApp } from '../../fixtures/render.tsx';
import { createSimulatedPeople } from '../../fixtures/simulatedPeople.ts';
import { createTestEntry } from '../../fixtures/testEntry.ts';
import type { Store } from '../../base/store.ts';
import { alice, bob, carol } from '../../fixtures/testUsers.ts';
import type { SharedFavourites } from '../../people/sharedFavourites.ts';
import { FavouritesList } from './FavouritesList.tsx';

/** Renders the column, 600 px high, after Bob and Carol have become favourites. */
async function renderBobAndCarol() {
  const app = await renderApp(
    <div style={{ height: '600px', width: '300px' }}>
      <FavouritesList />
    </div>,
  );
  const { favourites } = app.people;
  await runAndRender(() => [bob, carol].forEach(({ rawId, name }) => favourites.toggle({ id: rawId, name })));
  return { ...app, favourites };
}
const getList = (name = 'Favourites') => screen.getByRole('list', { name });
const getRow = (name: string) => within(getList()).findByRole('listitem', { name });
const listNames = (list: string) =>
  within(getList(list))
    .queryAllByRole('listitem', { name: /,/ })
    .map((item) => item.getAttribute('aria-label')?.split(',')[0]);
const pressInRow = async (row: string, name: string) => {
  const button = within(await getRow(row)).getByRole('button', { name });
  await runAndRender(() => button.click());
};
const chooseInMenu = async (button: string, item: string) => {
  await pressButton(button);
  await runAndRender(() => screen.getByRole('menuitem', { name: item }).click());
};

it('says how to add a favourite, and suggests the people of the last calls who are in no call', async () => {
  const { history, people, connectCall } = await renderApp(<FavouritesList />);
  const region = screen.getByRole('region', { name: 'Favourites' });
  expect(region).toHaveTextContent('select the star next to the name');
  await runAndRender(() => history.add(createTestEntry()));
  const recent = getList('Recent');
  expect(await within(recent).findByRole('listitem', { name: 'Bob Baker, Available' })).toBeVisible();
  const call = await connectCall(bob.rawId);
  await runAndRender(() => call.hold());
  await expect.poll(() => screen.queryByRole('list', { name: 'Recent' })).toBeNull();
  await runAndRender(() => call.end({ code: 0, subCode: 0 }));
  await expect.poll(() => listNames('Recent')).toEqual(['Bob Baker']);
  await pressButton('Favourite: Bob Baker');
  expect(people.favourites.list.get().map(({ id }) => id)).toEqual([bob.rawId]);
  expect(screen.queryByRole('list', { name: 'Recent' })).toBeNull();
});

it('tells apart people with long names and equal beginnings, also during a call, and people of one number', async () => {
  const { favourites, connectCall } = await renderBobAndCarol();
  const names = ['1', '2'].map((last) => `Christine von der Lindenallee ${last}`);
  const longest = names.join().repeat(3);
  await runAndRender(() => favourites.toggle({ id: '4:+14255550203', name: longest }));
  await runAndRender(() => {
    for (const [index, name] of names.entries()) favourites.toggle({ id: `4:+1425555020${index}`, name });
  });
  await connectCall('4:+14255550100');
  for (const [index, name] of names.entries()) {
    const row = await getRow(name);
    expect(await within(row).findByRole('button', { name: 'Consult' })).toBeVisible();
    const number = within(row).getByText(`+1 425 555 020${index}`);
    expect(number).toBeVisible();
    const text = within(row).getByTitle(name);
    // Neighbours do not touch.
    expect(number.getBoundingClientRect().bottom - text.getBoundingClientRect().top).toBeLessThanOrEqual(
      row.offsetHeight - 2,
    );
    expect(getComputedStyle(text).fontSize).toBe(getComputedStyle(screen.getByText(bob.name)).fontSize);
    expect(text.scrollHeight).toBeLessThanOrEqual(text.clientHeight + 1);
    expect(text.scrollWidth).toBeLessThanOrEqual(text.clientWidth);
    const range = document.createRange();
    range.selectNodeContents(row);
    const { top, bottom } = row.getBoundingClientRect();
    expect(range.getBoundingClientRect().top).toBeGreaterThanOrEqual(top - 1);
    expect(range.getBoundingClientRect().bottom).toBeLessThanOrEqual(bottom + 1);
    expect(screen.getByTitle(longest).offsetHeight).toBe(text.offsetHeight);
  }
});

it('calls a favourite with one press and, during a 1:1 call, transfers it or consults a favourite instead', async () => {
  const { service } = await renderBobAndCarol();
  await pressInRow('Bob Baker, Available', 'Call');
  const [call] = service.calls;
  expect([service.startedTargets, call?.isLocalVideoStarted]).toEqual([[bob.rawId], false]);
  await runAndRender(() => call?.connectTo(bob.rawId));
  const row = within(await getRow('Carol Chen, Available'));
  expect(row.queryByRole('button', { name: 'Call' })).toBeNull();
  // The tooltip says what the icon means.
  expect(row.getByRole('button', { name: 'Consult' }).title).toBe('Consult');
  await pressInRow('Carol Chen, Available', 'Transfer');
  const targetParticipant = expect.objectContaining({ microsoftTeamsUserId: carol.oid });
  expect(call?.transfer?.to).toEqual({ targetParticipant });
});

it('transfers the caller who waits, and not the colleague whom the user consults', async () => {
  const { service, connectCall } = await renderBobAndCarol();
  const call = await connectCall('4:+14255550100');
  await pressInRow('Carol Chen, Available', 'Consult');
  const consultation = service.calls.at(-1);
  await runAndRender(() => consultation?.connectTo(carol.rawId));
  await pressInRow('Bob Baker, Available', 'Transfer +1 425 555 0100 to Bob Baker');
  const targetParticipant = expect.objectContaining({ microsoftTeamsUserId: bob.oid });
  expect([call.transfer?.to, consultation?.transfer]).toEqual([{ targetParticipant }, null]);
});

it('moves and removes a favourite by its menu, keeps the focus there, and announces the change', async () => {
  const { favourites } = await renderBobAndCarol();
  await chooseInMenu('More options for Carol Chen', 'Move Carol Chen up');
  await expect.poll(() => listNames('Favourites')).toEqual(['Carol Chen', 'Bob Baker']);
  expect(screen.getByText('Carol Chen: 1 of 2')).toBeInTheDocument();
  await expect.poll(() => screen.getByRole('button', { name: 'More options for Carol Chen' })).toHaveFocus();
  await chooseInMenu('More options for Bob Baker', 'Remove Bob Baker from favourites');
  expect(favourites.list.get().map(({ name }) => name)).toEqual(['Carol Chen']);
  await expect.poll(() => document.activeElement).not.toBe(document.body);
});

it('makes a group, and moves favourites there by the menu and by dragging', async () => {
  await renderBobAndCarol();
  await pressButton('New group');
  await userEvent.keyboard('Front desk{Enter}');
  await chooseInMenu('More options for Bob Baker', 'Move to Front desk');
  expect(listNames('Front desk')).toEqual(['Bob Baker']);
  expect(listNames('Others')).toEqual(['Carol Chen']);
  const headings = screen.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent);
  expect(headings).toEqual(['Front desk 1', 'Others 1']);
  await expect.poll(() => screen.getByRole('button', { name: 'More options for Bob Baker' })).toHaveFocus();
  const rowOfCarol = within(getList('Others')).getByRole('listitem', { name: /^Carol/ });
  await userEvent.dragAndDrop(rowOfCarol, screen.getByRole('heading', { name: 'Front desk 1' }));
  expect(listNames('Front desk')).toEqual(['Bob Baker', 'Carol Chen']);
  const heading = screen.getByRole('button', { name: 'Front desk 2' });
  await runAndRender(() => heading.click());
  expect(heading).toHaveAttribute('aria-expanded', 'false');
  expect(screen.queryByRole('list', { name: 'Front desk' })).toBeNull();
});

it('renames a group, and keeps its name when the user presses Escape', async () => {
  const { favourites } = await renderBobAndCarol();
  await runAndRender(() => favourites.addGroup('Desk'));
  await chooseInMenu('More options for the group Desk', 'Rename');
  await userEvent.keyboard('Sales{Escape}');
  expect(screen.getByRole('heading', { name: 'Desk 0' })).toBeVisible();
  await chooseInMenu('More options for the group Desk', 'Rename');
  await userEvent.keyboard(' two{Enter}');
  expect(screen.getByRole('heading', { name: 'Desk two 0' })).toBeVisible();
});

it('finds favourites and, below them, people of the directory, whom a star adds', async () => {
  const { favourites } = await renderBobAndCarol();
  await runAndRender(() => favourites.toggle({ id: carol.rawId, name: carol.name }));
  const searchBox = screen.getByRole('searchbox', { name: 'Find people' });
  await userEvent.fill(searchBox, 'c');
  expect(listNames('Favourites')).toEqual([]);
  await userEvent.fill(searchBox, 'carol');
  const directory = within(await screen.findByRole('list', { name: 'Other people' }));
  expect(await directory.findByRole('listitem', { name: 'Carol Chen, Available' })).toBeVisible();
  await pressButton('Favourite: Carol Chen');
  await expect.poll(() => listNames('Favourites')).toEqual(['Carol Chen']);
  await userEvent.click(searchBox);
  await userEvent.keyboard('{Enter}');
  expect(within(await getRow('Carol Chen, Available')).getByRole('button', { name: 'Call' })).toHaveFocus();
});

it('shows the title and department of people in the directory, and says that one letter is too short', async () => {
  const people = createSimulatedPeople({ search: async () => [{ ...bob, department: 'Support' }] });
  await renderApp(<FavouritesList />, { people });
  const searchBox = screen.getByRole('searchbox', { name: 'Find people' });
  await userEvent.fill(searchBox, 'b');
  expect(screen.getByText('Type at least two letters to search the directory.')).toBeVisible();
  await userEvent.fill(searchBox, 'bob');
  const directory = within(await screen.findByRole('list', { name: 'Other people' }));
  const row = await directory.findByRole('listitem', { name: /^Bob Baker/ });
  await expect.poll(() => row.textContent).toContain('Bob Baker Baker, Support Available');
});

it('says that the search needs a new sign-in once the sign-in has ended', async () => {
  const people = createSimulatedPeople({ search: async () => 'noToken' });
  const { phone } = await renderApp(<FavouritesList />, { people });
  await userEvent.fill(screen.getByRole('searchbox', { name: 'Find people' }), 'bob');
  expect(await screen.findByText(/needs your permission/)).toBeVisible();
  await runAndRender(() => phone.reportProblem(fail('sign-in-needed').problem));
  expect(screen.getByText(/Your sign-in has ended/)).toBeVisible();
  expect(screen.queryByText(/needs your permission/)).toBeNull();
});

it('opens the card of a favourite, and closes the card when the user presses Escape', async () => {
  await renderBobAndCarol();
  const cardButton = screen.getByRole('button', { name: /^Bob Baker/ });
  cardButton.focus();
  await userEvent.keyboard('{Enter}');
  const card = await screen.findByRole('dialog', { name: 'About Bob Baker' });
  expect(card).toHaveTextContent(bob.upn);
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
  await expect.element(cardButton).toHaveFocus();
});

/** Renders the column after the administrator's list has arrived. */
async function renderShared(shared: Partial<SharedFavourites>) {
  const app = await renderApp(<FavouritesList />);
  const store = app.people.sharedFavourites as Store<SharedFavourites>;
  await runAndRender(() => store.set({ ...store.get(), ...shared }));
  return app;
}
const toPerson = ({ rawId, name }: typeof bob) => ({ id: rawId, name });
const reception = { id: '4:+14255550177', name: 'Main reception' };

it('shows the people of the shared list below the own favourites, once, and transfers a caller to them', async () => {
  const { people, connectCall } = await renderShared({ people: [alice, bob, carol].map(toPerson) });
  expect(screen.queryByText(/select the star next to the name/)).toBeNull();
  await expect.poll(() => listNames('Shared list')).toEqual(['Bob Baker', 'Carol Chen']);
  await pressButton('Favourite: Bob Baker');
  expect(people.favourites.list.get().map(({ id }) => id)).toEqual([bob.rawId]);
  await expect
    .poll(() => [listNames('Favourites'), listNames('Shared list')])
    .toEqual([['Bob Baker'], ['Carol Chen']]);
  expect(getList().getBoundingClientRect().bottom).toBeLessThan(
    getList('Shared list').getBoundingClientRect().top,
  );
  const call = await connectCall('4:+14255550100');
  const row = within(getList('Shared list'));
  expect(row.queryByRole('button', { name: /^More options/ })).toBeNull();
  await runAndRender(() => row.getByRole('button', { name: 'Transfer' }).click());
  expect(call.transfer?.to).toEqual({
    targetParticipant: expect.objectContaining({ microsoftTeamsUserId: carol.oid }),
  });
});

it('finds a telephone of the shared list by its name', async () => {
  await renderShared({ people: [reception] });
  await userEvent.fill(screen.getByRole('searchbox'), 'rece');
  expect(screen.queryByRole('list', { name: 'Shared list' })).toBeNull();
  expect(await within(getList('Other people')).findByText('Main reception')).toBeVisible();
});

it.each([
  ['404', [], /^The shared list cannot be read. Please tell your administrator: 404\.$/],
  ['404', [reception], /^The shared list cannot be read/],
  ['unavailable', [], 'The shared list is not available right now.'],
])('says why there is no current shared list: %s, with the people %j', async (fault, people, words) => {
  await renderShared({ fault, people });
  expect(screen.getByText(words)).toBeVisible();
  expect(screen.queryAllByText('Main reception')).toHaveLength(people.length);
});

it('says nothing of a reading that may succeed later while the list is there', async () => {
  await renderShared({ fault: 'unavailable', people: [reception] });
  expect(screen.queryByText(/is not available/)).toBeNull();
  expect(screen.getByText('Main reception')).toBeVisible();
});

it('says that a long shared list is shortened', async () => {
  await renderShared({ people: [reception], isShortened: true });
  expect(screen.getByText('The first 150 people of the shared list are shown here.')).toBeVisible();
});

it('takes the green from the presence of everybody while the browser is offline', async () => {
  await renderBobAndCarol();
  const listLamps = () =>
    [...getList().querySelectorAll('.fui-PresenceBadge')].map((lamp) => lamp.getAttribute('aria-label'));
  await getRow('Bob Baker, Available');
  expect(listLamps()).toEqual(['available', 'available']);
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  await runAndRender(() => dispatchEvent(new Event('offline')));
  await getRow('Bob Baker, Available (1 min ago)');
  expect(listLamps()).toEqual(['unknown', 'unknown']);
  vi.restoreAllMocks();
  await runAndRender(() => dispatchEvent(new Event('online')));
  await getRow('Bob Baker, Available');
  expect(listLamps()).toEqual(['available', 'available']);
});
