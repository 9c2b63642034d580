import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { i18n } from '../../fixtures/i18n.ts';
import { pressButton, renderApp, renderPlain, runAndRender, type AppParts } from '../../fixtures/render.tsx';
import { createSimulatedDevices } from '../../fixtures/simulatedDevices.ts';
import { bob, carol } from '../../fixtures/testUsers.ts';
import { pageLanguages } from '../../i18n/pageLanguages.ts';
import { ConnectionCheck } from './ConnectionCheck.tsx';
import { DelegationTab } from './DelegationTab.tsx';
import { LanguageSelect } from './LanguageSelect.tsx';
import { MicrophoneCheck } from './MicrophoneCheck.tsx';
import { NotesTab } from './NotesTab.tsx';
import { SettingsView } from './SettingsView.tsx';
import { ShortcutsTab } from './ShortcutsTab.tsx';

afterEach(() => runAndRender(() => pageLanguages.choose('en')));

const renderSettings = (parts: AppParts = {}) => renderApp(<SettingsView onLeave={() => {}} />, parts);

it('focuses the title, and is left at Escape after the user has started and stopped the check of the microphone', async () => {
  const onLeave = vi.fn();
  await renderApp(<SettingsView onLeave={onLeave} />);
  expect(screen.getByRole('heading', { name: 'Settings', level: 1 })).toHaveFocus();
  for (const name of ['Check the microphone', 'Stop', 'Check the microphone']) {
    // oxlint-disable-next-line no-await-in-loop -- The presses follow one another.
    await userEvent.click(screen.getByRole('button', { name }));
  }
  await userEvent.keyboard('{Escape}');
  expect(onLeave).toHaveBeenCalled();
});

it('stays open at an Escape that closes suggestions, or that comes from another part of the screen', async () => {
  const onLeave = vi.fn();
  await renderApp(
    <>
      <button type="button">Mute</button>
      <SettingsView onLeave={onLeave} />
    </>,
  );
  await runAndRender(() => screen.getByRole('tab', { name: 'Delegation' }).click());
  await userEvent.fill(screen.getByRole('combobox', { name: 'Add a person' }), 'ba');
  await screen.findByRole('option', { name: /Bob Baker/ });
  await userEvent.keyboard('{Escape}');
  expect(screen.queryByRole('option', { name: /Bob Baker/ })).toBeNull();
  screen.getByRole('button', { name: 'Mute' }).focus();
  await userEvent.keyboard('{Escape}');
  expect(onLeave).not.toHaveBeenCalled();
});

it('opens each tab with the keyboard, in one panel with the name of the tab', async () => {
  await renderSettings();
  screen.getByRole('tab', { name: 'Devices' }).focus();
  for (const name of ['Appearance', 'Shortcuts', 'Notes', 'Delegation', 'Privacy', 'About']) {
    await userEvent.keyboard('{ArrowRight}{Enter}');
    expect(await screen.findByRole('tabpanel', { name })).toBeVisible();
  }
  expect(screen.getByText(/^Switchboard \d/)).toBeVisible();
  expect(screen.getByText(/^Calling SDK \d/)).toBeVisible();
});

it('uses the microphone that the user selects, and keeps the choice of a microphone that is unplugged', async () => {
  const microphones = [
    { id: 'microphone:a', name: 'Headset' },
    { id: 'microphone:b', name: '' },
  ];
  const devices = createSimulatedDevices(async () => {}, { microphones });
  const { phone } = await renderSettings({
    connectedAgent: { devices },
    settings: { microphone: 'microphone:unplugged' },
  });
  const microphoneSelect = screen.getByRole('combobox', { name: 'Microphone' });
  const options = [...microphoneSelect.querySelectorAll('option')].map(({ text }) => text);
  expect(options).toEqual(['System default', 'Headset', 'Device 2']);
  expect(microphoneSelect).toHaveDisplayValue('System default');
  expect(phone.settings.get().microphone).toBe('microphone:unplugged');
  await runAndRender(() => fireEvent.change(microphoneSelect, { target: { value: 'microphone:a' } }));
  expect(phone.settings.get().microphone).toBe('microphone:a');
  // The simulated devices contain no camera.
  const cameraSelect = screen.getByRole('combobox', { name: 'Camera' });
  expect(cameraSelect).toBeDisabled();
  expect(cameraSelect).toHaveAccessibleDescription('In this browser the system decides.');
});

it('B13: says that the devices could not be listed, and lists them after another attempt', async () => {
  const sdkError = Object.assign(new Error(), { name: 'CallingCommunicationError', code: 500, subCode: 0 });
  const updateList = vi.fn().mockRejectedValue(sdkError);
  const devices = { ...createSimulatedDevices(async () => {}), updateList };
  const { phone } = await renderSettings({ connectedAgent: { devices } });
  const findProblem = () => phone.state.get().problems.find(({ code }) => code === 'devices-not-listed');
  await expect.poll(findProblem).toMatchObject({ remedy: 'retry', detail: '500/0' });
  updateList.mockReset();
  findProblem()?.retry?.();
  expect(updateList).toHaveBeenCalledOnce();
});

it('sets the volume of the ringtone by the keyboard', async () => {
  const { phone } = await renderSettings();
  screen.getByRole('slider', { name: 'Ring volume' }).focus();
  await userEvent.keyboard('{End}');
  await expect.poll(() => phone.settings.get().ringVolume).toBe(1);
  await userEvent.keyboard('{ArrowLeft}');
  await expect.poll(() => phone.settings.get().ringVolume).toBe(0.99);
});

/** The texts of the rows. Each text joins the name of the check, its result and any help without spaces. */
const getRowTexts = () => screen.getAllByRole('listitem').map(({ textContent }) => textContent);

it('sets after how long the user is reminded of callers on hold', async () => {
  const { phone } = await renderSettings();
  const select = screen.getByRole('combobox', { name: 'Remind me of callers on hold' });
  expect([...select.querySelectorAll('option')].map(({ text }) => text)).toEqual([
    'Never',
    'After 30 seconds',
    'After 1 minute',
    'After 2 minutes',
    'After 5 minutes',
  ]);
  expect(select).toHaveDisplayValue('After 1 minute');
  await runAndRender(() => fireEvent.change(select, { target: { value: '0' } }));
  expect(phone.settings.get().heldAlertSeconds).toBe(0);
});

it('checks the real microphone, camera and WebRTC of this browser', async () => {
  await renderApp(<ConnectionCheck />);
  expect(screen.queryByRole('list')).toBeNull();
  await pressButton('Check the connection');
  expect(screen.getByRole('list')).toHaveAttribute('aria-live', 'polite');
  const checks = ['Microphone', 'Camera', 'Voice and video through this browser', 'Calling service'];
  await expect.poll(getRowTexts).toEqual(checks.map((check) => `${check}Works`));
});

it('says what the user can do about each check that fails', async () => {
  vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockRejectedValue(new DOMException('', 'NotFoundError'));
  const { service } = await renderApp(<ConnectionCheck />);
  await runAndRender(() => service.changeConnection('Disconnected'));
  await pressButton('Check the connection');
  await expect
    .poll(() => getRowTexts()[1])
    .toBe('CameraDoes not workConnect a camera, and allow it for this site.');
  expect(getRowTexts()[3]).toBe(
    'Calling serviceDoes not workThe calling service is not connected. It comes back by itself.',
  );
});

it('shows the level of the browser’s microphone, and closes the microphone when the user presses Stop', async () => {
  const getUserMedia = vi.spyOn(navigator.mediaDevices, 'getUserMedia');
  await renderApp(<MicrophoneCheck />);
  expect(getUserMedia).not.toHaveBeenCalled();
  await pressButton('Check the microphone');
  const level = screen.getByRole('progressbar', { name: 'Microphone level' });
  // The browser's fake microphone beeps once a second.
  await expect.poll(() => Number(level.ariaValueNow)).toBeGreaterThan(0);
  await pressButton('Stop');
  const stream: MediaStream = await getUserMedia.mock.results[0]?.value;
  expect(stream.getTracks().map(({ readyState }) => readyState)).toEqual(['ended']);
});

it('says what to do when the browser refuses the microphone', async () => {
  vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockRejectedValue(new DOMException('', 'NotAllowedError'));
  await renderApp(<MicrophoneCheck />);
  await pressButton('Check the microphone');
  expect(await screen.findByText('Connect a microphone, and allow it for this site.')).toBeVisible();
});

const getLanguageBox = () => screen.getByRole('combobox', { name: 'Language' });
const chooseLanguage = (tag: string) =>
  runAndRender(() => fireEvent.change(getLanguageBox(), { target: { value: tag } }));

it('names each language in the language itself, and changes the language of the page at once', async () => {
  renderPlain(<LanguageSelect />);
  expect(getLanguageBox()).toHaveValue('en');
  expect(within(getLanguageBox()).getByRole('option', { name: 'العربية' })).toHaveAttribute('lang', 'ar');
  await chooseLanguage('ar');
  await expect.poll(() => [i18n.language, document.documentElement.dir]).toEqual(['ar', 'rtl']);
});

it('says that a language could not be loaded, and shows the present language again', async () => {
  vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('Failed to fetch'));
  renderPlain(<LanguageSelect />);
  await chooseLanguage('ja');
  expect(await screen.findByRole('alert')).toHaveTextContent('This language could not be loaded.');
  expect(getLanguageBox()).toHaveValue('en');
});

const findField = () => screen.getByRole('textbox', { name: 'Outcomes to choose from' });

it('stores one outcome for each line, without empty and repeated lines', async () => {
  const { phone } = await renderApp(<NotesTab />);
  const text = ' Sale \n\nNo interest\nSale\n';
  await runAndRender(() => fireEvent.change(findField(), { target: { value: text } }));
  expect(phone.settings.get().callLabels).toEqual(['Sale', 'No interest']);
  // The field keeps the text as the user typed it.
  expect(findField()).toHaveValue(text);
});

it('restores the default outcomes, and shows them in the new language when the user changes the language', async () => {
  await pageLanguages.loadRest();
  const { phone } = await renderApp(<NotesTab />, { settings: { callLabels: ['Sale'] } });
  expect(findField()).toHaveValue('Sale');
  await pressButton('Use the default outcomes');
  expect(phone.settings.get().callLabels).toBeNull();
  expect(findField()).toHaveValue('Resolved\nCall back later\nMessage taken\nWrong number\nSpam');
  await runAndRender(() => pageLanguages.choose('de'));
  await expect.poll(() => screen.getByRole<HTMLTextAreaElement>('textbox').value).toMatch(/^Erledigt/);
});

it('adds a person on whose behalf the user can call, but no phone number, and removes a person', async () => {
  const { phone } = await renderApp(<DelegationTab />, { settings: { delegators: [bob.rawId] } });
  expect(screen.getByText(/below the box “Name/)).toBeVisible();
  const getBox = () => screen.getByRole('combobox', { name: 'Add a person' });
  await userEvent.fill(getBox(), carol.rawId);
  await pressButton('Add');
  expect(phone.settings.get().delegators).toEqual([bob.rawId, carol.rawId]);
  await pressButton('Remove Bob Baker');
  expect(phone.settings.get().delegators).toEqual([carol.rawId]);
  expect(screen.getByRole('list', { name: 'People you can call for' })).toHaveTextContent('Carol Chen');
  // A phone number has no delegate.
  await userEvent.fill(getBox(), '+14255550100');
  expect(screen.getByRole('button', { name: 'Add' })).toHaveAttribute('aria-disabled', 'true');
});

const getShortcutButton = (action: string) => screen.getByRole('button', { name: new RegExp(`: ${action}`) });

async function renderAndEditHold() {
  const app = await renderApp(<ShortcutsTab />);
  expect(getShortcutButton('Hold')).toHaveAccessibleName('Change the keys for: Hold or resume Ctrl+Shift+Y');
  getShortcutButton('Hold').focus();
  await userEvent.keyboard('{Enter}');
  expect(getShortcutButton('Hold')).toHaveTextContent('Press the new keys…');
  return app;
}

it('assigns the keys that the user presses next', async () => {
  const { phone } = await renderAndEditHold();
  await userEvent.keyboard('{Control>}{Alt>}j{/Alt}{/Control}');
  await expect.poll(() => phone.settings.get().shortcuts).toEqual({ hold: 'Ctrl+Alt+J' });
  expect(getShortcutButton('Hold')).toHaveTextContent('Ctrl+Alt+J');
});

it('refuses keys that are the shortcut of another action', async () => {
  const { phone } = await renderAndEditHold();
  await userEvent.keyboard('{Control>}{Shift>}m{/Shift}{/Control}');
  expect(await screen.findByRole('alert')).toHaveTextContent('These keys already do something else.');
  expect(phone.settings.get().shortcuts).toEqual({});
  expect(getShortcutButton('Hold')).toHaveTextContent('Ctrl+Shift+Y');
});

it('keeps the present keys on Escape, and removes them on Delete', async () => {
  const { phone } = await renderAndEditHold();
  await userEvent.keyboard('{Escape}');
  await expect.element(getShortcutButton('Hold')).toHaveTextContent('Ctrl+Shift+Y');
  await userEvent.keyboard('{Enter}{Delete}');
  await expect.poll(() => phone.settings.get().shortcuts).toEqual({ hold: null });
  expect(getShortcutButton('Hold')).toHaveTextContent('None');
  await pressButton('Reset to defaults');
  expect(getShortcutButton('Hold')).toHaveTextContent('Ctrl+Shift+Y');
});
