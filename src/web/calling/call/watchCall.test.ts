import type { RemoteVideoStream } from '@azure/communication-calling';
import { expect, it, vi } from 'vitest';
import { createEmitter } from '../../fixtures/emitter.ts';
import { createSimulatedParticipant } from '../../fixtures/simulatedParticipant.ts';
import { SimulatedService } from '../../fixtures/simulatedService.ts';
import { watchParticipants } from './watchCall.ts';

it('notices that a video becomes available, whether the participant has had it from the beginning or not', () => {
  const streams = [createEmitter(), createEmitter()];
  const videoStreams = streams as unknown as RemoteVideoStream[];
  const participant = createSimulatedParticipant('8:orgid:1', { videoStreams: videoStreams.slice(0, 1) });
  const call = new SimulatedService(async () => {}).addCall('Outgoing');
  call.setParticipants(participant);
  const onChange = vi.fn();
  const stop = watchParticipants(call.asTeamsCall(), ['videoStreamsUpdated'], onChange);
  participant.changeMembers({ videoStreams }, 'videoStreamsUpdated');
  expect(onChange).toHaveBeenCalledTimes(1);
  for (const stream of streams) stream.emit('isAvailableChanged');
  expect(onChange).toHaveBeenCalledTimes(3);
  stop();
  expect(streams.map((stream) => stream.countListeners())).toEqual([0, 0]);
});
