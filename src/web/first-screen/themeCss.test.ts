import { webDarkTheme, webLightTheme } from '@fluentui/react-components';
import { expect, test } from 'vitest';
import { createThemeCss } from './themeCss.ts';

test('the rule has the variables that the CSS uses, with both colours where the themes differ', () => {
  const css =
    '.a{color:var(--colorNeutralForeground1);padding:var(--spacingVerticalS)}.b{top:var(--notOfFluent)}';
  expect(createThemeCss(css, webLightTheme, webDarkTheme)).toBe(
    `body{background:light-dark(#fafafa,#1f1f1f)}:where(.fui-FluentProvider){--colorNeutralForeground1:light-dark(${webLightTheme.colorNeutralForeground1},${webDarkTheme.colorNeutralForeground1});--spacingVerticalS:${webLightTheme.spacingVerticalS}}`,
  );
});
