import { fireEvent, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { play, press, renderInCall } from '../../fixtures/render.tsx';
import { bob } from '../../fixtures/testUsers.ts';
import { captions } from './captions.ts';
import { CaptionsBar } from './CaptionsBar.tsx';
import { CaptionsPanel } from './CaptionsPanel.tsx';

const show = () => renderInCall(<CaptionsPanel />, { features: [captions] });
const log = () => screen.getByRole('log', { name: 'What was said' });

it('starts captions, offers their languages, and stops them', async () => {
  const { call } = await show();
  expect(screen.queryByRole('combobox')).toBeNull();
  await press('Start captions');
  expect(screen.getByRole('combobox', { name: 'Spoken language' })).toHaveDisplayValue('American English');
  const shown = screen.getByRole('combobox', { name: 'Caption language' });
  await play(() => fireEvent.change(shown, { target: { value: 'de' } }));
  expect(call.features.Captions.captions.activeCaptionLanguage).toBe('de');
  expect(shown).toHaveDisplayValue('German');
  await press('Stop captions');
  expect(screen.queryByRole('combobox')).toBeNull();
});

it('logs who said what, and replaces a sentence that is still being recognised', async () => {
  const { call } = await show();
  const { receive } = call.features.Captions.captions;
  await play(() => receive(bob.rawId, 'Good mor', 'Partial'));
  expect(log()).toHaveTextContent('Bob BakerGood mor');
  await play(() => receive(bob.rawId, 'Good morning.', 'Final'));
  await play(() => receive(bob.rawId, 'Alice?', 'Final'));
  expect([...log().children].map(({ textContent }) => textContent)).toEqual([
    'Bob BakerGood morning.',
    'Bob BakerAlice?',
  ]);
});

it('says why captions cannot be started', async () => {
  const { call } = await show();
  await play(() => call.features.Capabilities.take('startLiveCallingCaptions', 'UserPolicyRestricted'));
  expect(screen.getByText('Your organisation’s policy does not allow it.')).toBeVisible();
  await press('Start captions');
  expect(call.features.Captions.captions.isCaptionsFeatureActive).toBe(false);
});

it('shows the last sentence above the pictures while captions are on', async () => {
  const { call } = await renderInCall(<CaptionsBar />, { features: [captions] });
  const { captions: sdkCaptions } = call.features.Captions;
  expect(screen.queryByRole('status')).toBeNull();
  await play(() => sdkCaptions.startCaptions());
  expect(screen.getByRole('status')).toHaveTextContent('Captions are on. What is said appears here.');
  await play(() => sdkCaptions.receive(bob.rawId, 'Hello.', 'Final'));
  expect(screen.getByRole('status')).toHaveTextContent('Bob Baker: Hello.');
});
