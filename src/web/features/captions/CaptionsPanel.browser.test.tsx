import { fireEvent, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { play, press, renderInCall } from '../../fixtures/render.tsx';
import { bob } from '../../fixtures/testUsers.ts';
import { captions } from './captions.ts';
import { CaptionsBanner } from './CaptionsBanner.tsx';
import { CaptionsPanel } from './CaptionsPanel.tsx';

const renderPanel = () => renderInCall(<CaptionsPanel />, { features: [captions] });
const getLog = () => screen.getByRole('log', { name: 'What was said' });

it('starts captions, offers a choice of their languages, and stops them', async () => {
  const { call } = await renderPanel();
  expect(screen.queryByRole('combobox')).toBeNull();
  await press('Start captions');
  expect(screen.getByRole('combobox', { name: 'Spoken language' })).toHaveDisplayValue('American English');
  const captionLanguage = screen.getByRole('combobox', { name: 'Caption language' });
  await play(() => fireEvent.change(captionLanguage, { target: { value: 'de' } }));
  expect(call.features.Captions.captions.activeCaptionLanguage).toBe('de');
  expect(captionLanguage).toHaveDisplayValue('German');
  await press('Stop captions');
  expect(screen.queryByRole('combobox')).toBeNull();
});

it('lists who said what, and replaces a sentence that is still being recognised', async () => {
  const { call } = await renderPanel();
  const { receive } = call.features.Captions.captions;
  await play(() => receive(bob.rawId, 'Good mor', 'Partial'));
  expect(getLog()).toHaveTextContent('Bob BakerGood mor');
  await play(() => receive(bob.rawId, 'Good morning.', 'Final'));
  await play(() => receive(bob.rawId, 'Alice?', 'Final'));
  expect([...getLog().children].map(({ textContent }) => textContent)).toEqual([
    'Bob BakerGood morning.',
    'Bob BakerAlice?',
  ]);
});

it('says why captions cannot be started', async () => {
  const { call } = await renderPanel();
  await play(() => call.features.Capabilities.take('startLiveCallingCaptions', 'UserPolicyRestricted'));
  expect(screen.getByText('Your organisation’s policy does not allow it.')).toBeVisible();
  await press('Start captions');
  expect(call.features.Captions.captions.isCaptionsFeatureActive).toBe(false);
});

it('shows the last sentence above the videos while captions are on', async () => {
  const { call } = await renderInCall(<CaptionsBanner />, { features: [captions] });
  const { captions: sdkCaptions } = call.features.Captions;
  expect(screen.queryByRole('status')).toBeNull();
  await play(() => sdkCaptions.startCaptions());
  expect(screen.getByRole('status')).toHaveTextContent('Captions are on. What is said appears here.');
  await play(() => sdkCaptions.receive(bob.rawId, 'Hello.', 'Final'));
  expect(screen.getByRole('status')).toHaveTextContent('Bob Baker: Hello.');
});
