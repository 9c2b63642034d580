import { expect, it } from 'vitest';
import { cameraProblem, fromSdk } from './fromSdk.ts';

const thrown = (code: number, subCode: number) =>
  Object.assign(new Error(), { name: 'CallingCommunicationError', code, subCode });

it.each([
  [403, 43001, 'camera-refused'],
  [412, 43013, 'camera-missing'],
  [412, 43000, 'camera-busy'],
  [500, 43002, 'camera-busy'],
])('a camera that does not open: %i/%i is %s', (code, subCode, problem) => {
  expect(cameraProblem(thrown(code, subCode))).toMatchObject({
    problem: { code: problem, detail: `${code}/${subCode}` },
  });
});

it('what is not the SDK’s has no code of the SDK', () => {
  for (const cause of [new Error('x'), undefined])
    expect([cameraProblem(cause), fromSdk(cause, 'call-not-started')]).toMatchObject([
      { problem: { code: 'unexpected' } },
      { problem: { code: 'unexpected' } },
    ]);
});
