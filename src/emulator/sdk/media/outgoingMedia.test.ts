import { expect, test } from 'vitest';
import { changeParameters } from './outgoingMedia.ts';

/** Simulates a sender that refuses parameters this many times. */
function createSender(refusalCount: number, errorName = 'InvalidModificationError') {
  const acceptedParameters: unknown[] = [];
  let readCount = 0;
  let refusals = refusalCount;
  const sender = {
    getParameters: () => ({ transactionId: String(++readCount), encodings: [{}] }),
    async setParameters(parameters: RTCRtpSendParameters) {
      if (refusals-- > 0) throw new DOMException('refused', errorName);
      acceptedParameters.push(parameters);
    },
  } satisfies Partial<Record<keyof RTCRtpSender, unknown>> as unknown as RTCRtpSender;
  return { sender, acceptedParameters, countReads: () => readCount };
}
const limitBitrate = ({ encodings }: RTCRtpSendParameters): void => {
  Object.assign(encodings[0] ?? {}, { maxBitrate: 9_000 });
};

test('if a negotiation has changed the parameters in the meantime, they are read again before they are set', async () => {
  const { sender, acceptedParameters } = createSender(1);
  await changeParameters(sender, limitBitrate);
  expect(acceptedParameters).toEqual([{ transactionId: '2', encodings: [{ maxBitrate: 9_000 }] }]);
});

test('a sender that refuses three times is reported', async () => {
  const { sender, countReads } = createSender(3);
  await expect(changeParameters(sender, limitBitrate)).rejects.toThrow('refused');
  expect(countReads()).toBe(3);
});

test('any other error is reported at once', async () => {
  const { sender, countReads } = createSender(1, 'InvalidStateError');
  await expect(changeParameters(sender, limitBitrate)).rejects.toThrow('refused');
  expect(countReads()).toBe(1);
});
