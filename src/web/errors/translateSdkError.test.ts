import { expect, it } from 'vitest';
import { translateCameraError, translateSdkError } from './translateSdkError.ts';

const createSdkError = (code: number, subCode: number) =>
  Object.assign(new Error(), { name: 'CallingCommunicationError', code, subCode });

it.each([
  [403, 43001, 'camera-refused'],
  [412, 43013, 'camera-missing'],
  [412, 43000, 'camera-busy'],
  [500, 43002, 'camera-busy'],
])('turns the SDK’s camera error %i/%i into %s', (code, subCode, problem) => {
  expect(translateCameraError(createSdkError(code, subCode))).toMatchObject({
    problem: { code: problem, detail: `${code}/${subCode}` },
  });
});

it.each([
  [400, 45758],
  [400, 45906],
])(
  'turns the SDK’s error %i/%i, which 1:1 calls have, into the reason that the user reads',
  (code, subCode) => {
    expect(translateSdkError(createSdkError(code, subCode), 'call-command-failed')).toMatchObject({
      problem: { code: 'not-in-this-call', detail: `${code}/${subCode}`, remedy: 'none' },
    });
  },
);

it('turns errors that are not the SDK’s into `unexpected`', () => {
  for (const cause of [new Error('x'), undefined])
    expect([translateCameraError(cause), translateSdkError(cause, 'call-not-started')]).toMatchObject([
      { problem: { code: 'unexpected' } },
      { problem: { code: 'unexpected' } },
    ]);
});
