import { expect, test, vi } from 'vitest';
import { PeerConnection, withoutUnknownFormats } from './peerConnection.ts';

test('C20: withoutUnknownFormats removes the lines about formats that their media section does not list', () => {
  const session = ['v=0', 'o=- 1 0 IN IP4 0.0.0.0', 's=-', 't=0 0'];
  const audio = ['m=audio 9 UDP/TLS/RTP/SAVPF 109', 'a=rtpmap:109 opus/48000/2', 'a=fmtp:109 stereo=1'];
  const video = ['m=video 0 UDP/TLS/RTP/SAVPF 120', 'a=rtpmap:120 VP8/90000', 'a=rtcp-fb:120 nack pli'];
  const otherLines = ['a=rtcp-fb:* transport-cc', 'a=mid:1', ''];
  // The video section lists only the format 120, and the audio section only the format 109.
  const unknownInVideo = ['a=rtcp-fb:121 nack', 'a=fmtp:109 stereo=1', 'a=rtpmap:99 H264/90000'];
  const unknownInAudio = ['a=fmtp:120 max-fs=1'];
  const original = [...session, ...audio, ...unknownInAudio, ...video, ...unknownInVideo, ...otherLines];
  const cleaned = [...session, ...audio, ...video, ...otherLines];
  expect(withoutUnknownFormats(original.join('\r\n'))).toBe(cleaned.join('\r\n'));
});

test('asks the other side to restart ICE when the connection fails, and again until it is back', () => {
  vi.useFakeTimers();
  vi.stubGlobal(
    'RTCPeerConnection',
    class {
      signalingState = 'stable';
      connectionState = 'new';
      onconnectionstatechange = () => {};
    },
  );
  const sendSignal = vi.fn();
  const handlers = { sendSignal, onStateChanged: vi.fn(), onNegotiationFailed: vi.fn(), onTrack: vi.fn() };
  const { connection } = new PeerConnection(false, handlers);
  const changeState = (connectionState: RTCPeerConnectionState) => {
    Object.assign(connection, { connectionState });
    connection.onconnectionstatechange?.(new Event('connectionstatechange'));
  };
  changeState('failed');
  expect(sendSignal.mock.calls).toEqual([[{ ask: 'restart' }]]);
  vi.advanceTimersByTime(20_000);
  expect(sendSignal.mock.calls.length).toBeGreaterThan(1);
  changeState('connected');
  sendSignal.mockClear();
  vi.advanceTimersByTime(20_000);
  expect(sendSignal).not.toHaveBeenCalled();
});
