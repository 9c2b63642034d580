import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { runAndRender, renderInCall } from '../../fixtures/render.tsx';
import { quality } from './quality.ts';
import { QualityBanner } from './QualityPanel.tsx';

const renderBanner = () => renderInCall(<QualityBanner />, { features: [quality] });

// The number is the SDK's quality: 1 is good, 2 is poor, 3 is bad.
it.each([
  ['networkSendQuality', 2, 'Your connection is weak. The others may hear and see you badly.'],
  ['networkSendQuality', 3, 'Your connection is very weak. The others may lose your sound and video.'],
  ['networkReceiveQuality', 2, 'Your connection is weak. You may hear and see the others badly.'],
  ['networkReceiveQuality', 3, 'Your connection is very weak. Sound and video may drop out.'],
])('while %s is %i, shows a status that says who is heard badly', async (diagnostic, value, expectedText) => {
  const { call } = await renderBanner();
  const { network } = call.features.UserFacingDiagnostics;
  await runAndRender(() => network.reportDiagnostic(diagnostic, value));
  expect(screen.getByRole('status')).toHaveTextContent(expectedText);
  await runAndRender(() => network.reportDiagnostic(diagnostic, 1));
  expect(screen.queryByRole('status')).toBeNull();
});

it('says that nobody hears the user if the user speaks while muted', async () => {
  const { call } = await renderBanner();
  await runAndRender(() =>
    call.features.UserFacingDiagnostics.media.reportDiagnostic('speakingWhileMicrophoneIsMuted', true),
  );
  expect(screen.queryByRole('status')).toBeNull();
  await runAndRender(() => call.mute());
  expect(screen.getByRole('status')).toHaveTextContent('You are muted. Nobody hears you.');
});
