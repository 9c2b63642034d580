import { screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { cdp } from 'vitest/browser';
import { CallList } from '../areas/calls/CallList.tsx';
import { CallStatus } from '../areas/call-status/CallStatus.tsx';
import { camera } from '../features/camera/camera.ts';
import { screenShare } from '../features/screen-share/screenShare.ts';
import { renderInCall, runAndRender } from '../fixtures/render.tsx';
import { carol } from '../fixtures/testUsers.ts';
import { ControlButton } from '../ui/ControlButton.tsx';
import { CallToolbar } from './CallToolbar.tsx';

const forceColours = (value: 'active' | 'none') =>
  cdp().send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value }] });

afterEach(() => forceColours('none'));

it('marks with forced colours only the call on the screen, Hang up, and what is on hold, and fades no button', async () => {
  const { connectCall } = await renderInCall(
    <>
      <CallStatus />
      <CallList ringingRows={null} />
      <CallToolbar />
      <ControlButton label="Impossible" icon={<span />} unavailable="Why" onClick={() => {}} />
    </>,
    { features: [camera, screenShare] },
  );
  const front = await connectCall(carol.rawId);
  await forceColours('active');
  const styleOf = (element: Element) => getComputedStyle(element);
  const findButton = (name: string) => screen.findByRole('button', { name });
  const bars = screen
    .getAllByRole('listitem')
    .map((row) => [row.ariaLabel, styleOf(row).borderInlineStartWidth]);
  expect(bars).toEqual([
    ['Carol Chen, Connected', '4px'],
    ['Bob Baker, On hold', '1px'],
  ]);
  const [hangUp, hold] = [await findButton('Hang up'), await findButton('Hold')];
  expect(styleOf(hangUp).backgroundColor).not.toBe(styleOf(hold).backgroundColor);
  expect(styleOf(await findButton('Impossible')).opacity).toBe('1');
  expect(styleOf(screen.getByRole('status')).outlineStyle).toBe('none');
  await runAndRender(() => front.hold());
  expect(styleOf(screen.getByRole('status')).outlineStyle).toBe('solid');
});
