import { expect, test } from 'vitest';
import { cameraError, screenError } from './captureErrors.ts';
import { StreamDisposal } from './trackSource.ts';

const domError = (name: string) => new DOMException('refused', name);

test.each([
  [cameraError, domError('NotAllowedError'), 403, 43001],
  [cameraError, domError('NotFoundError'), 412, 43013],
  [cameraError, domError('OverconstrainedError'), 412, 43013],
  [cameraError, domError('NotReadableError'), 412, 43000],
  [cameraError, new StreamDisposal(), 400, 41025],
  // Only the disposal of a stream, not every InvalidStateError, is the error of an invalid stream.
  [cameraError, domError('InvalidStateError'), 500, 43002],
  [screenError, domError('NotAllowedError'), 403, 43001],
  [screenError, new StreamDisposal(), 400, 41025],
  // `getDisplayMedia` throws this error when no click or key press led to the request.
  [screenError, domError('InvalidStateError'), 500, 43002],
])('%o translates %o', (translate, cause, code, subCode) => {
  const kind = { name: 'CallingCommunicationError', resultCategories: [expect.any(String)] };
  expect(translate(cause)).toMatchObject({ ...kind, code, subCode });
});
