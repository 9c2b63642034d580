import { FluentProvider, webLightTheme } from '@fluentui/react-components';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { I18nextProvider } from 'react-i18next';
import { afterEach, expect, it } from 'vitest';
import { CallProvider } from '../../calling/react.tsx';
import type { CallSession } from '../../calling/call/session.ts';
import type { VideoOutcome } from '../../calling/devices/video.ts';
import { startI18n } from '../../i18n/i18n.ts';
import { Picture } from './Picture.tsx';

const i18n = await startI18n();
afterEach(cleanup);

it('C18: a picture that cannot be shown says so, and Try again shows it', async () => {
  const thrown = Object.assign(new Error('a secret'), {
    name: 'CallingCommunicationError',
    code: 500,
    subCode: 43_207,
  });
  const outcomes: VideoOutcome[] = [{ failed: thrown }, { failed: thrown }, 'shown'];
  let attached = 0;
  const session = {
    show(_what: unknown, element: HTMLElement) {
      attached += 1;
      const outcome = outcomes.shift() ?? 'removed';
      const video = document.createElement('video');
      if (outcome === 'shown') element.append(video);
      return {
        done: Promise.resolve(outcome),
        detach() {
          attached -= 1;
          video.remove();
        },
      };
    },
  } as unknown as CallSession;
  await act(async () =>
    render(
      <I18nextProvider i18n={i18n}>
        <FluentProvider theme={webLightTheme}>
          <CallProvider session={session}>
            <Picture participant="8:orgid:bob" stream={1} />
          </CallProvider>
        </FluentProvider>
      </I18nextProvider>,
    ),
  );
  const tryAgain = () =>
    act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Try again' })));
  expect(screen.getByRole('alert').textContent).toMatch(/could not be shown.*picture-not-shown · 500\/43207/);
  await tryAgain();
  expect(screen.getByRole('alert')).toBeDefined();
  await tryAgain();
  expect(screen.queryByRole('alert')).toBeNull();
  expect(document.querySelectorAll('video')).toHaveLength(1);
  // What failed before was given back.
  expect(attached).toBe(1);
});
