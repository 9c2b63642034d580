import { expect, test } from 'vitest';
import { cameraError, screenError } from './captureErrors.ts';
import { StreamDisposal } from './trackSource.ts';

const domError = (name: string) => new DOMException('refused', name);

test.each([
  [domError('NotAllowedError'), 403, 43001],
  [domError('NotFoundError'), 412, 43013],
  [domError('OverconstrainedError'), 412, 43013],
  [domError('NotReadableError'), 412, 43000],
  [new StreamDisposal(), 400, 41025],
  // Only the disposal of a stream, not every InvalidStateError, is the error of an invalid stream.
  [domError('InvalidStateError'), 500, 43002],
])('cameraError translates %o', (cause, code, subCode) => {
  expect(cameraError(cause)).toMatchObject({ code, subCode });
});

test.each([
  [domError('NotAllowedError'), 403, 43001],
  [new StreamDisposal(), 400, 41025],
  // `getDisplayMedia` throws this error when no click or key press led to the request.
  [domError('InvalidStateError'), 500, 43002],
])('screenError translates %o', (cause, code, subCode) => {
  expect(screenError(cause)).toMatchObject({ code, subCode });
});
