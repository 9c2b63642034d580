import { FluentProvider, webLightTheme } from '@fluentui/react-components';
import { cleanup, render, screen } from '@testing-library/react';
import { I18nextProvider } from 'react-i18next';
import { afterEach, expect, it } from 'vitest';
import { CallProvider } from '../../calling/react.tsx';
import type { CallSession } from '../../calling/call/session.ts';
import type { CallSnapshot } from '../../calling/call/snapshot.ts';
import { startI18n } from '../../i18n/i18n.ts';
import { createStore } from '../../base/store.ts';
import { CallStatus } from './CallStatus.tsx';

const i18n = await startI18n();
afterEach(cleanup);

function show(part: Partial<CallSnapshot>) {
  const call = {
    state: 'Connected',
    direction: 'Outgoing',
    connectedAt: null,
    isReconnecting: false,
    ...part,
  };
  const session = { call: createStore(call as CallSnapshot) } as unknown as CallSession;
  render(
    <I18nextProvider i18n={i18n}>
      <FluentProvider theme={webLightTheme}>
        <CallProvider session={session}>
          <CallStatus />
        </CallProvider>
      </FluentProvider>
    </I18nextProvider>,
  );
}

it.each([
  [true, 1],
  [false, 0],
] as const)(
  'W2: a call with isEmergencyCall %s shows "Emergency call" %i times',
  (isEmergencyCall, times) => {
    show({ isEmergencyCall });
    expect(screen.queryAllByText('Emergency call')).toHaveLength(times);
    expect(screen.getByRole('status').textContent).toBe('Connected');
  },
);

it('W2: shows no "Emergency call" when the SDK does not say whether it is one', () => {
  show({});
  expect(screen.queryByText('Emergency call')).toBeNull();
});
