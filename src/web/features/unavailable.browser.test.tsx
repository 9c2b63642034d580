import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { pressButton, renderInCall, renderInMenu, runAndRender } from '../fixtures/render.tsx';
import { createSimulatedParticipant } from '../fixtures/simulatedParticipant.ts';
import { bob, carol } from '../fixtures/testUsers.ts';
import { addPeople } from './add-people/addPeople.ts';
import { AddPeoplePanel } from './add-people/AddPeoplePanel.tsx';
import { camera } from './camera/camera.ts';
import { CameraButton } from './camera/Camera.tsx';
import { captions } from './captions/captions.ts';
import { CaptionsPanel } from './captions/CaptionsPanel.tsx';
import { people } from './people/people.ts';
import { PeoplePanel } from './people/PeoplePanel.tsx';
import { raiseHand } from './raise-hand/raiseHand.ts';
import { RaiseHandItem } from './raise-hand/RaiseHand.tsx';
import { ReactionsPopover } from './reactions/Reactions.tsx';
import { reactions } from './reactions/reactions.ts';
import { realTimeText } from './real-time-text/realTimeText.ts';
import { RealTimeTextPanel } from './real-time-text/RealTimeTextPanel.tsx';
import { screenShare } from './screen-share/screenShare.ts';
import { ScreenShareButton } from './screen-share/ScreenShare.tsx';

const reason = 'Your organisation’s policy does not allow it.';

it.each([
  ['addTeamsUser', addPeople, AddPeoplePanel, 'Add to the call'],
  ['turnVideoOn', camera, CameraButton, 'Turn camera on'],
  ['startLiveCallingCaptions', captions, CaptionsPanel, 'Start captions'],
  ['muteOthers', people, PeoplePanel, 'Mute everyone else'],
  ['useReactions', reactions, ReactionsPopover, 'Like'],
  ['realTimeText', realTimeText, RealTimeTextPanel, 'New text'],
  ['shareScreen', screenShare, ScreenShareButton, 'Share screen'],
] as const)(
  'a user without the capability %s reads why the control cannot be used',
  async (capability, feature, Component, name) => {
    const { call } = await renderInCall(<Component />, { features: [feature] });
    await runAndRender(() =>
      call.setParticipants(...[bob, carol].map(({ rawId }) => createSimulatedParticipant(rawId))),
    );
    expect(screen.queryByText(reason)).toBeNull();
    await runAndRender(() => call.features.Capabilities.revokeCapability(capability, 'UserPolicyRestricted'));
    expect(screen.getByText(reason)).toBeInTheDocument();
    expect(screen.getByRole('button', { name })).toHaveAttribute('aria-disabled', 'true');
  },
);

it('a user without the capability raiseHand reads the reason in the menu', async () => {
  const { call } = await renderInMenu(<RaiseHandItem />, { features: [raiseHand] });
  await runAndRender(() => call.features.Capabilities.revokeCapability('raiseHand', 'RoleRestricted'));
  await pressButton('More');
  const item = screen.getByRole('menuitem');
  expect(item).toHaveAttribute('aria-disabled', 'true');
  expect(item).toHaveTextContent('Your role in this call does not allow it.');
});
