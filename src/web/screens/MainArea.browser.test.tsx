import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { openView } from '../base/view.ts';
import { renderApp, runAndRender } from '../fixtures/render.tsx';
import { MainArea } from './MainArea.tsx';
import { useShownCall } from './useShownCall.ts';

const CallScreen = () => <p>the call</p>;
const openNoPreview = () => {
  throw new Error('No test opens a preview.');
};
const Main = () => <MainArea session={useShownCall()} CallScreen={CallScreen} preview={openNoPreview} />;

it.each(['calls', 'people'] as const)(
  'removes the view "%s" when a call comes to the front, and shows the home view after the call',
  async (view) => {
    openView(view);
    const { service } = await renderApp(<Main />);
    expect(screen.getByRole('heading', { level: 1 })).toBeVisible();
    const call = service.addCall('Outgoing');
    expect(await screen.findByText('the call')).toBeVisible();
    // React removes the view after the call is shown.
    await runAndRender(() => {});
    expect(screen.queryByRole('heading', { level: 1 })).toBeNull();
    await runAndRender(() => call.hangUp());
    expect(screen.queryByText('the call')).toBeNull();
    expect(screen.getByRole('heading', { level: 1 })).toBeVisible();
  },
);
