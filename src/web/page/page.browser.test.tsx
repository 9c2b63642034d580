import { Body1, Checkbox, Radio } from '@fluentui/react-components';
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { renderPlain } from '../fixtures/render.tsx';
import './page.css';

it('draws the labels of unselected choices like other text, and only those of disabled ones in grey', () => {
  renderPlain(
    <>
      <Body1>Text</Body1>
      <Radio label="Radio" />
      <Radio label="Disabled radio" disabled />
      <Checkbox label="Checkbox" />
      <Checkbox label="Disabled checkbox" disabled />
    </>,
  );
  const colourOf = (text: string) => getComputedStyle(screen.getByText(text)).color;
  expect([colourOf('Radio'), colourOf('Checkbox')]).toEqual([colourOf('Text'), colourOf('Text')]);
  expect(colourOf('Disabled radio')).not.toBe(colourOf('Text'));
  expect(colourOf('Disabled checkbox')).not.toBe(colourOf('Text'));
});
