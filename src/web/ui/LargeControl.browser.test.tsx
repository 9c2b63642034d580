import { FluentProvider } from '@fluentui/react-components';
import { fireEvent, render, screen } from '@testing-library/react';
import type { ComponentProps } from 'react';
import { expect, test } from 'vitest';
import { LargeControl } from './LargeControl.tsx';

const createControl = (props: Partial<ComponentProps<typeof LargeControl>>) => (
  <FluentProvider>
    <LargeControl label="Ask" icon={<i />} unavailable={null} onClick={() => {}} {...props} />
  </FluentProvider>
);

test('keeps the focus when its tooltip comes and goes, and shows none without a text', async () => {
  const { rerender } = render(createControl({}));
  const button = screen.getByRole('button', { name: 'Ask' });
  button.focus();
  fireEvent.pointerEnter(button);
  rerender(createControl({ unavailable: 'Only while the call is connected.' }));
  expect(await screen.findByRole('tooltip')).toHaveTextContent('Only while the call is connected.');
  expect(button).toHaveFocus();
  rerender(createControl({}));
  expect(screen.queryByRole('tooltip')).toBeNull();
  expect(button).toHaveFocus();
});
