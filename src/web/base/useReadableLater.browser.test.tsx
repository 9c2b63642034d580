import { act, render, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { pauseRendering } from './renderingPause.ts';
import { createStore } from './store.ts';
import { useReadableLater } from './useReadableLater.ts';

/** Selects the part that the component shows. */
const isEven = (count: number) => count % 2 === 0;

function renderParity() {
  const count = createStore(0);
  const onRender = vi.fn();
  function Parity() {
    const parity = useReadableLater(count, isEven);
    onRender(parity);
    return <p>{parity ? 'even' : 'odd'}</p>;
  }
  render(<Parity />);
  onRender.mockClear();
  return { count, onRender };
}

it('renders a change of the selected part, but no intermediate value of a change that is undone at once', async () => {
  const { count, onRender } = renderParity();
  await act(async () => {
    count.set(1);
    count.set(2);
  });
  expect(onRender).not.toHaveBeenCalledWith(false);
  await act(async () => count.set(1));
  expect(screen.getByText('odd')).toBeVisible();
});

it('renders a change after a pause of the rendering, also if the command pauses after the change', async () => {
  const { count, onRender } = renderParity();
  let endPause = () => {};
  await act(async () => {
    count.set(1);
    endPause = pauseRendering();
  });
  expect(onRender).not.toHaveBeenCalled();
  await act(async () => endPause());
  expect(await screen.findByText('odd')).toBeVisible();
});
