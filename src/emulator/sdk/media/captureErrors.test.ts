import { expect, test } from 'vitest';
import { cameraError, screenError } from './captureErrors.ts';
import { StreamDisposal } from './trackSource.ts';

test('only the disposal of a stream, not every InvalidStateError of the browser, becomes the error of an invalid stream', () => {
  // `getDisplayMedia` throws this error when no click or key press led to the request.
  const withoutUserGesture = new DOMException(
    'getDisplayMedia requires transient activation',
    'InvalidStateError',
  );
  expect(screenError(withoutUserGesture)).toMatchObject({ code: 500, subCode: 43002 });
  expect(screenError(new StreamDisposal())).toMatchObject({ code: 400, subCode: 41025 });
  expect(cameraError(new StreamDisposal())).toMatchObject({ code: 400, subCode: 41025 });
});
