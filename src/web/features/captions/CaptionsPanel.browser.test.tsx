import { fireEvent, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, it } from 'vitest';
import { runAndRender, pressButton, renderInCall } from '../../fixtures/render.tsx';
import { bob } from '../../fixtures/testUsers.ts';
import { captions } from './captions.ts';
import { CaptionsOverlay, CaptionsPanel } from './CaptionsPanel.tsx';

/** Renders the panel. @returns the SDK's captions, among others */
async function renderPanel(overlay: ReactNode = null) {
  const app = await renderInCall([<CaptionsPanel key="panel" />, overlay], { features: [captions] });
  const { Captions } = app.call.features;
  return { ...app, sdkCaptions: Captions.captions, changeKind: Captions.changeKind };
}
const overlay = <CaptionsOverlay key="overlay" />;
const getLog = () => screen.getByRole('log', { name: 'What was said' });

it('starts captions, lets the user choose their languages, and stops captions', async () => {
  const { sdkCaptions } = await renderPanel();
  expect(screen.queryByRole('combobox')).toBeNull();
  await pressButton('Start captions');
  expect(screen.getByRole('combobox', { name: 'Spoken language' })).toHaveDisplayValue('American English');
  const captionLanguage = screen.getByRole('combobox', { name: 'Caption language' });
  await runAndRender(() => fireEvent.change(captionLanguage, { target: { value: 'de' } }));
  expect(sdkCaptions.activeCaptionLanguage).toBe('de');
  expect(captionLanguage).toHaveDisplayValue('German');
  await pressButton('Stop captions');
  expect(screen.queryByRole('combobox')).toBeNull();
});

it('keeps the newest caption in sight until the user scrolls up', async () => {
  const { sdkCaptions } = await renderPanel();
  const log = getLog();
  log.style.height = '100px';
  const receive = (count: number) =>
    runAndRender(() => {
      for (let line = 1; line <= count; line++)
        sdkCaptions.receiveCaption(bob.rawId, `Line ${line}`, 'Final');
    });
  await receive(12);
  expect(log.scrollTop + log.clientHeight).toBeCloseTo(log.scrollHeight, -1);
  await runAndRender(async () => {
    log.scrollTop = 0;
    await new Promise((resolve) => log.addEventListener('scroll', resolve, { once: true }));
  });
  await receive(3);
  expect(log.scrollTop).toBe(0);
});

it('shows the last sentence over the videos, and tells screen readers the language of each sentence', async () => {
  const { sdkCaptions } = await renderPanel(overlay);
  expect(screen.queryByRole('status')).toBeNull();
  await runAndRender(() => sdkCaptions.startCaptions());
  expect(screen.getByRole('status')).toHaveTextContent('Captions are on. What is said appears here.');
  await runAndRender(() => sdkCaptions.receiveCaption(bob.rawId, 'Hello.', 'Final'));
  expect(screen.getByRole('status')).toHaveTextContent('Bob Baker: Hello.');
  await runAndRender(() => sdkCaptions.setCaptionLanguage('de'));
  await runAndRender(() => sdkCaptions.receiveCaption(bob.rawId, 'Guten Morgen.', 'Final'));
  const [listed, shown] = screen.getAllByText('Guten Morgen.');
  expect([listed?.lang, shown?.lang]).toEqual(['de', 'de']);
  expect(screen.getByText('Hello.')).toHaveAttribute('lang', 'en');
  // The name of the speaker is in no known language.
  expect(screen.getByText('Bob Baker:').closest('[lang]')).toBe(document.documentElement);
});

it('goes on with captions that cannot be translated when the service changes their kind, and says so', async () => {
  const { changeKind, sdkCaptions } = await renderPanel();
  await pressButton('Start captions');
  await runAndRender(() => changeKind());
  expect(screen.getByRole('status')).toHaveTextContent('can no longer be translated');
  expect(screen.getByRole('button', { name: 'Stop captions' })).toBeVisible();
  expect(screen.queryByRole('combobox', { name: 'Caption language' })).toBeNull();
  await runAndRender(() => sdkCaptions.receiveCaption(bob.rawId, 'Good morning.', 'Final'));
  expect(getLog()).toHaveTextContent('Bob BakerGood morning.');
  expect(screen.getByText('Good morning.')).toHaveAttribute('lang', 'en-us');
});

it('says that captions have stopped if the service refuses to start those of the other kind', async () => {
  const { changeKind } = await renderPanel(overlay);
  await pressButton('Start captions');
  await runAndRender(() => changeKind(() => Promise.reject(new Error('refused'))));
  for (const status of screen.getAllByRole('status'))
    expect(status).toHaveTextContent('captions have stopped');
  expect(screen.getByRole('button', { name: 'Start captions' })).toBeVisible();
});

it('does not start captions that the user has not started when their kind changes', async () => {
  const { changeKind, sdkCaptions } = await renderPanel();
  await runAndRender(() => changeKind());
  expect(sdkCaptions.isCaptionsFeatureActive).toBe(false);
  expect(screen.queryByRole('status')).toBeNull();
});

it('says that a call with a telephone has no captions', async () => {
  const { call, phone, service, sdkCaptions } = await renderPanel();
  await runAndRender(() => call.setParticipants(bob.rawId, '4:+14255550100'));
  sdkCaptions.startCaptions = () => Promise.reject(service.createRefusal(403, 0));
  await pressButton('Start captions');
  expect(phone.state.get().problems).toMatchObject([{ code: 'no-phone-captions', detail: '403/0' }]);
});
