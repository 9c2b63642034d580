import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { renderInCall, runAndRender } from '../fixtures/render.tsx';
import { createSimulatedParticipant } from '../fixtures/simulatedParticipant.ts';
import { bob, carol } from '../fixtures/testUsers.ts';
import { callFeatures } from './list.ts';

const reason = 'Your organisation’s policy does not allow it.';

it.each([
  ['addTeamsUser', 'addPeople', 'Add to the call'],
  ['turnVideoOn', 'camera', 'Turn camera on'],
  ['startLiveCallingCaptions', 'captions', 'Start captions'],
  ['muteOthers', 'people', 'Mute everyone else'],
  ['useReactions', 'reactions', 'Like'],
  ['realTimeText', 'realTimeText', 'New text'],
  ['shareScreen', 'screenShare', 'Share screen'],
] as const)(
  'a user without the capability %s reads why the control cannot be used',
  async (capability, featureName, name) => {
    const listed = callFeatures.find(({ feature }) => feature.name === featureName);
    const Component = listed?.Panel ?? listed?.Control;
    if (!listed || !Component) throw new Error(`The feature ${featureName} has no control.`);
    const { call } = await renderInCall(<Component />, { features: [listed.feature] });
    await runAndRender(() =>
      call.setParticipants(...[bob, carol].map(({ rawId }) => createSimulatedParticipant(rawId))),
    );
    expect(screen.queryByText(reason)).toBeNull();
    await runAndRender(() => call.features.Capabilities.revokeCapability(capability, 'UserPolicyRestricted'));
    expect(screen.getByText(reason)).toBeInTheDocument();
    expect(screen.getByRole('button', { name })).toHaveAttribute('aria-disabled', 'true');
  },
);
