import { createIdentifierFromRawId } from '@azure/communication-common';
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { renderInCall } from '../../fixtures/render.tsx';
import { CallOrigin } from './CallStatus.tsx';

it('names the queue through which the call came', async () => {
  await renderInCall(<CallOrigin />, {}, (call) => {
    const identifier = createIdentifierFromRawId('28:orgid:aa000000-0000-4000-8000-0000000000aa');
    Object.assign(call, { transferorInfo: { identifier, displayName: 'Support queue' } });
    call.changeState('Connected');
  });
  expect(screen.getByText('via Support queue')).toBeVisible();
});

it('says nothing about a call that came directly', async () => {
  await renderInCall(<CallOrigin />);
  expect(screen.queryByText(/via|behalf/)).toBeNull();
});
