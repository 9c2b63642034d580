import { expect, test } from 'vitest';
import { withoutUnknownFormats } from './sessionDescription.ts';

test('C20: keeps the lines about the formats of each media section, and removes those about other formats', () => {
  const session = ['v=0', 'o=- 1 0 IN IP4 0.0.0.0', 's=-', 't=0 0'];
  const audio = ['m=audio 9 UDP/TLS/RTP/SAVPF 109', 'a=rtpmap:109 opus/48000/2', 'a=fmtp:109 stereo=1'];
  const video = ['m=video 0 UDP/TLS/RTP/SAVPF 120', 'a=rtpmap:120 VP8/90000', 'a=rtcp-fb:120 nack pli'];
  const rest = ['a=rtcp-fb:* transport-cc', 'a=mid:1', ''];
  const unknown = ['a=rtcp-fb:121 nack', 'a=fmtp:109 stereo=1', 'a=rtpmap:99 H264/90000'];
  const firefox = [...session, ...audio, 'a=fmtp:120 max-fs=1', ...video, ...unknown, ...rest].join('\r\n');
  expect(withoutUnknownFormats(firefox)).toBe([...session, ...audio, ...video, ...rest].join('\r\n'));
});
