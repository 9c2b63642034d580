import { fireEvent, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { pressButton, renderInCall, runAndRender } from '../../fixtures/render.tsx';
import { bob } from '../../fixtures/testUsers.ts';
import { realTimeText, RealTimeTextBanner, RealTimeTextPanel } from './RealTimeTextPanel.tsx';

const renderPanel = () => renderInCall(<RealTimeTextPanel />, { features: [realTimeText] });
const readLines = () =>
  [...screen.getByRole('log', { name: 'What is typed' }).children].map(({ textContent }) => textContent);
const typeText = (value: string) =>
  runAndRender(() => fireEvent.change(screen.getByRole('textbox'), { target: { value } }));

it('sends each change of the text, and begins a new text after Enter', async () => {
  await renderPanel();
  await typeText('Hel');
  expect(readLines()).toEqual(['Alice ArcherHel']);
  await typeText('Hello');
  expect(readLines()).toEqual(['Alice ArcherHello']);
  await runAndRender(() => fireEvent.keyDown(screen.getByRole('textbox'), { key: 'Enter' }));
  expect(screen.getByRole('textbox')).toHaveValue('');
  await typeText('Bob?');
  expect(readLines()).toEqual(['Alice ArcherHello', 'Alice ArcherBob?']);
});

it('shows what another participant types, and removes a text that the participant deletes', async () => {
  const { call } = await renderPanel();
  const { receive } = call.features.RealTimeText;
  await runAndRender(() => receive(bob.rawId, 1, 'Go', false));
  await runAndRender(() => receive(bob.rawId, 1, 'Good morning', true));
  await runAndRender(() => receive(bob.rawId, 2, 'x', false));
  expect(readLines()).toEqual(['Bob BakerGood morning', 'Bob Bakerx']);
  await runAndRender(() => receive(bob.rawId, 2, '', false));
  expect(readLines()).toEqual(['Bob BakerGood morning']);
});

it('shows the text of another participant while the panel is closed, with a button that opens the panel', async () => {
  const { call } = await renderInCall(<RealTimeTextBanner />, { features: [realTimeText] });
  await runAndRender(() => call.features.RealTimeText.sendRealTimeText('Mine', true));
  expect(screen.queryByRole('status')).toBeNull();
  await runAndRender(() => call.features.RealTimeText.receive(bob.rawId, 1, 'I cannot speak', false));
  expect(screen.getByRole('status')).toHaveTextContent('Bob Baker: I cannot speak');
  await pressButton('Answer');
  expect(screen.getByText('Open panel: realTimeText')).toBeVisible();
  expect(screen.queryByRole('status')).toBeNull();
});
