import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { usePhoneState } from '../calling/react.tsx';
import { renderInCall, runAndRender } from '../fixtures/render.tsx';
import { createSimulatedParticipant } from '../fixtures/simulatedParticipant.ts';
import { bob, carol } from '../fixtures/testUsers.ts';
import { useCallDragSource, useTransferDropTarget, type TransferDropTarget } from './dragAndDrop.ts';

const DraggableCall = ({ callKey }: { callKey: string }) => <p {...useCallDragSource(callKey)}>Call</p>;

function Target({ target }: { target: TransferDropTarget }) {
  const { isPossible, props } = useTransferDropTarget(target);
  return <p {...props}>Target{isPossible && ' for the dragged call'}</p>;
}

/** Shows the first call as draggable, and a drop target: the person, or else the second call. */
function Screen({ rawId }: { rawId: string | null }) {
  const [firstKey = '', secondKey = ''] = usePhoneState(({ calls }) => calls);
  return (
    <>
      <DraggableCall callKey={firstKey} />
      <Target target={rawId === null ? { kind: 'call', callKey: secondKey } : { kind: 'person', rawId }} />
    </>
  );
}

const dragCallToTarget = () =>
  runAndRender(() => userEvent.dragAndDrop(screen.getByText('Call'), screen.getByText(/^Target/)));

it('transfers a call that the user drops on a person', async () => {
  const { call } = await renderInCall(<Screen rawId={carol.rawId} />);
  await dragCallToTarget();
  await expect
    .poll(() => call.transfer?.to)
    .toEqual({ targetParticipant: expect.objectContaining({ microsoftTeamsUserId: carol.oid }) });
  expect(screen.getByText('Call')).toHaveAttribute('draggable', 'false');
});

it('transfers a call into another call on which the user drops it', async () => {
  const { call, service } = await renderInCall(<Screen rawId={null} />);
  const otherCall = service.addCall('Incoming');
  await runAndRender(() => {
    otherCall.setParticipants(createSimulatedParticipant(carol.rawId));
    otherCall.changeState('Connected');
  });
  await dragCallToTarget();
  await expect.poll(() => call.transfer?.to).toEqual({ targetCallId: otherCall.id });
});

it('does not let the user drop a call on its own participant', async () => {
  const { call } = await renderInCall(<Screen rawId={bob.rawId} />);
  await dragCallToTarget();
  expect(call.transfer).toBeNull();
});
