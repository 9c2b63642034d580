import { FluentProvider, Toolbar } from '@fluentui/react-components';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { ControlButton } from './ControlButton.tsx';

const createHoldButton = (unavailable: string | null) => (
  <FluentProvider>
    <Toolbar>
      <ControlButton label="Hold" icon={<i />} unavailable={unavailable} onClick={() => {}} />
    </Toolbar>
  </FluentProvider>
);

test('shows why it is unavailable while the pointer is on the button', async () => {
  render(createHoldButton('Only while the call is connected.'));
  const holdButton = screen.getByRole('button', { name: 'Hold' });
  expect(screen.queryByRole('tooltip')).toBeNull();
  fireEvent.pointerEnter(holdButton);
  const tooltip = await screen.findByRole('tooltip');
  expect(tooltip.textContent).toBe('Only while the call is connected.');
  expect(holdButton.parentElement?.contains(tooltip)).toBe(true);
});

test('leaves no element in the document after the pointer was on the button', async () => {
  const childCountBefore = document.body.childElementCount;
  for (let round = 0; round < 3; round++) {
    const { unmount, container } = render(createHoldButton('Only while the call is connected.'));
    fireEvent.pointerEnter(screen.getByRole('button', { name: 'Hold' }));
    await screen.findByRole('tooltip');
    unmount();
    container.remove();
  }
  await waitFor(() => expect(document.body.childElementCount).toBe(childCountBefore));
});

test('keeps its name while its command runs, and takes the new name when the user can press it again', () => {
  const createButton = (label: string, pending: boolean) => (
    <FluentProvider>
      <Toolbar>
        <ControlButton label={label} icon={<i />} pending={pending} onClick={() => {}} />
      </Toolbar>
    </FluentProvider>
  );
  const { rerender } = render(createButton('Hold', true));
  rerender(createButton('Resume', true));
  expect(screen.getByRole('button').getAttribute('aria-disabled')).toBe('true');
  expect(screen.getByRole('button').textContent).toBe('Hold');
  rerender(createButton('Resume', false));
  expect(screen.getByRole('button').getAttribute('aria-disabled')).not.toBe('true');
  expect(screen.getByRole('button').textContent).toBe('Resume');
});

test('shows the shortcut in the tooltip, and tells it to screen readers without changing the name', async () => {
  render(
    <FluentProvider>
      <Toolbar>
        <ControlButton
          label="Turn camera off"
          shortLabel="Camera"
          icon={<i />}
          shortcut="Ctrl+Shift+O"
          onClick={() => {}}
        />
      </Toolbar>
    </FluentProvider>,
  );
  const button = screen.getByRole('button', { name: 'Turn camera off' });
  expect(button).toHaveTextContent('Camera');
  expect(button).toHaveAttribute('aria-keyshortcuts', 'Control+Shift+O');
  fireEvent.pointerEnter(button);
  expect(await screen.findByText('Turn camera off (Ctrl+Shift+O)')).toBeVisible();
});
