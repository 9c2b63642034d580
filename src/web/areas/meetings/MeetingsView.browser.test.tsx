import { screen, within } from '@testing-library/react';
import { expect, it, onTestFinished, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { fail, ok } from '../../errors/problem.ts';
import { pressButton, renderApp, runAndRender } from '../../fixtures/render.tsx';
import { createSimulatedConsents } from '../../fixtures/simulatedConsents.ts';
import { createSimulatedWorkday, createTestEvent, newMeetingLink } from '../../fixtures/simulatedWorkday.ts';
import { MeetingsView } from './MeetingsView.tsx';
import { TodayList } from './Today.tsx';

const findToday = () => screen.findByRole('region', { name: 'Today' });

it('shows today’s meetings with organizer and attendees, and joins one with one press', async () => {
  const standUp = createTestEvent(-5, 25, {
    subject: 'Stand-up',
    attendees: [{ name: 'Bob Baker', address: 'bob@fabrikam.example' }],
  });
  const workday = createSimulatedWorkday({
    readEvents: async () => [
      createTestEvent(-60, -30, { subject: 'Briefing' }),
      standUp,
      createTestEvent(8, 30, { subject: 'Lunch', joinLink: null, location: 'Canteen' }),
    ],
  });
  const { phone, service } = await renderApp(<MeetingsView />, { workday });
  const today = within(await findToday());
  const rows = await today.findAllByRole('listitem');
  expect(rows).toHaveLength(3);
  expect(rows[0]).toHaveTextContent(/Stand-up\s*Now/);
  expect(rows[0]).toHaveTextContent('Organiser: Carol Chen');
  expect(rows[0]).toHaveTextContent('With Bob Baker');
  expect(rows[1]).toHaveTextContent('Canteen');
  expect(today.getByRole('heading', { name: 'Earlier today' })).toBeVisible();
  expect(rows[2]).toHaveTextContent('Briefing');
  // A meeting that is over, and an event without a link, have no button.
  const joinButton = today.getByRole('button', { name: 'Join' });
  expect(joinButton).toHaveAccessibleDescription('Stand-up');
  await runAndRender(() => joinButton.click());
  expect(service.startedTargets).toEqual([standUp.joinLink]);
  expect(await today.findByText('Joined')).toBeVisible();
  const session = phone.findSession(phone.state.get().front ?? '');
  expect(session?.target).toMatchObject({ subject: 'Stand-up' });
});

it.each([390, 320])('shows Join beside the subject in a window of %i px', async (width) => {
  await page.viewport(width, 780);
  onTestFinished(() => page.viewport(1280, 800));
  const event = createTestEvent(-5, 25, { subject: 'Stand-up of the front desk' });
  await renderApp(<MeetingsView />, { workday: createSimulatedWorkday({ readEvents: async () => [event] }) });
  const subject = (await screen.findByText('Stand-up of the front desk')).getBoundingClientRect();
  const join = screen.getByRole('button', { name: 'Join' }).getBoundingClientRect();
  expect(join.left).toBeGreaterThanOrEqual(subject.right);
  expect(join.top).toBeLessThan(subject.bottom);
});

it('shows before the user joins whether the microphone will be on, and joins as the user has chosen', async () => {
  const { phone, service } = await renderApp(<MeetingsView />, {
    workday: createSimulatedWorkday({ readEvents: async () => [createTestEvent(-5, 25)] }),
  });
  const button = () => screen.getByRole('button', { name: /^Microphone/ });
  expect(button()).toHaveTextContent('Microphone on');
  expect(button()).toHaveAttribute('aria-pressed', 'true');
  await runAndRender(() => button().click());
  expect(button()).toHaveTextContent('Microphone off');
  expect(phone.settings.get().joinsWithMicrophone).toBe(false);
  await runAndRender(() => screen.getByRole('button', { name: 'Join' }).click());
  expect(service.calls.at(-1)?.isMuted).toBe(true);
});

it('joins a meeting to which 20 people are invited with a muted microphone, and says so before', async () => {
  const attendees = Array.from({ length: 20 }, (_, index) => ({ name: `Guest ${index}`, address: '' }));
  const { service } = await renderApp(<MeetingsView />, {
    workday: createSimulatedWorkday({ readEvents: async () => [createTestEvent(-5, 25, { attendees })] }),
  });
  expect(await screen.findByText('Many people are invited, so you join muted.')).toBeVisible();
  await runAndRender(() => screen.getByRole('button', { name: 'Join' }).click());
  expect(service.calls.at(-1)?.isMuted).toBe(true);
});

it('reads the calendar only after the user has consented', async () => {
  const readEvents = vi.fn(async () => []);
  const consents = createSimulatedConsents('needed');
  await renderApp(<MeetingsView />, { consents, workday: createSimulatedWorkday({ readEvents }) });
  const today = within(await findToday());
  expect(readEvents).not.toHaveBeenCalled();
  await runAndRender(() => today.getByRole('button', { name: 'Allow…' }).click());
  expect(await today.findByText('Nothing in your calendar today.')).toBeVisible();
});

it('says that the calendar could not be read, and tries again', async () => {
  const readEvents = vi
    .fn()
    .mockResolvedValueOnce('unavailable')
    .mockResolvedValue([createTestEvent(5, 35)]);
  await renderApp(<MeetingsView />, { workday: createSimulatedWorkday({ readEvents }) });
  expect(await screen.findByRole('alert')).toHaveTextContent(
    /Your calendar could not be read\..*calendar-not-read · unavailable/,
  );
  await pressButton('Try again');
  expect(await screen.findByText('In 5 minutes')).toBeVisible();
  expect(screen.queryByRole('alert')).toBeNull();
});

it('Meet now creates a meeting after another attempt, joins it, and shows its link', async () => {
  const createMeeting = vi
    .fn()
    .mockResolvedValueOnce(fail('no-new-meeting', { detail: 'busy' }))
    .mockResolvedValue(ok(newMeetingLink));
  const { service } = await renderApp(<MeetingsView />, {
    workday: createSimulatedWorkday({ createMeeting }),
  });
  await pressButton('Meet now');
  expect(await screen.findByRole('alert')).toHaveTextContent('no-new-meeting · busy');
  await pressButton('Try again');
  expect(service.startedTargets).toEqual([newMeetingLink]);
  expect(screen.getByRole('textbox', { name: /^Send this link/ })).toHaveValue(newMeetingLink);
  expect(screen.getByRole('button', { name: 'Copy the link' })).toBeVisible();
});

it('the first Meet now says why the consent is needed, and the meeting begins after the consent', async () => {
  const { service } = await renderApp(<MeetingsView />, { consents: createSimulatedConsents('needed') });
  await pressButton('Meet now');
  expect(screen.getByText(/^To start a meeting at once/)).toBeVisible();
  expect(service.startedTargets).toEqual([]);
  await runAndRender(() => screen.getAllByRole('button', { name: 'Allow…' })[0]?.click());
  expect(service.startedTargets).toEqual([newMeetingLink]);
});

it('joins a meeting by its id and passcode, and says what an id looks like', async () => {
  const { service } = await renderApp(<MeetingsView />, {});
  const id = screen.getByRole('textbox', { name: 'Meeting ID' });
  const button = screen.getByRole('button', { name: 'Join with an ID' });
  await userEvent.type(id, '1234');
  expect(id).toHaveAccessibleDescription('A meeting ID has 9 to 15 digits.');
  expect(button).toHaveAttribute('aria-disabled', 'true');
  await userEvent.fill(id, '201 000 000 002');
  await userEvent.type(screen.getByRole('textbox', { name: 'Passcode' }), 'lobby2');
  await pressButton('Join with an ID');
  expect(service.startedTargets).toEqual(['201000000002 lobby2']);
});

const createWorkday = () =>
  createSimulatedWorkday({
    readEvents: async () => [createTestEvent(-60, -30), ...[0, 1, 2, 3].map((i) => createTestEvent(i, 30))],
  });

it('shows the next three meetings of today', async () => {
  await renderApp(<TodayList />, { workday: createWorkday() });
  expect(await screen.findAllByRole('button', { name: 'Join' })).toHaveLength(3);
  expect(screen.getByText('Meeting 0')).toBeVisible();
});

it('shows nothing, and asks nothing, without the user’s consent', async () => {
  await renderApp(<TodayList />, { workday: createWorkday(), consents: createSimulatedConsents('needed') });
  expect(screen.queryByRole('region')).toBeNull();
  expect(screen.queryByRole('button')).toBeNull();
});
