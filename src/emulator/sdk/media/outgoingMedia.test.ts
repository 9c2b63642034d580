import { expect, test } from 'vitest';
import { changeParameters } from './outgoingMedia.ts';

/** Limits the bit rate of a simulated sender, which refuses parameters this many times. */
async function limitBitrate(refusalCount: number, errorName = 'InvalidModificationError') {
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
  const change = changeParameters(sender, ({ encodings }) => {
    Object.assign(encodings[0] ?? {}, { maxBitrate: 9_000 });
  });
  const error = await change.then(
    () => null,
    ({ name }: Error) => name,
  );
  return { acceptedParameters, readCount, error };
}

test('if a negotiation has changed the parameters in the meantime, they are read again before they are set', async () => {
  const { acceptedParameters } = await limitBitrate(1);
  expect(acceptedParameters).toEqual([{ transactionId: '2', encodings: [{ maxBitrate: 9_000 }] }]);
});

test.each([
  ['a sender that refuses three times is reported', 3, 'InvalidModificationError', 3],
  ['any other error is reported at once', 1, 'InvalidStateError', 1],
])('%s', async (_, refusalCount, errorName, readCount) => {
  expect(await limitBitrate(refusalCount, errorName)).toMatchObject({ error: errorName, readCount });
});
